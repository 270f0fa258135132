"""Modules 文块: a shape at its place on the page becomes elements with their positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publisher.makeup.bed import HEAD_AIR
from publisher.makeup.copy import may_cut
from publisher.makeup.gallery import OVER
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
    VerticalBox,
    texts,
)
from publisher.makeup.loosen import loosened
from publisher.makeup.pour import Poured, Pouring, feather
from publisher.makeup.quote import MOST, pull_quote
from publisher.makeup.shape import Plate, Segment, Shape, segments
from publisher.model import Box, HeadPlace
from publisher.text.reading import visible
from publisher.typeset.slugs import Slug, SlugRole, count_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.makeup.shaper import Shaper

_TAGS = {SlugRole.CROSSHEAD: "h3", SlugRole.SOURCE: "p", SlugRole.CALLOUT: "p"}
_TEXT = frozenset(
    {
        SlugRole.BODY, SlugRole.CROSSHEAD, SlugRole.CALLOUT, SlugRole.LIST, SlugRole.POEM, SlugRole.EDITOR_NOTE,
        SlugRole.NOTE, SlugRole.SOURCE,
    }
)  # fmt: skip


def realise(
    shaper: Shaper, shape: Shape, column: int, row: int, rows: int, *, jump: str = "", jump_href: str = ""
) -> tuple[Module, tuple[Slug, ...], bool]:
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
        The module, the slugs that it sets, and whether they are all of the copy.
    """
    return _Bench(shaper, shape, column, row, rows).module(jump, jump_href)


class Text(NamedTuple):
    """The text of a module: poured into the stretches of its columns, ``rows`` from the body's head to its foot."""

    slugs: tuple[Slug, ...]
    spaces: tuple[Segment, ...]
    poured: Poured
    rows: int


