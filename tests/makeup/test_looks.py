"""Looks: lines through the page, colliding heads, a lead that is not the largest, rival pictures, too many boxes."""

from shapes import LEADING, head, plate, shape

from publisher.makeup.derive import Seam
from publisher.makeup.looks import THROUGH_ACROSS, THROUGH_DOWN, Placed, penalty, runs_through
from publisher.makeup.regions import Area
from publisher.makeup.shape import Taken
from publisher.model import Box, HeadPlace


def stand(*places):
    """Place modules: (column, row, columns, rows), and what else is to be said of their shapes."""
    sizes = [40.0, 10.0, 22.0, 14.0, 30.0]
    return [
        Placed(
            number, shape(columns, rows, **{"head": head(sizes[number]), **dict(*keys)}), column, row, rows
        )
        for number, (column, row, columns, rows, *keys) in enumerate(places)
    ]


def cost(placed, seams=(), priorities=None):
    return penalty(placed, seams, priorities or [3] * len(placed), 6, LEADING)


STACKED = stand((0, 0, 6, 10), (0, 12, 3, 20), (3, 12, 3, 9), (3, 23, 3, 9))
STEPPED = stand((0, 0, 3, 10), (3, 0, 3, 20), (0, 12, 3, 20), (3, 22, 3, 10))


def test_a_line_through_the_page_is_seen():
    assert runs_through(STACKED)
    assert not runs_through(STEPPED)
    assert not runs_through(STACKED[:1])
    assert cost(STACKED) - cost(STEPPED) >= THROUGH_ACROSS - 1.0


def test_what_is_fixed_bars_a_line():
    across, below = Area(8, 4, 10, 2), Area(12, 4, 10, 2)
    left = stand((0, 0, 4, 10), (0, 12, 4, 20))
    assert runs_through(left)
    assert not runs_through(left, [across])
    assert runs_through(left, [below])
    assert penalty(left, (), [3, 3], 6, LEADING) > penalty(left, (), [3, 3], 6, LEADING, [across])


def test_on_a_page_of_two_stories_a_line_costs_less():
    assert 0 < cost(stand((0, 0, 6, 10), (0, 12, 6, 20))) < THROUGH_ACROSS


def test_gaps_that_nearly_meet_are_seen_too():
    def with_step(row):
        return cost(STEPPED, [Seam(True, 0, 10, 3), Seam(True, 3, row, 3), Seam(False, 3, 0, 32)])

    assert with_step(12) == with_step(8) > with_step(13) == with_step(20)


def test_the_second_line_down_the_page_costs_more_than_the_first():
    placed = stand((0, 0, 2, 30), (2, 0, 2, 30), (4, 0, 2, 30))
    seams = [Seam(False, 2, 0, 30), Seam(False, 4, 0, 30)]
    costs = [cost(placed, seams[:count]) for count in range(3)]
    assert costs[1] - costs[0] == THROUGH_DOWN
    assert costs[2] - costs[1] > costs[1] - costs[0]
    assert cost(placed, [Seam(False, 2, 0, 20)]) == costs[0]


def beside(one, other, row=0, **keys):
    """Return the cost of two heads of some sizes side by side, the other one some rows lower."""
    left = (0, 0, 3, 30, {"head": head(one)})
    right = (3, row, 3, 30 - row, {"head": head(other, face=keys.pop("face", "song")), **keys})
    return cost(stand(left, right))


def test_heads_collide_that_are_level_and_alike():
    assert beside(20, 20) > beside(20, 14) > beside(20, 9) > 0
    assert beside(20, 20, row=3) == 0
    assert beside(20, 20, row=1) == beside(20, 20)
    assert beside(20, 20) > beside(20, 20, face="hei") > 0
    assert beside(20, 20) > beside(20, 20, box=Box.FRAME) > 0


def test_heads_do_not_collide_that_stand_apart_or_upright():
    assert beside(20, 20, head_place=HeadPlace.VERTICAL) == 0
    amid = Taken(1, 1, 8, 3)
    assert beside(20, 20, head_place=HeadPlace.WITHIN, head_taken=amid) == 0
    assert beside(20, 20, plate=plate(3, over_head=True)) == 0
    apart = stand((0, 0, 2, 30, {"head": head(20)}), (4, 0, 2, 30, {"head": head(20)}))
    assert cost(apart) == 0


def test_no_head_is_larger_than_the_lead_s():
    def ranked(lead, second):
        # Below each other, so that they do not collide.
        placed = stand((0, 0, 6, 10, {"head": head(lead)}), (0, 12, 6, 10, {"head": head(second)}))
        return cost(placed, priorities=[1, 2])

    assert ranked(40, 30) < ranked(40, 38) < ranked(40, 44)
    assert ranked(40, 38) == ranked(40, 40)


def test_a_continued_story_is_out_of_rank():
    placed = stand((0, 0, 6, 10, {"head": head(40)}), (0, 12, 6, 10, {"head": head(60)}))
    assert (
        cost(placed, priorities=[1, 0]) == cost(placed, priorities=[0, 0]) < cost(placed, priorities=[1, 2])
    )


def test_one_picture_is_twice_as_large_as_the_next():
    def two(height, row=12):
        large, small = plate(width=200, height=100), plate(width=100, height=height)
        return cost(stand((0, 0, 3, 30, {"plate": large}), (3, row, 3, 18, {"plate": small})))

    assert two(60) == two(90) == 0
    assert two(110) == two(190) > 0
    assert two(60, row=0) > 0


def test_boxes_and_turned_heads_are_a_spice():
    places = [(0, 0, 6, 8), (0, 10, 2, 8), (2, 12, 4, 8), (0, 20, 3, 8)]

    def with_(**keys):
        return [
            cost(stand(*[(*place, keys if number < count else {}) for number, place in enumerate(places)]))
            for count in range(len(places) + 1)
        ]

    boxed = with_(box=Box.TINT)
    assert boxed[4] > boxed[3] > boxed[2] == boxed[0]
    upright = with_(head_place=HeadPlace.VERTICAL)
    assert upright[2] > upright[1] == upright[0]
