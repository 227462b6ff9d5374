// Search as one types, and with the keyboard; without it the form does the same.
"use strict";
const form = document.querySelector("[data-search]");
const field = form.querySelector("[name=q]");
const hits = document.getElementById("hits");
let waiting = 0;
let asking = null;

const query = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value));

const ask = async () => {
  if (asking) asking.abort();
  asking = new AbortController();
  const asked = query();
  // The framework of the address stays, and filters that were given several times do while the form is not touched.
  const framework = new URLSearchParams(location.search).get("framework");
  if (framework) asked.set("framework", framework);
  hits.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(`${form.dataset.search.split("?")[0]}?${asked}`, { headers: { "X-Requested-With": "fetch" }, signal: asking.signal });
    if (!answer.ok) { const told = await answer.json(); throw new Error(told.error); }
    hits.innerHTML = await answer.text();
    history.replaceState(null, "", `${location.pathname}?${asked}`);
  } catch (error) {
    if (error.name === "AbortError") return;
    const told = document.createElement("p");
    told.className = "notice bad";
    told.textContent = error.message;
    hits.replaceChildren(told);
  }
  hits.removeAttribute("aria-busy");
};

const soon = (after) => { clearTimeout(waiting); waiting = setTimeout(ask, after); };
field.addEventListener("input", () => soon(250));
form.addEventListener("change", (event) => { if (event.target !== field) soon(0); });
form.addEventListener("submit", (event) => { event.preventDefault(); soon(0); });

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "/" && !typing) { event.preventDefault(); field.focus(); field.select(); return; }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (typing && event.target !== field) return;
  const links = [...hits.querySelectorAll("a.hit")];
  const at = links.indexOf(document.activeElement);
  if (at < 0 && event.target !== field) return;
  const next = event.key === "ArrowDown" ? at + 1 : at - 1;
  event.preventDefault();
  if (next < 0) field.focus();
  else if (links[next]) links[next].focus();
});
