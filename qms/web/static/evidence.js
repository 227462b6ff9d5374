// Parts that come later, text taken over from the content, and files that are dropped.
"use strict";

// Parts that take longer to work out come after the page; without a script a link leads to them.
document.querySelectorAll("[data-fragment]").forEach(async (part) => {
  try {
    const answer = await fetch(part.dataset.fragment, { headers: { "X-Requested-With": "fetch" } });
    if (answer.ok) part.innerHTML = await answer.text();
  } catch { /* the link stays */ }
});

// What is selected in the content becomes the passage of the form.
const quote = document.querySelector("form[data-pin] [name=quote]");
document.querySelectorAll("[data-quotes]").forEach((inside) => {
  const take = () => {
    const chosen = document.getSelection();
    if (!quote || !chosen || chosen.isCollapsed || !inside.contains(chosen.anchorNode)) return;
    const text = chosen.toString().replace(/\s+/g, " ").trim();
    if (text.length < 3 || text.length > 2000) return;
    quote.value = text;
    quote.closest("details").open = true;
    const page = quote.form.elements.page;
    if (page && inside.dataset.number) page.value = inside.dataset.number;
  };
  inside.addEventListener("mouseup", take);
  inside.addEventListener("keyup", take);
});

// A marked passage is brought into view inside a long content.
const passage = document.getElementById("passage");
if (passage) {
  const text = passage.closest("details.text");
  if (!text) passage.scrollIntoView({ block: "nearest" });
}

// Upload: files may be dropped, and the bar shows how far the sending is.
const upload = document.querySelector("[data-upload]");
if (upload) {
  const drop = upload.querySelector("[data-drop]");
  const files = upload.querySelector("[type=file]");
  const told = upload.querySelector("[data-told]");
  const bar = upload.querySelector("progress");
  const button = upload.querySelector("button[data-sending]");
  const show = () => {
    drop.querySelector(".chosen").replaceChildren(...[...files.files].map((file) => {
      const line = document.createElement("li");
      line.textContent = file.name;
      return line;
    }));
  };
  files.addEventListener("change", show);
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    files.files = event.dataTransfer.files;
    show();
  });
  // A file dropped beside the field would else replace the page.
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
  upload.addEventListener("submit", (event) => {
    event.preventDefault();
    const request = new XMLHttpRequest();
    const failed = (text) => {
      bar.hidden = true;
      button.disabled = false;
      told.className = "notice bad";
      told.textContent = text || button.dataset.failed;
    };
    request.upload.addEventListener("progress", (now) => {
      if (now.lengthComputable) bar.value = Math.round((100 * now.loaded) / now.total);
    });
    request.addEventListener("load", () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* no answer of ours */ }
      if (request.status < 300 && answer.address) window.location.assign(answer.address);
      else failed(answer.error);
    });
    request.addEventListener("error", () => failed(""));
    request.open("POST", upload.action);
    request.setRequestHeader("X-Requested-With", "fetch");
    bar.hidden = false;
    button.disabled = true;
    told.className = "";
    told.textContent = button.dataset.sending;
    request.send(new FormData(upload));
  });
}
