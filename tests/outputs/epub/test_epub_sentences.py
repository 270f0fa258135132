"""Sentence ids, and what each part of an article is to a reading system."""

from __future__ import annotations

from rich_edition import article, edition, page, para, runs

from publisher.model import Align, Paragraph, Run, Table
from publisher.text.sentences import sentences

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
TEXT = "一句。两句！“三句。”四句"


def spans(tree):
    return [span for span in tree.iter(f"{XHTML}span") if (span.get("id") or "").startswith("s")]


def test_each_sentence_has_an_id_of_its_own(build, tmp_path):
    body = (para(TEXT), para(TEXT))
    tree = build(edition(tmp_path, page(1, article("a", "标题", body)))).tree("text/a.xhtml")
    found = spans(tree)
    assert ["".join(span.itertext()) for span in found] == ["标题", *sentences(TEXT), *sentences(TEXT)]
    names = [span.get("id") for span in found]
    assert len(set(names)) == len(names)
    assert names[1:5] == ["s2-1", "s2-2", "s2-3", "s2-4"]


def test_no_sentence_breaks_what_must_stay_whole(build, tmp_path):
    words = (
        Run(text="见"),
        Run(text="一。二。", href="https://example.org/"),
        Run(text="三。", strong=True),
        Run(text="四。五。", strong=True),
    )
    body = (Paragraph(runs=words),)
    tree = build(edition(tmp_path, page(1, article("a", "题", body)))).tree("text/a.xhtml")
    outward = [a for a in tree.iter(f"{XHTML}a") if a.get("href") == "https://example.org/"]
    assert ["".join(a.itertext()) for a in outward] == ["一。二。"]
    assert ["".join(span.itertext()) for span in spans(tree)][1:] == ["见一。二。", "三。", "四。", "五。"]


def test_parts_have_their_meaning_and_a_role(built):
    found = {(element.get(TYPE), element.get("role")) for element in built.tree("text/01-01.xhtml").iter()}
    for pair in (
        ("subtitle", "doc-subtitle"),
        ("abstract", "doc-abstract"),
        ("introduction", "doc-introduction"),
        ("credit", "doc-credit"),
        ("footnote", "doc-footnote"),
        ("noteref", "doc-noteref"),
    ):
        assert pair in found


def test_a_wide_table_says_the_column_before_each_cell(build, tmp_path):
    header = tuple(runs(name) for name in ("地区", "人口", "面积", "产值", "增幅"))
    row = tuple(runs(text) for text in ("甲", "1", "2", "3", "4%"))
    wide = Table(header=header, rows=(row,), align=(Align.LEFT,) * 5)
    narrow = Table(header=header[:2], rows=(row[:2],), align=(Align.LEFT,) * 2)
    tree = build(edition(tmp_path, page(1, article("a", "题", (wide, narrow))))).tree("text/a.xhtml")
    boxes = [div for div in tree.iter(f"{XHTML}div") if "table" in (div.get("class") or "").split()]
    assert [div.get("class") for div in boxes] == ["table wide", "table"]
    assert [td.get("data-label") for td in boxes[0].iter(f"{XHTML}td")] == [
        "地区：",
        "人口：",
        "面积：",
        "产值：",
        "增幅：",
    ]
    assert all(td.get("data-label") is None for td in boxes[1].iter(f"{XHTML}td"))


def test_no_header_is_hidden_that_no_cell_repeats(build, tmp_path):
    header = tuple(runs(name) for name in ("地区", "人口", "面积", "产值", "增幅"))
    noted = (*header[:4], (Run(text="增幅"), Run(text="1", note="a")))
    row = tuple(runs(text) for text in "甲乙丙丁戊")
    left = (Align.LEFT,) * 5
    tables = (Table(header=header, rows=(), align=left), Table(header=noted, rows=(row,), align=left))
    tree = build(edition(tmp_path, page(1, article("a", "题", tables)))).tree("text/a.xhtml")
    boxes = [div for div in tree.iter(f"{XHTML}div") if "table" in (div.get("class") or "").split()]
    assert [div.get("class") for div in boxes] == ["table", "table"]


def test_a_column_without_a_name_has_no_header(build, tmp_path):
    """A header cell that says nothing tells a screen reader of a name that is not there (WCAG 1.3.1)."""
    table = Table(header=((), runs("数")), rows=((runs("甲"), runs("1")),), align=(Align.LEFT, Align.RIGHT))
    head = (
        build(edition(tmp_path, page(1, article("a", "题", (table,)))))
        .tree("text/a.xhtml")
        .find(f".//{XHTML}thead")
    )
    assert [cell.tag for cell in head[0]] == [f"{XHTML}td", f"{XHTML}th"]
