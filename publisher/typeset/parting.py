"""Parting 拆分: what no line has room for is parted where it should not be, for nothing may run out of its column."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from publisher.typeset.atoms import Atom, AtomKind, graphemes, kern, latin_pieces, single_atom
from publisher.typeset.characters import LONG_MARKS, NOT_FIRST, NOT_LAST
from publisher.typeset.opportunities import RELUCTANT, Joint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.typeset.atoms import Typefaces

#: A word that is parted because no line has room for it leaves so many characters on either side, if it can.
_SCRAP = 4
#: The number of a citizen's identity 公民身份号码 (GB 11643): six digits for the region, the day of birth, and three with a check.
_IDENTITY, _IDENTITY_PARTS = re.compile(r"(?<!\d)\d{17}[\dX](?!\d)"), (6, 14)


def part_wide(atoms: Sequence[Atom], first: float, measure: float, faces: Typefaces) -> list[Atom]:
    """Let what is wider than a line be parted where it should not be: nothing may run out of its column.

    Args:
        atoms: of a paragraph.
        first: the room of its first line, in pt; what stands at its beginning has no other.
        measure: the room of its other lines, in pt.
        faces: measure the pieces.
    """
    parted: list[Atom] = []
    begins = _begins(atoms)
    place = 0
    for stretch in _stretches(atoms):
        room = measure if place > begins else first
        place += len(stretch)
        # Rather a long word is parted than a mark from it.
        wide = _least(stretch) > room
        for atom in stretch:
            parted += _parted(atom, faces) if wide and atom.width > room / 2 else (atom,)
    start, width = 0, 0.0
    for index, (this, after) in enumerate(pairwise(parted)):
        room = measure if start > begins else first
        width += this.width + kern(this, after)
        if this.penalty is not None or AtomKind.NEWLINE in (this.kind, after.kind):
            start, width = index + 1, 0.0
        elif width + after.width - after.right - parted[start].left > room:
            for place in range(start, index + 1):
                forced = _forced(parted[place], parted[place + 1])
                parted[place] = parted[place]._replace(penalty=forced)
            start, width = index + 1, 0.0
    return parted


def _begins(atoms: Sequence[Atom]) -> int:
    """Return the index of the atom a paragraph's first line begins with: the spaces before it are not set."""
    return next((index for index, atom in enumerate(atoms) if atom.kind != AtomKind.SPACE), 0)


def _stretches(atoms: Sequence[Atom]) -> Iterator[Sequence[Atom]]:
    """Yield the stretches between two places where a line may end."""
    start = 0
    for end, (this, after) in enumerate(pairwise(atoms), start=1):
        if this.penalty is not None or AtomKind.NEWLINE in (this.kind, after.kind):
            yield atoms[start:end]
            start = end
    yield atoms[start:]


def _least(stretch: Sequence[Atom]) -> float:
    """Return the width in pt of a stretch alone on a line, without the white of its first and last mark."""
    inner = sum(atom.width + kern(atom, after) for atom, after in pairwise(stretch))
    return inner + stretch[-1].width - stretch[-1].right - stretch[0].left if stretch else 0.0


def _parted(atom: Atom, faces: Typefaces) -> Iterator[Atom]:
    """Part an atom that is wider than a column: a Latin word between any two characters, a row of dashes into pairs."""
    if atom.kind == AtomKind.LATIN:
        length = len(atom.text)
        places = {
            place: Joint(RELUCTANT * (1 if _SCRAP <= place <= length - _SCRAP else 2))
            for place in graphemes(atom.text)
        }
        for match in _IDENTITY.finditer(atom.text):
            places |= {place: Joint(4 * RELUCTANT) for place in range(match.start() + 1, match.end())}
            places |= {match.start() + place: Joint(RELUCTANT / 2) for place in _IDENTITY_PARTS}
        *most, last = latin_pieces(atom.text, places, atom.style, faces)
        yield from most
        yield last._replace(penalty=atom.penalty, hyphen=atom.hyphen)
    elif atom.text[0] in LONG_MARKS and not atom.style.ruby:
        for start in range(0, len(atom.text), 2):
            piece = single_atom(atom.text[start : start + 2], atom.style, faces)
            yield piece._replace(penalty=RELUCTANT if start + 2 < len(atom.text) else atom.penalty)
    else:
        yield atom


def _forced(this: Atom, after: Atom) -> float | None:
    """Return the cost of a break that a column too narrow forces: inside a figure rather than against a mark."""
    if this.penalty is not None or after.kind == AtomKind.SPACE or after.style.note:
        return this.penalty
    return 16 * RELUCTANT if after.text[0] in NOT_FIRST or this.text[-1] in NOT_LAST else 2 * RELUCTANT
