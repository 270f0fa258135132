/* The browser's voices 嗓音 for the language of the document. */
"use strict";

const epaperVoices = (() => {
  /** So long, in ms, browsers may take to find their voices. */
  const PATIENCE = 2000;
  const language = document.documentElement.lang;
  /** Where the same language is spoken in other ways, these come first. */
  const PREFERRED = language.startsWith("zh")
    ? /^zh-Hant/i.test(language)
      ? /-(HK|MO)/i.test(language)
        ? ["yue", "zh-HK", "zh-TW"]
        : ["zh-TW", "cmn-TW", "zh-HK"]
      : ["zh-CN", "cmn-CN", "cmn", "zh-SG"]
    : [language];
  const known = new RegExp(`^(${language.startsWith("zh") ? "zh|cmn|yue" : language.split("-")[0]})\\b`, "i");

  /** @param {SpeechSynthesisVoice} voice @returns {number} */
  const rank = (voice) => {
    // Android writes zh_CN, sometimes with the script: zh_CN_#Hans.
    const tag = voice.lang.replaceAll("_", "-").toLowerCase();
    const at = PREFERRED.findIndex((one) => tag.startsWith(one.toLowerCase()));
    return (at < 0 ? PREFERRED.length : at) * 2 + (voice.localService ? 0 : 1);
  };

  /** @returns {SpeechSynthesisVoice[]} those that speak the language, the best first; those that need no network before others */
  const fitting = () =>
    speechSynthesis
      .getVoices()
      .filter((voice) => known.test(voice.lang.replaceAll("_", "-")))
      .sort((one, other) => rank(one) - rank(other));

  /** @returns {Promise<SpeechSynthesisVoice[]>} the same, once the browser has found them; none if it has none */
  const all = () =>
    new Promise((resolve) => {
      if (!("speechSynthesis" in window)) {
        resolve([]);
        return;
      }
      const now = fitting();
      if (now.length) {
        resolve(now);
        return;
      }
      const timer = setTimeout(() => resolve(fitting()), speechSynthesis.getVoices().length ? 0 : PATIENCE);
      speechSynthesis.addEventListener?.("voiceschanged", () => {
        if (fitting().length) {
          clearTimeout(timer);
          resolve(fitting());
        }
      });
    });

  return { all };
})();
