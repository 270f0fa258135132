"""Shapes 文块形状: one way in which a copy can stand on the grid. Rows are lines of the baseline grid, columns standard ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from publisher.model import Box, HeadPlace

if TYPE_CHECKING:
    from publisher.makeup.head import Head
    from publisher.model import Image
    from publisher.typeset.lines import Line


class Taken(NamedTuple):
    """What text columns lose to a head or a picture: ``span`` of them from ``column``, ``rows`` from ``row`` of the body down.

    ``to_foot``: all from ``row`` to the module's foot, whatever its height.
    """

    column: int
    span: int
    row: int
    rows: int
    to_foot: bool = False


class Segment(NamedTuple):
    """A stretch of a text column that text runs through: ``rows`` of it from ``row`` of the body."""

    column: int
    row: int
    rows: int


class Pictured(NamedTuple):
    """A picture at its place in a plate, and the caption's; all in pt from the plate's upper left corner."""

    image: Image
    x: float
    y: float
    width: float
    height: float
    caption_x: float
    caption_y: float
    caption_width: float
    caption: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """The pictures of a module that do not stand in its text; the first is the largest.

    Attributes:
        column, span: the text columns that they stand in; ``row``: of the body; ``over_head``: they stand over the headline.
        rows: with captions and air; ``lead``: the captions' line height in pt.
        crop: the share of a picture that is cut off, 0 for none.
        all_pictures: no picture is left to stand in the text.
    """

    pictures: tuple[Pictured, ...]
    column: int
    span: int
    rows: int
    lead: float
    row: int = 0
    over_head: bool = False
    crop: float = 0.0
    all_pictures: bool = False

    @property
    def width(self) -> float:
        """The width of the largest picture, in pt."""
        return self.pictures[0].width

    @property
    def area(self) -> float:
        """The area of all pictures, in square pt."""
        return sum(picture.width * picture.height for picture in self.pictures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One way to set a copy.

    Attributes:
        columns: standard columns that it takes; ``measures``: the text columns in them 破栏, each ``measure`` pt wide.
        top_rows: above the text: the head, and a picture over it; ``body_rows``: the least that hold the text.
        slack: rows that its text columns leave over at that height.
        loosen: lines by which its paragraphs are made longer than they would be, or shorter if negative.
        inset: rows that a box takes at head and foot.
        cost: how far it is from what an editor would wish.
        air: rows by which it may grow around its headline without looking empty.
        full: of a text that may run out and jump, the height at which all of it stands.
        corner: what its text columns lose to an advertisement that stands in a corner at its foot.
    """

    columns: int
    measures: int
    measure: float
    head: Head
    head_place: HeadPlace = HeadPlace.ABOVE
    head_taken: Taken | None = None
    plate: Plate | None
    top_rows: int
    body_rows: int
    slack: int
    inset: int
    cost: float
    air: int
    box: Box = Box.NONE
    loosen: int = 0
    full: int = 0
    corner: Taken | None = None

    @property
    def rows(self) -> int:
        """Its least height."""
        return self.top_rows + self.body_rows + 2 * self.inset

    @property
    def taken(self) -> tuple[Taken, ...]:
        """What its text columns lose."""
        return (*taken(self.head_taken, self.plate), *([self.corner] if self.corner else []))

    def lines(self, rows: int) -> float:
        """Return the lines of standard columns that it takes when it is so many rows high."""
        if not self.corner:
            return rows * self.columns
        return rows * self.columns - (rows - self.top_rows - self.corner.row) * self.cornered

    @property
    def cornered(self) -> float:
        """The standard columns that an advertisement stands in."""
        return self.corner.span * self.columns / self.measures if self.corner else 0.0


def taken(head: Taken | None, plate: Plate | None) -> tuple[Taken, ...]:
    """Return what the text columns lose to a head that stands among them and to a picture."""
    found = [head] if head else []
    if plate and not plate.over_head:
        found.append(Taken(plate.column, plate.span, plate.row, plate.rows))
    return tuple(found)


def segments(measures: int, body_rows: int, lost: tuple[Taken, ...]) -> list[Segment]:
    """Return the stretches that text runs through, in the order of reading: down each column, then the next."""
    found: list[Segment] = []
    for column in range(measures):
        row = 0
        for item in sorted(lost, key=lambda item: item.row):
            if not item.column <= column < item.column + item.span:
                continue
            if item.row > row:
                found.append(Segment(column, row, min(item.row, body_rows) - row))
            row = body_rows if item.to_foot else max(row, item.row + item.rows)
        if row < body_rows:
            found.append(Segment(column, row, body_rows - row))
    return found
