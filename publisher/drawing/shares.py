"""Parts of a whole 占比: a ring, and beside or below it the list of what its pieces are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.drawing.measure import em_width, wrap
from publisher.drawing.pen import paint

if TYPE_CHECKING:
    from publisher.drawing.pen import Pen
    from publisher.model import Datum

_VALUE, _NOTE = 1.1, 0.86
#: More pieces than this cannot be told from each other.
_MOST = 8
#: Neighbours differ in colour or clearly in depth.
_TINTS = (
    (True, 1.0),
    (False, 0.55),
    (True, 0.5),
    (False, 0.28),
    (True, 0.72),
    (False, 0.75),
    (True, 0.28),
    (False, 0.4),
)

#: The same for a drawing in one ink.
_GREYS = (1.0, 0.5, 0.24, 0.72, 0.36, 0.86, 0.16, 0.6)


def shares_fit(data: tuple[Datum, ...]) -> bool:
    """Whether the data can be parts of one whole: none negative, some of them more than nothing.

    Percentages that add up to more than a hundred are no parts of one whole.
    """
    total = sum(datum.amount for datum in data)
    if not 1 <= len(data) <= _MOST or min(datum.amount for datum in data) < 0 or not 0 < total < float("inf"):
        return False
    return not _percent(data) or total <= 100.5


def shares(pen: Pen, top: float, data: tuple[Datum, ...]) -> float:
    """Draw the ring; percentages that leave a rest show it as an open piece."""
    size = pen.size
    beside = pen.width >= size * 19
    across = min(pen.width * (0.36 if beside else 0.6), size * 9)
    left = across + size * 1.5 if beside else 0.0
    begin = len(pen.elements)
    list_top = top if beside else top + across + size * 0.8
    bottom = _list(pen, list_top, left, data)
    middle = top + max(across, bottom - top) / 2 if beside else top + across / 2
    if beside and bottom - top < across:
        # The list is set again, level with the ring's middle.
        del pen.elements[begin:]
        bottom = _list(pen, middle - (bottom - top) / 2, left, data)
    _ring(pen, (across / 2 if beside else pen.width / 2, middle), across / 2, data)
    return max(bottom, top + across)


def _ring(pen: Pen, centre: tuple[float, float], radius: float, data: tuple[Datum, ...]) -> None:
    radii = (radius, radius * 0.6)
    total = sum(datum.amount for datum in data)
    whole = max(total, 100.0) if _percent(data) and total < 99.5 else total
    pieces = [datum.amount / whole for datum in data]
    gap = 0.004 if sum(1 for piece in pieces if piece) > 1 or sum(pieces) < 0.999 else 0.0
    at = 0.0
    for index, piece in enumerate(pieces):
        begin = at + gap / 2
        end = max(at + piece - gap / 2, begin + min(piece, 0.002))
        pen.ring(centre, radii, (begin, end), _fill(pen, index))
        at += piece
    if at < 0.999:
        pen.ring(centre, radii, (at + gap / 2, 1 - gap / 2), paint(pen.inks.ink, 0.1))


def _list(pen: Pen, top: float, left: float, data: tuple[Datum, ...]) -> float:
    """Set a line for each piece: its colour, label and value; return the y below."""
    size = pen.size
    room = pen.width - left - size * 1.25
    tail = min(max(em_width(datum.value) for datum in data) * size * _VALUE, room * 0.5)
    y = top
    for index, datum in enumerate(data):
        if index:
            pen.rule(left, y, pen.width, y, share=0.35)
        y += size * 0.22
        pen.elements.append(_swatch(left, y + pen.lead() / 2 - size * 0.36, size * 0.72, _fill(pen, index)))
        label = pen.lines(left + size * 1.25, y, wrap(datum.label, (room - tail) / size - 0.5))
        value = wrap(datum.value, tail / size / _VALUE)
        below = max(label, pen.lines(pen.width, y, value, scale=_VALUE, bold=True, anchor="end"))
        notes = wrap(datum.note, room / size / _NOTE)
        y = pen.lines(left + size * 1.25, below, notes, scale=_NOTE, colour=pen.inks.muted) + size * 0.22
    return y


def _swatch(x: float, y: float, side: float, fill: str) -> str:
    return f'<rect x="{x:.2f}" y="{y:.2f}" width="{side:.2f}" height="{side:.2f}" {fill}/>'


def _fill(pen: Pen, index: int) -> str:
    if pen.inks.accent == pen.inks.ink:
        return paint(pen.inks.ink, _GREYS[index % len(_GREYS)])
    loud, share = _TINTS[index % len(_TINTS)]
    return paint(pen.inks.accent if loud else pen.inks.ink, share)


def _percent(data: tuple[Datum, ...]) -> bool:
    return all(datum.value.rstrip().endswith(("%", "％")) for datum in data)
