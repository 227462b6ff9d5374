// Proposals take a while to weigh, so they come after the page; without this script a link leads to them.
"use strict";
document.querySelectorAll("[data-load]").forEach(async (place) => {
  const link = place.innerHTML;
  place.textContent = place.dataset.wait;
  try {
    const answer = await fetch(place.dataset.load, { headers: { "X-Requested-With": "fetch" } });
    place.innerHTML = answer.ok ? await answer.text() : link;
  } catch {
    place.innerHTML = link;
  }
});
