import posixpath
from dataclasses import replace
from urllib.parse import urldefrag

from rich_edition import article, edition, page, para, picture, publication

from publisher.model import Ad
from publisher.text.reading import count_characters

XHTML = "{http://www.w3.org/1999/xhtml}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def nav(built, kind):
    return next(n for n in built.tree("nav.xhtml").iter(f"{XHTML}nav") if n.get(TYPE) == kind)


def turns(built, name):
    """Return the words and targets of an article's two rows of links."""
    rows = [p for p in built.tree(name).iter(f"{XHTML}p") if p.get("class") == "turn"]
    return [{a.text: a.get("href") for a in row} for row in rows]


def test_contents_have_exactly_two_levels(built):
    listed = []
    for item in nav(built, "toc").find(f"{XHTML}ol"):
        link, inner = item.find(f"{XHTML}a"), item.find(f"{XHTML}ol")
        assert [child.tag for child in item] == [f"{XHTML}a", f"{XHTML}ol"]
        for leaf in inner:
            assert [child.tag for child in leaf] == [f"{XHTML}a"]
        listed.append((link.text, link.get("href"), [(leaf[0].text, leaf[0].get("href")) for leaf in inner]))
    assert listed == [
        (
            "第01版：要闻",
            "text/page-01.xhtml",
            [("加快打造 人民城市", "text/01-01.xhtml"), ("坏字符", "text/01-02.xhtml")],
        ),
        (
            "第02版",
            "text/page-02.xhtml",
            [("大写", "text/Story.xhtml"), ("小写", "text/story-2.xhtml"), ("江雪", "text/article.xhtml")],
        ),
        ("第04版：影像 & <画>", "text/page-04.xhtml", [("稿件 page-02", "text/article-page-02.xhtml")]),
    ]


def test_page_list_is_the_printed_pages(built):
    found = [(a.text, a.get("href")) for a in nav(built, "page-list").iter(f"{XHTML}a")]
    assert found == [
        ("第01版", "text/page-01.xhtml#page-01"),
        ("第02版", "text/page-02.xhtml#page-02"),
        ("第04版", "text/page-04.xhtml#page-04"),
    ]
    targets = [
        (target.get("value"), target.find(f"{NCX}content").get("src"))
        for target in built.tree("toc.ncx").iter(f"{NCX}pageTarget")
    ]
    assert targets == [("1", found[0][1]), ("2", found[1][1]), ("4", found[2][1])]


def test_landmarks_and_page_list_are_hidden(built):
    assert nav(built, "landmarks").get("hidden") is not None
    assert nav(built, "page-list").get("hidden") is not None
    assert "[hidden] { display: none; }" in built.read("styles/epub.css").decode()
    kinds = [a.get(TYPE) for a in nav(built, "landmarks").iter(f"{XHTML}a")]
    assert kinds == ["cover", "titlepage", "toc", "bodymatter"]


def test_ncx_has_the_same_outline(built):
    outline = [
        (
            point.find(f"{NCX}navLabel/{NCX}text").text,
            [leaf.find(f"{NCX}navLabel/{NCX}text").text for leaf in leaves],
        )
        for point in built.tree("toc.ncx").find(f"{NCX}navMap")
        for leaves in [point.findall(f"{NCX}navPoint")]
    ]
    assert outline[0] == ("第01版：要闻", ["加快打造 人民城市", "坏字符"])
    assert [len(leaves) for _, leaves in outline] == [2, 3, 1]
    orders = [int(point.get("playOrder")) for point in built.tree("toc.ncx").iter(f"{NCX}navPoint")]
    assert orders == list(range(1, 10))


def test_links_of_articles_at_both_ends(built):
    """Previous and next run through the whole issue; its first article has no previous, its last no next."""
    first, second = turns(built, "text/01-01.xhtml"), turns(built, "text/01-02.xhtml")
    page_one = {"本版": "page-01.xhtml", "目录": "../nav.xhtml#contents-01"}
    assert first == [{**page_one, "下一篇": "01-02.xhtml"}] * 2
    assert second == [{"上一篇": "01-01.xhtml", **page_one, "下一篇": "Story.xhtml"}] * 2
    last = {"上一篇": "article.xhtml", "本版": "page-04.xhtml", "目录": "../nav.xhtml#contents-04"}
    assert turns(built, "text/article-page-02.xhtml") == [last] * 2
    assert list(second[0]) == ["上一篇", "本版", "目录", "下一篇"]


