"""Paths as far as preflight looks at them: where they lie, and how thin what they enclose is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from publisher.preflight.geometry import Box, Matrix, around, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Corners of a shape that is still looked at as a line; drawings and letters have more.
_CORNERS = 9
#: A shape so many times as long as thick is a line.
_SLENDER = 6.0
#: Parts of a path that are looked at; the shapes of a map are not lines.
_PARTS = 400


class Path:
    """The path that is being made: its parts as points of the page in pt."""

    __slots__ = ("curved", "parts")

    def __init__(self) -> None:
        self.parts: list[list[tuple[float, float]]] = []
        self.curved = False

    def move(self, matrix: Matrix, x: float, y: float) -> None:
        """Begin a part."""
        self.parts.append([place(matrix, x, y)])

    def line(self, matrix: Matrix, *numbers: float) -> None:
        """Add the points of a line, or of a curve, whose control points hold it."""
        if not self.parts:
            self.parts.append([])
        self.parts[-1] += (place(matrix, x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False))

    def rectangle(self, matrix: Matrix, x: float, y: float, width: float, height: float) -> None:
        """Add a rectangle."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.parts.append([place(matrix, *corner) for corner in corners])

    def box(self) -> Box | None:
        """Return the box around the path, or None where there is none."""
        points = [point for part in self.parts for point in part]
        return around(points) if points else None

    def thin(self, below: float) -> Iterator[tuple[float, Box]]:
        """Yield the lines that filling the path draws, thinner than ``below``: each its thickness and box.

        A rule is often no stroke but a filled rectangle, and a frame the room between two rectangles.
        """
        if self.curved or not 0 < len(self.parts) <= _PARTS:
            return
        boxes = []
        for part in self.parts:
            if len(part) < 2:
                continue
            box = around(part)
            boxes.append(box)
            if len(part) <= _CORNERS:
                thickness = _thickness(part, box)
                if thickness < below and max(box.width, box.height) >= max(1.0, _SLENDER * thickness):
                    yield thickness, box
        for outer, inner in pairwise(boxes):
            yield from _ring(outer, inner, below)


def _ring(one: Box, other: Box, below: float) -> Iterator[tuple[float, Box]]:
    outer, inner = (one, other) if one.holds(other, 0) else (other, one)
    if not outer.holds(inner, 0) or min(inner.width, inner.height) <= below:
        return
    sides = (
        inner.left - outer.left, inner.bottom - outer.bottom, outer.right - inner.right, outer.top - inner.top
    )  # fmt: skip
    thin = [side for side in sides if 1e-6 < side < below]
    if thin:
        yield min(thin), outer


def _thickness(points: Sequence[tuple[float, float]], box: Box) -> float:
    """Return how thick a shape is, which for a long one is twice its area to its perimeter."""
    upright = all(x in {box.left, box.right} and y in {box.bottom, box.top} for x, y in points)
    if upright:
        return min(box.width, box.height)
    area = perimeter = 0.0
    for (x, y), (u, v) in zip(points, (*points[1:], points[0]), strict=True):
        area += x * v - u * y
        perimeter += ((u - x) ** 2 + (v - y) ** 2) ** 0.5
    return abs(area) / perimeter if perimeter else 0.0
