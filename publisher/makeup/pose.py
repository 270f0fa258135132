"""Posing a page's problem: which shapes each copy may take in the room that advertisements and the nameplate leave."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from publisher.makeup.arrange import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.makeup.grid import Grid
    from publisher.makeup.regions import Area
    from publisher.makeup.shape import Shape
    from publisher.makeup.shaper import Shaper


def pose(
    shapers: Sequence[Shaper], grid: Grid, rows: int, fixed: tuple[Area, ...], elastic: frozenset[int]
) -> tuple[Problem, int]:
    """Return a page's problem, and the lines that it could take more of; less than 0 where its copies cannot all fit.

    Args:
        shapers: of the copies, in the order of reading.
        grid: of the page.
        rows: of the free area.
        fixed: what stands in it already.
        elastic: copies that may run out and jump.
    """
    room = rows * grid.columns - sum(area.rows * area.columns for area in fixed)
    table: list[dict[int, list[Shape]]] = []
    spare = room
    for index, shaper in enumerate(shapers):
        shapes = {
            columns: found
            for columns in range(1, grid.columns + 1)
            if (found := _shapes(shaper, columns, rows, elastic=index in elastic))
        }
        areas = [shape.rows * columns for columns, found in shapes.items() for shape in found]
        spare -= min(areas, default=room + 1)
        table.append(shapes)
    problem = Problem(
        shapes=tuple(table),
        priorities=tuple(
            0 if shaper.galleys.copy.continued_from else shaper.article.priority for shaper in shapers
        ),
        wishes=tuple(shaper.wish for shaper in shapers),
        columns=grid.columns,
        rows=rows,
        leading=grid.leading,
        fixed=fixed,
        elastic=elastic,
        tied=frozenset(_tied(shapers)),
        around=_around(shapers, grid.columns, rows, fixed, elastic) if spare >= 0 else (),
    )
    return problem, spare


def _shapes(shaper: Shaper, columns: int, rows: int, *, elastic: bool) -> list[Shape]:
    found = shaper.shapes(columns, whole=not elastic)
    return [shape for shape in found if shape.rows + 2 <= rows] if elastic else found


def _around(
    shapers: Sequence[Shaper], columns: int, rows: int, fixed: tuple[Area, ...], elastic: frozenset[int]
) -> tuple[Shape, ...]:
    """Return the shapes of an article alone on its page with an advertisement in a corner: its text runs past that."""
    if len(shapers) != 1 or len(fixed) != 1 or shapers[0].wish.pinned:
        return ()
    area = fixed[0]
    corner = area.row + area.rows == rows and (area.column == 0 or area.column + area.columns == columns)
    return tuple(shapers[0].around(area, whole=not elastic)) if corner else ()


def _tied(shapers: Sequence[Shaper]) -> Iterator[int]:
    """Yield the copies that belong to the one before them."""
    for number, (one, other) in enumerate(pairwise(shaper.article for shaper in shapers), 1):
        if other.id in one.related or one.id in other.related:
            yield number
