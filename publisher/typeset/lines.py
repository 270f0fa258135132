"""Finished lines 成行: spans with their spacing, as the painter takes them over without a decision of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, overload

from publisher.typeset.atoms import Atom, AtomKind, TextStyle, kern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Marks the span that a hyphen is drawn for; it has no text, for a hyphen is no character of the article.
HYPHEN = "hyphen"

_WIDE, _LATIN, _SPACE = AtomKind.WIDE, AtomKind.LATIN, AtomKind.SPACE


class Between(NamedTuple):
    """What lies between two atoms of a line.

    Attributes:
        kern: the space that belongs there, in pt.
        gap: how much of a line's slack it takes; a space between words takes thrice what a gap between characters does.
        white: what can be taken from it, in pt: half of a mark's white, a third of a word space.
    """

    kern: float
    gap: float
    white: float


#: Two characters of the Han grid, without white: the most common neighbours by far.
_PLAIN = Between(0.0, 1.0, 0.0)


class Span(NamedTuple):
    """A stretch of a line in one style.

    Attributes:
        before, after: space left and right of it, in pt; negative where a mark's white is taken away.
        spacing: added after each of its characters, in pt.
        feature: the OpenType feature it is set with, or ``MISSING``, or ``HYPHEN``.
    """

    text: str
    style: TextStyle
    before: float = 0.0
    after: float = 0.0
    spacing: float = 0.0
    feature: str = ""


class LaterSpans(Sequence[Span]):
    """The spans of a line, made when somebody looks: make-up weighs far more lines than are ever printed.

    Pickled, compared and hashed it is the plain tuple that it stands for.
    """

    def __init__(self, make: Callable[[], tuple[Span, ...]]) -> None:
        self._make = make

    @cached_property
    def made(self) -> tuple[Span, ...]:
        """The spans."""
        return self._make()

    @overload
    def __getitem__(self, index: int) -> Span: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Span, ...]: ...
    def __getitem__(self, index: int | slice) -> Span | tuple[Span, ...]:
        return self.made[index]

    def __len__(self) -> int:
        return len(self.made)

    def __bool__(self) -> bool:
        # A line without spans has an empty tuple instead.
        return True

    def __eq__(self, other: object) -> bool:
        return self.made == (other.made if isinstance(other, LaterSpans) else other)

    def __hash__(self) -> int:
        return hash(self.made)

    def __repr__(self) -> str:
        return repr(self.made)

    def __reduce__(self) -> tuple[type[tuple[Span, ...]], tuple[tuple[Span, ...]]]:
        return tuple, (self.made,)


class Line(NamedTuple):
    """A line: where it starts, in pt from the measure's left edge, its spans and the width that they fill.

    Attributes:
        behind: what its end stands for in the text: the space between two words, a line break of the author's, or nothing.
    """

    spans: Sequence[Span]
    offset: float
    width: float
    behind: str = ""

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(span.text for span in self.spans)


def broken(parts: Iterable[Iterable[Line]]) -> list[list[Line]]:
    """Return the lines of each part of some text, the last of a part with the break behind it that the author set."""
    found = [list(part) for part in parts]
    for part in found[:-1]:
        part[-1:] = [line._replace(behind="\n") for line in part[-1:]]
    return found


def trim(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """Drop the spaces at both ends of a line."""
    start, end = 0, len(atoms)
    while start < end and atoms[start].kind == _SPACE:
        start += 1
    while end > start and atoms[end - 1].kind in {_SPACE, AtomKind.NEWLINE}:
        end -= 1
    return atoms[start:end]


def neighbours(atoms: Sequence[Atom]) -> list[Between]:
    """Return what lies between each atom and the next, and nothing behind the last."""
    between = [
        _PLAIN
        if this.kind == after.kind == _WIDE
        and not (this.right or after.left or this.left or after.right or this.style.apart)
        else _between(this, after)
        for this, after in pairwise(atoms)
    ]
    return [*between, Between(0.0, 0.0, 0.0)] if atoms else []


def _between(this: Atom, after: Atom) -> Between:
    if this.kind == _SPACE:
        return Between(0.0, 3.0, this.width / 3)
    space = kern(this, after)
    white = max((this.right + after.left) * 0.8, 0.0) if space >= 0 else 0.0
    tied = after.kind == _SPACE or this.kind == after.kind == _LATIN or after.style.note
    return Between(space, 0.0 if tied else 1.0, white)


def filled(natural: float, least: float, room: float, *, spreads: bool) -> float:
    """Return the width that a line takes: its room, as far as its white and its gaps let it.

    Args:
        natural: its own width, in pt.
        least: its width without its white, in pt.
        room: what it should fill, in pt.
        spreads: it is to be flush at both edges, and has gaps to take up what it lacks.
    """
    if natural > room:
        return max(room, least)
    return room if spreads else natural


def placed(width: float, room: float, white: float, align: str) -> float:
    """Return how far a line that is not justified is set in; the white of its last mark hangs over a right edge."""
    if align == "left":
        return 0.0
    return (room - width) / 2 if align == "center" else room - width + white


def set_line(atoms: Sequence[Atom], measure: float, *, align: str = "left") -> Line:
    """Set one line that is not justified; where it is too long, white is taken from its marks.

    Args:
        atoms: what stands on it.
        measure: the width it has, in pt.
        align: ``left``, ``center`` or ``right``.
    """
    behind = " " if atoms and atoms[-1].kind == _SPACE else ""
    atoms = trim(atoms)
    if not atoms:
        return Line((), 0.0, 0.0)
    between = neighbours(atoms)
    kerns, _, whites = (sum(column) for column in zip(*between, strict=True))
    natural = sum(atom.width for atom in atoms) + kerns - atoms[0].left + atoms[0].lead
    white = atoms[-1].right
    width = filled(natural, natural - whites - white, measure, spreads=False)
    offset = placed(width, measure, white, align)
    return Line(LaterSpans(partial(spread, atoms, between, width - natural)), offset, width, behind)


def spread(
    atoms: Sequence[Atom], between: Sequence[Between], change: float, hyphen: float = 0.0
) -> tuple[Span, ...]:
    """Return the spans of a line that is made wider or narrower.

    Args:
        atoms: what stands on it, without spaces at its ends.
        between: what ``neighbours`` tells of them.
        change: in pt; what is taken away comes from the last mark's white first, what is added goes to the gaps.
        hyphen: the width of the hyphen to draw at its end, in pt, or 0.
    """
    inner = between[: len(atoms) - 1]
    last = atoms[-1]
    # Behind the last character spacing is not seen, and with it that character needs no span of its own.
    tail = 0.0
    if change > 0:
        share = change / (sum([gap for _, gap, _ in inner]) or 1.0)
        tail = share if last.kind == _WIDE else 0.0
        spaces = [kern + gap * share for kern, gap, _ in inner]
    elif change < 0:
        tail = max(change, -last.right)
        share = (change - tail) / (sum([white for _, _, white in inner]) or 1.0)
        spaces = [kern + white * share for kern, _, white in inner]
    else:
        spaces = [kern for kern, _, _ in inner]
    spans = _spans(atoms, (*spaces, tail), -atoms[0].left)
    return (*spans, Span("", last.style, feature=HYPHEN)) if hyphen else tuple(spans)


def _spans(atoms: Sequence[Atom], kerns: Sequence[float], before: float) -> list[Span]:
    """Join neighbours that are set alike into one span."""
    spans: list[Span] = []
    text, style, spacing, feature = "", atoms[0].style, 0.0, ""
    lead, open_ = round(before, 3), False
    for atom, after in zip(atoms, kerns, strict=True):
        space = round(after, 3)
        ruby = atom.style.ruby
        # Spacing can only be set behind each character of a span, and space that is taken away only at its end.
        single = space >= 0 and atom.kind == _WIDE and len(atom.text) == 1 and not ruby
        inner, behind = (space, 0.0) if single else (0.0, space)
        alike = open_ and inner == spacing and (atom.style is style or atom.style == style)
        if alike and not behind and not ruby and atom.feature == feature:
            text += atom.text
            continue
        if open_:
            spans.append(Span(text, style, lead, 0.0, spacing, feature))
            lead = 0.0
        text, style, spacing, feature = atom.text, atom.style, inner, atom.feature
        open_ = not (behind or ruby)
        if ruby:
            lead, behind = round(lead + atom.inset, 3), round(behind + atom.inset, 3)
        if not open_:
            spans.append(Span(text, style, lead, behind, spacing, feature))
            lead = 0.0
    if open_:
        spans.append(Span(text, style, lead, 0.0, spacing, feature))
    return spans
