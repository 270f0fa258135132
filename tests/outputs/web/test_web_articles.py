"""Article view: the whole text, in order, with all that belongs to it."""

import io
import json
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image as Pillow
from site_edition import SVG, Site, article, edition, made_up, page, para, picture, raster

from publisher.errors import PublishError
from publisher.model import Chart, Credit, Kind, Paragraph, Run
from publisher.outputs.web import write
from publisher.outputs.web.pictures import prepare
from publisher.outputs.web.scene import safe_href
from publisher.text.reading import Part, pieces, visible

EDITIONS = Path(__file__).resolve().parents[3] / "editions" / "sample-daily"


def _pages(site):
    addresses = [link.attrs["href"] for link in site.pages["index.html"].one("nav").every("a")]
    names = list(dict.fromkeys(address for address in addresses if not address.endswith("/index.html")))
    return zip(names, site.edition.articles, strict=True)


def test_every_article_is_whole_and_nothing_is_said_twice(site):
    for name, told in _pages(site):
        shown = visible(site.pages[name].one("article").text(without=("label", "rt")))
        shown = shown.replace("单位：", "")
        expected = visible("".join(piece.text for piece in pieces(told)))
        assert Counter(shown) == Counter(expected), name


def test_every_article_is_read_in_order(site):
    for name, told in _pages(site):
        shown = visible(site.pages[name].one("article").text(without=("label", "rt")))
        at = 0
        for piece in pieces(told):
            if piece.part is not Part.CAPTION:
                found = shown.find(visible(piece.text), at)
                assert found >= 0, (name, piece)
                at = found + len(visible(piece.text))


def test_the_parts_of_an_article(site):
    tree = site.pages["01/01-01.html"].one("article")
    assert tree.one("h1").text() == "加快打造人民城市"
    assert [line.text() for line in tree.every("p", class_="byline")] == ["本报记者 程龙 潘俊强", "王某"]
    assert [line.text() for line in tree.every("p", class_="deck")] == ["副题一", "——副题二"]
    assert tree.one("span", class_="dateline").text() == "本报上海1月5日电"
    assert tree.one("h2").text() == "三级小标题"
    assert tree.one("em").text() == "重点"
    assert (tree.one("u").text(), tree.one("cite").text()) == ("鲁迅", "呐喊")
    assert (tree.one("ruby").text(), tree.one("rt").text()) == ("漢hàn", "hàn")
    assert tree.one("ol").attrs["start"] == "3"
    assert [cell.text() for cell in tree.every("th")] == ["指标", "数值"]
    assert [cell.attrs["class"] for cell in tree.every("td")] == ["left", "right"] * 2
    assert tree.one("p", class_="source").text() == "来源：政府工作报告"
    assert len(tree.every("hr")) == 1


def test_charts_are_drawn_in_the_inks_of_the_page(site):
    told = site.edition.articles[0]
    drawings = site.pages["01/01-01.html"].every("svg")
    assert len(drawings) == sum(isinstance(block, Chart) for block in told.body)
    colours = {node.attrs["fill"] for svg in drawings for node in svg.every() if "fill" in node.attrs}
    assert colours <= {"currentColor", "var(--muted)", "var(--accent)"}


def test_footnotes_lead_there_and_back(site):
    tree = site.pages["01/01-01.html"]
    calls = tree.every("a", class_="noteref")
    assert [(call.attrs["id"], call.attrs["href"]) for call in calls] == [
        ("call-1-1", "#note-1"),
        ("call-1-2", "#note-1"),
    ]
    assert tree.one(id="note-1").one("a", class_="mark").attrs["href"] == "#call-1-1"
    assert tree.one(id="note-2").one("span", class_="mark").text() == "2"


def test_previous_and_next_walk_through_the_whole_issue(site):
    names = [name for name, _ in _pages(site)]
    for at, name in enumerate(names):
        for bar in ("steps", "turn"):
            links = {
                link.attrs["rel"]: link.attrs["href"]
                for link in site.pages[name].one("nav", class_=bar).every("a")
                if "rel" in link.attrs
            }
            around = {
                "prev": names[at - 1] if at else None,
                "next": names[at + 1] if at + 1 < len(names) else None,
            }
            assert links == {rel: f"../{other}" for rel, other in around.items() if other}
        assert site.pages[name].one("p", class_="progress").text().strip() == f"第{at + 1}/7篇"


def test_an_article_shows_its_place_on_the_page_and_its_neighbours(site):
    tree = site.pages["01/01-02.html"]
    assert tree.one("p", class_="where").one("a").attrs["href"] == "index.html#area-2"
    beside = tree.one("nav", class_="beside")
    assert [link.attrs["href"] for link in beside.one("ol").every("a")] == [
        "../01/01-01.html",
        "../01/01-02.html",
        "../01/index-2.html",
    ]
    assert beside.one("li", class_="current").one("a").attrs["href"] == "../01/01-02.html"
    assert site.pages["04/p-1.html"].one("p", class_="where").one("a").attrs["href"] == "index.html"


