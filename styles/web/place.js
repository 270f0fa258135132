/* Where the reader is in an article 阅读位置: the bar at the top, and the place that is found again. */
"use strict";
(() => {
  const story = document.querySelector(".article .story");
  if (!story) {
    return;
  }
  const KEY = `epaper-place-${location.pathname}`;
  const bar = document.querySelector(".read-bar");
  const blocks = () => [...story.querySelectorAll("p, h2, h3, li, figure, table")];

  /** @returns {number} how much of the article lies above the foot of the window, from 0 to 1 */
  const read = () => {
    const { top, height } = story.getBoundingClientRect();
    return height > 0 ? Math.min(Math.max((innerHeight - top) / height, 0), 1) : 1;
  };

  let asked = false;
  const draw = () => {
    asked = false;
    if (bar instanceof HTMLElement) {
      // What was in the window from the start has not been read, so the bar begins at nothing.
      const { top, height } = story.getBoundingClientRect();
      const way = top + scrollY + height - innerHeight;
      bar.style.setProperty("--read", String(way > 0 ? Math.min(scrollY / way, 1) : 0));
    }
  };
  const soon = () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(draw);
    }
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  document.addEventListener("epaper:settings", soon);
  draw();

  addEventListener("pagehide", () => {
    try {
      const at = blocks().findIndex((block) => block.getBoundingClientRect().bottom > 0);
      // Who has not begun, or is through, begins at the head the next time.
      if (scrollY < innerHeight / 2 || read() >= 1 || at < 0) {
        sessionStorage.removeItem(KEY);
      } else {
        sessionStorage.setItem(KEY, String(at));
      }
    } catch {
      // a browser may deny storage; the place is then forgotten
    }
  });

  const found = () => {
    try {
      return Number(sessionStorage.getItem(KEY) ?? 0);
    } catch {
      return 0;
    }
  };
  const [how] = performance.getEntriesByType("navigation");
  // Going back and reloading, browsers find the place themselves.
  const own = how instanceof PerformanceNavigationTiming && how.type !== "navigate";
  const block = location.hash || own ? undefined : blocks()[found()];
  if (block && found() > 0) {
    block.scrollIntoView({ block: "start", behavior: "instant" });
    const said = document.querySelector("[data-returned]");
    epaperSay(said instanceof HTMLElement ? (said.dataset.returned ?? "") : "");
  }
})();
