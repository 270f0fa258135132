"""Total-fit line breaking 断行: the lines of a whole paragraph are chosen together, so that none is set too loose.

The method is Knuth and Plass's ("Breaking Paragraphs into Lines", 1981) over the atoms of Chinese text: white is taken
from marks and added between characters.
"""

from __future__ import annotations

import math
from functools import partial
from math import inf
from typing import TYPE_CHECKING

from publisher.typeset.lines import LaterSpans, Line, filled, placed, spread
from publisher.typeset.matter import Matter, matters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.typeset.atoms import Atom
    from publisher.typeset.lines import Span

#: Cost of a line that nothing can make fit, per pt that it is too long.
_OVERFULL = 1e5
#: Cost of a paragraph's last line with less than two letters on it.
_RUNT = 30.0
#: The share of an em of spacing that costs 1: what a reader begins to see.
_VISIBLE = 0.1
#: What a paragraph may cost, per line of it, at the first, the second and the third attempt; the fourth sees all lines.
_CEILINGS = (0.6, 6.0, 60.0)
#: Rounding is of no account below this, in pt.
_CLOSE = 0.01


def break_lines(
    atoms: Sequence[Atom], measure: float, *, indent: float = 0.0, justify: bool = True, align: str = "left"
) -> list[Line]:
    """Set a paragraph in lines.

    Args:
        atoms: the paragraph; a newline atom ends a line.
        measure: the column's width, in pt.
        indent: of the first line, in pt (in Chinese two characters).
        justify: make lines flush at both edges, all but the last.
        align: how lines are placed that are not justified.
    """
    return list(set_matters(matters(atoms), measure, indent=indent, justify=justify, align=align))


def set_matters(
    parts: Sequence[Matter], measure: float, *, indent: float, justify: bool, align: str
) -> Iterator[Line]:
    """Set a paragraph whose parts have been measured; the arguments are those of ``break_lines``."""
    for number, part in enumerate(parts):
        first = 0.0 if number else indent
        if len(part.nodes.end) == 1:
            yield Line((), first, 0.0)
            continue
        yield from lines(
            part, cuts(part, measure, first), measure, indent=first, justify=justify, align=align
        )


def lines(
    part: Matter, ends: Sequence[int], measure: float, *, indent: float, justify: bool, align: str
) -> Iterator[Line]:
    """Set a part in lines that end at given nodes."""
    start = 0
    for end in ends:
        offset = 0.0 if start else indent
        inner = justify and end < ends[-1]
        yield _line(part, start, end, measure - offset, offset, justify=inner, align=align)
        start = end


def _line(
    part: Matter, start: int, end: int, room: float, offset: float, *, justify: bool, align: str
) -> Line:
    nodes = part.nodes
    natural = nodes.end[end] - nodes.base[start]
    least = nodes.end_tight[end] - nodes.base_tight[start]
    width = filled(natural, least, room, spreads=justify and nodes.end_gaps[end] > nodes.base_gaps[start])
    if not justify:
        offset += placed(width, room, nodes.white[end], align)
    return Line(LaterSpans(partial(_spans, part, start, end, width - natural)), offset, width)


def _spans(part: Matter, start: int, end: int, change: float) -> tuple[Span, ...]:
    span = slice(part.nodes.first[start], part.nodes.behind[end])
    return spread(part.atoms[span], part.between[span], change, part.nodes.hyphen[end])


def cuts(part: Matter, measure: float, indent: float = 0.0) -> list[int]:
    """Return the nodes at which the lines of least cost end.

    A search that leaves out all lines that cost more than a ceiling has found the best of all paragraphs if what it
    found costs less than that; if not, or if it found none, the ceiling is raised.
    """
    expected = 1.0 + (part.nodes.end[-1] - part.nodes.base[0]) / measure
    for ceiling in (*(share * expected for share in _CEILINGS), inf):
        found = _search(part, measure, indent, ceiling)
        if found:
            return found
    msg = "a paragraph has no way through its breaks"
    raise AssertionError(msg)


def _search(part: Matter, measure: float, indent: float, ceiling: float) -> list[int]:
    """Return the best lines among those that cost no more than a ceiling together; none where that cannot be."""
    nodes = part.nodes
    end, end_gaps, tight = nodes.end, nodes.end_gaps, nodes.end_tight
    last = len(end) - 1
    cost = [0.0, *[inf] * last]
    origin = [0] * (last + 1)
    unit = 1.0 / (_VISIBLE * part.size)
    loosest = _loosest(ceiling) / unit
    farthest = 1
    for start in range(last):
        here = cost[start]
        if here > ceiling or here == inf:
            continue
        reach = nodes.base[start] + measure - (0.0 if start else indent) + _CLOSE
        bound = reach - nodes.base[start] + nodes.base_tight[start]
        while farthest < last and tight[farthest + 1] <= bound:
            farthest += 1
        penalty = nodes.again if nodes.hyphen[start] else nodes.penalty
        stop = max(farthest, start + 1)
        # At the far end are the lines that must be squeezed to fit, among them the last of the paragraph.
        while stop > start and (stop == last or end[stop] > reach):
            total = here + penalty[stop] + _close(part, start, stop, reach)
            if total < cost[stop]:
                cost[stop] = total
                origin[stop] = start
            stop -= 1
        gaps = nodes.base_gaps[start]
        while stop > start:
            loose = (reach - end[stop]) / (end_gaps[stop] - gaps or 0.5)
            if loose > loosest:
                break
            loose *= unit
            total = here + penalty[stop] + loose * loose * (1.0 + loose)
            if total < cost[stop]:
                cost[stop] = total
                origin[stop] = start
            stop -= 1
    return _path(origin) if cost[last] <= ceiling and cost[last] < inf else []


def _loosest(ceiling: float) -> float:
    """Return a bound for how loose a line is that costs no more than a ceiling; see ``_search`` for the cost."""
    return min(math.sqrt(ceiling), math.cbrt(ceiling))


def _close(part: Matter, start: int, stop: int, reach: float) -> float:
    """Return what a line costs that is a paragraph's last, or too long for its room until white is taken from it."""
    nodes = part.nodes
    last = stop == len(nodes.end) - 1
    cost = _RUNT if last and start >= nodes.runt else 0.0
    natural = nodes.end[stop] - nodes.base[start]
    over = nodes.end[stop] - reach
    if over <= 0:
        return cost
    if over <= nodes.white[stop]:
        return cost if last else cost + 0.1 * over / part.size
    over -= nodes.white[stop]
    white = natural - (nodes.end_tight[stop] - nodes.base_tight[start]) - nodes.white[stop]
    if over > white:
        return cost + _OVERFULL * (over - white + part.size)
    return cost + 0.3 + 2.0 * (over / white) ** 2


def _path(origin: Sequence[int]) -> list[int]:
    ends = [len(origin) - 1]
    while origin[ends[-1]]:
        ends.append(origin[ends[-1]])
    return ends[::-1]
