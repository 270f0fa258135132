"""What lies below the type: a coarse map of where a page is coloured, so that black type on white is left in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.preflight.geometry import Box, Matrix, place

if TYPE_CHECKING:
    from publisher.preflight.paths import Path
    from publisher.preflight.state import State

#: Side of a cell in pt, and how many of them a side of the map has at most.
_CELL, _MOST = 3.0, 1200
#: A path with more points is a drawing, and does not fill its box.
_POINTS = 40


class Ground:
    """A map of a page's cells: coloured, or white and black."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.cell = max(_CELL, box.width / _MOST, box.height / _MOST)
        self.columns = int(box.width / self.cell) + 1
        self.rows = int(box.height / self.cell) + 1
        self._cells = bytearray(self.columns * self.rows)

    def mark(self, box: Box, *, coloured: bool) -> None:
        """Note that a box was painted in colour, or in white, grey or black."""
        seen = self.box.common(box)
        if seen is None:
            return
        left, right = (int((x - self.box.left) / self.cell) for x in (seen.left, seen.right))
        low, high = (int((y - self.box.bottom) / self.cell) for y in (seen.bottom, seen.top))
        if not coloured:
            # White that covers a cell in part leaves it coloured.
            left, low, right, high = left + 1, low + 1, right - 1, high - 1
        width = right - left + 1
        if width <= 0:
            return
        row = bytes((int(coloured),)) * width
        for at in range(low, high + 1):
            self._cells[at * self.columns + left : at * self.columns + left + width] = row

    def fill(self, path: Path, state: State) -> None:
        """Note a path that was filled; frames and drawings are passed over, for they do not fill their boxes."""
        if path.curved or len(path.parts) > _POINTS or sum(map(len, path.parts)) > _POINTS:
            return
        if len(path.parts) == 2 and not any(path.thin(0)) and _framed(path):
            return
        box = path.box()
        common = state.clip.common(box) if box else None
        if common:
            self.mark(common, coloured=state.fill.coloured)

    def coloured(self, matrix: Matrix) -> bool:
        """Tell whether the place of a character is coloured: the middle of an em that a matrix puts on the page."""
        x, y = place(matrix, 0.4, 0.35)
        column, row = int((x - self.box.left) / self.cell), int((y - self.box.bottom) / self.cell)
        if not (0 <= column < self.columns and 0 <= row < self.rows):
            return False
        return bool(self._cells[row * self.columns + column])


def _framed(path: Path) -> bool:
    """Tell whether one of two parts lies within the other."""
    boxes = [
        Box(
            min(x for x, _ in part), min(y for _, y in part), max(x for x, _ in part), max(y for _, y in part)
        )
        for part in path.parts
        if part
    ]
    return len(boxes) == 2 and (boxes[0].holds(boxes[1], 0) or boxes[1].holds(boxes[0], 0))
