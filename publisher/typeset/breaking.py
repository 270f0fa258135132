"""Total-fit line breaking 断行: the lines of a whole paragraph are chosen together, so that none is set too loose.

The method is Knuth and Plass's ("Breaking Paragraphs into Lines", 1981) over the atoms of Chinese text: white is taken
from marks and added between characters.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from publisher.typeset.atoms import Atom, AtomKind, kern
from publisher.typeset.lines import Line, gaps, set_line, shrinks

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Cost of a line that nothing can make fit, per pt that it is too long.
_OVERFULL = 1e5
#: Cost of a paragraph's last line with less than two characters on it.
_RUNT = 30.0
#: How many atoms more than fit at their natural width a line may try to hold.
_LOOK_AHEAD = 1.15


class _Best(NamedTuple):
    cost: float
    start: int


class _Sums(NamedTuple):
    """Running sums over atoms, so that a line's measure is a subtraction: widths with kerns, white, and gaps."""

    width: list[float]
    shrink: list[float]
    gap: list[float]


def _sums(atoms: Sequence[Atom]) -> _Sums:
    kerns = [kern(this, after) for this, after in itertools.pairwise(atoms)]
    width, shrink, gap = [0.0], [0.0], [0.0]
    for index, (atom, less, more) in enumerate(
        zip(atoms, [*shrinks(atoms, kerns), 0.0], [*gaps(atoms), 0.0], strict=True)
    ):
        width.append(width[-1] + atom.width + (kerns[index] if index < len(kerns) else 0.0))
        shrink.append(shrink[-1] + less)
        gap.append(gap[-1] + more)
    return _Sums(width, shrink, gap)


def break_lines(
    atoms: list[Atom], measure: float, *, indent: float = 0.0, justify: bool = True, align: str = "left"
) -> list[Line]:
    """Set a paragraph in lines.

    Args:
        atoms: the paragraph; a newline atom ends a line.
        measure: the column's width, in pt.
        indent: of the first line, in pt (in Chinese two characters).
        justify: make lines flush at both edges, all but the last.
        align: how lines are placed that are not justified.
    """
    lines: list[Line] = []
    for part in _parts(atoms):
        first = indent if not lines else 0.0
        cuts = _cuts(part, measure, first)
        for number, (start, end) in enumerate(cuts):
            offset = first if number == 0 else 0.0
            inner = number < len(cuts) - 1
            lines.append(
                set_line(
                    part[start:end], measure - offset, offset=offset, justify=justify and inner, align=align
                )
            )
    return lines


def _parts(atoms: list[Atom]) -> list[list[Atom]]:
    parts: list[list[Atom]] = [[]]
    for atom in atoms:
        if atom.kind == AtomKind.NEWLINE:
            parts.append([])
        else:
            parts[-1].append(atom)
    return parts


def _cuts(atoms: list[Atom], measure: float, indent: float) -> list[tuple[int, int]]:
    """Return the (start, end) of each line, of least cost together."""
    count = len(atoms)
    if not count:
        return [(0, 0)]
    sums = _sums(atoms)
    best: list[_Best | None] = [None] * (count + 1)
    best[0] = _Best(0.0, 0)
    for start in range(count):
        here = best[start]
        if here is None:
            continue
        room = measure - (indent if start == 0 else 0.0)
        base = sums.width[start] + atoms[start].left
        for end in range(start + 1, count + 1):
            if end < count and atoms[end - 1].penalty is None:
                continue
            natural = sums.width[end - 1] + atoms[end - 1].width - base
            if (
                natural > room * _LOOK_AHEAD + measure * 0.05
                and end > start + 1
                and _reached(best, start, end)
            ):
                break
            cost = here.cost + _cost(atoms, sums, start, end, natural, room)
            known = best[end]
            if known is None or cost < known.cost - 1e-9:
                best[end] = _Best(cost, start)
    return _path(best, count)


def _reached(best: list[_Best | None], start: int, end: int) -> bool:
    """Tell whether some break behind ``start`` is known, so that giving up on longer lines leaves a way on."""
    return any(best[index] is not None for index in range(start + 1, end))


def _path(best: list[_Best | None], end: int) -> list[tuple[int, int]]:
    cuts: list[tuple[int, int]] = []
    while end > 0:
        here = best[end]
        if here is None:
            msg = "a paragraph has no way through its breaks"
            raise AssertionError(msg)
        cuts.append((here.start, end))
        end = here.start
    return cuts[::-1]


def _cost(atoms: list[Atom], sums: _Sums, start: int, end: int, natural: float, room: float) -> float:
    """Return how ill one line looks: 0 for a perfect one, 1 for gaps of a tenth of an em, growing with the square."""
    last = atoms[end - 1]
    size = last.style.size or 1.0
    cost = (last.penalty or 0.0) + 0.05
    slack = room - natural
    if slack < -0.01:
        over = -slack - last.right
        if over <= 0.01:
            return cost + 0.1 * (-slack / size) if end < len(atoms) else cost
        white = sums.shrink[end - 1] - sums.shrink[start]
        if over > white + 0.01:
            return cost + _OVERFULL * (over - white + size)
        return cost + 0.3 + 2.0 * (over / white) ** 2
    if end == len(atoms):
        return cost + (_RUNT if natural < 1.99 * size and start else 0.0)
    total = sums.gap[end - 1] - sums.gap[start]
    # A line with nothing to space is worse than any loose one.
    total = total or 0.5
    return cost + (slack / total / (0.1 * size)) ** 2 * (1.0 + slack / total / (0.1 * size))
