"""The scripts of the site are typed, and what a first view loads is small."""

import shutil
import subprocess
from pathlib import Path

import pytest
from machines import VIEWS, comes_true, next_frame

ROOT = Path(__file__).resolve().parent.parent.parent
TSC = ROOT / "tests" / "readers" / "node_modules" / "typescript" / "bin" / "tsc"
STRICT = ("--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2022")
ISSUE = "sample-daily/2024-03-20/web"
FIRST = (
    "index.html",
    "search.html",
    "sample-daily/2024.html",
    f"{ISSUE}/01/index.html",
    f"{ISSUE}/01/01-01.html",
)
#: The addresses and sizes of whatever a page has loaded, and of itself.
SENT = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .map((one) => [one.name, one.decodedBodySize])"""
SCRIPTS = sorted((ROOT / "styles" / "web").glob("*.js"))


def checked(*files, libraries):
    command = [shutil.which("node"), TSC, *STRICT, "--lib", libraries, *files]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_scripts_are_typed():
    pages = [path for path in SCRIPTS if path.name != "sw.js"]
    done = checked(*pages, libraries="es2022,dom,dom.iterable")
    assert done.returncode == 0, done.stdout
    done = checked(ROOT / "styles" / "web" / "sw.js", libraries="es2022,webworker")
    assert done.returncode == 0, done.stdout


def test_a_wrong_type_would_be_noticed(tmp_path):
    wrong = tmp_path / "wrong.js"
    wrong.write_text("document.title = 3;\n")
    assert checked(wrong, libraries="es2022,dom").returncode != 0


@pytest.mark.parametrize("screen", VIEWS)
@pytest.mark.parametrize("path", FIRST)
def test_a_first_view_is_small(open_page, path, screen):
    """Under 300 KB besides the picture of the page, as it is sent by a server that compresses nothing."""
    asked, ended = [], []

    def listen(page):
        page.on("request", lambda request: asked.append(request.url))
        page.on("requestfinished", lambda request: ended.append(request.url))

    page = open_page(path, VIEWS[screen], ready=listen)
    # What is loaded late is asked for when the page is drawn.
    next_frame(page)
    comes_true(page, lambda: len(ended) == len(asked))
    sizes = dict(page.evaluate(SENT))
    assert len(sizes) == len({*asked})
    assert sum(size for url, size in sizes.items() if not url.endswith("/page.webp")) < 300_000, sizes
