"""Pouring 灌文: a galley's slugs go into columns, in order, and none is parted from what it announces."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publisher.typeset.slugs import Slug, SlugRole

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    return column, used, index


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


def smallest(slugs: Sequence[Slug], columns: int, taken: Sequence[int], limit: int) -> int | None:
    """Return the fewest rows at which slugs fit into equal columns, or None if more than ``limit``.

    Args:
        slugs: the galley.
        columns: how many columns there are.
        taken: the rows that a picture takes at the head of each.
        limit: the rows of the highest column that there can be.
    """
    total = sum(slug.rows for slug in slugs if slug.role != SlugRole.SPACE)
    start = max(1, -(-(total + sum(taken)) // columns), *taken)
    for rows in range(start, limit + 1):
        if pour(slugs, [rows - used for used in taken]).taken >= len(slugs):
            return rows
    return None
