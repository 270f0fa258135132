"""Orders: copies are dealt out otherwise only so that none stands before one that it follows, and none leaves its fellow."""

from itertools import pairwise

import pytest
from making import picture
from shapes import shape
from stories import made_up, page_of, places, stories

from publisher.makeup.looks import Placed
from publisher.makeup.orders import FEW, disorder, other_orders


def stand(*places):
    return [
        Placed(number, shape(columns, rows), column, row, rows)
        for number, (column, row, columns, rows) in enumerate(places)
    ]


@pytest.mark.parametrize("count", range(1, 10))
def test_the_first_stays_the_first_and_all_are_there(count):
    own = tuple(range(count))
    orders = other_orders(own, frozenset())
    assert own not in orders
    assert len(orders) == len(set(orders))
    assert all(order[0] == 0 and sorted(order) == list(own) for order in orders)
    assert len(orders) == (0, 0, 1, 4, 11, 4, 5, 6, 7)[count - 1]


def test_few_are_dealt_into_two_stacks_each_in_its_order():
    own = tuple(range(FEW))
    for order in other_orders(own, frozenset()):
        assert sum(one > other for one, other in pairwise(order)) == 1


def test_what_is_tied_stays_behind_its_fellow():
    orders = other_orders((0, 1, 2, 3), frozenset({2}))
    assert orders
    assert all((1, 2) in pairwise(order) for order in orders)
    assert (0, 2, 1, 3) in other_orders((0, 1, 2, 3), frozenset())


def test_stacks_that_are_read_row_by_row_are_in_order():
    assert disorder(stand((0, 0, 3, 20), (3, 0, 3, 30), (0, 22, 3, 30), (3, 32, 3, 20))) == 0.0
    assert disorder(stand((0, 0, 3, 20), (0, 22, 3, 30), (3, 0, 3, 30), (3, 32, 3, 20))) == 0.0


@pytest.mark.parametrize(
    "places",
    [
        ((3, 0, 3, 20), (0, 0, 3, 20)),
        ((0, 22, 6, 20), (0, 0, 6, 20)),
        ((3, 22, 3, 20), (0, 0, 3, 42)),
        ((0, 22, 6, 20), (3, 0, 3, 20)),
    ],
    ids=["at its left", "above it", "above it and at its left", "above a part of it"],
)
def test_what_stands_before_the_one_that_it_follows_is_astray(places):
    assert disorder(stand(*places)) > 0.0


def test_a_page_of_four_is_not_cut_through(tmp_path):
    page = page_of(stories(4, a1={"images": (picture(tmp_path),)}))
    stood = places(made_up(page).pages[0])
    placed = [
        Placed(n, shape(p.columns, p.rows), p.column, p.row, p.rows) for n, p in enumerate(stood.values())
    ]
    assert list(stood) == ["a0", "a1", "a2", "a3"]
    assert disorder(placed) == 0.0
    for row in {place.foot for place in stood.values()} - {max(place.foot for place in stood.values())}:
        assert any(place.row < row < place.foot for place in stood.values())
