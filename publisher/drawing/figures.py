"""Large figures 数字: each with the label that it answers above it, in a grid without boxes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from publisher.drawing.measure import balance, em_width, wrap

if TYPE_CHECKING:
    from publisher.drawing.pen import Pen
    from publisher.model import Datum

_NOTE = 0.86
_LARGEST, _SMALLEST = 2.4, 1.4
_GUTTER = 1.2
#: The narrowest cell in em in which a label still reads as words.
_NARROWEST = 6.5


def figures(pen: Pen, top: float, data: tuple[Datum, ...]) -> float:
    """Draw the figures in rows of equal cells; all of them in one size, the largest that fits."""
    if not data:
        return top
    across = _across(pen, data)
    cell = (pen.width - (across - 1) * pen.size * _GUTTER) / across
    widest = max(em_width(datum.value) for datum in data)
    # Rounded down to tenths of a point, since a size that is rounded up could pass the cell's edge.
    fitting = math.floor(cell / max(widest, 0.1) * 10) / 10 / pen.size
    scale = max(min(_LARGEST, fitting), _SMALLEST)
    y = top
    for first in range(0, len(data), across):
        if first:
            y += pen.size * 0.45
            pen.rule(0, y, pen.width, y, share=0.45)
            y += pen.size * 0.45
        y = _row(pen, y, data[first : first + across], cell, scale)
    return y


def _across(pen: Pen, data: tuple[Datum, ...]) -> int:
    """Return how many figures stand beside each other: rows as full as can be, values large enough."""
    widest = max(em_width(datum.value) for datum in data)
    fitting = [
        count
        for count in range(1, min(4, len(data)) + 1)
        if _cell(pen, count) >= max(_NARROWEST, widest * _SMALLEST)
    ] or [1]
    rows = -(-len(data) // max(fitting))
    return min(count for count in fitting if -(-len(data) // count) == rows)


def _cell(pen: Pen, count: int) -> float:
    return (pen.width / pen.size - (count - 1) * _GUTTER) / count


def _row(pen: Pen, top: float, row: tuple[Datum, ...], cell: float, scale: float) -> float:
    """Set one row: labels end on one line, values stand on one line below them."""
    measure = cell / pen.size
    labels = [balance(datum.label, measure) for datum in row]
    deepest = max(len(label) for label in labels)
    bottom = top
    for index, (datum, label) in enumerate(zip(row, labels, strict=True)):
        x = index * (cell + pen.size * _GUTTER)
        pen.lines(x, top + (deepest - len(label)) * pen.lead(), label)
        value = wrap(datum.value, measure / scale)
        y = pen.lines(x, top + deepest * pen.lead(), value, scale=scale, bold=True, colour=pen.inks.accent)
        notes = wrap(datum.note, measure / _NOTE)
        bottom = max(bottom, pen.lines(x, y, notes, scale=_NOTE, colour=pen.inks.muted))
    return bottom
