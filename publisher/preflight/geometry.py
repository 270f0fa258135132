"""Matrices and boxes of a PDF (ISO 32000-2, 8.3): points in pt, y upwards."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

#: a, b, c, d, e, f: (x, y) goes to (a x + c y + e, b x + d y + f).
Matrix: TypeAlias = tuple[float, float, float, float, float, float]

UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
#: Points to a millimetre.
MM = 72 / 25.4
#: Whatever lies beyond is nowhere on any paper.
_FAR = 1e7


class Box(NamedTuple):
    """A rectangle by its lower left and upper right corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Its width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height."""
        return self.top - self.bottom

    def holds(self, other: Box, slack: float = 0.01) -> bool:
        """Tell whether another lies within, but for what rounding does."""
        return (
            self.left <= other.left + slack
            and self.bottom <= other.bottom + slack
            and self.right >= other.right - slack
            and self.top >= other.top - slack
        )

    def common(self, other: Box) -> Box | None:
        """Return what both share, or None where they only touch or lie apart; a line without width is shared."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right, top = min(self.right, other.right), min(self.top, other.top)
        if left > right or bottom > top:
            return None
        return Box(left, bottom, right, top)

    def grown(self, by: float) -> Box:
        """Return the box larger by so much on all sides."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


#: Where nothing is seen.
NOWHERE = Box(_FAR, _FAR, _FAR, _FAR)
EVERYWHERE = Box(-_FAR, -_FAR, _FAR, _FAR)


def times(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does one thing and then the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def place(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Return where a point goes; what is no number, or off any paper, goes to its edge."""
    a, b, c, d, e, f = matrix
    return _near(a * x + c * y + e), _near(b * x + d * y + f)


def _near(value: float) -> float:
    # The comparison is false for what is not a number.
    return value if -_FAR < value < _FAR else _FAR


def box_of(matrix: Matrix, box: Box) -> Box:
    """Return the upright box around a box that was transformed."""
    return around(
        place(matrix, x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)
    )  # fmt: skip


def around(points: Iterable[tuple[float, float]]) -> Box:
    """Return the upright box around points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


def scale(matrix: Matrix) -> float:
    """Return the least scale of a matrix, which is that of a line across it."""
    a, b, c, d, _, _ = matrix
    whole, across = a * a + b * b + c * c + d * d, a * d - b * c
    if not math.isfinite(whole):
        return 0.0
    # The lesser singular value of the 2 × 2 part.
    return math.sqrt(max(0.0, (whole - math.sqrt(max(0.0, whole * whole - 4 * across * across))) / 2))
