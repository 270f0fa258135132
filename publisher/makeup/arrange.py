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


class _Table:
    """The cheapest arrangement of a run in a width, for every height, and how it is made."""

    def __init__(self, rows: int) -> None:
        self.cost: NDArray[np.float64] = np.full(rows + 1, np.inf)
        self.made: list[tuple[object, ...] | None] = [None] * (rows + 1)

    def offer(
        self, costs: NDArray[np.float64], how: Sequence[tuple[object, ...]] | tuple[object, ...]
    ) -> None:
        better = costs < self.cost - 1e-9
        for row in np.flatnonzero(better):
            self.made[row] = how[row] if isinstance(how, list) else how  # type: ignore[assignment]
        self.cost = np.where(better, costs, self.cost)


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
            for shape in self._shapes[start].get(width, ()):
                table.offer(self._leaf_costs(shape, elastic=start in self._elastic), ("leaf", shape))
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
                + (np.minimum(extra, shape.air) * _AIR + blank * _BLANK) * shape.columns
            )
        return np.where(extra >= 0, costs, np.inf)

    def _stack(self, table: _Table, start: int, middle: int, end: int, width: int) -> None:
        upper, lower = self._tables[start, middle, width], self._tables[middle, end, width]
        if not (np.isfinite(upper.cost).any() and np.isfinite(lower.cost).any()):
            return
        size = self._rows + 1
        # sums[h, a]: the upper run takes a rows of h, the lower what is left below the gap.
        index = np.arange(size)[:, None] - GAP - np.arange(size)[None, :]
        sums = np.where(index >= 0, upper.cost[None, :] + lower.cost[np.clip(index, 0, None)], np.inf)
        choice = np.argmin(sums, axis=1)
        costs = sums[np.arange(size), choice] + (_THROUGH if width == self._columns else 0.3)
        table.offer(costs, [("stack", middle, int(rows)) for rows in choice])

    def _side_by_side(self, table: _Table, start: int, middle: int, end: int, left: int, width: int) -> None:
        costs = self._tables[start, middle, left].cost + self._tables[middle, end, width - left].cost
        if np.isfinite(costs).any():
            table.offer(costs + _COLLIDE / (1 + abs(2 * left - width)), ("beside", middle, left))

    def _tree(self, start: int, end: int, width: int, rows: int) -> Leaf | Node:
        made = self._tables[start, end, width].made[rows]
        match made:
            case ("leaf", shape):
                return Leaf(start, shape, rows)  # type: ignore[arg-type]
            case ("stack", int(middle), int(upper)):
                return Node(
                    True,
                    self._tree(start, middle, width, upper),
                    self._tree(middle, end, width, rows - GAP - upper),
                )
            case ("beside", int(middle), int(left)):
                return Node(
                    False, self._tree(start, middle, left, rows), self._tree(middle, end, width - left, rows)
                )
        msg = "an arrangement was chosen that was never made"
        raise AssertionError(msg)


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
