"""Turns: headlines that stand side by side, level and of one size, stand in different faces."""

from itertools import combinations

import pytest
from making import article
from shapes import LEADING, head, shape
from stories import made_up, page_of, stories

from publisher.makeup.copy import Copy, Galleys
from publisher.makeup.layout import TextBox
from publisher.makeup.looks import Placed
from publisher.makeup.refit import turned
from publisher.makeup.shaper import Shaper
from publisher.makeup.turns import colliding, take_turns
from publisher.makeup.wish import Wish
from publisher.model import Box, HeadPlace, Kind
from publisher.text.reading import visible


def stand(*places):
    """Place modules: (column, row, columns, size of the headline), and what else is to be said of their shapes."""
    return [
        Placed(number, shape(columns, 20, head=head(size), **dict(*keys)), column, row, 20)
        for number, (column, row, columns, size, *keys) in enumerate(places)
    ]


def test_those_that_stand_level_and_touch_collide():
    assert colliding(stand((0, 0, 3, 20.0), (3, 0, 3, 22.0)), LEADING) == {0: [1], 1: [0]}
    assert colliding(stand((0, 0, 3, 20.0), (3, 1, 3, 22.0)), LEADING)


@pytest.mark.parametrize(
    "other",
    [(4, 0, 2, 20.0), (3, 3, 3, 20.0), (3, 0, 3, 26.0), (3, 0, 3, 20.0, {"box": Box.FRAME}),
     (3, 0, 3, 20.0, {"head_place": HeadPlace.VERTICAL})],
    ids=["apart", "lower", "larger", "framed", "upright"],
)  # fmt: skip
def test_others_do_not(other):
    assert colliding(stand((0, 0, 3, 20.0), other), LEADING) == {}


def test_neighbours_take_turns():
    row = {0: [1], 1: [0, 2], 2: [1, 3], 3: [2]}
    faces = dict.fromkeys(row, ("hei-medium", "song-bold"))
    chosen = take_turns(row, faces)
    assert all(chosen[one] != chosen[other] for one, others in row.items() for other in others)
    assert take_turns(row, {**faces, 1: ("song-bold", "hei-bold"), 3: ("song-black",)})[0] == "hei-medium"
    assert take_turns({0: [1], 1: [0]}, {0: ("song-bold",), 1: ("song-bold", "song-bold")}) == {
        0: "song-bold", 1: "song-bold"
    }  # fmt: skip


@pytest.mark.parametrize(
    "keys", [{"priority": n} for n in range(1, 6)] + [{"kind": Kind.BRIEF}, {"kind": Kind.POEM}], ids=str
)
def test_every_headline_has_another_face_at_the_same_size(setter, grid, keys):
    story = article("a", 300, title="城市书房向读者征求意见", **keys)
    shaper = Shaper(Galleys(Copy(article=story), setter, 60, 9000), grid, setter, 70, Wish())
    for made in shaper.shapes(3):
        other = turned(shaper, made)
        if made.head_place == HeadPlace.VERTICAL:
            assert other is made
            continue
        assert other.head.face.partition("-")[0] != made.head.face.partition("-")[0]
        assert (other.rows, other.cost, other.head.size) == (made.rows, made.cost, made.head.size)
        assert turned(shaper, other).head.face == made.head.face


def test_briefs_side_by_side_differ_on_the_page():
    page = made_up(page_of(stories(5, **{f"a{n}": {"kind": Kind.BRIEF} for n in range(5)}))).pages[0]
    heads = [
        (element, element.lines[0].spans[0].style)
        for module in page.modules
        for element in module.elements
        if isinstance(element, TextBox) and element.role == "headline" and visible(element.lines[0].text)
    ]
    level = [
        (one, other)
        for (a, one), (b, other) in combinations(heads, 2)
        if abs(a.y - b.y) < 20
        and abs(a.x - b.x) <= max(a.width, b.width) + 20
        and max(one.size, other.size) < 1.2 * min(one.size, other.size)
    ]
    assert all(one.face.partition("-")[0] != other.face.partition("-")[0] for one, other in level)
