"""Vertical headlines 竖题: columns of upright characters, to be read downwards and from right to left.

Every character has a cell of a full em (CLREQ, "Vertical writing mode"). Marks take their vertical forms (OpenType ``vert``);
figures of two digits stand upright side by side 纵中横; Latin words and longer figures lie on their side.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from publisher.model import Run
from publisher.typeset.atoms import MISSING, Atom, AtomKind, TextStyle, kern
from publisher.typeset.balance import Ruler, largest
from publisher.typeset.characters import CLOSING, LONG_MARKS, OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.typeset.fonts import Metrics
    from publisher.typeset.setter import Setter
    from publisher.typeset.stylebook import Voice

#: From one column's middle to the next one's, in em.
_PITCH = 1.2
#: Where in an em the baseline of Han characters stands, from the top.
_BASELINE = 0.88
#: White that a space between two clauses leaves, in em.
_SPACE = 0.5
#: The size at which headlines are measured, in pt.
_MEASURED = 100.0
#: Marks that are turned where a face has no vertical form of them.
_TURNED = OPENING | CLOSING | LONG_MARKS | frozenset("～〜")


class VerticalCell(NamedTuple):
    """What stands in one place of a column.

    Attributes:
        y: its top, in pt from the column's.
        height: in pt; ``width``: of the text as it is written horizontally, in pt.
        feature: the OpenType features it is set with, parted by spaces, or ``MISSING``.
        rotated: it lies on its side, turned a quarter clockwise.
        drop: how far below the middle of a line as high as its type the painter sets it, in pt.
    """

    text: str
    style: TextStyle
    y: float
    height: float
    width: float
    feature: str = ""
    rotated: bool = False
    drop: float = 0.0


class VerticalColumn(NamedTuple):
    """A column of cells; ``x``: its left edge, in pt from that of the headline."""

    x: float
    cells: tuple[VerticalCell, ...]

    @property
    def text(self) -> str:
        """The words of the column."""
        return "".join(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerticalHeadline:
    """A headline set vertically.

    Attributes:
        columns: as they are read, the first at the right.
        width, height: in pt; ``size``: of its type.
        rank: how far its voice is from the one wished for; ``strain``: how ill its columns break.
    """

    columns: tuple[VerticalColumn, ...]
    width: float
    height: float
    voice: Voice
    rank: int
    strain: float

    @property
    def size(self) -> float:
        """The size of its type, in pt."""
        return self.voice.size


def set_vertical(
    title: tuple[str, ...], voices: tuple[Voice, ...], height: float, setter: Setter, *, columns: int = 3
) -> VerticalHeadline | None:
    """Set a headline vertically in the largest of some voices at which it fits.

    Args:
        title: the lines that its author gave, the first for the column at the right; one may be broken into more.
        voices: from the largest to the smallest.
        height: the longest that a column may be, in pt.
        setter: measures.
        columns: how many there may be in all.

    Returns:
        None where it fits in no voice.
    """
    rulers = [_ruler(text, replace(voices[0], size=_MEASURED, line=1.0), setter) for text in title]
    found = largest(rulers, [height * _MEASURED / voice.size for voice in voices], columns)
    if found is None:
        return None
    voice, metrics = voices[found.rank], setter.faces.metrics
    pitch = voice.size * _PITCH
    made: list[VerticalColumn] = []
    for text, part in zip(title, found.parts, strict=True):
        atoms = [_stood(atom, metrics) for atom in setter.atoms((Run(text=text),), voice)]
        for start, end in pairwise(part.cuts):
            x = pitch * (found.lines - 1 - len(made))
            made.append(VerticalColumn(x, tuple(_cells(atoms[start:end], metrics))))
    return VerticalHeadline(
        columns=tuple(made),
        width=voice.size + pitch * (len(made) - 1),
        height=max((cell.y + cell.height for column in made for cell in column.cells), default=0.0),
        voice=voice,
        rank=found.rank,
        strain=found.strain,
    )


@lru_cache(maxsize=1024)
def _ruler(text: str, voice: Voice, setter: Setter) -> Ruler:
    """Measure a headline as it stands upright; make-up asks for it at every height."""
    atoms = setter.atoms((Run(text=text),), voice)
    return Ruler([_stood(atom, setter.faces.metrics) for atom in atoms], setter.words)


def _upright(atom: Atom) -> bool:
    """Tell whether a piece of Latin stands upright in a cell: one letter, or one or two digits 纵中横."""
    return len(atom.text) == 1 or (len(atom.text) == 2 and atom.text.isascii() and atom.text.isdigit())


def _stood(atom: Atom, metrics: dict[str, Metrics]) -> Atom:
    """Return an atom whose width is the height that it takes in a column.

    Marks keep their white, for heavy faces leave none to take, but an opening mark at the head of a column does not.
    """
    size = atom.style.size
    if atom.kind == AtomKind.LATIN:
        return atom._replace(kind=AtomKind.WIDE, width=size) if _upright(atom) else atom
    if atom.kind == AtomKind.SPACE:
        return atom._replace(width=_SPACE * size if atom.text == "\u3000" else atom.width)
    if _lies(atom, metrics[atom.style.face]):
        return atom._replace(left=0.0, right=0.0)
    opening = atom.text in OPENING
    height = size * len(atom.text) if _long(atom) else size
    return atom._replace(width=height, left=size / 2 if opening else 0.0, right=0.0)


def _long(atom: Atom) -> bool:
    return len(atom.text) > 1 and set(atom.text) <= LONG_MARKS


def _lies(atom: Atom, metrics: Metrics) -> bool:
    """Tell whether a mark lies on its side: its face has no vertical form of it."""
    return atom.text[0] in _TURNED and not metrics.has_form(atom.text, _form(atom))


def _form(atom: Atom) -> str:
    """Return the features that make the vertical form of a mark."""
    return f"{atom.feature} vert" if atom.feature and atom.feature != MISSING else "vert"


def _cells(line: Sequence[Atom], metrics: dict[str, Metrics]) -> Iterator[VerticalCell]:
    """Yield the cells of a column; a space between Latin words belongs to the word before it."""
    atoms = list(line)
    while atoms and atoms[-1].kind == AtomKind.SPACE:
        atoms.pop()
    while atoms and atoms[0].kind == AtomKind.SPACE:
        atoms.pop(0)
    y = -atoms[0].left if atoms else 0.0
    for index, atom in enumerate(atoms):
        after = atoms[index + 1] if index + 1 < len(atoms) else None
        space = kern(atom, after) if after else 0.0
        if atom.kind != AtomKind.SPACE:
            behind = " " if after and after.kind == AtomKind.SPACE else ""
            yield from _cell(atom, behind, y, metrics[atom.style.face])
        y += atom.width + space


def _cell(atom: Atom, space: str, y: float, metrics: Metrics) -> Iterator[VerticalCell]:
    """Yield the cell of an atom, or those of its characters where a long mark is no single sign."""
    size = atom.style.size
    drop = metrics.drop(_BASELINE) * size
    if atom.feature == MISSING:
        yield VerticalCell(atom.text, atom.style, y, size, size, MISSING)
        return
    if atom.kind == AtomKind.LATIN or _lies(atom, metrics):
        width = metrics.width(atom.text, atom.feature) * size
        yield VerticalCell(atom.text + space, atom.style, y, width, width, atom.feature, True, drop)
        return
    feature = _form(atom) if metrics.has_form(atom.text, _form(atom)) else atom.feature
    if len(atom.text) == 2 and atom.text.isdigit():
        # Figures half an em wide, where the face has them, fill the cell.
        feature = "hwid" if metrics.width(atom.text, "hwid") < metrics.width(atom.text) else ""
    if _long(atom) and metrics.width(atom.text, feature) > 1.5:
        for number, char in enumerate(atom.text):
            yield VerticalCell(char, atom.style, y + number * size, size, size, feature, False, drop)
        return
    width = metrics.width(atom.text, feature) * size
    yield VerticalCell(atom.text, atom.style, y, atom.width, width, feature, False, drop)
