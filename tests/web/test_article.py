"""The article view 文章: large pictures, turning, copying and citing, the clean sheet of paper, other languages."""

import io

import pypdfium2
import pytest
from machines import DESK, KIOSK, PHONE, VIEWS, Fingers, said, until
from making import article, edition
from playwright.sync_api import expect

from publisher.makeup.issue import MadeUpIssue
from publisher.model import Paragraph, Run
from publisher.outputs.web import write

ISSUE = "sample-daily/2024-03-20/web"
FIRST, SECOND, THIRD = (f"{ISSUE}/01/01-0{at}.html" for at in (1, 2, 3))
PHOTOS = f"{ISSUE}/07/07-01.html"


# Pictures 看大图


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_pictures_enlarge_over_the_page(look_at, view):
    page = look_at(PHOTOS, view)
    first = page.locator("a.enlarge").first
    first.click()
    box = page.get_by_role("dialog")
    shown = box.locator("img")
    expect(box).to_be_visible()
    assert box.locator(".caption").inner_text().startswith("太阳落山以前")
    assert box.locator(".count").inner_text() == "1 / 2"
    until(page, "document.querySelector('.lightbox img').complete")
    fits = shown.bounding_box()
    window = page.viewport_size
    assert fits["x"] >= 0
    assert fits["x"] + fits["width"] <= window["width"]
    assert fits["y"] + fits["height"] <= window["height"]
    zoom = box.get_by_role("button", name="原始大小")
    zoom.click()
    assert zoom.get_attribute("aria-pressed") == "true"
    assert shown.bounding_box()["width"] == shown.evaluate("(one) => one.naturalWidth")
    zoom.click()
    box.get_by_role("button", name="下一张").click()
    assert box.locator(".count").inner_text() == "2 / 2"
    assert shown.get_attribute("src").endswith(
        page.locator("a.enlarge").nth(1).get_attribute("href").lstrip("./")
    )
    box.get_by_role("button", name="关闭").click()
    expect(box).to_be_hidden()
    until(page, "document.activeElement === document.querySelectorAll('a.enlarge')[1]")


def test_the_picture_is_led_by_keys(look_at):
    page = look_at(PHOTOS)
    page.locator("a.enlarge").first.focus()
    page.keyboard.press("Enter")
    count = page.locator(".lightbox .count")
    expect(count).to_have_text("1 / 2")
    page.keyboard.press("ArrowRight")
    expect(count).to_have_text("2 / 2")
    page.keyboard.press("ArrowLeft")
    expect(count).to_have_text("1 / 2")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url.endswith("07-01.html")
    page.locator("a.enlarge").first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_tap_beside_the_picture_closes_it(look_at):
    page = look_at(PHOTOS, PHONE)
    page.locator("a.enlarge").first.tap()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.touchscreen.tap(195, 20)
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_a_picture_enlarges_on_a_machine_in_a_hall(look_at):
    page = look_at(f"{PHOTOS}?kiosk", KIOSK)
    page.locator("a.enlarge").first.tap()
    until(page, "document.querySelector('.lightbox img').naturalWidth > 0")
    assert page.get_by_role("button", name="复制全文").count() == 0


@pytest.fixture(params=["http", "file"])
def base(request, address, site):
    return address if request.param == "http" else site.as_uri()


def test_the_way_back_leads_from_the_picture_to_the_article(look_at, base):
    page = look_at(FIRST, base=base)
    page.goto(f"{base}/{PHOTOS}")
    closed, opened = (f"{no}document.querySelector('.lightbox').open" for no in ("!", ""))
    page.locator("a.enlarge").first.click()
    page.evaluate("history.back()")
    until(page, closed)
    assert page.url.endswith(PHOTOS)
    for _ in range(2):
        page.locator("a.enlarge").first.click()
        page.keyboard.press("Escape")
        until(page, closed)
    page.locator("a.enlarge").first.click()
    page.wait_for_timeout(300)
    assert page.evaluate(opened), "a step back that came late closes nothing"
    page.get_by_role("button", name="关闭").click()
    until(page, "history.state === null")
    page.evaluate("history.back()")
    page.wait_for_url(f"**/{FIRST}")


def test_the_way_back_of_a_machine_in_a_hall_closes_the_picture(look_at):
    page = look_at(f"{PHOTOS}?kiosk", KIOSK)
    page.locator("a.enlarge").first.tap()
    until(page, "document.querySelector('.lightbox').open")
    page.evaluate("document.querySelector('[data-kiosk-bar] [data-back]').click()")
    until(page, "!document.querySelector('.lightbox').open")
    assert "07-01.html" in page.url


def test_without_scripts_a_picture_is_a_link_to_itself(look_at):
    page = look_at(PHOTOS, java_script_enabled=False)
    link = page.locator("a.enlarge").first
    assert link.get_attribute("role") is None
    answer = page.request.get(link.evaluate("(one) => one.href"))
    assert answer.headers["content-type"].startswith("image/")


