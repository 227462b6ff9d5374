// Escape leaves the note, so that the keys give the verdict again.
"use strict";
const note = document.querySelector(".play textarea");
if (note) note.addEventListener("keydown", (event) => { if (event.key === "Escape") note.blur(); });
