"""Pouring 灌文: a galley's slugs go into columns, in order, and none is parted from what it announces."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from publisher.makeup.shape import segments
from publisher.typeset.slugs import Slug, SlugRole, heads_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.makeup.shape import Taken


_AIRY = frozenset({SlugRole.CROSSHEAD, SlugRole.FIGURE, SlugRole.CHART})
_LINED = frozenset({SlugRole.BODY, SlugRole.CALLOUT, SlugRole.LIST})


class Poured(NamedTuple):
    """What stands in each column, the rows left over in each, and how many slugs found room.

    The heads of tables that stand again over a column are no slugs of the galley, and are not among those that found room.
    """

    columns: tuple[tuple[Slug, ...], ...]
    left: tuple[int, ...]
    taken: int


class _Filled(NamedTuple):
    """A column: its slugs from ``start`` up to ``end``, the rows taken, and the slug with which the next column begins."""

    start: int
    end: int
    rows: int
    after: int


class Pouring:
    """A galley ready to be poured into columns of any height: what its slugs take is added up once.

    Attributes:
        slugs: the galley.
        rows: all that it takes; ``inked``: what it takes without its blank rows.
    """

    def __init__(self, slugs: Sequence[Slug]) -> None:
        self.slugs = tuple(slugs)
        self._tops = [0, *accumulate([slug.rows for slug in self.slugs])]
        announced = {
            index: _announced(self.slugs, index) for index, slug in enumerate(self.slugs) if slug.keep
        }
        self._keeps = list(announced)
        self._reaches = [self._tops[index + 1] + rows for index, rows in announced.items()]
        self._most_announced = max(announced.values(), default=0)
        self._airs = breathing_spots(self.slugs)
        self._spaces = {index for index, slug in enumerate(self.slugs) if slug.role == SlugRole.SPACE}
        self._goes_on = any(slug.over for slug in self.slugs)
        self._heads = {index for index in announced if heads_columns(self.slugs[index])}
        self.rows = self._tops[-1]
        self.inked = self.rows - sum(self.slugs[index].rows for index in self._spaces)

    def into(self, capacities: Sequence[int]) -> Poured:
        """Pour the slugs into columns of so many rows.

        A slug with ``keep`` goes to the next column when what follows it would; a blank row at a column's head is dropped.
        Over the rest of a table its head stands again.
        """
        columns: list[tuple[Slug, ...]] = []
        left: list[int] = []
        index = 0
        for capacity in capacities:
            start, end, rows, index = self._column(index, capacity)
            over = self.slugs[start].over if end > start else None
            columns.append((over, *self.slugs[start:end]) if over else self.slugs[start:end])
            left.append(capacity - rows)
        return Poured(tuple(columns), tuple(left), self._inked_from(index))

    def fits(self, capacities: Sequence[int]) -> bool:
        """Tell whether all slugs find room."""
        index = 0
        for capacity in capacities:
            index = self._column(index, capacity).after
        return self._inked_from(index) >= len(self.slugs)

    def smallest(self, measures: int, lost: tuple[Taken, ...], limit: int) -> int | None:
        """Return the fewest rows at which the slugs fit into equal columns, or None if more than ``limit``.

        Args:
            measures: how many text columns there are.
            lost: what heads and pictures take of them.
            limit: the rows of the highest column that there can be.
        """
        # What runs to the foot takes its columns away, but for the rows above it.
        used = sum(-item.span * item.row if item.to_foot else item.span * item.rows for item in lost)
        running = measures - sum(item.span for item in lost if item.to_foot)
        if running < 1:
            return None
        deepest = max((item.row + item.rows for item in lost), default=1)
        # What belongs together is parted only where no column could hold it.
        deepest = max(deepest, min(self._longest_group(), limit))
        for rows in range(max(1, -(-(self.inked + used) // running), deepest), limit + 1):
            if self.fits([segment.rows for segment in segments(measures, rows, lost)]):
                return rows
        return None

    def again(self, measures: int, lost: tuple[Taken, ...], rows: int) -> int:
        """Return the rows that heads of tables take which stand again, in equal columns of so many rows."""
        if not self._goes_on:
            return 0
        columns = self.into([segment.rows for segment in segments(measures, rows, lost)]).columns
        return sum(column[0].rows for column in columns if len(column) > 1 and column[0] is column[1].over)

    def _column(self, index: int, capacity: int) -> _Filled:
        slugs, tops = self.slugs, self._tops
        start = self._inked_from(index)
        if start == len(slugs):
            return _Filled(start, start, 0, start)
        over = slugs[start].over
        again = over.rows if over else 0
        foot = tops[start] + capacity - again
        most = max(bisect_right(tops, foot, start) - 1, start)
        # At a column's head what is announced may be higher than any column: then the announcement stands alone.
        after = end = self._cut(start, most, foot)
        if end == start + 1 and slugs[start].keep and slugs[start].role == SlugRole.TABLE:
            # But a table is parted between its rows, and its head never stands alone.
            after = end = start if most == end and start in self._heads else most
        while end > start and end - 1 in self._spaces:
            end -= 1
        if end > start and self._widowed(start, end, after):
            end, after = end - 1, after - 1
        return _Filled(start, end, again + tops[end] - tops[start] if end > start else 0, after)

    def _cut(self, start: int, end: int, foot: int) -> int:
        """Move a column's end up to the first slug that would be parted from what it announces."""
        keep = bisect_left(self._keeps, end) - 1
        while keep >= 0 and self._keeps[keep] > start:
            index = self._keeps[keep]
            if self._tops[index + 1] + self._most_announced <= foot:
                break
            if self._reaches[keep] > foot:
                end = index
            keep -= 1
        return end

    def _widowed(self, start: int, end: int, after: int) -> bool:
        """Tell whether the next column would begin with the last line of a paragraph of three lines or more 孤行.

        That is mended where the column left a line shorter has a place at which white looks meant.
        """
        slugs = self.slugs
        if not 2 <= after < len(slugs):
            return False
        last = slugs[after]
        if not (
            last.closes and not last.opens and last.role in _LINED and slugs[after - 2].block == last.block
        ):
            return False
        return slugs[end - 1].block == last.block and bisect_left(self._airs, end) > bisect_right(
            self._airs, start
        )

    def _inked_from(self, index: int) -> int:
        """Return the next slug that is no blank row."""
        while index in self._spaces:
            index += 1
        return index

    def _longest_group(self) -> int:
        """Return the rows of the highest group that belongs together."""
        groups = (reach - self._tops[index] for index, reach in zip(self._keeps, self._reaches, strict=True))
        return max(groups, default=1)


