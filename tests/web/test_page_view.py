"""The page view 版面图: hot areas as the layout has them, headlines beside it, turning by finger and key, without scripts."""

import re
from pathlib import Path

import pytest
from machines import DESK, KIOSK, PHONE, VIEWS, Fingers, until
from making import article, edition, paragraphs, picture
from PIL import Image as Pillow
from playwright.sync_api import expect

from publisher.labels import labels
from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import RuleBox
from publisher.manifest import load
from publisher.model import Ad, Page
from publisher.outputs import web
from publisher.outputs.web.outlines import boxes
from publisher.outputs.web.plan import plan

EDITIONS = Path(__file__).resolve().parent.parent.parent / "editions"
EDITION = "yangpu-times/2023-01-05"
FIRST = f"{EDITION}/web/01/index.html"
SECOND = f"{EDITION}/web/02/index.html"
LAST = f"{EDITION}/web/04/index.html"
EVERY_VIEW = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
TOUCH = pytest.mark.parametrize("view", [KIOSK, PHONE], ids=["kiosk", "phone"])

#: Addresses of the articles at points of the page in pt, as a click there would find them.
AT = """points => {
  const areas = document.querySelector(".areas");
  areas.scrollIntoView({ block: "nearest" });
  return points.map(([x, y]) => {
    const at = new DOMPoint(x, y).matrixTransform(areas.getScreenCTM());
    return document.elementFromPoint(at.x, at.y)?.closest(".areas a")?.getAttribute("href") ?? null;
  });
}"""
#: Where a point of the page in pt is in the window.
WHERE = """([x, y]) => {
  const at = new DOMPoint(x, y).matrixTransform(document.querySelector(".areas").getScreenCTM());
  return [at.x, at.y];
}"""


def middles(module):
    """Return the middle of every box of a module that is read or looked at."""
    return [
        (box.x + box.width / 2, box.y + box.height / 2)
        for element in module.elements
        if not isinstance(element, RuleBox)
        for box in boxes(element)
    ]


def assert_areas_are_the_layout(page, made, addresses):
    """Hold that whatever stands on a page opens its own article."""
    points = {module: middles(module) for module in made.modules}
    assert all(points.values())
    wanted = [f"../{addresses[module.article_id]}" for module, found in points.items() for _ in found]
    assert page.evaluate(AT, [point for found in points.values() for point in found]) == wanted


@pytest.fixture(scope="session")
def shaped(tmp_path_factory):
    """A site of an L-shaped article around an advertisement, and one that jumps; with the issue and where its articles are."""
    folder = tmp_path_factory.mktemp("shaped")
    around = Page(
        number=1,
        name="专版",
        articles=(article("01-01", *[230] * 14, title="绕过广告的文章"),),
        ads=(Ad(image=picture(folder, 400, 300), size="quarter"),),
    )
    long = Page(number=2, name="要闻", articles=(article("02-01", *[400] * 20, title="转版的文章"),))
    made = edition(folder=folder, made=(around, long))
    issue = make_up_issue(made)
    blank = folder / "page.png"
    Pillow.new("RGB", (1595, 2304), "white").save(blank)
    web.write(made, issue, folder / "site/web", {page.number: blank.read_bytes() for page in issue.pages})
    return folder / "site", issue, {"01-01": "01/01-01.html", "02-01": "02/02-01.html"}


@pytest.fixture(scope="session")
def shaped_address(shaped, serve_folder):
    yield from serve_folder(shaped[0])


def test_hot_areas_are_where_the_articles_are_printed(look_at, address):
    made = load(EDITIONS / EDITION).edition
    issue = make_up_issue(made)
    planned = plan(made, issue, labels(made.publication.language))
    addresses = {entry.article.id: entry.address for entry in planned.articles}
    for view in (KIOSK, DESK):
        page = look_at(FIRST, view)
        for made_page in issue.pages:
            page.goto(f"{address}/{EDITION}/web/{made_page.number:02d}/index.html")
            assert_areas_are_the_layout(page, made_page, addresses)


@EVERY_VIEW
def test_an_l_leaves_out_the_advertisement_in_its_corner(look_at, shaped, shaped_address, view):
    _, issue, addresses = shaped
    made = issue.pages[0]
    page = look_at("web/01/index.html", view, base=shaped_address)
    (module,) = made.modules
    assert_areas_are_the_layout(page, made, addresses)
    (notch,) = (box for box in made.furniture if getattr(box, "role", "") == "ad-frame")
    assert module.rect.x < notch.x < module.rect.x + module.rect.width
    assert module.rect.y < notch.y < module.rect.y + module.rect.height
    inner = [
        (notch.x + notch.width * u, notch.y + notch.height * v)
        for u in (0.01, 0.5, 0.99)
        for v in (0.01, 0.5, 0.99)
    ]
    assert page.evaluate(AT, inner) == [None] * len(inner)
    assert page.locator(".areas path").get_attribute("d").count("H") == 3


