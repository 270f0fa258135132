/* Reading by the screenful 翻屏: on e-ink a page is turned, never scrolled. */
"use strict";
(() => {
  const screens = document.querySelector(".screens");
  if (!(screens instanceof HTMLElement)) {
    return;
  }
  const back = screens.querySelector('[data-screen="-1"]');
  const on = /** @type {HTMLElement | null} */ (screens.querySelector('[data-screen="1"]'));
  const output = screens.querySelector("output");
  const next = document.querySelector('.turn a[rel="next"]');

  /** @returns {number} how far a turn goes, in px: the window without the buttons, and a line seen on both screens */
  const step = () => {
    const line = Number.parseFloat(getComputedStyle(document.querySelector(".story") ?? document.body).lineHeight) || 32;
    return Math.max(innerHeight - screens.offsetHeight - line, innerHeight / 2);
  };

  const show = () => {
    const eink = epaper.chosen("theme") === "eink";
    if (screens.hidden === eink) {
      screens.hidden = !eink;
    }
    if (!eink) {
      return;
    }
    const rest = document.documentElement.scrollHeight - innerHeight - scrollY;
    const count = Math.max(Math.ceil((document.documentElement.scrollHeight - innerHeight) / step()) + 1, 1);
    const at = rest < 2 ? count : Math.min(Math.round(scrollY / step()) + 1, count);
    if (output) {
      output.textContent = `${at} / ${count}`;
    }
    back?.setAttribute("aria-disabled", String(scrollY < 2));
    if (on) {
      // Behind the last screen comes the next article.
      const over = rest < 2;
      on.setAttribute("aria-disabled", String(over && !next));
      on.textContent = (over && next ? on.dataset.end : on.dataset.on) ?? "";
    }
  };

  screens.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-screen]") : null;
    if (!(button instanceof HTMLElement)) {
      return;
    }
    const forward = button.dataset.screen === "1";
    const rest = document.documentElement.scrollHeight - innerHeight - scrollY;
    if (forward && rest < 2 && next instanceof HTMLAnchorElement) {
      next.click();
      return;
    }
    scrollBy({ top: forward ? step() : -step(), behavior: "instant" });
  });
  let asked = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(show);
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  document.addEventListener("epaper:settings", soon);
  show();
})();
