"""Home and page view: headlines, hot areas, moving about."""

import io
import json
import re

import pikepdf
import pytest
from PIL import Image as Pillow
from site_edition import HEIGHT, HOSTILE, WIDTH, article, edition, made_up, module, page, parse, raster

from publisher.errors import PublishError
from publisher.outputs.web import write
from publisher.outputs.web.outlines import MARGIN

RECTANGLE = re.compile(r"M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)H([\d.]+)Z")


def test_home_names_paper_day_and_every_page_with_its_headlines(site):
    tree = site.pages["index.html"]
    assert tree.one("h1").text() == "样张时报"
    assert tree.one("p", class_="slogan").text() == "真实 & 客观"
    day = " ".join(tree.one("p", class_="day").text().split())
    assert day == "2023年1月5日 星期四 农历壬寅年十二月十四 小寒 总第1024期 今日2版"
    sections = tree.one("nav", class_="pages").every("section")
    assert [section.one("h2").text() for section in sections] == ["第01版：要闻", "第04版", "第05版：续版"]
    links = [[link.attrs["href"] for link in section.one("ul").every("a")] for section in sections]
    assert links == [
        ["01/01-01.html", "01/01-02.html", "01/index-2.html"],
        ["04/Story.html", "04/story-2.html", "04/article.html", "04/p-1.html"],
        ["04/article.html"],
    ]
    assert tree.one("footer").one("dl").text().split() == ["国内统一连续出版物号31-0000", "自定值"]


def test_home_sets_the_article_of_the_highest_priority_large(site):
    leads = site.pages["index.html"].every("li", class_="lead")
    assert [lead.one("a").attrs["href"] for lead in leads] == [
        "01/01-02.html",
        "04/Story.html",
        "04/article.html",
    ]


def test_home_tells_machines_which_issue_it_is(site):
    data = json.loads(site.pages["index.html"].one("script", type="application/ld+json").text())
    assert (data["@type"], data["datePublished"], data["issueNumber"]) == (
        "PublicationIssue",
        "2023-01-05",
        "1024",
    )
    assert data["isPartOf"] == {"@type": "Newspaper", "name": "样张时报"}


def areas_of(site, folder):
    return site.pages[f"{folder}/index.html"].one("svg", class_="areas").every("a")


@pytest.mark.parametrize("index", [0, 2])
def test_hot_areas_are_the_modules(site, index):
    made = site.issue.pages[index]
    folder = f"{made.number:02d}"
    sheet = site.pages[f"{folder}/index.html"].one("svg", class_="areas")
    assert sheet.attrs["viewbox"] == f"0 0 {WIDTH} {HEIGHT}"
    areas = areas_of(site, folder)
    assert [area.attrs["id"] for area in areas] == [f"area-{at}" for at in range(1, len(made.modules) + 1)]
    for area, placed in zip(areas, made.modules, strict=True):
        drawn = RECTANGLE.fullmatch(area.one("path").attrs["d"])
        left, top, right, foot, back = map(float, drawn.groups())
        assert back == left
        # A margin, but none where the neighbour is near: on the first page half a point.
        margin = MARGIN if index else 0.25
        assert (left + margin, top + margin) == pytest.approx(placed.rect[:2], abs=0.01)
        size = (right - left - 2 * margin, foot - top - 2 * margin)
        assert size == pytest.approx(placed.rect[2:], abs=0.02)


def test_hot_areas_bear_headlines_and_lead_to_articles(site):
    areas = areas_of(site, "01")
    assert [area.attrs["href"] for area in areas] == [
        "../01/01-01.html",
        "../01/01-02.html",
        "../01/index-2.html",
    ]
    assert areas[0].one("title").text() == areas[0].attrs["aria-label"] == "加快打造人民城市"
    assert areas[1].attrs["aria-label"] == HOSTILE
    assert areas_of(site, "05")[0].attrs["aria-label"] == "江雪 上接第04版"


def test_what_jumps_is_listed_on_both_pages_and_read_in_one_place(site):
    before = site.pages["04/index.html"].one("ol").every("li")[2]
    after = site.pages["05/index.html"].one("ol").every("li")
    assert before.text() == "江雪 下转第05版"
    assert [item.text() for item in after] == ["江雪 上接第04版"]
    assert areas_of(site, "05")[0].attrs["href"] == "../04/article.html"
    assert "千山鸟飞绝，万径人踪灭。" in site.pages["04/article.html"].one("article").text()


