"""Tables and derivations: on problems small enough to try everything, they find what trying everything finds."""

import random
from functools import cache

import numpy as np
import pytest
from shapes import by_columns, covered, shape

from publisher.makeup.derive import Deriver
from publisher.makeup.tables import (
    _AIR,
    _BESIDE,
    _HOLE,
    _STACK,
    BLANK,
    GAP,
    Run,
    Tables,
    blank,
    leaf_costs,
)


def drawn(seed, count, columns, rows, many=4):
    """Draw some shapes for each copy, low enough that they fit in many ways."""
    dice = random.Random(seed)

    def one(wide):
        return shape(
            wide, dice.randint(1, rows // 2), dice.randint(0, 30) / 2, air=dice.randint(0, 2),
            slack=dice.randint(0, 1), measures=dice.randint(1, wide),
        )  # fmt: skip

    return [by_columns(*(one(dice.randint(1, columns)) for _ in range(many))) for _ in range(count)]


def every(shapes):
    """Return a function that finds the cost of every way to arrange a run: each shape, each cut, each height."""

    @cache
    def ways(start, end, width, rows):
        if rows < 0 or width < 1:
            return []
        if end - start == 1:
            return [alone(item, rows) for item in shapes[start].get(width, []) if item.rows <= rows]
        found = []
        for middle in range(start + 1, end):
            for upper in range(rows - GAP + 1):
                pairs = joined((start, middle, width, upper), (middle, end, width, rows - GAP - upper))
                found += [cost + _STACK for cost in pairs]
            for left in range(1, width):
                pairs = joined((start, middle, left, rows), (middle, end, width - left, rows))
                found += [cost + _BESIDE for cost in pairs]
        return found

    def joined(one, other):
        first, second = ways(*one), ways(*other)
        return [a + b for a in first for b in second]

    return ways


def alone(item, rows):
    extra = rows - item.rows
    white = min(extra, item.air) * _AIR + max(extra - item.air, 0) * _HOLE
    return item.cost + item.slack * item.columns / item.measures * BLANK + white * item.columns


PROBLEMS = [(seed, 3 + seed % 2, 3, 9 + seed % 4) for seed in range(8)]


@pytest.mark.parametrize(("seed", "count", "columns", "rows"), PROBLEMS)
def test_the_cheapest_of_every_run_is_found(seed, count, columns, rows):
    shapes = drawn(seed, count, columns, rows)
    tables, ways = Tables(shapes, columns, rows), every(shapes)
    some = 0
    for start in range(count):
        for end in range(start + 1, count + 1):
            for width in range(1, columns + 1):
                wanted = [min(ways(start, end, width, height), default=np.inf) for height in range(rows + 1)]
                assert tables.costs(start, end, width) == pytest.approx(wanted)
                some += np.isfinite(wanted).sum()
    assert some > 20


@pytest.mark.parametrize(("seed", "count", "columns", "rows"), PROBLEMS)
def test_the_best_few_are_found_in_order(seed, count, columns, rows):
    shapes = drawn(seed, count, columns, rows)
    run = Run(0, count, columns)
    found = list(Deriver(Tables(shapes, columns, rows)).best(run, rows, 4))
    assert [item.cost for item in found] == pytest.approx(sorted(every(shapes)(*run, rows))[:4])
    for item in found:
        areas = [(spot.column, spot.row, spot.columns, spot.rows) for spot in item.spots]
        assert covered(areas, item.seams, columns, rows) == {1}
        assert [spot.copy for spot in item.spots] == list(range(count))
        chosen = [(shapes[spot.copy][spot.columns][spot.shape], spot.rows) for spot in item.spots]
        across = sum(seam.across for seam in item.seams)
        joins = across * _STACK + (count - 1 - across) * _BESIDE
        assert item.cost == pytest.approx(sum(alone(*one) for one in chosen) + joins)


def test_an_area_away_from_the_corner_only_moves_what_stands_in_it():
    shapes = drawn(3, 3, 3, 10)
    deriver = Deriver(Tables(shapes, 3, 10))
    here, there = (next(deriver.best(Run(0, 3, 3), 10, 1, *at)) for at in ((0, 0), (2, 7)))
    assert there.cost == here.cost
    assert [(spot.column - 2, spot.row - 7) for spot in there.spots] == [
        (spot.column, spot.row) for spot in here.spots
    ]
    assert [(seam.column - 2, seam.row - 7) for seam in there.seams] == [
        (seam.column, seam.row) for seam in here.seams
    ]


def test_what_is_too_much_for_an_area_has_no_arrangement():
    shapes = [by_columns(shape(2, 6)), by_columns(shape(2, 6))]
    tables = Tables(shapes, 2, 20)
    least = 6 + GAP + 6
    assert list(Deriver(tables).best(Run(0, 2, 2), least - 1, 3)) == []
    assert len(list(Deriver(tables).best(Run(0, 2, 2), least, 3))) == 1


def test_the_more_of_a_jumping_article_stands_here_the_better():
    whole, parted = (
        leaf_costs([shape(2, 4, full=9)], np.arange(14), elastic=elastic)[0] for elastic in (False, True)
    )
    assert np.isinf(whole[:4]).all()
    assert np.isinf(parted[:4]).all()
    assert (np.diff(whole[4:]) > 0).all()
    assert (np.diff(parted[4:10]) < 0).all()
    assert parted.min() > whole.min()


def test_what_runs_out_nowhere_does_not_fill_a_page():
    parted = leaf_costs([shape(2, 4, full=9)], np.arange(14), elastic=True)[0]
    assert parted.argmin() == 9
    assert (np.diff(parted[9:]) > 0).all()
    assert [blank(shape(2, 4, full=9), rows) for rows in (4, 9, 12)] == [0, 0, 6]
