"""Zooming the page view 缩放: by button, wheel, key, click and finger, to its limits and back; an enlarged page is moved.

What two clicks mean is a matter of time. On these pages it passes only as the tests say.
"""

import pytest
from machines import KIOSK, PHONE, VIEWS, Fingers, until

EDITION = "yangpu-times/2023-01-05/web"
FIRST, SECOND = f"{EDITION}/01/index.html", f"{EDITION}/02/index.html"
EVERY_VIEW = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
TOUCH = pytest.mark.parametrize("view", [KIOSK, PHONE], ids=["kiosk", "phone"])

#: Where a point of the page in pt is in the window.
WHERE = """([x, y]) => {
  const at = new DOMPoint(x, y).matrixTransform(document.querySelector(".areas").getScreenCTM());
  return [at.x, at.y];
}"""
SCALE = "document.querySelector('.areas').getScreenCTM().a"
WIDTH = "document.querySelector('.facsimile img').getBoundingClientRect().width"
#: Milliseconds after which a zoom has come to rest, and a click that was not followed by another has opened its article.
GLIDE, OPENING = 250, 600


def button(page, name):
    return page.get_by_role("button", name=name)


def enlarge(page, times=1):
    for _ in range(times):
        button(page, "放大").click()
        page.clock.run_for(GLIDE)


def press(page, key):
    page.keyboard.press(key)
    page.clock.run_for(GLIDE)


def is_zoomed(page):
    return page.locator(".stage[data-zoomed]").count() == 1


@EVERY_VIEW
def test_buttons_zoom(open_still, view):
    page = open_still(FIRST, view)
    smaller, whole = button(page, "缩小"), button(page, "整版")
    assert smaller.is_disabled()
    assert whole.is_disabled()
    width = page.evaluate(WIDTH)
    enlarge(page, 3)
    wide = page.evaluate(SCALE)
    smaller.click()
    page.clock.run_for(GLIDE)
    assert page.evaluate(SCALE) == pytest.approx(wide / 1.5, rel=0.01)
    assert page.evaluate("document.documentElement.scrollWidth") == view["viewport"]["width"]
    whole.click()
    page.clock.run_for(GLIDE)
    assert page.evaluate(WIDTH) == width
    assert not is_zoomed(page)


def test_zooming_stops_at_its_limits(open_still):
    page = open_still(FIRST)
    larger = button(page, "放大")
    # 1.5 to the sixth is more than 8.
    enlarge(page, 5)
    assert larger.is_enabled()
    enlarge(page)
    assert larger.is_disabled()
    press(page, "0")
    assert larger.is_enabled()


def test_the_wheel_zooms_about_the_pointer(open_still):
    page = open_still(FIRST)
    point = (500.0, 400.0)
    before, scale = page.evaluate(WHERE, point), page.evaluate(SCALE)
    page.mouse.move(*before)
    for _ in range(4):
        page.mouse.wheel(0, -120)
    until(page, f"{SCALE} > {2.5 * scale}")
    assert page.evaluate(WHERE, point) == pytest.approx(before, abs=3)
    for _ in range(8):
        page.mouse.wheel(0, 120)
    until(page, "!document.querySelector('.stage[data-zoomed]')")
    assert page.evaluate(WHERE, point) == pytest.approx(before, abs=1)


