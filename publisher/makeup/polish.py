"""Polishing 调整: with every module at its place, its head and its picture are chosen anew, for the sake of the whole page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from publisher.makeup.looks import Placed, shown
from publisher.makeup.tables import leaf_costs

if TYPE_CHECKING:
    from publisher.makeup.arrange import Composed, Problem

#: What another shape may cost more than the one that stands.
_DEARER = 16.0
#: So many other shapes of one module are tried, the cheapest.
_OTHERS = 24
_ROUNDS = 2


def polish(composed: Composed, problem: Problem) -> Composed:
    """Return an arrangement in which no module's other shape would make the page look better."""
    placed, cost = list(composed.placed), composed.cost
    looks = shown(placed, problem.priorities, problem.leading)
    for _ in range(_ROUNDS):
        changed = False
        for number, item in enumerate(placed):
            here, others = _others(item, problem)
            for other, its_cost in others:
                # Looks cost nothing at the least.
                if its_cost >= here + looks:
                    break
                tried = [*placed[:number], other, *placed[number + 1 :]]
                its_looks = shown(tried, problem.priorities, problem.leading)
                if its_cost + its_looks < here + looks - 1e-9:
                    cost += its_cost + its_looks - here - looks
                    placed, here, looks, changed = tried, its_cost, its_looks, True
        if not changed:
            break
    return composed._replace(cost=cost, placed=tuple(placed))


def _others(item: Placed, problem: Problem) -> tuple[float, list[tuple[Placed, float]]]:
    """Return what a module costs as it stands, and the other shapes that it could have there, the cheapest first."""
    shapes = problem.shapes[item.copy][item.shape.columns]
    costs = leaf_costs(shapes, np.array([item.rows]), elastic=item.copy in problem.elastic)[:, 0]
    here = float(costs[shapes.index(item.shape)])
    order = [int(number) for number in np.argsort(costs, kind="stable")[: _OTHERS + 1]]
    return here, [
        (item._replace(shape=shapes[number]), float(costs[number]))
        for number in order
        if costs[number] < here + _DEARER and shapes[number] is not item.shape
    ]
