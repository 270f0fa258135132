/* Copy 复制, cite 引用, share 分享. */
"use strict";
(() => {
  /**
   * Copy the old way, which browsers allow over http and from a folder too.
   * @param {string} text
   * @returns {boolean} whether it was copied
   */
  const copiedByCommand = (text) => {
    const focused = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "unseen";
    area.readOnly = true;
    document.body.append(area);
    area.select();
    try {
      return document.execCommand("copy");
    } finally {
      area.remove();
      if (focused instanceof HTMLElement) {
        focused.focus({ preventScroll: true });
      }
    }
  };

  /**
   * @param {string} text
   * @param {HTMLElement} said where the words for success and failure stand
   */
  const copy = async (text, said) => {
    let done = false;
    try {
      await navigator.clipboard.writeText(text);
      done = true;
    } catch {
      done = copiedByCommand(text);
    }
    epaperSay((done ? said.dataset.done : said.dataset.failed) ?? "");
  };

  /** @returns {string} the address of the article, without place and options */
  const address = () => {
    const canonical = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel="canonical"]'));
    const found = new URL(canonical?.href ?? location.href);
    found.hash = "";
    found.search = "";
    return found.href;
  };

  /** @param {HTMLElement} button */
  const share = async (button) => {
    const told = { title: button.dataset.title ?? document.title, text: button.dataset.text ?? "", url: address() };
    if (typeof navigator.share === "function" && location.protocol.startsWith("http")) {
      try {
        await navigator.share(told);
        return;
      } catch (error) {
        // The reader who closed the sheet wants nothing else.
        if (error instanceof DOMException && error.name === "AbortError") {
          return;
        }
      }
    }
    await copy(told.url, button);
  };

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-share]") : null;
    if (!(button instanceof HTMLElement)) {
      return;
    }
    const story = document.querySelector(".story");
    const kind = button.dataset.share;
    if (kind === "link") {
      void share(button);
    } else if (kind === "text" && story) {
      void copy(`${epaperText.copied(story)}\n\n${button.dataset.text ?? ""}\n${address()}`, button);
    } else if (kind === "words") {
      const words = document.getElementById(button.getAttribute("aria-describedby") ?? "");
      void copy(words?.textContent?.trim() ?? "", button);
    }
  });
})();
