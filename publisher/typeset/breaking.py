"""Total-fit line breaking 断行: the lines of a whole paragraph are chosen together, so that none is set too loose.

The method is Knuth and Plass's ("Breaking Paragraphs into Lines", 1981) over the atoms of Chinese text: white is taken
from marks and added between characters. What a line costs is 0 for a perfect one, 2 where a tenth of an em stands in each
gap, and grows with the cube.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from publisher.typeset.opportunities import RELUCTANT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.typeset.matter import Matter, Nodes

#: Cost of a line that nothing can make fit, per pt that it is too long.
_OVERFULL = 1e5
#: Cost of a paragraph's last line with less than two letters on it.
_RUNT = 30.0
#: The share of an em of spacing that a reader begins to see.
_VISIBLE = 0.1
#: What a paragraph may cost, per line of it, at the first, the second and the third attempt; the fourth sees all lines.
_CEILINGS = (0.6, 6.0, 60.0)
#: What a line costs, per share of it that stays white, that has no gaps and ends inside an address: it is ragged, for the
#: lines beside it can be better than if it were full.
_RAGGED = 20.0
#: What a line costs, beside that share of it, that ends ragged because a long word stands on it or behind it. A line with 0.28
#: em in each gap costs as much: looser it looks torn.
_TORN = 30.0
#: Rounding is of no account below this, in pt.
_CLOSE = 0.01
#: The loosest gap of a line that is still decent, in em, and in columns of fewer than so many em.
_DECENT, _DECENT_NARROW, _NARROW = 0.16, 0.25, 12.0


class Way(NamedTuple):
    """A way through a paragraph: what its lines cost together, and the nodes at which they end."""

    cost: float
    ends: tuple[int, ...]


def best_way(part: Matter, measure: float, indent: float = 0.0) -> Way:
    """Return the lines of least cost.

    A search that leaves out all lines that cost more than a ceiling has found the best of all paragraphs if what it
    found costs less than that; if not, or if it found none, the ceiling is raised.

    Args:
        part: what is broken.
        measure: the column's width, in pt.
        indent: of the first line, in pt.
    """
    if len(part.nodes.end) == 1:
        return Way(0.0, ())
    expected = 1.0 + part.nodes.end[-1] / measure
    for ceiling in (*(share * expected for share in _CEILINGS), inf):
        way = search(part, measure, indent, ceiling)
        if way:
            return way
    msg = "a paragraph has no way through its breaks"
    raise AssertionError(msg)


def search(part: Matter, measure: float, indent: float, ceiling: float) -> Way | None:
    """Return the best lines of those that cost no more than a ceiling together, None where there are none."""
    last = len(part.nodes.end) - 1
    cost = [0.0, *[inf] * last]
    origin = [0] * (last + 1)
    loosest = _loosest(ceiling)
    for start in range(last):
        here = cost[start]
        if here > ceiling or here == inf:
            continue
        for stop, own in _lines_from(part, start, measure if start else measure - indent, loosest):
            total = here + own
            if total < cost[stop]:
                cost[stop] = total
                origin[stop] = start
    if cost[last] > ceiling or cost[last] == inf:
        return None
    ends = [last]
    while origin[ends[-1]]:
        ends.append(origin[ends[-1]])
    return Way(cost[last], tuple(reversed(ends)))


def ways(part: Matter, measure: float, indent: float = 0.0) -> dict[int, Way]:
    """Return the best lines for every number of lines in which a paragraph can be set decently, and its best of all.

    Decent are lines that fit, and whose gaps take no more than 0.16 em, in narrow columns 0.25 em; and no runt.
    """
    nodes = part.nodes
    last = len(nodes.end) - 1
    if not last:
        return {0: Way(0.0, ())}
    narrow = measure < _NARROW * part.size
    loosest = (_DECENT_NARROW if narrow else _DECENT) / _VISIBLE
    reached: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}, *({} for _ in range(last))]
    for start, here in enumerate(reached[:-1]):
        if not here:
            continue
        for stop, own in _lines_from(part, start, measure if start else measure - indent, loosest):
            if own >= _RUNT:
                continue
            there = reached[stop]
            for count, (cost, _) in here.items():
                if count + 1 not in there or cost + own < there[count + 1][0]:
                    there[count + 1] = (cost + own, start)
    best = best_way(part, measure, indent)
    found = {count: Way(reached[last][count][0], _back(reached, count)) for count in reached[last]}
    return {**found, len(best.ends): best}


def _back(reached: list[dict[int, tuple[float, int]]], count: int) -> tuple[int, ...]:
    ends = [len(reached) - 1]
    for line in range(count, 1, -1):
        ends.append(reached[ends[-1]][line][1])
    return tuple(reversed(ends))


def _loosest(ceiling: float) -> float:
    """Return a bound for how loose a line is that costs no more than a ceiling; see ``_lines_from`` for its cost."""
    return min(math.sqrt(ceiling), math.cbrt(ceiling))


def _lines_from(part: Matter, start: int, room: float, loosest: float) -> Iterator[tuple[int, float]]:
    """Yield the ends and the costs of the lines that may begin at a node, from the fullest to the loosest allowed."""
    nodes = part.nodes
    end, end_gaps, penalty = nodes.end, nodes.end_gaps, nodes.again if nodes.hyphen[start] else nodes.penalty
    last = len(end) - 1
    reach = nodes.base[start] + room + _CLOSE
    gaps = nodes.base_gaps[start]
    begins = _begins_long(nodes, start)
    unit = 1.0 / (_VISIBLE * part.size)
    stop = bisect_right(nodes.end_tight, nodes.base_tight[start] + room + _CLOSE, start + 1) - 1
    # Where nothing fits, the shortest piece must do.
    stop = max(stop, start + 1)
    # The fullest lines must be squeezed to fit; the last line of the paragraph is among them.
    while stop > start and (stop == last or end[stop] > reach):
        yield stop, penalty[stop] + _close(part, start, stop, reach)
        stop -= 1
    while stop > start:
        spread = end_gaps[stop] - gaps
        if not spread and penalty[stop] >= RELUCTANT:
            yield stop, penalty[stop] + _RAGGED * (reach - end[stop]) / room
        else:
            loose = (reach - end[stop]) / (spread or 0.5) * unit
            if loose > loosest:
                break
            spaced = loose * loose * (1.0 + loose)
            if begins or stop in nodes.long:
                spaced = min(spaced, _TORN + _RAGGED * (reach - end[stop]) / room)
            yield stop, penalty[stop] + spaced
        stop -= 1
    for torn in range(start + 1, stop + 1) if begins else nodes.long:
        if start < torn <= stop:
            yield torn, penalty[torn] + _TORN + _RAGGED * (reach - end[torn]) / room


def is_torn(part: Matter, start: int, stop: int, room: float) -> bool:
    """Tell whether a line before or behind a long word is set ragged, since it would be too loose if it were set flush."""
    if stop not in part.nodes.long and not _begins_long(part.nodes, start):
        return False
    slack = room - (part.nodes.end[stop] - part.nodes.base[start])
    loose = (
        slack / ((part.nodes.end_gaps[stop] - part.nodes.base_gaps[start]) or 0.5) / (_VISIBLE * part.size)
    )
    return loose > 0.0 and loose * loose * (1.0 + loose) > _TORN + _RAGGED * slack / room


def _begins_long(nodes: Nodes, start: int) -> bool:
    """Tell whether a line begins with a long word, or with the rest of one."""
    return start in nodes.long or (start > 0 and nodes.penalty[start] >= RELUCTANT / 2)


def _close(part: Matter, start: int, stop: int, reach: float) -> float:
    """Return what a line costs that is a paragraph's last, or too long for its room until white is taken from it."""
    nodes = part.nodes
    last = stop == len(nodes.end) - 1
    cost = _RUNT if last and start >= nodes.runt else 0.0
    over = nodes.end[stop] - reach
    if over <= 0:
        return cost
    white = nodes.white[stop]
    if over <= white:
        return cost if last else cost + 0.1 * over / part.size
    over -= white
    inner = nodes.end[stop] - nodes.base[start] - (nodes.end_tight[stop] - nodes.base_tight[start]) - white
    if over > inner:
        return cost + _OVERFULL * (over - inner + part.size)
    return cost + 0.3 + 5.12 * (over / inner) ** 2
