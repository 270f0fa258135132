"""From the cleaned tree to the model's blocks 段落、小标题、要点、列表、表格、图片."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from publisher.manifest.inline import Inline, InlineReader
from publisher.manifest.markup import BLOCKS, Element, Node, Text, span
from publisher.model import (
    Align,
    Block,
    Break,
    Callout,
    Chart,
    Crosshead,
    Figure,
    Image,
    ListBlock,
    Paragraph,
    Run,
    Runs,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 3, "h5": 3, "h6": 3}
_MAX_CELLS = 200_000


class Context(Protocol):
    """What the reader of blocks needs to know of its article."""

    verse: bool

    def image(self, element: Element) -> Image | None:
        """Return the picture of an ``img``, or None after a finding."""

    def chart(self, reference: str) -> tuple[bool, Chart | None]:
        """Tell whether a reference is that of a chart, and return it unless it was refused."""

    def call(self, reference: str) -> Run | None:
        """Return the run that calls a footnote."""

    def missing_note(self, label: str, line: int) -> None:
        """Take note of a call without a footnote."""


class BlockReader:
    """Turns a tree of cleaned HTML into blocks."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._inline = InlineReader(verse=context.verse, call=context.call, missing_note=context.missing_note)
        self._readers: dict[str, Callable[[Element], list[Block]]] = {
            "blockquote": self._callout,
            "ul": self._list,
            "ol": self._list,
            "table": self._table,
            "pre": self._pre,
        }

    def blocks(self, element: Element) -> list[Block]:
        """Return the blocks that an element holds, in their order."""
        blocks: list[Block] = []
        pending: list[Node] = []
        for child in element.children:
            if isinstance(child, Element) and (child.tag in BLOCKS or child.has_blocks):
                blocks += self._paragraphs(pending)
                pending = []
                blocks += self._block(child)
            else:
                pending.append(child)
        return blocks + self._paragraphs(pending)

    def _block(self, element: Element) -> list[Block]:
        if element.tag == "hr":
            return [Break()]
        if element.tag in _HEADINGS:
            content = self._inline.read(_flat(element))
            runs = _merged(content.paragraphs)
            head: list[Block] = [Crosshead(runs=runs, level=_HEADINGS[element.tag])] if runs else []
            return head + self._figures(content)
        reader = self._readers.get(element.tag, self.blocks)
        return reader(element)

    def _paragraphs(self, nodes: list[Node]) -> list[Block]:
        if not nodes:
            return []
        content = self._inline.read(nodes)
        paragraphs: list[Block] = [Paragraph(runs=runs) for runs in content.paragraphs]
        return paragraphs + self._figures(content)

    def _figures(self, content: Inline) -> list[Block]:
        images = (self._context.image(element) for element in content.images)
        return [Figure(image=image) for image in images if image is not None]

    def _callout(self, element: Element) -> list[Block]:
        """Each paragraph is an item; what is no text (tables, pictures, charts) parts the callout."""
        blocks: list[Block] = []
        items: list[Runs] = []
        for block in self.blocks(element):
            runs = list(_items(block))
            if runs:
                items += runs
                continue
            blocks += [Callout(items=tuple(items))] if items else []
            items = []
            blocks.append(block)
        return blocks + ([Callout(items=tuple(items))] if items else [])

    def _list(self, element: Element) -> list[Block]:
        items = []
        stray: list[Block] = []
        for child in element.children:
            if isinstance(child, Element) and child.tag == "li":
                items.append(tuple(self.blocks(child)))
            elif isinstance(child, Element) or child.text.strip():
                stray += self.blocks(Element("", children=[child]))
        if stray:
            items.append(tuple(stray))
        start = element.attributes.get("start", "1")
        number = int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 1
        items = [item for item in items if item]
        return [ListBlock(items=tuple(items), ordered=element.tag == "ol", start=number)] if items else []

    def _pre(self, element: Element) -> list[Block]:
        is_chart, chart = self._context.chart(element.attributes.get("data-ref", ""))
        if is_chart:
            return [chart] if chart is not None else []
        runs: list[Run] = []
        for line in _literal(element).strip("\n").split("\n"):
            runs += [Run(text="\n")] if runs else []
            runs += [Run(text=line, code=True)] if line else []
        return [Paragraph(runs=tuple(runs))] if any(run.text.strip() for run in runs) else []

    def _table(self, element: Element) -> list[Block]:
        before: list[Block] = []
        after: list[Block] = []
        rows: list[tuple[bool, list[Element]]] = []
        for part in _elements(element):
            if part.tag == "caption":
                before += self.blocks(part)
            elif part.tag == "tr":
                cells = [cell for cell in part.children if isinstance(cell, Element)]
                rows.append((bool(cells) and all(cell.tag == "th" for cell in cells), cells))
        grid = _Grid(lambda cell: self._cell(cell, after))
        for _, cells in rows:
            grid.add(cells)
        has_header = bool(rows) and rows[0][0]
        table = grid.table(has_header=has_header)
        if table and all(cells and cells[0].tag == "th" for _, cells in rows[has_header:]):
            table = replace(table, row_heads=bool(table.rows))
        return before + ([table] if table else []) + after

    def _cell(self, cell: Element, after: list[Block]) -> Runs:
        if cell.has_blocks:
            blocks = self.blocks(cell)
            after += [block for block in blocks if isinstance(block, Figure | Chart | Table)]
            return _merged(tuple(runs for block in blocks for runs in _items(block)), hard=True)
        content = self._inline.read(cell.children)
        after += self._figures(content)
        return _merged(content.paragraphs, hard=True)


