"""Headlines 标题: the largest size that fits, broken between words into lines of like length."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from publisher.model import Run, Runs
from publisher.typeset.atoms import AtomKind
from publisher.typeset.balance import Balanced, Ruler, balance, largest
from publisher.typeset.lines import broken, set_line

if TYPE_CHECKING:
    from publisher.typeset.balance import Fitting
    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter
    from publisher.typeset.stylebook import Voice

#: A small heading of more lines is set as a paragraph.
_MOST = 8
#: Lines that a small heading may take beyond the fewest to be spared a fault.
_MORE = 2
#: The size at which headings are measured, in pt.
_MEASURED = 100.0


class Headline(NamedTuple):
    """A headline set: its lines, its voice, how far that is from the one wished for, and how ill its lines break.

    ``sound``: no word is parted, no particle begins and no preposition ends a line, no character stands alone.
    """

    lines: tuple[Line, ...]
    voice: Voice
    rank: int
    strain: float = 0.0
    sound: bool = True


def fit_headline(
    title: tuple[str, ...], voices: tuple[Voice, ...], width: float, setter: Setter, *, lines: int
) -> Fitting | None:
    """Find the largest of some voices in which a headline fits and breaks well.

    Args:
        title: the lines that its author gave; one line may be broken into more.
        voices: of one face, from the largest to the smallest.
        width: of the module, in pt.
        setter: measures.
        lines: how many there may be in all.

    Returns:
        None where it fits in no voice.
    """
    rulers = [ruler((Run(text=text),), voices[0], setter) for text in title]
    return largest(rulers, [width * _MEASURED / voice.size for voice in voices], lines)


def set_headline(
    title: tuple[str, ...], fitting: Fitting, voice: Voice, width: float, setter: Setter, *, align: str
) -> Headline:
    """Set a headline as it was found to fit, ``left`` or ``center`` in a width (pt)."""
    parts = broken(
        _set((Run(text=text),), part, voice, width, setter, align)
        for text, part in zip(title, fitting.parts, strict=True)
    )
    return Headline(tuple(chain(*parts)), voice, fitting.rank, fitting.strain, fitting.sound)


def force_headline(title: tuple[str, ...], voice: Voice, width: float, setter: Setter) -> Headline:
    """Set a headline in one voice in as many lines as it takes: the last resort for a very long one."""
    parts = broken(balanced_lines((Run(text=part),), voice, width, setter, "left") for part in title)
    return Headline(tuple(chain(*parts)), voice, 99, sound=False)


def ruler(runs: Runs, voice: Voice, setter: Setter) -> Ruler:
    """Measure a heading in the face of a voice, at a hundred pt whatever its size."""
    return _ruler(runs, replace(voice, size=_MEASURED, line=1.0), setter)


@lru_cache(maxsize=4096)
def _ruler(runs: Runs, voice: Voice, setter: Setter) -> Ruler:
    return Ruler(setter.atoms(runs, voice), setter.words)


def balanced_lines(
    runs: Runs, voice: Voice, width: float, setter: Setter, align: str = "center"
) -> tuple[Line, ...]:
    """Set a small heading in as few lines as it takes, broken between words into lines of like length.

    It takes a line or two more where that spares it a fault.
    """
    measured = ruler(runs, voice, setter)
    best = None
    if not any(atom.kind == AtomKind.NEWLINE for atom in measured.atoms):
        best = _fewest(measured, width * _MEASURED / voice.size)
    if best:
        return _set(runs, best, voice, width, setter, align)
    return tuple(line for line in setter.lines(runs, voice, width, justify=False, align=align) if line.spans)


def _fewest(measured: Ruler, room: float) -> Balanced | None:
    """Break a heading into the fewest lines that fit a room (pt), or up to two more; None where it takes too many."""
    found: list[Balanced] = []
    for count in range(max(1, int(measured.whole / room)), _MOST + 1):
        balanced = balance(measured, room, count)
        if balanced:
            found.append(balanced)
            if balanced.sound or len(found) > _MORE:
                break
    return max(found, key=lambda lines: (lines.sound, -lines.strain), default=None)


def _set(
    runs: Runs, balanced: Balanced, voice: Voice, width: float, setter: Setter, align: str
) -> tuple[Line, ...]:
    atoms = setter.atoms(runs, voice)
    return tuple(set_line(atoms[start:end], width, align=align) for start, end in pairwise(balanced.cuts))
