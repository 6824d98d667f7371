// Pointing at a fact lights up its sentence in the text beside it.
"use strict";

for (const link of document.querySelectorAll("[data-sentence]")) {
  const sentence = document.getElementById(link.dataset.sentence);
  const card = link.closest(".fact");
  if (!sentence || !card) continue;
  card.addEventListener("mouseenter", () => sentence.classList.add("lit"));
  card.addEventListener("mouseleave", () => sentence.classList.remove("lit"));
}
