"""Tables 拼版表: the cheapest arrangement of every run of copies, for every width and height.

Copies stay in their order, which is the order of reading: a run of them stands below each other or side by side, and so do
runs of runs. Each is found once and used by all larger ones (Gange, Marriott, Stuckey: "Optimal guillotine layout", DocEng
2012, here over runs in place of subsets).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from publisher.makeup.shape import Shape

#: Rows between modules that stand below each other; a rule stands in the middle.
GAP = 2
#: What a blank line of a standard column costs at a column's foot or within a module; designed air costs less.
BLANK, _HOLE, _AIR = 1.6, 2.4, 0.3
#: What it costs that an article jumps, and what each of its lines is worth that stands here.
_PARTED, _TEXT = 30.0, 0.05
#: What stacking costs, and standing side by side: of arrangements otherwise alike the simpler one wins.
_STACK, _BESIDE = 0.3, 0.8
#: Beyond this cost an arrangement is not worth remembering.
_HOPELESS = 3000.0


class Edge(NamedTuple):
    """One way to make an arrangement of a run, at the cost of its cheapest parts.

    ``shape``: the number of a single copy's shape, otherwise -1. ``middle``: where the run is parted; ``stacked``: below
    each other, the upper part ``first`` rows high, otherwise side by side, the left part ``first`` columns wide.
    """

    cost: float
    own: float
    shape: int = -1
    middle: int = 0
    stacked: bool = False
    first: int = 0


class Run(NamedTuple):
    """Copies from ``start`` up to ``end`` in so many columns."""

    start: int
    end: int
    width: int


class Tables:
    """The costs of all runs.

    Args:
        shapes: for each copy, its shapes by standard columns.
        columns, rows: of the free area.
        elastic: copies that may run out and jump; they fit any height from their shapes' own.
    """

    def __init__(
        self,
        shapes: Sequence[dict[int, list[Shape]]],
        columns: int,
        rows: int,
        elastic: frozenset[int] = frozenset(),
    ) -> None:
        self.shapes, self.columns, self.rows, self.elastic = shapes, columns, rows, elastic
        self.count = len(shapes)
        self._leaves: dict[tuple[int, int], NDArray[np.float64]] = {}
        # By start, end, width and rows: one array, so that the ways to part a run are added up together.
        self._all = np.full((self.count + 1, self.count + 1, columns + 1, rows + 1), np.inf)
        steps = np.arange(rows + 1)
        # below[h, a]: what is left below an upper part of a rows in a height of h; -1 stands for what cannot be.
        below = steps[:, None] - GAP - steps[None, :]
        self._below = np.where(below >= 0, below, -1)
        for length in range(1, self.count + 1):
            for start in range(self.count - length + 1):
                for width in range(1, columns + 1):
                    self._all[start, start + length, width] = self._cheapest(
                        Run(start, start + length, width)
                    )

    def costs(self, start: int, end: int, width: int) -> NDArray[np.float64]:
        """Return the least cost of a run in so many columns, for each number of rows from 0; infinite where it does not fit."""
        found: NDArray[np.float64] = self._all[start, end, width]
        return found

    def edges(self, run: Run, rows: int, most: int | None = None) -> list[Edge]:
        """Return the ways to arrange a run in an area, the cheapest first, and at most so many."""
        if run.end - run.start == 1:
            leaves = self._leaves[run.start, run.width][:, rows]
            return [Edge(cost, cost, shape=number) for cost, number in _least(leaves, most)]
        found = []
        beside = self._beside(run)[..., rows]
        for cost, place in _least(beside.ravel(), most):
            part, left = divmod(place, run.width - 1)
            found.append(Edge(cost, _BESIDE, middle=run.start + 1 + part, first=left + 1))
        if rows >= GAP:
            stacks = self._stacks(run, rows)
            near = np.argsort(stacks, axis=1, kind="stable")[:, :_NEAR]
            for cost, place in _least(np.take_along_axis(stacks, near, axis=1).ravel(), most):
                part, rank = divmod(place, near.shape[1])
                first = int(near[part, rank])
                found.append(Edge(cost, _STACK, middle=run.start + 1 + part, stacked=True, first=first))
        return sorted(found)[:most]

    def _stacks(self, run: Run, rows: int) -> NDArray[np.float64]:
        """Return what it costs to stack a run in an area, by where it is parted and by the rows of its upper part."""
        upper = self._all[run.start, run.start + 1 : run.end, run.width, : rows - GAP + 1]
        lower = self._all[run.start + 1 : run.end, run.end, run.width, rows - GAP :: -1]
        sums: NDArray[np.float64] = upper + lower + _STACK
        return sums

    def _cheapest(self, run: Run) -> NDArray[np.float64]:
        if run.end - run.start == 1:
            leaves = self._leaf_costs(run.start, run.width)
            self._leaves[run.start, run.width] = leaves
            return leaves.min(axis=0) if len(leaves) else np.full(self.rows + 1, np.inf)
        best = np.full(self.rows + 1, np.inf)
        for middle in range(run.start + 1, run.end):
            self._stack(run, middle, best)
        if run.width > 1:
            np.minimum(best, self._beside(run).min(axis=(0, 1)), out=best)
        best[best > _HOPELESS] = np.inf
        return best

    def _stack(self, run: Run, middle: int, best: NDArray[np.float64]) -> None:
        upper, lower = self.costs(run.start, middle, run.width), self.costs(middle, run.end, run.width)
        top, bottom = _first(upper), _first(lower)
        least = top + GAP + bottom
        if least > self.rows:
            return
        # sums[h, a]: the upper run takes a rows of h, the lower what is left below the gap.
        last = self.rows - GAP - bottom + 1
        sums = upper[None, top:last] + np.append(lower, np.inf)[self._below[least:, top:last]]
        np.minimum(best[least:], sums.min(axis=1) + _STACK, out=best[least:])

    def _beside(self, run: Run) -> NDArray[np.float64]:
        """Return what it costs to part a run side by side, by where it is parted, the columns of its left part, and the rows."""
        left = self._all[run.start, run.start + 1 : run.end, 1 : run.width]
        right = self._all[run.start + 1 : run.end, run.end, run.width - 1 : 0 : -1]
        sums: NDArray[np.float64] = left + right + _BESIDE
        return sums

    def _leaf_costs(self, copy: int, width: int) -> NDArray[np.float64]:
        """Return the cost of each shape of a copy, for each number of rows."""
        shapes = self.shapes[copy].get(width, [])
        costs = leaf_costs(shapes, np.arange(self.rows + 1), elastic=copy in self.elastic)
        costs[costs > _HOPELESS] = np.inf
        return costs


def _least(costs: NDArray[np.float64], most: int | None) -> list[tuple[float, int]]:
    """Return the costs that are not infinite with their places, and of many those that may be among the least."""
    within = costs < np.inf
    if most is not None and len(costs) > most:
        within &= costs <= np.partition(costs, most - 1)[most - 1]
    places = np.flatnonzero(within)
    return list(zip(costs[places].tolist(), places.tolist(), strict=True))


def leaf_costs(shapes: Sequence[Shape], rows: NDArray[np.int64], *, elastic: bool) -> NDArray[np.float64]:
    """Return what a copy costs in each of some shapes and each of some heights; infinite where these are too low."""
    facts = np.array(
        [(shape.cost, shape.rows, shape.air, shape.columns, _feet(shape), shape.full) for shape in shapes],
        dtype=np.float64,
    ).reshape(-1, 6, 1)
    cost, least, most_air, columns, feet, full = (facts[:, number] for number in range(6))
    extra = rows[None, :] - least
    if elastic:
        # What does not stand here stands elsewhere: the more that stands here the better, until all of it does.
        over = np.maximum(rows[None, :] - full, 0.0)
        costs = cost + _PARTED + (over * _HOLE - (rows[None, :] - over) * _TEXT) * columns
    else:
        air = np.minimum(extra, most_air)
        costs = cost + feet * BLANK + (air * _AIR + (extra - air) * _HOLE) * columns
    return np.where(extra >= 0, costs, np.inf)


def blank(shape: Shape, rows: int) -> float:
    """Return the lines of standard columns that a copy leaves blank in so many rows."""
    if shape.full:
        return max(rows - shape.full, 0) * shape.columns
    return _feet(shape) + max(rows - shape.rows - shape.air, 0) * shape.columns


def _feet(shape: Shape) -> float:
    """Return the lines of standard columns that are blank at the feet of a shape's text columns."""
    return shape.slack * shape.columns / shape.measures


#: Of the heights at which a run may be cut in two, so many are looked at.
_NEAR = 4


def _first(costs: NDArray[np.float64]) -> int:
    """Return the least height that has a cost, or one beyond all where none has."""
    found = np.isfinite(costs)
    return int(found.argmax()) if found.any() else len(costs) + GAP
