"""Editing with the browser beside it: a real server, a real edit, and what a real browser shows then."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from machines import DESK, PATIENCE, until
from playwright.sync_api import expect

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "editions" / "sample-daily"
ISSUE = "2024-03-20"
#: What an issue needs to be edited: a front, which tells of the other pages, and two pages that do not tell of each other.
SHORT = """
date: 2024-03-20
pages:
  - {number: 1, name: 要闻, articles: [articles/01-wheat.md, articles/01-port.md, articles/01-library.md]}
  - {number: 2, name: 民生, articles: [articles/02-oldtown.md, articles/02-signals.md, articles/02-cherry.md]}
  - {number: 3, name: 社区, articles: [articles/03-kids.md, articles/03-b2.md, articles/03-n1.md]}
"""
#: A page tells of itself that it hears of changes, and is not out of date already; the policy of the site lets no test in.
HEARS = """
const Source = EventSource;
window.EventSource = class extends Source {
  constructor(address) {
    super(address);
    this.addEventListener("state", ({ data }) => {
      const { at } = document.querySelector("script[data-at]").dataset;
      document.documentElement.toggleAttribute("data-hears", JSON.parse(data).at === at);
    });
  }
};
"""


class Serving:
    """A server that watches a copy of the sample, as an editor starts it; of a whole issue, or a short one."""

    def __init__(self, folder: Path, *, whole: bool = False) -> None:
        self.editions, self.out = folder / "editions", folder / "dist"
        self.issue = self.editions / "sample-daily" / ISSUE
        shutil.copytree(SAMPLE, self.editions / "sample-daily", ignore=shutil.ignore_patterns("2024-06-21"))
        if not whole:
            (self.issue / "edition.yaml").write_text(SHORT, "utf-8")
        words = ["serve", ISSUE, "--watch", "--port", "0", "--plain"]
        words += ["--editions", str(self.editions), "--out", str(self.out)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "publisher", *words],
            cwd=ROOT,
            env={**os.environ, "EPAPER_LANG": "en", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said: list[str] = []
        self.complained: list[str] = []
        self._readers = [
            threading.Thread(target=lambda stream=stream, kept=kept: kept.extend(stream), daemon=True)
            for stream, kept in ((self.process.stdout, self.said), (self.process.stderr, self.complained))
        ]
        for reader in self._readers:
            reader.start()

    def wait(self, pattern: str, *, after: int = 0) -> re.Match[str]:
        """Wait until the server says something."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = next(filter(None, (re.search(pattern, line) for line in self.said[after:])), None)
            if found:
                return found
            assert self.process.poll() is None, self.complained
            time.sleep(0.05)
        raise AssertionError((pattern, self.said, self.complained))

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            for reader, stream in zip(self._readers, (self.process.stdout, self.process.stderr), strict=True):
                reader.join(5)
                stream.close()


@pytest.fixture(scope="module")
def serving(tmp_path_factory):
    served = Serving(tmp_path_factory.mktemp("serving"))
    try:
        served.address = served.wait(r"http://\S+?/(?=sample-daily)")[0]
        served.wait("updated:")
        yield served
    finally:
        served.stop()


@pytest.fixture
def page(serving, browser):
    context = browser.new_context(**DESK, locale="zh-CN")
    wrong: list[str] = []
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    context.set_default_timeout(PATIENCE * 1000)
    context.add_init_script(HEARS)
    opened = context.new_page()
    yield opened
    context.close()
    assert wrong == []


def at(serving, name: str) -> str:
    return f"{serving.address}sample-daily/{ISSUE}/web/{name}"


def save(path: Path, text: str) -> None:
    """Write a file in one stroke, as careful editors do: a file that is half written would be an edit of its own."""
    beside = path.with_name(f".{path.name}.tmp")
    beside.write_text(text, "utf-8")
    beside.replace(path)


def retitle(path: Path, title: str) -> None:
    text = path.read_text(encoding="utf-8")
    save(path, re.sub(r"^title:.*(\n +- .*)*$", f"title: {title}", text, count=1, flags=re.MULTILINE))


