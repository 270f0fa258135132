/* Pictures that enlarge 看大图: over the page with scripts, as files of their own without. */
"use strict";
(() => {
  const dialog = document.querySelector("dialog.lightbox");
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("a.enlarge")]);
  if (!(dialog instanceof HTMLDialogElement) || !links.length || typeof dialog.showModal !== "function") {
    return;
  }
  const stage = /** @type {HTMLElement} */ (dialog.querySelector(".frame"));
  const caption = /** @type {HTMLElement} */ (dialog.querySelector(".caption"));
  const count = /** @type {HTMLElement} */ (dialog.querySelector(".count"));
  const zoom = /** @type {HTMLElement} */ (dialog.querySelector('[data-light="zoom"]'));
  const picture = new Image();
  stage.append(picture);
  let at = 0;

  /** @param {boolean} natural at its natural size, else as large as the window has room for */
  const size = (natural) => {
    dialog.classList.toggle("natural", natural);
    zoom.setAttribute("aria-pressed", String(natural));
    if (natural) {
      stage.scrollTo((stage.scrollWidth - stage.clientWidth) / 2, (stage.scrollHeight - stage.clientHeight) / 2);
    }
  };

  /** @param {number} next the picture's place in the article, from 0 */
  const show = (next) => {
    at = (next + links.length) % links.length;
    const link = links[at];
    const small = link?.querySelector("img");
    if (!link || !small) {
      return;
    }
    size(false);
    // Not from the link, which a machine in a hall has taken away.
    picture.src = small.src;
    picture.alt = small.alt;
    picture.width = Number(small.getAttribute("width"));
    picture.height = Number(small.getAttribute("height"));
    const words = link.closest("figure")?.querySelector("figcaption");
    // Copies without ids and links: those stay where they are in the text.
    caption.textContent = words ? epaperText.copied(words) : "";
    count.textContent = `${at + 1} / ${links.length}`;
  };

  // The way back of the system, and of a machine in a hall, leads from the picture to the article: it is a step of the history.
  /** A step back has been asked for, which the browser takes a little later. */
  let leaving = false;
  /** @returns {boolean} whether the history stands at a picture */
  const within = () => typeof history.state?.picture === "number";

  /** @param {number} next */
  const open = (next) => {
    show(next);
    if (!dialog.open) {
      dialog.showModal();
    }
    if (!leaving && !within()) {
      history.pushState({ picture: at }, "");
    }
  };
  addEventListener("popstate", () => {
    const asked = leaving;
    leaving = false;
    if (asked && dialog.open) {
      // Opened again meanwhile.
      history.pushState({ picture: at }, "");
    } else if (within()) {
      open(history.state.picture);
    } else {
      dialog.close();
    }
  });

  /** @param {string | undefined} what */
  const act = (what) => {
    if (what === "close") {
      dialog.close();
    } else if (what === "zoom") {
      size(!dialog.classList.contains("natural"));
    } else if (what === "back" || what === "forward") {
      show(at + (what === "forward" ? 1 : -1));
    }
  };

  for (const button of /** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll('[data-light="back"], [data-light="forward"]'))) {
    button.hidden = links.length < 2;
  }
  count.hidden = links.length < 2;
  for (const link of links) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.tabIndex = 0;
  }
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.enlarge") : null;
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (link instanceof HTMLAnchorElement && plain) {
      event.preventDefault();
      open(links.indexOf(link));
    }
  });
  document.addEventListener("keydown", (event) => {
    const link = event.target instanceof Element && event.target.matches("a.enlarge") ? event.target : null;
    if (link instanceof HTMLAnchorElement && (event.key === " " || (event.key === "Enter" && !link.hasAttribute("href")))) {
      event.preventDefault();
      link.click();
    }
  });
  dialog.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-light]") : null;
    if (button instanceof HTMLElement) {
      act(button.dataset.light);
    } else if (target === picture) {
      act("zoom");
    } else if (target === stage || target === dialog) {
      act("close");
    }
  });
  const rtl = document.documentElement.dir === "rtl";
  dialog.addEventListener("keydown", (event) => {
    const natural = dialog.classList.contains("natural");
    if (!natural && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      act((event.key === "ArrowRight") === rtl ? "back" : "forward");
    }
  });

  let began = 0;
  dialog.addEventListener("touchstart", (event) => (began = event.touches[0]?.clientX ?? 0), { passive: true });
  dialog.addEventListener(
    "touchend",
    (event) => {
      const across = (event.changedTouches[0]?.clientX ?? began) - began;
      if (!dialog.classList.contains("natural") && event.touches.length === 0 && Math.abs(across) > 70 && links.length > 1) {
        act(across > 0 === rtl ? "forward" : "back");
      }
    },
    { passive: true },
  );
  // The picture behind was the way in, and is the way back.
  dialog.addEventListener("close", () => {
    if (within() && !leaving) {
      leaving = true;
      history.back();
    }
    links[at]?.focus();
  });
  // Loaded anew with a picture open.
  if (within()) {
    open(history.state.picture);
  }
})();
