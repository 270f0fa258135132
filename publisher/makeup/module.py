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
)
from publisher.makeup.pour import Poured, feather, pour, smallest
from publisher.makeup.shapes import HEAD_AIR, Plate, Shape, Shaper
from publisher.text.reading import visible
from publisher.typeset.slugs import Slug, SlugRole, count_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.makeup.grid import Grid

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
    grid, slugs = shaper.grid, shaper.galleys.slugs(shape.measure)
    room = rows - 2 * shape.inset - shape.head_rows
    body_rows = _body_rows(slugs, shape, room, parts=bool(jump), complete=shaper.galleys.complete)
    runs_out = body_rows is None
    # Beyond what looks designed, white stays at the feet of the columns, where a late correction finds room.
    air = 0 if body_rows is None or not shape.head.elements else min(room - body_rows, max(shape.air * 2, 1))
    body_rows = room if body_rows is None else body_rows
    poured = _pour(slugs, shape, body_rows, runs_out=runs_out)
    left, top = grid.x(column) + shape.inset * grid.em, grid.y(row + shape.inset)
    body_top = row + shape.inset + shape.head_rows + air
    rect = Rect(grid.x(column), grid.y(row), grid.span(shape.columns), rows * grid.leading)
    elements: list[Element] = [RuleBox(*rect, "frame")] if shape.inset else []
    gap = max((shape.head_rows + air - HEAD_AIR) * grid.leading - shape.head.height, 0.0)
    elements += _moved(shape.head.elements, left, top + gap * 0.5)
    elements += _columns(poured, shape, grid, left, body_top)
    if runs_out:
        elements.append(_jump_line(jump, jump_href, shaper, shape, left, grid.y(body_top + body_rows - 1)))
    if shape.plate:
        elements.append(_picture(shape.plate, shape, grid, left, grid.y(body_top)))
    taken = slugs[: poured.taken]
    module = Module(
        article_id=shaper.article.id,
        headline=shaper.article.headline,
        rect=rect,
        elements=tuple(elements),
        characters=_head_characters(shape, shaper) + count_set(taken) + _caption_characters(shape.plate),
        blank=_blank(poured, shape, room - air - body_rows, air),
        continued_from=shaper.galleys.copy.continued_from,
    )
    return module, taken


def _taken(shape: Shape) -> list[int]:
    """Return the rows that the picture takes at the head of each text column."""
    plate = shape.plate
    return [
        plate.rows if plate and number >= shape.measures - plate.span else 0
        for number in range(shape.measures)
    ]


def _body_rows(slugs: Sequence[Slug], shape: Shape, room: int, *, parts: bool, complete: bool) -> int | None:
    """Return the fewest rows that hold all of the text, so that its columns end alike; None where it runs out."""
    if not parts:
        return min(shape.body_rows, room)
    return smallest(slugs, shape.measures, _taken(shape), room) if complete else None


def _pour(slugs: Sequence[Slug], shape: Shape, rows: int, *, runs_out: bool) -> Poured:
    capacities = [rows - used for used in _taken(shape)]
    if not runs_out:
        return pour(slugs, capacities)
    # The last row of the last column is that of the line 下转第N版.
    capacities[-1] = max(capacities[-1] - 1, 0)
    cut = may_cut(slugs, pour(slugs, capacities).taken)
    return pour(slugs[:cut], capacities)


def _jump_line(jump: str, href: str, shaper: Shaper, shape: Shape, left: float, y: float) -> TextBox:
    x = left + (shape.measures - 1) * (shape.measure + shaper.grid.em)
    lines = shaper.setter.lines(jump, shaper.setter.book.byline, shape.measure, justify=False, align="right")
    return TextBox(x, y, shape.measure, shaper.grid.leading, lines, "p", "jump", href=href)


def _blank(poured: Poured, shape: Shape, below: int, air: int) -> float:
    """Count the lines of standard columns that nothing takes: at the columns' feet, below them, and in air that is too much."""
    feet = sum(poured.left) * shape.columns / shape.measures
    return feet + (below + max(air - shape.air, 0)) * shape.columns


def _head_characters(shape: Shape, shaper: Shaper) -> int:
    if shaper.galleys.copy.continued_from:
        return 0
    return sum(
        len(visible(line.text))
        for element in shape.head.elements
        if isinstance(element, TextBox) and element.role != "column"
        for line in element.lines
    )


def _caption_characters(plate: Plate | None) -> int:
    return 0 if plate is None else sum(len(visible(line.text)) for line in plate.caption)


def _moved(elements: Sequence[Element], x: float, y: float) -> list[Element]:
    return [element._replace(x=element.x + x, y=element.y + y) for element in elements]


def _picture(plate: Plate, shape: Shape, grid: Grid, left: float, top: float) -> PictureBox:
    x = left + (shape.measures - plate.span) * (shape.measure + grid.em)
    width = plate.span * shape.measure + (plate.span - 1) * grid.em
    # The picture's edge stands at the cap height of the line beside it, its caption's foot on a line.
    y = top + 0.2 * grid.leading
    caption = None
    if plate.caption:
        below = y + plate.height + 0.15 * grid.leading
        caption = TextBox(x, below, width, plate.lead, plate.caption, "figcaption", "caption")
    return PictureBox(x + (width - plate.width) / 2, y, plate.width, plate.height, plate.image, caption)


def _columns(poured: Poured, shape: Shape, grid: Grid, left: float, row: int) -> list[Element]:
    elements: list[Element] = []
    for number, column in enumerate(poured.columns):
        x = left + number * (shape.measure + grid.em)
        first = row + _taken(shape)[number]
        spread = feather(column, poured.left[number], last=number == len(poured.columns) - 1)
        elements += _column(spread, x, grid.y(first), shape.measure, grid.leading)
    return elements


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
