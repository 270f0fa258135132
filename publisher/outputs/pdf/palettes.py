"""Palettes 调色板: a picture of few colours is written as numbers of them, in a third of the bytes and without loss."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pydyf
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: The most that an index of eight bits can tell apart (PDF 32000-1, 8.6.6.3).
_MOST = 256
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Where a PNG says how many bits a number takes; of a few colours four, two, or one do.
_DEPTH = 24


def index(objects: Iterable[pydyf.Object]) -> None:
    """Give a palette to every picture among the objects of a file that has few colours; the painter knows none.

    Photographs, and pictures with transparent parts, stay as they are.
    """
    for item in objects:
        if isinstance(item, pydyf.Stream) and _may_be_drawn(item):
            _index(item)


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
        colours = picture.getcolors(_MOST)
        if colours is None:
            return
        found = sorted(colour for _, colour in colours if isinstance(colour, tuple))
        indexed = _numbered(picture, found)
    palette = bytes(value for colour in found for value in colour)
    indexed.putpalette(palette)
    target = BytesIO()
    indexed.save(target, "PNG", optimize=True)
    png = target.getvalue()
    bits = png[_DEPTH]
    item.extra["ColorSpace"] = pydyf.Array(["/Indexed", "/DeviceRGB", len(found) - 1, f"<{palette.hex()}>"])
    item.extra["DecodeParms"] = pydyf.Dictionary(
        {"Predictor": 15, "Columns": width, "BitsPerComponent": bits}
    )
    item.extra["BitsPerComponent"] = bits
    item.stream = [_lines(png)]


def _numbered(picture: Image.Image, colours: Sequence[tuple[int, ...]]) -> Image.Image:
    """Return a picture whose values are the numbers of its colours."""
    import numpy as np  # noqa: PLC0415 - only those who have such pictures wait for it

    values = np.asarray(picture).astype(np.uint32)
    codes = values[:, :, 0] << 16 | values[:, :, 1] << 8 | values[:, :, 2]
    known = np.array([red << 16 | green << 8 | blue for red, green, blue in colours], np.uint32)
    return Image.fromarray(np.searchsorted(known, codes).astype(np.uint8))


def _png(width: int, height: int, lines: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", lines) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _lines(png: bytes) -> bytes:
    """Return the compressed lines of a PNG, which a PDF takes as they are."""
    found, at = [], len(_SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        if png[at + 4 : at + 8] == b"IDAT":
            found.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return b"".join(found)
