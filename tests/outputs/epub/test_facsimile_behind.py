"""The text behind a printed page: sentences with ids, in the place of their lines, over columns and pages."""

import re

import pytest
from facsimile_edition import STYLE, line, made_up_page, module, words
from rich_edition import article, edition, page, page_picture, para, runs
from test_epub_navigation import XHTML
from test_epub_valid import epubcheck

from publisher.makeup.layout import TableBox, TableRow
from publisher.model import Align, Table
from publisher.outputs.epub import facsimile
from publisher.outputs.epub.behind import Scale, texts
from publisher.text.reading import visible
from publisher.typeset.lines import Line, Span
from publisher.typeset.slugs import Cell

PLAIN = Scale(0.0, 0.0, 2.0, 2.0)


def spans(made):
    """Return the sentences of some texts: id and words, lines parted by a stroke."""
    found = re.findall(r'<span id="([^"]+)">(.*?)</span>', " ".join(one.words for one in made))
    return [(name, text.replace("<br/>", "|")) for name, text in found]


def test_a_sentence_goes_over_lines_and_columns():
    made = texts(
        (
            words("body", line("一句。两"), line("句很长，接着")),
            words("pull-quote", line("不重复")),
            words("body", line("写完。三句。"))._replace(rest=True),
            words("body", line("新段。")),
        ),
        PLAIN,
        "p",
    )
    assert spans(made) == [
        ("p-s1-1", "一句。"), ("p-s1-2", "两|句很长，接着"), ("p-s1-2-2", "写完。"), ("p-s1-3", "三句。"), ("p-s2-1", "新段。"),
    ]  # fmt: skip


def test_lines_that_end_with_a_sentence_are_parted_too():
    made = texts((words("body", line("一句。"), line("两句。")),), PLAIN, "p")
    assert spans(made) == [("p-s1-1", "一句。|"), ("p-s1-2", "两句。")]


def test_a_call_belongs_to_the_sentence_before_it():
    call = Span("1", STYLE._replace(note="note-1"))
    first = Line((Span("一句。", STYLE), call, Span("两", STYLE)), 0.0, 100.0)
    rest = Line((Span("句。", STYLE), call, Span("”三句", STYLE)), 0.0, 100.0)
    made = texts((words("body", first, rest),), PLAIN, "p")
    assert spans(made) == [("p-s1-1", "一句。1"), ("p-s1-2", "两|句。1”"), ("p-s1-3", "三句")]


def test_the_head_of_a_table_is_not_told_again_over_its_rest():
    def row(text, *, again=False):
        return TableRow((Cell((line(text),), 0.0, 90.0, "left", ""),), 10.0, again)

    first = TableBox(0.0, 0.0, 100.0, 10.0, (row("馆名"), row("一馆")))
    rest = TableBox(200.0, 0.0, 100.0, 10.0, (row("馆名", again=True), row("两馆")), rest=True)
    made = texts((first, rest), PLAIN, "p")
    assert [text for _, text in spans(made)] == ["馆名", "一馆", "两馆"]
    assert [one.box.top for one in made] == [0.0, 20.0, 20.0]


def test_what_no_page_can_hold_is_not_written():
    (made,) = texts((words("body", line('<b>&"\x00字'), line("'")),), PLAIN, "p")
    assert spans([made]) == [("p-s1-1", "&lt;b&gt;&amp;&quot;字|'")]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("the end", "of it", "the end of it"),
        ("the café", "à côté", "the café à côté"),
        ("he said “yes”", "and left", "he said “yes” and left"),
        ("two words —", "and two", "two words — and two"),
        ("two words", "— and two", "two words — and two"),
        ("self-", "evident", "self-evident"),
        ("قالت", "الحكومة", "قالت الحكومة"),
        ("他说", "yes", "他说yes"),
        ("yes", "他说", "yes他说"),
        ("他说“", "好”", "他说“好”"),
        ("他说——", "好", "他说——好"),
    ],
)
def test_breaking_dropped_a_space_where_words_are_spaced(before, after, joined):
    (made,) = texts((words("body", line(before), line(after)),), PLAIN, "p")
    assert made.words.striptags().replace("\n", "") == joined
    first, second = texts(
        (words("body", line(before)), words("body", line(after))._replace(rest=True)), PLAIN, "p"
    )
    assert (first.words + second.words).striptags() == joined


