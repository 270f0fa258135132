/* Shown with --watch 边改边看: the page is loaded again when its files change, and tells what stands in the way of a build. */
"use strict";
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const loaded = script.dataset.at;
  const base = new URL(".", script.src).href;
  const PLACE = "epaper-serving-place";

  /** @returns {Element[]} what a reader may have scrolled besides the window */
  const scrolled = () => [...document.querySelectorAll("[id], main, nav")];

  /** @returns {{ place(): { scale: number }, resume(was: { scale: number }): void, settle(): void } | null} the zoom of a page view */
  const zoom = () => (typeof epaperZoom === "undefined" ? null : epaperZoom);

  const remember = () => {
    const parts = scrolled().map((part) => [part.scrollLeft, part.scrollTop]);
    const zoomed = zoom()?.place();
    sessionStorage.setItem(PLACE, JSON.stringify({ page: location.href, x: scrollX, y: scrollY, parts, zoomed }));
  };

  const restore = () => {
    const { page, x, y, parts, zoomed } = JSON.parse(sessionStorage.getItem(PLACE) ?? "{}");
    if (page !== location.href) {
      return;
    }
    if (zoomed?.scale > 1) {
      zoom()?.resume(zoomed);
    }
    scrollTo({ left: x, top: y, behavior: "instant" });
    scrolled().forEach((part, at) => {
      const [left, top] = parts[at] ?? [0, 0];
      if (left || top) {
        part.scrollTo({ left, top, behavior: "instant" });
      }
    });
  };

  const reload = () => {
    remember();
    location.reload();
  };

  /**
   * @param {string[]} files changed files of the site
   * @returns {boolean} whether this page shows one of them
   */
  const concerns = (files) => {
    const root = new URL("../", base).href;
    const here = location.href.replace(/[?#].*$/, "").replace(/\/$/, "/index.html");
    const shown = new Set([here, ...performance.getEntriesByType("resource").map((entry) => entry.name)]);
    return files.some((file) => shown.has(new URL(file.split("/").map(encodeURIComponent).join("/"), root).href));
  };

  /** @param {{ title: string, close: string, findings: { severity: string, where: string, rule: string, message: string, hint: string }[] } | null} failure */
  const show = (failure) => {
    document.querySelector(".epaper-failed")?.remove();
    if (!failure) {
      return;
    }
    const box = document.createElement("aside");
    box.className = "epaper-failed";
    box.setAttribute("role", "alert");
    const head = box.appendChild(document.createElement("p"));
    head.append(failure.title);
    const button = head.appendChild(document.createElement("button"));
    button.type = "button";
    button.append(failure.close);
    button.addEventListener("click", () => box.remove());
    const list = box.appendChild(document.createElement("ul"));
    // What stands in the way comes first; what is only said besides looks like it.
    const errors = failure.findings.filter(({ severity }) => severity === "error");
    const others = failure.findings.filter(({ severity }) => severity !== "error");
    for (const { severity, where, rule, message, hint } of [...errors, ...others]) {
      const item = list.appendChild(document.createElement("li"));
      item.className = severity;
      for (const [name, text] of Object.entries({ where, rule, message, hint })) {
        if (text) {
          const part = item.appendChild(document.createElement("span"));
          part.className = name;
          part.append(text);
        }
      }
    }
    document.body.append(box);
  };

  /** What a service worker has kept of the site is not what is being edited. */
  const dismissWorkers = async () => {
    if (!navigator.serviceWorker?.controller) {
      return;
    }
    const all = await navigator.serviceWorker.getRegistrations();
    await Promise.all(all.map((one) => one.unregister()));
    reload();
  };

  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = `${base}reload.css`;
  document.head.append(sheet);
  document.addEventListener("DOMContentLoaded", () => {
    restore();
    dismissWorkers();
  });
  addEventListener("load", () => {
    restore();
    sessionStorage.removeItem(PLACE);
    const events = new EventSource(`${base}events`);
    events.addEventListener("state", (event) => {
      const { at, settled, failure } = JSON.parse(event.data);
      if (at === loaded) {
        show(failure);
        if (settled) {
          zoom()?.settle();
        }
      } else {
        reload();
      }
    });
    events.addEventListener("failed", (event) => show(JSON.parse(event.data)));
    events.addEventListener("updated", (event) => {
      const { files, settled } = JSON.parse(event.data);
      show(null);
      if (concerns(files)) {
        reload();
      } else if (settled) {
        zoom()?.settle();
      }
    });
    // A page that is left must not hold one of the few connections that a browser opens to a server.
    addEventListener("pagehide", () => events.close());
  });
})();
