"""Pictures of a PDF: their colour space, and how many pixels of them are printed to the inch."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from publisher.preflight.colours import GRAY, UNKNOWN, Space, space
from publisher.preflight.streams import filters

if TYPE_CHECKING:
    from publisher.preflight.geometry import Matrix
    from publisher.preflight.lexer import Inline
    from publisher.pressroom import Limits

#: A picture so small is a plain colour or a gradient, stretched on purpose.
_PLAIN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture.

    Attributes:
        width, height: its pixels.
        space: its colour space.
        bits: to a component.
        mask: it is a stencil through which the current colour is painted.
        soft: it has a soft mask, which is transparency.
    """

    width: int
    height: int
    space: Space
    bits: int = 8
    mask: bool = False
    soft: bool = False

    def ppi(self, matrix: Matrix, unit: float) -> float | None:
        """Return the pixels to the printed inch in the direction that has fewer, None for what is no picture to the eye."""
        a, b, c, d = matrix[:4]
        across, up = math.hypot(a, b) * unit / 72, math.hypot(c, d) * unit / 72
        if min(self.width, self.height) <= _PLAIN or min(across, up) <= 0:
            return None
        return min(self.width / across, self.height / up)


def external(image: Any, resources: Any) -> Picture:  # noqa: ANN401 - objects of a PDF
    """Read an image XObject (ISO 32000-2, 8.9.5)."""
    mask = image.get("/ImageMask") is True
    found = GRAY if mask else space(image.get("/ColorSpace"), resources)
    if found is UNKNOWN and "/JPXDecode" in filters(image) and "/ColorSpace" not in image:
        found = _jpeg_2000(image)
    inside = image.get("/SMaskInData")
    return Picture(
        width=_count(image.get("/Width")), height=_count(image.get("/Height")), space=found,
        bits=1 if mask else _count(image.get("/BitsPerComponent"), 8), mask=mask,
        soft=isinstance(image.get("/SMask"), pikepdf.Stream) or (isinstance(inside, int) and inside > 0),
    )  # fmt: skip


def _jpeg_2000(image: Any) -> Space:  # noqa: ANN401
    """Return the space that JPEG 2000 tells itself: ``colr`` boxes of enumerated spaces (ISO 15444-1, I.5.3.3)."""
    head = bytes(image.read_raw_bytes()[:4096])
    at = head.find(b"colr\x01")
    code = int.from_bytes(head[at + 7 : at + 11], "big") if at >= 0 else 0
    kinds = {12: ("cmyk", 4), 16: ("rgb", 3), 17: ("gray", 1), 18: ("rgb", 3)}
    kind, count = kinds.get(code, ("unknown", 1))
    return Space(kind, "JPEG 2000", count)


def inline(image: Inline, resources: Any) -> Picture:  # noqa: ANN401
    """Read an inline image, whose keys may be shortened (8.9.7)."""
    keys = image.keys

    def key(short: str, full: str) -> object:
        return keys.get(short, keys.get(full))

    named = key("/CS", "/ColorSpace")
    mask = key("/IM", "/ImageMask") == 1.0
    found = space(named, resources) if isinstance(named, str) else _palette(named)
    return Picture(
        width=_count(key("/W", "/Width")), height=_count(key("/H", "/Height")), space=GRAY if mask else found,
        bits=1 if mask else _count(key("/BPC", "/BitsPerComponent"), 8), mask=mask,
    )  # fmt: skip


def _palette(written: object) -> Space:
    """Return the base of an indexed space as it stands in the content."""
    if isinstance(written, bytes):
        for word in (b"/RGB", b"/DeviceRGB", b"/CMYK", b"/DeviceCMYK", b"/G", b"/DeviceGray"):
            if word in written:
                return space(word.decode())
    return UNKNOWN


def _count(found: object, otherwise: int = 0) -> int:
    try:
        return max(0, min(1 << 30, int(found)))  # type: ignore[call-overload,no-any-return]
    except (TypeError, ValueError, ArithmeticError):
        return otherwise


def verdict(picture: Picture, ppi: float, limits: Limits) -> tuple[str, float]:
    """Return the rule that a picture breaks at a resolution, and the limit that it names; an empty rule if none."""
    # Half a pixel more or less is what rounding does to a picture scaled to exactly the limit.
    ppi += 0.5
    if picture.bits == 1:
        return ("F-024", limits.bitmap_resolution) if ppi < limits.bitmap_resolution else ("", 0)
    if ppi < limits.resolution:
        return "F-022", limits.resolution
    return ("F-023", limits.fair_resolution) if ppi < limits.fair_resolution else ("", 0)
