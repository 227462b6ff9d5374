// Tell at once which level follows from what is ticked; the program computes it, nothing is kept.
"use strict";
const scaleForm = document.querySelector("form[data-level]");
const levelNow = document.getElementById("level-now");
if (scaleForm && levelNow) {
  let asked = 0;
  scaleForm.addEventListener("change", async (event) => {
    if (event.target.name !== "tick") return;
    const address = new URL(scaleForm.dataset.level, window.location.href);
    for (const box of scaleForm.querySelectorAll("input[name=tick]:checked")) address.searchParams.append("tick", box.value);
    const mine = ++asked;
    try {
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
      if (answer.ok && mine === asked) levelNow.innerHTML = await answer.text();
    } catch { /* saving tells it as well */ }
  });
}
