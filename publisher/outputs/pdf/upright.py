"""Vertical headlines 竖题: every cell is put into its place, directly, or for the painter, which knows no vertical writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from publisher.outputs.pdf.marks import pt
from publisher.typeset.atoms import MISSING

if TYPE_CHECKING:
    from publisher.makeup.layout import VerticalBox
    from publisher.outputs.pdf.glyphs import Shaper
    from publisher.outputs.pdf.operators import Writer
    from publisher.typeset.vertical import VerticalCell


def write_upright(box: VerticalBox, left: float, top: float, writer: Writer, shaper: Shaper) -> None:
    """Write a vertical headline whose corner is so far from the left and below the top, in pt, in the order of reading."""
    for column in box.columns:
        for cell in column.cells:
            _write_cell(cell, left + column.x, -top - cell.y, writer, shaper)


def _write_cell(cell: VerticalCell, x: float, y: float, writer: Writer, shaper: Shaper) -> None:
    """Write a cell below a point, y upwards."""
    face, size = cell.style.face, cell.style.size
    baseline = shaper.baseline(face, size, size)
    if cell.rotated:
        # What lies keeps the middle of its line in the middle of the column, and hangs from the head of its cell.
        writer.cell(cell.text, cell.style, cell.feature, x + size - baseline + cell.drop, y, turned=True)
        return
    width = shaper.shape(cell.text, face, cell.feature).width * size
    scale = size / cell.width if cell.width > size * 1.005 else 1.0
    # Long marks are one glyph that hangs down from the head of its cell.
    foot = y + cell.drop - baseline
    writer.cell(cell.text, cell.style, cell.feature, x + (size - width * scale) / 2, foot, scale=scale)


def vertical(box: VerticalBox) -> Markup:
    """Return the cells of a vertical headline in the order of reading, columns from the right."""
    return Markup("").join(_cell(cell, column.x) for column in box.columns for cell in column.cells)


def _cell(cell: VerticalCell, x: float) -> Markup:
    size = cell.style.size
    # A cell is as wide as the column; what lies is laid out horizontally around the same middle and then turned.
    width, height = (cell.height, size) if cell.rotated else (size, size)
    left, top = x + (size - width) / 2, cell.y + (cell.height - height) / 2
    if cell.rotated:
        left += cell.drop
    elif cell.feature != MISSING:
        # Long marks are one glyph that hangs down from the head of its cell.
        top = cell.y - cell.drop
    style = [
        f"left:{pt(left)}",
        f"top:{pt(top)}",
        f"width:{pt(width)}",
        f"font:{pt(size)}/{pt(height)} {cell.style.face}",
    ]
    if cell.feature == MISSING:
        style.append(f"height:{pt(height)}")
    elif cell.feature:
        style.append("font-feature-settings:" + ",".join(f"'{name}'" for name in cell.feature.split()))
    kind = " side" if cell.rotated else " x" if cell.feature == MISSING else ""
    if not cell.rotated and cell.width > size * 1.005:
        style.append(f"transform:scaleX({size / cell.width:.3f})")
        style.append(f"margin-left:{pt((size - cell.width) / 2)};width:{pt(cell.width)}")
    return Markup('<span class="c{}" style="{}">{}</span>').format(kind, ";".join(style), cell.text)
