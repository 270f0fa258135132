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
#: What an inline image may write short (8.9.7, tables 91 and 92).
_SHORT = {"/BPC": "/BitsPerComponent", "/CS": "/ColorSpace", "/D": "/Decode", "/DP": "/DecodeParms", "/F": "/Filter",
          "/H": "/Height", "/IM": "/ImageMask", "/I": "/Interpolate", "/W": "/Width"}  # fmt: skip
_FILTERS = {"/AHx": "/ASCIIHexDecode", "/A85": "/ASCII85Decode", "/LZW": "/LZWDecode", "/Fl": "/FlateDecode",
            "/RL": "/RunLengthDecode", "/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode"}  # fmt: skip


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
    """Read an image XObject (ISO 32000-2, 8.9.5), or the keys of an inline image."""
    mask = image.get("/ImageMask") is True
    found = GRAY if mask else space(image.get("/ColorSpace"), resources)
    if (
        found is UNKNOWN
        and isinstance(image, pikepdf.Stream)
        and "/JPXDecode" in filters(image)
        and "/ColorSpace" not in image
    ):
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


def inline(image: Inline) -> pikepdf.Dictionary:
    """Return the keys of an inline image written out (8.9.7), so that it can be read as an external one is.

    Raises:
        ValueError: they are none.
    """
    try:
        keys = pikepdf.Object.parse(b"<<" + image.head + b">>")
    except (pikepdf.PdfError, RuntimeError) as error:
        raise ValueError(str(error)) from error
    made = pikepdf.Dictionary({_SHORT.get(key, key): value for key, value in keys.items()})
    if "/Filter" in made:
        made.Filter = pikepdf.Array([pikepdf.Name(_FILTERS.get(name, name)) for name in filters(made)])
    return made


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
