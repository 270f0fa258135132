"""Matter 排字材料: atoms measured once, so that they can be broken in any measure by subtraction alone."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from publisher.typeset.atoms import Atom, AtomKind
from publisher.typeset.lines import Between, neighbours

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What every line costs, so that of two settings alike the shorter one wins.
_EACH = 0.05
#: What a second hyphen costs right under a first one.
_AGAIN = 4.0
#: A word of the West that is wider, in em, is long.
_LONG = 4.0
#: What it costs more to end a paragraph with the rest of a word.
_FRAGMENT = 12.0
#: A last line with fewer letters is a runt 孤字 (CLREQ, "Adjustments of Orphans and Widows"); marks do not count.
_RUNT = 2


class Nodes(NamedTuple):
    """The places where a line may end and the next begin, the first before all atoms and the last behind them.

    A line from node ``a`` to node ``b`` is naturally ``end[b] - base[a]`` pt wide, ``end_tight[b] - base_tight[a]``
    with all its white taken away, and has ``end_gaps[b] - base_gaps[a]`` gaps to spread what it lacks.

    Attributes:
        first: the atom that a line begins with; ``behind``: the one behind its last. Spaces at its ends are left out.
        white: what can be taken from the line's last mark.
        hyphen: the width of the hyphen that is drawn at its end.
        penalty: what a break costs here, ``again`` where the line above ends in a hyphen as well.
        long: the nodes that a word begins behind which is long, and is not parted.
        runt: the first node behind which there is too little for a line.
    """

    first: list[int]
    behind: list[int]
    base: list[float]
    base_tight: list[float]
    base_gaps: list[float]
    end: list[float]
    end_tight: list[float]
    end_gaps: list[float]
    white: list[float]
    hyphen: list[float]
    penalty: list[float]
    again: list[float]
    long: tuple[int, ...]
    runt: int


class Matter(NamedTuple):
    """Atoms between two ends that their author set.

    Attributes:
        between: what lies between each atom and the next.
        size: of the type, in pt.
        widest: the widest stretch that is never parted, in pt.
    """

    atoms: tuple[Atom, ...]
    between: tuple[Between, ...]
    size: float
    widest: float
    nodes: Nodes


def matters(atoms: Sequence[Atom]) -> tuple[Matter, ...]:
    """Part atoms at the line breaks that their author set, and measure each part."""
    parts: list[list[Atom]] = [[]]
    for atom in atoms:
        if atom.kind == AtomKind.NEWLINE:
            parts.append([])
        else:
            parts[-1].append(atom)
    return tuple(_matter(part) for part in parts)


def _matter(atoms: list[Atom]) -> Matter:
    between = neighbours(atoms)
    nodes = _nodes(atoms, between)
    stretches = zip(nodes.base_tight, nodes.end_tight[1:], strict=False)
    return Matter(
        atoms=tuple(atoms),
        between=tuple(between),
        size=max((atom.style.size for atom in atoms), default=1.0) or 1.0,
        widest=max((end - start for start, end in stretches), default=0.0),
        nodes=nodes,
    )


def _nodes(atoms: list[Atom], between: list[Between]) -> Nodes:
    start, least = 0, len(atoms)
    while start < least and atoms[start].kind == AtomKind.SPACE:
        start += 1
    while least > start and atoms[least - 1].kind == AtomKind.SPACE:
        least -= 1
    if start == least:
        return Nodes([0], [0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], [0.0], (), 1)
    cuts = [index for index in range(start + 1, least) if atoms[index - 1].penalty is not None]
    first = [start, *cuts, least]
    behind = [start, *(_back(atoms, cut) for cut in cuts), least]
    left = [0.0, *accumulate([atom.width + after.kern for atom, after in zip(atoms, between, strict=True)])]
    shrunk = [0.0, *accumulate([after.white for after in between])]
    spread = [0.0, *accumulate([after.gap for after in between])]
    lasts = [atoms[index - 1] for index in behind]
    hyphen = [0.0, *(atom.hyphen for atom in lasts[1:-1]), 0.0]
    end = [
        left[index - 1] + atoms[index - 1].width + dash for index, dash in zip(behind, hyphen, strict=True)
    ]
    base = [
        edge if index == least else edge + atoms[index].left - atoms[index].lead
        for edge, index in zip((left[index] for index in first), first, strict=True)
    ]
    penalty = [_EACH + (atom.penalty or 0.0) for atom in lasts]
    penalty[-1] = _EACH
    spaces = (index for index in range(least - 1, start, -1) if atoms[index].kind == AtomKind.SPACE)
    last_space = next(spaces, least)
    penalty = [
        cost + (_FRAGMENT if dash and index > last_space else 0.0)
        for cost, dash, index in zip(penalty, hyphen, first, strict=True)
    ]
    return Nodes(
        first=first,
        behind=behind,
        base=base,
        base_tight=[edge - shrunk[index] for edge, index in zip(base, first, strict=True)],
        base_gaps=[spread[index] for index in first],
        end=end,
        end_tight=[
            edge - shrunk[index - 1] - atom.right
            for edge, index, atom in zip(end, behind, lasts, strict=True)
        ],
        end_gaps=[spread[index - 1] for index in behind],
        white=[atom.right for atom in lasts],
        hyphen=hyphen,
        penalty=penalty,
        again=[cost + (_AGAIN if dash else 0.0) for cost, dash in zip(penalty, hyphen, strict=True)],
        long=_long(atoms, first, end, base),
        runt=_runt(atoms, first, least),
    )


def _back(atoms: list[Atom], cut: int) -> int:
    """Return a break without the spaces before it."""
    while atoms[cut - 1].kind == AtomKind.SPACE:
        cut -= 1
    return cut


def _long(atoms: list[Atom], first: list[int], end: list[float], base: list[float]) -> tuple[int, ...]:
    """Return the nodes that a long word of the West begins behind, such as the number of an identity card."""
    return tuple(
        node
        for node in range(len(first) - 1)
        if atoms[first[node]].kind == AtomKind.LATIN
        and end[node + 1] - base[node] > _LONG * atoms[first[node]].style.size
    )


def _runt(atoms: list[Atom], first: list[int], end: int) -> int:
    """Return the first node behind which there are too few letters for a line."""
    letters, node = 0, len(first) - 1
    for index in range(end - 1, -1, -1):
        letters += sum(map(str.isalnum, atoms[index].text))
        if letters >= _RUNT:
            break
        while node > 0 and first[node - 1] >= index:
            node -= 1
    return max(node, 1)
