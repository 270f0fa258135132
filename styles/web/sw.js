/* The site's service worker 离线: it asks the network first, so that a correction is seen at once, and what it has kept next. */
"use strict";
/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (self);
const KEPT = "epaper-kept";
const READ = "epaper-read";
/** Of what has been read so many files are kept, besides the last issues. */
const MOST = 600;
/** Milliseconds after which something that is kept is shown instead of waiting for the network. */
const PATIENCE = 4000;
/** A front to go back to where a page is gone: that of a machine in a hall, which has no other way. */
const FRONT = "epaper-front";

/**
 * @param {string} name
 * @returns {string} the address of a file of the site
 */
const at = (name) => new URL(name, worker.registration.scope).href;

/**
 * @param {string} name
 * @returns {Promise<any>} what a file of the site holds
 */
const json = async (name) => {
  const response = await fetch(at(name), { cache: "no-store" });
  if (!response.ok) {
    throw new Error(`${name}: ${response.status}`);
  }
  return response.json();
};

/** Keep the last issues of every newspaper whole, and nothing else with them. What is kept already is not fetched again. */
const keepIssues = async () => {
  const { files, papers } = await json("offline.json");
  /** @type {Record<string, string>} */
  const wanted = { ...files };
  for (const paper of papers) {
    Object.assign(wanted, (await json(`${paper}/offline.json`)).files);
  }
  const cache = await caches.open(KEPT);
  const known = await cache.match(at("offline.json"));
  /** @type {Record<string, string>} */
  const before = known ? await known.json() : {};
  const now = { ...before };
  for (const [name, digest] of Object.entries(wanted)) {
    if (before[name] === digest) {
      continue;
    }
    const response = await fetch(at(name), { cache: "reload" });
    if (response.ok) {
      await cache.put(at(name), response);
      now[name] = digest;
    }
  }
  for (const name of Object.keys(now)) {
    if (!(name in wanted)) {
      await cache.delete(at(name));
      delete now[name];
    }
  }
  await cache.put(at("offline.json"), new Response(JSON.stringify(now)));
};

/**
 * Keep something that has been read, and let go of the oldest.
 * @param {Request} request
 * @param {Response} response
 */
const keepRead = async (request, response) => {
  const cache = await caches.open(READ);
  await cache.delete(request, { ignoreSearch: true });
  await cache.put(request, response);
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(all.length - MOST, 0)).map((old) => cache.delete(old)));
};

/** @param {Request} request for something that was read before the worker was there */
const keepUnseen = async (request) => {
  // The browser has just loaded it, and need not do so twice.
  const response = await fetch(request, { cache: "force-cache" });
  if (response.ok) {
    await keepRead(request, response);
  }
};

/**
 * @param {Request} request
 * @returns {Promise<Response | undefined>}
 */
const kept = async (request) => {
  const address = new URL(request.url);
  address.hash = address.search = "";
  if (address.pathname.endsWith("/")) {
    address.pathname += "index.html";
  }
  for (const name of [READ, KEPT]) {
    const found = await (await caches.open(name)).match(address.href, { ignoreSearch: true });
    if (found) {
      return found;
    }
  }
  return undefined;
};

/** @returns {Promise<Response | undefined>} a way to the machine's front */
const toFront = async () => {
  const front = await (await caches.open(FRONT)).match(at("front"));
  return front && Response.redirect(await front.text(), 302);
};

/**
 * @param {FetchEvent} event
 * @returns {Promise<Response>}
 */
const answer = async (event) => {
  const request = event.request;
  const network = fetch(request).then((response) => {
    if (response.ok && response.status === 200) {
      event.waitUntil(keepRead(request, response.clone()).catch(() => {}));
    }
    return response;
  });
  const known = await kept(request);
  try {
    const late = known && new Promise((resolve) => setTimeout(() => resolve(known), PATIENCE));
    const response = /** @type {Response} */ (await Promise.race([network, ...(late ? [late] : [])]));
    if (response.status >= 400 && request.mode === "navigate") {
      return (await toFront()) ?? response;
    }
    return response;
  } catch (error) {
    const way = known ?? (request.mode === "navigate" ? await toFront() : undefined);
    if (way) {
      return way;
    }
    throw error;
  }
};

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("message", (event) => {
  const { whole, front, read } = event.data ?? {};
  if (front) {
    event.waitUntil(caches.open(FRONT).then((cache) => cache.put(at("front"), new Response(front))));
  }
  for (const address of read ?? []) {
    if (address.startsWith(worker.registration.scope)) {
      event.waitUntil(keepUnseen(new Request(address.split("#")[0])).catch(() => {}));
    }
  }
  if (whole) {
    event.waitUntil(keepIssues().catch(() => {}));
  }
});
worker.addEventListener("fetch", (event) => {
  const request = event.request;
  const ours = request.url.startsWith(worker.registration.scope);
  // Parts of recordings are asked for by range, which no cache answers.
  if (request.method === "GET" && ours && !request.headers.has("range")) {
    event.respondWith(answer(event));
  }
});
