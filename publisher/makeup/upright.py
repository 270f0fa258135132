"""Upright heads 竖题区: kicker, headline, deck and byline in columns beside the text, the first at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publisher.makeup.head import Head, byline_text
from publisher.makeup.layout import Element, VerticalBox
from publisher.model import Kind
from publisher.text.languages import variety
from publisher.text.reading import visible
from publisher.typeset.vertical import VerticalHeadline, set_vertical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.model import Article
    from publisher.typeset.setter import Setter

#: White between two columns of an upright head, in em of the body.
_APART = 0.8
#: A headline of more characters does not stand upright, and none of more columns.
_LONGEST, _COLUMNS = 18, 2
#: Kinds whose headlines often stand upright, and how short one is that always may.
_LITERARY, _SHORT = frozenset({Kind.FEATURE, Kind.POEM, Kind.COMMENT}), 10
#: Kinds that keep their headlines level.
_LEVEL = frozenset({Kind.NOTICE, Kind.BRIEF, Kind.TABLE, Kind.DOCUMENT, Kind.PHOTO})


def may_stand(article: Article, language: str) -> bool:
    """Tell whether an article may have an upright head: a short one, without a summary, in a language that is so written."""
    if not variety(language).han or article.kind in _LEVEL or article.summary:
        return False
    return 0 < len(visible(article.headline)) <= _LONGEST


def often_stands(article: Article) -> bool:
    """Tell whether nobody need ask for an upright head: of a short headline, and of what is not plain news."""
    return article.kind in _LITERARY or len(visible(article.headline)) <= _SHORT


def uprights(article: Article, order: int, height: float, setter: Setter) -> Iterator[Head]:
    """Yield the upright heads that an article may have in a height (pt): one for each number of columns."""
    voices = setter.book.headline(article, order)
    for columns in range(max(len(article.title), 1), _COLUMNS + 1):
        headline = set_vertical(article.title, voices, height, setter, columns=columns)
        if headline and len(headline.columns) == columns:
            head = _head(article, headline, height, setter)
            if head:
                yield head


class _Column(NamedTuple):
    """One part of an upright head: what it is to a reader, and how it is painted."""

    made: VerticalHeadline
    tag: str
    role: str


def _head(article: Article, headline: VerticalHeadline, height: float, setter: Setter) -> Head | None:
    """Put the other parts of a head beside a headline; None where one of them is too long."""
    book, gap, size = setter.book, _APART * setter.book.em, headline.size
    before = [("column", article.column, book.column), ("kicker", article.kicker, book.kicker(size))]
    after = [
        *(("deck", deck, book.deck(size)) for deck in article.deck),
        ("byline", byline_text(article.byline), book.byline),
    ]
    columns: list[_Column] = []
    for role, text, voice in (*before, ("headline", article.headline, headline.voice), *after):
        made = (
            headline
            if role == "headline"
            else set_vertical((text,), (voice,), height, setter)
            if text
            else None
        )
        if made:
            columns.append(_Column(made, "h2" if role == "headline" else "p", role))
        elif text:
            return None
    width = sum(column.made.width for column in columns) + gap * (len(columns) - 1)
    tallest = max(column.made.height for column in columns)
    return Head(
        elements=tuple(_placed(columns, width, tallest, gap)), height=tallest, size=size, face=headline.voice.face,
        rank=headline.rank, lines=len(headline.columns), title_height=headline.height, strain=headline.strain,
        width=width,
    )  # fmt: skip


def _placed(columns: list[_Column], width: float, tallest: float, gap: float) -> Iterator[Element]:
    """Yield the parts from the right; the byline stands at the foot."""
    right = width
    for made, tag, role in columns:
        right -= made.width
        y = tallest - made.height if role == "byline" else 0.0
        yield VerticalBox(right, y, made.width, made.height, made.columns, tag, role)
        right -= gap