def test_machines_are_told_what_the_article_is(site):
    data = json.loads(site.pages["01/01-01.html"].one("script", type="application/ld+json").text())
    assert data["@type"] == "NewsArticle"
    assert (data["headline"], data["datePublished"], data["printPage"]) == (
        "加快打造人民城市",
        "2023-01-05",
        "01",
    )
    assert data["author"][0] == {"@type": "Person", "name": "程龙", "jobTitle": "本报记者"}
    assert "alternativeHeadline" not in json.loads(
        site.pages["04/p-1.html"].one("script", type="application/ld+json").text()
    )


def test_an_article_without_a_headline_goes_by_its_id(site):
    tree = site.pages["04/p-1.html"]
    assert tree.one("title").text().startswith("稿件 p-1 ")
    assert not tree.every("h1")


def test_controls_that_need_scripts_are_marked(site):
    """The mark is what style sheets hide them by, where no script has set ``data-scripts``."""
    tree = site.pages["01/01-01.html"]
    groups = [
        node
        for node in tree.every()
        if {"scripted", "size", "settings"} & set(node.attrs.get("class", "").split())
    ]
    assert [node.attrs["class"] for node in groups[:2]] == ["size scripted", "settings scripted"]
    steps = [button for button in tree.every("button") if "data-step" in button.attrs]
    assert [button.attrs["data-step"] for button in steps] == ["-1", "1"]
    assert b":root:not([data-scripts]) .scripted { display: none !important; }" in site.files["web.css"]


def test_an_article_says_where_it_stands_in_print(site):
    where = site.pages["04/article.html"].one("p", class_="where")
    assert [(link.text(), link.attrs["href"]) for link in where.every("a")] == [
        ("第04版", "index.html"),
        ("下转第05版", "../05/index.html#area-1"),
    ]
    data = json.loads(site.pages["04/article.html"].one("script", type="application/ld+json").text())
    assert (data["pageStart"], data["pageEnd"], data["pagination"]) == ("04", "05", "04, 05")


def _cited(site, name):
    tree = site.pages[name]
    return tree.one(id="cited-standard").text(), tree.one(id="cited-words").text()


def test_articles_are_cited_by_the_standard_and_in_words(site):
    assert _cited(site, "01/01-01.html") == (
        "程龙, 潘俊强, 王某. 加快打造 人民城市[N]. 样张时报, 2023-01-05(01).",
        "程龙、潘俊强、王某：《加快打造 人民城市》，《样张时报》2023年1月5日第01版。",
    )
    assert _cited(site, "04/article.html") == (
        "柳宗元. 江雪[N]. 样张时报, 2023-01-05(04, 05).",
        "柳宗元：《江雪》，《样张时报》2023年1月5日第04版、第05版。",
    )


@pytest.mark.parametrize(
    ("language", "standard", "words"),
    [
        (
            "zh-Hans-CN",
            "甲, 乙, 丙, 等. 读《论语》[N]. 报, 2023-01-05(02).",
            "甲、乙、丙、丁：《读〈论语〉》，《报》2023年1月5日第02版。",
        ),
        (
            "ja",
            "甲, 乙, 丙, 等. 读《论语》[N]. 报, 2023-01-05(02).",
            "甲、乙、丙、丁「读〈论语〉」『报』2023年1月5日第02面。",
        ),
        (
            "en",
            "甲, 乙, 丙, et al. 读《论语》[N]. 报, 2023-01-05(2).",
            "甲, 乙, 丙, 丁, “读《论语》”, 报, 5 January 2023, page 2.",
        ),
    ],
)
def test_citing_follows_the_language(build, tmp_path, language, standard, words):
    names = tuple(Credit(name=name) for name in "甲乙丙丁甲")
    story = article("02-01", "读《论语》", (para("文"),), byline=names)
    made = build(edition(tmp_path, page(2, story), paper={"language": language, "name": "报"}))
    assert _cited(made, "02/02-01.html") == (standard, words)


def test_an_article_without_authors_is_cited_by_its_title(build, tmp_path):
    made = build(edition(tmp_path, page(2, article("02-01", "启事"))))
    assert _cited(made, "02/02-01.html")[0] == "启事[N]. 样张时报, 2023-01-05(02)."


def _meta(tree):
    return {
        node.attrs.get("property") or node.attrs.get("name"): node.attrs.get("content")
        for node in tree.every("meta")
    }


