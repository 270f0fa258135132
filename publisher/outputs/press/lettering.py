"""The line that says what a sheet is, as outlines: type would add words to the page that the newspaper did not print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uharfbuzz as hb

if TYPE_CHECKING:
    from publisher.typeset.fonts import Face


class Lettering:
    """Draws letters of one face as paths."""

    def __init__(self, face: Face) -> None:
        self._face = hb.Face(hb.Blob.from_file_path(str(face.path)), face.index)
        self._font = hb.Font(self._face)

    def draw(self, text: str, x: float, y: float, size: float) -> bytes:
        """Return the operators that fill a text which begins at a point of its baseline; all in pt."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer)
        scale = size / self._face.upem
        pen = _Pen(scale)
        at = 0.0
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            pen.left, pen.foot = x + (at + position.x_offset) * scale, y + position.y_offset * scale
            self._font.draw_glyph_with_pen(info.codepoint, pen)
            at += position.x_advance
        return b" ".join([*pen.written, b"f"])


class _Pen:
    """Writes outlines as operators; a curve with one control point is raised to one with two."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._last = (0.0, 0.0)
        self.left = self.foot = 0.0
        self.written: list[bytes] = []

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the names are those of fontTools' pens
        self._write(b"m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._write(b"l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._write(b"c", *points)

    def qCurveTo(self, control: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        first, second = (
            (point[0] + 2 / 3 * (control[0] - point[0]), point[1] + 2 / 3 * (control[1] - point[1]))
            for point in (self._last, end)
        )
        self._write(b"c", first, second, end)

    def closePath(self) -> None:  # noqa: N802
        self.written.append(b"h")

    def endPath(self) -> None:  # noqa: N802
        """Leave a path open: filling closes it."""

    def _write(self, operator: bytes, *points: tuple[float, float]) -> None:
        self._last = points[-1]
        for x, y in points:
            self.written.append(b"%.2f %.2f" % (self.left + x * self._scale, self.foot + y * self._scale))
        self.written.append(operator)
