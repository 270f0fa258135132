"""Verse: one block for the poem, whole verses where they fit, and turned lines that show that they are such."""

import pytest
from making import article

from publisher.model import Kind, Paragraph, Run
from publisher.text.reading import visible
from publisher.typeset.galley import Galley
from publisher.typeset.verse import Verse, verse_widths

RIVER_SNOW = "千山鸟飞绝，万径人踪灭。\n孤舟蓑笠翁，独钓寒江雪。"
WINE = "五花马，千金裘，呼儿将出换美酒，与尔同销万古愁。"


def poem(*stanzas):
    body = tuple(Paragraph(runs=(Run(text=stanza),)) for stanza in stanzas)
    return article("p", kind=Kind.POEM, body=body)


def lines(setter, measure, *stanzas):
    """Return the text of each line, and how far it stands further in than the least of them, in em."""
    made = poem(*stanzas)
    verse = Verse(made, setter, measure)
    found = [line for block in made.body for one in verse.stanza(block.runs) for line in one]
    least = min(line.offset for line in found)
    return [(line.text, round((line.offset - least) / verse.voice.size, 2)) for line in found]


def test_what_is_left_of_a_verse_too_wide_is_turned_two_em_in(setter):
    assert lines(setter, 99.0, RIVER_SNOW) == [
        ("千山鸟飞绝，", 0), ("万径人踪灭。", 2), ("孤舟蓑笠翁，", 0), ("独钓寒江雪。", 2),
    ]  # fmt: skip


def test_a_verse_of_many_clauses_is_turned_as_seldom_as_may_be(setter):
    assert lines(setter, 12 * 9.0, WINE) == [
        ("五花马，千金裘，", 0), ("呼儿将出换美酒，", 2), ("与尔同销万古愁。", 2),
    ]  # fmt: skip
    assert len(lines(setter, 16 * 9.0, WINE)) == 2


@pytest.mark.parametrize("ems", [9, 11, 13, 16])
def test_no_word_of_a_verse_is_parted(setter, ems):
    turned = lines(setter, ems * 9.0, "那等在季节里的容颜如莲花的开落")
    assert sum("莲花" in text for text, _ in turned) == 1


def test_the_white_before_a_verse_is_kept_but_for_what_all_have(setter):
    stanzas = "　　东风不来，三月的柳絮不飞\n　　　　你的心", "　　恰若青石的街道"
    assert lines(setter, 250.0, *stanzas) == [
        ("东风不来，三月的柳絮不飞", 0), ("你的心", 2), ("恰若青石的街道", 0),
    ]  # fmt: skip


def test_no_column_parts_a_verse_from_its_turned_lines(setter):
    slugs = Galley(setter, 99.0, 60).set_article(poem("\n".join([RIVER_SNOW] * 6)))
    assert [slug.keep for slug in slugs] == [True, False] * 12


@pytest.mark.parametrize("ems", [9, 14, 30])
def test_a_poem_is_set_whole_within_its_measure(setter, ems):
    text = f"　{WINE}\n　　https://www.example.org/poems/tang/libai/index.html\n" + "水" * 70
    found = [line for slug in Galley(setter, ems * 9.0, 60).set_article(poem(text)) for line in slug.lines]
    assert visible("".join(line.text for line in found)) == visible(text)
    assert all(line.offset >= 0 and line.offset + line.width <= ems * 9.0 + 0.1 for line in found)


def test_verses_are_measured_in_the_smallest_size(setter):
    em = setter.book.poem[-1].size
    assert verse_widths(poem("千山鸟飞绝\n　孤舟"), setter) == pytest.approx([5 * em, 3 * em])
