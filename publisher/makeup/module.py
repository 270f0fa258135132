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
from publisher.makeup.pour import Poured, feather, pour
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
    grid = shaper.grid
    left, top = grid.x(column), grid.y(row)
    inset = shape.inset * grid.em
    extra = rows - shape.rows
    air = extra if not jump else 0
    # Beyond what looks designed, white stays at the feet of the columns, where a late correction finds room.
    air = min(air, max(shape.air * 2, 1)) if shape.head.elements else 0
    body_top = row + shape.inset + shape.head_rows + air
    body_rows = rows - 2 * shape.inset - shape.head_rows - air
    slugs = shaper.galleys.slugs(shape.measure)
    poured = _pour(slugs, shape, body_rows, jump=bool(jump) or not shaper.galleys.complete)
    taken = slugs[: poured.taken]
    gap = max((shape.head_rows + air - HEAD_AIR) * grid.leading - shape.head.height, 0.0)
    elements: list[Element] = []
    if shape.inset:
        elements.append(RuleBox(left, top, grid.span(shape.columns), rows * grid.leading, "frame"))
    elements += _moved(shape.head.elements, left + inset, top + shape.inset * grid.leading + gap * 0.5)
    elements += _columns(poured, shape, grid, left + inset, body_top)
    if jump and poured.taken < len(slugs):
        y = grid.y(body_top + body_rows - 1)
        x = left + inset + (shape.measures - 1) * (shape.measure + grid.em)
        lines = shaper.setter.lines(
            jump, shaper.setter.book.byline, shape.measure, justify=False, align="right"
        )
        elements.append(TextBox(x, y, shape.measure, grid.leading, lines, "p", "jump", href=jump_href))
    if shape.plate:
        elements.append(_picture(shape.plate, shape, grid, left + inset, grid.y(body_top)))
    blank = _blank(poured, shape, extra, air)
    headline = shaper.article.headline
    characters = (
        _head_characters(shape, shaper)
        + count_set(taken)
        + (_caption_characters(shape.plate) if shape.plate else 0)
    )
    rect = Rect(left, top, grid.span(shape.columns), rows * grid.leading)
    module = Module(
        shaper.article.id,
        headline,
        rect,
        tuple(elements),
        characters,
        blank,
        continued_from=shaper.galleys.copy.continued_from,
    )
    return module, taken


def _pour(slugs: Sequence[Slug], shape: Shape, rows: int, *, jump: bool) -> Poured:
    capacities = [
        rows - (shape.plate.rows if shape.plate and number >= shape.measures - shape.plate.span else 0)
        for number in range(shape.measures)
    ]
    if not jump:
        return pour(slugs, capacities)
    whole = pour(slugs, capacities)
    if whole.taken >= len(slugs):
        return whole
    capacities[-1] = max(capacities[-1] - 1, 0)
    cut = may_cut(slugs, pour(slugs, capacities).taken)
    return pour(slugs[:cut], capacities)


def _blank(poured: Poured, shape: Shape, extra: int, air: int) -> float:
    """Count the lines of standard columns that nothing takes."""
    feet = sum(poured.left) * shape.columns / shape.measures
    return (
        feet
        + max(air - shape.air, 0) * shape.columns
        + (max(extra - air, 0) * shape.columns if not poured.columns else 0)
    )


def _head_characters(shape: Shape, shaper: Shaper) -> int:
    if shaper.galleys.copy.continued_from:
        return 0
    return sum(
        len(visible(line.text))
        for element in shape.head.elements
        if isinstance(element, TextBox) and element.role != "column"
        for line in element.lines
    )


def _caption_characters(plate: Plate) -> int:
    return sum(len(visible(line.text)) for line in plate.caption)


def _moved(elements: Sequence[Element], x: float, y: float) -> list[Element]:
    return [element._replace(x=element.x + x, y=element.y + y) for element in elements]


def _picture(plate: Plate, shape: Shape, grid: Grid, left: float, top: float) -> PictureBox:
    x = left + (shape.measures - plate.span) * (shape.measure + grid.em)
    # The picture's edge stands at the cap height of the line beside it, its caption's foot on a line.
    y = top + 0.2 * grid.leading
    caption = None
    if plate.caption:
        caption = TextBox(
            x,
            y + plate.height + 0.15 * grid.leading,
            plate.width,
            plate.lead,
            plate.caption,
            "figcaption",
            "caption",
        )
    return PictureBox(x, y, plate.width, plate.height, plate.image, caption)


def _columns(poured: Poured, shape: Shape, grid: Grid, left: float, row: int) -> list[Element]:
    elements: list[Element] = []
    for number, column in enumerate(poured.columns):
        x = left + number * (shape.measure + grid.em)
        first = row + (shape.plate.rows if shape.plate and number >= shape.measures - shape.plate.span else 0)
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
        return [
            TableBox(x, y, measure, leading, tuple(TableRow(row.cells, row.rows * leading) for row in group))
        ]
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
        top = y + (slug.rows * leading - slug.drawn.height) / 2
        return [DrawingBox(x, top, slug.drawn.width, slug.drawn.height, slug.drawn.svg)]
    if slug.role == SlugRole.NOTE_RULE:
        return [RuleBox(x, y + leading * 0.6, measure * 0.35, 0.35, "rule")]
    return []


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
