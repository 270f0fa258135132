"""Readings 注音 over text: in the white between two lines, which is narrower than half the type (JLREQ, 3.3).

Dailies set 9 pt with 12.15 pt from line to line. From the head of a character to the foot of the one above it that leaves a
third of an em and a little; so readings are smaller than the half of the type that books with wide leading give them, and
smaller again where a mark or a tail hangs down from the line above.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from markupsafe import Markup

from publisher.outputs.pdf.marks import dotted, pt
from publisher.typeset.atoms import READING
from publisher.typeset.characters import is_wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.typeset.lines import Line, Span

#: The size of a reading below something that hangs, in em of the text: 2.7 pt over 9 pt, the least that can be read in print.
_LEAST = 0.3
#: How far above the text's baseline that of a reading stands, in em: the feet of its letters clear the characters' heads.
_RISE, _RISE_LEAST, _RISE_TAILS = 0.885, 0.85, 0.915
#: Where the baseline lies below the top of a square of text, in em, for the ascent and descent of Noto Serif CJK.
_BASELINE = 0.9325
#: Letters and marks that reach far below the baseline.
_TAILS = frozenset("gjpqyQçμµ,;()/，；（）")
#: Room for a reading to either side of its middle, in em of the text.
_ROOM = 9.0
#: The width of a narrow letter, in em, and how much that may be out where it matters: places are only told roughly here.
_NARROW, _SLACK = 0.5, 0.2


def reading(span: Span, *, crowded: bool) -> Markup:
    """Return the reading of a span, in the middle over it; crowded ones stand below what hangs from the line above."""
    size = span.style.size
    share = _LEAST if crowded else READING
    rise = _RISE_LEAST if crowded else _RISE if is_wide(span.style.ruby[0]) else _RISE_TAILS
    # The place that it is told from stands behind the characters, on their baseline, and takes no room: a box about the
    # characters themselves would be painted after the paragraph, and read there.
    top = -(_BASELINE * share + rise) * size
    width = sum(_width(char, span) for char in span.text)
    return Markup(
        '<span class="rp"><span class="rt" style="font-size:{};top:{};left:{};width:{}">{}</span></span>'
    ).format(pt(size * share), pt(top), pt(-width / 2 - _ROOM * size), pt(2 * _ROOM * size), span.style.ruby)


def crowded(line: Line, above: Line | None) -> frozenset[Span]:
    """Return the spans of a line whose readings would meet what hangs from the line above."""
    if above is None or not any(span.style.ruby for span in line.spans):
        return frozenset()
    hanging = tuple(_hanging(above))
    found = set()
    for span, left, right in _stretches(line):
        middle = (left + right) / 2
        reach = sum(map(_em, span.style.ruby)) * READING * span.style.size / 2
        if any(start < middle + reach and middle - reach < end for start, end in hanging):
            found.add(span)
    return frozenset(found)


def _hanging(line: Line) -> Iterator[tuple[float, float]]:
    """Yield from where to where something hangs from a line, in pt: dots, lines below names, tails of letters."""
    for span, left, right in _stretches(line):
        slack = _SLACK * span.style.size
        if dotted(span) or span.style.under:
            yield left, right
            continue
        edges = accumulate((_width(char, span) for char in span.text), initial=left)
        for char, edge in zip(span.text, edges, strict=False):
            if char in _TAILS:
                yield edge - slack, edge + _width(char, span) + slack


def _stretches(line: Line) -> Iterator[tuple[Span, float, float]]:
    """Yield each span with its left and right edge, in pt."""
    x = line.offset
    for span in line.spans:
        x += span.before
        width = sum(_width(char, span) for char in span.text)
        yield span, x, x + width
        x += width + span.after


def _width(char: str, span: Span) -> float:
    return _em(char) * span.style.size + span.spacing


def _em(char: str) -> float:
    return 1.0 if is_wide(char) else _NARROW
