"""The facsimile: printed pages as pictures of fixed layout, a link over every part of an article, and the text behind."""

import io
import os
import posixpath
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from facsimile_edition import HEIGHT, WIDTH, made_up_page, module, printed, sheets
from PIL import Image as Pillow
from readers.wanted import article_text
from rich_edition import article, edition, page, page_picture, para
from test_epub_navigation import NCX, XHTML, nav
from test_epub_text import body_text, spine
from test_epub_valid import epubcheck

from publisher.errors import ExitCode, PublishError
from publisher.makeup.issue import MadeUpIssue
from publisher.outputs.epub import facsimile
from publisher.outputs.epub.book import identifier
from publisher.outputs.epub.facsimile import as_printed
from publisher.outputs.epub.page_pictures import is_drawn
from publisher.outputs.epub.page_pictures import page_picture as made_ready
from publisher.text.reading import visible

PAGE = re.compile(r"text/page-(\d+)\.xhtml")
BUILD = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
os.umask(int(sys.argv[4]))
time.time = lambda: float(sys.argv[5])
from pathlib import Path
from facsimile_edition import printed, sheets
from publisher.outputs.epub import facsimile
folder = Path(sys.argv[2])
folder.mkdir()
edition, issue = printed(folder)
facsimile.write(edition, Path(sys.argv[3]), dict(reversed(sheets().items())), issue.pages)
"""


def viewport(built, name):
    head = built.read(name).decode()
    found = re.search(r'<meta name="viewport" content="width=(\d+), height=(\d+)"/>', head)
    return int(found[1]), int(found[2])


def links(built, name):
    """Return the hot areas of a printed page: where they lead, their places and words."""
    areas = [a for a in built.tree(name).iter(f"{XHTML}a") if a.get("style")]
    places = [[float(value) for value in re.findall(r":([\d.]+)px", a.get("style"))] for a in areas]
    words = ["".join(a.itertext()) for a in areas]
    return [(a.get("href"), place, word) for a, place, word in zip(areas, places, words, strict=True)]


def text_files(built, stem):
    return [name for name in spine(built) if re.fullmatch(rf"text/{re.escape(stem)}(~\d+)?\.xhtml", name)]


def test_it_is_valid(facsimile_built, tmp_path):
    (tmp_path / "made.epub").write_bytes(facsimile_built.content)
    assert epubcheck(tmp_path / "made.epub") == []


def test_the_whole_book_is_of_fixed_layout(facsimile_built):
    package = facsimile_built.read("package.opf").decode()
    for stated in (
        '<meta property="rendition:layout">pre-paginated</meta>',
        '<meta property="rendition:spread">landscape</meta>',
        "<dc:title>样张时报 2023年1月5日 总第1024期（原版版面）</dc:title>",
        '<meta property="pageBreakSource">样张时报 2023年1月5日 总第1024期（印刷版） CN 31-0000</meta>',
        'id="series">样张时报</meta>',
        'refines="#series" property="group-position">1024</meta>',
        'property="schema:accessMode">textOnVisual<',
    ):
        assert stated in package
    assert "displayTransformability" not in package
    assert "rendition:layout-reflowable" not in package
    assert all(viewport(facsimile_built, name) for name in spine(facsimile_built))


def test_it_is_another_publication_than_the_book(facsimile_built, built):
    def stated(made):
        return re.search(r"urn:uuid:[0-9a-f-]{36}", made.read("package.opf").decode())[0]

    assert stated(facsimile_built) == identifier(facsimile_built.edition, fixed=True) != stated(built)
    assert "rendition" not in built.read("package.opf").decode()
    assert stated(facsimile_built) in facsimile_built.read("toc.ncx").decode()


def test_printed_pages_come_first_and_face_each_other(facsimile_built):
    assert spine(facsimile_built)[:5] == [
        "text/cover.xhtml", "text/page-01.xhtml", "text/page-02.xhtml", "text/page-04.xhtml", "text/page-05.xhtml",
    ]  # fmt: skip
    places = re.findall(r'<itemref [^>]*properties="([^"]+)"', facsimile_built.read("package.opf").decode())
    right, left = "page-spread-right", "page-spread-left"
    assert places == ["rendition:page-spread-center", right, left, left, right]


def test_a_picture_fills_its_page(facsimile_built):
    for name in filter(PAGE.fullmatch, spine(facsimile_built)):
        (image,) = facsimile_built.tree(name).iter(f"{XHTML}img")
        content = facsimile_built.read(posixpath.normpath(f"text/{image.get('src')}"))
        with Pillow.open(io.BytesIO(content)) as opened:
            assert opened.size == viewport(facsimile_built, name)
        assert len(content) <= 1_500_000
        assert image.get("alt").endswith("版版面图")


def test_hot_areas_are_the_modules_scaled_to_the_picture(facsimile_built):
    for made in facsimile_built.issue.pages:
        name = f"text/page-{made.number:02d}.xhtml"
        width, height = viewport(facsimile_built, name)
        found = links(facsimile_built, name)
        assert len(found) == len(made.modules)
        for (_, place, _), part in zip(found, made.modules, strict=True):
            across, down = width / WIDTH, height / HEIGHT
            x, y, wide, high = part.rect
            assert place == pytest.approx([x * across, y * down, wide * across, high * down], abs=0.006)


def test_hot_areas_lead_to_the_text_and_name_the_article(facsimile_built):
    front = [(href, words) for href, _, words in links(facsimile_built, "text/page-01.xhtml")]
    assert front == [("01-01.xhtml", "加快打造 人民城市 下转第05版")]
    second = [href for href, _, _ in links(facsimile_built, "text/page-02.xhtml")]
    assert second == ["article.xhtml", "Story.xhtml", "story-2.xhtml"]
    ((href, _, words),) = links(facsimile_built, "text/page-05.xhtml")
    assert words == "加快打造 人民城市 上接第01版"
    assert re.fullmatch(r"01-01~\d+\.xhtml", href), "what continues leads to where its text goes on"


def test_contents_are_the_printed_pages_with_their_articles(facsimile_built):
    listed = []
    for item in nav(facsimile_built, "toc").find(f"{XHTML}ol"):
        inner = item.find(f"{XHTML}ol")
        link = item.find(f"{XHTML}a")
        leaves = [leaf.find(f"{XHTML}a") for leaf in (inner if inner is not None else ())]
        listed.append((link.text, link.get("href"), [(leaf.text, leaf.get("href")) for leaf in leaves]))
    assert listed == [
        ("第01版：要闻", "text/page-01.xhtml", [("加快打造 人民城市", "text/page-01.xhtml#part-1")]),
        (
            "第02版",
            "text/page-02.xhtml",
            [
                ("江雪", "text/page-02.xhtml#part-1"),
                ("大写", "text/page-02.xhtml#part-2"),
                ("小写", "text/page-02.xhtml#part-3"),
            ],
        ),
        (
            "第04版：影像 & <画>",
            "text/page-04.xhtml",
            [("稿件 page-02", "text/page-04.xhtml#part-1"), ("坏字符", "text/page-04.xhtml#part-2")],
        ),
        ("第05版：续版", "text/page-05.xhtml", []),
    ]  # fmt: skip


def test_page_list_landmarks_and_ncx(facsimile_built):
    listed = [(a.text, a.get("href")) for a in nav(facsimile_built, "page-list").iter(f"{XHTML}a")]
    assert listed == [
        (f"第{made.number:02d}版", f"text/page-{made.number:02d}.xhtml#page-{made.number:02d}")
        for made in facsimile_built.issue.pages
    ]
    marks = [a.get("href") for a in nav(facsimile_built, "landmarks").iter(f"{XHTML}a")]
    assert marks == ["text/cover.xhtml", "text/page-01.xhtml"]
    ncx = facsimile_built.tree("toc.ncx")
    targets = [target.find(f"{NCX}content").get("src") for target in ncx.iter(f"{NCX}pageTarget")]
    assert targets == [href for _, href in listed]
    assert len(list(ncx.iter(f"{NCX}navPoint"))) == 4 + len(facsimile_built.edition.articles)


def test_every_address_resolves(facsimile_built):
    ids = {
        name: {e.get("id") for e in facsimile_built.tree(name.removeprefix("EPUB/")).iter() if e.get("id")}
        for name in facsimile_built.names
        if name.endswith(".xhtml")
    }
    checked = 0
    for name in ids:
        for element in facsimile_built.tree(name.removeprefix("EPUB/")).iter():
            for address in filter(None, (element.get("href"), element.get("src"))):
                if "://" in address:
                    continue
                path, fragment = urldefrag(address)
                target = (
                    posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
                    if path
                    else name
                )
                assert target in facsimile_built.names, (name, address)
                assert not fragment or fragment in ids[target], (name, address)
                checked += 1
    assert checked > 60


def test_text_pages_hold_every_article_once_and_whole(facsimile_built):
    stems = ["01-01", "article", "Story", "story-2", "article-page-02", "01-02"]
    in_print = as_printed(facsimile_built.edition, facsimile_built.issue.pages).articles
    seen = []
    for stem, made in zip(stems, in_print, strict=True):
        files = text_files(facsimile_built, stem)
        assert "".join(body_text(facsimile_built, name) for name in files) == article_text(made)
        seen += files
    assert seen == spine(facsimile_built)[5:]


def test_links_of_text_pages(facsimile_built):
    def turns(name):
        (row,) = [p for p in facsimile_built.tree(name).iter(f"{XHTML}p") if p.get("class") == "turn"]
        return {a.text: a.get("href") for a in row}

    assert turns("text/01-01.xhtml") == {"返回版面": "page-01.xhtml", "下一篇": "article.xhtml"}
    assert turns("text/01-01~2.xhtml") == turns("text/01-01.xhtml")
    assert turns("text/01-02.xhtml") == {"上一篇": "article-page-02.xhtml", "返回版面": "page-04.xhtml"}


def test_footnotes_lead_from_page_to_page_and_back(facsimile_built):
    files = text_files(facsimile_built, "01-01")
    found = {name: list(facsimile_built.tree(name).iter(f"{XHTML}a")) for name in files}
    calls = [(name, a) for name in files for a in found[name] if a.get("role") == "doc-noteref"]
    backs = [(name, a) for name in files for a in found[name] if a.get("role") == "doc-backlink"]
    (caller, call), (noted, back) = calls[0], backs[0]
    assert caller != noted
    assert call.get("href") == f"{posixpath.basename(noted)}#note-1"
    assert back.get("href") == f"{posixpath.basename(caller)}#{call.get('id')}"


def test_text_behind_the_picture_is_what_is_printed(facsimile_built):
    layers = [
        e for e in facsimile_built.tree("text/page-01.xhtml").iter(f"{XHTML}div") if e.get("class") == "layer"
    ]
    furniture, lead = ("".join(layer.itertext()) for layer in layers)
    assert visible(furniture) == "第01版：要闻样张时报"
    assert "hyphenated word ends" in lead
    assert visible(lead) == "加快打造人民城市hyphenatedwordends图为江景收入143.5"
    assert [e.get("aria-label") for e in layers[1].iter(f"{XHTML}div") if e.get("role")] == ["江景"]
    style = facsimile_built.read("styles/epub-facsimile.css").decode()
    assert "opacity: 0" in re.search(r"\.sheet \.layer \{[^}]*\}", style)[0]


def test_same_bytes_elsewhere_on_another_day(facsimile_built, tmp_path):
    for seed, zone, mask, now in (
        ("1", "Asia/Shanghai", "0", "1e9"),
        ("77", "America/New_York", "63", "4e9"),
    ):
        target = tmp_path / f"{seed}.epub"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "EPAPER_LANG": "en"}
        arguments = [str(Path(__file__).parent), str(tmp_path / seed), str(target), mask, now]
        subprocess.run([sys.executable, "-c", BUILD, *arguments], check=True, env=environment)
        assert target.read_bytes() == facsimile_built.content


def test_failures_are_named_and_leave_nothing(tmp_path):
    made, issue = printed(tmp_path)
    with pytest.raises(PublishError) as missing:
        facsimile.write(made, tmp_path / "no such folder" / "x.epub", sheets(), issue.pages)
    with pytest.raises(PublishError) as broken:
        facsimile.write(made, tmp_path / "x.epub", {**sheets(), 4: b"no picture"}, issue.pages)
    (tmp_path / "photo.jpg").unlink()
    with pytest.raises(PublishError) as lost:
        facsimile.write(made, tmp_path / "x.epub", sheets(), issue.pages)
    for caught in (missing, broken, lost):
        assert [item.rule for item in caught.value.findings] == ["O-001"]
        assert caught.value.code is ExitCode.OUTPUT
    assert not (tmp_path / "x.epub").exists()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_issue_that_speaks_english_with_an_article_that_stands_nowhere(tmp_path, language):
    made = edition(
        tmp_path, page(3, article("a", "One", (para("Text of one."),)), article("b", "", ()), name="")
    )
    made = replace(made, publication=replace(made.publication, language=language))
    issue = MadeUpIssue(
        pages=(made_up_page(3, "", module("a", (40, 40, 600, 900), (), 10)),), faces=(), findings=()
    )
    facsimile.write(made, tmp_path / "x.epub", {3: page_picture(3)}, issue.pages)
    assert epubcheck(tmp_path / "x.epub") == []
    shutil.rmtree(tmp_path)


def _png(drawn):
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def test_pictures_of_pages_by_what_they_show(facsimile_built):
    """Drawn pages take few inks, grey ones sixteen; pages with photographs are JPEG; all within the limits of e-readers."""
    drawn, photographic = made_up_page(7, ""), facsimile_built.issue.pages[0]
    grey = made_ready(page_picture(7), 7, drawn=is_drawn(drawn))
    with Pillow.open(io.BytesIO(grey.content)) as opened:
        assert (opened.format, len(opened.getcolors())) == ("PNG", 2)
    assert grey.content[24:26] == b"\x04\x03", "four bits for each pixel, with a palette"
    red = Pillow.new("RGB", (300, 400), (250, 250, 250))
    red.paste((160, 20, 30), (20, 20, 200, 60))
    with Pillow.open(io.BytesIO(made_ready(_png(red), 7, drawn=True).content)) as opened:
        assert opened.format == "PNG"
        assert opened.convert("RGB").getpixel((30, 30)) == (160, 20, 30)
    assert not is_drawn(photographic)
    assert made_ready(page_picture(1), 1, drawn=False).media_type == "image/jpeg"
    noise = Pillow.effect_noise((2600, 3600), 120)
    large = made_ready(_png(noise), 7, drawn=True)
    assert len(large.content) <= 1_500_000
    with Pillow.open(io.BytesIO(large.content)) as opened:
        assert opened.width * opened.height <= 4_000_000
