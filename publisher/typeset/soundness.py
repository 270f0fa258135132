"""Whether a font file is whole 字体文件是否完整: every table within it, and outlines that can be read and cut down.

HarfBuzz opens a file that was cut short without a word, and shows what it cannot find as nothing.
"""

from __future__ import annotations

import struct

import uharfbuzz as hb

#: So many glyphs of a font, spread over all of it, are read and cut out; a Chinese one has tens of thousands.
_TRIED = 64
#: Tables that only those need who break lines; they cost much to cut down, and hold no outlines.
_UNTRIED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "VORG", "vhea", "vmtx")
_COLLECTION = b"ttcf"


def whole(data: bytes, index: int = 0) -> bool:
    """Tell whether a font file, OpenType or TrueType, is whole; in a collection, the font at a place of it."""
    try:
        within = all(start + size <= len(data) for start, size in tables(data, index).values())
        return within and _can_be_drawn(data, index)
    except (struct.error, RuntimeError, ValueError, hb.HarfBuzzError):
        return False


def tables(data: bytes, index: int = 0) -> dict[bytes, tuple[int, int]]:
    """Return where the tables of a font begin, and their sizes.

    Raises:
        struct.error: the file does not hold as many as it says.
    """
    at = struct.unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == _COLLECTION else 0
    (count,) = struct.unpack_from(">H", data, at + 4)
    found = (struct.unpack_from(">4s4xII", data, at + 12 + 16 * number) for number in range(count))
    return {tag: (start, size) for tag, start, size in found}


def _can_be_drawn(data: bytes, index: int) -> bool:
    face = hb.Face(hb.Blob(data), index)
    count = face.glyph_count
    tried = range(0, count, max(1, count // _TRIED))
    font = hb.Font(face)
    if not count or any(font.get_glyph_extents(glyph) is None for glyph in tried):
        return False
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(tried)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _UNTRIED)
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE
    return bool(hb.subset(face, wanted).blob.data)
