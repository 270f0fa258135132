"""Upright heads: every part whole, from right to left, within the head's width; and who may have one at all."""

from dataclasses import replace
from itertools import pairwise

import pytest
from making import article

from publisher.makeup.head import byline_text
from publisher.makeup.layout import VerticalBox
from publisher.makeup.upright import may_stand, often_stands, uprights
from publisher.model import Credit, Kind
from publisher.text.reading import visible

PLAIN = article("a", 300, title="桥头步道修通")
FULL = replace(
    PLAIN,
    column="今日谈",
    kicker="滨江新区",
    deck=("孩子们放学后在那里跑步", "早晚开放"),
    byline=(Credit(role="本报记者", name="程龙"),),
)
TWO = replace(PLAIN, title=("江南二月雨如酥", "旧巷人归灯渐暖"))


def stood(story, setter, height=400.0):
    return list(uprights(story, 1, height, setter))


@pytest.mark.parametrize("story", [PLAIN, FULL, TWO], ids=["plain", "full", "two lines"])
@pytest.mark.parametrize("height", [120.0, 250.0, 500.0])
def test_every_part_is_whole_and_in_its_order(setter, story, height):
    for upright in stood(story, setter, height):
        texts = [
            (box.role, visible("".join(column.text for column in box.columns))) for box in upright.elements
        ]
        wanted = [
            ("column", story.column), ("kicker", story.kicker), ("headline", story.headline),
            *(("deck", deck) for deck in story.deck), ("byline", byline_text(story.byline)),
        ]  # fmt: skip
        assert texts == [(role, visible(text)) for role, text in wanted if text]


def test_some_heights_hold_each(setter):
    assert all(stood(story, setter, 500.0) for story in (PLAIN, FULL, TWO))


@pytest.mark.parametrize("story", [PLAIN, FULL, TWO], ids=["plain", "full", "two lines"])
def test_the_parts_stand_within_the_width_from_the_right(setter, story):
    for head in stood(story, setter):
        boxes = head.elements
        assert all(isinstance(box, VerticalBox) for box in boxes)
        assert min(box.x for box in boxes) == pytest.approx(0.0, abs=0.01)
        assert max(box.x + box.width for box in boxes) == pytest.approx(head.width)
        for right, left in pairwise(boxes):
            assert left.x + left.width < right.x
        for box in boxes:
            assert box.y >= 0.0
            assert box.y + box.height <= head.height + 0.01 <= 400.01
            for column in box.columns:
                assert 0 <= column.x <= box.width
                assert all(cell.y + cell.height <= box.height + 0.01 for cell in column.cells)


def test_the_byline_ends_at_the_foot(setter):
    for upright in stood(FULL, setter):
        byline = upright.elements[-1]
        assert byline.y + byline.height == pytest.approx(upright.height)


def test_what_is_too_long_for_the_height_does_not_stand(setter):
    assert stood(replace(PLAIN, deck=("孩子们放学后在那里跑步" * 4,)), setter, 150.0) == []
    assert stood(PLAIN, setter, 20.0) == []


def test_a_title_of_two_lines_has_two_columns(setter):
    assert {upright.lines for upright in stood(TWO, setter)} == {2}
    assert [upright.lines for upright in stood(PLAIN, setter)] == [1]
    # Where it is low two columns make the type larger.
    one, two = stood(PLAIN, setter, 120.0)
    assert (one.lines, two.lines) == (1, 2)
    assert one.size < two.size
    assert stood(replace(PLAIN, title=("一夜东风", "万里江声", "野渡无人")), setter) == []


@pytest.mark.parametrize(
    ("keys", "often"),
    [
        ({}, True),
        ({"title": ("城市书房面向社会征求意见",)}, False),
        ({"title": ("城市书房面向社会征求意见",), "kind": Kind.FEATURE}, True),
    ],
)
def test_short_headlines_and_what_is_no_plain_news_stand_upright_unasked(keys, often):
    assert often_stands(replace(PLAIN, **keys)) is often


@pytest.mark.parametrize(
    ("keys", "language", "may"),
    [
        ({}, "zh-Hans-CN", True),
        ({}, "ja", True),
        ({}, "en-GB", False),
        ({"kind": Kind.NOTICE}, "zh-Hans-CN", False),
        ({"kind": Kind.DOCUMENT}, "zh-Hans-CN", False),
        ({"kind": Kind.POEM}, "zh-Hans-CN", True),
        ({"summary": ("要点。",)}, "zh-Hans-CN", False),
        ({"title": ("字" * 18,)}, "zh-Hans-CN", True),
        ({"title": ("字" * 19,)}, "zh-Hans-CN", False),
        ({"title": ()}, "zh-Hans-CN", False),
    ],
)
def test_who_may_have_an_upright_head(keys, language, may):
    assert may_stand(replace(PLAIN, **keys), language) is may
