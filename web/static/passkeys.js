// Passkeys: ask the browser to make one or to answer with one, then post the form as any other. Without a script, or
// without passkeys in the browser, these forms stay hidden and the password does the work; likewise at an address that
// is a number, for which browsers make none.
const forms = document.querySelectorAll("form[data-passkey]");
const named = !/^[0-9.]+$|:/.test(location.hostname);
const able = named && window.PublicKeyCredential && PublicKeyCredential.parseCreationOptionsFromJSON;
forms.forEach((form) => {
  if (!able) return;
  form.hidden = false;
  const said = form.querySelector("[data-said]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    said.hidden = true;
    try {
      const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
      const given = await answer.json();
      if (!answer.ok) throw new Error(given.detail);
      const making = form.dataset.passkey === "create";
      const parse = making ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
      const publicKey = PublicKeyCredential[parse](given.publicKey);
      const made = making ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey });
      form.elements.challenge.value = given.challenge;
      form.elements.credential.value = JSON.stringify(made.toJSON());
      if (form.elements.password) form.elements.password.value = "";
      form.submit();
    } catch (broken) {
      said.textContent = broken instanceof DOMException || !broken.message ? form.dataset.failed : broken.message;
      said.hidden = false;
    }
  });
});
