"""The reading machine in a hall 阅报屏: large targets, no way out, back to its front when nobody reads."""

import shutil

import pytest
from machines import KIOSK, stand_still, until
from playwright.sync_api import expect

from publisher.outputs.web import site as sites

VIEWS = ("index.html", "sample-daily/2024.html", "sample-daily/2024-03-20/web/index.html",
         "sample-daily/2024-03-20/web/01/index.html", "sample-daily/2024-03-20/web/01/01-01.html")  # fmt: skip
#: Targets within a line of text are excepted, as in WCAG 2.5.8; so are the areas of a picture, which zooms.
SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((one) => {
  const box = one.getBoundingClientRect();
  const seen = box.width > 0 && getComputedStyle(one).visibility === "visible";
  const inText = one.closest(".text, .notes, figcaption, svg") !== null;
  return seen && !inText && (box.width < 59.5 || box.height < 59.5);
}).map((one) => `${one.outerHTML.slice(0, 90)} ${one.getBoundingClientRect().width}x${one.getBoundingClientRect().height}`)"""

SIZES = "(all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize))"


@pytest.fixture
def machine(look_at, open_page):
    """Return a function that starts a machine; one with a time of its own, or anything else of its own, is new."""

    def started(path="index.html", seconds="", **options):
        open_ = open_page if options else look_at
        return open_(f"{path}?kiosk{seconds and f'={seconds}'}", KIOSK, **options)

    return started


@pytest.mark.parametrize("path", VIEWS)
def test_targets_are_large_and_text_is_18_points(machine, path):
    page = machine(path)
    assert page.evaluate(SMALL) == []
    assert all(size >= 24 for size in page.locator(".text p, .entries .name").evaluate_all(SIZES))
    assert page.evaluate("document.documentElement.scrollWidth") <= 1080


def test_marks_of_notes_are_found_by_a_finger(machine):
    page = machine("sample-daily/2024-03-20/web/06/06-05.html")
    missed = page.evaluate("""() => [...document.querySelectorAll("a.noteref, a.mark")].filter((mark) => {
      mark.scrollIntoView({ block: "center" });
      const box = mark.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      return [[-29, 0], [29, 0], [0, -29], [0, 29]].some(([dx, dy]) => document.elementFromPoint(x + dx, y + dy) !== mark);
    }).length""")
    assert page.locator("a.noteref").count() == page.locator("a.mark").count() == 3
    assert missed == 0
    assert min(page.locator(".notes p").evaluate_all(SIZES)) >= 24


def test_every_page_that_is_reached_is_on_the_machine(machine):
    page = machine()
    page.locator(".entries a").first.click()
    page.wait_for_url("**/01/01-01.html")
    assert page.locator("html[data-kiosk]").count() == 1
    page.get_by_role("button", name="首页").click()
    page.wait_for_url("**/index.html?kiosk")


def test_nothing_leads_out(machine):
    page = machine("sample-daily/2024-03-20/web/01/index.html")
    assert page.locator(".pdf a:visible").count() == 0
    hrefs = page.evaluate(
        "[...document.querySelectorAll('a[href]')].map((a) => new URL(a.getAttribute('href'), location.href).href)"
    )
    assert [href for href in hrefs if "/sample-daily/" not in href and "index.html" not in href] == []
    page.evaluate("""() => {
      const link = document.createElement("a");
      link.href = "https://example.org/"; link.id = "out"; link.textContent = "out";
      document.querySelector("main").prepend(link);
    }""")
    before = page.url
    page.locator("#out").click()
    page.wait_for_timeout(300)
    assert page.url == before
    blocked = page.evaluate("""() => ["contextmenu", "dragstart"].map((kind) =>
      document.querySelector("main").dispatchEvent(new Event(kind, { bubbles: true, cancelable: true })))""")
    assert blocked == [False, False]


@pytest.mark.parametrize("path", ["01/01-03.html", "01/index.html"])
def test_one_that_begins_within_an_issue_finds_its_newspapers_front(machine, address, path):
    """Somebody has set the wrong address in the hall; the next morning's issue must be seen all the same."""
    page = machine(f"sample-daily/2024-03-20/web/{path}", seconds=30, ready=stand_still)
    page.clock.run_for(31_000)
    page.wait_for_url("**/sample-daily/2024-03-20/web/index.html?kiosk=30")
    assert (
        page.evaluate("document.documentElement.dataset.kiosk")
        == f"{address}/sample-daily/index.html?kiosk=30"
    )
    page.locator(".entries a").first.click()
    page.wait_for_url("**/01/01-01.html")
    page.get_by_role("button", name="首页").click()
    page.wait_for_url("**/sample-daily/index.html?kiosk=30")
    page.locator(".entries a").first.click()
    page.wait_for_url("**/01/01-01.html")


