"""Outlines of the Compact Font Format (Adobe Technical Note 5176): glyphs that are there again, with more white behind them.

A charstring tells its width by how much it differs from what its font dictionary says. So a glyph is made wider by another
dictionary, and what draws it is the same to the byte: the copy stands behind the original, and compression makes it vanish.
"""

from __future__ import annotations

import struct
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Operators of dictionaries; those of two bytes are the second one, and a thousand two hundred.
_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _SUBRS, _DEFAULT, _NOMINAL = 15, 16, 17, 18, 19, 20, 21
_ROS, _COUNT, _FD_ARRAY, _FD_SELECT = 1230, 1234, 1236, 1237
_ESCAPE = 12
#: The number 0.
_ZERO = b"\x8b"
#: Strings with smaller numbers are the format's own.
_OWN_STRINGS = 391


def widened(cff: bytes, order: Sequence[tuple[int, int]], step: int) -> bytes:
    """Return a CFF table, keyed by CID, with its glyphs in some order.

    Args:
        cff: the table, of one font, whose charstrings call no subroutines: they would be another dictionary's.
        order: the number of each glyph there, and by how many steps it is wider here.
        step: in units of the font.
    """
    names, at = _items(cff, cff[2])
    tops, at = _items(cff, at)
    strings, _ = _items(cff, at)
    top = _operators(tops[0])
    charstrings, _ = _items(cff, _integers(top[_CHARSTRINGS])[0])
    if _ROS in top:
        dictionaries = [_operators(item) for item in _items(cff, _integers(top[_FD_ARRAY])[0])[0]]
        selected = _selected(cff, _integers(top[_FD_SELECT])[0], len(charstrings))
    else:
        # Only what is keyed by CID may have several font dictionaries.
        adobe = _OWN_STRINGS + len(strings)
        strings += [b"Adobe", b"Identity"]
        dictionaries, selected = [{_PRIVATE: top.pop(_PRIVATE)}], [0] * len(charstrings)
        top.pop(_ENCODING, None)
        top = {_ROS: _written(adobe, adobe + 1, 0), **top}
    kinds = sorted({(selected[glyph], steps) for glyph, steps in order})
    places = {kind: place for place, kind in enumerate(kinds)}
    privates = [_private(cff, dictionaries[number], steps * step) for number, steps in kinds]

    def parts(offsets: Sequence[int]) -> list[bytes]:
        """Return all that the table is made of; offsets are as long whatever they are."""
        named = dict(zip((_CHARSET, _FD_SELECT, _CHARSTRINGS, _FD_ARRAY), offsets[4:], strict=False))
        head = {**top, _COUNT: _written(len(order)), **{key: _written(at) for key, at in named.items()}}
        fonts = [
            _dictionary({**dictionaries[number], _PRIVATE: _written(len(private), begins)})
            for (number, _), private, begins in zip(kinds, privates, offsets[8:], strict=True)
        ]
        return [
            cff[: cff[2]],
            _index(names),
            _index([_dictionary(head)]),
            _index(strings) + _index([]),
            # Every glyph's CID is its number.
            struct.pack(">BHH", 2, 1, max(len(order) - 2, 0)),
            bytes([0, *(places[selected[glyph], steps] for glyph, steps in order)]),
            _index([charstrings[glyph] for glyph, _ in order]),
            _index(fonts),
            *privates,
        ]

    lengths = map(len, parts([0] * (8 + len(kinds))))
    return b"".join(parts([*accumulate(lengths, initial=0)][:-1]))


def _private(cff: bytes, dictionary: dict[int, bytes], more: int) -> bytes:
    """Return the private part of a font dictionary with widths that are so much more."""
    size, at = _integers(dictionary[_PRIVATE])
    private = _operators(cff[at : at + size])
    private.pop(_SUBRS, None)
    widths = {key: _written(_integers(private.get(key, _ZERO))[0] + more) for key in (_DEFAULT, _NOMINAL)}
    return _dictionary({**private, **widths})


def _selected(cff: bytes, at: int, count: int) -> list[int]:
    """Return the font dictionary of each glyph."""
    if cff[at] == 0:
        return list(cff[at + 1 : at + 1 + count])
    (ranges,) = struct.unpack_from(">H", cff, at + 1)
    firsts = [struct.unpack_from(">HB", cff, at + 3 + 3 * number) for number in range(ranges)]
    return [
        dictionary
        for (first, dictionary), (end, _) in pairwise([*firsts, (count, 0)])
        for _ in range(first, end)
    ]


def _items(data: bytes, at: int) -> tuple[list[bytes], int]:
    """Return the items of an index, and where it ends."""
    (count,) = struct.unpack_from(">H", data, at)
    if not count:
        return [], at + 2
    size = data[at + 2]
    base = at + 2 + (count + 1) * size
    ends = [
        base + int.from_bytes(data[place : place + size], "big") for place in range(at + 3, base + 1, size)
    ]
    return [data[begin:end] for begin, end in pairwise(ends)], ends[-1]


def _index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b"\x00\x00"
    ends = list(accumulate(map(len, items), initial=1))
    size = (ends[-1].bit_length() + 7) // 8
    offsets = b"".join(end.to_bytes(size, "big") for end in ends)
    return struct.pack(">HB", len(items), size) + offsets + b"".join(items)


def _operators(data: bytes) -> dict[int, bytes]:
    """Return the operands of each operator of a dictionary, as they are written."""
    found: dict[int, bytes] = {}
    at = begin = 0
    while at < len(data):
        # What begins with more is a number.
        if data[at] <= 21:
            end = at + (2 if data[at] == _ESCAPE else 1)
            found[data[at] if end == at + 1 else 1200 + data[at + 1]] = data[begin:at]
            at = begin = end
        else:
            at += _length(data, at)
    return found


def _dictionary(operators: dict[int, bytes]) -> bytes:
    return b"".join(
        operands + (bytes([key]) if key < 1200 else bytes([_ESCAPE, key - 1200]))
        for key, operands in operators.items()
    )


def _length(data: bytes, at: int) -> int:
    """Return how many bytes a number takes."""
    first = data[at]
    if first == 30:
        # A real number: its digits are nibbles, and one of ones ends it.
        end = at + 1
        while data[end] & 15 != 15 and data[end] >> 4 != 15:
            end += 1
        return end + 1 - at
    return {28: 3, 29: 5}.get(first, 1 if first < 247 else 2)


def _integers(operands: bytes) -> list[int]:
    found, at = [], 0
    while at < len(operands):
        length = _length(operands, at)
        found.append(_value(operands[at : at + length]))
        at += length
    return found


def _value(written: bytes) -> int:
    first = written[0]
    if first in {28, 29}:
        return int.from_bytes(written[1:], "big", signed=True)
    if first == 30:
        digits = written[1:].hex().partition("f")[0]
        for nibble, meaning in zip("ecba", ("-", "e-", "e", "."), strict=True):
            digits = digits.replace(nibble, meaning)
        return round(float(digits))
    if first < 247:
        return first - 139
    return (first - 247) * 256 + written[1] + 108 if first < 251 else (251 - first) * 256 - written[1] - 108


def _written(*values: int) -> bytes:
    """Return integers, each of five bytes."""
    return b"".join(b"\x1d" + value.to_bytes(4, "big", signed=True) for value in values)
