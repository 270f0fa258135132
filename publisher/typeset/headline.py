"""Headlines 标题: the largest size that fits, broken between words into lines of like length."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from publisher.model import Run, Runs
from publisher.typeset.atoms import Atom, AtomKind, kern
from publisher.typeset.grammar import FAULT
from publisher.typeset.lines import set_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter
    from publisher.typeset.stylebook import Voice
    from publisher.typeset.words import Words

#: Cost of a line with a single character on it, and of one that is less than half as long as the others.
_STRANDED, _SHORT = 8.0, 1.0
#: Cost of a break so few characters behind a mark, or before one, that a scrap of a clause is left: …两周年：法院｜发布….
_SCRAP, _SCRAPS = 1.2, 3
#: What a size less costs, in strain, and breaks with a fault.
_STEP, _UNSOUND = 0.9, 20.0
#: A heading of more characters, and a small one of more lines, is set as a paragraph.
_LONGEST, _MOST = 150, 8


class Headline(NamedTuple):
    """A headline set: its lines, its voice, how far that is from the one wished for, and how ill its lines break.

    ``sound``: no word is parted, no particle begins and no preposition ends a line, no character stands alone.
    """

    lines: tuple[Line, ...]
    voice: Voice
    rank: int
    strain: float = 0.0
    sound: bool = True


class Balanced(NamedTuple):
    """A heading broken into lines.

    Attributes:
        lines: the atoms of each.
        strain: how ill they break: about 0 where all is well, 6 and more for each word that is parted.
        sound: as of a :class:`Headline`.
    """

    lines: tuple[tuple[Atom, ...], ...]
    strain: float
    sound: bool


def set_headline(
    title: tuple[str, ...], voices: tuple[Voice, ...], width: float, setter: Setter, *, lines: int, align: str
) -> Headline | None:
    """Set a headline in the largest of some voices at which it fits and breaks well.

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

    def rule(text: str, voice: Voice) -> Ruler:
        return _ruler(text, voice, setter)

    found = largest(title, voices, width, lines, rule)
    if found is None:
        return None
    rank, balanced = found
    set_lines = tuple(set_line(part, width, align=align) for part in balanced.lines)
    return Headline(set_lines, voices[rank], rank, balanced.strain, balanced.sound)


@lru_cache(maxsize=4096)
def _ruler(text: str, voice: Voice, setter: Setter) -> Ruler:
    """Return a line of a title measured in a voice; make-up asks for it in every width."""
    return Ruler(setter.atoms((Run(text=text),), voice), setter.words)


def largest(
    title: tuple[str, ...],
    voices: tuple[Voice, ...],
    room: float,
    lines: int,
    rule: Callable[[str, Voice], Ruler],
) -> tuple[int, Balanced] | None:
    """Return the rank of the largest voice in which a title breaks into lines of some room (pt), and those lines.

    Args:
        title: the lines that its author gave.
        voices: from the largest to the smallest.
        room: for each line, in pt.
        lines: how many there may be in all.
        rule: measures a line of the title in a voice.

    Returns:
        None where it fits in no voice. A voice smaller by some sizes goes before breaks that are so much worse.
    """
    # The lines that are best where width is no matter fit nearly always; only where they do not, others are looked for.
    found = _largest(title, voices, room, lines, rule, freely=True)
    return found if found and found[1].sound else _largest(title, voices, room, lines, rule, freely=False)


def _largest(
    title: tuple[str, ...],
    voices: tuple[Voice, ...],
    room: float,
    lines: int,
    rule: Callable[[str, Voice], Ruler],
    *,
    freely: bool,
) -> tuple[int, Balanced] | None:
    best: tuple[float, int, Balanced] | None = None
    fits = 0
    for rank, voice in enumerate(voices):
        if best and (rank - fits) * _STEP >= best[0]:
            break
        balanced = _break_all([rule(text, voice) for text in title], room, lines, freely=freely)
        if balanced:
            fits = fits if best else rank
            cost = balanced.strain + (rank - fits) * _STEP + _UNSOUND * (not balanced.sound)
            if best is None or cost < best[0]:
                best = (cost, rank, balanced)
    return best[1:] if best else None


def force_headline(title: tuple[str, ...], voice: Voice, width: float, setter: Setter) -> Headline:
    """Set a headline in one voice in as many lines as it takes: the last resort for a very long one."""
    lines = [line for part in title for line in setter.lines(part, voice, width, justify=False)]
    return Headline(tuple(line for line in lines if line.spans), voice, 99, sound=False)


def balanced_lines(
    runs: Runs, voice: Voice, width: float, setter: Setter, align: str = "center"
) -> tuple[Line, ...]:
    """Set a small heading in as few lines as it takes, broken between words into lines of like length.

    It takes one line more where that spares it a fault.
    """
    atoms = setter.atoms(runs, voice)
    if any(atom.kind == AtomKind.NEWLINE for atom in atoms):
        return tuple(
            line for line in setter.lines(runs, voice, width, justify=False, align=align) if line.spans
        )
    ruler = Ruler(atoms, setter.words)
    fewest = max(1, int(ruler.width(0, ruler.count) / width))
    first: Balanced | None = None
    for count in range(fewest, _MOST + 1):
        balanced = balance(ruler, width, count)
        if balanced and (balanced.sound or first):
            best = balanced if balanced.sound or first is None else first
            return tuple(set_line(part, width, align=align) for part in best.lines)
        first = first or balanced
    if first:
        return tuple(set_line(part, width, align=align) for part in first.lines)
    return tuple(line for line in setter.lines(runs, voice, width, justify=False, align=align) if line.spans)