# Turning 上一篇, 下一篇


@pytest.mark.parametrize("view", [PHONE, KIOSK], ids=["phone", "kiosk"])
def test_a_swipe_turns_to_the_neighbours(open_still, view):
    page = open_still(SECOND, view)
    left, right = view["viewport"]["width"] * 0.2, view["viewport"]["width"] * 0.8
    Fingers(page).draw(((right, 500), (left, 510)), steps=3)
    page.wait_for_url("**/01-03.html")
    Fingers(page).draw(((left, 500), (right, 490)), steps=3)
    page.wait_for_url("**/01-02.html")


@pytest.mark.parametrize(
    ("start", "end"),
    [((200, 600), (200, 200)), ((300, 600), (200, 400)), ((200, 500), (160, 500)), ((10, 500), (200, 500))],
    ids=["down", "aslant", "short", "from-the-edge"],
)
def test_other_movements_turn_nothing(open_still, start, end):
    page = open_still(SECOND, PHONE)
    Fingers(page).draw((start, end), steps=3)
    page.wait_for_timeout(300)
    assert page.url.endswith("01-02.html")


def test_arrow_keys_turn_to_the_neighbours(look_at):
    page = look_at(SECOND)
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/01-03.html")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/01-02.html")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.text p'))")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert page.url.endswith("01-02.html")


def test_the_place_is_found_again(open_still):
    page = open_still(THIRD, PHONE)
    block = page.locator(".text p").nth(4)
    block.evaluate("(node) => scrollTo(0, node.getBoundingClientRect().top + scrollY + 2)")
    page.evaluate("document.querySelector('.turn a[rel=prev]').click()")
    page.wait_for_url("**/01-02.html")
    page.evaluate("document.querySelector('.turn a[rel=next]').click()")
    page.wait_for_url("**/01-03.html")
    said(page, "已回到上次读到的地方")
    assert abs(block.evaluate("(node) => node.getBoundingClientRect().top")) < 40
    # Who has read to the end begins at the head again.
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.evaluate("document.querySelector('.turn a[rel=prev]').click()")
    page.wait_for_url("**/01-02.html")
    page.evaluate("document.querySelector('.turn a[rel=next]').click()")
    page.wait_for_url("**/01-03.html")
    assert page.evaluate("scrollY") == 0


def test_the_bar_tells_how_much_is_read(look_at):
    page = look_at(THIRD, PHONE)
    wide = "document.querySelector('.read-bar').getBoundingClientRect().width"
    assert page.evaluate(wide) == 0
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    until(page, f"{wide} >= 389")


# Copying, citing, sharing


def clipboard(page) -> str:
    return page.evaluate("navigator.clipboard.readText()")


ALLOWED = {"permissions": ["clipboard-read", "clipboard-write"]}
SOURCE = "《示例日报》2024年3月20日第01版"


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_the_text_is_copied_with_its_source(open_still, view):
    page = open_still(FIRST, view, **ALLOWED)
    page.get_by_role("button", name="复制全文").click()
    said(page, "已复制")
    text = clipboard(page)
    assert text.startswith("历时三年 串起两区六街镇\n津河两岸28公里步道今日贯通\n")
    assert text.endswith(f"\n\n{SOURCE}\n{page.url}")
    paragraphs = page.locator(".text p").evaluate_all("(all) => all.map((one) => one.textContent.trim())")
    assert "\n".join(paragraphs) in text


def test_readings_are_copied_in_brackets_and_cells_side_by_side(open_still):
    page = open_still(PHOTOS, **ALLOWED)
    page.get_by_role("button", name="复制全文").click()
    said(page, "已复制")
    ruby = page.locator("ruby").first
    base, reading = ruby.evaluate(
        "(one) => [one.firstChild.textContent, one.querySelector('rt').textContent]"
    )
    assert f"{base}（{reading}）" in clipboard(page)


@pytest.mark.parametrize("folder", [False, True], ids=["http", "folder"])
def test_copying_needs_no_clipboard_of_the_browser(open_still, site, folder):
    def ready(page):
        page.add_init_script("delete Navigator.prototype.clipboard;")
        page.add_init_script(
            "document.addEventListener('copy', () => { window.copied = document.activeElement.value; })"
        )

    options = {"base": site.as_uri()} if folder else {}
    page = open_still(FIRST, ready=ready, **options)
    page.get_by_role("button", name="复制全文").click()
    said(page, "已复制")
    assert SOURCE in page.evaluate("copied")
    assert page.locator("textarea").count() == 0


