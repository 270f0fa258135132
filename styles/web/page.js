/* The page view 版面图: turning pages by keys, headlines that light up with their areas, the strip of all pages. */
"use strict";
(() => {
  const KEYS = ["ArrowLeft", "ArrowRight"];
  /** How far the label stands from the pointer, and keeps from the window's edge, in px. */
  const GAP = 14;
  const EDGE = 8;

  const view = document.querySelector("body.page");
  if (!view) {
    return;
  }

  // Turning 上一版 / 下一版. The links tell which key turns which way, for that depends on how lines run.
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    const other = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    const stage = view.querySelector("[data-zoomed]");
    // An enlarged page is moved by them, as far as it goes beyond its stage.
    const moves = stage !== null && stage.scrollWidth > stage.clientWidth;
    if (typing || other || !KEYS.includes(event.key) || moves) {
      return;
    }
    const link = /** @type {HTMLAnchorElement | null} */ (view.querySelector(`.turn [aria-keyshortcuts="${event.key}"]`));
    if (link) {
      event.preventDefault();
      link.click();
    }
  });

  // A headline in the list and the areas of its article light up together 标题与热区.
  const areas = /** @type {NodeListOf<SVGAElement>} */ (view.querySelectorAll(".areas a"));
  const entries = /** @type {NodeListOf<HTMLAnchorElement>} */ (view.querySelectorAll(".entries a"));
  /** @type {Map<string, Element[]>} */
  const alike = new Map();
  for (const link of [...areas, ...entries]) {
    const address = link.getAttribute("href") ?? "";
    alike.set(address, [...(alike.get(address) ?? []), link]);
  }

  /**
   * @param {Element} link
   * @param {boolean} lit
   */
  const light = (link, lit) => {
    for (const one of alike.get(link.getAttribute("href") ?? "") ?? []) {
      one.classList.toggle("lit", lit);
    }
  };

  // The label under the pointer takes the place of the browser's own, which comes late and small.
  const label = document.createElement("p");
  label.className = "label";
  label.setAttribute("aria-hidden", "true");
  label.hidden = true;
  view.append(label);

  /**
   * Show the headline beside a point of the window.
   * @param {Element} area
   * @param {number} x
   * @param {number} y
   */
  const tell = (area, x, y) => {
    label.textContent = area.getAttribute("aria-label");
    label.hidden = false;
    const { width, height } = label.getBoundingClientRect();
    const room = document.documentElement.clientWidth - width - EDGE;
    const above = y - height - GAP;
    label.style.left = `${Math.max(Math.min(x - width / 2, room), EDGE)}px`;
    label.style.top = `${above < EDGE ? y + GAP : above}px`;
  };

  const hush = () => {
    label.hidden = true;
  };

  for (const link of alike.values()) {
    for (const one of link) {
      one.addEventListener("pointerenter", () => light(one, true));
      one.addEventListener("pointerleave", () => light(one, false));
      one.addEventListener("focus", () => light(one, true));
      one.addEventListener("blur", () => light(one, false));
    }
  }
  for (const area of areas) {
    area.querySelector("title")?.remove();
    area.addEventListener("pointermove", (event) => {
      // A finger would hide what it points at, and its tap opens the article at once.
      if (event.pointerType !== "touch" && !event.buttons) {
        tell(area, event.clientX, event.clientY);
      } else {
        hush();
      }
    });
    area.addEventListener("pointerleave", hush);
    area.addEventListener("focus", () => {
      if (area.matches(":focus-visible")) {
        const box = area.getBoundingClientRect();
        tell(area, box.left + box.width / 2, Math.max(box.top, 0) + 2 * GAP);
      }
    });
    area.addEventListener("blur", hush);
  }
  addEventListener("scroll", hush, { capture: true, passive: true });

  // The strip shows the page that is open, wherever it was; scrollIntoView would move the whole document.
  const strip = view.querySelector(".strip ul");
  const current = strip?.querySelector("[aria-current]");
  if (strip && current) {
    const [frame, box] = [strip.getBoundingClientRect(), current.getBoundingClientRect()];
    strip.scrollBy(box.left + box.width / 2 - frame.left - frame.width / 2, box.top + box.height / 2 - frame.top - frame.height / 2);
  }
})();
