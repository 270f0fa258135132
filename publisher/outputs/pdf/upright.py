"""Vertical headlines 竖题 as HTML: the painter knows no vertical writing, so every cell is put into its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from publisher.outputs.pdf.marks import pt
from publisher.typeset.atoms import MISSING

if TYPE_CHECKING:
    from publisher.makeup.layout import VerticalBox
    from publisher.typeset.vertical import VerticalCell


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
