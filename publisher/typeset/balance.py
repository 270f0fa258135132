"""Balance 匀行: a heading broken between words into lines of like length, and the largest of some sizes at which it fits.

How a heading breaks does not depend on its size, so each is measured once, at one size; what changes is the room for it.
"""

from __future__ import annotations

from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from publisher.typeset.atoms import Atom, AtomKind, kern
from publisher.typeset.grammar import FAULT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.typeset.words import Relay, Words

#: Cost of a line with a single character on it, and of one that is less than half as long as the others.
_STRANDED, _SHORT = 8.0, 1.0
#: Cost of a break so few characters behind a mark, or before one, that a scrap of a clause is left: …两周年：法院｜发布….
_SCRAP, _SCRAPS = 1.2, 3
#: What a size less costs, in strain, and breaks with a fault.
_STEP, _UNSOUND = 0.9, 20.0
#: A heading of more characters is set as a paragraph.
_LONGEST = 150
#: Rounding is of no account below this, in pt.
_CLOSE = 1e-6


class Balanced(NamedTuple):
    """A heading broken into lines.

    Attributes:
        cuts: the atoms with which its lines begin, and the end of the last.
        strain: how ill they break: about 0 where all is well, 6 and more for each word that is parted.
        sound: no word is parted, no particle begins and no preposition ends a line, no character stands alone.
        widest: the width of its widest line, in pt at its ruler's size.
    """

    cuts: tuple[int, ...]
    strain: float
    sound: bool
    widest: float


class Fitting(NamedTuple):
    """Headings that stand together at one size: the ``rank`` of that, how each is broken, and how well in all."""

    rank: int
    parts: tuple[Balanced, ...]
    strain: float
    sound: bool

    @property
    def lines(self) -> int:
        """How many lines they take together."""
        return sum(len(part.cuts) - 1 for part in self.parts)


class Ruler:
    """The atoms of a heading, measured once: widths of its stretches are differences, and breaks have their costs."""

    def __init__(self, atoms: Sequence[Atom], words: Words | Relay) -> None:
        self.atoms = tuple(atoms)
        self.count = len(atoms)
        self.size = atoms[0].style.size if atoms else 1.0
        text = "".join(atom.text for atom in atoms)
        costs = words.breaks(text)
        #: The best lines where width is no matter, by their number; filled by ``balance``.
        self.free: dict[int, Balanced | None] = {}
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
        self.spots = [index for index in range(1, self.count) if atoms[index - 1].penalty is not None]
        self.whole = self.width(0, self.count)

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


def largest(title: Sequence[Ruler], rooms: Sequence[float], lines: int) -> Fitting | None:
    """Return how a title stands in the largest of some sizes at which it breaks well.

    Args:
        title: the lines that its author gave; one may be broken into more.
        rooms: for each size, from the largest, the room of a line, in pt at the rulers' size.
        lines: how many there may be in all.

    Returns:
        None where it fits at no size. A size smaller by some steps goes before breaks that are so much worse.
    """
    # The lines that are best where width is no matter fit nearly always; only where they do not, others are looked for.
    found = _largest(title, rooms, lines, freely=True)
    return found if found and found.sound else _largest(title, rooms, lines, freely=False)


def _largest(title: Sequence[Ruler], rooms: Sequence[float], lines: int, *, freely: bool) -> Fitting | None:
    best: tuple[float, Fitting] | None = None
    fits = 0
    for rank, room in enumerate(rooms):
        if best and (rank - fits) * _STEP >= best[0]:
            break
        parts = _break_all(title, room, lines, freely=freely)
        if parts:
            fits = fits if best else rank
            strain, sound = sum(max(part.strain, 0.0) for part in parts), all(part.sound for part in parts)
            cost = strain + (rank - fits) * _STEP + _UNSOUND * (not sound)
            if best is None or cost < best[0]:
                best = (cost, Fitting(rank, parts, strain, sound))
    return best[1] if best else None


def _break_all(
    title: Sequence[Ruler], room: float, lines: int, *, freely: bool
) -> tuple[Balanced, ...] | None:
    """Break each given line into as few as do without a fault, or else as well as can be; None where it does not fit."""
    parts: list[Balanced] = []
    left = lines - len(title) + 1
    for ruler in title:
        found: list[Balanced] = []
        for count in range(1, max(left, 0) + 1):
            balanced = balance(ruler, room, count, freely=freely)
            found += [balanced] if balanced else []
            if balanced and balanced.sound:
                break
        if not found:
            return None
        best = found[-1] if found[-1].sound else min(found, key=lambda way: way.strain)
        parts.append(best)
        left -= len(best.cuts) - 2
    return tuple(parts)


def balance(ruler: Ruler, room: float, count: int, *, freely: bool = False) -> Balanced | None:
    """Break a heading into ``count`` lines of like width, between words; None where a line would not fit ``room`` pt.

    ``freely``: only the lines that are best where width is no matter are tried.
    """
    room += _CLOSE
    if count == 1:
        whole = ruler.whole
        return Balanced((0, ruler.count), 0.0, sound=True, widest=whole) if whole <= room else None
    # A line less than full for each break is all that marks and spaces at the breaks can save.
    if ruler.count > _LONGEST or count > ruler.count or ruler.whole > (room + ruler.size) * count:
        return None
    if count not in ruler.free:
        ruler.free[count] = _search(ruler, inf, count)
    found = ruler.free[count]
    if found and found.widest > room:
        return None if freely else _search(ruler, room, count)
    return found


class _Way(NamedTuple):
    cost: float
    cuts: tuple[int, ...]
    sound: bool


def _search(ruler: Ruler, room: float, count: int) -> Balanced | None:
    """Return the best cuts for ``count`` lines of at most ``room`` pt."""
    mean = ruler.whole / count
    best = [_Way(0.0, (0,), sound=True)]
    for line in range(count):
        last = line == count - 1
        best = [
            way
            for end in ([ruler.count] if last else ruler.spots)
            if (way := _extend(ruler, best, end, room, mean))
        ]
    if not best:
        return None
    cost, cuts, sound = best[0]
    return Balanced(cuts, cost, sound, max(ruler.width(start, end) for start, end in pairwise(cuts)))


def _extend(ruler: Ruler, ways: list[_Way], end: int, room: float, mean: float) -> _Way | None:
    """Return the best of some ways with one more line, which ends at ``end``."""
    best: _Way | None = None
    inner = end < ruler.count
    # From the nearest way back, for what is too long from there on is longer still.
    for way in reversed(ways):
        start = way.cuts[-1]
        if start >= end:
            continue
        width = ruler.width(start, end)
        if width > room:
            break
        alone = ruler.characters[end] - ruler.characters[start] <= 1
        cost = way.cost + ((width - mean) / mean) ** 2 * 4.0 + _SHORT * (width < mean * 0.45)
        cost += _STRANDED * alone + (ruler.costs[end] if inner else 0.0)
        if best is None or cost <= best.cost:
            sound = way.sound and not alone and not (inner and ruler.faults[end])
            best = _Way(cost, (*way.cuts, end), sound)
    return best
