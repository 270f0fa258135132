"""Advertisements 广告: fixed before anything else, from the foot of the page up."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from publisher.makeup.furniture import Furnisher
from publisher.makeup.layout import Element, PictureBox, RuleBox
from publisher.makeup.regions import Area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.makeup.grid import Grid
    from publisher.model import Ad
    from publisher.typeset.setter import Setter

#: Share of the page's width and rows that each size of advertisement takes.
AD_SIZES = {
    "full": (1.0, 1.0),
    "half": (1.0, 0.5),
    "third": (1.0, 1 / 3),
    "quarter": (0.5, 0.5),
    "banner": (1.0, 0.14),
    "strip": (1.0, 0.07),
    "eighth": (0.5, 0.25),
}
#: Rows of white over an advertisement.
_GAP = 1
#: Below this share of a row two heights are one.
_HAIR = 1e-6


class PlacedAds(NamedTuple):
    """Where the advertisements of a page stand.

    Attributes:
        free: the rows above those that take the whole width; below 0 they do not fit.
        fixed: those that take half the width and have no partner, within the free rows.
    """

    elements: tuple[Element, ...]
    free: int
    fixed: tuple[Area, ...]


def place_ads(ads: Sequence[Ad], grid: Grid, rows: int, label: str, setter: Setter) -> PlacedAds:
    """Place the advertisements of a page whose free area has so many rows.

    Those that take the whole width stand at the foot, pairs of halves above them. A half without a partner stands at the right
    above all others, a second one of another height at the left; articles stand beside and over them.
    """
    painter = _Painter(grid, rows, label, setter)
    free = rows
    wide, alone = _grouped(ads, grid)
    for group in wide:
        taken = min(_rows(group[0], grid), rows) if group[0].size == "full" else _rows(group[0], grid)
        painter.row(group, free - taken, taken)
        free -= taken + (_GAP if taken < free else 0)
    fixed: list[Area] = []
    columns = grid.columns // 2
    for ad, first in zip(alone, (grid.columns - columns, 0), strict=False):
        taken = _rows(ad, grid)
        painter.alone(ad, first, columns, free - taken, taken)
        fixed.append(Area(free - taken, first, taken, columns))
    if any(area.row < 0 for area in fixed):
        return PlacedAds(tuple(painter.elements), -1, ())
    return PlacedAds(tuple(painter.elements), free, tuple(fixed))


def _rows(ad: Ad, grid: Grid) -> int:
    """Return an advertisement's rows; as many as share a page out stand on it, the white between them included."""
    share = AD_SIZES[ad.size][1]
    if (1 / share).is_integer():
        return max(2, math.floor((grid.rows + _GAP) * share + _HAIR) - _GAP)
    return max(2, round(grid.rows * share))


def _grouped(ads: Sequence[Ad], grid: Grid) -> tuple[list[tuple[Ad, ...]], list[Ad]]:
    """Part advertisements into rows that take the whole width, and halves that have no partner."""
    wide: list[tuple[Ad, ...]] = []
    waiting: dict[int, Ad] = {}
    for ad in ads:
        height = _rows(ad, grid)
        if AD_SIZES[ad.size][0] == 1.0 or grid.columns == 1:
            wide.append((ad,))
        elif height in waiting:
            wide.append((waiting.pop(height), ad))
        else:
            waiting[height] = ad
    return wide, list(waiting.values())


class _Painter:
    """Sets advertisements at rows of a page's free area, which ends at the foot of the type area."""

    def __init__(self, grid: Grid, rows: int, label: str, setter: Setter) -> None:
        self.grid, self.label, self.furnisher = grid, label, Furnisher(grid, setter)
        self.first = grid.rows - rows
        self.elements: list[Element] = []

    def row(self, ads: tuple[Ad, ...], row: int, rows: int) -> None:
        grid = self.grid
        width = (grid.text_width - (len(ads) - 1) * grid.em) / len(ads)
        for place, ad in enumerate(ads):
            self._ad(ad, grid.x(0) + place * (width + grid.em), width, row, rows)

    def alone(self, ad: Ad, column: int, columns: int, row: int, rows: int) -> None:
        self._ad(ad, self.grid.x(column), self.grid.span(columns), row, rows)

    def _ad(self, ad: Ad, x: float, width: float, row: int, rows: int) -> None:
        y, height = self.grid.y(self.first + row), rows * self.grid.leading
        voice = self.furnisher.voice("hei-light", 6.5, 1.2)
        self.elements += [
            RuleBox(x, y, width, height, "ad-frame"),
            PictureBox(x + 2, y + 2, width - 4, height - 4, ad.image, role="ad"),
            self.furnisher.line(self.label, voice, x + 4, y + 3, width - 8, "ad-label", align="right"),
        ]
