"""No page of enough copy looks unfinished: what once left a hole is drawn again, and stands full."""

from __future__ import annotations

import pytest

from publisher.makeup.arrange import HOLLOW, emptiness, hollowness
from tests.generated.figures import measure

#: A picture in the way of a text that jumps; a lone photograph that might be higher; full pages at a little more cost.
_ONCE_HOLLOW = (1520, 2258, 2326, 3334)


@pytest.mark.parametrize("seed", _ONCE_HOLLOW)
def test_a_page_that_had_a_hole_is_full(seed):
    made = measure("tabloid", seed)
    assert made.sufficient
    assert not any((made.error, made.overset, made.lost, made.doubled))
    assert made.fill >= 0.97


def test_much_white_costs_more_than_a_little_and_none_costs_nothing():
    lines = 474
    assert emptiness(0, lines) == hollowness(HOLLOW * lines, lines) == 0
    costs = [emptiness(blank, lines) for blank in range(0, lines, 6)]
    assert costs == sorted(costs)
    # What lacks most of its copy is not ranked by what it lacks.
    assert hollowness(lines * 0.5, lines) == hollowness(lines * 0.9, lines)