def test_text_stands_where_its_lines_do():
    centred = (line("短")._replace(offset=80.0), line("长长长")._replace(offset=50.0))
    (made,) = texts((words("headline", *centred, tag="h2", x=10.0, y=20.0),), PLAIN, "p")
    assert (made.box.left, made.box.top, made.box.width, made.indent) == (120.0, 40.0, 300.0, 60.0)


def test_every_sentence_of_a_page_has_an_id_of_its_own(facsimile_built):
    for name in ("page-01", "page-02", "page-05"):
        tree = facsimile_built.tree(f"text/{name}.xhtml")
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        for layer in (div for div in tree.iter(f"{XHTML}div") if div.get("class") == "layer"):
            for text in layer.iter(f"{XHTML}p"):
                outside = (text.text or "") + "".join(span.tail or "" for span in text)
                assert not visible(outside), "no word stands outside of its sentence"


def jumping(tmp_path):
    made = edition(tmp_path, page(1, article("a", "长文", (para("上半篇。" * 300),)), article("b", "短文")))
    upper, lower = 4 * 150 + 2, 4 * 150
    pages = (
        made_up_page(1, "要闻", module("a", (40, 40, 600, 700), (), upper, goes=2), module("b", (40, 800, 600, 90), (), 9)),
        made_up_page(2, "续版", module("a", (40, 40, 600, 900), (words("body", line("下半篇。")),), lower, came=1)),
    )  # fmt: skip
    return made, pages


def test_text_leads_back_to_the_page_on_which_it_stands(tmp_path, opened):
    made, pages = jumping(tmp_path)
    target = tmp_path / "x.epub"
    facsimile.write(made, target, {1: page_picture(1), 2: page_picture(2)}, pages)
    built = opened(made, target)
    back = {}
    for name in built.names:
        if re.fullmatch(r"EPUB/text/a(~\d+)?\.xhtml", name):
            tree = built.tree(name.removeprefix("EPUB/"))
            (link,) = [a for a in tree.iter(f"{XHTML}a") if a.text == "返回版面"]
            (folio,) = [p for p in tree.iter(f"{XHTML}p") if p.get("class") == "folio"]
            back[name.removeprefix("EPUB/text/")] = (link.get("href"), folio.text)
    assert back["a.xhtml"] == ("page-01.xhtml", "第01版：要闻")
    assert back["a~3.xhtml"] == ("page-02.xhtml", "第02版：续版")


def test_a_page_without_a_picture_shows_its_text(tmp_path, opened):
    made, pages = jumping(tmp_path)
    target = tmp_path / "x.epub"
    facsimile.write(made, target, {1: page_picture(1)}, pages)
    built = opened(made, target)
    bare = built.tree("text/page-02.xhtml")
    assert not list(bare.iter(f"{XHTML}img"))
    assert bare.find(f"{XHTML}body").get("class") == "sheet bare"
    assert "下半篇。" in "".join(bare.itertext())
    assert len([a for a in bare.iter(f"{XHTML}a") if a.get("style")]) == 1
    assert built.tree("text/page-01.xhtml").find(f"{XHTML}body").get("class") == "sheet"
    assert epubcheck(target) == []
    facsimile.write(made, target, {}, pages)
    assert epubcheck(target) == []


def test_a_wide_table_stays_a_table_where_pages_do_not_narrow(tmp_path, opened):
    cells = tuple(runs(text) for text in ("地区", "人口", "面积", "产值", "增幅"))
    table = Table(header=cells, rows=(cells,), align=(Align.LEFT,) * 5)
    made = edition(tmp_path, page(1, article("a", "表", (table,))))
    pages = (made_up_page(1, "要闻", module("a", (40, 40, 600, 700), (), 21)),)
    facsimile.write(made, tmp_path / "x.epub", {1: page_picture(1)}, pages)
    text = opened(made, tmp_path / "x.epub").read("text/a.xhtml").decode()
    assert '<div class="table">' in text
    assert "data-label" not in text
