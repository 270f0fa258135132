"""An article parted into pages of text 文字页: each part is an article itself, with some of the fields of the whole.

A tall page for a long article would be shrunk to the screen until nobody can read it, for readers of fixed layout show a page
whole. So an article takes as many pages as it needs, all of the printed page's shape, and the usual template sets each.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING, Any

from publisher.model import Block, Callout, Crosshead, Kind, ListBlock, Paragraph, Run, Runs, Table
from publisher.outputs.epub import measure as size
from publisher.text.characters import is_wide
from publisher.text.reading import run_text
from publisher.text.sentences import sentence_runs
from publisher.typeset.characters import extends, may_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.model import Article

_HEAD = ("column", "kicker", "title", "deck", "byline")
_NOTHING: dict[str, Any] = {
    "column": "", "kicker": "", "title": (), "deck": (), "byline": (), "summary": (), "editor_note": (), "images": (),
    "dateline": "", "body": (), "notes": (), "source": "",
}  # fmt: skip
#: What the frames around summary, editor's note and footnotes take, with their labels.
_FRAMES = {"summary": 130.0, "editor_note": 180.0, "notes": 152.0}
_FRAMED_LINE = 20.0
#: Two lines at least stand on either side of a cut, and this share of a page is left free for a better one.
_LEAST, _SEARCHED = 2, 0.35
#: Marks behind which a clause ends, with no more than so many marks that close behind them.
_MARKS, _CLOSED = frozenset("，、：,;:"), 4
_CLOSING = "”’」』）》〉】〕)]}"
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class TextPage:
    """A page of text: the part of the article that stands on it, its height in px, and how it begins.

    Attributes:
        rest: whether it begins amid a paragraph, which is then not indented.
    """

    part: Article
    height: int
    rest: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    """Something that stands on a page: a value of a field of the article, or one of its values."""

    field: str
    value: Any
    height: float
    rest: bool = False


def text_pages(article: Article, height: int) -> tuple[TextPage, ...]:
    """Part an article into pages so high; a page that holds what cannot be parted grows."""
    room = height - size.FURNITURE
    pages: list[list[_Item]] = [[]]
    waiting = list(reversed(list(_items(article))))
    while waiting:
        item = waiting.pop()
        left = room - _filled(pages[-1], item.field)
        if item.height + _after(item, waiting) <= left:
            pages[-1].append(item)
        elif (halves := _cut(article, item, left)) is not None:
            pages[-1].append(halves[0])
            pages.append([])
            waiting.append(halves[1])
        elif pages[-1]:
            pages.append([])
            waiting.append(item)
        else:
            pages[-1].append(item)
    return tuple(_page(article, items, height) for items in pages)


def _page(article: Article, items: list[_Item], height: int) -> TextPage:
    needed = int(_filled(items) + size.FURNITURE) + 1
    return TextPage(
        part=_part(article, items), height=max(height, needed), rest=bool(items) and items[0].rest
    )


def _items(article: Article) -> Iterator[_Item]:
    verse = article.kind is Kind.POEM
    yield _Item("head", None, size.head_height(article))
    for line in article.summary:
        yield _Item("summary", line, size.LEADING * size.rows(line, size.MEASURE) + _FRAMED_LINE)
    for block in article.editor_note:
        yield _Item("editor_note", block, size.block_height(block, measure=size.MEASURE - 40))
    for image in article.images:
        yield _Item("images", image, size.image_height(image))
    if article.dateline:
        yield _Item("dateline", article.dateline, size.LEADING * size.rows(article.dateline, size.MEASURE))
    for block in article.body:
        yield _Item("body", block, size.block_height(block, verse=verse))
    for note in article.notes:
        yield _Item("notes", note, size.note_height(note))
    if article.source:
        yield _Item(
            "source", article.source, 40 + size.LEADING * (1 + size.rows(article.source, size.MEASURE))
        )


def _filled(items: list[_Item], *more: str) -> float:
    """Return the height that items take, with the frames of their fields and of the field that comes next."""
    fields = {item.field for item in items}.union(more)
    return sum(item.height for item in items) + sum(_FRAMES.get(field, 0.0) for field in fields)


def _after(item: _Item, waiting: list[_Item]) -> float:
    """Return what must stand below an item on its page: two lines below a crosshead, a dateline or the head."""
    leads = item.field in {"head", "dateline"} or isinstance(item.value, Crosshead)
    return min(waiting[-1].height, _LEAST * size.LEADING) if leads and waiting else 0.0


def _part(article: Article, items: list[_Item]) -> Article:
    fields = dict(_NOTHING)
    for item in items:
        if item.field == "head":
            fields.update({name: getattr(article, name) for name in _HEAD})
        elif isinstance(_NOTHING[item.field], tuple):
            fields[item.field] = (*fields[item.field], item.value)
        else:
            fields[item.field] = item.value
    return replace(article, **fields)


def _cut(article: Article, item: _Item, room: float) -> tuple[_Item, _Item] | None:
    """Cut an item in two, the first as high as there is room; None where it must stay whole."""
    verse = article.kind is Kind.POEM and item.field == "body"
    narrow = 40 if item.field == "editor_note" else 0
    halves = _halves(item.value, room, size.MEASURE - narrow, verse=verse)
    if halves is None:
        return None
    first, second = (
        _Item(item.field, half, size.block_height(half, verse=verse, measure=size.MEASURE - narrow))
        for half in halves
    )
    if first.height > room:
        return None
    return replace(first, rest=item.rest), replace(
        second, rest=isinstance(second.value, Paragraph) and not verse
    )


def _halves(value: object, room: float, measure: float, *, verse: bool) -> tuple[Block, Block] | None:
    match value:
        case Paragraph(runs=runs):
            cut = _verse_cut(runs, room) if verse else _prose_cut(runs, room, measure)
            return cut and (Paragraph(runs=cut[0]), Paragraph(runs=cut[1]))
        case Callout(items=items):
            heights = [size.block_height(Callout(items=(runs,))) - 80 for runs in items]
            at = _fitting(heights, room - 80)
            return (Callout(items=items[:at]), Callout(items=items[at:])) if at else None
        case ListBlock(items=items):
            at = _fitting([size.entry_height(item, measure) for item in items], room - 48)
            return (
                (replace(value, items=items[:at]), replace(value, items=items[at:], start=value.start + at))
                if at
                else None
            )
        case Table(header=header, rows=rows):
            skipped = 1 if any(header) else 0
            at = _fitting(size.table_rows(value), room - 104) - skipped
            # The head is not set again over the rest: no word stands twice.
            return (
                (replace(value, rows=rows[:at]), replace(value, header=(), rows=rows[at:]))
                if 0 < at < len(rows)
                else None
            )
        case _:
            return None


def _fitting(heights: list[float], room: float) -> int:
    """Return how many of some heights fit, but never all of them: 0 where not even the first does."""
    count, filled = 0, 0.0
    for height in heights[:-1]:
        filled += height
        if filled > room:
            break
        count += 1
    return count


def _verse_cut(runs: Runs, room: float) -> tuple[Runs, Runs] | None:
    """Cut a stanza where one of its lines ends."""
    ends = [at for at, run in enumerate(runs) if run.text == "\n" and 0 < at < len(runs) - 1]
    fitting = [at for at in ends if size.block_height(Paragraph(runs=runs[:at]), verse=True) <= room]
    return (runs[: fitting[-1]], runs[fitting[-1] + 1 :]) if fitting else None


def _prose_cut(runs: Runs, room: float, measure: float) -> tuple[Runs, Runs] | None:
    """Cut a paragraph: behind a sentence if one ends near the foot, else behind a clause, else between two characters."""
    lines = int(room / size.leading(runs))
    if lines < _LEAST:
        return None
    text = run_text(runs)
    last = _reach(text, (lines * (measure / size.BODY - 1.6)) - 3, measure / size.BODY)
    places = list(takewhile(lambda place: place <= min(last, len(text) - 1), _places(runs)))
    if not places:
        return None
    near = [place for place in places if place > last * (1 - _SEARCHED)]
    ends = set(accumulate(len(run_text(part)) for part in sentence_runs(runs)))
    ended = [place for place in near if place in ends]
    paused = [
        place for place in near if text[max(place - _CLOSED, 0) : place].rstrip(_CLOSING)[-1:] in _MARKS
    ]
    return _split(runs, (ended or paused or places)[-1])


def _reach(text: str, room: float, line: float) -> int:
    """Return how many characters of a text fit into so many em; a break that the author set takes a line."""
    filled = 0.0
    for at, char in enumerate(text):
        filled += line if char == "\n" else size.em(char)
        if filled > room:
            return at
    return len(text)


def _places(runs: Runs) -> Iterator[int]:
    """Yield in order where a paragraph may be cut: in no word, reading or literal, before no call and no closing mark."""
    text, offset = run_text(runs), 0
    for run in runs:
        for at in range(len(run.text)):
            place = offset + at
            inside = at > 0 and bool(run.ruby or run.code or run.note)
            if place and not inside and not (at == 0 and run.note) and _parts(text[place - 1], text[place]):
                yield place
        offset += len(run.text)


def _parts(before: str, after: str) -> bool:
    # Two characters may be one to a reader: a letter and its accent, a variant, what a joiner joins, a skin's tone (UAX #29).
    if after.isspace() or before == _JOINER or extends(after) or unicodedata.category(after) == "Sk":
        return False
    return (before.isspace() or is_wide(before) or is_wide(after)) and may_part(before, after)


def _split(runs: Runs, place: int) -> tuple[Runs, Runs]:
    first: list[Run] = []
    second: list[Run] = []
    offset = 0
    for run in runs:
        end = offset + len(run.text)
        if end <= place:
            first.append(run)
        elif offset >= place:
            second.append(run)
        else:
            first.append(replace(run, text=run.text[: place - offset]))
            second.append(replace(run, text=run.text[place - offset :]))
        offset = end
    return tuple(first), tuple(second)
