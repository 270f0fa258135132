/* Read aloud 朗读 with the browser's voices, sentence by sentence, the sentence marked in the text. */
"use strict";
(() => {
  const story = document.querySelector(".article .story");
  const player = document.querySelector(".player");
  const starter = document.querySelector("[data-aloud='start']");
  if (!story || !(player instanceof HTMLElement) || !(starter instanceof HTMLElement)) {
    return;
  }
  const language = document.documentElement.lang;
  /** Chrome falls silent some 15 seconds into an utterance of a distant voice, so none may take 12: in characters and ms. */
  const LETTER = /^(zh|ja|ko)/.test(language) ? 240 : 75;
  const MOST = 12_000;
  /** A voice that has said nothing for so long beyond its time has fallen silent; in ms. */
  const SILENT = 6000;
  /** Some browsers lose what is said right after they were told to be quiet; in ms. */
  const PAUSE = 60;
  const HASH = "#aloud";

  const play = /** @type {HTMLElement} */ (player.querySelector("[data-aloud='play']"));
  const output = /** @type {HTMLElement} */ (player.querySelector("output"));
  const rates = /** @type {HTMLSelectElement} */ (player.querySelector("[name='aloud-rate']"));
  const voiceList = /** @type {HTMLSelectElement} */ (player.querySelector("[name='aloud-voice']"));
  const onward = /** @type {HTMLInputElement} */ (player.querySelector("[name='aloud-on']"));
  const next = document.querySelector('.turn a[rel="next"]');

  /** @type {(Stretch & { text: string })[]} */
  let sentences = [];
  /** @type {SpeechSynthesisVoice[]} */
  let voices = [];
  /** @type {"off" | "playing" | "paused"} */
  let state = "off";
  /** The sentence that is read, and how much of it has been said. */
  let at = 0;
  let said = 0;
  /** What was begun before counts no more. */
  let turn = 0;
  let timer = 0;
  /** Held, for Chrome forgets an utterance that nobody holds, and never tells its end. @type {SpeechSynthesisUtterance | null} */
  let utterance = null;

  const rate = () => Number(rates.value) || 1;

  const mark = () => {
    const sentence = state === "off" ? undefined : sentences[at];
    for (const block of story.querySelectorAll(".aloud-block")) {
      block.classList.remove("aloud-block");
    }
    if (typeof Highlight === "function" && CSS.highlights) {
      CSS.highlights.delete("aloud");
      if (sentence) {
        CSS.highlights.set("aloud", new Highlight(epaperText.range(sentence)));
      }
    } else {
      sentence?.passage.block.classList.add("aloud-block");
    }
    output.textContent = sentence ? `${at + 1} / ${sentences.length}` : "";
    if (sentence) {
      follow(sentence);
    }
  };

  /** Bring a sentence into view, if it is not wholly there. @param {Stretch} sentence */
  const follow = (sentence) => {
    const { top, bottom } = epaperText.range(sentence).getBoundingClientRect();
    const foot = innerHeight - player.offsetHeight - 16;
    if (top < 16 || bottom > foot) {
      const eink = epaper.chosen("theme") === "eink";
      const behavior = epaper.still() ? "instant" : "smooth";
      scrollTo({ top: Math.max(scrollY + top - (eink ? 24 : foot / 4), 0), behavior });
    }
  };

  /** @param {"off" | "playing" | "paused"} now */
  const become = (now) => {
    state = now;
    player.hidden = now === "off";
    document.documentElement.toggleAttribute("data-aloud", now !== "off");
    starter.setAttribute("aria-pressed", String(now !== "off"));
    play.textContent = (now === "playing" ? play.dataset.pause : play.dataset.resume) ?? "";
  };

  const quiet = () => {
    turn += 1;
    clearTimeout(timer);
    utterance = null;
    speechSynthesis.cancel();
  };

  /**
   * Read on from a place; voices are told anew rather than resumed, for Android's cannot be.
   * @param {number} sentence
   * @param {number} from
   * @param {number} tries how often it was begun before without a word
   */
  const readFrom = (sentence, from = 0, tries = 0) => {
    quiet();
    at = sentence;
    said = from;
    become("playing");
    mark();
    const own = turn;
    timer = setTimeout(() => own === turn && breathe(own, tries), PAUSE);
  };

  /**
   * Say the next breath of the sentence, or go on to the next sentence.
   * @param {number} own
   * @param {number} tries how often this breath was begun before
   */
  const breathe = (own, tries) => {
    const sentence = sentences[at];
    const [text] = epaperText.breaths(sentence?.text.slice(said) ?? "", Math.max((MOST / LETTER) * rate(), 12));
    if (!sentence || !text) {
      at += 1;
      said = 0;
      if (at < sentences.length) {
        mark();
        breathe(own, 0);
      } else {
        finish();
      }
      return;
    }
    const start = sentence.text.indexOf(text, said);
    const voice = voices.find((one) => one.voiceURI === voiceList.value) ?? voices[0];
    utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = voice?.lang.replaceAll("_", "-") ?? language;
    utterance.voice = voice ?? null;
    utterance.rate = rate();
    utterance.addEventListener("boundary", ({ charIndex }) => {
      if (own === turn) {
        said = start + Math.min(charIndex, text.length);
      }
    });
    const done = () => {
      if (own === turn) {
        clearTimeout(timer);
        said = start + text.length;
        breathe(own, 0);
      }
    };
    utterance.addEventListener("end", done);
    utterance.addEventListener("error", ({ error }) => {
      if (own === turn) {
        pause();
        epaperSay((error === "not-allowed" ? player.dataset.press : player.dataset.failed) ?? "");
      }
    });
    speechSynthesis.speak(utterance);
    const patience = (1.5 * text.length * LETTER) / rate() + SILENT;
    timer = setTimeout(() => {
      if (own !== turn) {
        return;
      }
      speechSynthesis.resume();
      timer = setTimeout(() => {
        if (own === turn && tries < 1) {
          readFrom(at, start, tries + 1);
        } else {
          done();
        }
      }, SILENT);
    }, patience);
  };

  const pause = () => {
    quiet();
    become("paused");
  };

  const stop = () => {
    const focused = player.contains(document.activeElement);
    quiet();
    become("off");
    mark();
    if (focused) {
      starter.focus();
    }
  };

  const finish = () => {
    stop();
    if (onward.checked && next instanceof HTMLAnchorElement) {
      next.href += HASH;
      next.click();
    } else {
      epaperSay(player.dataset.ended ?? "");
    }
  };

  const begin = async () => {
    voices = await epaperVoices.all();
    if (!voices.length) {
      epaperSay(player.dataset.none ?? "");
      return;
    }
    const kept = epaper.kept("aloud-voice");
    voiceList.replaceChildren(...voices.map((voice) => new Option(voice.name, voice.voiceURI)));
    voiceList.value = voices.find((voice) => voice.voiceURI === kept)?.voiceURI ?? voices[0]?.voiceURI ?? "";
    sentences = epaperText.passages(story).flatMap((passage) =>
      epaperText.sentences(passage.text).map(([from, to]) => ({ passage, from, to, text: passage.text.slice(from, to) })),
    );
    readFrom(0);
    play.focus({ preventScroll: true });
  };

  /** @param {number} by */
  const step = (by) => {
    const to = Math.min(Math.max(at + by, 0), sentences.length - 1);
    if (state === "playing") {
      readFrom(to);
    } else {
      at = to;
      said = 0;
      mark();
    }
  };

  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-aloud]") : null;
    const what = button instanceof HTMLElement ? button.dataset.aloud : "";
    if (what === "start") {
      if (state === "off") {
        void begin();
      } else {
        stop();
      }
    } else if (what === "play") {
      if (state === "playing") {
        pause();
      } else {
        readFrom(at, said);
      }
    } else if (what === "stop") {
      stop();
    } else if (what === "back" || what === "forward") {
      step(what === "back" ? -1 : 1);
    }
  });
  player.addEventListener("change", ({ target }) => {
    epaper.keep("aloud-on", onward.checked ? "yes" : "no");
    if (target !== onward) {
      epaper.keep("aloud-rate", rates.value);
      epaper.keep("aloud-voice", voiceList.value);
      if (state === "playing") {
        readFrom(at, said);
      }
    }
  });

  onward.checked = epaper.kept("aloud-on") === "yes";
  rates.value = epaper.kept("aloud-rate") ?? "1";
  if (!rates.value) {
    rates.value = "1";
  }
  addEventListener("pagehide", () => state !== "off" && stop());
  if (location.hash === HASH) {
    try {
      // The mark is for this turn alone: an address that is kept or shared starts no voice.
      history.replaceState(null, "", location.pathname + location.search);
    } catch {
      // from a folder some browsers allow no change
    }
    void begin();
  }
})();
