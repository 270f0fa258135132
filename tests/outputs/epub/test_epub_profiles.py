import io
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image as Pillow
from rich_edition import page_pictures, rich
from test_epub_valid import epubcheck

from publisher import pipeline
from publisher.outputs.epub import PROFILES, facsimile, write
from publisher.outputs.epub.kobo import spanned

XHTML = "{http://www.w3.org/1999/xhtml}"


def words(content):
    return "".join(ET.fromstring(content).find(f"{XHTML}body").itertext())


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    """The rich edition for every profile."""
    folder = tmp_path_factory.mktemp("profiles")
    edition, made = rich(folder), {}
    for name, profile in PROFILES.items():
        path = folder / f"book{profile.ending}"
        write(edition, path, page_pictures(), profile=profile)
        made[name] = zipfile.ZipFile(path)
    return made


def test_the_command_line_knows_every_profile():
    assert tuple(PROFILES) == pipeline.PROFILES
    assert len({profile.ending for profile in PROFILES.values()}) == len(PROFILES)


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_is_valid(books, name):
    assert epubcheck(books[name].filename) == []


@pytest.mark.parametrize("name", PROFILES)
def test_every_profile_has_the_same_words(books, name):
    texts = [file for file in books["generic"].namelist() if file.endswith(".xhtml") and "cover" not in file]
    assert texts == [
        file for file in books[name].namelist() if file.endswith(".xhtml") and "cover" not in file
    ]
    for file in texts:
        if "nav" not in file:
            made, whole = words(books[name].read(file)), words(books["generic"].read(file))
            assert made.split() == whole.split()
            assert name == "kindle" or made == whole


def test_a_kindle_has_a_cover_picture_but_no_cover_page(books):
    assert "EPUB/text/cover.xhtml" not in books["kindle"].namelist()
    package = books["kindle"].read("EPUB/package.opf").decode()
    assert 'properties="cover-image"' in package
    assert '<meta name="cover" content="cover-image"/>' in package
    assert "cover.xhtml" not in books["kindle"].read("EPUB/nav.xhtml").decode()


def test_kobo_has_a_span_to_each_sentence(books):
    """Sentences are parted where ids part them, a span never holds two, and every visible word is in one."""
    for file in books["kobo"].namelist():
        if not file.startswith("EPUB/text/"):
            continue
        root = ET.fromstring(books["kobo"].read(file))
        body = root.find(f"{XHTML}body")
        assert [child.get("id") for child in body] == ["book-columns"]
        assert [child.get("id") for child in body[0]] == ["book-inner"]
        spans = [element for element in root.iter(f"{XHTML}span") if element.get("class") == "koboSpan"]
        numbers = [span.get("id") for span in spans]
        assert len(set(numbers)) == len(numbers)
        assert all(re.fullmatch(r"kobo\.\d+\.\d+", number) for number in numbers)
        held = "".join("".join(span.itertext()) for span in spans)
        drawn = "".join(
            text for svg in root.iter("{http://www.w3.org/2000/svg}svg") for text in svg.itertext()
        )
        assert sorted("".join((held + drawn).split())) == sorted(
            "".join(words(books["kobo"].read(file)).split())
        )


def test_a_chinese_paragraph_is_many_places():
    made = spanned(document("<p>雨停了。他说：“走吧！”<em>我们</em>走了<br/>天晴。</p><p>完</p>")).decode()
    assert re.findall(r'koboSpan" id="([\w.]+)">([^<]*)<', made) == [
        ("kobo.1.1", "雨停了。"), ("kobo.1.2", "他说：“走吧！”"), ("kobo.1.3", "我们"), ("kobo.1.4", "走了"),
        ("kobo.1.5", "天晴。"), ("kobo.2.1", "完"),
    ]  # fmt: skip


def test_sentences_are_those_of_the_other_books():
    quoted = (
        '<p><span id="s1-1">《<em>你好</em>！世界》出版了。</span><span id="s1-2">“走！”他喊。</span></p>'
    )
    made = spanned(document(quoted)).decode()
    assert re.findall(r'koboSpan" id="[\w.]+">([^<]*)<', made) == [
        "《",
        "你好",
        "！世界》出版了。",
        "“走！”他喊。",
    ]


def test_a_reading_and_a_picture_stay_whole_and_drawings_as_they_are():
    ruby, image = "<ruby>漢<rt>hàn</rt></ruby>", '<img src="a.png" alt="甲。乙。"/>'
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><text>一。二。</text></svg>'
    made = spanned(
        document(f"<p>{ruby}字{image}</p><div>{drawing}</div><table><tr><td></td></tr></table>")
    ).decode()
    assert f'<span class="koboSpan" id="kobo.1.1">{ruby}</span>' in made
    assert f'<span class="koboSpan" id="kobo.1.3">{image}</span>' in made
    assert drawing in made
    assert "<td></td>" in made


def document(body):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'
    ).encode()


def test_apple_is_told_the_version_and_to_use_the_faces(books):
    package = books["apple"].read("EPUB/package.opf").decode()
    assert "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/" in package
    assert '<meta property="ibooks:version">2023.105.0</meta>' in package
    assert "ibooks" not in books["generic"].read("EPUB/package.opf").decode()


def test_grey_books_have_grey_pictures_only(tmp_path, build):
    edition = rich(tmp_path)
    write(edition, tmp_path / "grey.epub", page_pictures(), gray=True)
    grey = zipfile.ZipFile(tmp_path / "grey.epub")
    plain = build(edition, page_pictures())
    assert [name.rpartition(".")[0] for name in grey.namelist()] == [
        name.rpartition(".")[0] for name in plain.names
    ]
    rasters = [name for name in grey.namelist() if name.endswith((".jpg", ".png"))]
    assert len(rasters) > 2
    for name in rasters:
        picture = Pillow.open(io.BytesIO(grey.read(name))).convert("RGB")
        red, green, blue = (band.tobytes() for band in picture.split())
        assert red == green == blue, name
    assert epubcheck(tmp_path / "grey.epub") == []


def test_a_grey_facsimile_has_grey_pages(tmp_path, facsimile_built):
    colour = Pillow.new("RGB", (600, 900), (200, 40, 40))
    out = io.BytesIO()
    colour.save(out, "PNG")
    pictures = dict.fromkeys((page.number for page in facsimile_built.issue.pages), out.getvalue())
    path = tmp_path / "grey.epub"
    facsimile.write(facsimile_built.edition, path, pictures, facsimile_built.issue.pages, gray=True)
    with zipfile.ZipFile(path) as book:
        pages = [name for name in book.namelist() if "/page-" in name and name.endswith((".png", ".jpg"))]
        assert pages
        for name in pages:
            red, green, blue = Pillow.open(io.BytesIO(book.read(name))).convert("RGB").split()
            assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_a_correction_keeps_the_identifier_and_has_a_new_date(tmp_path, build):
    first = build(rich(tmp_path)).read("package.opf").decode()
    corrected = replace(rich(tmp_path), corrected=datetime(2023, 1, 6, 15, 30, tzinfo=UTC))
    second = build(corrected).read("package.opf").decode()
    name = re.compile(r"<dc:identifier[^>]*>[^<]*</dc:identifier>")
    assert name.findall(first) == name.findall(second)
    assert '<meta property="dcterms:modified">2023-01-05T00:00:00Z</meta>' in first
    assert '<meta property="dcterms:modified">2023-01-06T15:30:00Z</meta>' in second
    assert first.replace("2023-01-05T00:00:00Z", "2023-01-06T15:30:00Z") == second
