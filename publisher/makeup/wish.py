"""Wishes 版式指定: what a person has asked for of a module; everything else is made up around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.model import Width

if TYPE_CHECKING:
    from publisher.makeup.shape import Shape
    from publisher.model import Box, HeadPlace, Layout

_SHARES = {Width.ALL: 1.0, Width.TWO_THIRDS: 2 / 3, Width.HALF: 0.5, Width.THIRD: 1 / 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for; None where nothing is.

    Attributes:
        columns: standard columns; ``measures``: text columns in them; ``rows``: the height in lines of the grid.
        spot: the module's upper left corner on the grid (column, row from the head of the type area).
        corner: where on the page it stands, of ``top-left`` … ``bottom-right``.
        head: where the headline stands; ``head_lines``: how many lines it has; ``box``: what surrounds the module.
        picture_columns: text columns that the picture spans.
    """

    columns: int | None = None
    measures: int | None = None
    rows: int | None = None
    spot: tuple[int, int] | None = None
    corner: str = ""
    head: HeadPlace | None = None
    head_lines: int | None = None
    box: Box | None = None
    picture_columns: int | None = None

    @property
    def pinned(self) -> bool:
        """Whether it asks for a place on the page."""
        return self.spot is not None or bool(self.corner)

    def allows_columns(self, columns: int) -> bool:
        """Tell whether a module may have so many standard columns."""
        return self.columns in {None, columns}

    def allows(self, shape: Shape) -> bool:
        """Tell whether a shape is as was asked for."""
        picture = shape.plate.span if shape.plate else self.picture_columns
        return (
            self.measures in {None, shape.measures}
            and self.head in {None, shape.head_place}
            and self.head_lines in {None, shape.head.lines}
            and self.picture_columns in {None, picture}
        )


def wish_for(layout: Layout, columns: int, first_row: int) -> Wish:
    """Return what a layout asks for on a page of so many standard columns, whose free area begins at a row."""
    wished = layout.columns
    if isinstance(wished, Width):
        wished = max(1, round(columns * _SHARES[wished]))
    spot = (layout.spot[0] - 1, layout.spot[1] - 1 - first_row) if layout.spot else None
    return Wish(
        columns=wished, measures=layout.measures, rows=layout.rows, spot=spot, corner=layout.position,
        head=layout.headline, head_lines=layout.headline_lines, box=layout.box, picture_columns=layout.picture_columns,
    )  # fmt: skip
