// Shows similar ideas while someone writes. Without it the button "save and look" does the same.
const beside = document.querySelector("[data-similar]");
const form = document.getElementById("idee");
if (beside && form) {
  const here = beside.querySelector("[data-here]");
  form.querySelectorAll(".noscript").forEach((button) => { button.hidden = true; });
  let waiting, asked = "";
  const look = async () => {
    const words = new URLSearchParams({ title: form.title.value, what: form.what.value, self: beside.dataset.self });
    if (words.toString() === asked) return;
    asked = words.toString();
    const answer = await fetch(`${beside.dataset.similar}?${words}`, { headers: { Accept: "text/html" } }).catch(() => null);
    // An answer that comes after newer words would show what nobody asks any more.
    if (answer && answer.ok && words.toString() === asked) here.innerHTML = await answer.text();
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 700); });
}
