"""What keeps a narrow screen readable: long words part, headlines break between words, listings keep their lines."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich_edition import article, edition, page, para, publication, runs

from publisher.model import Align, Paragraph, Run, Table
from publisher.outputs.epub import PROFILES, write

XHTML = "{http://www.w3.org/1999/xhtml}"
ADDRESS = "https://www.example.org/a/very/long/path?with=a-query"


def parts(element):
    """Return the text of an element, with a bar where a line may end."""
    bar = "|" if element.tag == f"{XHTML}wbr" else ""
    return bar + (element.text or "") + "".join(parts(child) + (child.tail or "") for child in element)


def classed(tree, name):
    return [e for e in tree.iter() if name in (e.get("class") or "").split()]


def made(build, tmp_path, *body, title="标题", **options):
    return build(edition(tmp_path, page(1, article("a", title, body)), **options))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        (ADDRESS, "long address"),
        ("Donaudampfschifffahrtsgesellschaft", "long"),
        ("Достопримечательностями", "long"),
        ("a" + "\u0301" * 40, "long stack"),
    ],
)
def test_long_words_may_be_parted(build, tmp_path, word, kind):
    tree = made(build, tmp_path, para(f"请看{word}，很长。")).tree("text/a.xhtml")
    assert [(e.get("class"), "".join(e.itertext())) for e in classed(tree, "long")] == [(kind, word)]
    assert f"请看{word}，很长。" in "".join(tree.itertext())


def test_common_words_stay_whole(build, tmp_path):
    text = "The constitutional question, 二十个汉字连在一起也不算一个很长的词语。ภาษาไทยไม่มีช่องว่างระหว่างคำในประโยค"
    assert not classed(made(build, tmp_path, para(text)).tree("text/a.xhtml"), "long")


@pytest.mark.parametrize(
    ("cells", "classes"),
    [
        (("网址", ADDRESS), "table wide"),
        (("网址", 2 * ADDRESS), "table wide dense"),
        (("Word", "Donaudampfschifffahrtsgesellschaftskapitän"), "table wide"),
        (("甲", "这是一段很长的说明文字，可以在任何地方断行，所以不必改成一列一列的样子"), "table"),
    ],
)
def test_a_table_is_as_wide_as_its_longest_words(build, tmp_path, cells, classes):
    table = Table(
        header=(runs("项目"), runs("说明")),
        rows=(tuple(runs(text) for text in cells),),
        align=(Align.LEFT, Align.LEFT),
    )
    tree = made(build, tmp_path, table).tree("text/a.xhtml")
    assert [e.get("class") for e in classed(tree, "table")] == [classes]


def test_a_table_that_can_be_no_list_parts_its_words(build, tmp_path):
    bare = Table(header=(), rows=((runs("甲"), runs(ADDRESS)),), align=(Align.LEFT, Align.LEFT))
    assert classed(made(build, tmp_path, bare).tree("text/a.xhtml"), "table")[0].get("class") == "table dense"


TITLE = "工业增加值143.5亿元 同比增长3.2%"


def test_headlines_break_between_words_only(build, tmp_path):
    built = made(build, tmp_path, para("文"), title=TITLE)
    head = built.tree("text/a.xhtml").find(f".//{XHTML}h1")
    front = classed(built.tree("text/page-01.xhtml"), "headline")[0]
    for one in (head, front):
        assert parts(one) == "工业|增加值|143.5亿元 同比|增长|3.2%"
        assert "".join(one.itertext()) == TITLE
        assert "parted" in one.get("class")


def test_decks_break_between_words_too(build, tmp_path):
    story = replace(article("a", "标题", (para("文"),)), deck=("今年奖金一共3万元",))
    (deck,) = classed(build(edition(tmp_path, page(1, story))).tree("text/a.xhtml"), "deck")
    assert "3万元" in parts(deck).split("|")[-1]
    assert "".join(deck.itertext()) == "今年奖金一共3万元"
    assert "parted" in deck.get("class")


def test_words_that_spaces_part_need_no_more(build, tmp_path):
    paper = publication(tmp_path, language="en")
    built = made(build, tmp_path, para("Text."), title="Prices rise by half", publication=paper)
    assert not classed(built.tree("text/a.xhtml"), "parted")
    assert b"wbr" not in built.read("text/a.xhtml") + built.read("text/page-01.xhtml")


def test_kobo_has_one_span_to_a_headline(opened, tmp_path):
    issue = edition(tmp_path, page(1, article("a", TITLE, (para("文"),))))
    write(issue, tmp_path / "made.epub", {}, profile=PROFILES["kobo"])
    head = opened(issue, tmp_path / "made.epub").tree("text/a.xhtml").find(f".//{XHTML}h1")
    assert [parts(span) for span in classed(head, "koboSpan")] == ["工业|增加值|143.5亿元 同比|增长|3.2%"]


def test_a_listing_keeps_its_lines_and_indents(build, tmp_path):
    lines = (Run(text="if x:", code=True), Run(text="\n"), Run(text="    y = 1", code=True))
    tree = made(build, tmp_path, Paragraph(runs=lines), para("文")).tree("text/a.xhtml")
    (listing,) = classed(tree, "literal")
    assert (listing.tag, listing.get("dir")) == (f"{XHTML}p", "ltr")
    assert [code.text for code in listing.iter(f"{XHTML}code")] == ["if x:", "    y = 1"]
    style = made(build, tmp_path, para("文")).read("styles/epub.css").decode()
    assert ".literal { text-indent: 0; text-align: left; }" in style
    assert "overflow-wrap: anywhere" in style
