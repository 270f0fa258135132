"""The page's grid 版心与基本栏: standard columns across, lines of the baseline grid down. All lengths in pt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publisher.model import PageFormat

#: One millimetre in pt.
MM = 72 / 25.4
#: Head and foot margin together: as on the Chinese formats (对开 540 − 489 mm, 四开 390 − 339 mm), less on small paper.
_MARGINS_MM = 51.0
_MARGINS_SHARE = 0.131
#: The head's share of both margins; folios 报眉 stand there.
_HEAD_SHARE = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The type area 版心 of a page, counted in standard columns 基本栏 and rows of the baseline grid.

    Attributes:
        width, height: of the trimmed paper.
        left, top: of the type area.
        em: the body's size, which is also the gutter 栏距; ``leading``: one row.
        columns: standard columns; ``characters``: ems in each; ``rows``: lines in each.
    """

    width: float
    height: float
    left: float
    top: float
    em: float
    leading: float
    columns: int
    characters: int
    rows: int

    @property
    def text_width(self) -> float:
        """The width of the type area."""
        return self.span(self.columns)

    def span(self, columns: int) -> float:
        """Return the width of some standard columns with the gutters between them 长栏."""
        return (columns * (self.characters + 1) - 1) * self.em

    def x(self, column: int) -> float:
        """Return the left edge of a standard column, counted from 0."""
        return self.left + column * (self.characters + 1) * self.em

    def y(self, row: int) -> float:
        """Return the upper edge of a row, counted from 0."""
        return self.top + row * self.leading


def grid_for(form: PageFormat) -> Grid:
    """Lay the grid of a publication on its paper: the type area in the middle, the head margin the larger."""
    width, height = form.width * MM, form.height * MM
    margins = min(_MARGINS_MM * MM, height * _MARGINS_SHARE)
    rows = max(1, round((height - margins) / form.leading - 0.1))
    text_width = (form.columns * (form.characters + 1) - 1) * form.body
    return Grid(
        width=width,
        height=height,
        left=(width - text_width) / 2,
        top=(height - rows * form.leading) * _HEAD_SHARE,
        em=form.body,
        leading=form.leading,
        columns=form.columns,
        characters=form.characters,
        rows=rows,
    )