def test_each_part_of_an_article_that_jumps_is_its_area(look_at, shaped, shaped_address):
    _, issue, addresses = shaped
    parts = [
        (made, module) for made in issue.pages for module in made.modules if module.article_id == "02-01"
    ]
    assert [bool(module.continued_from) for _, module in parts] == [False, True]
    for made, module in parts:
        page = look_at(f"web/{made.number:02d}/index.html", base=shaped_address)
        assert_areas_are_the_layout(page, made, addresses)
        label = page.locator(f".areas #area-{made.modules.index(module) + 1}").get_attribute("aria-label")
        assert label == ("转版的文章 上接第02版" if module.continued_from else "转版的文章")


@EVERY_VIEW
def test_a_tap_opens_the_article(look_at, view):
    page = look_at(FIRST, view)
    area = page.locator(".areas a").nth(1)
    address = area.get_attribute("href")
    area.tap() if view.get("has_touch") else area.click()
    page.wait_for_url(f"**/web/{address[3:]}")


def test_enter_opens_the_article_and_focus_tells_its_headline(look_at):
    page = look_at(FIRST)
    page.locator(".turn a").last.focus()
    page.keyboard.press("Tab")
    area = page.locator(".areas a").first
    assert area.evaluate("area => area.matches(':focus-visible')")
    expect(page.locator(".page > .label")).to_have_text(area.get_attribute("aria-label"))
    address = area.get_attribute("href")
    expect(page.locator(".entries a.lit")).to_have_attribute("href", address)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/web/{address[3:]}")


def test_areas_and_headlines_light_each_other_up(look_at):
    page = look_at(FIRST)
    area, label = page.locator(".areas a").nth(2), page.locator(".page > .label")
    expect(label).to_be_hidden()
    area.hover()
    expect(label).to_have_text(area.get_attribute("aria-label"))
    expect(label).to_be_visible()
    expect(page.locator(".entries a.lit")).to_have_attribute("href", area.get_attribute("href"))
    entry = page.locator(".entries a").first
    entry.hover()
    expect(label).to_be_hidden()
    lit = page.locator(".areas a.lit")
    expect(lit).to_have_attribute("href", entry.get_attribute("href"))
    page.mouse.move(2, 2)
    expect(lit).to_have_count(0)


def test_an_article_leads_back_to_its_place_on_the_page(look_at):
    page = look_at(f"{EDITION}/web/01/01-03.html", PHONE)
    page.locator(".where a").click()
    page.wait_for_url(re.compile(r"#area-\d+$"))
    target = page.locator(".areas a:target")
    expect(target).to_have_attribute("href", "../01/01-03.html")
    expect(target.locator("path")).to_have_css("fill", "rgba(157, 28, 32, 0.13)")


@EVERY_VIEW
def test_the_whole_page_fits(look_at, view):
    page = look_at(FIRST, view)
    box = page.locator(".facsimile").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= view["viewport"]["width"]
    assert box["y"] + box["height"] <= view["viewport"]["height"]
    assert page.evaluate("document.documentElement.scrollWidth") == view["viewport"]["width"]
    if view is DESK:
        assert page.evaluate("document.documentElement.scrollHeight") == view["viewport"]["height"]


@EVERY_VIEW
def test_controls_are_large_enough_for_a_finger(look_at, view):
    page = look_at(SECOND, view)
    controls = page.locator(".heading :is(a, button), .strip a, .pdf a")
    assert controls.count() == 3 + 3 + 4 + 1
    for box in (controls.nth(at).bounding_box() for at in range(controls.count())):
        assert min(box["width"], box["height"]) >= 44
    page.evaluate("document.documentElement.style.setProperty('--target', '60px')")
    heights = [one.bounding_box()["height"] for one in page.locator(".heading :is(a, button)").all()]
    assert min(heights) >= 60


@TOUCH
def test_a_swipe_turns_the_page(open_still, view):
    page = open_still(SECOND, view)
    x, y = page.evaluate(WHERE, (400.0, 500.0))
    Fingers(page).draw(((x, y), (x - 110, y + 8)))
    page.wait_for_url("**/web/03/index.html")
    Fingers(page).draw(((x, y), (x + 110, y + 8)))
    page.wait_for_url("**/web/02/index.html")