class _Bench:
    """One module in the making: ``left`` and ``head_row`` are its inner upper left corner, in pt and on the grid."""

    def __init__(self, shaper: Shaper, shape: Shape, column: int, row: int, rows: int) -> None:
        self.shaper, self.shape, self.grid = shaper, shape, shaper.grid
        whole = bool(shape.plate and shape.plate.all_pictures)
        self.pouring = shaper.galleys.pouring(shape.measure, pictures=not whole)
        self.slugs = self.pouring.slugs
        self.rect = Rect(
            self.grid.x(column), self.grid.y(row), self.grid.span(shape.columns), rows * self.grid.leading
        )
        self.left = self.grid.x(column) + shape.inset * self.grid.em
        self.head_row = row + shape.inset
        self.room = rows - 2 * shape.inset - shape.top_rows
        self.air = self.quoted = self.quoted_foot = 0
        self.quoted_column = -1

    def module(self, jump: str, jump_href: str) -> tuple[Module, tuple[Slug, ...], bool]:
        shape = self.shape
        text = self._whole(parts=bool(jump))
        runs_out = text is None
        if text is None:
            text = self._part()
        elif shape.head.elements and shape.head_place == HeadPlace.ABOVE and not shape.corner:
            # Beyond what looks designed, white stays at the feet of the columns, where a late correction finds room.
            self.air = min(self.room - text.rows, max(shape.air * 2, 1))
        body_row = self.head_row + shape.top_rows + self.air
        quote = [] if runs_out or shape.corner else self._quote(text, body_row)
        body_row += self.quoted if shape.head_place == HeadPlace.ABOVE else 0
        quote = quote or self._foot_quote(text, body_row, jumps=runs_out)
        elements = [*self._box(), *self._head(body_row), *self._columns(text, body_row), *quote]
        if runs_out:
            elements.append(self._jump_line(jump, jump_href, text.spaces[-1], body_row))
        if shape.plate:
            elements += self._pictures(shape.plate, body_row)
        taken = text.slugs[: text.poured.taken]
        module = Module(
            article_id=self.shaper.article.id,
            headline=self.shaper.article.headline,
            rect=self.rect,
            elements=tuple(elements),
            characters=_head_characters(shape, self.shaper)
            + count_set(taken)
            + _caption_characters(shape.plate),
            blank=self._blank(text),
            continued_from=self.shaper.galleys.copy.continued_from,
        )
        all_set = not runs_out and len(taken) >= len(text.slugs)
        return module, taken, self.shaper.galleys.complete and all_set

    def _whole(self, *, parts: bool) -> Text | None:
        """Pour all of the text into the fewest rows, so that its columns end alike; None where it runs out.

        Where its columns do not end alike, or there is more room than looks designed, paragraphs are made longer.
        """
        shape = self.shape
        rows: int | None = min(shape.body_rows, self.room)
        if parts:
            complete = self.shaper.galleys.complete
            rows = self.pouring.smallest(shape.measures, shape.taken, self.room) if complete else None
        if rows is None:
            return None
        text = self._text(self.pouring, rows)
        if sum(text.poured.left) or rows < self.room - self._most_air:
            return self._evened(rows) or text
        return text

    def _evened(self, rows: int) -> Text | None:
        """Pour the text with paragraphs made longer, or shorter for one row less, so that no column is left open."""
        least = max((item.row + item.rows for item in self.shape.taken), default=1)
        heights = (*range(max(self.room - self._most_air, rows), rows - 1, -1), rows - 1)
        for height in (height for height in heights if height >= least):
            plain = self._text(self.pouring, height)
            missing = sum(slug.rows for slug in self.slugs[plain.poured.taken :])
            other = loosened(self.slugs, sum(plain.poured.left) - missing)
            if other is None:
                continue
            tried = self._text(Pouring(other), height)
            if tried.poured.taken >= len(other) and not sum(tried.poured.left):
                return tried
        return None

    @property
    def _most_air(self) -> int:
        """Rows by which white around the headline may grow without looking empty."""
        return self.shape.air if self.shape.head.elements and self.shape.head_place == HeadPlace.ABOVE else 0

    def _text(self, pouring: Pouring, rows: int) -> Text:
        spaces = tuple(segments(self.shape.measures, rows, self.shape.taken))
        return Text(pouring.slugs, spaces, pouring.into([space.rows for space in spaces]), rows)

    def _part(self) -> Text:
        """Pour as much of the text as there is room for; a picture of the article's own that bars its way waits for the rest."""
        spaces = tuple(segments(self.shape.measures, self.room, self.shape.taken))
        capacities = [space.rows for space in spaces]
        # The last row of the last column is that of the line 下转第N版.
        capacities[-1] = max(capacities[-1] - 1, 0)
        slugs = self.slugs
        taken = self.pouring.into(capacities).taken
        while _bars(slugs, taken) and len(slugs) > taken + 1:
            slugs = (*slugs[:taken], *slugs[taken + 1 :])
            taken = Pouring(slugs).into(capacities).taken
        cut = may_cut(slugs, taken)
        return Text(slugs, spaces, Pouring(slugs[:cut]).into(capacities), self.room)

    def _blank(self, text: Text) -> float:
        """Count the lines of standard columns that nothing takes: at the feet, below them, and in air that is too much."""
        shape = self.shape
        feet = (sum(text.poured.left) - self.quoted_foot) * shape.columns / shape.measures
        below = self.room - self.air - self.quoted - text.rows
        return feet + (below + max(self.air - shape.air, 0)) * (shape.columns - shape.cornered)

    def _quote(self, text: Text, row: int) -> list[Element]:
        """Set a pull quote where the module has room for one, and count its rows as ``quoted``.

        It stands between the head and its text, or below a text that its head stands beside.
        """
        shape, grid = self.shape, self.grid
        if self.shaper.galleys.copy.continued_from:
            return []
        rows = min(self.room - self.air - text.rows, MOST)
        width = grid.span(shape.columns) - 2 * shape.inset * grid.em
        found = pull_quote(self.shaper.article, width, rows, self.shaper.setter)
        self.quoted = rows if found else 0
        above = shape.head_place == HeadPlace.ABOVE
        return _moved(found, self.left, grid.y(row if above else row + text.rows))

    def _foot_quote(self, text: Text, row: int, *, jumps: bool) -> list[Element]:
        """Set a pull quote at the foot of the column that is open most, and count its rows as ``quoted_foot``."""
        if not text.spaces or self.shaper.galleys.copy.continued_from:
            return []
        left, number = max((left, number) for number, left in enumerate(text.poured.left))
        space, rows = text.spaces[number], min(left, MOST)
        found = pull_quote(self.shaper.article, self.shape.measure, rows, self.shaper.setter)
        if found:
            self.quoted_foot, self.quoted_column = rows, number
        # The last row of the last column is that of the line 下转第N版.
        line = jumps and number == len(text.spaces) - 1
        top = self.grid.y(row + space.row + space.rows - rows - line)
        return _moved(found, self._x(space.column), top)

    def _box(self) -> list[Element]:
        return [RuleBox(*self.rect, self.shape.box.value)] if self.shape.box != Box.NONE else []

    def _head(self, body_row: int) -> list[Element]:
        shape, grid, head = self.shape, self.grid, self.shape.head
        if shape.head_place == HeadPlace.VERTICAL and shape.head_taken:
            place = shape.head_taken
            wide = place.span * (shape.measure + grid.em) - grid.em
            x = self._x(place.column) + (wide - head.width) / 2
            return _moved(head.elements, x, grid.y(body_row) + OVER * grid.leading)
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
        return self.left + column * (self.shape.measure + self.grid.em)

    def _columns(self, text: Text, row: int) -> list[Element]:
        """Set the text; what goes on with a paragraph from another page says so."""
        elements: list[Element] = []
        poured = text.poured
        for number, (column, space) in enumerate(zip(poured.columns, text.spaces, strict=True)):
            left = 0 if number == self.quoted_column else poured.left[number]
            spread = feather(column, left, last=number == len(poured.columns) - 1)
            elements += _column(
                spread,
                self._x(space.column),
                self.grid.y(row + space.row),
                self.shape.measure,
                self.grid.leading,
            )
        if elements and isinstance(elements[0], TextBox) and self.shaper.galleys.copy.parted:
            elements[0] = elements[0]._replace(rest=True)
        return elements

    def _jump_line(self, jump: str, href: str, space: Segment, row: int) -> TextBox:
        setter, measure = self.shaper.setter, self.shape.measure
        lines = setter.lines(jump, setter.book.byline, measure, justify=False, align="right")
        y = self.grid.y(row + space.row + space.rows - 1)
        return TextBox(self._x(space.column), y, measure, self.grid.leading, lines, "p", "jump", href=href)

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


