/* The reader's choices 设置: type size 字号, line spacing 行距, theme 主题, kept for all pages of the site.
   The one script that browsers wait for: it must have been at work before anything is painted. */
"use strict";

/**
 * A choice of the reader.
 * @typedef {object} Choice
 * @property {readonly string[]} values all that can be chosen, the least first where they have an order
 * @property {string} usual what holds where nothing was chosen
 */

/** What the scripts of the site share. */
const epaper = (() => {
  const root = document.documentElement;
  /** What was chosen on this page, should the browser deny storage. @type {Map<string, string>} */
  const here = new Map();

  /**
   * All choices by the name of their ``data-`` attribute at the root; sizes are in px of an unscaled page.
   * @type {Readonly<Record<"size" | "leading" | "theme", Choice>>}
   */
  const choices = {
    size: { values: ["16", "18", "20", "24", "28", "32", "40"], usual: "18" },
    leading: { values: ["tight", "usual", "loose"], usual: "usual" },
    theme: { values: ["system", "day", "night", "sepia", "eink"], usual: "system" },
  };

  /** @typedef {keyof typeof choices} Name */
  const names = /** @type {Name[]} */ (Object.keys(choices));

  /**
   * @param {string} key
   * @returns {string | null} what was kept under a key; a browser may deny storage to files
   */
  const kept = (key) => {
    try {
      return localStorage.getItem(`epaper-${key}`) ?? here.get(key) ?? null;
    } catch {
      return here.get(key) ?? null;
    }
  };

  /**
   * Keep something; where that is denied it holds for this page alone.
   * @param {string} key
   * @param {string} value
   */
  const keep = (key, value) => {
    here.set(key, value);
    try {
      localStorage.setItem(`epaper-${key}`, value);
    } catch {
      // it holds for this page alone
    }
  };

  /**
   * @param {Name} name
   * @returns {string} what holds
   */
  const chosen = (name) => {
    const value = kept(name) ?? "";
    return choices[name].values.includes(value) ? value : choices[name].usual;
  };

  /** Have the page show what was chosen, and tell its controls so. */
  const apply = () => {
    for (const name of names) {
      root.dataset[name] = chosen(name);
    }
    document.dispatchEvent(new CustomEvent("epaper:settings"));
  };

  /**
   * @param {Name} name
   * @param {string} value
   */
  const choose = (name, value) => {
    keep(name, value);
    apply();
  };

  /** @returns {boolean} whether nothing may move by itself */
  const still = () => chosen("theme") === "eink" || matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Controls that need scripts are shown by this mark, so that the page has its height before the first paint.
  root.dataset.scripts = "";
  apply();
  addEventListener("storage", apply);
  // A page that comes back out of the browser's cache may be older than the last choice.
  addEventListener("pageshow", (event) => event.persisted && apply());

  return { choices, names, kept, keep, chosen, choose, still };
})();
