"""Headlines 标题: the largest size that fits, broken between words into lines of like length."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from publisher.model import Run, Runs
from publisher.typeset.atoms import Atom, AtomKind, kern
from publisher.typeset.lines import set_line, trim

if TYPE_CHECKING:
    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter
    from publisher.typeset.stylebook import Voice
    from publisher.typeset.words import Words

#: Particles that do not begin, and conjunctions and prepositions that do not end, a line of a headline.
_WEAK_START = frozenset("的了着过们等地得之者性化员家力")
_WEAK_END = frozenset("和与及在对为把被从向将以新不最更各第小大")


class Headline(NamedTuple):
    """A headline set: its lines, its voice, how far that is from the one wished for, and how ill its lines break."""

    lines: tuple[Line, ...]
    voice: Voice
    rank: int
    strain: float = 0.0


def set_headline(
    title: tuple[str, ...], voices: tuple[Voice, ...], width: float, setter: Setter, *, lines: int, align: str
) -> Headline | None:
    """Set a headline in the largest of some voices at which it fits.

    Args:
        title: the lines that its author gave; one line may be broken into more.
        voices: from the largest to the smallest.
        width: of the module, in pt.
        setter: measures and sets.
        lines: how many there may be in all.
        align: ``left`` or ``center``.

    Returns:
        None where it fits in no voice.
    """
    for rank, voice in enumerate(voices):
        parts, strain = _break_all(title, voice, width, setter, lines)
        if parts:
            set_lines = tuple(set_line(part, width, align=align) for part in parts)
            return Headline(set_lines, voice, rank, strain)
    return None


def force_headline(title: tuple[str, ...], voice: Voice, width: float, setter: Setter) -> Headline:
    """Set a headline in one voice in as many lines as it takes: the last resort for a very long one."""
    lines = [line for part in title for line in setter.lines(part, voice, width, justify=False)]
    return Headline(tuple(line for line in lines if line.spans), voice, 99)


#: A heading of more characters, and a small one of more lines, is set as a paragraph.
_LONGEST, _MOST = 150, 8


def balanced_lines(
    runs: Runs, voice: Voice, width: float, setter: Setter, align: str = "center"
) -> tuple[Line, ...]:
    """Set a small heading in as few lines as it takes, broken between words into lines of like length."""
    atoms = setter.atoms(runs, voice)
    fewest = max(1, int(line_width(atoms) / width))
    for count in range(fewest, _MOST + 1):
        parts, _ = balance(atoms, width, count, setter.words)
        if parts:
            return tuple(set_line(part, width, align=align) for part in parts)
    return tuple(line for line in setter.lines(runs, voice, width, justify=False, align=align) if line.spans)


def _break_all(
    title: tuple[str, ...], voice: Voice, width: float, setter: Setter, lines: int
) -> tuple[list[list[Atom]], float]:
    """Break each given line into as few as fit, none where they are more than allowed; tell how ill they break."""
    result: list[list[Atom]] = []
    strain = 0.0
    for number, text in enumerate(title):
        atoms = setter.atoms((Run(text=text),), voice)
        left = lines - len(result) - (len(title) - number - 1)
        for count in range(1, max(left, 0) + 1):
            parts, cost = balance(atoms, width, count, setter.words)
            if parts:
                result += parts
                strain += max(cost, 0.0)
                break
        else:
            return [], 0.0
    return result, strain


def balance(atoms: list[Atom], width: float, count: int, words: Words) -> tuple[list[list[Atom]], float]:
    """Break atoms into ``count`` lines of like width, between words; none where a line would not fit.

    Returns:
        The lines, and how ill they break: 0 where all is well, some 3 for each word that is parted.
    """
    if count == 1:
        return ([atoms] if line_width(atoms) <= width else []), 0.0
    if len(atoms) > _LONGEST:
        return [], 0.0
    mean = line_width(atoms) / count
    best: list[tuple[float, list[int]]] = [(0.0, [0])]
    spots = [index for index in range(1, len(atoms)) if atoms[index - 1].penalty is not None]
    for line in range(count):
        ends = [len(atoms)] if line == count - 1 else spots
        step: list[tuple[float, list[int]]] = []
        for end in ends:
            found = [
                (cost + _line_cost(atoms, cuts[-1], end, mean, words), [*cuts, end])
                for cost, cuts in best
                if cuts[-1] < end and line_width(atoms[cuts[-1] : end]) <= width
            ]
            if found:
                step.append(min(found, key=lambda item: item[0]))
        best = step
    if not best:
        return [], 0.0
    cost, cuts = min(best, key=lambda item: item[0])
    return [atoms[start:end] for start, end in pairwise(cuts)], cost


def _line_cost(atoms: list[Atom], start: int, end: int, mean: float, words: Words) -> float:
    cost = ((line_width(atoms[start:end]) - mean) / mean) ** 2 * 4.0
    if end < len(atoms):
        before, after = atoms[end - 1], atoms[end]
        if before.kind == AtomKind.SPACE or before.right or after.left:
            return cost - 0.8
        cost += words.cohesion(before.text[-1], after.text[0]) * 6.0 + (before.penalty or 0.0) / 4
        # Most Chinese words have two characters, so a break after an odd number of them often parts one.
        cost += 0.5 * (_since_pause(atoms, end) % 2)
        cost += 0.8 * (after.text[0] in _WEAK_START) + 0.5 * (before.text[-1] in _WEAK_END)
    return cost


def _since_pause(atoms: list[Atom], end: int) -> int:
    """Return how many characters stand before a break, back to the last mark, space or figure."""
    count = 0
    while (
        end - count > 0
        and atoms[end - count - 1].kind == AtomKind.WIDE
        and not (atoms[end - count - 1].right or atoms[end - count - 1].left)
    ):
        count += 1
    return count


def line_width(atoms: list[Atom]) -> float:
    """Return the width of atoms on one line, without the white of its first and last mark, in pt."""
    inner = trim(atoms)
    if not inner:
        return 0.0
    return (
        sum(atom.width for atom in inner)
        + sum(kern(a, b) for a, b in pairwise(inner))
        - inner[0].left
        - inner[-1].right
    )
