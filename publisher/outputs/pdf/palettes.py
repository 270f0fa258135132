"""Palettes 调色板: a picture of few colours is written as numbers of them, in a third of the bytes and without loss."""

from __future__ import annotations

import hashlib
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pydyf
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

#: The most that an index of eight bits can tell apart (PDF 32000-1, 8.6.6.3).
_MOST = 256
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Where a PNG says how large it is, and how many bits a number takes; of a few colours four, two, or one do.
_SIZE, _DEPTH = 16, 24
#: Lines of a picture that are numbered at a time.
_STRIP = 64


def numbered(file: Path) -> bytes | None:
    """Return a picture as a PNG with a palette, upright; nothing for those that stay as they are.

    These are photographs, pictures of more colours or of greys, and those with transparent parts.
    """
    with Image.open(file) as opened:
        if opened.format in {"JPEG", "MPO"} or "transparency" in opened.info:
            return None
        picture = ImageOps.exif_transpose(opened)
        # The painter would make colours of these.
        return _with_palette(picture.convert("RGB") if picture.mode in {"1", "P", "I"} else picture)


def index(objects: Iterable[pydyf.Object]) -> None:
    """Give a palette to every picture among the objects of a file that has few colours: those within drawings and styles."""
    for item in objects:
        if isinstance(item, pydyf.Stream) and _may_be_drawn(item):
            _index(item)


class Numbered:
    """A picture with a palette, as WeasyPrint knows pictures, of which it knows none with palettes.

    Args:
        address: at which the painter calls for it.
        png: the picture.
    """

    def __init__(self, address: str, png: bytes) -> None:
        self.id = hashlib.md5(address.encode(), usedforsecurity=False).hexdigest()
        self._png = png
        self._width, self._height = struct.unpack_from(">II", png, _SIZE)

    def get_intrinsic_size(self, resolution: float, _font_size: float) -> tuple[float, float, float]:
        """Return its width and height in CSS pixels, and their ratio."""
        return self._width / resolution, self._height / resolution, self._width / self._height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:  # noqa: ANN401
        """Draw it in a size."""
        name = stream.add_image(self, style["image_rendering"] == "auto", 1)
        stream.transform(width, 0, 0, -height, 0, height)
        stream.draw_x_object(name)

    def get_x_object(self, interpolate: bool, _ratio: float) -> pydyf.Stream:
        """Return it as an object of the PDF."""
        item = pydyf.Stream([], pydyf.Dictionary({
            "Type": "/XObject", "Subtype": "/Image", "Width": self._width, "Height": self._height,
            "ColorSpace": None, "BitsPerComponent": 8, "Interpolate": "true" if interpolate else "false",
            "Filter": "/FlateDecode",
        }))  # fmt: skip
        _describe(item, self._png)
        return item


def _may_be_drawn(item: pydyf.Stream) -> bool:
    extra = item.extra
    return (
        extra.get("Subtype") == "/Image"
        and extra.get("Filter") == "/FlateDecode"
        and extra.get("ColorSpace") == "/DeviceRGB"
        and "SMask" not in extra
    )


def _index(item: pydyf.Stream) -> None:
    width, height = item.extra["Width"], item.extra["Height"]
    data = b"".join(part if isinstance(part, bytes) else part.data for part in item.stream)
    # The painter writes the lines of a PNG as they are, so that a PNG they become again.
    with Image.open(BytesIO(_png(width, height, data))) as picture:
        png = _with_palette(picture)
    if png:
        _describe(item, png)


def _with_palette(picture: Image.Image) -> bytes | None:
    colours = picture.getcolors(_MOST) if picture.mode == "RGB" else None
    if colours is None:
        return None
    found = sorted(colour for _, colour in colours if isinstance(colour, tuple))
    made = _numbers(picture, found)
    made.putpalette(bytes(value for colour in found for value in colour))
    target = BytesIO()
    made.save(target, "PNG", optimize=True)
    return target.getvalue()


def _describe(item: pydyf.Stream, png: bytes) -> None:
    """Let a picture of a PDF be a PNG that has a palette."""
    chunks = list(_chunks(png))
    palette = dict(chunks)[b"PLTE"]
    bits = png[_DEPTH]
    item.extra["ColorSpace"] = pydyf.Array(
        ["/Indexed", "/DeviceRGB", len(palette) // 3 - 1, f"<{palette.hex()}>"]
    )
    item.extra["DecodeParms"] = pydyf.Dictionary(
        {"Predictor": 15, "Columns": item.extra["Width"], "BitsPerComponent": bits}
    )
    item.extra["BitsPerComponent"] = bits
    item.stream = [b"".join(data for name, data in chunks if name == b"IDAT")]


def _numbers(picture: Image.Image, colours: Sequence[tuple[int, ...]]) -> Image.Image:
    """Return a picture whose values are the numbers of its colours."""
    import numpy as np  # noqa: PLC0415 - only those who have such pictures wait for it

    known = np.array([red << 16 | green << 8 | blue for red, green, blue in colours], np.uint32)
    width, height = picture.size
    numbers = np.empty((height, width), np.uint8)
    # A large picture whole would take twenty bytes for each of its pixels.
    for top in range(0, height, _STRIP):
        strip = np.asarray(picture.crop((0, top, width, min(top + _STRIP, height)))).astype(np.uint32)
        codes = strip[:, :, 0] << 16 | strip[:, :, 1] << 8 | strip[:, :, 2]
        numbers[top : top + _STRIP] = np.searchsorted(known, codes)
    return Image.fromarray(numbers)


def _png(width: int, height: int, lines: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += length + 12
