"""Tables 表格: columns share the measure by what they hold; every row is some rows of the baseline grid high."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publisher.model import Align, Run, Runs, Table, plain
from publisher.text.reading import visible
from publisher.typeset.slugs import Cell, Slug, SlugRole, words

if TYPE_CHECKING:
    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter

#: White at both sides of a cell, in em of the table's type.
_PADDING = 0.4
#: No column is narrower than this, in em.
_NARROWEST = 2.5
#: A head that takes more than this share of a column would leave no room for what it heads, and is not repeated.
_HIGHEST_HEAD = 0.5


def natural_width(table: Table, setter: Setter) -> float:
    """Return the measure in pt that a table wants so that no cell is broken."""
    return sum(whole for _, whole in _wishes(table, setter))


def least_width(table: Table, setter: Setter) -> float:
    """Return the measure in pt below which a figure or a word of a table would be parted."""
    return sum(least for least, _ in _wishes(table, setter))


def set_table(table: Table, setter: Setter, measure: float, block: int, rows: int) -> list[Slug]:
    """Set a table for a measure in pt, one slug for each of its rows; its head stays with the first row.

    A row that does not fit into ``rows`` lines, below the head, is set as several slugs; all but its last have ``level`` 1.
    """
    widths = _share(_wishes(table, setter), measure)
    heads = "row" if table.row_heads else ""
    slugs: list[Slug] = []
    over = None
    if any(table.header):
        header = _row(table.header, table.align, widths, setter, head="col", block=block)
        over = _again(header) if header.rows <= rows * _HIGHEST_HEAD else None
        slugs = _chunks(header, rows)
    if table.rest:
        slugs = [over] if over else []
    first = len(slugs)
    room = rows - over.rows if over else rows
    for row in table.rows:
        slugs += _chunks(_row(row, table.align, widths, setter, head=heads, block=block), room)
    return [
        slug._replace(
            opens=index == 0 and not table.rest,
            closes=index == len(slugs) - 1,
            keep=index == 0 and len(slugs) > 1 and over is not None,
            over=over if index >= first else None,
        )
        for index, slug in enumerate(slugs)
    ]


def _again(header: Slug) -> Slug:
    """Return a table's head as it stands again: none of it is counted, and what is clicked on is where it stood first."""
    cells = tuple(cell._replace(lines=tuple(map(_mute, cell.lines))) for cell in header.cells)
    again = header._replace(cells=cells)
    return again._replace(added=len(visible(words(again))))


def _mute(line: Line) -> Line:
    """Return a line that leads nowhere."""
    spans = (span._replace(style=span.style._replace(href="", note="")) for span in line.spans)
    return line._replace(spans=tuple(spans))


def _wishes(table: Table, setter: Setter) -> list[tuple[float, float]]:
    """Return for each column the width that keeps its words whole, and the one that keeps its cells on one line."""
    voice = setter.book.table
    least, whole = [0.0] * len(table.align), [0.0] * len(table.align)
    for row in (table.header, *table.rows):
        for index, cell in enumerate(row[: len(whole)]):
            for text in plain(cell).split("\n"):
                whole[index] = max(whole[index], setter.width(text, voice))
                least[index] = max(least[index], setter.widest_word(text, voice))
    padding = 2 * _PADDING * voice.size + 0.5
    floor = _NARROWEST * voice.size
    return [
        (max(word, min(floor, line)) + padding, line + padding)
        for word, line in zip(least, whole, strict=True)
    ]


def _share(wishes: list[tuple[float, float]], measure: float) -> list[float]:
    """Give each column its share: what keeps its words whole, and of the rest what its lines still want."""
    least, whole = sum(word for word, _ in wishes), sum(max(line, word) for word, line in wishes)
    if least >= measure:
        return [measure * word / least for word, _ in wishes]
    rest = measure - least
    want = whole - least
    if want <= rest:
        extra = (measure - whole) / len(wishes)
        return [max(line, word) + extra for word, line in wishes]
    return [word + rest * max(line - word, 0.0) / want for word, line in wishes]


def _chunks(slug: Slug, rows: int) -> list[Slug]:
    """Part a row that is higher than a column may be."""
    if slug.rows <= rows:
        return [slug]
    parts = [
        slug._replace(
            rows=min(rows, slug.rows - start),
            cells=tuple(cell._replace(lines=cell.lines[start : start + rows]) for cell in slug.cells),
            level=1,
        )
        for start in range(0, slug.rows, rows)
    ]
    return [*parts[:-1], parts[-1]._replace(level=0)]


def _row(
    row: tuple[Runs, ...],
    align: tuple[Align, ...],
    widths: list[float],
    setter: Setter,
    *,
    head: str,
    block: int,
) -> Slug:
    """Set a row whose cells are heads of columns (``col``), or whose first is its own (``row``)."""
    voice = setter.book.table
    padding = _PADDING * voice.size
    cells, x = [], 0.0
    for index, width in enumerate(widths):
        runs = row[index] if index < len(row) else ()
        if head == "col":
            runs = tuple(_bold(run) for run in runs)
        inner = max(width - 2 * padding, voice.size)
        lines = setter.lines(runs, voice, inner, justify=False, align=align[index].value)
        lines = tuple(line for line in lines if line.spans)
        heads = head if head == "col" or index == 0 else ""
        cells.append(Cell(lines, x + padding, inner, align[index].value, heads))
        x += width
    rows = max(1, *(len(cell.lines) for cell in cells))
    return Slug(rows, SlugRole.TABLE, block, cells=tuple(cells))


def _bold(run: Run) -> Run:
    return replace(run, strong=True)
