"""Derivations: the best few arrangements of a run in an area, in the order of their cost.

Lazily, best first, each part's own best ones in turn (L. Huang, D. Chiang: "Better k-best Parsing", IWPT 2005, algorithm 3).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from publisher.makeup.tables import GAP, Edge, Run, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Ways that are looked at for one run in one area.
_WAYS = 8


class Spot(NamedTuple):
    """A copy in one of its shapes at its place: ``shape`` by number among those of its ``columns``."""

    copy: int
    shape: int
    column: int
    row: int
    columns: int
    rows: int


class Seam(NamedTuple):
    """Where two parts meet: ``column``, ``row`` and the ``length`` in columns of a gap across, or in rows of a gutter down."""

    across: bool
    column: int
    row: int
    length: int


class Arrangement(NamedTuple):
    """Copies at their places, with the seams between them, and the lines of areas that have no copy."""

    cost: float
    spots: tuple[Spot, ...]
    seams: tuple[Seam, ...]
    empty: int = 0


@dataclass(slots=True)
class _State:
    """What is known of one run in one area."""

    edges: list[Edge]
    heap: list[tuple[float, int, int, int]] = field(default_factory=list)
    seen: set[tuple[int, int, int]] = field(default_factory=set)
    found: list[tuple[float, int, int, int]] = field(default_factory=list)


class Deriver:
    """Finds arrangements from the tables of a page."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._states: dict[tuple[Run, int], _State] = {}

    def best(self, run: Run, rows: int, count: int, column: int = 0, row: int = 0) -> Iterator[Arrangement]:
        """Yield the cheapest arrangements of a run in an area whose upper left corner is at ``column``, ``row``."""
        for rank in range(count):
            if not self._reach(run, rows, rank):
                return
            yield self.build(run, rows, rank, column, row)

    def through(self, run: Run, rows: int, edge: Edge, count: int) -> Iterator[Arrangement]:
        """Yield the cheapest arrangements that part a run in one way."""
        first, second = self._parts(run, rows, edge)
        pairs = sorted(
            (edge.own + self._states[first].found[i][0] + self._states[second].found[j][0], i, j)
            for i in range(count)
            if self._reach(*first, i)
            for j in range(count - i)
            if self._reach(*second, j)
        )
        for cost, i, j in pairs[:count]:
            yield self._joined(cost, run, rows, edge, i, j, 0, 0)

    def build(self, run: Run, rows: int, rank: int, column: int, row: int) -> Arrangement:
        """Return an arrangement that has been reached."""
        state = self._states[run, rows]
        cost, number, i, j = state.found[rank]
        edge = state.edges[number]
        if edge.shape >= 0:
            return Arrangement(cost, (Spot(run.start, edge.shape, column, row, run.width, rows),), ())
        return self._joined(cost, run, rows, edge, i, j, column, row)

    def _joined(
        self, cost: float, run: Run, rows: int, edge: Edge, i: int, j: int, column: int, row: int
    ) -> Arrangement:
        first, second = self._parts(run, rows, edge)
        upper = self.build(*first, i, column, row)
        if edge.stacked:
            lower = self.build(*second, j, column, row + edge.first + GAP)
            seam = Seam(True, column, row + edge.first, run.width)
        else:
            lower = self.build(*second, j, column + edge.first, row)
            seam = Seam(False, column + edge.first, row, rows)
        return Arrangement(cost, upper.spots + lower.spots, (*upper.seams, seam, *lower.seams))

    def _parts(self, run: Run, rows: int, edge: Edge) -> tuple[tuple[Run, int], tuple[Run, int]]:
        if edge.stacked:
            return (
                (Run(run.start, edge.middle, run.width), edge.first),
                (Run(edge.middle, run.end, run.width), rows - GAP - edge.first),
            )
        return (
            (Run(run.start, edge.middle, edge.first), rows),
            (Run(edge.middle, run.end, run.width - edge.first), rows),
        )

    def _reach(self, run: Run, rows: int, rank: int) -> bool:
        """Find the arrangements of a run up to a rank; tell whether there are so many."""
        state = self._states.get((run, rows))
        if state is None:
            edges = self.tables.edges(run, rows, _WAYS)
            state = self._states[run, rows] = _State(edges)
            for number, edge in enumerate(edges):
                self._offer(state, number, 0, 0, edge.cost)
        while len(state.found) <= rank and state.heap:
            cost, number, i, j = heapq.heappop(state.heap)
            state.found.append((cost, number, i, j))
            edge = state.edges[number]
            if edge.shape < 0:
                first, second = self._parts(run, rows, edge)
                # The tables know that an edge's parts can be had; they are arranged only when it is wanted.
                self._reach(*first, i)
                self._reach(*second, j)
                for a, b in ((i + 1, j), (i, j + 1)):
                    if (
                        (number, a, b) not in state.seen
                        and self._reach(*first, a)
                        and self._reach(*second, b)
                    ):
                        total = edge.own + self._states[first].found[a][0] + self._states[second].found[b][0]
                        self._offer(state, number, a, b, total)
        return len(state.found) > rank

    @staticmethod
    def _offer(state: _State, number: int, i: int, j: int, cost: float) -> None:
        state.seen.add((number, i, j))
        heapq.heappush(state.heap, (cost, number, i, j))
