"""Runs of operators that are passed on unread, where something in them matters after all: line widths, and the size of type."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from publisher.outputs.press.geometry import matrix, within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from publisher.outputs.press.geometry import Matrix

_WIDTH = re.compile(rb"(?<![^\s])([-+.\d]+)\s+w(?!\S)")
_PLACED = re.compile(rb"((?:[-+.\d]+\s+){6})Tm(?!\S)")
#: A short path of straight lines, and what paints it.
_SHORT = re.compile(rb"((?:[-+.\d]+\s+){2}m\s+(?:(?:[-+.\d]+\s+){2}l\s+){1,4})([Bf]\*?)(?!\S)")
_POINT = re.compile(rb"([-+.\d]+)\s+([-+.\d]+)\s+[ml]")


def thickness(scale: Matrix) -> float:
    """Return the least scale of a matrix, which is that of a line drawn across it."""
    a, b, c, d, _, _ = scale
    whole, across = a * a + b * b + c * c + d * d, a * d - b * c
    return math.sqrt(max(whole - math.sqrt(max(whole * whole - 4 * across * across, 0.0)), 0.0) / 2)


def with_widths(run: bytes, thickened: Callable[[float], float]) -> tuple[bytes, float | None]:
    """Return a run with other line widths, and the last of those that it asked for.

    Args:
        run: the operators.
        thickened: returns the width that a line gets.
    """
    found = None

    def replaced(match: re.Match[bytes]) -> bytes:
        nonlocal found
        found = float(match[1])
        return b"%s w" % number(thickened(found))

    return _WIDTH.sub(replaced, run), found


def without_empty_fills(run: bytes) -> bytes:
    """Return a run in which paths that enclose nothing are stroked at most.

    Filling one draws a line as thin as the device can, where none was meant: SVG fills unless it is told not to.
    """
    return _SHORT.sub(_filled, run)


def _filled(path: re.Match[bytes]) -> bytes:
    points = [(float(x), float(y)) for x, y in _POINT.findall(path[1])]
    area = sum(x * v - u * y for (x, y), (u, v) in zip(points, points[1:] + points[:1], strict=True))
    if abs(area) > 1e-6:
        return path[0]
    return path[1] + (b"S" if path[2][:1] == b"B" else b"n")


def shows(run: bytes) -> bool:
    """Tell whether a run shows text."""
    return b"Tj" in run or b"TJ" in run


def lines_of(run: bytes, placed: Matrix) -> Iterator[tuple[bytes, Matrix]]:
    """Yield the parts of a run that stand by one text matrix each, with that matrix; the first by the one given."""
    at = 0
    for found in _PLACED.finditer(run):
        if found.start() > at:
            yield run[at : found.start()].rstrip(), placed
        at, placed = found.start(), matrix(part.decode() for part in found[1].split())
    yield run[at:].rstrip(), placed


def last_placed(run: bytes, placed: Matrix) -> Matrix:
    """Return the text matrix that stands at the end of a run."""
    at = run.rfind(b"Tm")
    if at < 0:
        return placed
    found = list(_PLACED.finditer(run, max(run.rfind(b"Tm", 0, at), 0)))
    return matrix(part.decode() for part in found[-1][1].split()) if found else placed


def type_size(size: float, line: Matrix, placed: Matrix) -> float:
    """Return how high an em of type stands on the page, in pt.

    Args:
        size: the size that the font was chosen at.
        line: the text matrix.
        placed: the matrix of what the text stands in.
    """
    _, _, across, up, _, _ = within(line, placed)
    return abs(size) * math.hypot(across, up)


def number(value: float) -> bytes:
    """Write a number as short as it can be told."""
    return b"%s" % (f"{value:.4f}".rstrip("0").rstrip(".") or "0").encode()
