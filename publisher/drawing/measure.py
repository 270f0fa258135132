"""Widths of text without a typeface 估宽: estimates in em, on the safe side; lines broken by them.

A drawing is set in whatever face its reader has, so no font can be asked; labels must fit all the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NARROW = frozenset(" .,:;'!|()[]{}/\\`ijlItfr-")
_WIDE_LATIN = frozenset("mwMW@%&‰")
#: Marks that may not begin a line 避头 and that may not end one 避尾 (CLREQ, prohibition rules).
_NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’％‰℃·…—～!%),.:;?]}")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{#$￥¥")
#: What adding up fractions may err by, in em.
_SLACK = 1e-6
_WORD = re.compile(r"[0-9A-Za-zÀ-ɏͰ-ӿ.,:/%+\-–'’&#@_]+|\s+|.", re.DOTALL)


@lru_cache(maxsize=4096)
def _advance(char: str) -> float:
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc", "Cs"}:
        return 0.0
    if unicodedata.east_asian_width(char) in {"W", "F", "A"}:
        return 1.0
    if char in _NARROW or char.isspace():
        return 0.4
    if char in _WIDE_LATIN:
        return 0.98
    if char.isdigit():
        return 0.6
    return 0.75 if char.isupper() else 0.62


def em_width(text: str) -> float:
    """Return the estimated width of one line of text in em: Han 1, digits and Latin between 0.4 and 0.98."""
    return sum(_advance(char) for char in text)


def wrap(text: str, measure: float) -> tuple[str, ...]:
    """Break text into lines of at most ``measure`` em; no character is lost but the space at a break.

    Words and numbers stay whole unless one alone is too long; closing marks never begin a line,
    opening marks never end one. A line break that was set is kept.
    """
    return tuple(line for part in text.splitlines() for line in _fill(_atoms(part), max(measure, 1.0)))


def balance(text: str, measure: float) -> tuple[str, ...]:
    """Break text into as many lines as ``wrap`` does, but of nearly one length: no stranded character."""
    lines = wrap(text, measure)
    if len(lines) < 2:
        return lines
    narrower = measure
    while narrower > 1.5:
        narrower -= 0.5
        found = wrap(text, narrower)
        if len(found) > len(lines) or max(map(em_width, found)) > narrower:
            break
        lines = found
    return lines


def longest_atom(text: str) -> float:
    """Return the width in em of the longest stretch that should not be broken."""
    return max((em_width(atom.strip()) for atom in _atoms(text)), default=0.0)


def _atoms(text: str) -> list[str]:
    """Part the text where a line may end: marks are bound to the characters that they belong to."""
    atoms: list[str] = []
    for token in _WORD.findall(text.strip()):
        bound = atoms and (
            token in _NOT_FIRST
            or atoms[-1][-1] in _NOT_LAST
            or unicodedata.category(token[0]).startswith("M")
        )
        if bound:
            atoms[-1] += token
        else:
            atoms.append(token)
    return atoms


def _fill(atoms: list[str], measure: float) -> list[str]:
    lines: list[str] = []
    line, width = "", 0.0
    for atom in _bounded(atoms, measure):
        advance = em_width(atom)
        if line and width + em_width(atom.rstrip()) > measure + _SLACK:
            lines.append(line.rstrip())
            line, width = "", 0.0
            if atom.isspace():
                continue
        line += atom
        width += advance
    if line.strip():
        lines.append(line.rstrip())
    return lines


def _bounded(atoms: list[str], measure: float) -> list[str]:
    """Cut the atoms that are longer than a whole line."""
    cut: list[str] = []
    for atom in atoms:
        if em_width(atom) <= measure + _SLACK:
            cut.append(atom)
            continue
        piece, width = "", 0.0
        for char in atom:
            advance = _advance(char)
            if piece and width + advance > measure:
                cut.append(piece)
                piece, width = "", 0.0
            piece += char
            width += advance
        cut.append(piece)
    return cut
