/* Type size 字号: the reader's choice, kept for all pages of the site. Everything else works without scripts. */
"use strict";
(() => {
  const KEY = "epaper-type-size";
  const STEPS = 6;
  const USUAL = 2;
  const root = document.documentElement;

  /** @returns {number} the step that was kept, or the usual one */
  const kept = () => {
    try {
      const step = Number.parseInt(localStorage.getItem(KEY) ?? "", 10);
      return step >= 1 && step <= STEPS ? step : USUAL;
    } catch {
      return USUAL; // a browser may deny storage to files
    }
  };

  /** @param {number} step */
  const keep = (step) => {
    try {
      localStorage.setItem(KEY, String(step));
    } catch {
      // the choice then holds for this page alone
    }
  };

  /** @param {number} step */
  const show = (step) => {
    root.dataset.size = String(step);
    for (const button of document.querySelectorAll("[data-step]")) {
      button.disabled = button.dataset.step === "1" ? step === STEPS : step === 1;
    }
  };

  let size = kept();
  show(size);

  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll(".size")) {
      group.hidden = false;
    }
    for (const button of document.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => {
        size = Math.min(Math.max(size + Number(button.dataset.step), 1), STEPS);
        keep(size);
        show(size);
      });
    }
    show(size);
  });
})();
