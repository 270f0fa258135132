"""Literals 原样文字: lines as they were written, on half an em to a letter, every space at its width; long ones wrapped."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from publisher.typeset.lines import Line, broken, set_line
from publisher.typeset.verse import written_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.model import Paragraph, Runs
    from publisher.typeset.atoms import Atom
    from publisher.typeset.setter import Setter

#: What is wrapped stands so many em further in than its line, but no further than this share of the measure.
_HANG, _MOST = 2.0, 1 / 3
#: A line is wrapped behind a space if that leaves it filled to this share.
_FILLED = 0.5


def is_literal(block: Paragraph) -> bool:
    """Tell whether a paragraph is a literal as a whole: nothing in it but code and the ends of its lines."""
    return any(run.code for run in block.runs) and all(run.code or run.text == "\n" for run in block.runs)


def set_literal(runs: Runs, setter: Setter, measure: float) -> list[Line]:
    """Set a literal in a measure (pt); a line without spans stands for an empty one."""
    parts = broken(_wrapped(written, setter, measure) for written in written_lines(runs))
    return [line for part in parts for line in part]


def _wrapped(written: Runs, setter: Setter, measure: float) -> Iterator[Line]:
    voice = setter.book.literal
    atoms = setter.atoms(written, voice)
    if not atoms:
        yield Line((), 0.0, 0.0)
        return
    white = sum(atom.width for atom in atoms[: _first(atoms)])
    hang = min(white + _HANG * voice.size, measure * _MOST)
    for start, end in pairwise(_cuts(atoms, measure, measure - hang)):
        room, offset = (measure - hang, hang) if start else (measure, 0.0)
        yield set_line(atoms[start:end], room)._replace(offset=offset)


def _cuts(atoms: Sequence[Atom], measure: float, hung: float) -> list[int]:
    """Return the atoms with which the lines begin, and the end of the last; all but the first have ``hung`` pt."""
    cuts, width, room = [0], 0.0, measure
    space = place = 0
    for index, atom in enumerate(atoms):
        if width + atom.width > room and index > cuts[-1]:
            cuts.append(space or place or index)
            width, room = sum(before.width for before in atoms[cuts[-1] : index]), hung
            space = place = 0
        width += atom.width
        if atom.text.isspace() and width >= room * _FILLED:
            space = index + 1
        if atom.penalty is not None:
            place = index + 1
    return [*cuts, len(atoms)]


def _first(atoms: Sequence[Atom]) -> int:
    """Return the first atom that is no space."""
    return next((index for index, atom in enumerate(atoms) if not atom.text.isspace()), 0)
