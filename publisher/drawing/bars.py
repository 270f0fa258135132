"""Lying bars 条形图 and standing columns 柱形图 on a zero line, their values at the ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.drawing.measure import balance, em_width, longest_atom, wrap

if TYPE_CHECKING:
    from publisher.drawing.pen import Pen
    from publisher.model import Datum

_VALUE, _NOTE, _GAP = 1.06, 0.86, 0.5
#: The least room in em between the words of neighbouring columns.
_APART = 0.3
#: More columns than this are no picture any more but a comb.
_MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """Where amounts lie between ``low`` and ``high``, both sides of zero, as fractions."""

    low: float
    high: float

    @classmethod
    def of(cls, data: tuple[Datum, ...]) -> _Scale:
        return cls(low=min(0.0, *(d.amount for d in data)), high=max(0.0, *(d.amount for d in data)))

    def share(self, amount: float) -> float:
        # Divided before they are taken apart: the span of two huge amounts may not be a number.
        largest = max(-self.low, self.high)
        if not largest:
            return 0.0
        span = self.high / largest - self.low / largest
        return (amount / largest - self.low / largest) / span


def bars(pen: Pen, top: float, data: tuple[Datum, ...]) -> float:
    """Draw lying bars; labels stand at the left if all are short, else each above its bar."""
    if not data:
        return top
    widest = max(em_width(datum.label) for datum in data) * pen.size
    room = min(widest, pen.width * 0.36)
    side = all(len(wrap(datum.label, room / pen.size)) <= 2 for datum in data)
    left = room + pen.size * 0.8 if side and widest else 0.0
    values = max((em_width(datum.value) for datum in data), default=0.0) * pen.size * _VALUE
    tail = min(values, (pen.width - left) * 0.5)
    plot = pen.width - left - tail - pen.size * 0.6
    scale = _Scale.of(data)
    zero = left + plot * scale.share(0.0)
    row = _Row(left=left, plot=plot, tail=tail, zero=zero, scale=scale)
    y = top
    for datum in data:
        y = _bar(pen, datum, y, row) + pen.size * _GAP
    return y - pen.size * _GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    left: float
    plot: float
    tail: float
    zero: float
    scale: _Scale


def _bar(pen: Pen, datum: Datum, top: float, row: _Row) -> float:
    """Draw one bar with its words; return the y below them."""
    size = pen.size
    if row.left:
        label = balance(datum.label, (row.left - size * 0.8) / size)
        below = pen.lines(row.left - size * 0.8, top, label, anchor="end")
        middle = top + pen.lead() * max(len(label), 1) / 2
    else:
        below = pen.lines(0, top, wrap(datum.label, pen.width / size))
        middle = below + pen.lead(_VALUE) / 2
    end = row.left + row.plot * row.scale.share(datum.amount)
    thick = size * 0.82
    pen.box(min(row.zero, end), middle - thick / 2, abs(end - row.zero), thick, pen.inks.accent)
    value = wrap(datum.value, row.tail / size / _VALUE)
    high = pen.lead(_VALUE) * len(value)
    start = max(row.zero, end) + size * 0.45
    under = pen.lines(
        start, max(middle - high / 2, top if row.left else below), value, scale=_VALUE, bold=True
    )
    below = max(below, under, middle + thick / 2)
    beside = start + (max(map(em_width, value)) * size * _VALUE + size * 0.6 if value else 0.0)
    one_line = len(value) < 2 and len(datum.note.splitlines()) < 2
    fits = one_line and beside + pen.em(datum.note, _NOTE) <= pen.width
    # The zero line 零线 stands at every bar and leaves out the notes below, which it would cross.
    if row.left:
        foot = below + (size * _GAP / 2 if fits or not datum.note else 0.0)
        pen.rule(row.zero, top - size * _GAP / 2, row.zero, foot, weight=0.4)
    elif row.scale.low < 0:
        pen.rule(row.zero, middle - thick * 0.7, row.zero, middle + thick * 0.7, weight=0.4)
    if fits:
        pen.text(beside, middle + size * _NOTE * 0.36, datum.note, scale=_NOTE, colour=pen.inks.muted)
        return below
    left = row.left + size * 0.4 if row.left else 0.0
    lines = wrap(datum.note, (pen.width - left) / size / _NOTE)
    return pen.lines(left, below, lines, scale=_NOTE, colour=pen.inks.muted)


def columns_fit(pen: Pen, data: tuple[Datum, ...]) -> bool:
    """Whether standing columns leave every label and value room without breaking a word."""
    if not 1 <= len(data) <= _MOST_COLUMNS:
        return False
    slot = pen.width / len(data) / pen.size - _APART
    return all(
        em_width(datum.value) * _VALUE <= slot
        and longest_atom(datum.label) <= slot
        and longest_atom(datum.note) * _NOTE <= slot
        and len(wrap(datum.label, slot)) <= 3
        and len(wrap(datum.note, slot / _NOTE)) <= 4
        for datum in data
    )


def columns(pen: Pen, top: float, data: tuple[Datum, ...]) -> float:
    """Draw standing columns over a zero line, their values at the ends, labels and notes below."""
    size, slot = pen.size, pen.width / len(data)
    scale = _Scale.of(data)
    head = pen.lead(_VALUE) if any(datum.amount >= 0 for datum in data) else 0.0
    tail = pen.lead(_VALUE) if scale.low < 0 else 0.0
    height = min(max(pen.width * 0.34, size * 7), size * 13)
    thick = min(slot * 0.56, size * 3.4)
    zero = top + head + height * (1 - scale.share(0.0))
    labels = zero + tail + height * scale.share(0.0) + size * 0.3
    bottom = labels
    deepest = max(len(balance(datum.label, slot / size - _APART)) for datum in data)
    for index, datum in enumerate(data):
        centre = slot * (index + 0.5)
        end = top + head + height * (1 - scale.share(datum.amount))
        pen.box(centre - thick / 2, min(zero, end), thick, abs(zero - end), pen.inks.accent)
        pen.lines(centre, labels, balance(datum.label, slot / size - _APART), anchor="middle")
        value = end if datum.amount < 0 else end - pen.lead(_VALUE)
        pen.lines(
            centre, value, (datum.value,) if datum.value else (), scale=_VALUE, bold=True, anchor="middle"
        )
        notes = balance(datum.note, (slot / size - _APART) / _NOTE)
        below = labels + deepest * pen.lead()
        bottom = max(
            bottom, pen.lines(centre, below, notes, scale=_NOTE, colour=pen.inks.muted, anchor="middle")
        )
    pen.rule(0, zero, pen.width, zero, weight=0.5)
    return bottom
