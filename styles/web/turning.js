/* Turning to the previous and the next article 上一篇, 下一篇 by swipe and arrow keys. */
"use strict";
(() => {
  /** A swipe in px and ms: at least so far across, at most so long; so near an edge it is the browser's own. */
  const FAR = 70;
  const LONG = 900;
  const EDGE = 24;
  const TYPING = "input, select, textarea, dialog, details[open], audio, video, [contenteditable]";

  if (!document.body.classList.contains("article")) {
    return;
  }

  /** @param {"prev" | "next"} relation */
  const turn = (relation) => {
    const link = document.querySelector(`.turn a[rel="${relation}"]`);
    if (link instanceof HTMLAnchorElement) {
      link.click();
    }
  };

  /**
   * @param {boolean} left
   * @returns {"prev" | "next"} what lies on a side; lines from right to left have the next at the left
   */
  const beside = (left) => (left === (document.documentElement.dir === "rtl") ? "next" : "prev");

  const selecting = () => !(getSelection()?.isCollapsed ?? true);
  const covered = () => document.querySelector("dialog[open]") !== null;

  /**
   * @param {EventTarget | null} target
   * @returns {boolean} whether it scrolls across by itself
   */
  const scrolls = (target) => {
    for (let element = target instanceof Element ? target : null; element; element = element.parentElement) {
      if (element.matches(".table, .strip ul") && element.scrollWidth > element.clientWidth) {
        return true;
      }
    }
    return false;
  };

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    const plain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
    const busy = selecting() || covered() || scrolls(target) || (target instanceof Element && target.closest(TYPING));
    if (plain && !event.defaultPrevented && !busy && (key === "ArrowLeft" || key === "ArrowRight")) {
      turn(beside(key === "ArrowLeft"));
    }
  });

  /** @type {{ x: number, y: number, time: number } | null} */
  let began = null;
  document.addEventListener(
    "touchstart",
    (event) => {
      const touch = event.touches[0];
      const inside = touch && touch.clientX > EDGE && touch.clientX < innerWidth - EDGE;
      const blocked = covered() || scrolls(event.target) || (event.target instanceof Element && event.target.closest(TYPING));
      const alone = event.touches.length === 1 && (visualViewport?.scale ?? 1) <= 1.01;
      began = touch && inside && alone && !blocked ? { x: touch.clientX, y: touch.clientY, time: event.timeStamp } : null;
    },
    { passive: true },
  );
  document.addEventListener("touchcancel", () => {
    began = null;
  });
  document.addEventListener(
    "touchend",
    (event) => {
      const touch = event.changedTouches[0];
      if (began && touch && event.touches.length === 0) {
        const across = touch.clientX - began.x;
        const down = touch.clientY - began.y;
        const quick = event.timeStamp - began.time < LONG;
        if (quick && Math.abs(across) > FAR && Math.abs(across) > 2.5 * Math.abs(down) && !selecting()) {
          // What is drawn to the left comes from the right.
          turn(beside(across > 0));
        }
      }
      began = null;
    },
    { passive: true },
  );
})();