def test_an_article_describes_itself_by_its_summary_or_its_beginning(build, tmp_path, site):
    assert _meta(site.pages["01/01-01.html"])["og:description"] == "提要一 提要二"
    long = article("02-01", body=(para("长" * 300),))
    made = build(edition(tmp_path, page(2, long, article("02-02"))))
    assert _meta(made.pages["02/02-01.html"])["description"] == "长" * 110 + "…"
    bare = made.pages["02/02-02.html"]
    assert "og:description" not in _meta(bare)
    assert _meta(bare)["description"] == bare.one("title").text(), "every page says what it is"


def test_a_front_and_a_page_describe_themselves_by_their_headlines(site):
    for name, title in (("index.html", ""), ("01/index.html", "第01版")):
        told = _meta(site.pages[name])["description"]
        assert told.startswith(title)
        assert "：加快打造人民城市" in told
        assert len(told) <= 111


def test_a_shared_picture_has_an_absolute_address_or_none(build, tmp_path, site):
    assert "og:image" not in _meta(site.pages["01/01-01.html"])
    photo = picture(tmp_path, "p.png", raster("PNG", (30, 20)), "image/png")
    story = article("02-01", body=(para("文"),), images=(photo,))
    paper = {"imprint": (("website", "https://news.example/"),)}
    made = build(edition(tmp_path, page(2, story), paper=paper))
    address = _meta(made.pages["02/02-01.html"])["og:image"]
    folder = "https://news.example/sample-times/2023-01-05/web/"
    assert address.startswith(folder)
    assert address.removeprefix(folder) in made.files
    data = json.loads(made.pages["02/02-01.html"].one("script", type="application/ld+json").text())
    assert data["image"][0]["url"] == f"../{address.removeprefix(folder)}"


def test_pictures_enlarge_without_scripts(site):
    tree = site.pages["01/01-01.html"]
    links = tree.one("article").every("a", class_="enlarge")
    assert len(links) == 3
    assert all(link.attrs["href"] == link.one("img").attrs["src"] for link in links)
    assert tree.every("dialog")
    assert not site.pages["01/01-02.html"].every("dialog")


def test_a_deck_keeps_figures_with_their_measure_words(build, tmp_path):
    story = article("01-01", body=(para("文"),), deck=("奖金一共3万元 明天就发",))
    deck = build(edition(tmp_path, page(1, story))).pages["01/01-01.html"].one("p", class_="deck")
    assert deck.text() == "奖金一共3万元 明天就发"
    assert [span.text() for span in deck.every("span", class_="whole")] == ["3万元"]


def test_a_poem_keeps_its_lines(site):
    verse = site.pages["04/article.html"].one("p", class_="verse")
    assert [child if isinstance(child, str) else child.tag for child in verse.children] == [
        "千山鸟飞绝，",
        "br",
        "万径人踪灭。",
    ]


def test_images_are_kept_once_and_as_they_are(site):
    kept = [name for name in site.files if name.startswith("images/")]
    assert len(kept) == 3
    assert [site.files[name] for name in kept if name.endswith(".svg")] == [SVG]
    figures = site.pages["01/01-01.html"].one("article").every("img")
    assert [image.attrs["alt"] for image in figures] == ["江景", "江景", "图片"]
    assert (figures[0].attrs["width"], figures[0].attrs["height"]) == ("60", "40")


def _shown(build, tmp_path, content, name="big.jpg", media_type="image/jpeg"):
    story = article("01-01", body=(para("文"),), images=(picture(tmp_path, name, content, media_type),))
    made = build(edition(tmp_path, page(1, story)))
    (source,) = (image.attrs for image in made.pages["01/01-01.html"].one("article").every("img"))
    return source, made.files[source["src"].removeprefix("../")]


def test_large_images_are_scaled(build, tmp_path):
    source, content = _shown(build, tmp_path, raster("JPEG", (3200, 1000)))
    assert (source["width"], source["height"]) == ("1600", "500")
    assert Pillow.open(io.BytesIO(content)).size == (1600, 500)


PHOTOGRAPHS = (
    "2024-03-20/stream",
    "2024-03-20/brushes",
    *(f"2024-06-21/{name}" for name in ("fig", "meadow", "mountains", "sunset")),
)


@pytest.fixture(scope="module")
def photographs(tmp_path_factory):
    """A page of six large photographs."""
    folder = tmp_path_factory.mktemp("photographs")
    files = [(name, EDITIONS / f"{name.replace('/', '/images/')}.jpg") for name in PHOTOGRAPHS]
    images = tuple(
        picture(folder, f"{name[-4:]}.jpg", path.read_bytes(), "image/jpeg", alt=name) for name, path in files
    )
    story = article("01-01", body=(para("文字"),), images=images, kind=Kind.PHOTO)
    made = edition(folder, page(1, story))
    write(made, made_up((1, "要闻", ())), folder / "web", {})
    return Site(made, made_up(), folder / "web")


