"""Refitting 改题: with everything at its place a headline is set in another face or smaller, and its module stays as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publisher.makeup.layout import TextBox

if TYPE_CHECKING:
    from publisher.makeup.head import Head
    from publisher.makeup.shape import Shape
    from publisher.makeup.shaper import Shaper

#: Rows of air that a headline may gain.
_GAINED = 2.6
#: Heights of heads that differ by less are the same, in pt.
_SAME = 0.01


def turned(shaper: Shaper, shape: Shape) -> Shape:
    """Return a shape with its headline in its other face, or as it is where that cannot be had at its size."""
    for head in _others(shaper, shape, most=shape.head.size, turned=shape.head.face == shaper.face):
        same = (head.size, head.lines) == (shape.head.size, shape.head.lines)
        if same and abs(head.height - shape.head.height) < _SAME:
            return replace(shape, head=head)
    return shape


def smaller(shaper: Shaper, shape: Shape, most: float) -> Shape:
    """Return a shape with a headline of a size (pt) at most, with more air, or as it is where that would look empty."""
    for head in _others(shaper, shape, most=most, turned=shape.head.face != shaper.face):
        gained = shape.head.height - head.height
        if head.lines <= shape.head.lines and 0.0 <= gained <= _GAINED * shaper.grid.leading:
            return replace(shape, head=head)
    return shape


def _others(shaper: Shaper, shape: Shape, *, most: float, turned: bool) -> list[Head]:
    """Return other heads in the place of a shape's own; none for the head of a continuation."""
    boxes = (element for element in shape.head.elements if isinstance(element, TextBox))
    width = next((box.width for box in boxes if box.role == "headline"), 0.0)
    return shaper.heads_in(width, most=most, turned=turned) if width else []
