/* Today 今天: the machine shows the reader's own date and weekday beside the issue's. */
"use strict";
(() => {
  const HOUR = 3_600_000;
  const language = document.documentElement.lang;

  const show = () => {
    const now = new Date();
    const words = new Intl.DateTimeFormat(language, { year: "numeric", month: "long", day: "numeric", weekday: "long" });
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-today]"))) {
      const time = place.querySelector("time");
      if (time) {
        time.textContent = words.format(now);
        time.dateTime = day;
      }
      place.hidden = false;
    }
    // At midnight, and at least every hour: a machine that slept may wake on another day.
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime();
    setTimeout(show, Math.min(midnight - now.getTime() + 1000, HOUR));
  };

  if (document.querySelector("[data-today]")) {
    show();
  }
})();