def follow(page, address: str) -> None:
    """Open a page, and wait until it hears of changes."""
    page.goto(address)
    until(page, "document.documentElement.hasAttribute('data-hears')")


#: What the picture of a page looks like, once the page was loaded anew and tells the words; it is the one that is there now.
SHOWN = """async ([words, before]) => {
  const picture = document.querySelector("main img");
  const there = picture?.complete && picture.naturalWidth > 0;
  if (performance.timeOrigin <= before || !there || !document.body.innerText.includes(words)) {
    return "";
  }
  const looks = async (image) => {
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    canvas.getContext("2d").drawImage(image, 0, 0);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Uint32Array(data.buffer).reduce((sum, pixel) => (Math.imul(sum, 31) + pixel) | 0, 7).toString();
  };
  const anew = new Image();
  anew.src = `${picture.currentSrc}?anew=${Math.random()}`;
  await anew.decode();
  const shown = await looks(picture);
  return shown === (await looks(anew)) ? shown : "";
}"""


def test_a_changed_headline_is_seen_on_the_page_and_on_its_picture(serving, page, record_property):
    follow(page, at(serving, "02/index.html"))
    looks = [until(page, SHOWN, ["", 0])]
    seconds = []
    for words in ("樱花树今春多了二百六十株", "河边又添新樱花"):
        loaded = page.evaluate("performance.timeOrigin")
        said = len(serving.said)
        retitle(serving.issue / "articles" / "02-cherry.md", words)
        started = time.perf_counter()
        looks.append(until(page, SHOWN, [words, loaded]))
        seconds.append(time.perf_counter() - started)
        serving.wait(r"updated: pages .*02", after=said)
        until(page, "document.documentElement.hasAttribute('data-hears')")
    record_property("seconds", seconds)
    assert len({*looks}) == 3


def test_the_article_shows_it_too_and_the_files_bear_no_script(serving, page):
    follow(page, at(serving, "02/02-01.html"))
    assert "老城的事" not in page.locator("h1").inner_text()
    retitle(serving.issue / "articles" / "02-oldtown.md", "老城的事居民说了算")
    expect(page.locator("h1")).to_contain_text("老城的事")
    for path in serving.out.rglob("*.html"):
        assert "/.epaper/" not in path.read_text("utf-8"), path
    # The policy of the site holds with the script of the server in it.
    policy = page.locator("meta[http-equiv=Content-Security-Policy]")
    expect(policy).to_have_attribute("content", re.compile("script-src 'self'"))


def test_a_reader_stays_at_the_place(serving, page):
    follow(page, at(serving, "02/02-01.html"))
    page.evaluate("scrollTo(0, 300)")
    until(page, "scrollY === 300")
    retitle(serving.issue / "articles" / "02-oldtown.md", "老城的事听居民的")
    # A line of the headline more or less.
    until(
        page,
        """document.querySelector("h1").innerText.includes("听居民的") && document.readyState === "complete"
        && Math.abs(scrollY - 300) < 60""",
    )


def test_an_enlarged_page_stays_enlarged_and_is_soon_sharp(serving, page):
    follow(page, at(serving, "02/index.html"))
    enlarged = "document.querySelector('[data-zoomed]') !== null"
    before = page.evaluate("""() => {
      epaperZoom.resume({ scale: 3, u: 0.7, v: 0.4 });
      return epaperZoom.place();
    }""")
    said, loaded = len(serving.said), page.evaluate("performance.timeOrigin")
    sharp = serving.out / "sample-daily" / ISSUE / "web" / "02" / "sharp.webp"
    old = sharp.read_bytes()
    with page.expect_response("**/02/sharp.webp") as answer:
        retitle(serving.issue / "articles" / "02-cherry.md", "放大了看樱花")
    assert answer.value.body() == sharp.read_bytes() != old, "the one of before the edit is not shown"
    serving.wait(r"updated: pages .*02", after=said)
    until(page, f"performance.timeOrigin > {loaded} && document.readyState === 'complete' && {enlarged}")
    after = page.evaluate("epaperZoom.place()")
    assert after["scale"] == before["scale"] == 3
    assert abs(after["u"] - before["u"]) < 0.02
    assert abs(after["v"] - before["v"]) < 0.02


