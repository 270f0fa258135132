"""The programs 字体程序 of embedded fonts: whether a reader can draw by them (ISO 32000-2, 9.9).

A PDF may hold four kinds, which tell themselves apart by how they begin: TrueType and OpenType, bare CFF, and Type 1.
"""

from __future__ import annotations

import re
import struct
from itertools import pairwise

import uharfbuzz as hb

from publisher.typeset.soundness import tables

_SFNT = frozenset({b"\0\1\0\0", b"true", b"OTTO"})
#: What readers draw a TrueType glyph by; they read widths elsewhere, and the rest not at all.
_DRAWN = frozenset({b"glyf", b"loca", b"head", b"maxp"})
_CFF = b"CFF "
#: So many glyphs are read, spread over all of them.
_TRIED = 64
#: The operators of a Top DICT that are numbers of two bytes begin with this; where the glyphs lie is told by this one.
_ESCAPE, _CHAR_STRINGS = 12, 17
#: What encrypts a Type 1 program (Adobe Type 1 Font Format, 7.1), and how many bytes it begins with that mean nothing.
_KEY, _FACTOR, _TERM, _SALT = 55665, 52845, 22719, 4
_HEXADECIMAL = re.compile(rb"[0-9A-Fa-f\s]{8}")
#: What ends the dictionary of the glyphs, of which one may be called endash.
_ENDED = re.compile(rb"\send\s")
#: A file of segments (Adobe Technical Note 5040) puts a head of so many bytes before each of them.
_SEGMENT = 6


def broken(data: bytes) -> bool:
    """Tell whether a font program cannot be drawn by."""
    try:
        if data[:4] in _SFNT:
            return not _outlines(data)
        if data[:1] == b"\1":
            return not _compact(data)
        return not _type1(data)
    except (struct.error, IndexError, ValueError, RuntimeError, hb.HarfBuzzError):
        return True


def _outlines(data: bytes) -> bool:
    """Tell whether a TrueType or OpenType file has its outlines."""
    found = tables(data)
    if _CFF in found:
        start, size = found[_CFF]
        return start + size <= len(data) and _compact(data[start : start + size])
    if not found.keys() >= _DRAWN or any(sum(found[tag]) > len(data) for tag in _DRAWN):
        return False
    face = hb.Face(hb.Blob(data))
    font, count = hb.Font(face), face.glyph_count
    tried = range(0, count, max(1, count // _TRIED))
    return any(font.get_glyph_extents(glyph) is not None for glyph in tried)


def _compact(data: bytes) -> bool:
    """Tell whether a CFF (Adobe Technical Note 5176) has its glyphs."""
    at = data[2]
    _, at = _index(data, at)
    tops, at = _index(data, at)
    # Strings and global subroutines follow.
    for _ in range(2):
        _, at = _index(data, at)
    glyphs, _ = _index(data, _char_strings(data[tops[0] : tops[1]]))
    return len(glyphs) > 1 and all(size > 0 for size in _sizes(glyphs))


def _index(data: bytes, at: int) -> tuple[list[int], int]:
    """Read an INDEX: return where its items begin, with the end of the last, and what follows it.

    Raises:
        ValueError: it does not lie within the data.
    """
    (count,) = struct.unpack_from(">H", data, at)
    if not count:
        return [], at + 2
    width = data[at + 2]
    base = at + 2 + width * (count + 1)
    if not 1 <= width <= 4 or base >= len(data):
        raise ValueError(at)
    offsets = data[at + 3 : base + 1]
    found = [
        base + int.from_bytes(offsets[place : place + width], "big")
        for place in range(0, len(offsets), width)
    ]
    if found[-1] > len(data) or min(_sizes(found)) < 0 or found[0] != base + 1:
        raise ValueError(at)
    return found, found[-1]


def _sizes(places: list[int]) -> list[int]:
    return [end - start for start, end in pairwise(places)]


def _char_strings(top: bytes) -> int:
    """Return where a Top DICT says that the glyphs lie.

    Raises:
        ValueError: it does not say.
    """
    at, last = 0, 0
    while at < len(top):
        first = top[at]
        if first == _CHAR_STRINGS:
            return last
        size = {28: 3, 29: 5, _ESCAPE: 2}.get(first, 2 if 247 <= first <= 254 else 1)
        if first == 30:
            # A decimal number, up to a half byte of ones.
            while top[at + size] & 0xF != 0xF:
                size += 1
            size += 1
        elif first in {28, 29}:
            last = int.from_bytes(top[at + 1 : at + size], "big", signed=True)
        elif 247 <= first <= 250:
            last = (first - 247) * 256 + top[at + 1] + 108
        elif 32 <= first <= 246:
            last = first - 139
        at += size
    raise ValueError(top)


def _type1(data: bytes) -> bool:
    """Tell whether a Type 1 program has its glyphs to their end."""
    if data[:1] == b"\x80":
        data = _joined(data)
    head, mark, coded = data.partition(b"eexec")
    if not head.lstrip().startswith(b"%!") or not mark:
        return False
    coded = coded.lstrip(b" \t\r\n")
    if _HEXADECIMAL.match(coded):
        digits = b"".join(re.split(rb"[^0-9A-Fa-f\s]", coded, maxsplit=1)[0].split())
        coded = bytes.fromhex(digits[: len(digits) & ~1].decode("ascii"))
    _, mark, glyphs = _decrypted(coded).partition(b"/CharStrings")
    return bool(mark) and bool(_ENDED.search(glyphs))


def _joined(data: bytes) -> bytes:
    parts, at = [], 0
    while data[at : at + 1] == b"\x80" and data[at + 1] in {1, 2}:
        (size,) = struct.unpack_from("<I", data, at + 2)
        parts.append(data[at + _SEGMENT : at + _SEGMENT + size])
        at += _SEGMENT + size
    return b"".join(parts)


def _decrypted(coded: bytes) -> bytes:
    key, plain = _KEY, bytearray()
    for byte in coded:
        plain.append(byte ^ key >> 8)
        key = ((byte + key) * _FACTOR + _TERM) & 0xFFFF
    return bytes(plain[_SALT:])
