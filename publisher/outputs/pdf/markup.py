"""A page's elements as HTML: each says where it stands, so that the painter decides nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from publisher.makeup.layout import TextBox
from publisher.outputs.pdf.lines import AGAIN, CELL, base_of
from publisher.outputs.pdf.marks import pt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.makeup.layout import Element, PictureBox, TableBox, TableRow
    from publisher.outputs.pdf.lines import TextRun
    from publisher.outputs.pdf.settext import Link
    from publisher.typeset.slugs import Cell

_TAG = re.compile("<[^>]*>")


class PlacedCell(NamedTuple):
    """A table's cell, and its lines where they stand in the table: in the middle of their row."""

    cell: Cell
    box: TextBox


def place(element: Element | TextRun | Link) -> Markup:
    """Return the declarations that place an element on the page, or in the element that holds it."""
    return Markup("left:{};top:{};width:{}").format(pt(element.x), pt(element.y), pt(element.width))


def picture_of(address: str, links: Sequence[Link] = (), x: float = 0.0, y: float = 0.0) -> Markup:
    """Return the picture that stands for text which is painted directly, and what is clicked on.

    Args:
        address: where the text is found.
        links: those in it, from its top left.
        x: where that is in the box that they are placed in, in pt.
        y: see ``x``.
    """
    picture = Markup('<img class="t" src="{0}" alt="{0}">').format(address)
    return picture + Markup("").join(
        Markup('<a class="link" style="{};height:{}" href="{}"></a>').format(
            place(link._replace(x=link.x + x, y=link.y + y)), pt(link.height), link.href
        )
        for link in links
    )


def rows(table: TableBox) -> Iterator[tuple[float, list[PlacedCell]]]:
    """Yield the height of each row of a table, in pt, and its cells."""
    y = 0.0
    for row in table.rows:
        yield row.height, [_placed(cell, y, row, table) for cell in row.cells]
        y += row.height


def size(table: TableBox) -> float:
    """Return the size in which most of a table is set, in pt: the style sheet measures its cells by it."""
    return base_of(tuple(line for row in table.rows for cell in row.cells for line in cell.lines)).size


def crop(box: PictureBox) -> Markup:
    """Return the declarations that keep a picture's focal point when it is cropped."""
    x, y = box.image.focal
    return Markup("height:{};object-position:{:.1f}% {:.1f}%").format(pt(box.height), x * 100, y * 100)


def spoken(svg: str) -> Markup:
    """Return a drawing with its words as its title, which stands for it where it is read aloud."""
    words = " ".join(_TAG.sub(" ", svg).split())
    head, bracket, rest = svg.partition(">")
    return Markup(f"{head}{bracket}<title>{words}</title>{rest}")  # noqa: S704 - drawn by ourselves, all words escaped by the pen


def _placed(cell: Cell, top: float, row: TableRow, table: TableBox) -> PlacedCell:
    y = top + (row.height - len(cell.lines) * table.line_height) / 2
    role = AGAIN if row.again else CELL
    box = TextBox(cell.x, y, cell.width, table.line_height, cell.lines, "td", role, rest=table.rest)
    return PlacedCell(cell, box)
