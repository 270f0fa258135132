"""Editions whose lines run from right to left, and names that turn what stands behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich_edition import article, edition, page, para, picture, publication

from publisher.model import Ad
from publisher.outputs.epub.writer import FOLDER

XHTML = "{http://www.w3.org/1999/xhtml}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAME, TITLE = "گېزىت", "خەۋەر"


@pytest.fixture
def uyghur(build, tmp_path):
    paper = publication(tmp_path, language="ug", name=NAME)
    front = replace(page(1, article("a", TITLE, (para("بۇ بىر جۈملە."),)), article("b", TITLE)), name=TITLE)
    shown = replace(front, ads=(Ad(image=picture(tmp_path, "ad.png", "PNG"), size="banner"),))
    return build(edition(tmp_path, shown, publication=paper))


def words(tree, language):
    """Return the words that an element of a language holds itself, with those of its attributes."""
    found = []
    for element in tree.iter():
        if element.get("lang") == language:
            assert element.get(LANG) == language
            spoken = [element.text, element.get("aria-label"), element.get("alt")]
            found += [text.strip() for text in spoken if text and text.strip()]
    return found


def test_words_of_the_program_are_english_and_run_from_left_to_right(uyghur):
    for name, wanted in (
        ("nav.xhtml", {"Contents", "Page 1", "Landmarks", "Pages", "Cover"}),
        ("text/page-01.xhtml", {"Page 1", "4 words", "about 1 min", "Contents", "Advertisement"}),
        ("text/a.xhtml", {"Page 1", "This page", "Next", "Contents"}),
        ("text/title.xhtml", {"1 page", "Contents"}),
    ):
        tree = uyghur.tree(name)
        assert wanted <= set(words(tree, "en")), name
        assert all(e.get("dir") == "ltr" for e in tree.iter() if e.get("lang") == "en")
        assert (tree.get("lang"), tree.get("dir")) == ("ug", "rtl")


def test_titles_that_mix_scripts_are_isolated(uyghur):
    title = f"\u2068{NAME}\u2069 \u20685 January 2023\u2069"
    assert f"<dc:title>{title}</dc:title>" in uyghur.read("package.opf").decode()
    assert f"<docTitle><text>{title}</text></docTitle>" in uyghur.read("toc.ncx").decode()
    assert f"\u2068Page 1\u2069: \u2068{TITLE}\u2069" in uyghur.read("toc.ncx").decode()


def test_the_program_needs_no_words_apart_in_a_language_that_it_speaks(built):
    for name in built.names:
        if name.endswith(".xhtml"):
            assert b'lang="en"' not in built.read(name.removeprefix(f"{FOLDER}/"))


def test_names_turn_nothing_behind_them(build, tmp_path):
    paper = publication(tmp_path, name="报\u202e纸")
    built = build(edition(tmp_path, page(1, article("a", "题\u2067目")), publication=paper))
    package, ncx = built.read("package.opf").decode(), built.read("toc.ncx").decode()
    assert "<dc:title>报\u202e纸\u202c 2023年" in package
    assert "报\u202e纸\u202c</dc:creator>" in package
    assert "<text>题\u2067目\u2069</text>" in ncx
    assert "题\u2067目\u2069</a>" in built.read("nav.xhtml").decode()


def test_parts_of_pages_of_text_stand_at_the_other_side(uyghur):
    style = uyghur.read("styles/epub.css").decode()
    assert 'html[dir="rtl"] body.text .part { float: left; }' in style
