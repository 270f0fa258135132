"""Settings 排法: a paragraph in one measure, as finished lines, in as many of them as it takes or as are wished for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from publisher.typeset.breaking import best_way, is_torn, ways
from publisher.typeset.lines import LaterSpans, Line, broken, filled, placed, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.typeset.lines import Span
    from publisher.typeset.matter import Matter


class Setting(NamedTuple):
    """A paragraph in one measure.

    Attributes:
        parts: what stands between the line breaks that its author set.
        measure: the column's width, in pt.
        indent: of the first line, in pt (in Chinese two characters).
        inset: white at the left of all lines, in pt; ``measure`` is what is right of it.
        justify: lines are flush at both edges, all but the last.
        align: how lines are placed that are not justified: ``left``, ``center`` or ``right``.
    """

    parts: tuple[Matter, ...]
    measure: float
    indent: float = 0.0
    inset: float = 0.0
    justify: bool = True
    align: str = "left"

    def lines(self, count: int | None = None) -> tuple[Line, ...]:
        """Set the paragraph, in its best lines or in ``count`` of them.

        Raises:
            KeyError: where ``alternatives`` does not hold that number of lines.
        """
        if count is None:
            chosen = tuple(best_way(part, self.measure, indent).ends for part, indent in self._indented())
        else:
            chosen = self._choices()[count][1]
        parts = (
            self._lines(part, indent, ends)
            for (part, indent), ends in zip(self._indented(), chosen, strict=True)
        )
        return tuple(line for lines in broken(parts) for line in lines)

    def alternatives(self) -> dict[int, float]:
        """Return the numbers of lines in which the paragraph can be set decently, each with what it costs more than the best.

        The unit is that of ``breaking``: 2 for a line with a tenth of an em in each gap. An empty line counts for none.
        """
        costs = {count: cost for count, (cost, _) in self._choices().items()}
        least = sum(best_way(part, self.measure, indent).cost for part, indent in self._indented())
        return {count: costs[count] - least for count in sorted(costs)}

    def _indented(self) -> Iterator[tuple[Matter, float]]:
        return ((part, 0.0 if number else self.indent) for number, part in enumerate(self.parts))

    def _choices(self) -> dict[int, tuple[float, tuple[tuple[int, ...], ...]]]:
        """Return, for each number of lines of all parts together, the least cost and the ends of each part's lines."""
        choices: dict[int, tuple[float, tuple[tuple[int, ...], ...]]] = {0: (0.0, ())}
        for part, indent in self._indented():
            found = ways(part, self.measure, indent)
            step: dict[int, tuple[float, tuple[tuple[int, ...], ...]]] = {}
            for before, (cost, ends) in choices.items():
                for count, way in found.items():
                    total = before + count
                    if total not in step or cost + way.cost < step[total][0]:
                        step[total] = (cost + way.cost, (*ends, way.ends))
            choices = step
        return choices

    def _lines(self, part: Matter, indent: float, ends: Sequence[int]) -> Iterator[Line]:
        if not ends:
            yield Line((), self.inset + indent, 0.0)
        start = 0
        for end in ends:
            offset = 0.0 if start else indent
            yield self._line(part, start, end, offset, justify=self.justify and end < ends[-1])
            start = end

    def _line(self, part: Matter, start: int, end: int, offset: float, *, justify: bool) -> Line:
        nodes = part.nodes
        room = self.measure - offset
        natural = nodes.end[end] - nodes.base[start]
        least = nodes.end_tight[end] - nodes.base_tight[start]
        spreads = (
            justify and nodes.end_gaps[end] > nodes.base_gaps[start] and not is_torn(part, start, end, room)
        )
        width = filled(natural, least, room, spreads=spreads)
        if not justify:
            offset += placed(width, room, nodes.white[end], self.align)
        spans = LaterSpans(partial(_spans, part, start, end, width - natural))
        spaced = end < len(nodes.end) - 1 and nodes.behind[end] < nodes.first[end]
        return Line(spans, self.inset + offset, width, " " if spaced else "")


def _spans(part: Matter, start: int, end: int, change: float) -> tuple[Span, ...]:
    inner = slice(part.nodes.first[start], part.nodes.behind[end])
    return spread(part.atoms[inner], part.between[inner], change, part.nodes.hyphen[end])
