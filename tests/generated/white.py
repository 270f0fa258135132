"""White on a page as an eye sees it: runs of empty rows down each standard column, whoever accounts for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.makeup.layout import (
    DrawingBox,
    MadeUpPage,
    PictureBox,
    Rect,
    RuleBox,
    TableBox,
    TextBox,
    VerticalBox,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.makeup.grid import Grid
    from publisher.makeup.layout import Element

#: So many empty rows below each other are design: the gap between modules with the air above a headline.
_DESIGNED = 3
#: What covers less of a standard column than this share leaves it empty.
_COVERS = 0.25
#: Frames and tints are filled by what stands in them, but an advertisement's or an ear's is furniture.
_SOLID = frozenset({"ad-frame", "ear"})


def white(page: MadeUpPage, grid: Grid) -> float:
    """Return the share of the type area that is empty beyond what is designed."""
    empty = [[True] * grid.rows for _ in range(grid.columns)]
    for box in _covered(page):
        first = max(int((box.y - grid.top) / grid.leading + 0.3), 0)
        last = min(int((box.y + box.height - grid.top) / grid.leading + 0.7), grid.rows)
        for column in range(grid.columns):
            left, right = grid.x(column), grid.x(column) + grid.span(1)
            if min(right, box.x + box.width) - max(left, box.x) >= _COVERS * grid.span(1):
                empty[column][first:last] = [False] * max(last - first, 0)
    holes = sum(max(run - _DESIGNED, 0) for column in empty for run in _runs(column))
    return holes / (grid.rows * grid.columns)


def _covered(page: MadeUpPage) -> Iterator[Rect]:
    for module in page.modules:
        for element in module.elements:
            yield from _box(element)
    for element in page.furniture:
        yield from _box(element)


def _box(element: Element) -> Iterator[Rect]:
    match element:
        case TextBox():
            yield Rect(element.x, element.y, element.width, len(element.lines) * element.line_height)
        case TableBox():
            yield Rect(element.x, element.y, element.width, sum(row.height for row in element.rows))
        case PictureBox(caption=caption):
            yield Rect(element.x, element.y, element.width, element.height)
            yield from (_box(caption) if caption else ())
        case DrawingBox() | VerticalBox():
            yield Rect(element.x, element.y, element.width, element.height)
        case RuleBox(role=role) if role in _SOLID:
            yield Rect(element.x, element.y, element.width, element.height)
        case _:
            return


def _runs(cells: list[bool]) -> Iterator[int]:
    run = 0
    for empty in (*cells, False):
        if empty:
            run += 1
        else:
            yield run
            run = 0
