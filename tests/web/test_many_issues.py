"""The long runs of the reading machine: what Lighthouse finds, and a site of 250 issues of eight pages."""

import json
import shutil
import statistics
import subprocess
import time
from pathlib import Path

import pytest
from many_issues import Newsroom, day_of, grow, put

from publisher.outputs.web import site as sites

READERS = Path(__file__).parent.parent / "readers"
ISSUE = "sample-daily/2024-03-20/web"
VIEWS = ("index.html", "search.html", "sample-daily/2024.html", f"{ISSUE}/index.html", f"{ISSUE}/01/index.html",
         f"{ISSUE}/01/01-01.html")  # fmt: skip
#: The least that Lighthouse may give; how fast it is depends on the machine, which may be busy.
LEAST = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
MANY, FEW = 250, 10
#: When the largest thing of a page is painted, and when its document is ready, in ms from its opening.
READY = """() => new Promise((done) => {
  const ready = () => performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd;
  new PerformanceObserver((list) => done({ painted: list.getEntries().at(-1).startTime, ready: ready() }))
    .observe({ type: "largest-contentful-paint", buffered: true });
})"""


@pytest.mark.proof
def test_lighthouse_finds_nothing_to_mend(address):
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    command = ["node", READERS / "lighthouse.mjs", chromium, *(f"{address}/{view}" for view in VIEWS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == 2 * len(VIEWS)
    for one in found:
        assert all(one["scores"][name] >= least for name, least in LEAST.items()), one


def last_comes(out, newsroom, number):
    """Return how long the site takes to learn of an issue, in s."""
    put(out, newsroom.edition(day_of(number)))
    started = time.perf_counter()
    sites.update(out, "sample-daily", day_of(number))
    taken = time.perf_counter() - started
    sites.remove(out, "sample-daily", day_of(number))
    return taken


@pytest.mark.proof
def test_a_site_of_many_issues_opens_at_once_and_grows_as_fast_as_a_small_one(
    tmp_path, browser, serve_folder
):
    newsroom, times = Newsroom(), {}
    for count in (FEW, MANY):
        # In both sites the issue that comes is the tenth of its month.
        grow(tmp_path / str(count), newsroom, range(count - 1))
    # They take turns, so that whatever else the machine does befalls both.
    for _ in range(7):
        for count in (FEW, MANY):
            times.setdefault(count, []).append(last_comes(tmp_path / str(count), newsroom, count - 1))
    few, many = (statistics.median(times[count]) for count in (FEW, MANY))
    assert many < 1.6 * few, times
    for address in serve_folder(tmp_path / str(MANY)):
        for path in ("index.html", "sample-daily/index.html", f"sample-daily/{day_of(0).year}.html"):
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{address}/{path}")
            taken = page.evaluate(READY)
            context.close()
            assert max(taken.values()) < 1000, (path, taken)
