"""How high copy stands on a page of text 文字页高度: an estimate on the safe side, in px of the page's viewport.

A page of fixed layout cannot scroll, and what stands below its foot is lost to most readers. Han characters are as wide as they
are high in every face, and leading is given in px, so heights can be told without knowing the reader's fonts: what is Latin is
counted wide, margins never collapse, and no line is filled to its end. The figures are those of ``styles/epub.css`` and
``styles/epub-facsimile.css``.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from publisher.drawing.charts import draw
from publisher.model import (
    Article,
    Block,
    Callout,
    Chart,
    Crosshead,
    Figure,
    Image,
    ListBlock,
    Note,
    Paragraph,
    Runs,
    Table,
)
from publisher.text.reading import byline_groups, run_text

if TYPE_CHECKING:
    from collections.abc import Iterable

#: A page of text: its width, the measure, body type and leading, and the most that a picture takes.
WIDTH, MEASURE, BODY, LEADING, PICTURE = 1200, 1080, 40, 66, 760
#: What the head 页头 and the links at the foot take of its height.
FURNITURE = 50 + 77 + 150
#: Widths of what is not of the Han grid, of small letters and of a space, as the widest of the usual faces (Verdana) has them;
#: what a line may lack of its end; all in em.
_LATIN, _SMALL, _SPACE, _RAGGED = 0.66, 0.58, 0.36, 1.6
_CAPTION, _CAPTION_LEADING = 34, 51
_CELL, _CELL_LEADING, _CELL_PADDING = 34, 50, 26
#: Leading of verse, and how much readings 注音 part the lines.
_VERSE, _RUBY = 76, 1.35
_INDENT = 72
#: Letters of Latin that Unicode calls ambiguous in width; all else that it calls so, faces for Chinese set one em wide.
_ACCENTED = re.compile("[ªºÀ-ÖØ-öø-ɏ]")


def em(text: str) -> float:
    """Return how long a text is, in em."""
    return sum(map(_width, text))


@lru_cache(maxsize=8192)
def _width(char: str) -> float:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(char) in "WFA" and not _ACCENTED.fullmatch(char):
        return 1.0
    if char == " ":
        return _SPACE
    return _SMALL if char.islower() else _LATIN


def rows(text: str, measure: float, size: float = BODY, *, first: float = 0.0) -> int:
    """Return how many lines a text fills; ``measure`` and ``size`` in px, ``first`` the indent in em."""
    room = max(measure / size - _RAGGED, 1.0)
    lines = text.split("\n")
    return sum(max(math.ceil((em(line) + (0.0 if at else first)) / room), 1) for at, line in enumerate(lines))


def leading(runs: Runs, *, verse: bool = False) -> float:
    """Return the leading of a paragraph."""
    return (_VERSE if verse else LEADING) * (_RUBY if any(run.ruby for run in runs) else 1.0)


def head_height(article: Article) -> float:
    """Return the height of column, kicker, headline, deck and byline."""
    height = 86.0 if article.column else 0.0
    if article.kicker:
        height += LEADING * rows(article.kicker, MEASURE) + 4
    if article.headline.strip():
        height += sum(81 * rows(line, MEASURE, 60) for line in article.title) + 42
    height += sum(61 * rows(line, MEASURE, 42) + 14 for line in article.deck if line)
    for role, names in byline_groups(article.byline):
        height += LEADING * rows(" ".join((role, *names)), MEASURE) + 20
    return height


def image_height(image: Image) -> float:
    """Return the height of a picture with its caption."""
    words = " ".join(filter(None, (run_text(image.caption), image.credit)))
    caption = 14 + _CAPTION_LEADING * rows(words, MEASURE, _CAPTION) if words else 0
    return 96 + min(MEASURE * image.height / max(image.width, 1), PICTURE) + 14 + caption


def note_height(note: Note) -> float:
    """Return the height of a footnote."""
    return 40 + LEADING + sum(block_height(block) for block in note.blocks)


def block_height(block: Block, *, verse: bool = False, measure: float = MEASURE) -> float:
    """Return the height of a block."""
    match block:
        case Paragraph(runs=runs):
            inner = measure - 2 * BODY if verse else measure
            lines = rows(run_text(runs, readings=True), inner, first=0 if verse else 2)
            return leading(runs, verse=verse) * lines + (72 if verse else 0)
        case Crosshead(runs=runs):
            return 62 * rows(run_text(runs), measure, 46) + 86
        case Callout(items=items):
            return 80 + sum(LEADING * rows(run_text(runs), measure - 40) + 28 for runs in items)
        case ListBlock(items=items):
            return 48 + sum(entry_height(item, measure) for item in items)
        case Table():
            return 104 + sum(table_rows(block))
        case Figure(image=image):
            return image_height(image)
        case Chart():
            return 100 + _chart(block)
        case _:
            return 114


def entry_height(item: tuple[Block, ...], measure: float = MEASURE) -> float:
    """Return the height of an item of a list."""
    return sum(block_height(block, measure=measure - _INDENT) for block in item)


def table_rows(table: Table) -> list[float]:
    """Return the heights of a table's rows, head first if it has one.

    Columns share the measure as browsers share it (CSS 2.1, section 17.5.2.2), each at least as wide as its longest word.
    """
    every = (*((table.header,) if any(table.header) else ()), *table.rows)
    texts = [[run_text(cell) for cell in row] for row in every]
    columns = list(zip(*texts, strict=True)) if texts else []
    wide = [max(em(text) for text in column) * _CELL + 36 for column in columns]
    least = [_longest_word(column) * _CELL + 36 for column in columns]
    room, spare = MEASURE - sum(least), sum(wide) - sum(least)
    share = min(room / spare, 1.0) if spare > 0 and room > 0 else 0.0
    widths = [low + (high - low) * share - 34 for low, high in zip(least, wide, strict=True)]
    if share == 1.0:
        # All columns are as wide as they like, so that no cell breaks.
        return [_CELL_LEADING * _most(row) + _CELL_PADDING for row in texts]
    return [
        _CELL_LEADING * max(rows(text, width, _CELL) for text, width in zip(row, widths, strict=True))
        + _CELL_PADDING
        for row in texts
    ]


def _most(row: list[str]) -> int:
    return max((text.count("\n") + 1 for text in row), default=1)


def _longest_word(texts: Iterable[str]) -> float:
    longest = 1.0
    for text in texts:
        spaced = "".join(char if char.isascii() else " " for char in text)
        longest = max(longest, *(len(word) * _LATIN for word in spaced.split()), 1.0)
    return min(longest, 8.0)


def _chart(chart: Chart) -> float:
    """Return the height of a chart, which is drawn 345 pt wide and then fills the measure."""
    drawing = draw(chart, width=345.0, size=13.0, family="sans-serif", family_bold="sans-serif")
    return drawing.height * MEASURE / max(drawing.width, 1.0)
