"""Opportunities: figures stay with their units, and words are parted where a dictionary parts them."""

import itertools

import pytest

from publisher.typeset.atoms import TextStyle, atomise
from publisher.typeset.opportunities import joints

BODY = TextStyle("song", 9.0)


def pieces(setter, text, *, wished=1.0):
    """Return a text parted wherever a break costs less than that."""
    parts = [""]
    for atom in atomise([(text, BODY)], setter.faces):
        parts[-1] += atom.text
        if atom.penalty is not None and atom.penalty < wished:
            parts.append("")
    return [part for part in parts if part]


@pytest.mark.parametrize(
    "figure",
    [
        "143.5亿元", "3.2%", "5—7年", "第12条", "￥300", "10:30", "10：30", "PM2.5", "2022—2035年", "1/3", "No.5",
        "±3℃", "20多个", "十余种", "三百多人", "第十二条", "１２３元", "３．２％", "１／３", "1.18万平方米", "100美元",
        "1个百分点", "2.5小时", "12 条", "第 12 条", "No. 5", "3点", "5～7天", "100%",
    ],
)  # fmt: skip
def test_a_figure_stays_with_its_unit(setter, figure):
    assert figure in pieces(setter, f"城市{figure}建设")


@pytest.mark.parametrize(
    "figure", ["143.5亿元", "20多个", "1.18万平方米", "100美元", "2022—2035年", "10：30"]
)
@pytest.mark.parametrize("ems", [7, 8, 9, 10])
def test_in_no_measure_is_a_figure_torn_from_its_unit(setter, figure, ems):
    text = f"建设项目总数达{figure}左右，城市更新" * 4
    lines = setter.lines(text, setter.book.body, ems * 9.0)
    assert not any(
        (above.text[-1].isdigit() and not below.text[0].isalpha()) or
        (above.text[-1].isdigit() and below.text[0] in "亿多万美年")
        for above, below in itertools.pairwise(lines)
    )  # fmt: skip


def test_after_a_figure_with_its_unit_a_line_may_end(setter):
    assert pieces(setter, "2023年1月5日，70家、80家") == ["2023年", "1月", "5日，", "70家、", "80家"]


def joined(word, language="zh-Hans-CN", *, hyphenate=True):
    places = joints(word, language, hyphenate=hyphenate)
    cuts = [0, *sorted(places), len(word)]
    return [word[start:end] for start, end in itertools.pairwise(cuts)]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("international", ["in", "ter", "na", "tional"]),
        ("“newspapers,”", ["“news", "pa", "pers,”"]),
        ("Shanghai", ["Shang", "hai"]),
        ("well-being", ["well-", "being"]),
        ("year—described", ["year—", "de", "scribed"]),
        ("Wi-Fi", ["Wi-Fi"]),
        ("e-mail", ["e-mail"]),
        ("paper", ["paper"]),
        ("AlphaGo", ["AlphaGo"]),
        ("UNESCO", ["UNESCO"]),
        ("user@example.com", ["user@example.com"]),
        ("2022-2035", ["2022-2035"]),
    ],
)
def test_a_word_is_parted_by_its_syllables(word, parts):
    assert joined(word) == parts


def test_an_address_is_parted_at_its_marks_and_never_hyphenated():
    assert joined("https://example.org/international/a?b=c") == [
        "https://", "example.", "org/", "international/", "a?", "b=", "c",
    ]  # fmt: skip


def test_hyphens_follow_the_language():
    assert joined("Buchdruckerei", "de-DE") == ["Buch", "dru", "cke", "rei"]
    assert joined("international", "ru") != joined("international", "en")
    assert joined("international", "und") == ["international"]


def test_without_hyphens_only_what_is_written_parts_a_word():
    assert joined("well-being", "en", hyphenate=False) == ["well-", "being"]
