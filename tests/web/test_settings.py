"""The reader's settings 阅读设置: type, line spacing, themes, and reading by the screenful on e-ink."""

import pytest
from machines import PHONE, VIEWS, next_frame, until
from playwright.sync_api import expect
from test_access import AXE

ISSUE = "sample-daily/2024-03-20/web"
FIRST, SECOND, THIRD = (f"{ISSUE}/01/01-0{at}.html" for at in (1, 2, 3))
PHOTOS = f"{ISSUE}/07/07-01.html"
THEMES = {
    "日间": ("day", "rgb(251, 250, 247)"),
    "夜间": ("night", "rgb(22, 22, 20)"),
    "护眼": ("sepia", "rgb(243, 233, 210)"),
    "墨水屏": ("eink", "rgb(255, 255, 255)"),
}
DENIED = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}"""


def size(page) -> float:
    return page.locator(".story").evaluate("(node) => Number.parseFloat(getComputedStyle(node).fontSize)")


def theme(page) -> str:
    return page.evaluate("document.documentElement.dataset.theme")


def ground(page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def settings(page):
    page.get_by_text("阅读设置").click()
    return page.locator(".panel")


def pick(panel, name: str) -> None:
    panel.get_by_role("radio", name=name, exact=True).check()


# Settings 阅读设置


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_the_type_grows_in_steps_and_stays_so(open_page, view):
    page = open_page(FIRST, view)
    larger = page.locator("[data-step='1']")
    assert size(page) == 18
    sizes = []
    for _ in range(5):
        larger.click()
        sizes.append(size(page))
    assert sizes == [20, 24, 28, 32, 40]
    larger.click(force=True)
    assert size(page) == 40
    assert larger.get_attribute("aria-disabled") == "true"
    assert page.locator(".size output").inner_text() == "40"
    # Where something is too wide, a phone makes its window wider.
    assert page.evaluate("document.documentElement.scrollWidth") == view["viewport"]["width"]
    page.reload()
    assert size(page) == 40
    page.locator(".turn a[rel=next]").click()
    page.wait_for_url("**/01-02.html")
    assert size(page) == 40
    settings(page).get_by_role("button", name="恢复默认").click()
    assert size(page) == 18


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_themes_hold_for_all_pages_of_the_site(open_page, address, view):
    page = open_page(FIRST, view)
    panel = settings(page)
    for name, (key, colour) in THEMES.items():
        pick(panel, name)
        assert (theme(page), ground(page)) == (key, colour)
    pick(panel, "夜间")
    for path in ("index.html", f"{ISSUE}/index.html", f"{ISSUE}/01/index.html", "sample-daily/2024.html"):
        page.goto(f"{address}/{path}")
        assert ground(page) == THEMES["夜间"][1]


def test_line_spacing_has_three_steps(open_page):
    page = open_page(FIRST)
    panel = settings(page)
    found = []
    for name in ("紧凑", "适中", "宽松"):
        pick(panel, name)
        found.append(
            page.locator(".text p").first.evaluate(
                "(node) => Number.parseFloat(getComputedStyle(node).lineHeight)"
            )
        )
    assert found == pytest.approx([18 * 1.6, 18 * 1.85, 18 * 2.15])


def test_settings_are_made_by_keyboard_and_said(open_page):
    page = open_page(FIRST)
    page.locator(".settings summary").focus()
    page.keyboard.press("Enter")
    chosen = page.get_by_role("radio", name="跟随系统")
    assert page.get_by_role("group", name="主题").get_by_role("radio").count() == 5
    assert chosen.is_checked()
    chosen.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="夜间").is_checked()
    assert theme(page) == "night"
    # The arrows that chose did not turn to the next article.
    assert page.url.endswith("01-01.html")
    page.keyboard.press("Escape")
    assert page.locator(".panel").is_hidden()
    assert page.evaluate("document.activeElement.localName") == "summary"
    assert page.locator(".size output").get_attribute("aria-live") == "polite"


def test_a_touch_beside_the_panel_closes_it(open_page):
    page = open_page(FIRST, PHONE)
    settings(page)
    page.locator("h1").tap()
    expect(page.locator(".panel")).to_be_hidden()


def test_settings_hold_on_the_page_where_storage_is_denied(open_page):
    page = open_page(FIRST, ready=lambda page: page.add_init_script(DENIED))
    pick(settings(page), "护眼")
    page.locator("[data-step='1']").click()
    assert (theme(page), size(page)) == ("sepia", 20)


def test_settings_are_there_before_anything_is_painted(open_page):
    page = open_page(FIRST)
    page.evaluate("localStorage.setItem('epaper-theme', 'night')")
    scripts = page.locator("head script[src]").evaluate_all(
        "(all) => all.map((one) => [one.getAttribute('src'), one.defer])"
    )
    assert scripts == [["../settings.js", False], ["../web.js", True]]
    order = page.locator("head > *").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('src') ?? one.rel)"
    )
    assert order.index("../settings.js") < order.index("stylesheet")


def test_the_text_being_read_stays_where_it_is(open_page):
    page = open_page(FIRST, PHONE)
    block = page.locator(".text p").nth(3)
    block.evaluate("(node) => scrollTo(0, node.getBoundingClientRect().top + scrollY)")
    next_frame(page)
    for _ in range(3):
        page.evaluate("document.querySelector(\"[data-step='1']\").click()")
        next_frame(page)
        assert abs(block.evaluate("(node) => node.getBoundingClientRect().top")) < 3


@pytest.mark.parametrize("name", THEMES)
def test_axe_finds_nothing_in_any_theme_with_all_open(open_page, name):
    page = open_page(PHOTOS)
    page.get_by_text("引用", exact=True).click()
    pick(settings(page), name)
    page.evaluate("document.querySelector('.player').hidden = false")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")["violations"]
    assert [
        (one["id"], node["html"][:200], node["failureSummary"]) for one in found for node in one["nodes"]
    ] == []


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_controls_are_44_pixels_at_least(open_page, view):
    page = open_page(FIRST, view)
    settings(page)
    page.evaluate(
        "document.querySelector('.player').hidden = false; document.querySelector('.citing').open = true"
    )
    kinds = ".own button, .own summary, .panel :is(label, button), .player :is(button, label)"
    kinds += ", .actions :is(button, summary), .steps a, .turn a"
    boxes = page.locator(kinds).evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().toJSON())"
    )
    small = [box for box in boxes if box["height"] and min(box["width"], box["height"]) < 43.5]
    assert len(boxes) > 30
    assert small == []


# E-ink 墨水屏


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_e_ink_is_read_by_the_screenful(open_page, view):
    page = open_page(THIRD, view)
    page.evaluate("epaper.choose('theme', 'eink')")
    on = page.locator("[data-screen='1']")
    expect(page.get_by_role("button", name="下一屏")).to_be_visible()
    last = 0.0
    for _ in range(40):
        if on.inner_text() == "下一篇":
            break
        on.click()
        # The button says with the next frame whether it leads on to the next article.
        next_frame(page)
        now = page.evaluate("scrollY")
        # No line is skipped: what stood at the foot of one screen stands on the next.
        assert (
            last
            < now
            <= last + page.evaluate("innerHeight - document.querySelector('.screens').offsetHeight")
        )
        last = now
    assert on.inner_text() == "下一篇"
    page.get_by_role("button", name="上一屏").click()
    until(page, f"scrollY < {last}")
    on.click()
    until(page, "document.querySelector(\"[data-screen='1']\").textContent === '下一篇'")
    on.click()
    page.wait_for_url("**/01-04.html")
    assert page.evaluate("getComputedStyle(document.querySelector('.screens')).display") == "flex"


def test_other_themes_have_no_screens(open_page):
    assert open_page(FIRST).locator(".screens").is_hidden()
