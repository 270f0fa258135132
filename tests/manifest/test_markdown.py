from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher.model import (
    Align,
    Block,
    Break,
    Callout,
    Chart,
    Crosshead,
    Figure,
    Kind,
    ListBlock,
    Paragraph,
    Run,
    Table,
)

from .building import marked, picture, read


def said(blocks: tuple[Block, ...]) -> list[str]:
    """Blocks in a short form."""
    return [_said(block) for block in blocks]


def _said(block: Block) -> str:
    match block:
        case Paragraph():
            return marked(block.runs)
        case Crosshead():
            return "#" * block.level + marked(block.runs)
        case Callout():
            return ">" + "|".join(marked(item) for item in block.items)
        case ListBlock():
            return f"{block.start if block.ordered else '-'}({'|'.join(' '.join(said(item)) for item in block.items)})"
        case Table():
            rows = "/".join("|".join(marked(cell) for cell in row) for row in (block.header, *block.rows))
            return f"table {rows}"
        case Break():
            return "***"
        case Figure():
            return f"figure {block.image.src} {marked(block.image.caption)} {block.image.alt}"
        case Chart():
            return f"chart {block.type}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Emphasis beside Chinese punctuation, where CommonMark's flanking rule fails
        ("**依法行政深入推进。**行政复议", ["[b:依法行政深入推进。]行政复议"]),
        ("**“三公”**一大", ["[b:“三公”]一大"]),
        ("说**“三公”**一大", ["说[b:“三公”]一大"]),
        ("GDP**“三公”**CPI", ["GDP[b:“三公”]CPI"]),
        ("的*《诗》*和**（注）**后", ["的[i:《诗》]和[b:（注）]后"]),
        ("**要点：**“甲”", ["[b:要点：]“甲”"]),
        ("***重***轻", ["[b:[i:重]]轻"]),
        ("2 * 3 * 4，a*b", ["2 * 3 * 4，a*b"]),
        ("snake_case_name，_着重_", ["snake_case_name，[i:着重]"]),
        ("**没有结束", ["**没有结束"]),
        ("~~不划~~", ["~~不划~~"]),
        # Text that looks like markup
        ("a < b <未知> <T> <string> ]]> AT&T &amp; &lt;b&gt; &unknown;", ["a < b <未知> <T> <string> ]]> AT&T & <b> &unknown;"]),
        ("<未知>\n乙", ["<未知> 乙"]),
        ("<foo>\n乙\n</foo>", ["<foo> 乙 </foo>"]),
        ("甲<!-- 没完", ["甲<!-- 没完"]),
        ("<!-- 没完\n\n乙", ["<!-- 没完", "乙"]),
        ("甲<!-- 评 -->乙", ["甲乙"]),
        ("<script>没完\n\n乙", ["<script>没完", "乙"]),
        ("[甲]: 乙", ["[甲]: 乙"]),
        ("[甲][乙] [丙]", ["[甲][乙] [丙]"]),
        ("#标签 \\*星\\* \\[方\\]", ["#标签 *星* [方]"]),
        ("<![CDATA[甲]]>", ["<![CDATA[甲]]>"]),
        ("<?php 甲 ?>乙", ["<?php 甲 ?>乙"]),
        # Lines
        ("甲\n乙", ["甲乙"]),
        ("甲\nb", ["甲 b"]),
        ("a\nb", ["a b"]),
        ("他说：\n“好”", ["他说：“好”"]),
        ("甲  \n乙\\\n丙<br>丁<br/>戊", ["甲\n乙\n丙\n丁\n戊"]),
        ("**甲\n乙**丙", ["[b:甲乙]丙"]),
        ("　　甲\n　　乙\n丙", ["甲", "乙丙"]),
        ("    甲", ["甲"]),
        ("&nbsp;&nbsp;甲\u00a0乙", ["甲\u00a0乙"]),
        ("한국\n어", ["한국 어"]),
        # Blocks
        ("# 一\n## 二 ##\n### 三\n###### 六", ["##一", "##二", "###三", "###六"]),
        ("> 甲\n> 乙\n>\n> 丙\n\n> 丁", [">甲乙|丙", ">丁"]),
        ("> - 甲\n> - 乙\n>\n> ## 丙", [">甲|乙|[b:丙]"]),
        ("- 甲\n  - 乙\n    1. 丙\n- 丁", ["-(甲 -(乙 1(丙))|丁)"]),
        ("3. 甲\n\n   又\n4. 乙", ["3(甲 又|乙)"]),
        ("甲\n\n---\n\n* * *\n乙", ["甲", "***", "***", "乙"]),
        ("```\n  甲\n\n乙 <b>\n```", ["[c:  甲]\n\n[c:乙 <b>]"]),
        ("`a <b> &amp;`甲", ["[c:a <b> &amp;]甲"]),
        # Links, ruby, HTML
        ("[甲](https://a.cn/乙?x=1&y=2) <https://b.cn> <a@b.cn>", [
            "[https://a.cn/%E4%B9%99?x=1&y=2:甲] [https://b.cn:https://b.cn] [mailto:a@b.cn:a@b.cn]"]),
        ("[**甲**][一]\n\n[一]: https://a.cn", ["[b:[https://a.cn:甲]]"]),
        ("{漢|hàn}{漢字|hàn|zì}{漢字|hànzì}{漢字|a|b|c}", ["[漢/hàn][漢/hàn][字/zì][漢字/hànzì][漢字/a b c]"]),
        ("**{漢|hàn}** {甲} {|乙} \\{丙|丁}", ["[b:[漢/hàn]] {甲} {|乙} {丙|丁}"]),
        ("<ruby>漢<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>后", ["[漢/hàn][字/zì]后"]),
        ("H<sub>2</sub>O，m<sup>2</sup>，<b>粗</b><i>斜</i><u>名</u>", [
            "H[down:2]O，m[up:2]，[b:粗][i:斜][proper:名]"]),
        ("<u>茅盾</u><u>巴金</u>读<cite>家</cite>", ["[proper:茅盾][proper:巴金]读[title:家]"]),
        ("<u>司马**迁**</u><cite>史\n记</cite>", ["[proper:司马][proper:[b:迁]][title:史记]"]),
        ("<b>没关\n\n乙", ["[b:没关]", "乙"]),
        ("<div>\n甲\n\n乙\n</div>\n\n丙", ["甲", "乙", "丙"]),
        ("<p>甲<p>乙", ["甲", "乙"]),
        ("<div>甲 <b", ["甲 <b"]),
    ],
)  # fmt: skip
def test_reading(text: str, expected: list[str]) -> None:
    result = read(text)
    assert (said(result.blocks), result.faults) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected", "faults"),
    [
        ("甲<script>乙</script>丙", ["甲丙"], ["A-001 1:1"]),
        ("甲\n\n<style>\n\np {}\n</style>\n\n乙", ["甲", "乙"], ["A-001 3:1"]),
        ("<b onclick='x()'>甲</b>", ["[b:甲]"], ["A-001 1:1"]),
        ("甲\n乙\n<font>丙</font>", ["甲乙丙"], ["A-001 3:1"]),
        ("甲</font>乙", ["甲乙"], ["A-001 1:1"]),
        ("<a href='javascript:x'>甲</a>", ["甲"], ["A-003 1:1"]),
        ("[甲](file:///etc/passwd)", ["甲"], ["A-003 1:1"]),
        ("[甲](乙.html)", ["甲"], ["A-003 1:1"]),
        ("<iframe>甲<b>乙</b></iframe>丙", ["甲乙丙"], ["A-001 1:1"]),
        ("<select>甲<table><tr><td>乙</td></tr></table></select>", ["甲", "table /乙"], ["A-001 1:1"]),
        ("<!DOCTYPE html>甲", ["<!DOCTYPE html>甲"], []),
    ],
)
def test_html_that_is_not_allowed(text: str, expected: list[str], faults: list[str]) -> None:
    result = read(text)
    assert ("".join(said(result.blocks)).replace("table /", ""), result.faults) == (
        "".join(expected).replace("table /", ""),
        faults,
    )


