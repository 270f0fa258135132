/* A browser's voices for tests: they keep what they were told, and are done with it at once. */
(() => {
  const voices = [
    { name: "Samantha", lang: "en-US", voiceURI: "en", localService: true, default: true },
    { name: "美佳", lang: "zh-TW", voiceURI: "tw", localService: true },
    { name: "远方", lang: "zh-CN", voiceURI: "far", localService: false },
    { name: "婷婷", lang: "zh_CN", voiceURI: "near", localService: true },
  ];
  const heard = [];
  let timer = 0;
  class Utterance extends EventTarget {
    constructor(text) {
      super();
      Object.assign(this, { text, lang: "", rate: 1, voice: null });
    }
  }
  const tell = (utterance, name, facts = {}) => utterance.dispatchEvent(Object.assign(new Event(name), facts));
  const synthesis = new EventTarget();
  Object.assign(synthesis, {
    speaking: false,
    paused: false,
    held: false,
    getVoices: () => voices,
    resume() {},
    pause() {},
    cancel() {
      clearTimeout(timer);
    },
    speak(utterance) {
      heard.push({ text: utterance.text, lang: utterance.lang, rate: utterance.rate, voice: utterance.voice?.name });
      if (!synthesis.held) {
        timer = setTimeout(() => {
          tell(utterance, "boundary", { charIndex: Math.floor(utterance.text.length / 2) });
          tell(utterance, "end");
        }, 1);
      }
      synthesis.last = (name, facts) => tell(utterance, name, facts);
    },
  });
  window.SpeechSynthesisUtterance = Utterance;
  window.heard = heard;
  Object.defineProperty(window, "speechSynthesis", { value: synthesis, configurable: true });
})();