def _break_all(title: list[Ruler], room: float, lines: int, *, freely: bool) -> Balanced | None:
    """Break each given line into as few as do without a fault, or else as few as fit; None where those are too many."""
    result: list[tuple[Atom, ...]] = []
    strain, sound = 0.0, True
    for number, ruler in enumerate(title):
        left = lines - len(result) - (len(title) - number - 1)
        tries = [
            balanced
            for count in range(1, max(left, 0) + 1)
            if (balanced := balance(ruler, room, count, freely=freely))
        ]
        if not tries:
            return None
        best = next((balanced for balanced in tries if balanced.sound), tries[0])
        result += best.lines
        strain += max(best.strain, 0.0)
        sound = sound and best.sound
    return Balanced(tuple(result), strain, sound)


class Ruler:
    """The atoms of a heading, measured once: widths of its stretches are differences, and breaks have their costs."""

    def __init__(self, atoms: list[Atom], words: Words) -> None:
        self.atoms = atoms
        self.count = len(atoms)
        text = "".join(atom.text for atom in atoms)
        costs = words.breaks(text)
        #: The best lines where width is no matter, by their number; filled by ``balance``.
        self.free: dict[int, _Way | None] = {}
        self._edges, self.characters, self.costs = [0.0], [0], [0.0]
        self.faults = [False]
        self._next, self._last = list(range(self.count + 1)), list(range(self.count + 1))
        offset = 0
        for index, atom in enumerate(atoms):
            offset += len(atom.text)
            space = kern(atom, atoms[index + 1]) if index + 1 < self.count else 0.0
            self._edges.append(self._edges[-1] + atom.width + space)
            self.characters.append(self.characters[-1] + sum(char.isalnum() for char in atom.text))
            self.costs.append(costs[offset - 1] + (atom.penalty or 0.0) / 4)
            self.faults.append(self.costs[-1] >= FAULT)
            if atom.kind == AtomKind.SPACE:
                self._last[index + 1] = self._last[index]
        for index in reversed(range(self.count)):
            if atoms[index].kind == AtomKind.SPACE:
                self._next[index] = self._next[index + 1]
        self._weigh_scraps()

    def _weigh_scraps(self) -> None:
        """Make breaks dearer that leave a scrap of a clause at a line's end or at the next one's beginning."""
        pauses = [self.characters[index] for index in range(1, self.count) if self.costs[index] < 0.0]
        for index in range(1, self.count):
            if self.costs[index] >= 0.0:
                scraps = sum(abs(self.characters[index] - pause) <= _SCRAPS for pause in pauses)
                self.costs[index] += _SCRAP * scraps

    def width(self, start: int, end: int) -> float:
        """Return the width of some atoms on a line, without the white of its first and last mark, in pt."""
        start, end = self._next[start], self._last[end]
        if start >= end:
            return 0.0
        first, last = self.atoms[start], self.atoms[end - 1]
        return self._edges[end - 1] + last.width - self._edges[start] - first.left - last.right + first.lead


class _Way(NamedTuple):
    cost: float
    cuts: tuple[int, ...]
    sound: bool


def balance(ruler: Ruler, width: float, count: int, *, freely: bool = False) -> Balanced | None:
    """Break a heading into ``count`` lines of like width, between words; None where a line would not fit ``width`` pt.

    ``freely``: only the lines that are best where width is no matter are tried.
    """
    whole = ruler.width(0, ruler.count)
    if count == 1:
        return Balanced((tuple(ruler.atoms),), 0.0, sound=True) if whole <= width else None
    # A line less than full for each break is all that marks and spaces at the breaks can save.
    if (
        ruler.count > _LONGEST
        or count > ruler.count
        or whole > width * count + ruler.atoms[0].style.size * count
    ):
        return None
    if count not in ruler.free:
        ruler.free[count] = _search(ruler, float("inf"), count)
    way = ruler.free[count]
    if way and any(ruler.width(start, end) > width for start, end in pairwise(way.cuts)):
        way = None if freely else _search(ruler, width, count)
    if way is None:
        return None
    return Balanced(
        tuple(tuple(ruler.atoms[start:end]) for start, end in pairwise(way.cuts)), way.cost, way.sound
    )


def _search(ruler: Ruler, width: float, count: int) -> _Way | None:
    """Return the best cuts for ``count`` lines of at most ``width`` pt."""
    mean = ruler.width(0, ruler.count) / count
    best = [_Way(0.0, (0,), sound=True)]
    spots = [index for index in range(1, ruler.count) if ruler.atoms[index - 1].penalty is not None]
    for line in range(count):
        last = line == count - 1
        best = [
            way
            for end in ([ruler.count] if last else spots)
            if (way := _extend(ruler, best, end, width, mean))
        ]
    return best[0] if best else None


def _extend(ruler: Ruler, ways: list[_Way], end: int, width: float, mean: float) -> _Way | None:
    """Return the best of some ways with one more line, which ends at ``end``."""
    best: _Way | None = None
    inner = end < ruler.count
    # From the nearest way back, for what is too long from there on is longer still.
    for way in reversed(ways):
        start = way.cuts[-1]
        if start >= end:
            continue
        room = ruler.width(start, end)
        if room > width:
            break
        alone = ruler.characters[end] - ruler.characters[start] <= 1
        cost = way.cost + ((room - mean) / mean) ** 2 * 4.0 + _SHORT * (room < mean * 0.45)
        cost += _STRANDED * alone + (ruler.costs[end] if inner else 0.0)
        if best is None or cost <= best.cost:
            sound = way.sound and not alone and not (inner and ruler.faults[end])
            best = _Way(cost, (*way.cuts, end), sound)
    return best
