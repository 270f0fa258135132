"""Contact sheets 版式小样: the best pages that make-up found, side by side, for a person to choose from."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

#: The width of one page on the sheet, the white around it and the height of its label, in pixels.
_WIDTH, _WHITE, _LABEL = 720, 28, 44
#: Pages in a row.
_IN_ROW = 3
_PAPER, _INK = "#d8d8d4", "#222222"


class Sample(NamedTuple):
    """A page's picture as PNG, and what is written below it."""

    picture: bytes
    label: str


def write_sheet(samples: Sequence[Sample], target: Path) -> None:
    """Write a contact sheet as PNG."""
    pictures = [_scaled(sample.picture) for sample in samples]
    columns = min(_IN_ROW, len(pictures))
    rows = -(-len(pictures) // columns)
    height = max(picture.height for picture in pictures)
    cell = (_WIDTH + _WHITE, height + _LABEL + _WHITE)
    sheet = Image.new("RGB", (columns * cell[0] + _WHITE, rows * cell[1] + _WHITE), _PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(26)
    for number, (picture, sample) in enumerate(zip(pictures, samples, strict=True)):
        x = _WHITE + number % columns * cell[0]
        y = _WHITE + number // columns * cell[1]
        sheet.paste(picture, (x, y))
        pen.text((x, y + height + 8), sample.label, fill=_INK, font=font)
    sheet.save(target)


def _scaled(picture: bytes) -> Image.Image:
    with Image.open(io.BytesIO(picture)) as page:
        return page.convert("RGB").resize(
            (_WIDTH, round(page.height * _WIDTH / page.width)), Image.Resampling.LANCZOS
        )
