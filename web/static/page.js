// After a refusal the summary takes the focus, so that a screen reader starts there. Everything works without it.
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();
