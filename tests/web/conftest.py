"""The reading machine in a real browser: a site is built once, served, and read as on a kiosk, a phone and a desk."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import sys
import threading
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from machines import DESK, PATIENCE, stand_still
from playwright.sync_api import expect, sync_playwright

from publisher.pipeline import Request, build

if TYPE_CHECKING:
    from playwright.sync_api import Page

EDITIONS = Path(__file__).resolve().parent.parent.parent / "editions"
ISSUES = ("sample-daily/2024-03-20", "yangpu-times/2023-01-05")
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """The folder of a site with two newspapers; the processes of a run share it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "reading-machine"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (shared / "done").exists():
            for issue in ISSUES:
                build(Request(folder=EDITIONS / issue, out=shared / "site", formats=("web",)))
            (shared / "done").touch()
    return shared / "site"


class _Silent(http.server.SimpleHTTPRequestHandler):
    # A page has dozens of files, and a busy machine is slow to connect anew for each.
    protocol_version = "HTTP/1.1"

    def log_message(self, format, *args):  # noqa: A002
        pass


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request, client_address):
        # A page that is left does not wait for its files.
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def serve(folder: Path):
    """Yield the address of a folder that is served."""
    handler = functools.partial(_Silent, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def serve_folder():
    """The function that serves any folder."""
    return serve


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served."""
    yield from serve(site)


@pytest.fixture(scope="session")
def browser():
    expect.set_options(timeout=PATIENCE * 1000)
    program = next(filter(None, map(shutil.which, _CHROMIUM)))
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=[*_QUIET])
        yield launched
        launched.close()


def new_context(browser, **options):
    context = browser.new_context(**options, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(PATIENCE * 1000)
    return context


def watch(opened, base: str, wrong: list[str]) -> None:
    """Note whatever goes wrong in a page or in all of a context's, and what it asks of another host."""
    opened.on("console", lambda message: message.type == "error" and wrong.append(message.text))
    opened.on(
        "request", lambda asked: asked.url.startswith((base, "data:", "blob:")) or wrong.append(asked.url)
    )


@pytest.fixture
def open_page(browser, address):
    """Return a function that opens an address of the site in a view; nothing may go wrong in it, nor ask another host."""
    contexts = []
    wrong: list[str] = []

    def open_(path: str, view: dict = DESK, *, base: str = address, ready=None, **options) -> Page:
        context = new_context(browser, **view, **options)
        contexts.append(context)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        watch(context, base, wrong)
        page = context.new_page()
        if ready:
            ready(page)
        page.goto(f"{base}/{path}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def windows(browser, address):
    """Return a function that gives the window of a screen, in which the tests of a process look one after another."""
    opened = {}

    def window(options: dict):
        key = repr(sorted(options.items()))
        if key not in opened:
            opened[key] = new_context(browser, **options, service_workers="block")
            # While a page of the site is there the browser keeps the process in which the next one opens quickly.
            opened[key].new_page().goto(f"{address}/offline.json")
        return opened[key]

    return window


@pytest.fixture
def look_at(windows, address):
    """Return a function that opens a page as ``open_page`` does, only quicker: for tests that leave nothing behind.

    Others have looked in the same window before: files may come from its cache, and there is no service worker.
    """
    pages = []
    wrong: list[str] = []

    def look(path: str, view: dict = DESK, *, base: str = address, ready=None, **options) -> Page:
        page = windows(view | options).new_page()
        pages.append(page)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        watch(page, base, wrong)
        if ready:
            ready(page)
        page.goto(f"{base}/{path}")
        return page

    yield look
    for page in pages:
        page.close()
    assert wrong == []


@pytest.fixture
def open_still(open_page):
    """Return a function that opens a page as ``open_page`` does; no time passes on it unless the test lets it."""

    def open_(path: str, view: dict = DESK, *, ready=lambda page: None, **options) -> Page:
        def begin(page):
            stand_still(page)
            ready(page)

        return open_page(path, view, ready=begin, **options)

    return open_
