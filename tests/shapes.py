"""Shapes and arrangements that tests make up, where the text of the articles does not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.makeup.head import Head
from publisher.makeup.shape import Pictured, Plate, Shape
from publisher.makeup.tables import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.makeup.derive import Seam

LEADING = 12.0


def head(size: float = 20.0, *, rows: float = 2.0, lines: int = 1, face: str = "song") -> Head:
    return Head(
        elements=(),
        height=rows * LEADING,
        size=size,
        face=face,
        rank=0,
        lines=lines,
        title_height=rows * LEADING,
    )


def plate(span: int = 1, rows: int = 6, *, width: float = 100.0, height: float = 60.0, **keys) -> Plate:
    pictured = Pictured(None, 0.0, 0.0, width, height, 0.0, height, width, ())
    return Plate(pictures=(pictured,), column=keys.pop("column", 0), span=span, rows=rows, lead=9.0, **keys)


def shape(columns: int, rows: int, cost: float = 0.0, **keys) -> Shape:
    """Return a shape that is ``rows`` high: two of a head, the others of text."""
    top = keys.pop("top_rows", min(2, rows))
    given = {
        "measures": columns, "measure": 100.0, "head": head(), "plate": None, "slack": 0, "inset": 0, "air": 0, **keys,
    }  # fmt: skip
    return Shape(columns=columns, top_rows=top, body_rows=rows - top, cost=cost, **given)


def by_columns(*shapes: Shape) -> dict[int, list[Shape]]:
    found: dict[int, list[Shape]] = {}
    for item in shapes:
        found.setdefault(item.columns, []).append(item)
    return found


def covered(
    areas: Iterable[tuple[int, int, int, int]], seams: Iterable[Seam], columns: int, rows: int
) -> set[int]:
    """Return how often the cells of an area are covered by (column, row, columns, rows) and by the gaps between them."""
    count = [[0] * columns for _ in range(rows)]
    gaps = ((seam.column, seam.row, seam.length, GAP) for seam in seams if seam.across)
    for column, row, wide, high in (*areas, *gaps):
        for y in range(row, row + high):
            for x in range(column, column + wide):
                count[y][x] += 1
    return {times for line in count for times in line}
