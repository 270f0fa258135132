"""Matrices (PDF 32000-1, 8.3.3) as six numbers, and lengths of paper in points."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
#: Points to a millimetre.
MM = 72 / 25.4


def matrix(values: Iterable[object]) -> Matrix:
    """Return six numbers as a matrix."""
    a, b, c, d, e, f = (float(str(value)) for value in values)
    return a, b, c, d, e, f


def within(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix of what is placed by ``inner`` in a space that is placed by ``outer``."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def inverse(placed: Matrix) -> Matrix:
    """Return the matrix that undoes another.

    Raises:
        ValueError: it flattens the plane, and cannot be undone.
    """
    a, b, c, d, e, f = placed
    area = a * d - b * c
    if not area:
        raise ValueError("a matrix without an inverse")
    return (d / area, -b / area, -c / area, a / area, (c * f - d * e) / area, (b * e - a * f) / area)


def size(placed: Matrix) -> tuple[float, float]:
    """Return the width and height that a unit square has when placed."""
    return math.hypot(placed[0], placed[1]), math.hypot(placed[2], placed[3])
