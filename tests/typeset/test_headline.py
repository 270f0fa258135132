"""Headlines: the largest type that fits, broken between words."""

import pytest
from making import article

from publisher.makeup.head import heads
from publisher.model import Run
from publisher.typeset.headline import balanced_lines, fit_headline, set_headline
from publisher.typeset.setter import Setter
from publisher.typeset.stylebook import Voice
from publisher.typeset.words import Words

SIZES = tuple(Voice(face="song-black", size=size, line=1.2) for size in (60.0, 48.0, 36.0, 24.0))


def with_words(setter, text):
    return Setter(setter.faces, setter.book, Words(text))


def headline_of(title, voices, width, setter, *, lines, align):
    fitting = fit_headline(title, voices, width, setter, lines=lines)
    return set_headline(title, fitting, voices[fitting.rank], width, setter, align=align) if fitting else None


def test_the_largest_size_that_fits(setter):
    headline = headline_of(("加快打造人民城市",), SIZES, 400.0, setter, lines=1, align="center")
    assert headline.voice.size == 48.0
    assert headline.rank == 1


def test_none_where_no_size_fits(setter):
    assert headline_of(("加快打造人民城市建设标杆",), SIZES, 60.0, setter, lines=1, align="left") is None


def test_lines_are_of_like_length(setter):
    headline = headline_of(("加快打造人民城市建设标杆",), SIZES, 400.0, setter, lines=2, align="left")
    assert [line.text for line in headline.lines] == ["加快打造人民", "城市建设标杆"]


def test_a_word_known_from_the_issue_is_not_parted(setter):
    issue = "图书馆开放。图书馆里。去图书馆读书。图书馆员。"
    knowing = with_words(setter, issue)
    voice = (Voice(face="hei", size=20.0, line=1.2),)
    headline = headline_of(("社区新图书馆",), voice, 75.0, knowing, lines=2, align="left")
    assert [line.text for line in headline.lines] == ["社区新", "图书馆"]


def test_a_line_given_by_its_author_stays_one(setter):
    headline = headline_of(("第一行", "第二行字多"), SIZES, 400.0, setter, lines=2, align="left")
    assert [line.text for line in headline.lines] == ["第一行", "第二行字多"]


def test_a_headline_breaks_behind_its_marks(setter):
    lines = balanced_lines(
        (Run(text="降本减负、纾困解难"),), Voice(face="hei", size=20.0, line=1.2), 130.0, setter
    )
    assert [line.text for line in lines] == ["降本减负、", "纾困解难"]


def test_a_smaller_size_goes_before_a_parted_word(setter):
    voices = tuple(Voice(face="song-black", size=size, line=1.2) for size in (40.0, 30.0))
    headline = headline_of(("老城厢里的图书馆",), voices, 165.0, setter, lines=2, align="left")
    assert [line.text for line in headline.lines] == ["老城厢里的", "图书馆"]
    assert headline.voice.size == 30.0


def test_a_parted_word_goes_before_no_headline_at_all(setter):
    voices = (Voice(face="song-black", size=40.0, line=1.2),)
    headline = headline_of(("老城厢里的图书馆",), voices, 165.0, setter, lines=2, align="left")
    assert "".join(line.text for line in headline.lines) == "老城厢里的图书馆"
    assert headline.strain > 5


def test_a_small_heading_takes_a_line_more_before_it_parts_a_word(setter):
    voice = Voice(face="hei", size=10.0, line=1.2)
    lines = balanced_lines((Run(text="新建的图书馆开放"),), voice, 41.0, setter)
    assert [line.text for line in lines] == ["新建的", "图书馆", "开放"]


def test_a_line_break_that_its_author_set_stays(setter):
    lines = balanced_lines((Run(text="上\n下句"),), Voice(face="hei", size=10.0, line=1.2), 100.0, setter)
    assert [line.text for line in lines] == ["上", "下句"]


def test_cohesion_is_learnt_from_neighbours():
    words = Words("建设城市建设标准建设")
    assert words.cohesion("建", "设") > 0.8 > words.cohesion("市", "建")
    assert words.cohesion("不", "在") == 0


@pytest.mark.parametrize("width", [92.0, 103.0, 117.0])
@pytest.mark.parametrize(
    ("title", "whole"),
    [
        ("中华人民共和国民法典颁布五周年座谈会在京召开", ("中华人民共和国", "民法典", "五周年", "座谈会")),
        ("上海合作组织成员国元首理事会第二十四次会议在阿斯塔纳举行", ("成员国", "第二十四次", "阿斯塔纳")),
        ("全市12个区县惠及8.6万名老人的“老有所养”试点今起扩大", ("区县", "8.6万名")),
        ("买主要盖车库 港口城市阿瓦洛（虚构城市）的面包师", ("阿瓦洛", "虚构城市")),
    ],
)
def test_a_headline_is_small_before_it_parts_a_word(setter, width, title, whole):
    for priority in (1, 3):
        for head in heads(article("a", 300, title=title, priority=priority), width, 3, setter):
            lines = [line.text for part in head.elements if part.role == "headline" for line in part.lines]
            assert all(any(word in line for line in lines) for word in whole), lines