@TOUCH
def test_a_small_or_upright_stroke_turns_nothing(open_still, view):
    page = open_still(SECOND, view)
    x, y = page.evaluate(WHERE, (400.0, 500.0))
    Fingers(page).draw(((x, y), (x - 40, y)))
    Fingers(page).draw(((x, y), (x + 15, y - 200)))
    # The browser scrolls as ever.
    until(page, "scrollY > 50")
    page.clock.run_for(1000)
    assert page.url.endswith(SECOND)
    assert page.evaluate("document.querySelector('.facsimile').style.transform") == ""


def test_arrow_keys_turn_pages_and_stop_at_the_ends(look_at):
    page = look_at(FIRST)
    assert page.get_by_role("link", name="上一版").count() == 0
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/web/02/index.html")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/web/01/index.html")
    page.goto(page.url.replace("/01/", "/04/"))
    assert page.get_by_role("link", name="下一版").count() == 0
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+ArrowRight")
    page.wait_for_timeout(200)
    assert page.url.endswith(LAST)


@EVERY_VIEW
def test_the_strip_shows_all_pages_and_the_open_one(look_at, view):
    page = look_at("sample-daily/2024-03-20/web/08/index.html", view)
    links = page.get_by_role("navigation", name="全部版面").get_by_role("link")
    assert links.count() == 8
    current, strip = (
        page.locator(".strip [aria-current]").bounding_box(),
        page.locator(".strip ul").bounding_box(),
    )
    assert current["x"] >= strip["x"]
    assert current["x"] + current["width"] <= strip["x"] + strip["width"] + 1
    if view is DESK:
        assert current["y"] + current["height"] <= strip["y"] + strip["height"] + 1
    assert page.evaluate("scrollY") == 0
    links.nth(6).click()
    page.wait_for_url("**/web/07/index.html")


def test_without_scripts_pages_and_articles_can_be_walked(look_at):
    page = look_at(FIRST, PHONE, java_script_enabled=False)
    assert page.locator(".zoom").is_hidden()
    assert page.locator(".areas a title").first.text_content()
    page.get_by_role("link", name="下一版").click()
    page.wait_for_url(f"**/{SECOND}")
    page.locator(".areas a").first.click()
    page.wait_for_url("**/web/02/02-01.html")


def test_a_page_is_printed_without_its_controls(look_at):
    page = look_at(FIRST)
    page.emulate_media(media="print")
    for hidden in (".zoom", ".turn", ".strip", ".areas", ".page .beside"):
        assert page.locator(hidden).is_hidden(), hidden
    assert page.locator(".facsimile img").bounding_box()["width"] > 500


@pytest.mark.parametrize(
    ("language", "to_next", "way"), [("en-GB", "ArrowRight", -1), ("ar-EG", "ArrowLeft", 1)]
)
def test_pages_turn_as_lines_run(open_still, tmp_path, serve_folder, language, to_next, way):
    made = edition(
        (article("01-01", body=paragraphs(40)),), (article("02-01", body=paragraphs(40)),), language=language
    )
    made_issue = make_up_issue(made)
    blank = tmp_path / "page.png"
    Pillow.new("RGB", (400, 578), "white").save(blank)
    pictures = {one.number: blank.read_bytes() for one in made_issue.pages}
    web.write(made, made_issue, tmp_path / "site/web", pictures)
    for base in serve_folder(tmp_path / "site"):
        page = open_still("web/01/index.html", PHONE, base=base)
        assert page.get_by_role("button", name="Zoom in").is_visible()
        page.keyboard.press(to_next)
        page.wait_for_url("**/web/02/index.html")
        x, y = page.evaluate(WHERE, (400.0, 500.0))
        Fingers(page).draw(((x, y), (x - way * 110, y)))
        page.wait_for_url("**/web/01/index.html")
        # Nothing may be under way when the server goes.
        page.close()


def test_areas_lie_on_the_picture(look_at):
    """The picture stands in the middle of the stage, and the areas exactly where it is painted."""
    page = look_at("sample-daily/2024-03-20/web/02/index.html")
    painted, drawn = page.evaluate("""() => {
      const image = document.querySelector(".facsimile img"), areas = document.querySelector(".areas");
      const middle = (box) => box.left + box.width / 2;
      const view = areas.viewBox.baseVal, matrix = areas.getScreenCTM();
      const box = image.getBoundingClientRect();
      const scale = Math.min(box.width / image.naturalWidth, box.height / image.naturalHeight);
      return [[middle(box), image.naturalWidth * scale], [matrix.e + view.width * matrix.a / 2, view.width * matrix.a]];
    }""")
    assert abs(painted[0] - drawn[0]) < 1
    assert abs(painted[1] - drawn[1]) < 2
