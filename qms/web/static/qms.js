// Small comforts of every page; all of it works without them.
"use strict";
document.documentElement.classList.add("has-js");

// On a narrow screen the menu begins closed.
const menu = document.querySelector(".menu-box");
if (menu && window.matchMedia("(max-width: 62rem)").matches) menu.open = false;

// A decision that is hard to take back asks once more.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && button.dataset.confirm && !window.confirm(button.dataset.confirm)) event.preventDefault();
});

// What was wrong in a form is the first thing to hear.
const errors = document.getElementById("errors");
if (errors) errors.focus();

// Text typed but not sent is not lost by a wrong click: forms marked with data-keep ask before the page is left.
let typed = false;
document.querySelectorAll("form[data-keep]").forEach((form) => {
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
});
window.addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });

// Keys: links with data-key="ArrowRight" are followed by that key, unless somebody types.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select, [contenteditable], .scroll, details summary")) return;
  const link = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (link) { event.preventDefault(); link.click(); }
});

// Printing.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.addEventListener("click", () => window.print());
});

// A choice marked with data-send sends its form at once.
document.querySelectorAll("[data-send]").forEach((field) => {
  field.addEventListener("change", () => field.form.requestSubmit());
});

// Long work: ask how far it is until it has ended.
const job = document.querySelector("[data-poll]");
if (job) {
  const part = (name) => job.querySelector(`[data-job="${name}"]`);
  const ask = async () => {
    try {
      const answer = await fetch(job.dataset.poll, { headers: { "X-Requested-With": "fetch" } });
      const now = await answer.json();
      if (!answer.ok || !now.running) { window.location.reload(); return; }
      part("stage").textContent = now.stage;
      part("count").textContent = now.count;
      if (now.total) { part("bar").max = now.total; part("bar").value = now.done; }
    } catch { /* the program may be restarting */ }
    setTimeout(ask, 1000);
  };
  setTimeout(ask, 700);
}
