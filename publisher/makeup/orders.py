"""Orders 次序: other sequences in which a page's copies are dealt out, where their own makes no good page.

Copies stand as they are read: below each other, then beside each other, in their sequence. Two stacks of which each has every
other copy read just as well, row by row; and two neighbours may change places where that shows to nobody.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.makeup.looks import Placed

#: So many copies are dealt into two stacks in every way; of more only neighbours change places.
FEW = 5
#: What it costs that a copy stands before one that it follows, and rows by which tops may differ that look level.
_ASTRAY, _LEVEL = 400.0, 2


def other_orders(copies: Sequence[int], tied: frozenset[int]) -> list[tuple[int, ...]]:
    """Return other sequences of some copies; the first stays the first.

    Args:
        copies: by their numbers, in the order of reading.
        tied: copies that stay behind the one before them.
    """
    own = tuple(copies)
    found = dict.fromkeys((*_swapped(own), *(_stacked(own) if len(own) <= FEW else ())))
    return [order for order in found if order != own and _keeps(order, own, tied)]


def _swapped(own: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for place in range(1, len(own) - 1):
        yield (*own[:place], own[place + 1], own[place], *own[place + 2 :])


def _stacked(own: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    for size in range(len(own) - 1):
        for others in combinations(own[1:], size):
            first = (own[0], *others)
            yield (*first, *(copy for copy in own if copy not in first))


def _keeps(order: tuple[int, ...], own: tuple[int, ...], tied: frozenset[int]) -> bool:
    """Tell whether every copy that is tied still follows the one before it."""
    before = dict(pairwise(own))
    after = {(one, other) for one, other in pairwise(order)}
    return all((one, other) in after for one, other in before.items() if other in tied)


def disorder(placed: Sequence[Placed]) -> float:
    """Weigh the copies that stand before one which they follow, whether the page is read by its rows or by its columns."""
    return _ASTRAY * sum(_precedes(other, one) for one, other in combinations(placed, 2))


def _precedes(one: Placed, other: Placed) -> bool:
    """Tell whether a copy stands before another: above it, or level with it and at its left, and in no column right of it."""
    if other.column + other.shape.columns <= one.column:
        return False
    level = abs(one.row - other.row) <= _LEVEL
    return one.column < other.column if level else one.row < other.row