def test_keys_zoom_and_move_an_enlarged_page(open_still):
    page = open_still(SECOND)
    for _ in range(3):
        press(page, "+")
    before = page.evaluate("document.querySelector('.stage').scrollLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.querySelector('.stage').scrollLeft") == pytest.approx(before + 80, abs=1)
    assert page.url.endswith(SECOND)
    press(page, "0")
    assert not is_zoomed(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/web/03/index.html")


def test_the_page_is_turned_while_it_is_still_getting_smaller(open_still):
    page = open_still(SECOND)
    for _ in range(3):
        press(page, "+")
    page.keyboard.press("0")
    assert is_zoomed(page)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/web/03/index.html")


def test_an_enlarged_page_that_is_narrower_than_its_stage_is_turned(open_still):
    page = open_still(SECOND)
    for key, number in (("ArrowRight", 3), ("ArrowLeft", 2)):
        enlarge(page)
        assert is_zoomed(page)
        page.keyboard.press(key)
        page.wait_for_url(f"**/web/{number:02d}/index.html")


def test_a_double_click_zooms_there_and_back(open_still):
    page = open_still(SECOND)
    point = (400.0, 600.0)
    before = page.evaluate(WHERE, point)
    page.mouse.dblclick(*before)
    page.clock.run_for(GLIDE)
    assert is_zoomed(page)
    assert page.evaluate(WHERE, point) == pytest.approx(before, abs=3)
    page.mouse.dblclick(*before)
    page.clock.run_for(OPENING)
    assert not is_zoomed(page)
    assert page.url.endswith(SECOND), "two clicks open no article"


def test_an_enlarged_page_is_dragged_and_still_opens_articles(open_still):
    page = open_still(SECOND)
    x, y = page.evaluate(WHERE, (400.0, 600.0))
    page.mouse.dblclick(x, y)
    page.clock.run_for(GLIDE)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 50, y - 40, steps=5)
    page.mouse.move(x - 120, y - 90, steps=5)
    page.mouse.up()
    assert page.evaluate(WHERE, (400.0, 600.0)) == pytest.approx((x - 120, y - 90), abs=3)
    page.clock.run_for(OPENING)
    assert page.url.endswith(SECOND), "a drag is no click"
    page.mouse.click(x, y)
    page.clock.run_for(OPENING)
    page.wait_for_url("**/web/02/02-01.html")


@TOUCH
def test_two_fingers_zoom_and_one_moves(open_still, view):
    page = open_still(SECOND, view)
    fingers = Fingers(page)
    x, y = page.evaluate(WHERE, (400.0, 500.0))
    before = page.evaluate(SCALE)
    fingers.draw(((x - 30, y - 30), (x - 90, y - 90)), ((x + 30, y + 30), (x + 90, y + 90)))
    assert page.evaluate(SCALE) == pytest.approx(3 * before, rel=0.05)
    assert page.evaluate(WHERE, (400.0, 500.0)) == pytest.approx((x, y), abs=6)
    fingers.draw(((x, y), (x - 70, y - 50)))
    moved_x, moved_y = page.evaluate(WHERE, (400.0, 500.0))
    page.clock.run_for(1200)
    glided_x, glided_y = page.evaluate(WHERE, (400.0, 500.0))
    assert glided_x < moved_x <= x - 65
    assert glided_y < moved_y <= y - 45
    assert page.url.endswith(SECOND), "it is no swipe"
    fingers.draw(((x - 120, y), (x - 20, y)), ((x + 120, y), (x + 20, y)))
    assert not is_zoomed(page)
    assert page.evaluate("visualViewport.scale") == 1


@TOUCH
def test_a_double_tap_zooms(open_still, view):
    page = open_still(SECOND, view)
    x, y = page.evaluate(WHERE, (400.0, 500.0))
    # A tap becomes a click when the browser comes to it, which may be after the finger has gone.
    page.evaluate("window.clicks = 0; addEventListener('click', () => { clicks += 1; })")
    for count in (1, 2):
        page.touchscreen.tap(x, y)
        until(page, f"clicks === {count}")
        page.clock.run_for(100)
    page.clock.run_for(OPENING)
    assert is_zoomed(page)
    assert page.url.endswith(SECOND)


@EVERY_VIEW
def test_the_sharp_picture_comes_with_zooming(open_still, view):
    asked = []

    def listen(page):
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))

    page = open_still("sample-daily/2024-03-20/web/01/index.html", view, ready=listen)
    assert "page.webp" in asked
    assert "sharp.webp" not in asked
    enlarge(page, 4)
    until(page, "document.querySelector('.facsimile img').naturalWidth === 2800")
    assert "sharp.webp" in asked


def test_motion_is_left_out_where_it_is_unwanted(open_still):
    page = open_still(FIRST, reduced_motion="reduce")
    button(page, "放大").click()
    ratio = page.evaluate(
        "document.querySelector('.facsimile').clientHeight / document.querySelector('.stage').clientHeight"
    )
    assert 1.4 < ratio < 1.5
