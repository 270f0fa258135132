"""Arrangement 拼版: which shape each copy takes and where it stands, so that the page is filled exactly.

Copies stay in their order, which is the order of reading: a run of them stands below each other or side by side, and so do
runs of runs. The cheapest arrangement of every run, for every width and height, is found once and used by all larger ones
(Gange, Marriott, Stuckey: "Optimal guillotine layout", DocEng 2012, here over runs in place of subsets).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from publisher.makeup.shapes import Shape

#: Rows between modules that stand below each other; a rule stands in the middle.
GAP = 2
#: What a blank line of a standard column costs; less is designed air.
_BLANK, _AIR = 1.0, 0.3
#: Within the page it looks worse than at its foot.
_HOLE = 1.1
#: What a cut through the whole page 断版 costs, and heads that stand side by side 碰题.
_THROUGH, _COLLIDE = 5.0, 6.0


@dataclass(frozen=True, slots=True)
class Leaf:
    """A copy in one shape."""

    copy: int
    shape: Shape
    rows: int


@dataclass(frozen=True, slots=True)
class Node:
    """Two arrangements below each other or side by side; ``first`` is the upper or the left one."""

    stacked: bool
    first: Leaf | Node
    second: Leaf | Node


@dataclass(frozen=True, slots=True)
class Placed:
    """A leaf at its place on the grid."""

    leaf: Leaf
    column: int
    row: int


_LEAF, _STACK, _BESIDE = 1, 2, 3


class _Table:
    """The cheapest arrangement of a run in a width, for every height, and how it is made.

    ``kind`` tells how; for a leaf ``first`` is the number of its shape, otherwise where the run is parted, and ``second``
    the upper part's rows or the left part's columns.
    """

    def __init__(self, rows: int) -> None:
        self.cost: NDArray[np.float64] = np.full(rows + 1, np.inf)
        self.kind = np.zeros(rows + 1, np.int8)
        self.first = np.zeros(rows + 1, np.int32)
        self.second = np.zeros(rows + 1, np.int32)

    @property
    def possible(self) -> bool:
        """Whether there is any arrangement at all."""
        return bool(np.isfinite(self.cost).any())

    def offer(
        self, costs: NDArray[np.float64], kind: int, first: int, second: NDArray[np.int64] | int
    ) -> None:
        better = costs < self.cost - 1e-9
        if better.any():
            self.cost = np.where(better, costs, self.cost)
            self.kind[better] = kind
            self.first[better] = first
            self.second[better] = second[better] if isinstance(second, np.ndarray) else second


class Arranger:
    """Searches the arrangements of one page.

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
        self._shapes, self._columns, self._rows, self._elastic = shapes, columns, rows, elastic
        self._tables: dict[tuple[int, int, int], _Table] = {}
        below = np.arange(rows + 1)[:, None] - GAP - np.arange(rows + 1)[None, :]
        # Past its end a run's costs stand for a height that cannot be.
        self._below = np.where(below >= 0, below, rows + 1)

    def best(self) -> Leaf | Node | None:
        """Return the cheapest arrangement that fits, or None where none does."""
        count = len(self._shapes)
        for length in range(1, count + 1):
            for start in range(count - length + 1):
                for width in range(1, self._columns + 1):
                    self._fill(start, start + length, width)
        table = self._tables[0, count, self._columns]
        unused = np.arange(self._rows, -1, -1) * self._columns * _BLANK
        total = table.cost + unused
        row = int(np.argmin(total))
        return self._tree(0, count, self._columns, row) if np.isfinite(total[row]) else None

    def _fill(self, start: int, end: int, width: int) -> None:
        table = self._tables[start, end, width] = _Table(self._rows)
        if end - start == 1:
            for number, shape in enumerate(self._shapes[start].get(width, ())):
                table.offer(self._leaf_costs(shape, elastic=start in self._elastic), _LEAF, number, 0)
            return
        for middle in range(start + 1, end):
            self._stack(table, start, middle, end, width)
            for left in range(1, width):
                self._side_by_side(table, start, middle, end, left, width)

    def _leaf_costs(self, shape: Shape, *, elastic: bool) -> NDArray[np.float64]:
        rows = np.arange(self._rows + 1)
        extra = rows - shape.rows
        if elastic:
            # What does not stand here stands elsewhere: the more that stands here the better.
            costs = shape.cost + 30.0 - rows * shape.columns * 0.05
        else:
            blank = np.maximum(extra - shape.air, 0)
            feet = shape.slack * shape.columns / shape.measures
            costs = (
                shape.cost
                + feet * _BLANK
                + (np.minimum(extra, shape.air) * _AIR + blank * _HOLE) * shape.columns
            )
        return np.where(extra >= 0, costs, np.inf)

    def _stack(self, table: _Table, start: int, middle: int, end: int, width: int) -> None:
        upper, lower = self._tables[start, middle, width], self._tables[middle, end, width]
        if not (upper.possible and lower.possible):
            return
        # sums[h, a]: the upper run takes a rows of h, the lower what is left below the gap.
        sums = upper.cost[None, :] + np.append(lower.cost, np.inf)[self._below]
        choice = np.argmin(sums, axis=1)
        costs = sums[np.arange(self._rows + 1), choice] + (_THROUGH if width == self._columns else 0.3)
        table.offer(costs, _STACK, middle, choice)

    def _side_by_side(self, table: _Table, start: int, middle: int, end: int, left: int, width: int) -> None:
        costs = self._tables[start, middle, left].cost + self._tables[middle, end, width - left].cost
        if np.isfinite(costs).any():
            table.offer(costs + _COLLIDE / (1 + abs(2 * left - width)), _BESIDE, middle, left)

    def _tree(self, start: int, end: int, width: int, rows: int) -> Leaf | Node:
        table = self._tables[start, end, width]
        kind, first, second = (int(part[rows]) for part in (table.kind, table.first, table.second))
        if kind == _LEAF:
            return Leaf(start, self._shapes[start][width][first], rows)
        if kind == _STACK:
            lower = rows - GAP - second
            return Node(True, self._tree(start, first, width, second), self._tree(first, end, width, lower))
        return Node(
            False, self._tree(start, first, second, rows), self._tree(first, end, width - second, rows)
        )


def place(tree: Leaf | Node, column: int = 0, row: int = 0) -> Iterator[Placed]:
    """Yield each leaf of an arrangement with its place, in the order of reading."""
    if isinstance(tree, Leaf):
        yield Placed(tree, column, row)
        return
    yield from place(tree.first, column, row)
    if tree.stacked:
        yield from place(tree.second, column, row + height(tree.first) + GAP)
    else:
        yield from place(tree.second, column + width(tree.first), row)


def height(tree: Leaf | Node) -> int:
    """Return the rows that an arrangement takes."""
    if isinstance(tree, Leaf):
        return tree.rows
    if tree.stacked:
        return height(tree.first) + GAP + height(tree.second)
    return max(height(tree.first), height(tree.second))


def width(tree: Leaf | Node) -> int:
    """Return the standard columns that an arrangement takes."""
    if isinstance(tree, Leaf):
        return tree.shape.columns
    return width(tree.first) if tree.stacked else width(tree.first) + width(tree.second)
