"""Finished lines 成行: spans with their spacing, as the painter takes them over without a decision of its own."""

from __future__ import annotations

import itertools
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from publisher.typeset.atoms import Atom, AtomKind, TextStyle, kern

if TYPE_CHECKING:
    from collections.abc import Sequence


class Span(NamedTuple):
    """A stretch of a line in one style.

    Attributes:
        before, after: space left and right of it, in pt; negative where a mark's white is taken away.
        spacing: added after each of its characters, in pt.
    """

    text: str
    style: TextStyle
    before: float = 0.0
    after: float = 0.0
    spacing: float = 0.0
    feature: str = ""


class Line(NamedTuple):
    """A line: where it starts, in pt from the measure's left edge, its spans and the width that they fill."""

    spans: tuple[Span, ...]
    offset: float
    width: float

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(span.text for span in self.spans)


def trim(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """Drop the spaces at both ends of a line."""
    start, end = 0, len(atoms)
    while start < end and atoms[start].kind == AtomKind.SPACE:
        start += 1
    while end > start and atoms[end - 1].kind in {AtomKind.SPACE, AtomKind.NEWLINE}:
        end -= 1
    return atoms[start:end]


def set_line(
    atoms: Sequence[Atom], measure: float, *, offset: float = 0.0, justify: bool = False, align: str = "left"
) -> Line:
    """Set one line.

    Args:
        atoms: what stands on it.
        measure: the width to fill, in pt, without ``offset``.
        offset: the indent, in pt.
        justify: make both edges flush 两端齐: by the white of the last mark, then of all marks, then by spacing.
        align: ``left``, ``center`` or ``right``, for a line that is not justified.
    """
    atoms = trim(atoms)
    if not atoms:
        return Line((), offset, 0.0)
    kerns = [kern(this, after) for this, after in itertools.pairwise(atoms)] + [0.0]
    lead, tail = -atoms[0].left, 0.0
    natural = sum(atom.width for atom in atoms) + sum(kerns) + lead
    if justify or natural > measure:
        tail = -min(max(natural - measure, 0.0), atoms[-1].right)
        _spread(atoms, kerns, measure - natural - tail, justify=justify)
    width = sum(atom.width for atom in atoms) + sum(kerns) + lead + tail
    # Behind the last character spacing is not seen, and with it that character needs no span of its own.
    kerns[-1] = tail or _usual(kerns)
    if align == "right" and not justify:
        # The white of a last mark hangs over the edge.
        offset += atoms[-1].right
    if align != "left" and not justify:
        offset += (measure - width) * (0.5 if align == "center" else 1.0)
    return Line(_spans(atoms, kerns, lead), offset, width)


def _usual(kerns: Sequence[float]) -> float:
    """Return the spacing that most gaps of a line have, if it is none that takes white away."""
    count = Counter(round(kern_, 3) for kern_ in kerns[:-1])
    return max(count.most_common(1)[0][0], 0.0) if count else 0.0


def _spread(atoms: Sequence[Atom], kerns: list[float], slack: float, *, justify: bool) -> None:
    """Add the slack of a line to its gaps, or take a negative one from the white of its marks."""
    weights = gaps(atoms) if slack > 0 else shrinks(atoms, kerns)
    total = sum(weights)
    if not total or (slack > 0 and not justify):
        return
    share = slack / total if slack > 0 else max(slack / total, -1.0)
    for index, weight in enumerate(weights):
        kerns[index] += weight * share


def gaps(atoms: Sequence[Atom]) -> list[float]:
    """Return how much of a line's slack each gap between its atoms takes; a space between words takes thrice as much."""
    result = []
    for this, after in itertools.pairwise(atoms):
        if AtomKind.SPACE in (this.kind, after.kind):
            result.append(3.0 if this.kind == AtomKind.SPACE else 0.0)
        elif this.kind == after.kind == AtomKind.LATIN:
            result.append(0.0)
        else:
            result.append(1.0)
    return result


def shrinks(atoms: Sequence[Atom], kerns: Sequence[float]) -> list[float]:
    """Return the white that can be taken from each gap of a line, in pt: half of a mark's, a third of a word space."""
    result = []
    for this, after, now in zip(atoms, atoms[1:], kerns, strict=False):
        if this.kind == AtomKind.SPACE:
            result.append(this.width / 3)
        else:
            result.append(max((this.right + after.left) * 0.5, 0.0) if now >= 0 else 0.0)
    return result


def _spans(atoms: Sequence[Atom], kerns: Sequence[float], lead: float) -> tuple[Span, ...]:
    """Join neighbours that are set alike into one span."""
    spans: list[Span] = []
    before = lead
    for atom, after in zip(atoms, kerns, strict=True):
        span = _span(atom, before, after)
        before = 0.0
        if spans and _joins(spans[-1], span):
            spans[-1] = spans[-1]._replace(text=spans[-1].text + span.text)
        else:
            spans.append(span)
    return tuple(spans)


def _span(atom: Atom, before: float, after: float) -> Span:
    single = atom.kind == AtomKind.WIDE and len(atom.text) == 1 and not atom.style.ruby
    if single and after >= 0:
        return Span(atom.text, atom.style, round(before, 3), 0.0, round(after, 3), atom.feature)
    return Span(atom.text, atom.style, round(before, 3), round(after, 3), 0.0, atom.feature)


def _joins(left: Span, right: Span) -> bool:
    return (
        left.style == right.style
        and left.feature == right.feature
        and not right.before
        and not left.after
        and not right.after
        and abs(left.spacing - right.spacing) < 0.0005
        and not left.style.ruby
    )