def _choices(image):
    """What a browser chooses from for a picture, by width."""
    found = (one.split() for one in image.attrs["srcset"].split(", "))
    return {int(width.removesuffix("w")): name.removeprefix("../") for name, width in found}


def test_a_first_view_of_six_photographs_is_light(photographs):
    """Under 300 KB, as it is sent by a server that compresses nothing, on a phone even if none waits for its reader."""
    files, tree = photographs.files, photographs.pages["01/01-01.html"]
    parts = [link.attrs["href"] for link in tree.every("link", rel="stylesheet")]
    parts += [script.attrs["src"] for script in tree.every("script") if "src" in script.attrs]
    size = sum(len(files[part.removeprefix("../")]) for part in parts) + len(files["01/01-01.html"])
    choices = [_choices(image) for image in tree.one("article").every("img")]
    phone, plain, fine = ([len(files[one[at]]) for one in choices] for at in (512, 640, 960))
    assert size + sum(phone) < 300_000
    assert size + sum(plain[:4]) < 300_000
    assert size + fine[0] < 300_000


def test_pictures_behind_the_first_wait_for_their_reader(photographs):
    images = photographs.pages["01/01-01.html"].one("article").every("img")
    assert [image.attrs.get("loading") for image in images] == [None, *["lazy"] * 5]
    assert [image.attrs.get("decoding") for image in images] == [None, *["async"] * 5]


def test_a_picture_is_whole_where_it_enlarges(photographs):
    article_ = photographs.pages["01/01-01.html"].one("article")
    for name, link in zip(PHOTOGRAPHS, article_.every("a", class_="enlarge"), strict=True):
        image = link.one("img").attrs
        assert image["src"] == link.attrs["href"]
        whole = Pillow.open(io.BytesIO(photographs.files[image["src"].removeprefix("../")]))
        assert (image["width"], image["height"], image["alt"]) == (str(whole.width), str(whole.height), name)
        for width, lighter in _choices(link.one("img")).items():
            scaled = Pillow.open(io.BytesIO(photographs.files[lighter]))
            assert scaled.width == width
            assert abs(scaled.width / scaled.height - whole.width / whole.height) < 0.005


def test_the_same_picture_gives_the_same_bytes(photographs):
    image = photographs.edition.articles[0].images[2]
    assert prepare(image) == prepare(image)
    assert len(prepare(image).lighter) == 3


def test_a_picture_that_would_gain_little_has_no_lighter_one(build, tmp_path):
    source, _ = _shown(build, tmp_path, raster("JPEG", (900, 600)))
    assert "srcset" not in source


def test_images_that_lie_on_their_side_are_stood_up(build, tmp_path):
    exif = Pillow.Exif()
    exif[0x0112] = 6
    source, content = _shown(build, tmp_path, raster("JPEG", (60, 40), exif=exif))
    assert (source["width"], source["height"]) == ("40", "60")
    assert Pillow.open(io.BytesIO(content)).size == (40, 60)


def test_an_image_that_is_gone_is_an_output_error(build, tmp_path):
    image = picture(tmp_path, "gone.svg", SVG, "image/svg+xml")
    image.path.unlink()
    with pytest.raises(PublishError) as caught:
        build(edition(tmp_path, page(1, article("01-01", images=(image,)))))
    assert [item.rule for item in caught.value.findings] == ["O-001"]


def test_photographs_stand_before_the_text_and_further_pictures_behind_it(build, tmp_path):
    images = tuple(
        picture(tmp_path, f"{at}.svg", SVG + b" " * at, "image/svg+xml", credit=f"图{at}") for at in (1, 2)
    )
    news = article("01-01", body=(para("文字"),), images=images)
    photo = article("01-02", body=(para("文字"),), images=images, kind=Kind.PHOTO)
    made = build(edition(tmp_path, page(1, news, photo)))
    words = [visible(made.pages[f"01/01-0{at}.html"].one("article").text()) for at in (1, 2)]
    assert words == ["标题图1文字图2", "标题图1图2文字"]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "//host/x", "file:///etc", "https://a\n.b/", "x", ""]
)
def test_unsafe_addresses_are_refused(href):
    assert safe_href(href) is None


@pytest.mark.parametrize("href", ["https://example.org/路径?q=1&r=2#s", "HTTP://a.b", "mailto:a@b.c"])
def test_ordinary_addresses_are_kept(href):
    assert safe_href(f" {href} ") == href


def test_a_refused_link_keeps_its_words(build, tmp_path):
    body = (Paragraph(runs=(Run(text="点这里", href="javascript:x"),)),)
    made = build(edition(tmp_path, page(1, article("01-01", body=body))))
    text = made.pages["01/01-01.html"].one("div", class_="text")
    assert (text.text().strip(), text.every("a")) == ("点这里", [])
