"""Restoring full-width punctuation: what is restored, what never is, and that nothing else changes."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publisher.text.punctuation import UNDONE, apply, restore

RESTORED = [
    ("截至2022年12月30日,60岁以上", "截至2022年12月30日，60岁以上"),
    ("占33%,获评优秀", "占33%，获评优秀"),
    ("14.6%,PM2.5下降8%", "14.6%，PM2.5下降8%"),
    ("旧址落座,YOUNG剧场", "旧址落座，YOUNG剧场"),
    ("围绕“图景”,“提升”", "围绕“图景”，“提升”"),
    ("增长3%, 达到", "增长3%， 达到"),
    ("会议时间:12:30", "会议时间：12:30"),
    ("电话:021-1234;传真:021-5678", "电话：021-1234；传真：021-5678"),
    ("好吗?很好!", "好吗？很好！"),
    ("GDP增长超过5%!", "GDP增长超过5%！"),
    ("他说OK!然后走了", "他说OK！然后走了"),
    ("三公(工)一大", "三公（工）一大"),
    ("规划(2022-2035),2个", "规划（2022-2035），2个"),
    ("世界卫生组织(WHO)称", "世界卫生组织（WHO）称"),
    ("RCEP(区域协定)生效", "RCEP（区域协定）生效"),
    ("(截至12月)共(含(一)类)", "（截至12月）共（含（一）类）"),
    ("规划（2022-2035)已发布", "规划（2022-2035）已发布"),
    ("(1)加快", "（1）加快"),
    ("他来了.", "他来了。"),
    ('他说:"好,走吧".', "他说：“好，走吧”。"),
    ("他说'好'", "他说‘好’"),
    ("等等...", "等等……"),
    ("等等......后来--再来", "等等……后来——再来"),
    ("访问https://a.cn/x,y,了解", "访问https://a.cn/x,y，了解"),
    ("邮箱a.b@c.cn:联系", "邮箱a.b@c.cn：联系"),
    ("网址(https://a.cn/)可查", "网址（https://a.cn/）可查"),
]

KEPT = [
    "1,234,567元",
    "12:30开会",
    "比分3:1胜出",
    "优化4.1万家5.0版",
    "2022-2035年",
    "f(x)的值",
    "WHO(World Health Organization)",
    "Hello, world! (yes) Is it 中 or not?",
    "他说“Hello, World!”然后",
    "“How are you?”他问",
    "说“Good morning, sir; come in (please)”的人",
    "见https://zh.wikipedia.org/wiki/A_(B)说明",
    "见http://a.cn:8080/p?q=1;r=2说明",
    "see www.a.cn,www.b.cn",
    "C:\\a,b\\c.txt文件",
    "don't说",
    "PM2.5与3.14",
    "the U.S.A. (1776)",
    "",
    "纯粹中文，没有半角。",
]


@pytest.mark.parametrize(("given_text", "wanted"), RESTORED)
def test_restores_beside_han(given_text, wanted):
    assert restore(given_text).text == wanted


@pytest.mark.parametrize("text", KEPT)
def test_keeps_numbers_latin_and_addresses(text):
    assert restore(text).text == text


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("2021,2022年", ","),
        ("1)加快", ")"),
        ("约翰.史密斯来了", "."),
        ('一英寸"长', '"'),
        ("比分3:1,2:0领先", ","),
        ("采用A,B两种", ","),
        ("见(图一", "("),
    ],
)
def test_doubtful_marks_stay_and_are_named(text, marks):
    restored = restore(text)
    assert restored.text == text
    assert "".join(text[offset] for offset in restored.doubts) == marks


def test_each_line_is_a_paragraph_of_its_own():
    restored = restore("甲(乙\n丙)丁,戊")
    assert restored.text == "甲(乙\n丙)丁，戊"
    assert [restored.text[offset] for offset in restored.doubts] == ["(", ")"]


def test_edits_tell_what_was_where():
    restored = restore("甲,乙...丙\n(丁)")
    assert [(edit.start, edit.old, edit.new) for edit in restored.edits] == [
        (1, ",", "，"),
        (3, "...", "……"),
        (8, "(", "（"),
        (10, ")", "）"),
    ]


PIECES = st.sampled_from(
    [
        *",:;!?().'\"",
        "...",
        "--",
        "“",
        "”",
        "‘",
        "’",
        "，",
        "。",
        "（",
        "）",
        " ",
        "\u00a0",
        "\u3000",
        "\n",
        "中",
        "国",
        "的",
        "年",
        "12",
        "3.5",
        "1,234",
        "%",
        "Ab",
        "word",
        "https://a.cn/x?y=1,2",
        "a@b.cn",
        "、",
        "·",
        "—",
        "Ⅲ",
        "℃",
        "😀",
        "𠮷",
    ],
)
TEXTS = st.lists(PIECES, max_size=24).map("".join) | st.text(max_size=30)


@given(TEXTS)
@example('"中"中"')
@example("((中)")
@example(".中...。")
def test_nothing_but_the_named_marks_changes(text):
    restored = restore(text)
    assert apply(text, list(restored.edits)) == restored.text
    undone = [(edit.start, edit.old) for edit in restored.edits]
    assert all(text.startswith(old, start) for start, old in undone)
    assert all(edit.old in UNDONE[edit.new] for edit in restored.edits)
    ends = [start + len(old) for start, old in undone]
    assert all(end <= start for end, (start, _) in zip(ends, undone[1:], strict=False))


@given(TEXTS)
def test_restoring_again_changes_no_more(text):
    once = restore(text).text
    assert restore(once).text == once


@given(TEXTS)
def test_digits_never_part(text):
    """No full-width mark ever comes to stand between two digits."""
    chars = restore(text).text
    for before, mark, after in zip(chars, chars[1:], chars[2:], strict=False):
        if mark in "，：；！？" and mark not in text:
            assert not (before.isdigit() and after.isdigit())


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=40))
def test_latin_text_is_never_touched(text):
    assert restore(text).text == text


@given(st.lists(st.sampled_from(["(", ")", "中", "文", "a", "1"]), max_size=14).map("".join))
def test_brackets_are_restored_in_pairs(text):
    restored = restore(text).text
    assert restored.count("（") == restored.count("）")
    assert unicodedata.normalize("NFKC", restored) == text