def breathing_spots(column: Sequence[Slug]) -> list[int]:
    """Return the slugs of a column above which a row of white looks meant: crossheads, pictures, charts."""
    return [
        index
        for index, slug in enumerate(column)
        if index and slug.role in _AIRY and column[index - 1].role != SlugRole.CROSSHEAD
    ]


def feather(column: Sequence[Slug], left: int, *, last: bool) -> list[tuple[Slug, int]]:
    """Spread a column's left-over rows over its breathing spots; return each slug with the rows before it.

    Args:
        column: what stands in it.
        left: its left-over rows.
        last: it is the module's last, whose foot may stay open.
    """
    spots = breathing_spots(column)
    before = dict.fromkeys(spots, 0)
    for turn in range(min(left, 2 * len(spots)) if not last or left <= 2 else 0):
        before[spots[turn % len(spots)]] += 1
    return [(slug, before.get(index, 0)) for index, slug in enumerate(column)]


def _announced(slugs: Sequence[Slug], index: int) -> int:
    """Return the rows that must stand below a slug in its column: what it announces, two lines of it."""
    rows = 0
    following = index
    while slugs[following].keep and following + 1 < len(slugs):
        following += 1
        rows += slugs[following].rows
    if following > index and following + 1 < len(slugs) and not slugs[following].closes:
        rows += slugs[following + 1].rows
    return rows
