"""Everybody can read it 无障碍: axe finds nothing in any kind of view, and scripts are never needed to read and walk."""

from pathlib import Path

import pytest
from machines import DESK, KIOSK, PHONE, until

AXE = (Path(__file__).parent.parent / "readers" / "node_modules" / "axe-core" / "axe.min.js").read_text(
    "utf-8"
)
VIEWS = {
    "site": "index.html",
    "search": "search.html",
    "newspaper": "yangpu-times/index.html",
    "year": "sample-daily/2024.html",
    "issue": "sample-daily/2024-03-20/web/index.html",
    "page": "sample-daily/2024-03-20/web/01/index.html",
    "article": "sample-daily/2024-03-20/web/01/01-01.html",
    "photographs": "sample-daily/2024-03-20/web/07/07-01.html",
    "document": "yangpu-times/2023-01-05/web/02/02-01.html",
}
#: Notes where the focus goes; links of a drawing have an animated address.
REACHED = """() => {
  window.reached = [];
  addEventListener("focusin", ({ target: { href } }) => reached.push(href?.baseVal ?? href ?? ""));
}"""
SCREENS = {"desk": DESK, "phone": PHONE, "machine": KIOSK}
#: What an article says without scripts, and where the one behind it is.
READ = """() => [
  document.querySelector("article h1").innerText, document.querySelector("article").innerText,
  document.querySelector("nav.turn a[rel=next]")?.href ?? null,
]"""


def found_by_axe(page):
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        (one["id"], node["html"][:120], node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing(look_at, name, screen):
    page = look_at(VIEWS[name] + ("?kiosk" if screen == "machine" else ""), SCREENS[screen])
    page.evaluate(AXE)
    assert found_by_axe(page) == []
    if screen == "desk":
        page.emulate_media(color_scheme="dark")
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        assert found_by_axe(page) == [], "at night"


def test_the_issue_is_read_and_walked_without_scripts(look_at, site):
    """The first articles are left by the link to the next one; from there on what that link names is opened."""
    page = look_at("index.html", java_script_enabled=False)
    page.locator(".pages .entries a").first.click()
    page.wait_for_url("**/01/01-01.html")
    seen = []
    for walked in range(1000):
        headline, text, following = page.evaluate(READ)
        assert headline
        assert text
        seen.append(page.url)
        if not following:
            break
        if walked < 10:
            page.locator("nav.turn a[rel=next]").click()
            page.wait_for_url(following)
        else:
            page.goto(following, wait_until="domcontentloaded")
    articles = {path.name for path in (site / "sample-daily" / "2024-03-20" / "web").glob("*/*.html")} - {
        "index.html"
    }
    assert {url.rpartition("/")[2] for url in seen} == articles
    assert len(seen) == len(articles)


@pytest.mark.parametrize("path", VIEWS.values(), ids=VIEWS)
def test_nothing_that_needs_scripts_is_shown_without_them(look_at, path):
    page = look_at(path, java_script_enabled=False)
    # A form that is sent is no script.
    shown = [one.inner_text() for one in page.locator("button:visible:not([type=submit])").all()]
    assert shown == []


def test_pages_are_walked_by_keyboard(look_at):
    page = look_at("sample-daily/2024-03-20/web/01/index.html")
    page.keyboard.press("Tab")
    until(page, "document.activeElement.className === 'skip'")
    page.keyboard.press("Enter")
    until(page, "document.activeElement.id === 'content'")
    page.evaluate(REACHED)
    for _ in range(60):
        page.keyboard.press("Tab")
    ends = {
        str(href).removeprefix("../").partition("/web/")[2] or str(href).removeprefix("../")
        for href in page.evaluate("reached")
    }
    assert {"01/01-01.html", "02/index.html"} <= ends
