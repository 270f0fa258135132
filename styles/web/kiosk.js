/* The reading machine in a hall 阅报屏: opened with ?kiosk it stays within the site, and finds back to its front by itself. */
"use strict";
(() => {
  /** Seconds without a touch until it goes back, unless the address says otherwise: ?kiosk=120. */
  const IDLE = 90;
  const SHORTEST = 15;
  /** So many seconds before, it asks whether anybody is still reading. */
  const WARNING = 10;
  /** At its front it looks for a new issue once an hour. */
  const HOUR = 3_600_000;
  /** Milliseconds a page it asked for may take before it asks again. */
  const PATIENCE = 20_000;
  const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "scroll", "touchstart"];
  const root = document.documentElement;

  /**
   * @typedef {{home: string, idle: number, issue: boolean}} Machine where it goes back to, and how long it waits; whether that is
   *   the front of an issue which nobody has chosen
   */

  /** @param {Machine} machine */
  const remember = (machine) => {
    try {
      sessionStorage.setItem("epaper-kiosk", JSON.stringify(machine));
    } catch {
      // without storage the address alone tells, and every link carries it on
    }
  };

  const isFront = document.body.classList.contains("home");

  /**
   * @param {string} name of a front, from here
   * @param {number} idle
   */
  const addressed = (name, idle) => new URL(`${name}?kiosk=${idle}`, location.href).href;

  /**
   * @param {number} idle
   * @returns {Machine} a machine whose front is the one that was opened, or that which leads to what was opened
   */
  const machine = (idle) => {
    const { site, root: folder } = root.dataset;
    const home = isFront ? location.href.split("#")[0] : addressed(`${site ?? folder}index.html`, idle);
    return { home, idle, issue: !isFront && site === undefined };
  };

  /** @returns {Machine | null} null for a reader's own device */
  const started = () => {
    const asked = new URLSearchParams(location.search).get("kiosk");
    try {
      if (asked === "off") {
        sessionStorage.removeItem("epaper-kiosk");
        return null;
      }
      const known = sessionStorage.getItem("epaper-kiosk");
      if (known) {
        return JSON.parse(known);
      }
    } catch {
      // as above
    }
    if (asked === null) {
      return null;
    }
    const seconds = Number.parseInt(asked, 10);
    const begun = machine(seconds > 0 ? Math.max(seconds, SHORTEST) : IDLE);
    remember(begun);
    return begun;
  };

  const kiosk = started();
  if (!kiosk) {
    return;
  }
  // The front of an issue knows whether its newspaper has one, which shows the newest issue.
  if (kiosk.issue && isFront && root.dataset.site !== undefined) {
    kiosk.home = addressed("../../index.html", kiosk.idle);
    kiosk.issue = false;
    remember(kiosk);
  }
  root.dataset.kiosk = kiosk.home;
  const atHome = location.href.split(/[?#]/)[0] === kiosk.home.split(/[?#]/)[0];

  /** Forget the reader before: the next one begins with the usual type and colours. */
  const forget = () => {
    try {
      localStorage.clear();
    } catch {
      // nothing was kept then
    }
  };

  const goHome = () => {
    forget();
    window.speechSynthesis?.cancel();
    if (atHome) {
      location.reload();
    } else {
      location.replace(kiosk.home);
    }
  };

  /* What leads out of the site is text here; documents to take away have no place on a public screen. */
  const within = [new URL(".", kiosk.home).href, new URL(root.dataset.root ?? ".", location.href).href];
  /**
   * @param {string} address
   * @returns {boolean} whether it is a page of the site
   */
  const inside = (address) => within.some((folder) => address.startsWith(folder)) && /(\.html|\/)([?#]|$)/.test(address);
  /**
   * @param {Element} link of the text, or of the areas of a page picture
   * @returns {string} where it leads
   */
  const addressOf = (link) => new URL(link.getAttribute("href") ?? "", location.href).href;
  for (const link of document.querySelectorAll("a[href]")) {
    if (!inside(addressOf(link))) {
      link.removeAttribute("href");
    }
  }
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!link || event.defaultPrevented) {
      return;
    }
    event.preventDefault();
    const to = new URL(addressOf(link));
    if (!inside(to.href)) {
      return;
    }
    if (to.href.split("#")[0] !== location.href.split("#")[0] && !sessionKept()) {
      to.searchParams.set("kiosk", String(kiosk.idle));
    }
    location.assign(to.href);
  });

  /** @returns {boolean} whether the next page will know that it is on a machine */
  function sessionKept() {
    try {
      return sessionStorage.getItem("epaper-kiosk") !== null;
    } catch {
      return false;
    }
  }

  for (const kind of ["contextmenu", "dragstart", "selectstart"]) {
    document.addEventListener(kind, (event) => {
      if (!(event.target instanceof HTMLInputElement)) {
        event.preventDefault();
      }
    });
  }
  document.addEventListener("keydown", (event) => {
    const leaves = (event.ctrlKey || event.metaKey) && /^[noprstuw]$/i.test(event.key);
    if (leaves || (event.altKey && event.key.startsWith("Arrow") && !atHome) || /^F(1|3|5|7|11|12)$/.test(event.key)) {
      event.preventDefault();
    }
  });

  const bar = /** @type {HTMLElement | null} */ (document.querySelector("[data-kiosk-bar]"));
  if (bar) {
    bar.hidden = false;
    bar.querySelector("[data-home]")?.addEventListener("click", goHome);
    const back = /** @type {HTMLButtonElement | null} */ (bar.querySelector("[data-back]"));
    if (back) {
      back.hidden = atHome;
      back.addEventListener("click", () => history.back());
    }
    const dial = bar.querySelector("[data-clock]");
    const clock = new Intl.DateTimeFormat(root.lang, { hour: "2-digit", minute: "2-digit" });
    const tick = () => {
      if (dial) {
        dial.textContent = clock.format(new Date());
      }
    };
    tick();
    setInterval(tick, 10_000);
  }

  /* Idle time-out: a line asks, then the machine is its next reader's. */
  const warning = /** @type {HTMLElement | null} */ (document.querySelector("[data-idle]"));
  let last = Date.now();
  const stir = () => {
    last = Date.now();
  };
  for (const sign of SIGNS) {
    addEventListener(sign, stir, { passive: true, capture: true });
  }
  /* A slow page must have its time: who asks for it again every half second never gets it. */
  let patient = 0;
  const leave = () => {
    if (Date.now() >= patient) {
      patient = Date.now() + PATIENCE;
      goHome();
    }
  };
  const touched = () => atHome && scrollY === 0 && location.hash === "" && !document.querySelector("dialog[open]");
  setInterval(() => {
    if (window.speechSynthesis?.speaking && !speechSynthesis.paused) {
      stir();
      return;
    }
    const left = kiosk.idle - (Date.now() - last) / 1000;
    if (touched()) {
      if (Date.now() - last > HOUR && navigator.onLine) {
        leave();
      }
    } else if (left <= 0) {
      leave();
    } else if (warning) {
      // It goes when the touch is over, so that what was touched is the button.
      warning.hidden = left > WARNING;
      const count = warning.querySelector("[data-count]");
      if (count) {
        count.textContent = String(Math.ceil(left));
      }
    }
  }, 500);

  // A picture that did not come, or a script that failed, must not leave a dead screen to the next reader.
  addEventListener("pageshow", (event) => event.persisted && stir());
})();
