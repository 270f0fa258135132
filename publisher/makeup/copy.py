"""Copy 稿 on its way to a page: an article, or what a jump 转版 left of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publisher.makeup.pour import Pouring
from publisher.model import (
    Article,
    Block,
    Break,
    Callout,
    Chart,
    Crosshead,
    Figure,
    Image,
    ListBlock,
    Note,
    Paragraph,
    Run,
    Runs,
    Table,
)
from publisher.text.reading import block_text, visible
from publisher.typeset.galley import Galley
from publisher.typeset.lines import HYPHEN
from publisher.typeset.slugs import Slug, SlugRole, heads_columns, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.typeset.setter import Setter


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What of an article is still to be placed.

    Attributes:
        order: the article's place on its own page, from 0.
        continued_from: the page that it jumps from, 0 where it begins.
        parted: its first paragraph is the rest of one that began on that page, so it has no indent.
    """

    article: Article
    order: int = 0
    continued_from: int = 0
    parted: bool = False

    @property
    def pictures(self) -> tuple[Image, ...]:
        """The pictures that stand in the text: all but the first, which stands at the head."""
        return self.article.images[1:]


class Galleys:
    """The galleys of one copy, by measure; each measure is set once.

    Args:
        budget: characters beyond which no page could hold more; what is behind them is not set, and waits for the next page.
    """

    def __init__(self, copy: Copy, setter: Setter, rows: int, budget: int) -> None:
        self.copy = copy
        self._setter, self._rows = setter, rows
        self._known: dict[tuple[float, bool], Pouring] = {}
        self._article, self.complete = _within(copy.article, budget)

    def pouring(self, measure: float, *, pictures: bool = True) -> Pouring:
        """Return the galley for a measure in pt, with the article's own pictures in the text or without them."""
        key = (round(measure, 2), pictures and bool(self.copy.pictures))
        if key not in self._known:
            galley = Galley(self._setter, measure, self._rows)
            images = self.copy.pictures if pictures else ()
            self._known[key] = Pouring(galley.set_article(self._article, images, parted=self.copy.parted))
        return self._known[key]


def letters(block: Block) -> int:
    """Return how many characters of text a block has; of a long article those of every block are asked for on every page."""
    if isinstance(block, Paragraph):
        return sum(len(run.text) for run in block.runs)
    return sum(len(text) for text in block_text(block))


def _within(article: Article, budget: int) -> tuple[Article, bool]:
    """Cut an article's body behind so many characters; tell whether it is whole."""
    kept: list[Block] = []
    left = budget
    for block in article.body:
        if left <= 0:
            return replace(article, body=tuple(kept), notes=(), source=""), False
        if isinstance(block, Paragraph):
            size = sum(len(run.text) for run in block.runs)
            if size > left:
                kept.append(Paragraph(runs=_take(block.runs, left)))
                return replace(article, body=tuple(kept), notes=(), source=""), False
            left -= size
        else:
            left -= 200
        kept.append(block)
    return article, True


def _take(runs: Runs, count: int) -> Runs:
    taken: list[Run] = []
    for run in runs:
        if count <= 0:
            break
        taken.append(run if len(run.text) <= count else replace(run, text=run.text[:count]))
        count -= len(run.text)
    return tuple(taken)


def rest(copy: Copy, taken: Sequence[Slug], page: int) -> Copy:
    """Return what is left of a copy when some of its slugs have been set on a page.

    Inside a block the cut is found by counting visible characters, which no setting changes.
    """
    article = copy.article
    cut = max((slug.origin for slug in taken), default=-1)
    here = tuple(slug for slug in taken if slug.origin == cut)
    shown = {id(slug.picture.image) for slug in taken if slug.picture}
    waiting = tuple(Figure(image=image) for image in copy.pictures if id(image) not in shown)
    editors, blocks = len(article.editor_note), len(article.body)
    note_at = cut - editors - blocks
    first: tuple[Block, ...] = ()
    editor_note, body, notes, source = (
        article.editor_note[cut + 1 :],
        article.body[max(cut + 1 - editors, 0) :],
        article.notes,
        article.source,
    )
    if 0 <= cut < editors:
        first = editor_note = (*_remainder(article.editor_note[cut], here, 0), *editor_note)
    elif 0 <= cut - editors < blocks:
        before = len(visible(article.dateline)) if cut == editors else 0
        first = body = (*_remainder(article.body[cut - editors], here, before), *body)
    elif note_at >= 0:
        notes = (*_rest_of_note(article.notes, note_at, here), *article.notes[note_at + 1 :])
        source = "" if note_at >= len(article.notes) else source
    if cut < 0:
        # Nothing but pictures stands there: the text is whole.
        parted = copy.parted
    else:
        # What is left begins with the rest of the block in which the cut falls, or with the block behind it.
        begun = (*article.editor_note, *article.body)[cut : cut + 2]
        parted = bool(first) and isinstance(first[0], Paragraph) and first[0] not in begun
    left = replace(
        _bare(article),
        editor_note=editor_note,
        body=(*body, *waiting),
        notes=notes,
        source=source,
        dateline="" if cut >= editors else article.dateline,
    )
    return Copy(article=left, order=copy.order, continued_from=page, parted=parted)


def _bare(article: Article) -> Article:
    """Return an article without its head, which stands where it began."""
    return replace(article, images=(), kicker="", deck=(), summary=(), byline=(), column="")


def may_cut(slugs: Sequence[Slug], taken: int) -> int:
    """Move a cut back to where an article may be parted: behind a piece that announces nothing, and behind a whole word."""
    while taken > 0 and (slugs[taken - 1].keep or _hyphenated(slugs[taken - 1])):
        taken -= 1
    return taken