def test_links_of_pages(built):
    assert turns(built, "text/page-01.xhtml")[0] == {
        "目录": "../nav.xhtml#contents-01",
        "下一版": "page-02.xhtml",
    }
    assert turns(built, "text/page-02.xhtml")[0] == {
        "上一版": "page-01.xhtml",
        "目录": "../nav.xhtml#contents-02",
        "下一版": "page-04.xhtml",
    }
    assert turns(built, "text/page-04.xhtml")[0] == {
        "上一版": "page-02.xhtml",
        "目录": "../nav.xhtml#contents-04",
    }


def test_single_article_has_neither_neighbour(build, tmp_path):
    made = build(edition(tmp_path, page(1, article("only", "独", (para("文"),)))))
    assert list(turns(made, "text/only.xhtml")[0]) == ["本版", "目录"]


def test_every_address_in_the_book_resolves(built):
    ids = {
        name: {e.get("id") for e in built.tree(name.removeprefix("EPUB/")).iter() if e.get("id")}
        for name in built.names
        if name.endswith(".xhtml")
    }
    checked = 0
    for name in ids:
        for element in built.tree(name.removeprefix("EPUB/")).iter():
            for key in ("href", "src"):
                address = element.get(key)
                if address is None or "://" in address:
                    continue
                path, fragment = urldefrag(address)
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
                assert target in built.names, (name, address)
                assert not fragment or fragment in ids[target], (name, address)
                checked += 1
    assert checked > 60


def test_page_shows_its_articles_with_deck_and_length(built):
    text = "".join(built.tree("text/page-01.xhtml").itertext())
    for words in (
        "第01版",
        "要闻",
        "引题在此",
        "加快打造 人民城市",
        "副题一",
        "——副题二",
        "字",
        "责任编辑：甲、乙",
    ):
        assert words in text
    assert "版式" not in text
    lengths = [
        "".join(p.itertext())
        for p in built.tree("text/page-01.xhtml").iter(f"{XHTML}p")
        if p.get("class") == "count"
    ]
    assert lengths == [f"{count_characters(made)}字 约1分钟" for made in built.edition.pages[0].articles]


def test_page_pictures_stand_in_files_of_their_own(built):
    assert "EPUB/text/page-01-picture.xhtml" in built.names
    assert "EPUB/text/page-02-picture.xhtml" not in built.names
    assert not any("page-09" in name for name in built.names)


def test_a_page_shows_its_picture_which_leads_to_the_large_one(built):
    (figure,) = (
        f for f in built.tree("text/page-01.xhtml").iter(f"{XHTML}figure") if f.get("class") == "printed"
    )
    link, image = figure.find(f"{XHTML}a"), figure.find(f"{XHTML}a/{XHTML}img")
    assert link.get("href") == "page-01-picture.xhtml"
    (large,) = built.tree("text/page-01-picture.xhtml").iter(f"{XHTML}img")
    assert (image.get("src"), image.get("alt")) == (large.get("src"), "第01版版面图")
    assert b"printed" not in built.read("text/page-02.xhtml")


def test_an_advertisement_without_words_says_what_it_is(build, tmp_path):
    ads = tuple(
        Ad(image=picture(tmp_path, f"{at}.png", "PNG", alt=alt), size="banner")
        for at, alt in enumerate(("", "某店"))
    )
    made = build(edition(tmp_path, replace(page(1, article("a", "甲")), ads=ads)))
    figures = [f for f in made.tree("text/page-01.xhtml").iter(f"{XHTML}figure") if f.get("class") == "ad"]
    assert [figure.find(f"{XHTML}img").get("alt") for figure in figures] == ["广告", "某店"]


def test_words_follow_the_language(build, tmp_path):
    paper = publication(tmp_path, language="zh-TW")
    made = build(edition(tmp_path, page(1, article("a", "甲"), article("b", "乙")), publication=paper))
    assert list(turns(made, "text/a.xhtml")[0]) == ["本版", "目錄", "下一篇"]
    assert made.tree("text/a.xhtml").get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hant-TW"
    assert b'page-progression-direction="ltr"' in made.read("package.opf")
