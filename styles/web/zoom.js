/* Zooming the page picture 缩放: two fingers, the wheel, buttons, keys, a double tap; dragging, and swiping to the next page. */
"use strict";
const epaperZoom = (() => {
  /** Largest scale, 1 being that at which the whole page fits; factors of a button and of a double tap. */
  const MOST = 8;
  const STEP = 1.5;
  const DOUBLE = 2.5;
  /** How far a finger may stray and still tap, and how far it must go to turn the page, in px. */
  const SLOP = 8;
  const SWIPE = 60;
  /** Longest time between two taps that are one, and that of a zoom that is watched, in ms. */
  const TWICE = 280;
  const GLIDE = 180;
  /** Px that an arrow key moves by. */
  const PACE = 80;

  const stage = /** @type {HTMLElement | null} */ (document.querySelector(".stage"));
  const sheet = /** @type {HTMLElement | null} */ (document.querySelector(".facsimile"));
  const picture = /** @type {HTMLImageElement | null} */ (document.querySelector(".facsimile img"));
  if (!stage || !sheet || !picture) {
    return null;
  }
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const pixels = Number(picture.getAttribute("width"));
  const ratio = pixels / Number(picture.getAttribute("height"));
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-zoom]"));
  let scale = 1;
  let sharp = !sheet.dataset.sharp;
  /** The larger picture is still that of before an edit. */
  let stale = false;
  /** Width in px at which the whole page fits. */
  let fit = 0;
  let glide = 0;
  /** The scale that a glide leads to, 0 when there is none. */
  let goal = 0;
  /** What is held while it is zoomed about: a point of the window, and that of the page that was there, from 0 to 1. */
  let held = { x: NaN, y: NaN, u: 0, v: 0 };

  /** @returns {DOMRect} where the page itself is in the window: its picture stands in the middle of a wider sheet */
  const paper = () => {
    const { left, top, width, height } = sheet.getBoundingClientRect();
    const [wide, high] = [Math.min(width, height * ratio), Math.min(height, width / ratio)];
    return new DOMRect(left + (width - wide) / 2, top + (height - high) / 2, wide, high);
  };

  /** Load the larger picture once the first has fewer pixels than the screen shows. */
  const sharpen = () => {
    if (sharp || stale || scale === 1 || fit * scale * devicePixelRatio <= pixels) {
      return;
    }
    sharp = true;
    const larger = new Image();
    larger.src = sheet.dataset.sharp ?? "";
    larger.decode().then(
      () => {
        picture.src = larger.src;
      },
      () => {
        // out of reach: the reader keeps the first one, and the next zoom asks again
        sharp = false;
      },
    );
  };

  /**
   * Note which point of the page is at one of the window. It is noted once, and not before each step of a zoom: at the edges the
   * page cannot follow, and would drift.
   * @param {number} x
   * @param {number} y
   */
  const hold = (x, y) => {
    if (held.x !== x || held.y !== y) {
      const { left, top, width, height } = paper();
      held = { x, y, u: (x - left) / width, v: (y - top) / height };
    }
  };

  /**
   * Show an enlarged page from another place on.
   * @param {number} left
   * @param {number} top
   */
  const show = (left, top) => {
    held.x = NaN;
    stage.scrollTo(left, top);
  };

  /**
   * Set the scale; the point of the page that is held goes to one of the window.
   * @param {number} wanted
   * @param {number} [x]
   * @param {number} [y]
   */
  const set = (wanted, x = held.x, y = held.y) => {
    if (scale === 1) {
      fit = paper().width;
    }
    scale = wanted < 1.02 ? 1 : Math.min(wanted, MOST);
    if (scale === 1) {
      delete stage.dataset.zoomed;
      stage.style.height = sheet.style.width = sheet.style.height = "";
    } else {
      if (!("zoomed" in stage.dataset)) {
        stage.style.height = `${stage.offsetHeight}px`;
        stage.dataset.zoomed = "";
      }
      sheet.style.width = `${fit * scale}px`;
      sheet.style.height = `${(fit * scale) / ratio}px`;
      const after = paper();
      stage.scrollLeft += after.left + held.u * after.width - x;
      stage.scrollTop += after.top + held.v * after.height - y;
      sharpen();
    }
    for (const button of buttons) {
      button.disabled = button.dataset.zoom === "in" ? scale >= MOST : scale === 1;
    }
  };

  /** @returns {[number, number]} the middle of the stage, in the window */
  const middle = () => {
    const { left, top, width, height } = stage.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
  };

  /** @returns {{scale: number, u: number, v: number}} what is shown: the scale, and the point of the page in the middle */
  const place = () => {
    held.x = NaN;
    hold(...middle());
    return { scale, u: held.u, v: held.v };
  };

  /** @param {{scale: number, u: number, v: number}} wanted what is to be shown */
  const go = ({ scale: wanted, u, v }) => {
    const [x, y] = middle();
    held = { x, y, u, v };
    set(wanted);
    held.x = NaN;
  };

  /** End a glide where it leads to, before something else is done. */
  const arrive = () => {
    cancelAnimationFrame(glide);
    if (goal) {
      set(goal);
      goal = 0;
    }
  };

  /**
   * Zoom before the reader's eyes, or at once where motion is unwanted; without a point, about the middle.
   * @param {number} wanted
   * @param {number} [x]
   * @param {number} [y]
   */
  const zoom = (wanted, x, y) => {
    arrive();
    const [across, along] = middle();
    hold(x ?? across, y ?? along);
    const [from, to] = [scale, Math.min(Math.max(wanted, 1), MOST)];
    goal = to;
    if (calm.matches) {
      arrive();
      return;
    }
    const started = performance.now();
    /** @param {number} now */
    const step = (now) => {
      const part = Math.min((now - started) / GLIDE, 1);
      if (part === 1) {
        arrive();
      } else {
        set(from * (to / from) ** (1 - (1 - Math.max(part, 0)) ** 2));
        glide = requestAnimationFrame(step);
      }
    };
    glide = requestAnimationFrame(step);
  };

  // Buttons 放大 / 缩小 / 整版
  for (const group of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".zoom"))) {
    group.hidden = false;
  }
  /** @param {string | undefined} way */
  const act = (way) => {
    arrive();
    zoom(way === "in" ? scale * STEP : way === "out" ? scale / STEP : 1);
  };
  for (const button of buttons) {
    button.disabled = button.dataset.zoom !== "in";
    button.addEventListener("click", () => act(button.dataset.zoom));
  }

  // Keys: + and - and 0; the arrows move an enlarged page. One that is still narrower than the stage is turned by them (page.js).
  /** @type {Record<string, string>} */
  const KEYS = { "+": "in", "=": "in", "-": "out", _: "out", 0: "whole", Escape: "whole" };
  /** @type {Record<string, [number, number]>} */
  const WAYS = { ArrowLeft: [-PACE, 0], ArrowRight: [PACE, 0], ArrowUp: [0, -PACE], ArrowDown: [0, PACE] };
  // Where a glide leads to, and not where it is, tells what an arrow does, here and in page.js.
  document.addEventListener("keydown", (event) => event.key in WAYS && arrive(), { capture: true });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const way = WAYS[event.key];
    if (KEYS[event.key] && (event.key !== "Escape" || scale > 1)) {
      event.preventDefault();
      act(KEYS[event.key]);
    } else if (way && scale > 1 && !event.shiftKey && (way[1] || stage.scrollWidth > stage.clientWidth)) {
      event.preventDefault();
      show(stage.scrollLeft + way[0], stage.scrollTop + way[1]);
    }
  });

  // The wheel zooms, as does a pinch on a touch pad, which browsers report as a wheel with Ctrl. Down from the whole page it
  // scrolls the document, and a wheel that is scrolling the document goes on doing so.
  let wheeled = -Infinity;
  let scrolled = -Infinity;
  addEventListener("scroll", (event) => {
    scrolled = event.target === document ? performance.now() : scrolled;
  }, { capture: true, passive: true });
  stage.addEventListener("wheel", (event) => {
    const now = performance.now();
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const scrolls = scale === 1 && (event.deltaY > 0 ? now - wheeled > TWICE : now - scrolled < TWICE);
    if (!event.ctrlKey && (sideways || scrolls)) {
      return;
    }
    event.preventDefault();
    wheeled = now;
    arrive();
    const px = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 33 : event.deltaY;
    hold(event.clientX, event.clientY);
    set(scale * Math.exp(-px * (event.ctrlKey ? 0.01 : 0.002)));
  }, { passive: false });

  // Fingers and the mouse
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  /** Where a drag began, and what was shown then: browsers round what they scroll to, and steps would add that up. */
  let from = { x: 0, y: 0, time: 0, left: 0, top: 0 };
  let pinch = { distance: 0, scale: 1 };
  let strayed = false;
  let swiping = false;
  /** Px per ms, and when it was measured. */
  let speed = { x: 0, y: 0, time: 0 };
  let coasting = 0;

  const spread = () => {
    const [one, two] = [...down.values()];
    return { distance: Math.max(Math.hypot(one.x - two.x, one.y - two.y), 1), x: (one.x + two.x) / 2, y: (one.y + two.y) / 2 };
  };

  /** @param {number} distance how far the page is shown drawn aside, in px */
  const draw = (distance) => {
    sheet.style.transform = distance && !calm.matches ? `translateX(${distance}px)` : "";
  };

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} time
   */
  const begin = (x, y, time) => {
    from = { x, y, time, left: stage.scrollLeft, top: stage.scrollTop };
  };

  /** Let the page glide on after a finger has let go of it. */
  const coast = () => {
    if (calm.matches || performance.now() - speed.time > 60) {
      return;
    }
    let { x, y, time } = speed;
    let [left, top] = [stage.scrollLeft, stage.scrollTop];
    /** @param {number} now */
    const step = (now) => {
      const passed = Math.max(now - time, 0);
      time = now;
      [left, top] = [left - x * passed, top - y * passed];
      show(left, top);
      const slower = Math.exp(-passed / 220);
      [x, y] = [x * slower, y * slower];
      if (Math.hypot(x, y) > 0.03) {
        coasting = requestAnimationFrame(step);
      }
    };
    coasting = requestAnimationFrame(step);
  };

  stage.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse" && event.button !== 0) {
      return;
    }
    cancelAnimationFrame(coasting);
    arrive();
    down.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (down.size === 1) {
      begin(event.clientX, event.clientY, event.timeStamp);
      speed = { x: 0, y: 0, time: 0 };
      strayed = swiping = false;
    } else if (down.size === 2) {
      const { distance, x, y } = spread();
      pinch = { distance, scale };
      hold(x, y);
      strayed = true;
      swiping = false;
      draw(0);
    }
  });

  stage.addEventListener("pointermove", (event) => {
    const last = down.get(event.pointerId);
    if (!last) {
      return;
    }
    const at = { x: event.clientX, y: event.clientY };
    down.set(event.pointerId, at);
    if (down.size === 2) {
      const now = spread();
      set((pinch.scale * now.distance) / pinch.distance, now.x, now.y);
      return;
    }
    const [x, y] = [at.x - from.x, at.y - from.y];
    if (!strayed && Math.hypot(x, y) < SLOP) {
      return;
    }
    if (!strayed) {
      strayed = true;
      swiping = scale === 1 && event.pointerType !== "mouse" && Math.abs(x) > Math.abs(y);
      // Not before: a captured click would miss the link that it is meant for.
      stage.setPointerCapture(event.pointerId);
    }
    if (scale > 1) {
      const passed = Math.max(event.timeStamp - (speed.time || from.time), 1);
      show(from.left - x, from.top - y);
      speed = { x: (at.x - last.x) / passed, y: (at.y - last.y) / passed, time: event.timeStamp };
    } else if (swiping) {
      draw(x / 2);
    }
  });

  /** @param {PointerEvent} event */
  const lift = (event) => {
    if (!down.delete(event.pointerId)) {
      return;
    }
    held.x = NaN;
    if (down.size === 1) {
      // One of two fingers stays: it drags on from where it is.
      const [rest] = down.values();
      begin(rest.x, rest.y, event.timeStamp);
    }
    if (down.size) {
      return;
    }
    draw(0);
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (event.type === "pointerup" && swiping && Math.abs(x) > SWIPE && Math.abs(x) > 2 * Math.abs(y)) {
      // As with paper: drawn to the left, the page at the right comes.
      const key = x < 0 ? "ArrowRight" : "ArrowLeft";
      /** @type {HTMLAnchorElement | null} */ (document.querySelector(`.turn [aria-keyshortcuts="${key}"]`))?.click();
    } else if (event.type === "pointerup" && event.pointerType !== "mouse" && scale > 1 && strayed) {
      coast();
    }
  };
  stage.addEventListener("pointerup", lift);
  stage.addEventListener("pointercancel", lift);
  // With two fingers the page is zoomed; without this the browser would take them for scrolling.
  stage.addEventListener("touchmove", (event) => {
    if (event.touches.length > 1 && event.cancelable) {
      event.preventDefault();
    }
  }, { passive: false });
  stage.addEventListener("dragstart", (event) => event.preventDefault());

  // Taps: one opens the article, two zoom. So one waits for a moment whether another follows.
  let opening = 0;
  let tapped = { x: 0, y: 0, time: -Infinity };
  stage.addEventListener("click", (event) => {
    if (strayed && event.detail) {
      event.preventDefault();
      return;
    }
    if (!event.detail || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    clearTimeout(opening);
    const { clientX: x, clientY: y, timeStamp: time } = event;
    if (time - tapped.time < TWICE && Math.hypot(x - tapped.x, y - tapped.y) < 4 * SLOP) {
      tapped.time = -Infinity;
      zoom(scale > 1 ? 1 : DOUBLE, x, y);
      return;
    }
    tapped = { x, y, time };
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link instanceof SVGAElement) {
      opening = setTimeout(() => location.assign(link.href.baseVal), TWICE);
    }
  });
  addEventListener("pagehide", () => clearTimeout(opening));

  // A turned phone or a drawn window has another size at which the page fits.
  addEventListener("resize", () => {
    arrive();
    if (scale > 1) {
      const was = place();
      set(1);
      go(was);
    }
  });

  return {
    place,
    /** @param {{scale: number, u: number, v: number}} was what was shown before an edited page was loaded again */
    resume: (was) => {
      stale = true;
      go(was);
    },
    /** The larger picture is that of the edited page. */
    settle: () => {
      stale = false;
      sharpen();
    },
  };
})();
