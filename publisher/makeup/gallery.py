"""Galleries 组图: several pictures of one story together, one of them the largest by far, their edges flush."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from publisher.makeup.shape import Pictured
from publisher.typeset.galley import set_caption

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.makeup.grid import Grid
    from publisher.model import Image
    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter

#: Rows of white over a picture, between it and its caption, and below both.
OVER, BETWEEN, BELOW = 0.2, 0.15, 0.4
#: White between pictures of a gallery, in em.
_GAP = 0.6
#: So many pictures at most stand in one row below the largest.
_IN_ROW = 4
#: The share of the width that the smaller pictures take where they stand beside the largest.
_NARROWEST, _WIDEST = 0.22, 0.45
#: So many pictures at most stand in a row without a larger one.
_ABREAST = 3
#: A row below the largest picture is at most so much of its height.
_LOWER = 0.75
#: Rows by which the largest picture's height is tried higher and lower.
_TRIED = (0, 1, -1, 2, -2)
#: The share of a photograph that may be cut off to make it end on a row; drawings are never cropped.
CROP = 0.09


class Caption(NamedTuple):
    """A caption's lines, and its height and line height in pt."""

    lines: tuple[Line, ...]
    height: float
    lead: float


class Captioner:
    """Sets captions, each once for a width."""

    def __init__(self, setter: Setter) -> None:
        self._setter = setter
        self._known: dict[tuple[Image, float], Caption] = {}

    @property
    def lead(self) -> float:
        """The line height of captions, in pt."""
        voice = self._setter.book.caption
        return voice.size * voice.line

    def caption(self, image: Image, width: float) -> Caption:
        """Return a picture's caption in a width (pt)."""
        key = (image, round(width, 2))
        if key not in self._known:
            lines = set_caption(image, self._setter, width)
            self._known[key] = Caption(lines, len(lines) * self.lead, self.lead)
        return self._known[key]


class Gallery(NamedTuple):
    """Pictures at their places, and the rows that they take together."""

    pictures: tuple[Pictured, ...]
    rows: int
    crop: float


class _Cell(NamedTuple):
    """A picture and its caption at a place, in pt."""

    image: Image
    x: float
    y: float
    width: float
    height: float
    caption: Caption

    def foot(self, between: float) -> float:
        return self.y + self.height + (between + self.caption.height if self.caption.lines else 0.0)


def galleries(images: Sequence[Image], width: float, grid: Grid, captioner: Captioner) -> Iterator[Gallery]:
    """Yield the ways to show all pictures of a story in a width (pt), each in several heights.

    The first picture is the largest; the others stand in rows below it, or two or three of them in a column beside it. Two or
    three may also stand in one row, as high as each other.
    """
    for layout in (_below, _beside, _abreast):
        cells = layout(images, width, grid, captioner)
        # No picture is narrower than a column.
        if cells and min(cell.width for cell in cells) >= grid.span(1) * 0.9:
            yield from _fitted(cells, grid)


def _fitted(cells: list[_Cell], grid: Grid) -> Iterator[Gallery]:
    """Make the gallery end on a row by the height of its largest picture, and what stands lower with it.

    Where that would cut off more than a sliver, or something of a drawing, the pictures stay as they are over a little white.
    """
    leading, between = grid.leading, BETWEEN * grid.leading
    first = cells[0]
    foot = max(cell.foot(between) for cell in cells) + BELOW * leading
    whole = math.ceil(foot / leading - 0.02)
    beside = [cell for cell in cells[1:] if cell.x > first.x + first.width * 0.98]
    found = False
    for more in _TRIED:
        rows = whole + more
        placed = [_stretched(cell, first, rows * leading - foot, beside) for cell in cells]
        crops = [_cut_off(cell, other) for cell, other in zip(cells, placed, strict=True)]
        if (
            rows >= 1
            and max(crops) <= CROP
            and all(croppable(cell.image) for cell, crop in zip(cells, crops, strict=True) if crop)
        ):
            found = True
            yield Gallery(tuple(_pictured(cell, between) for cell in placed), rows, max(crops))
    if not found:
        yield Gallery(tuple(_pictured(cell, between) for cell in cells), whole, 0.0)