class _Grid:
    """The cells of a table put in rows and columns; a cell that spans several leaves those after the first empty."""

    def __init__(self, read: Callable[[Element], Runs]) -> None:
        self._read = read
        self._rows: list[list[Runs]] = []
        self._align: list[Align] = []
        self._held: dict[int, int] = {}
        self._count = 0

    def add(self, cells: list[Element]) -> None:
        row: list[Runs] = []
        for cell in cells:
            self._skip_held(row)
            columns, rows = (span(cell.attributes.get(name)) for name in ("colspan", "rowspan"))
            for offset in range(columns):
                if rows > 1:
                    self._held[len(row)] = rows
                row.append(self._read(cell) if offset == 0 else ())
                self._note_align(len(row) - 1, cell.attributes.get("align", ""))
        self._skip_held(row)
        self._held = {column: left - 1 for column, left in self._held.items() if left > 1}
        self._count += len(row)
        self._rows.append(row)

    def table(self, *, has_header: bool) -> Table | None:
        width = max((len(row) for row in self._rows), default=0)
        while width and all(len(row) < width or not row[width - 1] for row in self._rows):
            width -= 1  # columns that hold nothing at all
        if not width or width * len(self._rows) > _MAX_CELLS:
            return None if not width else self._ragged()
        rows = [tuple((row + [()] * width)[:width]) for row in self._rows]
        align = tuple((self._align + [Align.LEFT] * width)[:width])
        header, body = (rows[0], rows[1:]) if has_header else ((), rows)
        return Table(header=header, rows=tuple(body), align=align)

    def _ragged(self) -> Table:
        # A few very wide rows among very many: set as one column, so that the table does not grow beyond its
        # text.
        rows = tuple((_merged(tuple(cell for cell in row if cell), hard=True),) for row in self._rows)
        return Table(header=(), rows=rows, align=(Align.LEFT,))

    def _skip_held(self, row: list[Runs]) -> None:
        while len(row) in self._held:
            row.append(())

    def _note_align(self, column: int, name: str) -> None:
        while len(self._align) <= column:
            self._align.append(Align.LEFT)
        if name in list(Align):
            self._align[column] = Align(name)


def _elements(element: Element) -> Iterator[Element]:
    """The captions and rows of a table, whatever groups them."""
    for child in element.children:
        if not isinstance(child, Element):
            continue
        if child.tag in {"thead", "tbody", "tfoot"}:
            yield from _elements(child)
        else:
            yield child


def _items(block: Block) -> Iterator[Runs]:
    """The paragraphs of text that a block holds, when it is set where only text can stand."""
    if isinstance(block, Paragraph):
        yield block.runs
    elif isinstance(block, Crosshead):
        yield tuple(replace(run, strong=True) for run in block.runs)
    elif isinstance(block, Callout):
        yield from block.items
    elif isinstance(block, ListBlock):
        for item in block.items:
            for inner in item:
                yield from _items(inner)


def _merged(paragraphs: tuple[Runs, ...], *, hard: bool = False) -> Runs:
    """Put paragraphs into one, for a heading or a cell."""
    runs: list[Run] = []
    for paragraph in paragraphs:
        runs += [Run(text="\n" if hard else " ")] if runs else []
        runs += paragraph
    return tuple(runs)


def _flat(element: Element) -> list[Node]:
    """The inline content of an element that may hold no blocks; blocks that it holds all the same are opened."""
    if not element.has_blocks:
        return element.children
    nodes: list[Node] = []
    for child in element.children:
        nodes += (
            _flat(child)
            if isinstance(child, Element) and (child.has_blocks or child.tag in BLOCKS)
            else [child]
        )
    return nodes


def _literal(element: Element) -> str:
    parts = []
    for child in element.children:
        if isinstance(child, Text):
            parts.append(child.text)
        else:
            parts.append("\n" if child.tag == "br" else _literal(child))
    return "".join(parts)
