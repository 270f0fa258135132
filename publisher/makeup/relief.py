"""Relief 泄稿: what gives way when a page has more copy than it can hold.

On an article's own page first the longest article jumps, or the next one in its place, then the two longest, then whole
articles wait for another page, the last ones first. A page that continues others takes them one after the other: each is
finished before the next begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from publisher.makeup.copy import letters
from publisher.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from publisher.makeup.copy import Copy

#: What is short or shaped is not parted while anything else can be.
_WHOLE = frozenset({Kind.POEM, Kind.NOTICE, Kind.BRIEF, Kind.PHOTO, Kind.TABLE})
#: An article of fewer characters waits whole for another page rather than being parted.
_LEAST = 240
#: So many of the longest are tried, one at a time.
_TRIED = 2
#: So many characters of small type stand in a line at most, for each that its width is named after.
_DENSEST = 1.25

#: What a page may cost, and what for each of its articles, before it is worth a jump; and what that is worth.
_STRAINED, _EACH, _JUMP = 110.0, 10.0, 80.0

_Tree = TypeVar("_Tree")


class Attempt(NamedTuple):
    """How many copies are placed, and which of them may run out and jump."""

    placed: int
    elastic: frozenset[int]


def relieve(
    copies: Sequence[Copy],
    unfinished: frozenset[int],
    capacity: float,
    arrange: Callable[[Attempt], _Tree | None],
    cost: Callable[[_Tree], float],
    *,
    may_jump: bool = True,
) -> tuple[Attempt, _Tree] | None:
    """Find what can be placed with the least harm; None where not even one copy finds room.

    Args:
        copies: what waits for the page, in the order of reading.
        unfinished: those of which more than a page is left; they jump in any case.
        capacity: characters of body type that the free area holds.
        arrange: tries an attempt, and returns the arrangement or None.
        cost: tells how ill an arrangement looks.
        may_jump: where all copy fits, but only in a page that would embarrass its editor, the longest article jumps all the same.
    """
    if all(copy.continued_from for copy in copies):
        return _one_by_one(len(copies), unfinished, arrange)
    attempts = list(_attempts(copies, unfinished, capacity * _DENSEST))
    for number, attempt in enumerate(attempts):
        tree = arrange(attempt)
        if tree is None:
            continue
        found = attempt, tree
        if cost(tree) <= _STRAINED + _EACH * attempt.placed:
            return found
        if attempt.elastic - unfinished:
            # Another one that jumps in its place may leave a better page.
            others = (other for other in attempts[number + 1 :] if _instead(other, attempt))
            trees = ((other, tree) for other in others if (tree := arrange(other)) is not None)
            return min((found, *trees), key=lambda pair: cost(pair[1]))
        relaxed = attempt._replace(elastic=attempt.elastic | set(_longest(copies[: attempt.placed])[:1]))
        other = arrange(relaxed) if may_jump and relaxed != attempt else None
        return (relaxed, other) if other is not None and cost(other) + _JUMP < cost(tree) else found
    return None


def _instead(one: Attempt, other: Attempt) -> bool:
    """Tell whether as many copies are placed, and as many jump."""
    return one.placed == other.placed and len(one.elastic) == len(other.elastic)


def _longest(copies: Sequence[Copy]) -> list[int]:
    """Return the copies that may be parted, the longest first; what is short or shaped may only where it is alone."""
    found = sorted(range(len(copies)), key=lambda index: (-length(copies[index]), index))
    if len(copies) == 1:
        return found
    return [
        index
        for index in found
        if copies[index].article.kind not in _WHOLE and length(copies[index]) >= _LEAST
    ]


def length(copy: Copy) -> int:
    """Return how many characters of running text a copy has."""
    return sum(map(letters, copy.article.body))


def _attempts(copies: Sequence[Copy], unfinished: frozenset[int], most: float) -> Iterator[Attempt]:
    lengths = [length(copy) for copy in copies]
    for count in range(len(copies), 0, -1):
        placed = range(count)
        longest = _longest(copies[:count])
        own = unfinished & frozenset(placed)
        singly = (own | {index} for index in longest[:_TRIED])
        for elastic in dict.fromkeys((own, *singly, own | set(longest[:2]))):
            if sum(lengths[index] for index in placed if index not in elastic) <= most:
                yield Attempt(count, elastic)


def _one_by_one(
    total: int, unfinished: frozenset[int], arrange: Callable[[Attempt], _Tree | None]
) -> tuple[Attempt, _Tree] | None:
    best: tuple[Attempt, _Tree] | None = None
    for count in range(1, total + 1):
        whole = Attempt(count, frozenset())
        tree = arrange(whole) if count - 1 not in unfinished else None
        if tree is not None:
            best = whole, tree
            continue
        parted = Attempt(count, frozenset({count - 1}))
        tree = arrange(parted)
        return (parted, tree) if tree is not None else best
    return best
