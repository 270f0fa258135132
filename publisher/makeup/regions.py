"""Regions 版面分区: what pinned modules and advertisements leave of a page, and which copies stand where."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from publisher.makeup.derive import Seam
from publisher.makeup.tables import GAP, Run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.makeup.tables import Tables


#: What each line of an area costs in which nothing stands: more than white within a module, for it gapes.
EMPTY = 4.0


class Area(NamedTuple):
    """A rectangle of the grid; sorted by its head, then from the left."""

    row: int
    column: int
    rows: int
    columns: int


class Cut(NamedTuple):
    """A page cut up around what is fixed on it: the free areas, in the order of reading, and the seams."""

    areas: tuple[Area, ...]
    seams: tuple[Seam, ...]


class Filled(NamedTuple):
    """A cut with the runs of copies that stand in its areas, at the cost of their cheapest arrangements.

    ``empty``: the lines of standard columns in areas without a copy.
    """

    cost: float
    places: tuple[tuple[Run, Area], ...]
    seams: tuple[Seam, ...]
    empty: int


def page_cuts(page: Area, fixed: Sequence[Area]) -> Iterator[Cut]:
    """Yield the ways to cut a page up around what is fixed on it.

    All cuts but the first run along the edge of something fixed; the first may also part the page down at any column, so that
    no line runs across all of it above an advertisement.
    """
    yield from cuts(page, fixed)
    edges = {column for item in fixed for column in (item.column, item.column + item.columns)}
    for column in range(page.column + 1, page.column + page.columns) if fixed else ():
        if column not in edges and _parts_none(False, column, fixed):
            yield from _divided(page, fixed, False, column)


def cuts(area: Area, fixed: Sequence[Area]) -> Iterator[Cut]:
    """Yield the ways to cut an area up around what is fixed in it, each cut along the edge of something fixed."""
    if not fixed:
        yield Cut((area,), ())
        return
    if area in fixed:
        yield Cut((), ())
        return
    seen: set[tuple[bool, int]] = set()
    for across, at in _lines(area, fixed):
        if (across, at) in seen or not _parts_none(across, at, fixed):
            continue
        seen.add((across, at))
        yield from _divided(area, fixed, across, at)


def _divided(area: Area, fixed: Sequence[Area], across: bool, at: int) -> Iterator[Cut]:
    """Yield the ways to cut an area up that begin with one cut."""
    first, second, seam = _divide(area, across, at)
    for one, other in product(
        cuts(first, [item for item in fixed if _inside(item, first)]),
        cuts(second, [item for item in fixed if _inside(item, second)]),
    ):
        yield Cut(tuple(sorted((*one.areas, *other.areas))), (*one.seams, seam, *other.seams))


def _lines(area: Area, fixed: Sequence[Area]) -> Iterator[tuple[bool, int]]:
    """Yield where an area may be cut: across at a row that begins a part, or down at a column."""
    for item in fixed:
        if area.row + GAP < item.row:
            yield True, item.row
        if item.row + item.rows + GAP < area.row + area.rows:
            yield True, item.row + item.rows + GAP
        for column in (item.column, item.column + item.columns):
            if area.column < column < area.column + area.columns:
                yield False, column


def _parts_none(across: bool, at: int, fixed: Sequence[Area]) -> bool:
    if across:
        return all(item.row >= at or item.row + item.rows <= at - GAP for item in fixed)
    return all(item.column >= at or item.column + item.columns <= at for item in fixed)


def _divide(area: Area, across: bool, at: int) -> tuple[Area, Area, Seam]:
    row, column, rows, columns = area
    if across:
        upper = Area(row, column, at - GAP - row, columns)
        return upper, Area(at, column, row + rows - at, columns), Seam(True, column, at - GAP, columns)
    left = Area(row, column, rows, at - column)
    return left, Area(row, at, rows, column + columns - at), Seam(False, at, row, rows)


def _inside(item: Area, area: Area) -> bool:
    return (
        area.row <= item.row
        and item.row + item.rows <= area.row + area.rows
        and area.column <= item.column
        and item.column + item.columns <= area.column + area.columns
    )


def fill(cut: Cut, tables: Tables) -> Filled | None:
    """Share the copies out over the areas of a cut, in their order, at the least cost; None where they do not fit."""
    count = tables.count
    best = np.full((len(cut.areas) + 1, count + 1), np.inf)
    best[0, 0] = 0.0
    came = np.zeros((len(cut.areas) + 1, count + 1), np.int32)
    for number, area in enumerate(cut.areas):
        for end in range(count + 1):
            for start in range(end + 1):
                if not np.isfinite(best[number, start]):
                    continue
                cost = best[number, start] + _area_cost(tables, start, end, area)
                if cost < best[number + 1, end]:
                    best[number + 1, end], came[number + 1, end] = cost, start
    if not np.isfinite(best[-1, count]):
        return None
    places: list[tuple[Run, Area]] = []
    end, empty = count, 0
    for number in range(len(cut.areas), 0, -1):
        start = int(came[number, end])
        if start < end:
            places.append((Run(start, end, cut.areas[number - 1].columns), cut.areas[number - 1]))
        else:
            empty += cut.areas[number - 1].rows * cut.areas[number - 1].columns
        end = start
    return Filled(float(best[-1, count]), tuple(reversed(places)), cut.seams, empty)


def _area_cost(tables: Tables, start: int, end: int, area: Area) -> float:
    if start == end:
        return area.rows * area.columns * EMPTY
    return float(tables.costs(start, end, area.columns)[area.rows])
