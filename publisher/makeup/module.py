"""Modules 文块: a shape at its place on the page becomes elements with their positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.makeup.copy import may_cut
from publisher.makeup.layout import (
    DrawingBox,
    Element,
    Module,
    PictureBox,
    Rect,
    RuleBox,
    TableBox,
    TableRow,
    TextBox,
    texts,
)
from publisher.makeup.pour import Poured, feather, pour, smallest
from publisher.makeup.shape import Plate, Segment, Shape, segments
from publisher.makeup.shaper import HEAD_AIR, Shaper
from publisher.model import Box
from publisher.text.reading import visible
from publisher.typeset.slugs import Slug, SlugRole, count_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TAGS = {SlugRole.CROSSHEAD: "h3", SlugRole.SOURCE: "p", SlugRole.CALLOUT: "p"}
_TEXT = frozenset(
    {
        SlugRole.BODY, SlugRole.CROSSHEAD, SlugRole.CALLOUT, SlugRole.LIST, SlugRole.POEM, SlugRole.EDITOR_NOTE,
        SlugRole.NOTE, SlugRole.SOURCE,
    }
)  # fmt: skip


def realise(
    shaper: Shaper, shape: Shape, column: int, row: int, rows: int, *, jump: str = "", jump_href: str = ""
) -> tuple[Module, tuple[Slug, ...]]:
    """Set a shape on the page.

    Args:
        shaper: knows the copy and the grid.
        shape: how it is set.
        column: its left edge on the grid.
        row: its upper edge on the grid.
        rows: its height, at least the shape's own.
        jump: the line 下转第N版 under a text that may run out, empty when all must fit.
        jump_href: where that line leads.

    Returns:
        The module, and the slugs that it sets.
    """
    return _Bench(shaper, shape, column, row, rows).module(jump, jump_href)


class _Bench:
    """One module in the making: ``left`` and ``head_row`` are its inner upper left corner, in pt and on the grid."""

    def __init__(self, shaper: Shaper, shape: Shape, column: int, row: int, rows: int) -> None:
        self.shaper, self.shape, self.grid = shaper, shape, shaper.grid
        whole = bool(shape.plate and shape.plate.all_pictures)
        self.slugs = shaper.galleys.slugs(shape.measure, pictures=not whole)
        self.rect = Rect(
            self.grid.x(column), self.grid.y(row), self.grid.span(shape.columns), rows * self.grid.leading
        )
        self.left = self.grid.x(column) + shape.inset * self.grid.em
        self.head_row = row + shape.inset
        self.room = rows - 2 * shape.inset - shape.top_rows
        self.air = 0

    def module(self, jump: str, jump_href: str) -> tuple[Module, tuple[Slug, ...]]:
        shape = self.shape
        body_rows = self._body_rows(parts=bool(jump))
        runs_out = body_rows is None
        if body_rows is None:
            body_rows = self.room
        elif shape.head.elements and not shape.head_taken:
            # Beyond what looks designed, white stays at the feet of the columns, where a late correction finds room.
            self.air = min(self.room - body_rows, max(shape.air * 2, 1))
        spaces = segments(shape.measures, body_rows, shape.taken)
        poured = self._pour(spaces, runs_out=runs_out)
        body_row = self.head_row + shape.top_rows + self.air
        elements = [*self._box(), *self._head(body_row), *self._columns(poured, spaces, body_row)]
        if runs_out:
            elements.append(self._jump_line(jump, jump_href, spaces[-1], body_row))
        if shape.plate:
            elements += self._pictures(shape.plate, body_row)
        taken = self.slugs[: poured.taken]
        module = Module(
            article_id=self.shaper.article.id,
            headline=self.shaper.article.headline,
            rect=self.rect,
            elements=tuple(elements),
            characters=_head_characters(shape, self.shaper)
            + count_set(taken)
            + _caption_characters(shape.plate),
            blank=self._blank(poured, body_rows),
            continued_from=self.shaper.galleys.copy.continued_from,
        )
        return module, taken

    def _body_rows(self, *, parts: bool) -> int | None:
        """Return the fewest rows that hold all of the text, so that its columns end alike; None where it runs out."""
        if not parts:
            return min(self.shape.body_rows, self.room)
        whole = self.shaper.galleys.complete
        return smallest(self.slugs, self.shape.measures, self.shape.taken, self.room) if whole else None

    def _pour(self, spaces: Sequence[Segment], *, runs_out: bool) -> Poured:
        capacities = [space.rows for space in spaces]
        if not runs_out:
            return pour(self.slugs, capacities)
        # The last row of the last column is that of the line 下转第N版.
        capacities[-1] = max(capacities[-1] - 1, 0)
        cut = may_cut(self.slugs, pour(self.slugs, capacities).taken)
        return pour(self.slugs[:cut], capacities)

    def _blank(self, poured: Poured, body_rows: int) -> float:
        """Count the lines of standard columns that nothing takes: at the feet, below them, and in air that is too much."""
        shape = self.shape
        feet = sum(poured.left) * shape.columns / shape.measures
        below = self.room - self.air - body_rows
        return feet + (below + max(self.air - shape.air, 0)) * shape.columns

    def _box(self) -> list[Element]:
        return [RuleBox(*self.rect, self.shape.box.value)] if self.shape.box != Box.NONE else []

    def _head(self, body_row: int) -> list[Element]:
        shape, grid, head = self.shape, self.grid, self.shape.head
        if shape.head_taken:
            place = shape.head_taken
            x = self._x(place.column)
            white = 0.0 if place.to_foot else (place.rows * grid.leading - head.height) / 2
            return _moved(head.elements, x, grid.y(body_row + place.row) + white)
        over = shape.plate.rows if shape.plate and shape.plate.over_head else 0
        top = grid.y(self.head_row + over)
        gap = max((shape.top_rows - over + self.air - HEAD_AIR) * grid.leading - head.height, 0.0)
        return _moved(head.elements, self.left, top + gap * 0.5)

    def _x(self, column: int) -> float:
        """Return the left edge of a text column."""
        strip = 0.0 if self.shape.strip_right else self.shape.strip
        return self.left + strip + column * (self.shape.measure + self.grid.em)

    def _columns(self, poured: Poured, spaces: Sequence[Segment], row: int) -> list[Element]:
        elements: list[Element] = []
        for number, (column, space) in enumerate(zip(poured.columns, spaces, strict=True)):
            spread = feather(column, poured.left[number], last=number == len(poured.columns) - 1)
            elements += _column(
                spread,
                self._x(space.column),
                self.grid.y(row + space.row),
                self.shape.measure,
                self.grid.leading,
            )
        return elements

    def _jump_line(self, jump: str, href: str, space: Segment, row: int) -> TextBox:
        setter, measure = self.shaper.setter, self.shape.measure
        lines = setter.lines(jump, setter.book.byline, measure, justify=False, align="right")
        y = self.grid.y(row + space.row + space.rows - 1)
        return TextBox(
            self._x(space.column), y, measure, self.grid.leading, lines, "p", "jump", href=href
        )

    def _pictures(self, plate: Plate, body_row: int) -> Iterator[PictureBox]:
        """Yield the pictures of the plate, their upper edges at the cap height of the line beside them."""
        left = self._x(plate.column)
        top = self.grid.y(self.head_row if plate.over_head else body_row + plate.row)
        for item in plate.pictures:
            caption = None
            if item.caption:
                x, y = left + item.caption_x, top + item.caption_y
                caption = TextBox(x, y, item.caption_width, plate.lead, item.caption, "figcaption", "caption")
            yield PictureBox(left + item.x, top + item.y, item.width, item.height, item.image, caption)


def _head_characters(shape: Shape, shaper: Shaper) -> int:
    if shaper.galleys.copy.continued_from:
        return 0
    return sum(
        len(visible(text))
        for element in shape.head.elements
        if not isinstance(element, TextBox) or element.role != "column"
        for text in texts(element)
    )


def _caption_characters(plate: Plate | None) -> int:
    pictures = plate.pictures if plate else ()
    return sum(len(visible(line.text)) for picture in pictures for line in picture.caption)


def _moved(elements: Sequence[Element], x: float, y: float) -> list[Element]:
    return [element._replace(x=element.x + x, y=element.y + y) for element in elements]


def _column(
    slugs: Sequence[tuple[Slug, int]], x: float, y: float, measure: float, leading: float
) -> list[Element]:
    elements: list[Element] = []
    index = 0
    while index < len(slugs):
        slug, before = slugs[index]
        y += before * leading
        group = [slug]
        while index + len(group) < len(slugs) and _together(slug, slugs[index + len(group)]):
            group.append(slugs[index + len(group)][0])
        elements += _element(group, x, y, measure, leading)
        y += sum(member.rows for member in group) * leading
        index += len(group)
    return elements


def _together(slug: Slug, following: tuple[Slug, int]) -> bool:
    after, before = following
    return (
        not before
        and after.block == slug.block
        and after.role == slug.role
        and slug.role in _TEXT | {SlugRole.TABLE}
    )


def _element(group: list[Slug], x: float, y: float, measure: float, leading: float) -> list[Element]:
    slug = group[0]
    if slug.role in _TEXT:
        return [_text(group, x, y, measure, leading)]
    if slug.role == SlugRole.TABLE:
        return _table(group, x, y, measure, leading)
    if slug.picture:
        picture = slug.picture
        left = x + (measure - picture.width) / 2
        caption = None
        if picture.caption:
            below = y + 0.2 * leading + picture.height + 0.15 * leading
            caption = TextBox(
                left, below, picture.width, picture.lead, picture.caption, "figcaption", "caption"
            )
        return [PictureBox(left, y + 0.2 * leading, picture.width, picture.height, picture.image, caption)]
    if slug.drawn:
        drawn = slug.drawn
        height = drawn.height * drawn.scale
        top = y + (slug.rows * leading - height) / 2
        return [DrawingBox(x, top, drawn.width * drawn.scale, height, drawn.svg, drawn.scale)]
    if slug.role == SlugRole.NOTE_RULE:
        return [RuleBox(x, y + leading * 0.6, measure * 0.35, 0.35, "rule")]
    return []


def _table(group: list[Slug], x: float, y: float, measure: float, leading: float) -> list[Element]:
    """Set the rows of a table, and the rules between them beside it: as borders they would add to its height."""
    rows = tuple(TableRow(row.cells, row.rows * leading) for row in group)
    elements: list[Element] = [TableBox(x, y, measure, leading, rows), RuleBox(x, y, measure, 0.8, "rule")]
    for number, row in enumerate(rows):
        y += row.height
        last = number == len(rows) - 1
        elements.append(RuleBox(x, y, measure, 0.8 if last else 0.35, "rule" if last else "row-rule"))
    return elements


def _text(group: list[Slug], x: float, y: float, measure: float, leading: float) -> TextBox:
    slug = group[0]
    lines = tuple(line for member in group for line in member.lines)
    rows = sum(member.rows for member in group)
    line_height = leading if slug.role == SlugRole.CROSSHEAD else rows * leading / len(lines)
    top = y + (rows * leading - line_height * len(lines)) * (0.55 if slug.role == SlugRole.CROSSHEAD else 0.0)
    role = slug.role.value
    if slug.role == SlugRole.CALLOUT:
        role += " opens" if slug.opens else ""
    return TextBox(
        x, top, measure, line_height, lines, _TAGS.get(slug.role, "p"), role, height=rows * leading
    )
