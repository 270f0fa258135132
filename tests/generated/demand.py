"""How much room articles take, estimated from the model alone, in lines of a standard column.

The estimate tells whether a page has copy enough of its own. It does not look at what make-up does, so it judges every make-up
alike; it is right to within a few hundredths of a page.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from publisher.model import (
    Callout,
    Chart,
    ChartType,
    Crosshead,
    Figure,
    Kind,
    ListBlock,
    Paragraph,
    Table,
)
from publisher.text.reading import block_text

if TYPE_CHECKING:
    from publisher.model import Article, Block, Image, Page, PageFormat

#: The usual size of a headline by priority, in pt beside a body of 9 pt.
_SIZES = {1: 42.0, 2: 28.0, 3: 20.0, 4: 16.0, 5: 14.0}
#: The share of a page's height that each size of advertisement takes; some take half the width.
_ADS = {
    "full": 1.0,
    "half": 0.5,
    "third": 1 / 3,
    "quarter": 0.5,
    "banner": 0.14,
    "strip": 0.07,
    "eighth": 0.25,
}
_HALVES = frozenset({"quarter", "eighth"})
#: A page that is full by this measure is comfortably so: heads and pictures can give way by some hundredths more.
_SQUEEZE = 0.95
_MARGIN_MM, _MARGIN_SHARE, _MM = 51.0, 0.131, 72 / 25.4


def capacity(page: Page, form: PageFormat) -> float:
    """Return the lines of standard columns that are free for articles, less the nameplate and advertisements."""
    whole = rows(form)
    nameplate = max(4, min(11, whole // 6)) if page.number == 1 else 0
    bands = sum(
        (round(_ADS[ad.size] * whole) + 1.0) * (0.5 if ad.size in _HALVES else 1.0) for ad in page.ads
    )
    return (whole - nameplate - bands) * form.columns


def rows(form: PageFormat) -> int:
    """Return the rows of the type area."""
    margins = min(_MARGIN_MM, form.height * _MARGIN_SHARE)
    return max(1, round((form.height - margins) * _MM / form.leading))


def load(page: Page, form: PageFormat) -> float:
    """Return how much of its room a page's articles take; 1 is a page that is just full."""
    return sum(demand(article, form) for article in page.articles) / max(capacity(page, form), 1.0)


def demand(article: Article, form: PageFormat) -> float:
    """Return the lines that an article takes, with its head, its pictures and the white below it."""
    text = _text(article, form)
    wide = columns(article, text, form)
    pictures = sum(
        picture(image, _span(wide, number, article), form) for number, image in enumerate(article.images)
    )
    return (text + pictures + _head(article, wide, form) + 2.0 * wide) * _SQUEEZE


def columns(article: Article, text: float, form: PageFormat) -> int:
    """Guess how many standard columns an article takes."""
    most = form.columns
    wished = math.sqrt(text / 12.0) if text > 14 else 1.0
    floor = {1: most * 0.6, 2: most * 0.35}.get(article.priority, 1.0)
    if article.kind in {Kind.BRIEF, Kind.NOTICE, Kind.POEM}:
        floor = 1.0
    return max(1, min(most, round(max(wished, floor))))


def _span(wide: int, number: int, article: Article) -> int:
    if article.kind == Kind.PHOTO:
        return wide
    return max(1, round(wide * 0.6)) if number == 0 else 1


def picture(image: Image, span: int, form: PageFormat) -> float:
    """Return the lines that a picture takes over some columns, with its caption."""
    width = (span * (form.characters + 1) - 1) * form.body
    high = min(width * image.height / image.width, rows(form) * form.leading * 0.66) / form.leading
    caption = sum(len(run.text) for run in image.caption) + len(image.credit)
    return span * (math.ceil(high) + 1.0) + caption * 0.9 / form.characters


def _head(article: Article, wide: int, form: PageFormat) -> float:
    """Return the lines that a head takes over its columns."""
    scale = form.body / 9.0
    width = (wide * (form.characters + 1) - 1) * form.body
    small = article.kind in {Kind.BRIEF, Kind.NOTICE}
    size = (14.0 if small else 18.0 if article.kind == Kind.POEM else _SIZES[article.priority]) * scale
    if size * len(article.headline) > 2 * width:
        # What is too long for two lines is set smaller.
        size = max(2 * width / len(article.headline), 14.0 * scale)
    lines = max(math.ceil(len(article.headline) * size / width), len(article.title))
    high = lines * size * 1.2
    high += size * 0.42 * 1.45 * bool(article.kicker)
    high += sum(size * 0.4 * 1.4 * math.ceil(len(deck) * size * 0.4 / width) for deck in article.deck)
    high += form.leading * (bool(article.byline) + 1.4 * bool(article.column))
    inside = max(width / form.body - 2, 6)
    high += sum(form.leading * 1.15 * math.ceil(len(item) * 1.1 / inside) for item in article.summary)
    high += form.leading * 1.2 * bool(article.summary)
    return wide * (math.ceil(high / form.leading) + 0.5)


def _text(article: Article, form: PageFormat) -> float:
    blocks = (
        *article.editor_note,
        *article.body,
        *(block for note in article.notes for block in note.blocks),
    )
    return sum(_block(block, form) for block in blocks) + bool(article.source) + len(article.dateline) * 0.07


def _block(block: Block, form: PageFormat) -> float:
    per = form.characters
    match block:
        case Paragraph(runs=runs):
            lines, held = 0.0, 0
            for run in runs:
                if run.text == "\n":
                    lines, held = lines + math.ceil(held / per), 0
                held += len(run.text)
            return lines + math.ceil((held + 2.4) / per)
        case Crosshead():
            return 2.0 * math.ceil(sum(len(run.text) for run in block.runs) * 1.17 / per)
        case Callout(items=items):
            return 1.0 + sum(
                math.ceil(sum(len(run.text) for run in item) * 1.05 / (per - 1)) for item in items
            )
        case ListBlock(items=items):
            return sum(
                math.ceil((sum(len(text) for text in block_text(part)) + 1) / (per - 1))
                for item in items
                for part in item
            )
        case Table(rows=table, align=align):
            return (len(table) + 1.0) * max(1.0, len(align) * 0.55)
        case Chart(type=kind, data=data):
            return 3.0 + len(data) * (3.0 if kind == ChartType.FIGURES else 1.6)
        case Figure(image=image):
            return picture(image, 1, form)
        case _:
            return 1.0
