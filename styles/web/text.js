/* The article's text as voice and clipboard take it: passages 文段, sentences 断句, and what a voice says in one breath. */
"use strict";

/**
 * A passage: a paragraph, a line of the head, a cell. ``places`` tells for each of its characters where it stands in the
 * document; characters that only part others (a line that was set) stand where the next one does.
 * @typedef {object} Passage
 * @property {Element} block
 * @property {string} text
 * @property {{ node: Text, offset: number }[]} places
 */

/** A part of a passage, from one place up to another. @typedef {{ passage: Passage, from: number, to: number }} Stretch */

const epaperText = (() => {
  const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, caption, figcaption, svg, dt, dd, blockquote, div";
  /** Readings over characters, which would say them twice, and the numbers of notes. */
  const PASSED = "rt, rp, .noteref, .mark";
  /** What begins anew although no block does: lines of a headline, of verse, of a drawing. */
  const LINES = ".line, svg text, svg tspan";

  /**
   * @param {Element} root
   * @param {{ whole?: boolean }} [wanted] whole: with readings, in brackets, and with the numbers of notes
   * @returns {Passage[]} in the order of reading; together they are the text of ``root``
   */
  const passages = (root, { whole = false } = {}) => {
    /** @type {Passage[]} */
    const found = [];
    /** @type {Element | null} */
    let line = null;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node instanceof Element && !whole && node.matches(PASSED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    let broken = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!(node instanceof Text)) {
        broken ||= node instanceof HTMLBRElement;
        continue;
      }
      const element = /** @type {Element} */ (node.parentElement);
      const block = element.closest(BLOCKS) ?? root;
      let passage = found.at(-1);
      if (!passage || passage.block !== block) {
        passage = { block, text: "", places: [] };
        found.push(passage);
        broken = false;
        line = null;
      }
      const own = element.closest(LINES);
      if (broken || (own && line && own !== line)) {
        append(passage, " ", node);
      }
      broken = false;
      line = own ?? line;
      const reading = whole && element.localName === "rt";
      append(passage, reading ? `（${node.data}）` : node.data, node);
    }
    return found.map(trimmed).filter(({ text }) => text);
  };

  /**
   * Add text to a passage, white space as one space and none in a row.
   * @param {Passage} passage
   * @param {string} text
   * @param {Text} node
   */
  const append = (passage, text, node) => {
    for (let at = 0; at < text.length; at += 1) {
      const character = /[\s\u200b]/u.test(text.charAt(at)) && text.charAt(at) !== "\u3000" ? " " : text.charAt(at);
      if (character !== " " || (passage.text && !passage.text.endsWith(" "))) {
        passage.text += character;
        passage.places.push({ node, offset: Math.min(at, node.length) });
      }
    }
  };

  /** @param {Passage} passage @returns {Passage} */
  const trimmed = (passage) => {
    const text = passage.text.trimEnd();
    return { ...passage, text, places: passage.places.slice(0, text.length) };
  };

  const OPENS = new Map([["《", "》"], ["〈", "〉"], ["（", "）"], ["【", "】"], ["〔", "〕"], ["(", ")"], ["[", "]"]]);
  const MARK = /[。！？；｡‼⁇⁈⁉]|[.!?؟۔](?=[”’」』）》〉】"')\]»›.!?]*(?:\s|$))|…+(?=[”’」』]|$)/uy;
  const CLOSERS = /[。！？；…⋯.!?”’」』）》〉】〕)\]"'»›]*/uy;
  const GOES_ON = /[，、：；,;:—]/uy;
  const SHORT = /\b(?:Mr|Mrs|Ms|Dr|Prof|St|Gov|Gen|Sen|Rep|Col|Lt|Capt|Rev|No|vs|etc|e\.g|i\.e|Inc|Ltd|Co|Jr|\p{L}(?:\.\p{L})*)\.$/u;

  /**
   * @param {RegExp} pattern a sticky one
   * @param {string} text
   * @param {number} at
   * @returns {number} how much of the text it takes at a place, -1 if it does not fit there
   */
  const taken = (pattern, text, at) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0].length ?? -1;
  };

  /**
   * Part a text into sentences; together they are the text. As in the books: nothing ends within titles 《》 and brackets.
   * @param {string} text
   * @returns {[number, number][]} from where to where each goes
   */
  const sentences = (text) => {
    /** @type {[number, number][]} */
    const found = [];
    let start = 0;
    let at = 0;
    while (at < text.length) {
      const closer = OPENS.get(text.charAt(at));
      const closed = closer ? text.indexOf(closer, at) : -1;
      if (closed > 0) {
        at = closed + 1;
        continue;
      }
      const mark = taken(MARK, text, at);
      if (mark < 0) {
        at += 1;
        continue;
      }
      const end = at + mark + taken(CLOSERS, text, at + mark);
      const shortened = text.charAt(at) === "." && end === at + 1 && SHORT.test(text.slice(Math.max(start, end - 12), end));
      at = end;
      // ”，: the sentence goes on behind the quotation.
      if (!shortened && taken(GOES_ON, text, end) < 0) {
        while (text.charAt(at) === " ") {
          at += 1;
        }
        found.push([start, at]);
        start = at;
      }
    }
    if (start < text.length) {
      found.push([start, text.length]);
    }
    return found;
  };

  /**
   * Part a sentence where a voice may draw breath.
   * @param {string} text
   * @param {number} most so many characters at most, if there are marks or spaces to part it at
   * @returns {string[]} together the sentence
   */
  const breaths = (text, most) => {
    /** @type {string[]} */
    const found = [];
    let rest = text;
    while (rest.length > most) {
      const head = rest.slice(0, most);
      const mark = Math.max(...["，", "；", "：", "、", "—", ", ", "; ", ": ", "、"].map((one) => head.lastIndexOf(one)));
      const cut = mark > most / 3 ? mark : head.lastIndexOf(" ");
      const end = cut > 0 ? cut + 1 : most - (/[\ud800-\udbff]$/u.test(head) ? 1 : 0);
      found.push(rest.slice(0, end));
      rest = rest.slice(end);
    }
    return [...found, rest].filter((one) => one.trim());
  };

  /**
   * @param {Stretch} stretch
   * @returns {Range} where it stands in the document
   */
  const range = ({ passage, from, to }) => {
    const found = document.createRange();
    const first = passage.places[from];
    const last = passage.places[to - 1];
    if (first && last) {
      found.setStart(first.node, first.offset);
      found.setEnd(last.node, Math.min(last.offset + 1, last.node.length));
    }
    return found;
  };

  /**
   * @param {Element} root
   * @returns {string} its text as it is copied: a line for each passage, the cells of a row side by side
   */
  const copied = (root) => {
    let text = "";
    /** @type {Element | null} */
    let row = null;
    for (const passage of passages(root, { whole: true })) {
      const own = passage.block.matches("td, th") ? passage.block.parentElement : null;
      text += text && (own && own === row ? "\t" : "\n");
      text += passage.text;
      row = own;
    }
    return text;
  };

  return { passages, sentences, breaths, range, copied };
})();
