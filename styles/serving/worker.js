/* In place of the site's service worker while it is edited: it keeps nothing, and leaves. */
"use strict";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.registration.unregister()));