def test_tables() -> None:
    result = read("| 项 | 值 | 中 |\n|---|--:|:-:|\n| a\\|b | **1** |\n| {漢\\|hàn} | 2 | 3 | 4 | 5 |\n")
    table = result.blocks[0]
    assert isinstance(table, Table)
    assert said(result.blocks) == ["table 项|值|中||/a|b|[b:1]|||/[漢/hàn]|2|3|4|5"]
    assert table.align == (Align.LEFT, Align.RIGHT, Align.CENTER, Align.LEFT, Align.LEFT)
    assert result.faults == ["A-007 4:1"]


def test_html_table_spans_keep_the_grid() -> None:
    html = "<table><tr><th>甲</th><th colspan=2>乙</th></tr><tr><td rowspan=2>丙</td><td>丁</td><td align=right>戊</td></tr>"
    result = read(html + "<tr><td>己</td><td>庚</td></tr></table>")
    assert said(result.blocks) == ["table 甲|乙|/丙|丁|戊/|己|庚"]
    assert result.blocks[0].align == (Align.LEFT, Align.LEFT, Align.RIGHT)


def test_wild_spans_do_not_explode() -> None:
    started = time.perf_counter()
    rows = "".join(f"<tr><td colspan=99999 rowspan=65534>{n}</td></tr>" for n in range(1000))
    table = read(f"<table>{rows}</table>").blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == 1000
    assert time.perf_counter() - started < 10


