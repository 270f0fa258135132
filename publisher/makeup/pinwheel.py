"""Pinwheels 风车式版面: four parts about a fifth, so that no line runs through the whole page, neither across nor down."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from publisher.makeup.derive import Seam
from publisher.makeup.tables import GAP, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from publisher.makeup.tables import Tables

#: With more copies there are too many ways to part them in five.
MOST = 13
#: A pinwheel looks busier than cuts do.
_COST = 1.5


class Part(NamedTuple):
    """One of the five: a run of copies in an area of the page."""

    run: Run
    column: int
    row: int
    rows: int


class Pinwheel(NamedTuple):
    """A page in five parts, in the order of reading, at the cost of their cheapest arrangements."""

    cost: float
    parts: tuple[Part, ...]
    seams: tuple[Seam, ...]


class _Way(NamedTuple):
    """How copies and columns are parted. ``runs`` are those of the five parts, in the order of reading."""

    runs: tuple[tuple[int, int], ...]
    inner: int
    outer: int
    right: bool


def pinwheels(tables: Tables, rows: int, wanted: int) -> list[Pinwheel]:
    """Return the cheapest pinwheels, at most ``wanted`` of them, each parting the copies or the columns in another way.

    Turning right, the first part stands wide at the head, the second tall at its right, the third tall below the first, the
    fourth in the middle, the last wide at the foot. Turning left, the first stands tall, the second wide, the third in the
    middle, the fourth tall below the second, the last wide at the foot.
    """
    found: list[Pinwheel] = []
    limit = np.inf
    heights = _Heights(tables, rows)
    for way in _ways(tables.count, tables.columns):
        wheel = _best(heights, way, limit)
        if wheel is None:
            continue
        found.append(wheel)
        if len(found) >= 2 * wanted:
            found = sorted(found)[:wanted]
            limit = found[-1].cost
    return sorted(found)[:wanted]


def _ways(count: int, columns: int) -> Iterator[_Way]:
    if not 5 <= count <= MOST:
        return
    for cuts in combinations(range(1, count), 4):
        edges = (0, *cuts, count)
        runs = tuple((edges[number], edges[number + 1]) for number in range(5))
        for inner in range(1, columns - 1):
            for outer in range(inner + 1, columns):
                yield _Way(runs, inner, outer, right=True)
                yield _Way(runs, inner, outer, right=False)


def _best(heights: _Heights, way: _Way, limit: float) -> Pinwheel | None:
    """Return the pinwheel whose rows are parted best, or None if it costs more than a limit."""
    columns, inner, outer, rows = heights.tables.columns, way.inner, way.outer, heights.rows
    if way.right:
        first, second, third, fourth, last = way.runs
        # The short arm and what is below it share a height, and so do the long arm and the foot.
        low = _Pair(Run(*first, outer), Run(*third, inner))
        high = _Pair(Run(*second, columns - outer), Run(*last, columns - inner))
    else:
        first, second, fourth, third, last = way.runs
        low = _Pair(Run(*second, columns - inner), Run(*third, columns - outer))
        high = _Pair(Run(*first, inner), Run(*last, outer))
    middle = Run(*fourth, outer - inner)
    below, above = heights.of(low), heights.of(high)
    if below.least + above.least + heights.least(middle) + _COST >= limit:
        return None
    # sums[p, q]: the short arm is p rows high and the long one q; the middle stands between.
    centre = np.append(heights.tables.costs(*middle), np.inf)[heights.between]
    sums = below.costs[:, None] + above.costs[None, :] + centre
    at = int(sums.argmin())
    cost = float(sums.flat[at]) + _COST
    if not cost < limit:
        return None
    short, long = divmod(at, rows + 1)
    return _turned(way, low, high, middle, short, long, rows, columns, cost)


class _Pair(NamedTuple):
    """An arm and the part below it, which share the height of the page."""

    upper: Run
    lower: Run


class _Costs(NamedTuple):
    """What a pair costs by the rows of its upper part, and the least of it."""

    costs: NDArray[np.float64]
    least: float


class _Heights:
    """What pairs and runs of a page cost; most ways share theirs with others, so each is reckoned once.

    ``between``: the rows of the middle by those of the short arm and of the long one; -1 where it has none.
    """

    def __init__(self, tables: Tables, rows: int) -> None:
        self.tables, self.rows = tables, rows
        between = np.arange(rows + 1)[None, :] - np.arange(rows + 1)[:, None] - GAP
        self.between = np.where(between > 0, between, -1)
        self._pairs: dict[_Pair, _Costs] = {}
        self._least: dict[Run, float] = {}

    def of(self, pair: _Pair) -> _Costs:
        """Return what a pair costs."""
        known = self._pairs.get(pair)
        if known is None:
            upper, lower = self.tables.costs(*pair.upper), self.tables.costs(*pair.lower)
            sums = np.full(self.rows + 1, np.inf)
            sums[: self.rows - GAP + 1] = upper[: self.rows - GAP + 1] + lower[self.rows - GAP :: -1]
            known = self._pairs[pair] = _Costs(sums, float(sums.min()))
        return known

    def least(self, run: Run) -> float:
        """Return the least that a run costs in any height."""
        if run not in self._least:
            self._least[run] = float(self.tables.costs(*run).min())
        return self._least[run]


def _turned(
    way: _Way,
    low: _Pair,
    high: _Pair,
    middle: Run,
    short: int,
    long: int,
    rows: int,
    columns: int,
    cost: float,
) -> Pinwheel:
    inner, outer = way.inner, way.outer
    under, foot = short + GAP, long + GAP
    if way.right:
        parts = (
            Part(low.upper, 0, 0, short), Part(high.upper, outer, 0, long), Part(low.lower, 0, under, rows - under),
            Part(middle, inner, under, long - under), Part(high.lower, inner, foot, rows - foot),
        )  # fmt: skip
        seams = (
            Seam(True, 0, short, outer), Seam(True, inner, long, columns - inner),
            Seam(False, outer, 0, long), Seam(False, inner, under, rows - under),
        )  # fmt: skip
    else:
        parts = (
            Part(high.upper, 0, 0, long), Part(low.upper, inner, 0, short), Part(middle, inner, under, long - under),
            Part(low.lower, outer, under, rows - under), Part(high.lower, 0, foot, rows - foot),
        )  # fmt: skip
        seams = (
            Seam(True, inner, short, columns - inner), Seam(True, 0, long, outer),
            Seam(False, inner, 0, long), Seam(False, outer, under, rows - under),
        )  # fmt: skip
    return Pinwheel(cost, parts, seams)
