"""Glyphs that are there again, wider by some white behind them.

Who takes the words out of a PDF looks for spaces where a glyph does not begin where the one before it ends. White that
belongs to a glyph's width is no such place. In a PDF for archives the width that the file tells must be the font's own
(ISO 19005-3, 6.2.11.5), so the font has to hold such glyphs.
"""

from __future__ import annotations

import struct
from itertools import accumulate
from typing import TYPE_CHECKING

from publisher.outputs.pdf.cff import widened

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

#: A component that stands where it was drawn; its place is two bytes (OpenType, "glyf").
_IN_PLACE = 0x0002
#: What the words of a font file add up to, its own sum included (OpenType, "head").
_SUM = 0xB1B0AFBA


def widen(
    program: bytes, wider: Collection[tuple[int, int]], step: int
) -> tuple[bytes, dict[tuple[int, int], int]]:
    """Return a font file with further glyphs, and the number of each glyph in it, by its number before and its steps.

    Args:
        program: the font file; it has no tables but those that a PDF needs, which do not name glyphs.
        wider: the number of each further glyph, and by how many steps it is wider.
        step: in units of the font.
    """
    tables = _tables(program)
    (count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    plain, further = [(glyph, 0) for glyph in range(count)], sorted(wider)
    if b"CFF " in tables:
        # What is alike stands together, for compression looks no farther back than 32 KB.
        order = sorted(plain + further)
        tables[b"CFF "] = widened(tables[b"CFF "], order, step)
    else:
        # Glyphs are named by others that they are a part of: they keep their numbers.
        order = plain + further
        _refer(tables, [glyph for glyph, _ in further])
    _measure(tables, order, step)
    tables[b"maxp"] = _replaced(tables[b"maxp"], 4, ">H", len(order))
    return _file(program[:4], tables), {glyph: number for number, glyph in enumerate(order)}


def _refer(tables: dict[bytes, bytes], glyphs: Sequence[int]) -> None:
    """Add TrueType glyphs that are others once more."""
    kind, size = (">{}I", 1) if tables[b"head"][51] else (">{}H", 2)
    ends = [
        end * size for end in struct.unpack(kind.format(len(tables[b"loca"]) * size // 4), tables[b"loca"])
    ]
    outlines, added = tables[b"glyf"], []
    for glyph in glyphs:
        box = outlines[ends[glyph] : ends[glyph + 1]][2:10]
        # A space has no outline to refer to.
        added.append(struct.pack(">h8sHHbb", -1, box, _IN_PLACE, glyph, 0, 0) if box else b"")
    tables[b"glyf"] = outlines[: ends[-1]] + b"".join(added)
    places = [*ends[:-1], *accumulate(map(len, added), initial=ends[-1])]
    tables[b"loca"] = struct.pack(f">{len(places)}I", *places)
    tables[b"head"] = _replaced(tables[b"head"], 50, ">h", 1)
    points, contours, more_points, more_contours = struct.unpack_from(">4H", tables[b"maxp"], 6)
    elements, depth = struct.unpack_from(">2H", tables[b"maxp"], 28)
    most = (max(points, more_points), max(contours, more_contours))
    tables[b"maxp"] = _replaced(tables[b"maxp"], 10, ">2H", *most)
    tables[b"maxp"] = _replaced(tables[b"maxp"], 28, ">2H", max(elements, 1), depth + 1)


def _measure(tables: dict[bytes, bytes], order: Sequence[tuple[int, int]], step: int) -> None:
    """Write the widths of glyphs, and what stands left of them."""
    (told,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    metrics = tables[b"hmtx"]
    pairs = list(struct.iter_unpack(">Hh", metrics[: 4 * told]))
    # Of the last glyphs, all as wide as the one before them, only the left side is told.
    pairs += [(pairs[-1][0], left) for (left,) in struct.iter_unpack(">h", metrics[4 * told :])]
    wide = [(pairs[glyph][0] + steps * step, pairs[glyph][1]) for glyph, steps in order]
    tables[b"hmtx"] = b"".join(struct.pack(">Hh", *pair) for pair in wide)
    tables[b"hhea"] = _replaced(tables[b"hhea"], 10, ">H", max(width for width, _ in wide))
    tables[b"hhea"] = _replaced(tables[b"hhea"], 34, ">H", len(order))


def _replaced(table: bytes, at: int, kind: str, *values: int) -> bytes:
    return table[:at] + struct.pack(kind, *values) + table[at + struct.calcsize(kind) :]


def _tables(program: bytes) -> dict[bytes, bytes]:
    """Return the tables of a font file."""
    (count,) = struct.unpack_from(">H", program, 4)
    entries = [struct.unpack_from(">4s4xII", program, 12 + 16 * number) for number in range(count)]
    return {tag: program[at : at + size] for tag, at, size in entries}


def _file(kind: bytes, tables: dict[bytes, bytes]) -> bytes:
    """Return the font file of some tables."""
    power = 1 << (len(tables).bit_length() - 1)
    head = kind + struct.pack(
        ">4H", len(tables), 16 * power, power.bit_length() - 1, 16 * (len(tables) - power)
    )
    tables[b"head"] = _replaced(tables[b"head"], 8, ">I", 0)
    at, entries, padded = 12 + 16 * len(tables), [], []
    for tag, table in sorted(tables.items()):
        full = table + bytes(-len(table) % 4)
        entries.append(struct.pack(">4s3I", tag, _sum(full), at, len(table)))
        padded.append(full)
        at += len(full)
    whole = b"".join([head, *entries, *padded])
    place = whole.index(tables[b"head"], 12 + 16 * len(tables))
    return _replaced(whole, place + 8, ">I", (_SUM - _sum(whole)) % (1 << 32))


def _sum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) % (1 << 32)