def test_pictures(tmp_path) -> None:
    (tmp_path / "甲 乙.png").write_bytes(picture())
    text = '![**说**明](<甲 乙.png> "图说")\n\n'
    text += "文![图](<甲 乙.png>)字\n\n> 要![图](<甲 乙.png>)点\n\n| ![图](<甲 乙.png>)格 |\n|---|\n"
    result = read(text, folder=tmp_path)
    figure = "figure 甲 乙.png  图"
    assert said(result.blocks) == [
        "figure 甲 乙.png 图说 说明",
        "文字",
        figure,
        ">要点",
        figure,
        "table 格",
        figure,
    ]
    assert result.faults == []


def test_footnotes_are_numbered_by_their_calls() -> None:
    result = read("甲[^b]乙[^a]丙[^b]\n\n[^a]: 注甲[^c]\n[^b]: 注乙\n\n    第二段\n[^c]: 注丙\n")
    assert said(result.blocks) == ["甲[note:1]乙[note:2]丙[note:1]"]
    calls = [run.note for run in result.blocks[0].runs if run.note]
    assert [(note.id, note.label, said(note.blocks)) for note in result.notes] == [
        (calls[0], "1", ["注乙", "第二段"]),
        (calls[1], "2", ["注甲[note:3]"]),
        ("note-3", "3", ["注丙"]),
    ]
    assert result.faults == []


def test_no_footnote_is_lost() -> None:
    result = read("甲[^9]\n\n[^1]: 没人引用\n\n> [^2]: 引文里的\n\n[^1]: 又写一次\n")
    assert said(result.blocks) == ["甲[^9]"]
    assert [said(note.blocks) for note in result.notes] == [["没人引用", "又写一次"], ["引文里的"]]
    assert result.faults == ["A-004 1:1", "A-008 3:1", "A-008 5:1", "A-008 7:1"]


def test_poem() -> None:
    result = read("床前明月光，\n疑是地上霜。\n  举头望明月\n\n低头", Kind.POEM)
    assert said(result.blocks) == ["床前明月光，\n疑是地上霜。\n举头望明月", "低头"]
    assert result.blocks[0].runs[1] == Run(text="\n")


def test_the_white_before_a_verse_is_the_poets() -> None:
    result = read("　　东风不来\n你的心\n　　　　是窗扉紧掩\n\n　我达达的马蹄　", Kind.POEM)
    assert said(result.blocks) == ["　　东风不来\n你的心\n　　　　是窗扉紧掩", "　我达达的马蹄"]


def test_deep_nesting_keeps_the_text() -> None:
    assert said(read(">" * 300 + " 深").blocks)[0].endswith("深")
    assert "深" in said(read("<div>" * 3000 + "深").blocks)[0]
    assert "深" in str(said(read("".join("  " * n + "- a\n" for n in range(60)) + "  " * 60 + "- 深").blocks))


