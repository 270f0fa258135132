/* The index 检索: files of a month, a few for each question, and the text of the pages that may hold an answer. */
"use strict";

/**
 * An article that has all terms of a question. `headline`: all of them stand in its headline; `often`: how often it has them.
 * @typedef {{paper: string, date: string, at: number, headline: boolean, often: number}} Candidate
 * An article's page: its label, and address, headline or name, whether it is a headline, and text of each of its articles.
 * @typedef {[string, [string, string, boolean, string][]]} PageText
 * Months of a newspaper: `2024-03`.
 * @typedef {{paper: string, month: string}} PaperMonth
 */

const finder = (() => {
  const VERSION = 1;
  /** As publisher/outputs/web/site/search.py has it. */
  const BUCKETS = 128;
  /** As publisher/outputs/web/search.py has it: terms hold none of these characters, postings nothing else. */
  const ENTRY = /([^A-Z!#$%()*,\-./[\]{|}:;=?+]*)([A-Z!#$%()*,\-./[\]{|}:;=?+]+)/gu;
  const POSTING = /([!#$%()*,\-./[\]{|}]*)([A-Z])(\+?)([:;=?]?)/gu;
  const DIGITS = "!#$%()*,-./[]{|}";
  const OFTEN = ["", ":", ";", "=", "?"];

  /** @type {Map<string, unknown>} */
  const taken = new Map();
  /** @type {Map<string, Promise<any>>} */
  const asked = new Map();
  /** Addresses of files that could not be read. */
  const broken = new Set();

  /**
   * Take the data of a file; every file of the index is a call of this.
   * @param {number} version
   * @param {string} key
   * @param {unknown} data
   */
  const take = (version, key, data) => {
    if (version === VERSION) {
      taken.set(key, data);
    }
  };

  /**
   * Read a file, once. From a folder browsers read scripts, and no data.
   * @param {string} path
   * @param {string} key
   * @returns {Promise<any>} what it holds; null if it cannot be read
   */
  const load = (path, key) => {
    const known = asked.get(path);
    if (known) {
      return known;
    }
    const reading = new Promise((resolve) => {
      const script = document.createElement("script");
      const done = () => {
        script.remove();
        const data = taken.get(key);
        taken.delete(key);
        if (typeof data !== "object" || data === null) {
          broken.add(path);
          resolve(null);
        } else {
          resolve(data);
        }
      };
      script.addEventListener("load", done);
      script.addEventListener("error", done);
      script.src = path.split("/").map(encodeURIComponent).join("/");
      document.head.append(script);
    });
    asked.set(path, reading);
    return reading;
  };

  /**
   * @param {PaperMonth} where
   * @param {string} name
   */
  const file = ({ paper, month }, name) => load(`search/${paper}/${month}/${name}.js`, `${paper}/${month}/${name}`);

  /**
   * @param {Lookup} lookup
   * @returns {string} the file of its term
   */
  const bucket = (lookup) => ((lookup.first.codePointAt(0) ?? 0) % BUCKETS).toString(16).padStart(2, "0");

  /**
   * @param {unknown} entries of an issue for terms with the same first character
   * @param {Lookup} lookup
   * @returns {Map<number, {headline: boolean, often: number}>} the articles that have the term
   */
  const articles = (entries, lookup) => {
    /** @type {Map<number, {headline: boolean, often: number}>} */
    const found = new Map();
    if (typeof entries !== "string") {
      return found;
    }
    for (const [, rest, postings] of entries.matchAll(ENTRY)) {
      if (lookup.open ? !rest.startsWith(lookup.rest) : rest !== lookup.rest) {
        continue;
      }
      let at = -1;
      for (const [, high, low, headline, often] of postings.matchAll(POSTING)) {
        const digits = [...high].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0);
        at += 1 + digits * 26 + low.charCodeAt(0) - 65;
        const known = found.get(at);
        found.set(at, {
          headline: headline !== "" || known?.headline === true,
          often: 2 ** OFTEN.indexOf(often) + (known?.often ?? 0),
        });
      }
    }
    return found;
  };

  /**
   * @param {PaperMonth} where
   * @param {Word[]} words
   * @returns {Promise<Candidate[]>} the articles of a newspaper's month that have every term
   */
  const candidates = async (where, words) => {
    const lookups = words.flatMap((word) => word.lookups);
    const files = await Promise.all(lookups.map((lookup) => file(where, bucket(lookup))));
    /** @type {Candidate[]} */
    const found = [];
    for (const date of Object.keys(files[0] ?? {})) {
      const every = lookups.map((lookup, at) => articles(files[at]?.[date]?.[lookup.first], lookup));
      const [least] = [...every].sort((one, other) => one.size - other.size);
      for (const at of least.keys()) {
        const hits = every.map((one) => one.get(at));
        if (hits.every((hit) => hit !== undefined)) {
          const headline = hits.every((hit) => hit?.headline);
          const often = Math.min(...hits.map((hit) => hit?.often ?? 0));
          found.push({ paper: where.paper, date, at, headline, often });
        }
      }
    }
    return found;
  };

  /**
   * @param {Candidate} candidate
   * @returns {Promise<{folder: string, page: PageText, at: number} | null>} the text of its page, and its place there
   */
  const text = async ({ paper, date, at }) => {
    const issues = await file({ paper, month: date.slice(0, 7) }, "issues");
    const pages = issues?.[date];
    let first = 0;
    for (const [folder, count] of Array.isArray(pages) ? pages : []) {
      if (at < first + count) {
        const page = await load(`${paper}/${date}/web/${folder}/text.js`, `${paper}/${date}/${folder}`);
        return page && { folder, page, at: at - first };
      }
      first += count;
    }
    return null;
  };

  return { take, candidates, text, broken };
})();
