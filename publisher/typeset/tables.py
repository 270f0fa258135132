"""Tables 表格: columns share the measure by what they hold; every row is some rows of the baseline grid high."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.model import Align, Run, Runs, Table, plain
from publisher.typeset.slugs import Cell, Slug, SlugRole

if TYPE_CHECKING:
    from publisher.typeset.setter import Setter

#: White at both sides of a cell, in em of the table's type.
_PADDING = 0.4
#: No column is narrower than this, in em.
_NARROWEST = 2.5


def natural_width(table: Table, setter: Setter) -> float:
    """Return the measure in pt that a table wants so that no cell is broken."""
    return sum(_wishes(table, setter))


def set_table(table: Table, setter: Setter, measure: float, block: int) -> list[Slug]:
    """Set a table for a measure in pt, one slug for each of its rows; its head stays with the first row."""
    widths = _share(_wishes(table, setter), measure, setter.book.table.size)
    rows = ([(True, table.header)] if any(table.header) else []) + [(False, row) for row in table.rows]
    slugs = [_row(cells, table.align, widths, setter, header=header, block=block) for header, cells in rows]
    return [
        slug._replace(opens=index == 0, closes=index == len(slugs) - 1, keep=index == 0 and len(slugs) > 1)
        for index, slug in enumerate(slugs)
    ]


def _wishes(table: Table, setter: Setter) -> list[float]:
    voice = setter.book.table
    wishes = [0.0] * len(table.align)
    for row in (table.header, *table.rows):
        for index, cell in enumerate(row[: len(wishes)]):
            lines = plain(cell).split("\n")
            wishes[index] = max(wishes[index], *(setter.width(line, voice) for line in lines))
    return [wish + 2 * _PADDING * voice.size + 0.5 for wish in wishes]


def _share(wishes: list[float], measure: float, size: float) -> list[float]:
    """Give each column its share: what it wishes while that fits, else the widest give way first."""
    total = sum(wishes)
    if total <= measure:
        extra = (measure - total) / len(wishes)
        return [wish + extra for wish in wishes]
    floor = min(_NARROWEST * size, measure / len(wishes))
    fair = measure / len(wishes)
    narrow = [wish if wish <= fair else 0.0 for wish in wishes]
    room, broad = measure - sum(narrow), [wish for wish in wishes if wish > fair]
    return [max(wish, floor) if wish <= fair else room * wish / sum(broad) for wish in wishes]


def _row(
    row: tuple[Runs, ...],
    align: tuple[Align, ...],
    widths: list[float],
    setter: Setter,
    *,
    header: bool,
    block: int,
) -> Slug:
    voice = setter.book.table
    padding = _PADDING * voice.size
    cells, x = [], 0.0
    for index, width in enumerate(widths):
        runs = row[index] if index < len(row) else ()
        if header:
            runs = tuple(_bold(run) for run in runs)
        inner = max(width - 2 * padding, voice.size)
        lines = setter.lines(runs, voice, inner, justify=False, align=align[index].value)
        cells.append(
            Cell(tuple(line for line in lines if line.spans), x + padding, inner, align[index].value, header)
        )
        x += width
    rows = max(1, *(len(cell.lines) for cell in cells))
    return Slug(rows, SlugRole.TABLE, block, cells=tuple(cells))


def _bold(run: Run) -> Run:
    return Run(
        text=run.text, strong=True, emphasis=run.emphasis, code=run.code, raised=run.raised, lowered=run.lowered,
        href=run.href, ruby=run.ruby, note=run.note,
    )  # fmt: skip
