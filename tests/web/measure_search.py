"""Measure the search: what an issue adds to the index, how long putting it in takes, what a question transfers.

``PYTHONPATH=. python tests/web/measure_search.py`` prints the figures that ``docs/reading-machine.md`` shows.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from conftest import _CHROMIUM, _QUIET, serve
from many_issues import Newsroom, day_of, grow, put
from playwright.sync_api import sync_playwright

from publisher.outputs.web import site

_WATCH = """
new MutationObserver(() => {
  if (!window.firstResult && document.querySelector('.results li')) { window.firstResult = performance.now(); }
}).observe(document, {childList: true, subtree: true});
"""
_READ = """
() => {
  const read = performance.getEntriesByType('resource').filter((one) => /\\/search\\/|text\\.js/.test(one.name));
  const status = document.querySelector('[data-status]').textContent;
  const bytes = (all) => Math.round(all.reduce((sum, one) => sum + one.encodedBodySize, 0) / 1000);
  return status && {
    status, first: Math.round(window.firstResult ?? 0), all: Math.round(performance.now()), files: read.length,
    index: bytes(read.filter((one) => !/text/.test(one.name))), text: bytes(read.filter((one) => /text/.test(one.name))),
  };
}
"""
_RARE = "榴莲裁缝"
_TURNS = 10


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def adding(sites: list[Path], newsroom: Newsroom, counts: list[int]) -> None:
    """Print how long the last issue takes to come and to go in each site; they take turns, for the machine is never quiet."""
    came: dict[Path, list[float]] = {out: [] for out in sites}
    went: dict[Path, list[float]] = {out: [] for out in sites}
    for turn in range(_TURNS):
        for out, count in list(zip(sites, counts, strict=True))[:: 1 if turn % 2 else -1]:
            day = day_of(count - 1)
            put(out, newsroom.edition(day))
            started = time.perf_counter()
            site.update(out, "sample-daily", day)
            came[out].append(time.perf_counter() - started)
            if turn < _TURNS - 1:
                started = time.perf_counter()
                site.remove(out, "sample-daily", day)
                went[out].append(time.perf_counter() - started)
    for out, count in zip(sites, counts, strict=True):
        coming, going = statistics.median(came[out]), statistics.median(went[out])
        _say(
            f"{count} issues: one comes in {coming:.3f} s (at best {min(came[out]):.3f}), "
            f"goes in {going:.3f} s (at best {min(went[out]):.3f})"
        )


def main() -> None:
    newsroom = Newsroom()
    folder = Path(tempfile.mkdtemp())
    # In both sites the issue that comes is the tenth of its month.
    counts = [10, 250]
    sites = [folder / str(count) for count in counts]
    for out, count in zip(sites, counts, strict=True):
        grow(out, newsroom, range(count - 1), {0: f"他说：“{_RARE}。”榴莲好吃，请裁缝来。"})
    adding(sites, newsroom, counts)
    out, count = sites[-1], counts[-1]
    files = [path.stat().st_size for path in (out / "search").rglob("*.js")]
    _say(
        f"index of {count} issues: {sum(files) / 1e6:.1f} MB in {len(files)} files, {sum(files) / count / 1e3:.0f} KB an issue"
    )
    program = next(filter(None, map(shutil.which, _CHROMIUM)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*_QUIET])
        for asked in (_RARE, "人民城市", "生产安全", "市", "2023", "开放 驿站"):
            for address in serve(out):
                context = browser.new_context(service_workers="block")
                context.add_init_script(_WATCH)
                page = context.new_page()
                page.goto(f"{address}/search.html?q={quote(asked)}")
                while not (figures := page.evaluate(_READ)):
                    page.wait_for_timeout(20)
                _say(asked, figures)
                context.close()
        browser.close()
    if "--keep" in sys.argv:
        _say(out)
    else:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
