"""Regions: what is fixed stays, the rest of the page is cut up around it and filled in the order of reading."""

import random
from itertools import combinations, pairwise

import numpy as np
import pytest
from shapes import covered
from test_tables import drawn

from publisher.makeup.regions import EMPTY, Area, Cut, cuts, fill, page_cuts
from publisher.makeup.tables import Tables

PAGE = Area(0, 0, 30, 6)
PINNED = {
    "the upper left corner": [Area(0, 0, 12, 4)],
    "the middle": [Area(9, 1, 10, 3)],
    "the foot": [Area(20, 0, 10, 6)],
    "a lone advertisement": [Area(15, 3, 15, 3)],
    "two advertisements": [Area(15, 3, 15, 3), Area(22, 0, 8, 3)],
    "two modules": [Area(0, 3, 10, 3), Area(14, 0, 16, 2)],
    "side by side": [Area(0, 0, 10, 3), Area(0, 3, 14, 3)],
    "one below the other": [Area(0, 0, 10, 6), Area(12, 0, 18, 3)],
}


@pytest.mark.parametrize("fixed", PINNED.values(), ids=PINNED)
def test_a_page_is_cut_up_around_what_is_fixed(fixed):
    found = list(cuts(PAGE, fixed))
    assert found
    for cut in found:
        areas = [(area.column, area.row, area.columns, area.rows) for area in (*cut.areas, *fixed)]
        assert covered(areas, cut.seams, PAGE.columns, PAGE.rows) == {1}
        assert list(cut.areas) == sorted(cut.areas)
        assert all(area.rows > 0 and area.columns > 0 for area in cut.areas)


def test_a_corner_leaves_two_ways():
    found = list(cuts(PAGE, [Area(0, 0, 12, 4)]))
    below, beside = Area(14, 0, 16, 6), Area(0, 4, 30, 2)
    assert sorted(cut.areas for cut in found) == [(Area(0, 4, 12, 2), below), (beside, Area(14, 0, 16, 4))]


def test_a_page_may_be_parted_down_beside_an_advertisement():
    corner = [Area(20, 3, 10, 3)]
    found, plain = list(page_cuts(PAGE, corner)), list(cuts(PAGE, corner))
    assert found[: len(plain)] == plain
    beside = [cut for cut in found if Area(0, 0, 30, 1) in cut.areas]
    assert beside
    for cut in found:
        areas = [(area.column, area.row, area.columns, area.rows) for area in (*cut.areas, *corner)]
        assert covered(areas, cut.seams, PAGE.columns, PAGE.rows) == {1}
    assert list(page_cuts(PAGE, [])) == list(cuts(PAGE, []))


def test_four_arms_around_something_fixed_have_no_cut():
    arms = [Area(0, 0, 8, 4), Area(0, 4, 20, 2), Area(10, 0, 20, 2), Area(22, 2, 8, 4), Area(10, 2, 10, 2)]
    assert list(cuts(PAGE, arms)) == []


def test_a_page_that_is_taken_has_no_areas():
    assert [cut.areas for cut in cuts(PAGE, [PAGE])] == [()]
    assert [cut.areas for cut in cuts(PAGE, [])] == [(PAGE,)]


def shared_out(cut, tables):
    """Try every way to share the copies out over the areas of a cut."""
    costs = []
    for ends in combinations(range(tables.count + len(cut.areas) - 1), len(cut.areas) - 1):
        edges = [0, *(end - number for number, end in enumerate(ends)), tables.count]
        cost = 0.0
        for area, (start, end) in zip(cut.areas, pairwise(edges), strict=True):
            empty = area.rows * area.columns * EMPTY
            cost += empty if start == end else tables.costs(start, end, area.columns)[area.rows]
        costs.append(cost)
    return min(costs)


@pytest.mark.parametrize("seed", range(6))
def test_copies_are_shared_out_at_the_least_cost(seed):
    dice = random.Random(seed)
    tables = Tables(drawn(seed, 4, 6, 12, many=9), 6, 30)
    filled = 0
    for fixed in PINNED.values():
        cut = dice.choice(list(cuts(PAGE, fixed)))
        found, wanted = fill(cut, tables), shared_out(cut, tables)
        assert (found is None) == (not np.isfinite(wanted))
        if found:
            assert found.cost == pytest.approx(wanted)
            filled += 1
    assert filled > 2


def test_the_order_of_reading_is_kept():
    tables = Tables(drawn(2, 5, 6, 8), 6, 30)
    filled = [fill(cut, tables) for fixed in PINNED.values() for cut in cuts(PAGE, fixed)]
    found = [item for item in filled if item]
    assert any(len(item.places) > 1 for item in found)
    for item in found:
        runs = [run for run, _ in item.places]
        assert [run.start for run in runs] == [0, *(run.end for run in runs[:-1])]
        assert runs[-1].end == 5
        assert [area for _, area in item.places] == sorted(area for _, area in item.places)
        assert all(run.width == area.columns for run, area in item.places)


def test_what_fits_in_no_area_is_not_placed():
    tables = Tables(drawn(0, 3, 6, 12), 6, 30)
    assert fill(Cut((Area(0, 0, 1, 1),), ()), tables) is None
    assert fill(Cut((), ()), Tables([], 6, 30)).places == ()