def test_citations_are_copied(open_still):
    page = open_still(FIRST, **ALLOWED)
    page.get_by_text("引用", exact=True).click()
    page.get_by_role("button", name="复制", exact=True).first.click()
    said(page, "已复制")
    assert clipboard(page) == "林嘉禾, 周敏. 津河两岸28公里步道今日贯通[N]. 示例日报, 2024-03-20(01)."
    page.get_by_role("button", name="复制", exact=True).last.click()
    words = f"林嘉禾、周敏：《津河两岸28公里步道今日贯通》，{SOURCE}。"
    until(page, "async (words) => await navigator.clipboard.readText() === words", words)


def test_citations_are_read_without_scripts(look_at):
    page = look_at(FIRST, java_script_enabled=False)
    page.get_by_text("引用", exact=True).click()
    assert page.locator("#cited-standard").is_visible()
    assert page.locator(".actions button").first.is_hidden()
    assert page.locator(".own").inner_text().strip() == ""


def test_the_link_is_shared_where_the_system_shares(open_page):
    stub = "navigator.share = async (told) => { window.shared = told; };"
    page = open_page(f"{FIRST}#content", ready=lambda page: page.add_init_script(stub))
    page.get_by_role("button", name="分享链接").click()
    until(page, "window.shared")
    assert page.evaluate("shared") == {
        "title": "津河两岸28公里步道今日贯通",
        "text": SOURCE,
        "url": page.url.partition("#")[0],
    }


def test_the_link_is_copied_elsewhere(open_still):
    stub = "Object.defineProperty(Navigator.prototype, 'share', { value: undefined });"
    page = open_still(f"{FIRST}?x=1#content", ready=lambda page: page.add_init_script(stub), **ALLOWED)
    page.get_by_role("button", name="分享链接").click()
    said(page, "链接已复制")
    assert clipboard(page) == page.url.partition("?")[0]


def test_a_reader_who_shares_nothing_copies_nothing(open_page):
    stub = "navigator.share = async () => { throw new DOMException('', 'AbortError'); };"
    page = open_page(FIRST, ready=lambda page: page.add_init_script(stub))
    page.get_by_role("button", name="分享链接").click()
    page.wait_for_timeout(200)
    assert page.locator(".said").inner_text() == ""


# Paper


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_paper_bears_the_article_alone(open_page, dark):
    page = open_page(FIRST, DESK, color_scheme="dark" if dark else "light")
    if dark:
        page.evaluate("epaper.choose('theme', 'night')")
    page.evaluate("document.querySelector('.citing').open = true")
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", print_background=True)))
    text = "".join(one.get_textpage().get_text_range() for one in document)
    lines = text.split("\r\n")
    assert lines[0].split() == ["示例日报", "2024年3月20日", "星期三"] or "示例日报" in lines[0]
    assert text.index("2024年3月20日") < text.index("第01版：要闻") < text.index("津河两岸28公里步道今日贯通")
    for word in ("上一篇", "下一篇", "阅读设置", "朗读", "复制", "引用", "第1/60篇", "全市120家"):
        assert word not in text
    picture = document[0].render(scale=0.5).to_pil().convert("L")
    assert picture.getpixel((5, 5)) == 255


# Other languages


def _abroad(serve_folder, folder, language, *texts):
    stories = tuple(
        article(f"01-0{at}", title=text, body=(Paragraph(runs=(Run(text=text),)),))
        for at, text in enumerate(texts, 1)
    )
    write(edition(stories, language=language), MadeUpIssue(pages=(), faces=(), findings=()), folder, {})
    yield from serve_folder(folder)


@pytest.fixture(scope="module")
def english(serve_folder, tmp_path_factory):
    yield from _abroad(serve_folder, tmp_path_factory.mktemp("en"), "en-GB", "First news.", "Second news.")


@pytest.fixture(scope="module")
def arabic(serve_folder, tmp_path_factory):
    yield from _abroad(serve_folder, tmp_path_factory.mktemp("ar"), "ar-EG", "الخبر الأول.", "الخبر الثاني.")


def test_an_english_paper_has_english_controls(look_at, english):
    page = look_at("01/01-01.html", base=english)
    page.get_by_text("Reading settings").click()
    assert page.get_by_role("radio", name="E-ink").count() == 1
    assert page.get_by_role("button", name="Read aloud").is_visible()
    page.get_by_text("Cite", exact=True).click()
    assert page.locator("#cited-words").inner_text() == "“First news.”, 测试周报, 5 January 2023, page 1."
    page.locator("h1").click()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**/01-02.html")


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_lines_from_right_to_left_have_the_next_article_at_the_left(look_at, arabic, view):
    page = look_at("01/01-01.html", view, base=arabic)
    page.locator(".settings summary").click()
    box = page.locator(".panel").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= view["viewport"]["width"]
    page.locator("h1").click()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**/01-02.html")
    # Where something is too wide, a phone makes its window wider.
    assert page.evaluate("document.documentElement.scrollWidth") == view["viewport"]["width"]
