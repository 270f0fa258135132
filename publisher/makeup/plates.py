"""Plates 题图: where the pictures of a module may stand, how wide and how high."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from publisher.makeup.gallery import BELOW, BETWEEN, CROP, OVER, Captioner, croppable, galleries
from publisher.makeup.shape import Pictured, Plate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.makeup.copy import Copy
    from publisher.makeup.grid import Grid
    from publisher.model import Image
    from publisher.typeset.setter import Setter

#: The share of the page's rows that a picture may take.
_HIGHEST = 0.78
#: Rows by which a photograph's height is tried higher and lower.
_TRIED = 3
#: A picture over several columns is at least so much of their width.
_FLUSH = 0.93


class Plates:
    """The pictures of one copy, among text columns of any measure."""

    def __init__(self, copy: Copy, grid: Grid, setter: Setter, rows: int) -> None:
        self._copy, self._grid, self._rows = copy, grid, rows
        self._captioner = Captioner(setter)

    def make(self, measures: int, measure: float) -> list[Plate | None]:
        """Return the plates that a module may have, in groups that differ in height alone; none where the copy has no picture."""
        images = self._copy.article.images
        if not images or self._copy.continued_from:
            return [None]
        found: list[Plate | None] = []
        for span in range(1, measures + 1):
            found += self._single(measures - span, span, measure, over_head=False)
            if 1 < span < measures:
                found += self._single(0, span, measure, over_head=False)
        found += self._single(0, measures, measure, over_head=True)
        if len(images) > 1:
            found += self._galleries(measures, measure)
        return found

    def _single(self, column: int, span: int, measure: float, *, over_head: bool) -> Iterator[Plate]:
        """Yield the copy's first picture over some text columns, in several heights."""
        image = self._copy.article.images[0]
        width = span * (measure + self._grid.em) - self._grid.em
        caption, leading = self._captioner.caption(image, width), self._grid.leading
        white = (OVER + BELOW + (BETWEEN if caption.lines else 0.0)) * leading + caption.height
        natural = width * image.height / max(image.width, 1)
        most = max(self._rows * _HIGHEST * leading - white, leading)
        for rows in self._row_counts(image, natural, white, most):
            height = rows * leading - white
            crop = abs(height - natural) / max(height, natural)
            shown = width
            if not croppable(image) or crop > CROP:
                # What may not be cropped is set at its own proportions, narrower where it would be too high.
                shown = width * min(natural, height, most) / natural
                height, crop = min(natural, height, most), 0.0
                if span > 1 and shown < width * _FLUSH:
                    continue
            y = OVER * leading
            picture = Pictured(
                image,
                (width - shown) / 2,
                y,
                shown,
                height,
                0.0,
                y + height + BETWEEN * leading,
                width,
                caption.lines,
            )
            yield Plate(
                pictures=(picture,),
                column=column,
                span=span,
                rows=rows,
                over_head=over_head,
                crop=crop,
                lead=caption.lead,
            )

    def _galleries(self, measures: int, measure: float) -> Iterator[Plate]:
        """Yield all pictures of the copy together, over the whole width of the module."""
        width = measures * (measure + self._grid.em) - self._grid.em
        most = self._rows * self._grid.leading * 0.9
        for gallery in galleries(self._copy.article.images, width, self._grid, self._captioner):
            if gallery.rows * self._grid.leading > most:
                continue
            for over_head in (False, True):
                yield Plate(
                    pictures=gallery.pictures, column=0, span=measures, rows=gallery.rows, over_head=over_head,
                    crop=gallery.crop, lead=self._captioner.lead, all_pictures=True,
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
