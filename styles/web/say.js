/* What the page tells of itself 提示: seen for a while, and said by screen readers. */
"use strict";

/**
 * Tell the reader something.
 * @param {string} message
 */
const epaperSay = (() => {
  const SHOWN = 4000;
  let timer = 0;
  /** @type {(message: string) => void} */
  const say = (message) => {
    const place = document.querySelector(".said");
    if (place) {
      clearTimeout(timer);
      // Emptied first, so that the same words are said a second time.
      place.textContent = "";
      requestAnimationFrame(() => {
        place.textContent = message;
      });
      timer = setTimeout(() => {
        place.textContent = "";
      }, SHOWN);
    }
  };
  return say;
})();
