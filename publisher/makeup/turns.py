"""Turns 字体错开: headlines side by side take turns between their faces, so that no two look alike 碰题.

The sequence of the copies gives each a face before it is known who stands beside whom; with everything at its place those that
collide are given another.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from publisher.makeup.looks import collide
from publisher.makeup.refit import turned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from publisher.makeup.arrange import Composed
    from publisher.makeup.looks import Placed
    from publisher.makeup.shaper import Shaper

_ROUNDS = 3


def in_turns(composed: Composed, shapers: Sequence[Shaper]) -> Composed:
    """Give headlines that collide another face."""
    if not shapers:
        return composed
    beside = colliding(composed.placed, shapers[0].grid.leading)
    stood = {item.copy: item.shape for item in composed.placed}
    others = {copy: turned(shapers[copy], stood[copy]) for copy in beside}
    faces = {copy: (stood[copy].head.face, shape.head.face) for copy, shape in others.items()}
    chosen = {copy for copy, face in take_turns(beside, faces).items() if face != faces[copy][0]}
    placed = (
        item._replace(shape=others[item.copy]) if item.copy in chosen else item for item in composed.placed
    )
    return composed._replace(placed=tuple(placed))


def colliding(placed: Sequence[Placed], leading: float) -> dict[int, list[int]]:
    """Return the copies whose headlines collide with others, each with those others; ``leading`` is one row, in pt."""
    beside: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in combinations(placed, 2):
        if collide(one, other, leading):
            beside[one.copy].append(other.copy)
            beside[other.copy].append(one.copy)
    return dict(sorted(beside.items()))


def take_turns(beside: Mapping[int, Sequence[int]], faces: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Return a face for each copy, another than that of the copies beside it as far as that can be had.

    Args:
        beside: copies, and the copies that each collides with.
        faces: those in which each can stand, its own first.
    """
    chosen = {copy: own for copy, (own, *_) in faces.items()}
    for _ in range(_ROUNDS):
        for copy, others in beside.items():
            near = [_family(chosen[other]) for other in others]
            chosen[copy] = min((chosen[copy], *faces[copy]), key=lambda face: near.count(_family(face)))
    return chosen


def _family(face: str) -> str:
    return face.partition("-")[0]
