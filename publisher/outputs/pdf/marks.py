"""Marks on text 标号 (CLREQ, "Indicators") and what else is drawn about letters, as operators; y upwards, all in pt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.typeset.characters import is_wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.typeset.lines import Span

#: White at both ends of the line below a name, in em, so that the lines of neighbours do not touch.
GAP = 0.07
#: How far below the baseline a dot's middle, the head of the line below a name and the middle of a wave are, in em; the square
#: of a Han character ends at 0.12.
_DOT, _PROPER, _TITLE = 0.24, 0.155, 0.205
#: A dot's radius, the thickness of the line, the length and height of a wave and the thickness of its line, in em.
_RADIUS, _THICK, _WAVE, _CREST, _FINE = 0.07, 0.045, 0.44, 0.057, 0.036
#: How far the handles of a quarter of a circle stand from its ends, in radii.
_ROUND = 0.5523


def pt(value: float) -> str:
    """Write a length in pt, to a thousandth and without trailing zeros."""
    return number(value) + "pt"


def number(value: float) -> str:
    """Write a number to a thousandth, without trailing zeros."""
    # Adding nothing turns a negative nothing into a plain one.
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")


def dotted(span: Span) -> bool:
    """Tell whether a span bears emphasis dots 着重号; Latin letters have none, for they do not stand on the Han grid."""
    return span.style.emphasis and bool(span.text) and is_wide(span.text[0])


def dots(span: Span, x: float, baseline: float) -> Iterator[str]:
    """Yield the dots of a span that begins at x, one below the middle of each character."""
    size = span.style.size
    for place in range(len(span.text)):
        middle = x + place * (size + span.spacing) + size / 2
        yield _dot(middle, baseline - _DOT * size, _RADIUS * size)


def below(kind: str, left: float, right: float, baseline: float, size: float) -> str:
    """Return the line below a name (``proper`` 专名号) or the wave below a title (``title`` 书名号甲式) from edge to edge."""
    if kind == "proper":
        return f"{_box(left, baseline - (_PROPER + _THICK) * size, right - left, _THICK * size)} f"
    return _wave(left, right, baseline - _TITLE * size, size)


def hyphen(x: float, baseline: float, size: float) -> str:
    """Return the hyphen of a parted word; it is no character of the article, so it is no text."""
    return f"{_box(x + 0.06 * size, baseline + 0.25 * size, 0.28 * size, 0.055 * size)} f"


def frame(x: float, baseline: float, size: float) -> str:
    """Return the frame that stands for a character that no face has."""
    return f"0.4 w {_box(x + 0.2, baseline - 0.1 * size + 0.2, size - 0.4, 0.9 * size - 0.4)} S"


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"{number(x)} {number(y)} {number(width)} {number(height)} re"


def _dot(x: float, y: float, radius: float) -> str:
    reach = _ROUND * radius
    quarters = (
        (x + radius, y + reach, x + reach, y + radius, x, y + radius),
        (x - reach, y + radius, x - radius, y + reach, x - radius, y),
        (x - radius, y - reach, x - reach, y - radius, x, y - radius),
        (x + reach, y - radius, x + radius, y - reach, x + radius, y),
    )
    curves = " ".join(f"{' '.join(map(number, quarter))} c" for quarter in quarters)
    return f"{number(x + radius)} {number(y)} m {curves} f"


def _wave(left: float, right: float, middle: float, size: float) -> str:
    """Return a wave, cut off where the title ends."""
    half, crest = _WAVE * size / 2, 2 * _CREST * size
    x, side = left - half, -1
    parts = [f"{number(x)} {number(middle)} m"]
    while x < right:
        # A parabola, as the curve of the third degree that it also is.
        height = middle + side * crest * 2 / 3
        edges = (x + half / 3, height, x + half * 2 / 3, height, x + half, middle)
        parts.append(f"{' '.join(map(number, edges))} c")
        x, side = x + half, -side
    within = _box(left, middle - 0.085 * size, right - left, 0.17 * size)
    return f"q {within} W n {number(_FINE * size)} w {' '.join(parts)} S Q"