def _bars(slugs: Sequence[Slug], index: int) -> bool:
    """Tell whether the slug for which there is no room is a picture that may stand elsewhere."""
    return index < len(slugs) and slugs[index].role == SlugRole.FIGURE and slugs[index].origin < 0


def _head_characters(shape: Shape, shaper: Shaper) -> int:
    if shaper.galleys.copy.continued_from:
        return 0
    return sum(
        len(visible(text))
        for element in shape.head.elements
        if isinstance(element, TextBox | VerticalBox) and element.role != "column"
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
            caption = TextBox(x, below, measure, picture.lead, picture.caption, "figcaption", "caption")
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
    # Nothing but a head that stands again adds to a table.
    rows = tuple(TableRow(row.cells, row.rows * leading, again=row.added > 0) for row in group)
    elements: list[Element] = [
        TableBox(x, y, measure, leading, rows, rest=not group[0].opens),
        RuleBox(x, y, measure, 0.8, "rule"),
    ]
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
    if slug.role == SlugRole.LIST and slug.level:
        role += f" nested-{slug.level}"
    if slug.role == SlugRole.CALLOUT:
        role += " opens" if slug.opens else ""
    return TextBox(
        x, top, measure, line_height, lines, _TAGS.get(slug.role, "p"), role,
        height=rows * leading, rest=not slug.opens,
    )  # fmt: skip
