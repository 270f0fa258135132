"""Pouring 灌文: a galley's slugs go into columns, in order, and none is parted from what it announces."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publisher.makeup.shape import segments
from publisher.typeset.slugs import Slug, SlugRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.makeup.shape import Taken


_AIRY = frozenset({SlugRole.CROSSHEAD, SlugRole.FIGURE, SlugRole.CHART})
_LINED = frozenset({SlugRole.BODY, SlugRole.CALLOUT, SlugRole.LIST})


class Poured(NamedTuple):
    """What stands in each column, the rows left over in each, and how many slugs found room."""

    columns: tuple[tuple[Slug, ...], ...]
    left: tuple[int, ...]
    taken: int


def pour(slugs: Sequence[Slug], capacities: Sequence[int]) -> Poured:
    """Pour slugs into columns of so many rows.

    A slug with ``keep`` goes to the next column when what follows it would; a blank row at a column's head is dropped.
    """
    columns: list[tuple[Slug, ...]] = []
    left: list[int] = []
    index = 0
    for capacity in capacities:
        column, used, index = _column(slugs, index, capacity)
        columns.append(tuple(column))
        left.append(capacity - used)
    while index < len(slugs) and slugs[index].role == SlugRole.SPACE:
        index += 1
    return Poured(tuple(columns), tuple(left), index)


def _column(slugs: Sequence[Slug], index: int, capacity: int) -> tuple[list[Slug], int, int]:
    column: list[Slug] = []
    used = 0
    while index < len(slugs):
        slug = slugs[index]
        if not column and slug.role == SlugRole.SPACE:
            index += 1
            continue
        needed = slug.rows + _announced(slugs, index)
        # At a column's head what is announced may be higher than any column: then the announcement stands alone.
        if used + (needed if column else slug.rows) > capacity:
            break
        column.append(slug)
        used += slug.rows
        index += 1
    while column and column[-1].role == SlugRole.SPACE:
        used -= column.pop().rows
    if column and _widowed(slugs, index) and column[-1].block == slugs[index].block and breathing_spots(column):
        used -= column.pop().rows
        index -= 1
    return column, used, index


def _widowed(slugs: Sequence[Slug], index: int) -> bool:
    """Tell whether the next column would begin with the last line of a paragraph of three lines or more 孤行."""
    if not 2 <= index < len(slugs):
        return False
    last = slugs[index]
    return last.closes and not last.opens and slugs[index - 2].block == last.block and last.role in _LINED


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


def _longest_group(slugs: Sequence[Slug]) -> int:
    """Return the rows of the highest group that belongs together."""
    groups = (slug.rows + _announced(slugs, index) for index, slug in enumerate(slugs) if slug.keep)
    return max(groups, default=1)


def smallest(slugs: Sequence[Slug], measures: int, lost: tuple[Taken, ...], limit: int) -> int | None:
    """Return the fewest rows at which slugs fit into equal columns, or None if more than ``limit``.

    Args:
        slugs: the galley.
        measures: how many text columns there are.
        lost: what heads and pictures take of them.
        limit: the rows of the highest column that there can be.
    """
    total = sum(slug.rows for slug in slugs if slug.role != SlugRole.SPACE)
    used = sum(item.span * item.rows for item in lost if not item.to_foot)
    running = measures - sum(item.span for item in lost if item.to_foot)
    if running < 1:
        return None
    deepest = max((item.row + item.rows for item in lost), default=1)
    # What belongs together is parted only where no column could hold it.
    deepest = max(deepest, min(_longest_group(slugs), limit))
    for rows in range(max(1, -(-(total + used) // running), deepest), limit + 1):
        if pour(slugs, [segment.rows for segment in segments(measures, rows, lost)]).taken >= len(slugs):
            return rows
    return None