def _cut_off(cell: _Cell, other: _Cell) -> float:
    """Return the share of a picture that is cut off where its cell is higher or lower than it was."""
    low, high = sorted((cell.height, other.height))
    return 1.0 - max(low, 0.0) / high


def croppable(image: Image) -> bool:
    """Tell whether a sliver of a picture may be cut off: of a photograph, never of a drawing 示意图."""
    return image.crop and image.media_type != "image/svg+xml"


def _stretched(cell: _Cell, first: _Cell, added: float, beside: list[_Cell]) -> _Cell:
    """Return a cell where the first one is higher by ``added``: lower on the page, or a share higher where it stands beside."""
    if cell.y == first.y and cell.height == first.height:
        return cell._replace(height=cell.height + added)
    if cell in beside:
        share = added / len(beside)
        return cell._replace(y=cell.y + share * beside.index(cell), height=cell.height + share)
    return cell._replace(y=cell.y + added)


def _pictured(cell: _Cell, between: float) -> Pictured:
    below = cell.y + cell.height + between
    return Pictured(
        cell.image, cell.x, cell.y, cell.width, cell.height, cell.x, below, cell.width, cell.caption.lines
    )


def _below(images: Sequence[Image], width: float, grid: Grid, captioner: Captioner) -> list[_Cell]:
    """Place the first picture over the whole width, the others in rows of one height below it."""
    between, gap = BETWEEN * grid.leading, _GAP * grid.em
    first = images[0]
    cells = [
        _Cell(first, 0.0, OVER * grid.leading, width, width / _ratio(first), captioner.caption(first, width))
    ]
    others = list(images[1:])
    lines = math.ceil(len(others) / _IN_ROW)
    for number in range(lines):
        row = others[number * len(others) // lines : (number + 1) * len(others) // lines]
        top = max(cell.foot(between) for cell in cells) + gap
        height = (width - gap * (len(row) - 1)) / sum(_ratio(image) for image in row)
        if height > cells[0].height * _LOWER:
            # A lone one, or two upright ones, would rival the first.
            return []
        x = 0.0
        for image in row:
            wide = height * _ratio(image)
            cells.append(_Cell(image, x, top, wide, height, captioner.caption(image, wide)))
            x += wide + gap
    return cells


def _beside(images: Sequence[Image], width: float, grid: Grid, captioner: Captioner) -> list[_Cell]:
    """Place two or three pictures in a column at the right of the first, together as high as it; nothing where they do not fit."""
    first, others = images[0], images[1:]
    if not 2 <= len(others) <= 3:
        return []
    between, gap, top = BETWEEN * grid.leading, _GAP * grid.em, OVER * grid.leading
    narrow = width / 3
    # Captions take more lines the narrower they are, so the widths are found in a few steps.
    for _ in range(3):
        captions = [captioner.caption(image, narrow) for image in others]
        own = captioner.caption(first, width - gap - narrow)
        fixed = (
            sum(item.height + between for item in captions) + gap * (len(others) - 1) - own.height - between
        )
        room = (width - gap) / _ratio(first) - fixed
        narrow = room / (1 / _ratio(first) + sum(1 / _ratio(image) for image in others))
        if not _NARROWEST * width <= narrow <= _WIDEST * width:
            return []
    wide = width - gap - narrow
    cells = [_Cell(first, 0.0, top, wide, wide / _ratio(first), captioner.caption(first, wide))]
    y = top
    for image in others:
        cell = _Cell(image, wide + gap, y, narrow, narrow / _ratio(image), captioner.caption(image, narrow))
        cells.append(cell)
        y = cell.foot(between) + gap
    return cells


def _abreast(images: Sequence[Image], width: float, grid: Grid, captioner: Captioner) -> list[_Cell]:
    """Place two or three pictures in one row, as high as each other."""
    if len(images) > _ABREAST:
        return []
    gap = _GAP * grid.em
    height = (width - gap * (len(images) - 1)) / sum(_ratio(image) for image in images)
    cells: list[_Cell] = []
    x = 0.0
    for image in images:
        wide = height * _ratio(image)
        cells.append(_Cell(image, x, OVER * grid.leading, wide, height, captioner.caption(image, wide)))
        x += wide + gap
    return cells


def _ratio(image: Image) -> float:
    return image.width / max(image.height, 1)
