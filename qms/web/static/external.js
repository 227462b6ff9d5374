// Notes of an external auditor: kept in this browser only, by indicator, and never sent anywhere.
"use strict";
const read = (key) => { try { return JSON.parse(localStorage.getItem(key) || "{}"); } catch { return {}; } };
const write = (key, notes) => { try { localStorage.setItem(key, JSON.stringify(notes)); return true; } catch { return false; } };

// The note of one indicator is kept as it is typed.
const box = document.querySelector("[data-notes]");
if (box) {
  const { notes: key, ref, name, kept, full } = box.dataset;
  const area = box.querySelector("textarea"), status = box.querySelector("[data-status]");
  area.value = (read(key)[ref] || {}).text || "";
  let waiting = 0;
  const keep = () => {
    const notes = read(key);
    if (area.value.trim()) notes[ref] = { text: area.value, title: name, at: new Date().toISOString() };
    else delete notes[ref];
    status.textContent = write(key, notes) ? kept : full;
  };
  area.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 400); });
  area.addEventListener("change", keep);
  window.addEventListener("pagehide", () => { if (waiting) keep(); });
}

// All notes as a file of the reader's own.
const out = document.querySelector("[data-notes-out]");
const byNumber = (a, b) => (Number(a) || 1e9) - (Number(b) || 1e9) || a.localeCompare(b);
const plain = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
// A spreadsheet would take such a cell for a formula.
const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
const made = {
  txt: (d, rows) => [d.title, ...rows.map(([ref, n]) => `${d.indicator} ${ref} ${n.title}\n${n.text}`)].join("\n\n") + "\n",
  csv: (d, rows) => "\ufeff" + [[d.indicator, "", d.note], ...rows.map(([ref, n]) => [ref, n.title, n.text])].map((r) => r.map(cell).join(",")).join("\r\n") + "\r\n",
  html: (d, rows) => `<!doctype html><html lang="${plain(d.lang)}"><meta charset="utf-8"><title>${plain(d.title)}</title><h1>${plain(d.title)}</h1>` +
    rows.map(([ref, n]) => `<h2>${plain(ref)} ${plain(n.title)}</h2><p>${plain(n.text).replace(/\n/g, "<br>")}</p>`).join("") + "</html>",
};
if (out) {
  const key = out.dataset.notesOut;
  document.querySelectorAll("[data-has-note]").forEach((mark) => { mark.hidden = !read(key)[mark.dataset.hasNote]; });
  out.querySelectorAll("[data-as]").forEach((button) => button.addEventListener("click", () => {
    const as = button.dataset.as;
    if (as === "delete") {
      if (!window.confirm(button.dataset.sure)) return;
      localStorage.removeItem(key);
      window.location.reload();
      return;
    }
    const notes = read(key);
    const rows = Object.keys(notes).sort(byNumber).map((ref) => [ref, notes[ref]]);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([made[as](out.dataset, rows)], { type: { txt: "text/plain", csv: "text/csv", html: "text/html" }[as] }));
    link.download = `qms-notes.${as}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 5000);
  }));
}
