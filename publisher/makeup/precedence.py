"""Precedence 标题主次: no story has a larger headline than one that is more important.

Shapes are chosen for the sake of the whole page, and then a long headline of the lead may stand smaller than a short one of
another story. Where a headline set smaller only gains air around it, it yields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.makeup.refit import smaller
from publisher.model import HeadPlace, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from publisher.makeup.arrange import Composed
    from publisher.makeup.looks import Placed
    from publisher.makeup.shaper import Shaper

#: Kinds whose headlines tell how important they are; those of the others follow their kind.
_RANKED = frozenset({Kind.NEWS, Kind.COMMENT, Kind.FEATURE, Kind.DOCUMENT})


def in_rank(composed: Composed, shapers: Sequence[Shaper]) -> Composed:
    """Set headlines smaller that are larger than those of more important stories."""
    priorities = {
        number: shaper.article.priority
        for number, shaper in enumerate(shapers)
        if shaper.article.kind in _RANKED and not shaper.galleys.copy.continued_from
    }
    most = limits(composed.placed, priorities)
    placed = (
        item._replace(shape=smaller(shapers[item.copy], item.shape, most[item.copy]))
        if item.copy in most
        else item
        for item in composed.placed
    )
    return composed._replace(placed=tuple(placed))


def limits(placed: Sequence[Placed], priorities: Mapping[int, int]) -> dict[int, float]:
    """Return the copies whose headlines are larger than a more important one's, with the size of that, in pt.

    Args:
        placed: the modules of a page.
        priorities: of the stories whose headlines tell how important they are, by their copies.
    """
    sizes = {item.copy: item.shape.head.size for item in placed}
    found: dict[int, float] = {}
    for item in sorted(placed, key=lambda item: priorities.get(item.copy, 0)):
        copy, own = item.copy, priorities.get(item.copy)
        above = [
            sizes[other]
            for other, priority in priorities.items()
            if own and other in sizes and priority < own
        ]
        if above and sizes[copy] > min(above) and item.shape.head_place == HeadPlace.ABOVE:
            found[copy] = sizes[copy] = min(above)
    return found
