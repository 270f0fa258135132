"""The pen 画笔: SVG elements with every property written out, so that all renderers draw them alike.

No style sheet, no ``dominant-baseline``, no clipping, no ids that could collide: what WeasyPrint,
a browser and a small e-reader have in common. Sizes are in pt; y is the baseline of text.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from publisher.drawing.measure import em_width
from publisher.text.markup import clean, escape

if TYPE_CHECKING:
    from collections.abc import Sequence

Pair: TypeAlias = tuple[float, float]

_HEX = re.compile(r"#([0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inks:
    """The colours of a drawing: text and rules, secondary text, and the one accent."""

    ink: str
    muted: str
    accent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """The typefaces of a drawing; ``weight`` is asked of the bold one where it shares its family's name."""

    family: str
    bold: str
    weight: str


@dataclass(slots=True, kw_only=True)
class Pen:
    """Collects the elements of one drawing. ``size`` is the type size of its labels in pt."""

    width: float
    size: float
    inks: Inks
    faces: Faces
    elements: list[str] = field(default_factory=list)

    def em(self, text: str, scale: float = 1.0) -> float:
        """Return the estimated width of a line in pt, set at ``scale`` times the size."""
        return em_width(text) * self.size * scale

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        scale: float = 1.0,
        bold: bool = False,
        colour: str | None = None,
        anchor: str = "start",
    ) -> None:
        """Set one line of text with its baseline at ``y``."""
        words = clean(words)
        if not words.strip():
            return
        family = self.faces.bold if bold else self.faces.family
        kind = f'font-family="{escape(family)}" font-size="{num(self.size * scale)}"'
        weight = f' font-weight="{escape(self.faces.weight)}"' if bold and self.faces.weight else ""
        place = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.elements.append(
            f'<text x="{num(x)}" y="{num(y)}" {kind}'
            f"{weight}{place} {paint(colour or self.inks.ink)}>{escape(words)}</text>"
        )

    def lines(
        self,
        x: float,
        top: float,
        lines: Sequence[str],
        *,
        scale: float = 1.0,
        bold: bool = False,
        colour: str | None = None,
        anchor: str = "start",
    ) -> float:
        """Set lines below each other from ``top``; return the y below them."""
        lead = self.lead(scale)
        for index, line in enumerate(lines):
            y = top + index * lead + lead * 0.5 + self.size * scale * 0.36
            self.text(x, y, line, scale=scale, bold=bold, colour=colour, anchor=anchor)
        return top + len(lines) * lead

    def lead(self, scale: float = 1.0) -> float:
        """Return the distance of two lines in pt."""
        return self.size * scale * 1.32

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, *, share: float = 1.0
    ) -> None:
        """Fill a rectangle; ``share`` below 1 is a tint of the colour."""
        self.elements.append(
            f'<rect x="{num(x)}" y="{num(y)}" width="{num(max(width, 0))}" height="{num(max(height, 0))}"'
            f" {paint(colour, share)}/>"
        )

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, *, weight: float = 0.35, share: float = 1.0
    ) -> None:
        """Draw a rule 线 as a thin filled box, which every renderer keeps sharp."""
        if x1 == x2:
            self.box(x1 - weight / 2, y1, weight, y2 - y1, self.inks.ink, share=share)
        else:
            self.box(x1, y1 - weight / 2, x2 - x1, weight, self.inks.ink, share=share)

    def ring(self, centre: Pair, radii: Pair, turn: Pair, fill: str) -> None:
        """Fill a piece of a ring between two turns: 0 at the top, clockwise, 1 once round.

        Args:
            centre: its middle.
            radii: the outer and the inner radius.
            turn: where the piece begins and ends.
            fill: what ``paint`` returned.
        """
        begin, end = turn
        if end - begin > 0.999:
            self._arc(centre, radii, (begin, begin + 0.5), fill)
            self._arc(centre, radii, (begin + 0.5, begin + 1.0), fill)
        elif end > begin:
            self._arc(centre, radii, turn, fill)

    def _arc(self, centre: Pair, radii: Pair, turn: Pair, fill: str) -> None:
        outer, inner = radii
        large = int(turn[1] - turn[0] > 0.5)
        corners = ((outer, turn[0]), (outer, turn[1]), (inner, turn[1]), (inner, turn[0]))
        points = [_at(centre, radius, at) for radius, at in corners]
        self.elements.append(
            f'<path d="M{points[0]} A{num(outer)} {num(outer)} 0 {large} 1 {points[1]} L{points[2]} '
            f'A{num(inner)} {num(inner)} 0 {large} 0 {points[3]} Z" {fill}/>'
        )


def paint(colour: str, share: float = 1.0) -> str:
    """Return the attributes that fill with a colour or its tint on white.

    A tint of a known colour is mixed, since transparency costs a printer dear; ``currentColor`` can
    only be thinned.
    """
    found = _HEX.fullmatch(colour)
    if share >= 1:
        return f'fill="{escape(colour)}"'
    if not found:
        return f'fill="{escape(colour)}" fill-opacity="{num(share)}"'
    mixed = (round(255 - (255 - int(found[1][at : at + 2], 16)) * share) for at in (0, 2, 4))
    return f'fill="#{"".join(f"{value:02x}" for value in mixed)}"'


def num(value: float) -> str:
    """Write a number in at most two decimals, the same everywhere."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written


def _at(centre: Pair, radius: float, turn: float) -> str:
    angle = 2 * math.pi * turn
    return f"{num(centre[0] + radius * math.sin(angle))} {num(centre[1] - radius * math.cos(angle))}"
