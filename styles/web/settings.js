/* The reader's choices 设置: type size 字号, line spacing 行距, theme 主题. Kept for all pages of the site. */
"use strict";

/** What the scripts of the site share; each part adds its own. */
const epaper = {
  /**
   * @param {string} key
   * @returns {string | null} what was kept under a key; a browser may deny storage to files
   */
  kept(key) {
    try {
      return localStorage.getItem(`epaper-${key}`);
    } catch {
      return null;
    }
  },

  /**
   * Keep a choice; where that is denied it holds for this page alone.
   * @param {string} key
   * @param {string} value
   */
  keep(key, value) {
    try {
      localStorage.setItem(`epaper-${key}`, value);
    } catch {
      // the choice then holds for this page alone
    }
  },
};

(() => {
  const STEPS = 6;
  const USUAL = 2;
  const root = document.documentElement;

  /** @returns {number} the step that was kept, or the usual one */
  const kept = () => {
    const step = Number.parseInt(epaper.kept("type-size") ?? "", 10);
    return step >= 1 && step <= STEPS ? step : USUAL;
  };

  const buttons = () => /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-step]"));

  /** @param {number} step */
  const show = (step) => {
    root.dataset.size = String(step);
    for (const button of buttons()) {
      button.disabled = button.dataset.step === "1" ? step === STEPS : step === 1;
    }
  };

  let size = kept();
  show(size);
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".size"))) {
    group.hidden = false;
  }
  for (const button of buttons()) {
    button.addEventListener("click", () => {
      size = Math.min(Math.max(size + Number(button.dataset.step), 1), STEPS);
      epaper.keep("type-size", String(size));
      show(size);
    });
  }
})();
