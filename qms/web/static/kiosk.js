// Reads a screen aloud where the device has a voice of the language. Without it everything works the same.
"use strict";
const read = document.querySelector("[data-read]");
const language = document.documentElement.lang;
const spoken = language === "nb" ? ["nb", "no"] : [language];
const voiceOf = () => window.speechSynthesis.getVoices().find((voice) => voice.localService && spoken.includes(voice.lang.slice(0, 2).toLowerCase()));
const offer = () => {
  const voice = voiceOf();
  const label = document.body.dataset.speak;
  if (!voice || !read || !label || document.querySelector(".speak")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "speak";
  button.textContent = label;
  button.addEventListener("click", () => {
    window.speechSynthesis.cancel();
    const said = new SpeechSynthesisUtterance(read.innerText);
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = 0.9;
    window.speechSynthesis.speak(said);
  });
  read.before(button);
};
if ("speechSynthesis" in window) {
  offer();
  window.speechSynthesis.addEventListener("voiceschanged", offer);
}