def test_a_calendar_and_a_search_lead_to_the_front_of_the_site(machine, address):
    for path in ("sample-daily/2024.html", "search.html"):
        page = machine(path, seconds=45, ready=lambda _: None)
        assert page.evaluate("document.documentElement.dataset.kiosk") == f"{address}/index.html?kiosk=45"


def test_what_leads_out_does_not_look_as_if_it_led_anywhere(machine):
    page = machine("sample-daily/2024-03-20/web/01/index.html")
    looks = page.evaluate("""() => {
      const link = document.querySelector("main").appendChild(document.createElement("a"));
      link.textContent = "out";
      return [getComputedStyle(link).textDecorationLine, getComputedStyle(link).cursor];
    }""")
    assert looks == ["none", "default"]


def test_it_asks_and_goes_back_when_nobody_reads(machine):
    page = machine(seconds=30, ready=stand_still)
    page.locator(".entries a").first.click()
    page.wait_for_url("**/01/01-01.html")
    page.evaluate("localStorage.setItem('epaper-type-size', '6')")
    page.clock.run_for(22_000)
    asking = page.locator("[data-idle]")
    expect(asking).to_be_visible()
    asking.locator("button").tap()
    page.clock.run_for(1_000)
    expect(asking).to_be_hidden()
    page.clock.run_for(20_000)
    assert "01-01.html" in page.url
    page.clock.run_for(11_000)
    page.wait_for_url("**/index.html?kiosk=30")
    assert page.evaluate("localStorage.length") == 0


def test_it_goes_back_where_the_browser_has_no_voices(machine):
    def ready(page):
        stand_still(page)
        page.add_init_script("delete window.speechSynthesis")

    page = machine(seconds=30, ready=ready)
    page.locator(".entries a").first.click()
    page.wait_for_url("**/01/01-01.html")
    page.clock.run_for(31_000)
    page.wait_for_url("**/index.html?kiosk=30")


#: A clock that can be set forward from within: a page that waits for another one hears nothing from a test.
AHEAD = """
const now = Date.now;
window.ahead = 0;
Date.now = () => now() + ahead * 1000;
"""
#: Nobody has read for 31 seconds; two seconds later the page that was asked for has had 20, and that is noted.
IMPATIENT = """() => {
  ahead = 31;
  setTimeout(() => {
    ahead = 31 + 20;
    sessionStorage.setItem("late", "yes");
  }, 2000);
}"""


def test_a_slow_front_page_is_not_asked_for_again_and_again(machine):
    page = machine(seconds=30, service_workers="block", ready=lambda page: page.add_init_script(AHEAD))
    page.locator(".entries a").first.click()
    page.wait_for_url("**/01/01-01.html")
    asked = []

    def answer(route):
        asked.append(route)
        if len(asked) > 1:
            route.continue_()

    page.route("**/index.html?kiosk=30", answer)
    page.evaluate(IMPATIENT)
    page.wait_for_url("**/index.html?kiosk=30")
    assert len(asked) == 2
    assert page.evaluate("sessionStorage.getItem('late')") == "yes", "it was patient for 20 seconds"


@pytest.fixture
def small(site, serve_folder, tmp_path):
    """Where a site of one newspaper is served: a machine keeps it in a second or two."""
    shutil.copytree(site / "yangpu-times", tmp_path / "site" / "yangpu-times")
    sites.rebuild(tmp_path / "site", {})
    yield from serve_folder(tmp_path / "site")


def test_it_recovers_where_a_page_is_gone_and_where_there_is_no_network(browser, small):
    context = browser.new_context(**KIOSK, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{small}/index.html?kiosk")
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "caches.open('epaper-kept').then((c) => c.match('offline.json')).then(Boolean)")
    # What somebody has looked for is no front, though it opens like one.
    page.goto(f"{small}/search.html?q=路灯")
    until(page, "navigator.serviceWorker.controller !== null")
    page.wait_for_timeout(300)
    page.goto(f"{small}/yangpu-times/1999-01-01/web/index.html")
    page.wait_for_url("**/index.html?kiosk")
    context.set_offline(True)
    page.goto(f"{small}/yangpu-times/2023-01-05/web/02/index.html")
    assert page.locator("h1").inner_text().startswith("第02版")
    assert page.evaluate("document.images[0].complete && document.images[0].naturalWidth > 0")
    page.goto(f"{small}/nowhere.html")
    page.wait_for_url("**/index.html?kiosk")
    context.close()


def test_a_reader_finds_again_what_was_opened_first(browser, address):
    """The page was there before the worker that keeps pages."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/sample-daily/index.html")
    for name in ("sample-daily/index.html", "sample-daily/assets/web.css"):
        until(page, f"caches.open('epaper-read').then((c) => c.match('{address}/{name}')).then(Boolean)")
    context.set_offline(True)
    page.goto(f"{address}/sample-daily/index.html")
    assert page.locator(".entries a").count() > 8
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    context.close()
