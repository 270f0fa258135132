"""What a reader must find 应读文字: every string of an article, in the order of reading.

This is the measure of the proof that nothing is lost: outputs are compared with it, and
``report.json`` counts it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from publisher.model import (
    Article,
    Block,
    Callout,
    Chart,
    Credit,
    Crosshead,
    Figure,
    Image,
    ListBlock,
    Note,
    Paragraph,
    Runs,
    Table,
)
from publisher.text.characters import is_latin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Part(StrEnum):
    """Which part of an article a string belongs to; make-up may move some, never their inner order.

    ``FIGURE`` are the words below a picture that stands at a place of the text, ``CAPTION`` those below
    the article's own pictures, which make-up places.
    """

    KICKER = "kicker"
    HEADLINE = "headline"
    DECK = "deck"
    BYLINE = "byline"
    SUMMARY = "summary"
    EDITOR_NOTE = "editor_note"
    DATELINE = "dateline"
    BODY = "body"
    CROSSHEAD = "crosshead"
    CALLOUT = "callout"
    TABLE = "table"
    CHART = "chart"
    FIGURE = "figure"
    CAPTION = "caption"
    NOTE = "note"
    SOURCE = "source"


#: Silent reading: Chinese of news 300 to 500 characters a minute, English some 200 words of five letters.
_HAN_A_MINUTE, _LETTERS_A_MINUTE = 400, 1000
#: Ideographs and kana, which stand for themselves, and what is a word wherever spaces or dashes part them.
_SINGLE = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_SINGLE}]|[^\s—…{_SINGLE}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One string that a reader must find, as the manifest has it; set line breaks are kept."""

    part: Part
    text: str


def pieces(article: Article, *, readings: bool = False) -> Iterator[Piece]:
    """Yield an article's strings in canonical order; empty ones are left out.

    Kicker, headline, deck, byline, summary, editor's note, dateline, body, notes, source, and the
    captions and credits of the article's own images. In a byline a role that several names share
    stands once, before them (``byline_groups``).

    Args:
        article: the article.
        readings: whether readings 注音 follow their base; they are a gloss, and not counted.
    """
    for part, texts in _strings(article, readings=readings):
        for text in texts:
            if text:
                yield Piece(part=part, text=text)


def reading_text(article: Article, *, readings: bool = False) -> Iterator[str]:
    """Yield the text of every piece, in order."""
    for piece in pieces(article, readings=readings):
        yield piece.text


def count_characters(article: Article) -> int:
    """Return how many characters 字数 a reader must find: all that can be seen, of every piece."""
    return sum(len(visible(text)) for text in reading_text(article))


def count_words(article: Article) -> int:
    """Return how many words an article has, for languages that part them by spaces: each ideograph and each kana is one."""
    return sum(any(map(str.isalnum, word)) for text in reading_text(article) for word in _WORD.findall(text))


def reading_minutes(article: Article) -> int:
    """Return about how many minutes 阅读时间 an article takes: 400 Han characters or 1,000 letters a minute, one at least."""
    text = "".join(map(visible, reading_text(article)))
    letters = sum(char.isascii() or is_latin(char) for char in text)
    return max(1, round((len(text) - letters) / _HAN_A_MINUTE + letters / _LETTERS_A_MINUTE))


def visible(text: str) -> str:
    """Return the characters that leave a mark: no white space, no control, format or invalid characters.

    Joiners, direction marks and soft hyphens (Unicode category Cf) steer the setting of others
    and are no text of their own.
    """
    if text.isascii() and text.isalnum():
        return text
    return "".join(char for char in text if not char.isspace() and _marks(char))


#: Letters and marks that show nothing: fillers of Hangul, the empty pattern of Braille, joiners and variants (UAX #44,
#: ``Default_Ignorable_Code_Point``).
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def seen(text: str) -> bool:
    """Tell whether a reader would see anything of a text."""
    return bool(_BLANK.sub("", visible(text)))


def byline_groups(byline: Iterable[Credit]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (role, names), neighbours of one role together as printed: 本报记者 程龙 潘俊强."""
    return tuple(
        (role, tuple(credit.name for credit in group))
        for role, group in groupby(byline, key=lambda credit: credit.role)
    )


def block_text(block: Block) -> Iterator[str]:
    """Yield the strings of one block, in the order of reading."""
    for _, texts in _block(block, Part.BODY, readings=False):
        yield from texts


def run_text(runs: Runs, *, readings: bool = False) -> str:
    """Return the words of some runs, set line breaks kept, readings 注音 after their base if asked."""
    if not readings:
        return "".join(run.text for run in runs)
    return "".join(run.text + (run.ruby or "") for run in runs)


def _marks(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs"} and char not in "\ufffe\uffff"


def _strings(article: Article, *, readings: bool) -> Iterator[tuple[Part, Iterable[str]]]:
    yield Part.KICKER, (article.kicker,)
    yield Part.HEADLINE, article.title
    yield Part.DECK, article.deck
    for role, names in byline_groups(article.byline):
        yield Part.BYLINE, (role, *names)
    yield Part.SUMMARY, article.summary
    yield from _blocks(article.editor_note, Part.EDITOR_NOTE, readings=readings)
    yield Part.DATELINE, (article.dateline,)
    yield from _blocks(article.body, Part.BODY, readings=readings)
    for note in article.notes:
        yield from _note(note, readings=readings)
    yield Part.SOURCE, (article.source,)
    for image in article.images:
        yield Part.CAPTION, _caption(image, readings=readings)


def _blocks(blocks: tuple[Block, ...], part: Part, *, readings: bool) -> Iterator[tuple[Part, Iterable[str]]]:
    for block in blocks:
        yield from _block(block, part, readings=readings)


def _block(block: Block, part: Part, *, readings: bool) -> Iterator[tuple[Part, Iterable[str]]]:
    match block:
        case Paragraph(runs=runs):
            yield part, (run_text(runs, readings=readings),)
        case Crosshead(runs=runs):
            yield Part.CROSSHEAD, (run_text(runs, readings=readings),)
        case Callout(items=items):
            yield Part.CALLOUT, tuple(run_text(runs, readings=readings) for runs in items)
        case ListBlock(items=entries):
            for entry in entries:
                yield from _blocks(entry, part, readings=readings)
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                yield Part.TABLE, tuple(run_text(cell, readings=readings) for cell in row)
        case Figure(image=image):
            yield Part.FIGURE, _caption(image, readings=readings)
        case Chart():
            yield Part.CHART, _chart(block)
        case _:
            return


def _note(note: Note, *, readings: bool) -> Iterator[tuple[Part, Iterable[str]]]:
    yield Part.NOTE, (note.label,)
    yield from _blocks(note.blocks, Part.NOTE, readings=readings)


def _caption(image: Image, *, readings: bool) -> tuple[str, str]:
    return run_text(image.caption, readings=readings), image.credit


def _chart(chart: Chart) -> tuple[str, ...]:
    data = tuple(text for datum in chart.data for text in (datum.label, datum.value, datum.note))
    return chart.title, chart.unit, *data, chart.note
