"""Pinwheels: five parts that fill the page with no line through it, cut at the best heights."""

from itertools import combinations

import numpy as np
import pytest
from shapes import covered
from test_tables import drawn

from publisher.makeup.pinwheel import _COST, MOST, pinwheels
from publisher.makeup.tables import GAP, Tables

COLUMNS, ROWS = 4, 15


def tables(seed, count=5, columns=COLUMNS, rows=ROWS):
    low = drawn(seed, count, columns, 8, many=12)
    return Tables(low, columns, rows)


def cheapest_of_each_way(known, count):
    """Try every height of both arms, for each way to part the copies and the columns; turning right, then left."""
    found = []
    for cuts in combinations(range(1, count), 4):
        a, b, c, d, e = (pair for pair in zip((0, *cuts), (*cuts, count), strict=True))
        for inner in range(1, COLUMNS - 1):
            for outer in range(inner + 1, COLUMNS):
                right = (a, outer, b, COLUMNS - outer, c, inner, d, outer - inner, e, COLUMNS - inner)
                left = (b, COLUMNS - inner, a, inner, d, COLUMNS - outer, c, outer - inner, e, outer)
                found += [by_heights(known, *way) for way in (right, left)]
    return sorted(cost + _COST for cost in found if np.isfinite(cost))


def by_heights(known, short, wide, long, slim, under, its, middle, mid, foot, last):
    best = np.inf
    for p in range(ROWS - GAP + 1):
        for q in range(p + GAP + 1, ROWS - GAP + 1):
            heights = (p, q, ROWS - GAP - p, q - p - GAP, ROWS - GAP - q)
            runs = ((short, wide), (long, slim), (under, its), (middle, mid), (foot, last))
            parts = zip(runs, heights, strict=True)
            best = min(best, sum(known.costs(*run, width)[height] for (run, width), height in parts))
    return best


@pytest.mark.parametrize(("seed", "count"), [(1, 5), (2, 5), (5, 6), (8, 6)])
def test_the_arms_end_at_the_best_heights(seed, count):
    known = tables(seed, count)
    found = pinwheels(known, ROWS, 1000)
    assert len(found) > 2
    assert [wheel.cost for wheel in found] == pytest.approx(cheapest_of_each_way(known, count))


@pytest.mark.parametrize("seed", [5, 8])
def test_few_are_the_first_of_many(seed):
    known = tables(seed, 6)
    many = [wheel.cost for wheel in pinwheels(known, ROWS, 1000)]
    assert [wheel.cost for wheel in pinwheels(known, ROWS, 3)] == many[:3]


def test_no_line_runs_through_the_page():
    found = [wheel for seed in (1, 2, 5) for wheel in pinwheels(tables(seed, 6), ROWS, 1000)]
    assert {wheel.parts[0].run.width < wheel.parts[-1].run.width for wheel in found} == {True, False}
    for wheel in found:
        areas = [(part.column, part.row, part.run.width, part.rows) for part in wheel.parts]
        assert covered(areas, wheel.seams, COLUMNS, ROWS) == {1}
        for row in range(1, ROWS):
            assert any(y < row < y + high for _, y, _, high in areas)
        for column in range(1, COLUMNS):
            assert any(x < column < x + wide for x, _, wide, _ in areas)


def test_the_parts_are_read_in_the_order_of_the_copies():
    for wheel in pinwheels(tables(5, 6), ROWS, 1000):
        ends = [part.run.end for part in wheel.parts]
        assert [part.run.start for part in wheel.parts] == [0, *ends[:-1]]
        assert ends[-1] == 6


@pytest.mark.parametrize("count", [4, MOST + 1])
def test_too_few_and_too_many_copies_make_none(count):
    assert pinwheels(tables(1, count), ROWS, 5) == []
