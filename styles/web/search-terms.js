/* What is looked for 检索词: texts and questions in the form in which they are compared, as publisher/outputs/web/terms.py has it. */
"use strict";

/**
 * A word of a question. `text` is its form for comparing; `whole`: the reader set it in quotation marks, so that it must end
 * where a word ends; `lookups`: the terms that an article with it must have.
 * @typedef {{text: string, whole: boolean, lookups: Lookup[]}} Word
 * A term by its first character and the rest; with `open`, every term that begins so.
 * @typedef {{first: string, rest: string, open: boolean}} Lookup
 * A text for comparing, and where each of its characters begins and ends in the text as it is written.
 * @typedef {{text: string, from: number[], to: number[]}} Compared
 */

const searchTerms = (() => {
  /** Of a question so many characters are read, and so many words. */
  const MOST_CHARACTERS = 100;
  const MOST_WORDS = 10;
  /** So many terms of a word are looked up; the text itself decides. */
  const MOST_LOOKUPS = 4;
  const QUOTED = /["＂“”„«]([^"＂“”„«»]*)["＂”“»]|「([^」]*)」|『([^』]*)』/gu;
  /** Marks at the ends of a word that a reader took along with it; in quotation marks they count. */
  const TAKEN_ALONG = /^[\s,.;:!?、。，；：！？…·]+|[\s,.;:!?、。，；：！？…·]+$/gu;

  const never = /(?!)/u;
  let han = never;
  let letter = never;
  let runs = never;
  let unseen = never;
  let spaces = never;
  let segments = never;
  let marked = never;
  let number = never;
  let grouped = never;
  let comma = "";
  let longest = 0;
  /** @type {Map<string, string>} */
  const variants = new Map();

  /**
   * Learn the classes of characters, as ranges, how figures are written, and the variants.
   * @param {{han: string, letters: string, spaces: string, unseen: string, latin: string, marks: string, number: string,
   *   grouped: string, comma: string, longest: number}} classes
   * @param {string} written characters that are compared as others
   * @param {string} compared these others, in the same order
   */
  const use = (classes, written, compared) => {
    han = new RegExp(`[${classes.han}]`, "u");
    letter = new RegExp(`[${classes.letters}]`, "u");
    runs = new RegExp(`[${classes.han}]+|[${classes.letters}]+`, "gu");
    unseen = new RegExp(`[${classes.unseen}]`, "gu");
    spaces = new RegExp(`[${classes.spaces}]+`, "gu");
    // What joins the character before it: marks, vowels and finals of Hangul, voiced marks of half width, what is unseen.
    const joining = `\\p{M}\\u1160-\\u11ff\\uff9e\\uff9f${classes.unseen}`;
    segments = new RegExp(`[^${joining}]?[${joining}]+|[^${joining}]`, "gsu");
    marked = new RegExp(`([${classes.latin}])[${classes.marks}]+`, "gu");
    number = new RegExp(classes.number, "gu");
    grouped = new RegExp(classes.grouped, "u");
    comma = classes.comma;
    longest = classes.longest;
    const others = [...compared];
    [...written].forEach((char, at) => variants.set(char, others[at]));
  };

  /**
   * @param {string} text
   * @param {number} at
   * @returns {string} the character that ends before a place; nothing at the beginning
   */
  const before = (text, at) => {
    const pair = at > 1 ? String.fromCodePoint(text.codePointAt(at - 2) ?? 0) : "";
    return pair.length === 2 ? pair : text.charAt(at - 1);
  };

  /**
   * @param {string} text
   * @param {number} at
   * @returns {string} the character that begins at a place; nothing at the end
   */
  const after = (text, at) => (at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : "");

  /**
   * @param {string} text
   * @returns {Set<number>} the places of commas within figures, and of white space beside ideographs
   */
  const loose = (text) => {
    /** @type {Set<number>} */
    const found = new Set();
    for (const match of text.matchAll(number)) {
      if (grouped.test(match[0])) {
        [...match[0]].forEach((char, at) => char === "," && found.add(match.index + at));
      }
    }
    for (const match of text.matchAll(spaces)) {
      const end = match.index + match[0].length;
      if (han.test(before(text, match.index)) || han.test(after(text, end))) {
        for (let at = match.index; at < end; at += 1) {
          found.add(at);
        }
      }
    }
    return found;
  };

  /**
   * @param {string} written
   * @returns {Compared} NFKC, lower case, simplified, without marks on Latin letters, commas in figures and loose white space
   */
  const compared = (written) => {
    /** @type {string[]} */
    const chars = [];
    /** @type {number[]} */
    const from = [];
    /** @type {number[]} */
    const to = [];
    for (const match of written.matchAll(segments)) {
      const seen = match[0].replace(unseen, "").replaceAll("，", comma);
      const form = seen.normalize("NFKC").toLowerCase().replace(marked, "$1");
      for (const unit of form.split("")) {
        chars.push(variants.get(unit) ?? unit);
        from.push(match.index);
        to.push(match.index + match[0].length);
      }
    }
    const dropped = loose(chars.join(""));
    const stays = (/** @type {unknown} */ _, /** @type {number} */ at) => !dropped.has(at);
    const text = chars.filter(stays).join("").replaceAll(comma, ",");
    return { text, from: from.filter(stays), to: to.filter(stays) };
  };

  /**
   * @param {string} text a word for comparing
   * @param {boolean} whole
   * @returns {Lookup[]} enough terms to find it by: of ideographs every other pair, and of many the outer ones and some between
   */
  const lookups = (text, whole) => {
    /** @type {Lookup[]} */
    const found = [];
    for (const match of text.matchAll(runs)) {
      const chars = [...match[0]];
      const ends = (match.index ?? 0) + match[0].length === text.length;
      if (!han.test(chars[0])) {
        const open = ends && !whole && chars.length <= longest;
        found.push({ first: chars[0], rest: chars.slice(1, longest).join(""), open });
      } else if (chars.length === 1) {
        found.push({ first: chars[0], rest: "", open: true });
      } else {
        for (let at = 0; at < chars.length; at += 2) {
          const start = Math.min(at, chars.length - 2);
          found.push({ first: chars[start], rest: chars[start + 1], open: false });
        }
      }
    }
    if (found.length <= MOST_LOOKUPS) {
      return found;
    }
    const step = (found.length - 1) / (MOST_LOOKUPS - 1);
    return Array.from({ length: MOST_LOOKUPS }, (_, at) => found[Math.round(at * step)]);
  };

  /**
   * @param {string} asked as the reader wrote it
   * @returns {{words: Word[], cut: number}} its words, and of how many characters, if not all were read
   */
  const question = (asked) => {
    const chars = Array.from(asked.slice(0, 4 * MOST_CHARACTERS)).slice(0, MOST_CHARACTERS);
    const read = chars.join("");
    /** @type {Map<string, Word>} */
    const words = new Map();
    /**
     * @param {string} written
     * @param {boolean} whole
     */
    const add = (written, whole) => {
      const { text } = compared(whole ? written.trim() : written.replace(TAKEN_ALONG, ""));
      const found = lookups(text, whole);
      if (found.length && words.size < MOST_WORDS && !words.has(text)) {
        words.set(text, { text, whole, lookups: found });
      }
    };
    const rest = read.replace(QUOTED, (_, ...parts) => {
      add(parts.slice(0, 3).find((part) => part !== undefined) ?? "", true);
      return " ";
    });
    for (const word of rest.split(/[\s"＂“”„«»「」『』]+/u)) {
      add(word, false);
    }
    return { words: [...words.values()], cut: read.length < asked.length ? chars.length : 0 };
  };

  /**
   * @param {string} text for comparing
   * @param {Word} word
   * @returns {number[]} where the word begins; one of letters begins where a word does
   */
  const places = (text, word) => {
    const size = word.text.length;
    const starts = letter.test(after(word.text, 0));
    const ends = word.whole && letter.test(before(word.text, size));
    const found = [];
    for (let at = text.indexOf(word.text); at >= 0; at = text.indexOf(word.text, at + 1)) {
      const within = (starts && letter.test(before(text, at))) || (ends && letter.test(after(text, at + size)));
      if (!within && at >= (found.at(-1) ?? -size) + size) {
        found.push(at);
      }
    }
    return found;
  };

  /**
   * @param {string} text
   * @returns {string[]} its terms, as an index has them; for tests
   */
  const terms = (text) =>
    [...compared(text).text.matchAll(runs)].flatMap(([run]) => {
      const chars = [...run];
      return han.test(chars[0])
        ? chars.map((char, at) => char + (chars[at + 1] ?? ""))
        : [chars.slice(0, longest).join("")];
    });

  return { use, compared, question, places, terms };
})();
