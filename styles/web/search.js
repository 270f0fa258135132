/* The page of the search 检索页: it asks the index month by month, the newest first, and shows what the text confirms. */
"use strict";

/**
 * @typedef {{candidate: Candidate, address: string, label: string, name: string, nameMarks: Range_[], text: string,
 *   textMarks: Range_[], first: Range_[], headline: boolean, count: number}} Found
 * @typedef {[number, number]} Range_
 */

(() => {
  /** So many results are shown before the reader is asked; so many are confirmed at a time. */
  const AT_ONCE = 20;
  const BATCH = 10;
  /** So many months are searched before the reader is asked, if something is found, and if nothing is. */
  const MONTHS = 12;
  const MONTHS_EMPTY = 36;
  /** Characters of the text before and after a word, and of it in all. */
  const LEAD = 22;
  const TAIL = 58;
  const WINDOWS = 3;

  const page = /** @type {HTMLElement | null} */ (document.querySelector("[data-search]"));
  const form = page?.querySelector("form");
  if (!page || !form) {
    return;
  }
  // What stands there for readers without scripts, or where this one did not come.
  page.querySelector("[data-without]")?.setAttribute("hidden", "");
  const language = document.documentElement.lang;
  const status = /** @type {HTMLElement} */ (page.querySelector("[data-status]"));
  const progress = /** @type {HTMLElement} */ (page.querySelector("[data-progress]"));
  const results = /** @type {HTMLElement} */ (page.querySelector("[data-results]"));
  const older = /** @type {HTMLButtonElement} */ (page.querySelector("[data-older]"));
  const papers = /** @type {NodeListOf<HTMLOptionElement>} */ (form.querySelectorAll("option[data-months]"));
  const monthWords = new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" });

  /**
   * @param {string} key
   * @param {...(string | number)} values
   * @returns {string} words of the page, with values filled in
   */
  const say = (key, ...values) => (page.dataset[key] ?? "").replace(/\{\}/g, () => String(values.shift() ?? ""));

  /** @param {string} month */
  const monthName = (month) => monthWords.format(new Date(`${month}-01T00:00:00Z`));

  /**
   * @param {string} name
   * @param {string} className
   * @param {...(string | Node)} content
   */
  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    made.append(...content);
    return made;
  };

  /**
   * @param {Compared} compared
   * @param {Word} word
   * @returns {Range_[]} where a word stands in the text as it is written
   */
  const ranges = (compared, word) =>
    searchTerms
      .places(compared.text, word)
      .map((at) => [compared.from[at], compared.to[at + word.text.length - 1]]);

  /**
   * @param {Candidate} candidate
   * @param {Word[]} words
   * @returns {Promise<Found | null>} the article, if its text has every word as it was asked for
   */
  const confirmed = async (candidate, words) => {
    const read = await finder.text(candidate);
    const article = read?.page[1]?.[read.at];
    if (!read || !Array.isArray(article)) {
      return null;
    }
    const [address, name, titled, text] = article;
    const head = searchTerms.compared(titled ? name : "");
    const body = searchTerms.compared(text);
    const inHead = words.map((word) => ranges(head, word));
    const inBody = words.map((word) => ranges(body, word));
    if (!words.every((_, at) => inHead[at].length + inBody[at].length > 0)) {
      return null;
    }
    return {
      candidate,
      address: `${candidate.paper}/${candidate.date}/web/${address}`,
      label: String(read.page[0]),
      name,
      nameMarks: inHead.flat(),
      text,
      textMarks: inBody.flat(),
      first: inBody.flatMap((all) => all.slice(0, 1)),
      headline: inHead.every((all) => all.length > 0),
      count: [...inHead, ...inBody].reduce((sum, all) => sum + all.length, 0),
    };
  };

  /**
   * @param {string} text
   * @param {Range_[]} marks
   * @param {number} start
   * @param {number} end
   * @returns {Node[]} a piece of a text with its words marked
   */
  const marked = (text, marks, start, end) => {
    /** @type {Node[]} */
    const made = [];
    let at = start;
    for (const [from, to] of [...marks].sort((one, other) => one[0] - other[0] || other[1] - one[1])) {
      if (from >= at && to <= end) {
        made.push(document.createTextNode(text.slice(at, from)), element("mark", "", text.slice(from, to)));
        at = to;
      }
    }
    made.push(document.createTextNode(text.slice(at, end)));
    return made;
  };

  /**
   * @param {Found} found
   * @returns {Node[]} the text around the first place of each word
   */
  const snippet = ({ text: written, textMarks, first }) => {
    const text = written.replaceAll("\n", " ");
    /** @type {Range_[]} */
    const windows = [];
    const wanted = /** @type {Range_[]} */ (first.length ? [...first].sort((one, other) => one[0] - other[0]) : [[0, 0]]);
    for (const [from, to] of wanted.slice(0, WINDOWS)) {
      let start = Math.max(from - LEAD, 0);
      let end = Math.min(to + Math.max(Math.round(TAIL / Math.min(wanted.length, WINDOWS)), 20), text.length);
      // No pair of a character is cut.
      start -= Number(/^[\udc00-\udfff]/.test(text.slice(start)));
      end += Number(/^[\udc00-\udfff]/.test(text.slice(end)));
      const last = windows.at(-1);
      if (last && start <= last[1]) {
        last[1] = Math.max(last[1], end);
      } else {
        windows.push([start, end]);
      }
    }
    return [
      ...windows.flatMap(([start, end]) => [start > 0 ? "…" : "", ...marked(text, textMarks, start, end)]),
      (windows.at(-1)?.[1] ?? 0) < text.length ? "…" : "",
    ].map((part) => (typeof part === "string" ? document.createTextNode(part) : part));
  };

  /** @param {Found} found */
  const item = (found) => {
    const { candidate } = found;
    const link = /** @type {HTMLAnchorElement} */ (
      element("a", "", ...marked(found.name, found.nameMarks, 0, found.name.length))
    );
    link.href = found.address.split("/").map(encodeURIComponent).join("/");
    // A result speaks its newspaper's language, which need not be that of the page.
    const paper = [...papers].find((option) => option.value === candidate.paper);
    const spoken = paper?.lang || language;
    const dayWords = new Intl.DateTimeFormat(spoken, { dateStyle: "long", timeZone: "UTC" });
    const day = /** @type {HTMLTimeElement} */ (
      element("time", "", dayWords.format(new Date(`${candidate.date}T00:00:00Z`)))
    );
    day.dateTime = candidate.date;
    const where = [element("b", "", paper?.text ?? candidate.paper), day, element("span", "", found.label)];
    const made = element(
      "li",
      "",
      element("h3", "", link),
      element("p", "where", ...where.flatMap((part) => [part, " "])),
      element("p", "snippet", ...snippet(found)),
    );
    made.lang = spoken;
    made.dir = paper?.dir ?? "";
    return made;
  };

  /**
   * @param {{month: string, papers: string[]}[]} months
   * @param {Word[]} words
   * @returns {AsyncGenerator<{month: string, found: Found[]}>} what is found, in the order of showing; every month ends with an empty
   *   batch
   */
  const search = async function* (months, words) {
    /** @type {Promise<Candidate[]>[]} */
    const reading = [];
    /** @param {number} until */
    const read = (until) => {
      for (let at = reading.length; at < Math.min(until, months.length); at += 1) {
        const { month, papers: named } = months[at];
        const every = named.map((paper) => finder.candidates({ paper, month }, words).catch(() => []));
        reading.push(Promise.all(every).then((lists) => lists.flat()));
      }
    };
    for (const [at, { month }] of months.entries()) {
      // The first month alone, for it may be enough; then some ahead.
      read(at ? at + 3 : 1);
      const all = (await reading[at]).sort(
        (one, other) =>
          Number(other.headline) - Number(one.headline) ||
          other.often - one.often ||
          (one.date < other.date ? 1 : -1) ||
          one.at - other.at,
      );
      for (let start = 0; start < all.length; start += BATCH) {
        const checked = await Promise.all(
          all.slice(start, start + BATCH).map((candidate) => confirmed(candidate, words).catch(() => null)),
        );
        const found = /** @type {Found[]} */ (checked.filter((one) => one !== null)).sort(
          (one, other) => Number(other.headline) - Number(one.headline) || other.count - one.count,
        );
        if (found.length) {
          yield { month, found };
        }
      }
      yield { month, found: [] };
    }
  };

  /**
   * @param {string} asked
   * @param {string} paper
   * @param {string} year
   */
  const run = (asked, paper, year) => {
    const { words, cut } = searchTerms.question(asked);
    if (!words.length) {
      status.textContent = say("nothing");
      return;
    }
    /** @type {Map<string, string[]>} */
    const known = new Map();
    for (const option of papers) {
      if (!paper || option.value === paper) {
        for (const month of (option.dataset.months ?? "").split(" ").filter((one) => one.startsWith(year))) {
          known.set(month, [...(known.get(month) ?? []), option.value]);
        }
      }
    }
    const months = [...known].sort(([one], [other]) => (one < other ? 1 : -1)).map(([month, named]) => ({ month, papers: named }));
    const answers = search(months, words);
    let count = 0;
    let ended = 0;

    const go = async () => {
      older.hidden = true;
      page.setAttribute("aria-busy", "true");
      let shown = 0;
      let searched = 0;
      let reached = "";
      while (!(ended === months.length || shown >= AT_ONCE || searched >= (count ? MONTHS : MONTHS_EMPTY))) {
        progress.textContent = say("searching", monthName(reached || months[0].month));
        const { value } = await answers.next();
        if (!value) {
          break;
        }
        reached = value.month;
        if (!value.found.length) {
          searched += 1;
          ended += 1;
        }
        show(value.month, value.found);
        shown += value.found.length;
        count += value.found.length;
      }
      const done = ended === months.length;
      progress.textContent = "";
      page.removeAttribute("aria-busy");
      older.hidden = done;
      const unread = finder.broken.size;
      const found = done ? say(count ? "all" : "none", count) : say("some", count, monthName(reached));
      const notes = [cut && say("cut", cut), unread && count && say("broken", unread)];
      // What could not be read may have it: without a result this is the answer, and that nothing was found only a part of it.
      status.textContent = [unread && !count && say("unread", unread), found, ...notes].filter(Boolean).join(" ");
    };
    older.addEventListener("click", async () => {
      const before = results.querySelectorAll("li").length;
      await go();
      const link = results.querySelectorAll("li")[before]?.querySelector("a");
      (link ?? status).focus();
    });
    go();
  };

  /**
   * Show results under the heading of their month.
   * @param {string} month
   * @param {Found[]} found
   */
  const show = (month, found) => {
    if (!found.length) {
      return;
    }
    let list = results.querySelector(`[data-month="${month}"] ol`);
    if (!list) {
      const section = element("section", "", element("h2", "", monthName(month)));
      section.dataset.month = month;
      list = element("ol", "");
      section.append(list);
      results.append(section);
    }
    list.append(...found.map(item));
  };

  const asked = new URLSearchParams(location.search);
  const chosen = { q: "", paper: "", year: "" };
  for (const name of /** @type {("q" | "paper" | "year")[]} */ (["q", "paper", "year"])) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) {
      field.value = asked.get(name) ?? "";
      // A choice that the page does not have is none.
      chosen[name] = field.value;
    }
  }
  for (const choice of form.querySelectorAll("select")) {
    choice.selectedIndex = Math.max(choice.selectedIndex, 0);
  }
  if (chosen.q.trim()) {
    document.title = `${chosen.q.slice(0, 40)} ${document.title}`;
    run(chosen.q, chosen.paper, chosen.year);
  }
})();
