"""The scripts of the site are typed, and what a first view loads is small."""

import shutil
import subprocess
from pathlib import Path

import pytest
from machines import DESK, PHONE

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


@pytest.mark.parametrize("path", FIRST)
@pytest.mark.parametrize("view", [DESK, PHONE], ids=["desk", "phone"])
def test_a_first_view_is_small(open_page, path, view):
    """Under 300 KB besides the picture of the page, as it is sent by a server that compresses nothing."""
    sizes = {}

    def listening(page):
        page.on("response", lambda answer: sizes.setdefault(answer.url, len(answer.body())))

    page = open_page(path, view, ready=listening)
    page.wait_for_load_state("networkidle")
    assert sum(size for url, size in sizes.items() if not url.endswith("/page.webp")) < 300_000, sizes
