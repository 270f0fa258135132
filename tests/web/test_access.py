"""Everybody can read it 无障碍: axe finds nothing in any kind of view, and scripts are never needed to read and walk."""

from pathlib import Path

import pytest
from machines import DESK, KIOSK, PHONE

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
#: Links of a drawing have an animated address.
HREF = "(({ href }) => href?.baseVal ?? href)(document.activeElement)"
SCREENS = {"desk": DESK, "phone": PHONE, "machine": KIOSK, "night": {**DESK, "color_scheme": "dark"}}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", VIEWS)
def test_axe_finds_nothing(open_page, name, screen):
    page = open_page(VIEWS[name] + ("?kiosk" if screen == "machine" else ""), SCREENS[screen])
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    told = [
        (one["id"], node["html"][:120], node["failureSummary"])
        for one in found["violations"]
        for node in one["nodes"]
    ]
    assert told == []


def test_the_issue_is_read_and_walked_without_scripts(open_page, site):
    page = open_page("index.html", java_script_enabled=False)
    page.locator(".pages .entries a").first.click()
    seen = []
    while True:
        assert page.locator("article h1").inner_text()
        assert page.locator("article").inner_text()
        seen.append(page.url)
        if not page.locator("nav.turn a[rel=next]").count():
            break
        page.locator("nav.turn a[rel=next]").click()
    articles = {path.name for path in (site / "sample-daily" / "2024-03-20" / "web").glob("*/*.html")} - {
        "index.html"
    }
    assert {url.rpartition("/")[2] for url in seen} == articles
    assert len(seen) == len(articles)


def test_nothing_that_needs_scripts_is_shown_without_them(open_page):
    for path in VIEWS.values():
        page = open_page(path, java_script_enabled=False)
        shown = [one for one in page.locator("button").all() if one.is_visible()]
        # A form that is sent is no script.
        assert [one.inner_text() for one in shown if one.get_attribute("type") != "submit"] == [], path


def test_pages_are_walked_by_keyboard(open_page):
    page = open_page("sample-daily/2024-03-20/web/01/index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(HREF))
    ends = {
        str(href).removeprefix("../").partition("/web/")[2] or str(href).removeprefix("../")
        for href in reached
    }
    assert {"01/01-01.html", "02/index.html"} <= ends
