/* Reading settings 阅读设置: the panel, and the buttons of the type size beside it. */
"use strict";
(() => {
  const { choices, names } = epaper;

  /** Show in every control what holds. */
  const show = () => {
    for (const name of names) {
      const chosen = epaper.chosen(name);
      for (const radio of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`input[name="${name}"]`))) {
        radio.checked = radio.value === chosen;
        if (name === "size" && radio.nextElementSibling) {
          radio.nextElementSibling.textContent = shownAs(radio.value);
        }
      }
    }
    const { values } = choices.size;
    const at = values.indexOf(epaper.chosen("size"));
    for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-step]"))) {
      // Not ``disabled``: the focus would be lost with the last step.
      button.setAttribute("aria-disabled", String(at === (button.dataset.step === "1" ? values.length - 1 : 0)));
    }
    for (const place of document.querySelectorAll(".size output")) {
      place.textContent = shownAs(values[at] ?? "");
    }
  };

  /**
   * @param {string} size of the type, in px
   * @returns {string} the same on this screen: on a machine in a hall everything is half as large again
   */
  const shownAs = (size) => ("kiosk" in document.documentElement.dataset ? String(Number(size) * 1.5) : size);

  /**
   * The first block of the text that can be seen, and how far below the window's top it stands, in px.
   * @returns {{ block: Element, top: number } | null}
   */
  const held = () => {
    for (const block of document.querySelectorAll(".story :is(p, h2, h3, li, figure)")) {
      const { top, bottom } = block.getBoundingClientRect();
      if (bottom > 0) {
        return { block, top };
      }
    }
    return null;
  };

  /**
   * Change a choice and keep the text that is being read where it is.
   * @param {"size" | "leading" | "theme"} name
   * @param {string} value
   */
  const choose = (name, value) => {
    const place = scrollY > 0 ? held() : null;
    epaper.choose(name, value);
    if (place) {
      scrollBy({ top: place.block.getBoundingClientRect().top - place.top, behavior: "instant" });
    }
  };

  document.addEventListener("epaper:settings", show);
  document.addEventListener("change", ({ target }) => {
    const name = target instanceof HTMLInputElement ? names.find((one) => one === target.name) : undefined;
    if (name && target instanceof HTMLInputElement) {
      choose(name, target.value);
    }
  });
  document.addEventListener("click", ({ target }) => {
    if (!(target instanceof Element)) {
      return;
    }
    const step = target.closest("[data-step]");
    if (step instanceof HTMLElement) {
      const { values } = choices.size;
      const next = values[values.indexOf(epaper.chosen("size")) + Number(step.dataset.step)];
      if (next) {
        choose("size", next);
      }
    }
    if (target.closest("[data-reset]")) {
      for (const name of names) {
        choose(name, choices[name].usual);
      }
    }
    const panel = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.settings[open]"));
    if (panel && (target.closest("[data-close]") || !panel.contains(target))) {
      panel.open = false;
      if (panel.contains(target)) {
        panel.querySelector("summary")?.focus();
      }
    }
  });
  document.addEventListener("keydown", (event) => {
    const panel = /** @type {HTMLDetailsElement | null} */ (document.querySelector("details.settings[open]"));
    if (event.key === "Escape" && panel) {
      panel.open = false;
      panel.querySelector("summary")?.focus();
    }
  });
  show();
})();