def test_notes_cannot_be_forged() -> None:
    assert said(read('<sup data-ref="note-1">甲</sup>[^1]\n\n[^1]: 乙\n').blocks)[0].endswith("[note:1]")
    assert said(read('<pre data-ref="0-0">甲</pre>').blocks) == ["[c:甲]"]


# Text without any marks of Markdown or HTML: what goes in must come out.
PLAIN = st.text(
    st.sampled_from("汉字文，。：；“”（）《》、—…·abcXYZ0189 .,;:'\"%$@/?=\n\n　é한あア𠮷①&^"),
    min_size=1,
    max_size=200,
)
MARKED = st.text(st.sampled_from("汉字。“”*_`#>-+[](){}|<>!&;\\~^$=:\n\n 　1.a/bprtd\"'"), max_size=120)


def visible(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words(blocks: tuple[Block, ...]) -> str:
    parts: list[str] = []
    for block in blocks:
        match block:
            case Paragraph() | Crosshead():
                parts += [run.text for run in block.runs]
            case Callout():
                parts += [run.text for item in block.items for run in item]
            case ListBlock():
                parts += [words(item) for item in block.items]
            case Table():
                parts += [run.text for row in (block.header, *block.rows) for cell in row for run in cell]
    return "".join(parts)


@settings(max_examples=300, deadline=None)
@given(PLAIN)
def test_plain_text_comes_through_whole(text: str) -> None:
    # A line of = or of - below another is a heading's underline; figures with a full stop begin a list.
    text = re.sub(r"(?m)^[\s　]*(=+|\d+\.)", "字", text)
    text = re.sub(r"&(?=[#a-zA-Z0-9]+;)", "字", text)
    for kind in (Kind.NEWS, Kind.POEM):
        assert visible(words(read(text, kind).blocks)) == visible(text)


@settings(max_examples=500, deadline=None)
@given(MARKED)
@example("| |\n|-|\n|a|b|")
@example("<p>[]<b>*")
def test_no_letter_of_marked_up_text_is_lost(text: str) -> None:
    """Han characters stand for text; they may be lost only with what is reported, or in a link's address."""
    result = read(text)
    told = {fault.split()[0] for fault in result.faults}
    if told & {"A-001", "A-003", "A-005", "I-001", "M-009"} or "](" in text:
        return
    readings = "".join(
        run.ruby or "" for block in result.blocks if isinstance(block, Paragraph) for run in block.runs
    )
    got = words(result.blocks) + "".join(words(note.blocks) for note in result.notes) + readings
    if "{" not in text and "<" not in text and "```" not in text and "~~~" not in text:
        assert sorted(_han(got)) == sorted(_han(text))


def _han(text: str) -> list[str]:
    return [character for character in text if unicodedata.category(character) == "Lo"]


def test_a_million_characters_in_one_paragraph_load_in_time() -> None:
    texts = (
        "字" * 1_000_000,
        "字\n" * 40_000,
        "**字**" * 20_000,
        "字<b>字</b>" * 8_000,
        "字 *" * 20_000,
        "<" * 40_000,
    )
    more = (
        "字[" * 20_000,
        "<!--字\n\n" * 4_000,
        "<script>字\n\n" * 4_000,
        "<div>字" * 20_000,
        "|字|\n|-|\n" + "|字|\n" * 4_000,
    )
    for text in texts + more:
        started = time.perf_counter()
        result = read(text)
        assert time.perf_counter() - started < 20, text[:10]
        assert words(result.blocks).count("字") == text.count("字")


def test_merged_cells_are_parted_and_told() -> None:
    result = read(
        '<table><tr><th>甲</th><th colspan="2">乙</th></tr><tr><th>丙</th><td>1</td><td>2</td></tr></table>'
    )
    (table,) = result.blocks
    assert isinstance(table, Table)
    assert [len(row) for row in (table.header, *table.rows)] == [3, 3]
    assert table.row_heads
    assert [fault.split()[0] for fault in result.faults] == ["A-009"]