def test_who_reads_an_article_that_is_renamed_is_led_to_its_page(serving, page):
    follow(page, at(serving, "03/03-10.html"))
    article = serving.issue / "articles" / "03-b2.md"
    kept = article.read_text("utf-8")
    address = page.url
    save(article, kept.replace("---\n", "---\nid: renamed\n", 1))
    try:
        page.wait_for_url("**/web/03/index.html")
        assert page.locator(".facsimile").is_visible()
        assert page.request.get(address).url.endswith("/web/03/index.html")
    finally:
        save(article, kept)


def test_a_page_that_is_not_concerned_is_left_alone(serving, page):
    follow(page, at(serving, "02/02-02.html"))
    page.evaluate("window.mark = 1")
    said = len(serving.said)
    retitle(serving.issue / "articles" / "03-b2.md", "旧衣改造展开展了")
    serving.wait(r"updated: pages .*03", after=said)
    page.wait_for_timeout(700)
    assert page.evaluate("window.mark") == 1


def test_an_error_is_told_over_the_page_that_stays_and_goes_when_it_is_mended(serving, page):
    follow(page, at(serving, "02/index.html"))
    manifest = serving.issue / "edition.yaml"
    text = manifest.read_text("utf-8")
    save(manifest, text.replace("pages:", "pages: [", 1))
    failed = page.get_by_role("alert")
    expect(failed).to_contain_text("not built")
    expect(failed.locator(".where").first).to_have_text(re.compile(r"edition\.yaml:\d+:\d+"))
    expect(failed.locator(".message").first).not_to_be_empty()
    expect(failed.locator(".hint").first).not_to_be_empty()
    # Its style sheet is let in.
    expect(failed).to_have_css("position", "fixed")
    until(
        page,
        "[...document.querySelectorAll('main img')].every((one) => one.complete && one.naturalWidth > 0)",
    )
    page.reload()
    expect(failed).to_be_visible()
    said = len(serving.said)
    save(manifest, text)
    expect(failed).to_have_count(0)
    serving.wait("mended; the pages are as they were", after=said)
    assert any("edition.yaml" in line and "M-001" in line for line in serving.complained)
    # The headline that is changed next is seen as ever.
    loaded = page.evaluate("performance.timeOrigin")
    retitle(serving.issue / "articles" / "02-cherry.md", "改好之后的樱花")
    until(page, SHOWN, ["改好之后的樱花", loaded])


def test_an_error_can_be_put_away(serving, page):
    follow(page, at(serving, "02/index.html"))
    article = serving.issue / "articles" / "02-cherry.md"
    text = article.read_text("utf-8")
    save(article, text.replace("title:", "titel:", 1))
    page.get_by_role("alert").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_have_count(0)
    save(article, text)


def test_no_service_worker_stands_between(serving, page):
    """The site's own would show what it has kept; one that a reader has from before leaves."""
    page.goto(f"{serving.address}index.html")
    until(
        page,
        """navigator.serviceWorker.getRegistrations().then(
          (all) => all.length === 0 && navigator.serviceWorker.controller === null)""",
    )


def test_ctrl_c_ends_it_quietly_while_it_builds_and_browsers_listen(tmp_path, browser):
    served = Serving(tmp_path, whole=True)
    address = served.wait(r"http://\S+?/(?=sample-daily)")[0]
    opened = browser.new_context().new_page()
    opened.goto(f"{address}sample-daily/{ISSUE}/web/index.html", timeout=PATIENCE * 1000)
    assert "/.epaper/reload.js" in opened.content(), "nothing is there yet, and the page waits"
    time.sleep(1.0)
    assert served.stop() == 130
    opened.context.close()
    assert not [line for line in served.complained if "Traceback" in line or "rror" in line], (
        served.complained
    )
    assert not [path for path in served.out.rglob("*") if path.name != ".site.lock"], "nothing is half done"
