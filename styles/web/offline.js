/* Reading without a network 离线: the fronts of the site register its service worker, which keeps what has been read. */
"use strict";
(() => {
  const site = document.documentElement.dataset.site;
  if (site === undefined || !("serviceWorker" in navigator) || !location.protocol.startsWith("http")) {
    return;
  }
  // A machine in a hall, and a reader who has put the paper on the home screen, get the last issues whole.
  const whole = "kiosk" in document.documentElement.dataset || matchMedia("(display-mode: standalone)").matches;
  // What a reader opens first is there before the worker, which has to fetch it for itself.
  const unseen = () => [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)];
  const read = navigator.serviceWorker.controller ? () => [] : unseen;
  navigator.serviceWorker
    .register(`${site}sw.js`)
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => {
      registration.active?.postMessage({ whole, front: document.documentElement.dataset.kiosk ?? "", read: read() });
    })
    .catch(() => {
      // the site is read from the network then
    });
})();
