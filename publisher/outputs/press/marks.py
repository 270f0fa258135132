"""What stands around the page for the printer: crop marks 裁切线, registration marks 套准标记, the colour bar 色标, the slug line.

All of it lies outside of the bleed, so that no trim can leave any of it on the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from pikepdf import Dictionary

from publisher.outputs.press.geometry import MM
from publisher.outputs.press.paints import separation_space

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pikepdf import Object, Pdf

    from publisher.outputs.press.lettering import Lettering

Box: TypeAlias = tuple[float, float, float, float]

#: How far the sheet goes beyond the bleed, in mm: room for the marks.
SLUG = 12.0
#: Marks keep this far from the bleed and are so long, in mm; their lines in pt.
_GAP, _LENGTH, _LINE = 1.0, 6.0, 0.25
#: Radius of a registration mark, the reach of its cross, and how far from the bleed its middle lies, in mm.
_RADIUS, _REACH, _MIDDLE = 1.5, 2.75, 5.5
#: The side of a patch of the colour bar, and where the bar begins from the left of the trim and from the bleed, in mm.
_PATCH, _BAR_LEFT, _BAR_GAP = 5.0, 12.0, 3.0
#: The size of the slug line in pt, and where it begins, in mm.
_TYPE, _TYPE_GAP = 7.0, 4.5
#: Four arcs make a circle; their control points lie so far along the tangents.
_ARC = 0.5523
#: Full inks, then their halves, in the order in which presses print them: black, cyan, magenta, yellow.
_PATCHES = tuple(
    tuple(share if at == ink else 0.0 for at in range(4)) for share in (1.0, 0.5) for ink in (3, 0, 1, 2)
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with one page or two: the trim from the sheet's lower left corner, and the bleed, all in pt.

    Attributes:
        folds: where the sheet is folded or cut between pages, from its left.
    """

    width: float
    height: float
    bleed: float
    folds: tuple[float, ...] = ()

    @property
    def margin(self) -> float:
        """From the edge of the sheet to the trim."""
        return SLUG * MM + self.bleed

    @property
    def media(self) -> Box:
        """The whole sheet."""
        return 0.0, 0.0, self.width + 2 * self.margin, self.height + 2 * self.margin

    @property
    def trim(self) -> Box:
        """The paper as it is sold."""
        return self.margin, self.margin, self.margin + self.width, self.margin + self.height

    @property
    def bled(self) -> Box:
        """The trim and the bleed around it."""
        left, foot, right, head = self.trim
        return left - self.bleed, foot - self.bleed, right + self.bleed, head + self.bleed


class Marks:
    """Draws the marks of the sheets of one file.

    Args:
        pdf: the file.
        lettering: draws the slug line.
        spots: the spot colours' spaces, for a patch each.
    """

    def __init__(self, pdf: Pdf, lettering: Lettering, spots: Sequence[Object] = ()) -> None:
        self._lettering = lettering
        every = pdf.make_indirect(separation_space("All", (1.0, 1.0, 1.0, 1.0)))
        self._spots = {f"/Patch{number}": pdf.copy_foreign(space) for number, space in enumerate(spots)}
        state = Dictionary(OP=False, op=False, OPM=0)
        self.resources = Dictionary(
            ColorSpace=Dictionary({"/All": every, **self._spots}),
            ExtGState=Dictionary(Knock=pdf.make_indirect(state)),
        )

    def draw(self, sheet: Sheet, caption: str) -> bytes:
        """Return the operators for a sheet's marks, and for a line that says what it is."""
        return b"\n".join(
            [
                b"q /Knock gs /All CS 1 SCN %.2f w 0 J [] 0 d" % _LINE,
                *_crops(sheet),
                *_folds(sheet),
                *(part for middle in _middles(sheet) for part in _registration(*middle)),
                *self._bar(sheet),
                b"0 0 0 1 k",
                self._caption(sheet, caption),
                b"Q",
            ]
        )

    def _bar(self, sheet: Sheet) -> Iterator[bytes]:
        side = _PATCH * MM
        left, _, right, _ = sheet.trim
        foot = sheet.bled[1] - _BAR_GAP * MM - side
        colours = [" ".join(f"{value:g}" for value in patch).encode() + b" k" for patch in _PATCHES]
        colours += [name.encode() + b" cs 1 scn" for name in self._spots]
        for number, colour in enumerate(colours):
            x = left + _BAR_LEFT * MM + number * side
            if x + side < (left + right) / 2 - _REACH * MM:
                yield colour + b" %.3f %.3f %.3f %.3f re f" % (x, foot, side, side)

    def _caption(self, sheet: Sheet, caption: str) -> bytes:
        left, head = sheet.trim[0] + _BAR_LEFT * MM, sheet.bled[3] + _TYPE_GAP * MM
        return self._lettering.draw(caption, left, head, _TYPE)


def _crops(sheet: Sheet) -> Iterator[bytes]:
    left, foot, right, head = sheet.trim
    near, far = sheet.bleed + _GAP * MM, sheet.bleed + (_GAP + _LENGTH) * MM
    for y in (foot, head):
        yield _line(left - near, y, left - far, y)
        yield _line(right + near, y, right + far, y)
    for x in (left, right):
        yield _line(x, foot - near, x, foot - far)
        yield _line(x, head + near, x, head + far)


def _folds(sheet: Sheet) -> Iterator[bytes]:
    """Yield the marks of folds, which are dashed."""
    _, foot, _, head = sheet.trim
    near, far = sheet.bleed + _GAP * MM, sheet.bleed + (_GAP + _LENGTH) * MM
    if sheet.folds:
        yield b"[3 1.5] 0 d"
        for fold in sheet.folds:
            x = sheet.margin + fold
            yield _line(x, foot - near, x, foot - far)
            yield _line(x, head + near, x, head + far)
        yield b"[] 0 d"


def _middles(sheet: Sheet) -> list[tuple[float, float]]:
    """Return where registration marks stand: amid each side, beside a fold where one is there."""
    left, foot, right, head = sheet.trim
    away = sheet.bleed + _MIDDLE * MM
    x = (left + right) / 2 + (2 * _REACH * MM if sheet.folds else 0)
    y = (foot + head) / 2
    return [(x, foot - away), (x, head + away), (left - away, y), (right + away, y)]


def _registration(x: float, y: float) -> Iterator[bytes]:
    radius, reach = _RADIUS * MM, _REACH * MM
    yield _line(x - reach, y, x + reach, y)
    yield _line(x, y - reach, x, y + reach)
    bow = radius * _ARC
    arcs = [
        (radius, bow, bow, radius, 0, radius),
        (-bow, radius, -radius, bow, -radius, 0),
        (-radius, -bow, -bow, -radius, 0, -radius),
        (bow, -radius, radius, -bow, radius, 0),
    ]
    written = [b"%.3f %.3f m" % (x + radius, y)]
    for arc in arcs:
        points = [value + (x if at % 2 == 0 else y) for at, value in enumerate(arc)]
        written.append(b"%.3f %.3f %.3f %.3f %.3f %.3f c" % tuple(points))
    yield b" ".join([*written, b"s"])


def _line(left: float, foot: float, right: float, head: float) -> bytes:
    return b"%.3f %.3f m %.3f %.3f l S" % (left, foot, right, head)
