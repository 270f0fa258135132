"""Polishing 调整: with every module at its place, its head and its picture are chosen anew, for the sake of the whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.makeup.looks import Placed, penalty
from publisher.makeup.tables import leaf_cost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.makeup.arrange import Composed, Problem

#: What another shape may cost more than the one that stands.
_DEARER = 16.0
#: So many other shapes of one module are tried, the cheapest.
_OTHERS = 24
_ROUNDS = 2


def polish(composed: Composed, problem: Problem) -> Composed:
    """Return an arrangement in which no module's other shape would make the page look better."""
    placed, cost = list(composed.placed), composed.cost
    looks = _looks(placed, composed, problem)
    for _ in range(_ROUNDS):
        changed = False
        for number, item in enumerate(placed):
            if problem.wishes[item.copy].pinned:
                continue
            here = _cost(item, problem)
            for other, its_cost in _others(item, here, problem):
                tried = [*placed[:number], other, *placed[number + 1 :]]
                its_looks = _looks(tried, composed, problem)
                if its_cost + its_looks < here + looks - 1e-9:
                    cost += its_cost + its_looks - here - looks
                    placed, here, looks, changed = tried, its_cost, its_looks, True
        if not changed:
            break
    return composed._replace(cost=cost, placed=tuple(placed))


def _others(item: Placed, here: float, problem: Problem) -> Iterator[tuple[Placed, float]]:
    found = [
        (item._replace(shape=shape), leaf_cost(shape, item.rows, elastic=item.copy in problem.elastic))
        for shape in problem.shapes[item.copy][item.shape.columns]
        if shape is not item.shape and shape.rows <= item.rows
    ]
    found.sort(key=lambda pair: pair[1])
    yield from ((other, cost) for other, cost in found[:_OTHERS] if cost < here + _DEARER)


def _cost(item: Placed, problem: Problem) -> float:
    return leaf_cost(item.shape, item.rows, elastic=item.copy in problem.elastic)


def _looks(placed: list[Placed], composed: Composed, problem: Problem) -> float:
    return penalty(placed, composed.seams, problem.priorities, problem.columns, problem.leading)
