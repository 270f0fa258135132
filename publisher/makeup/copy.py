"""Copy 稿 on its way to a page: an article, or what a jump 转版 left of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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
    Paragraph,
    Run,
    Runs,
    Table,
)
from publisher.text.reading import block_text, visible
from publisher.typeset.galley import Galley
from publisher.typeset.slugs import Slug, SlugRole, words

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
        self._known: dict[float, tuple[Slug, ...]] = {}
        self._article, self.complete = _within(copy.article, budget)

    def slugs(self, measure: float) -> tuple[Slug, ...]:
        """Return the galley for a measure in pt."""
        key = round(measure, 2)
        if key not in self._known:
            galley = Galley(self._setter, measure, self._rows)
            self._known[key] = galley.set_article(self._article, self.copy.pictures, parted=self.copy.parted)
        return self._known[key]


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
    remaining = (
        _remainder(article, cut, tuple(slug for slug in taken if slug.origin == cut)) if cut >= 0 else None
    )
    left = [*([remaining] if remaining else []), *article.body[cut + 1 :]] if cut >= 0 else list(article.body)
    shown = {id(slug.picture.image) for slug in taken if slug.picture}
    waiting = tuple(Figure(image=image) for image in copy.pictures if id(image) not in shown)
    bare = replace(
        article, body=(*left, *waiting), images=(), kicker="", deck=(), summary=(), byline=(), column="",
        dateline="" if taken else article.dateline, editor_note=() if taken else article.editor_note,
    )  # fmt: skip
    return Copy(article=bare, order=copy.order, continued_from=page, parted=isinstance(remaining, Paragraph))


def may_cut(slugs: Sequence[Slug], taken: int) -> int:
    """Move a cut back to where an article may be parted: behind a piece of its body that announces nothing."""
    while taken > 0 and (slugs[taken - 1].keep or slugs[taken - 1].origin < 0):
        taken -= 1
    return taken


def _remainder(article: Article, cut: int, taken: tuple[Slug, ...]) -> Block | None:
    """Return what is left of the block in which the cut falls."""
    block = article.body[cut] if cut < len(article.body) else None
    if block is None or isinstance(block, Figure | Chart | Break | Crosshead):
        return None
    if isinstance(block, Table):
        rows = block.rows[sum(slug.role == SlugRole.TABLE for slug in taken) - any(block.header) :]
        return replace(block, rows=rows) if rows else None
    done = sum(len(visible(words(slug))) - slug.added for slug in taken)
    if cut == 0:
        done -= len(visible(article.dateline))
    return _drop(block, done)[0]


def _drop(block: Block, count: int) -> tuple[Block | None, int]:
    """Drop visible characters from the start of a block; return what is left of it, and of the count."""
    if isinstance(block, Paragraph):
        runs, count = _drop_runs(block.runs, count)
        return (Paragraph(runs=runs) if runs else None), count
    if isinstance(block, Callout):
        items: list[Runs] = []
        for item in block.items:
            left, count = _drop_runs(item, count)
            items += [left] if left else []
        return (Callout(items=tuple(items)) if items else None), count
    if isinstance(block, ListBlock):
        return _drop_list(block, count)
    size = len(visible("".join(block_text(block))))
    return (None, count - size) if size <= count else (block, 0)


def _drop_list(block: ListBlock, count: int) -> tuple[Block | None, int]:
    items: list[tuple[Block, ...]] = []
    for item in block.items:
        kept: list[Block] = []
        for inner in item:
            left, count = _drop(inner, count)
            kept += [left] if left else []
        items += [tuple(kept)] if kept else []
    start = block.start + len(block.items) - len(items)
    return (replace(block, items=tuple(items), start=start) if items else None), count


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
