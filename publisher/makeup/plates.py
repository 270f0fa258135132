"""Plates 题图: where the picture of a module may stand, how wide and how high."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from publisher.makeup.shape import Plate
from publisher.typeset.galley import set_caption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.makeup.copy import Copy
    from publisher.makeup.grid import Grid
    from publisher.makeup.weights import Weights
    from publisher.model import Image
    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter

#: The share of the page's rows that a picture may take.
_HIGHEST = 0.66
#: The share of a photograph that may be cut off to make it end on a row; drawings are never cropped.
CROP = 0.09
#: Rows by which a photograph's height is tried higher and lower.
_TRIED = 3
#: Rows of white over a picture, between it and its caption, and below both.
OVER, BETWEEN, BELOW = 0.2, 0.15, 0.4


class Plates:
    """The pictures of one copy, among text columns of any measure."""

    def __init__(self, copy: Copy, grid: Grid, setter: Setter, rows: int, weights: Weights) -> None:
        self._copy, self._grid, self._setter, self._rows, self._weights = copy, grid, setter, rows, weights
        self._captions: dict[float, tuple[Line, ...]] = {}

    def make(self, measures: int, measure: float) -> list[Plate | None]:
        """Return the pictures that a module may have, in groups that differ in height alone; none where the copy has none."""
        if not self._copy.article.images or self._copy.continued_from:
            return [None]
        found: list[Plate | None] = []
        for span in range(1, measures + 1):
            found += self._heights(measures - span, span, measure, over_head=False)
            if 1 < span < measures:
                found += self._heights(0, span, measure, over_head=False)
        return [*found, *self._heights(0, measures, measure, over_head=True)]

    def _heights(self, column: int, span: int, measure: float, *, over_head: bool) -> Iterator[Plate]:
        image = self._copy.article.images[0]
        width = span * (measure + self._grid.em) - self._grid.em
        caption = self._caption(image, width)
        leading, voice = self._grid.leading, self._setter.book.caption
        lead = voice.size * voice.line
        white = (OVER + BELOW + (BETWEEN if caption else 0.0)) * leading + len(caption) * lead
        ratio = image.height / max(image.width, 1)
        most = max(self._rows * _HIGHEST * leading - white, leading)
        for rows in self._row_counts(image, width * ratio, white, most):
            height = rows * leading - white
            crop = abs(height - width * ratio) / max(height, width * ratio)
            shown = width
            if not croppable(image) or crop > CROP:
                # What may not be cropped is set at its own proportions, narrower where it would be too high.
                height, crop = min(width * ratio, height, most), 0.0
                shown = height / ratio
            yield Plate(
                image=image, column=column, span=span, width=shown, height=height, caption=caption, lead=lead,
                rows=rows, over_head=over_head, crop=crop,
            )  # fmt: skip

    def _row_counts(self, image: Image, natural: float, white: float, most: float) -> list[int]:
        """Return the heights to try, in rows: that of the whole picture, and for a photograph those near it."""
        leading = self._grid.leading
        whole = max(1, math.ceil((min(natural, most) + white) / leading - 0.02))
        if not croppable(image) or natural > most:
            return [whole]
        near = range(whole - _TRIED, whole + _TRIED + 1)
        heights = [(rows, rows * leading - white) for rows in near]
        fit = [
            rows
            for rows, height in heights
            if 0 < height <= most and abs(height - natural) <= CROP * max(height, natural)
        ]
        return fit or [whole]

    def _caption(self, image: Image, width: float) -> tuple[Line, ...]:
        key = round(width, 2)
        if key not in self._captions:
            self._captions[key] = set_caption(image, self._setter, width)
        return self._captions[key]


def croppable(image: Image) -> bool:
    """Tell whether a sliver of a picture may be cut off: of a photograph, never of a drawing 示意图 or a page of text."""
    return image.crop and image.media_type != "image/svg+xml"

