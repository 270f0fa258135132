"""Vertical headlines 竖题: every cell is put into its place, for the painter knows no vertical writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    if cell.feature == MISSING:
        writer.lacking(cell.text, cell.style, x, y - baseline)
        return
    width = shaper.shape(cell.text, face, cell.feature).width * size
    scale = size / cell.width if cell.width > size * 1.005 else 1.0
    # Long marks are one glyph that hangs down from the head of its cell.
    foot = y + cell.drop - baseline
    writer.cell(cell.text, cell.style, cell.feature, x + (size - width * scale) / 2, foot, scale=scale)