def test_a_page_without_a_picture_has_its_list_alone(site):
    tree = site.pages["04/index.html"]
    assert not tree.every("div", class_="facsimile")
    assert not tree.every("svg")
    # Those that are left are of the machine in a hall, which are hidden elsewhere.
    assert not tree.one("main").every("button")
    assert not tree.every("p", class_="pdf")
    assert len(tree.one("ol").every("li")) == 4
    assert tree.one("figure", class_="ad").one("img").attrs["alt"] == "公益广告"


def test_pages_lead_to_each_other_and_to_their_pdf(site):
    turns = {
        name: [
            (link.text(), link.attrs["href"])
            for link in site.pages[f"{name}/index.html"].one("nav", class_="turn").every("a")
        ]
        for name in ("01", "04", "05")
    }
    home = ("目录", "../index.html")
    assert turns["01"] == [home, ("下一版", "../04/index.html")]
    assert turns["04"] == [("上一版", "../01/index.html"), home, ("下一版", "../05/index.html")]
    assert turns["05"] == [("上一版", "../04/index.html"), home]
    assert site.pages["01/index.html"].one("p", class_="pdf").one("a").attrs["href"] == "../../pages/01.pdf"
    strip = site.pages["04/index.html"].one("nav", class_="strip")
    assert [link.attrs["href"] for link in strip.every("a")] == [
        "../01/index.html",
        "../04/index.html",
        "../05/index.html",
    ]
    assert [link.attrs["href"] for link in strip.every("a", aria_current="page")] == []
    current = [link for link in strip.every("a") if link.attrs.get("aria-current") == "page"]
    assert [link.text() for link in current] == ["第04版"]


def test_credits_are_named_where_there_are_any(site):
    assert [line.text() for line in site.pages["01/index.html"].every("p", class_="credits")] == [
        "责任编辑：甲、乙"
    ]


def test_page_pictures_are_scaled_but_never_blown_up(site):
    def size(name):
        return Pillow.open(io.BytesIO(site.files[name])).size

    assert size("01/page.webp") == (1400, 2022)
    assert size("01/thumbnail.webp") == (360, 520)
    assert size("01/stamp.webp") == (200, 289)
    assert size("05/page.webp") == (765, 1105)
    assert "01/sharp.webp" not in site.files
    assert "09/page.webp" not in site.files
    shown = site.pages["01/index.html"].one("div", class_="facsimile").one("img").attrs
    assert (shown["width"], shown["height"], shown["alt"]) == ("1400", "2022", "第01版版面图")


@pytest.fixture
def printed(tmp_path):
    """An issue of one page, its picture, and the folder for its PDF."""
    made = edition(tmp_path, page(1, article("01-01")))
    issue = made_up((1, "要闻", (module("01-01", (40, 40, 600, 800)),)))
    (tmp_path / "pages").mkdir()
    return made, issue, {1: raster("PNG", (1595, 2304))}, tmp_path / "pages"


def test_a_sharper_picture_is_drawn_from_the_pages_pdf(printed, tmp_path):
    made, issue, pictures, pages = printed
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        pdf.save(pages / "01.pdf")
    for name in ("one", "two"):
        write(made, issue, tmp_path / name, pictures, pages)
    content = (tmp_path / "one/01/sharp.webp").read_bytes()
    assert Pillow.open(io.BytesIO(content)).size == (2800, 4045)
    assert (tmp_path / "two/01/sharp.webp").read_bytes() == content
    tree = parse((tmp_path / "one/01/index.html").read_bytes())
    assert tree.one("div", class_="facsimile").attrs["data-sharp"] == "../01/sharp.webp"


@pytest.mark.parametrize("content", [None, b"no PDF"])
def test_a_pdf_that_cannot_be_read_is_an_output_error(printed, tmp_path, content):
    made, issue, pictures, pages = printed
    if content:
        (pages / "01.pdf").write_bytes(content)
    with pytest.raises(PublishError) as caught:
        write(made, issue, tmp_path / "web", pictures, pages)
    assert [item.rule for item in caught.value.findings] == ["O-001"]