def _hyphenated(slug: Slug) -> bool:
    """Tell whether a hyphen is drawn at the end of a slug: nobody turns the page for the rest of a word."""
    last = (*slug.lines[-1:], *(line for cell in slug.cells for line in cell.lines[-1:]))
    return any(line.spans[-1].feature == HYPHEN for line in last if line.spans)


def _rest_of_note(notes: tuple[Note, ...], index: int, taken: tuple[Slug, ...]) -> tuple[Note, ...]:
    """Return what is left of the footnote in which a cut falls; its label stands where it began."""
    if index >= len(notes):
        return ()
    note = notes[index]
    done = _count(taken) - len(visible(note.label))
    left: list[Block] = []
    for block in note.blocks:
        remaining, done = _drop(block, done)
        left += remaining
    return (replace(note, label="", blocks=tuple(left)),) if left else ()


def _remainder(block: Block, taken: tuple[Slug, ...], before: int) -> tuple[Block, ...]:
    """Return what is left of the block in which a cut falls; ``before``: characters set in it that are not its own."""
    if isinstance(block, Figure | Break | Crosshead):
        return ()
    if isinstance(block, Chart):
        data = block.data[sum(slug.drawn.data for slug in taken if slug.drawn) :]
        return (replace(block, data=data, title="", unit=""),) if data else ()
    if isinstance(block, Table):
        return _rest_of_table(block, taken)
    return tuple(_drop(block, _count(taken) - before)[0])


def _rest_of_table(table: Table, taken: tuple[Slug, ...]) -> tuple[Block, ...]:
    """Return the rows that are left of a table; of one that is parted, what is left of each cell."""
    slugs = [slug for slug in taken if slug.role == SlugRole.TABLE]
    if not slugs:
        return (table,)
    if heads_columns(slugs[-1]) and slugs[-1].level:
        # Half a head says nothing that should be said again.
        rows = [_rest_of_row(table.header, slugs), *table.rows]
        return (replace(table, header=tuple(() for _ in table.header), rows=tuple(rows), rest=True),)
    slugs = [slug for slug in slugs if not heads_columns(slug)]
    rows = list(table.rows[sum(slug.level == 0 for slug in slugs) :])
    parted = []
    while slugs and slugs[-1].level:
        parted.append(slugs.pop())
    if parted:
        rows[0] = _rest_of_row(rows[0], parted)
    return (replace(table, rows=tuple(rows), rest=True),) if rows else ()


def _rest_of_row(row: tuple[Runs, ...], taken: Sequence[Slug]) -> tuple[Runs, ...]:
    """Return what is left of a row's cells when some of its slugs have been set."""
    done = [
        sum(len(visible(line.text)) for slug in taken for line in slug.cells[index].lines)
        for index in range(len(row))
    ]
    return tuple(_drop_runs(cell, count)[0] for cell, count in zip(row, done, strict=True))


def _count(slugs: tuple[Slug, ...]) -> int:
    return sum(len(visible(words(slug))) - slug.added for slug in slugs)


def _drop(block: Block, count: int) -> tuple[list[Block], int]:
    """Drop visible characters from the start of a block; return what is left of it, and of the count."""
    if isinstance(block, Paragraph):
        runs, count = _drop_runs(block.runs, count)
        return ([Paragraph(runs=runs)] if runs else []), count
    if isinstance(block, Callout):
        items: list[Runs] = []
        for item in block.items:
            left, count = _drop_runs(item, count)
            items += [left] if left else []
        return ([Callout(items=tuple(items))] if items else []), count
    if isinstance(block, ListBlock):
        return _drop_list(block, count)
    if isinstance(block, Table):
        return _drop_rows(block, count)
    size = len(visible("".join(block_text(block))))
    return ([], count - size) if 0 < size <= count else ([block], count)


def _drop_rows(table: Table, count: int) -> tuple[list[Block], int]:
    """Drop from a table the rows that are set; one of which only a part is set stays."""
    head = 0 if table.rest else _size(table.header)
    if count <= 0 or count < head:
        return [table], 0
    count -= head
    rows = list(table.rows)
    while rows and 0 < _size(rows[0]) <= count:
        count -= _size(rows.pop(0))
    return ([replace(table, rows=tuple(rows), rest=True)], 0) if rows else ([], count)


def _size(row: tuple[Runs, ...]) -> int:
    return sum(len(visible(run.text)) for cell in row for run in cell)


def _drop_list(block: ListBlock, count: int) -> tuple[list[Block], int]:
    """Drop from a list; what is left of an item that was parted goes on without its mark."""
    for number, item in enumerate(block.items):
        if count <= 0:
            following = replace(block, items=block.items[number:], start=block.start + number)
            return [following], 0
        kept: list[Block] = []
        for inner in item:
            left, count = _drop(inner, count) if count > 0 else ([inner], count)
            kept += left
        if kept:
            items = block.items[number + 1 :]
            rest_of_list = [replace(block, items=items, start=block.start + number + 1)] if items else []
            return [*kept, *rest_of_list], 0
    return [], count


def _drop_runs(runs: Runs, count: int) -> tuple[Runs, int]:
    """Drop so many visible characters from the start of some runs."""
    left: list[Run] = []
    for run in runs:
        position = 0
        while position < len(run.text) and (count > 0 or (not left and run.text[position].isspace())):
            count -= len(visible(run.text[position]))
            position += 1
        if position < len(run.text):
            left.append(replace(run, text=run.text[position:]) if position else run)
    while left and not left[0].text.strip():
        left.pop(0)
    return tuple(left), count
