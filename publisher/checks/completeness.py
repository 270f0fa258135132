"""Nothing is lost 文字不丢: every character of every article is looked for in what was made of it, in order."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from publisher.makeup.layout import ADDED, DrawingBox, Element, PictureBox, TableBox, TextBox, texts
from publisher.model import Table
from publisher.rules import finding
from publisher.text.reading import reading_text, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publisher.errors import Finding
    from publisher.makeup.issue import MadeUpIssue
    from publisher.model import Article, Edition

_TAGS = re.compile(r"<[^>]*>")
#: No piece of a parted string is shorter; a lost or a misplaced line leaves none as long.
_PIECE = 8
#: So many characters of a missing string are shown.
_SHOWN = 24


def check_make_up(edition: Edition, issue: MadeUpIssue) -> tuple[Finding, ...]:
    """Compare the made-up pages with the edition; a finding names the first string of an article that is not whole."""
    texts: dict[str, list[str]] = {}
    captions: dict[str, list[str]] = {}
    for page in issue.pages:
        for module in page.modules:
            for element in module.elements:
                # Captions go behind the text: where an article jumps, one may stand between two halves of a paragraph.
                kept = captions if isinstance(element, PictureBox) else texts
                kept.setdefault(module.article_id, []).extend(_words(element))
    joined = {
        article.id: "".join((*texts.get(article.id, ()), *captions.get(article.id, ())))
        for article in edition.articles
    }
    return tuple(_missing(edition.articles, joined, "PDF"))


def _missing(articles: Iterable[Article], texts: dict[str, str], output: str) -> Iterator[Finding]:
    for article in articles:
        cells = any(isinstance(block, Table) for block in article.body)
        lost = first_missing(reading_text(article), texts.get(article.id, ""), pieces=cells)
        if lost:
            yield finding(
                "C-001", article.where, title=article.headline, output=output, missing=lost[:_SHOWN]
            )


def first_missing(wanted: Iterable[str], text: str, *, pieces: bool = False) -> str:
    """Return the first of some strings that a text does not hold, or an empty string.

    White space and where lines break are of no account. Strings are looked for behind each other; one that is not there
    may stand before, for make-up moves pictures and summaries. With ``pieces`` a string may be parted, each long piece
    behind the one before, as is the cell of a table's row that is higher than a page.
    """
    whole, position = visible(text), 0
    for item in wanted:
        string = visible(item)
        at = whole.find(string, position)
        if at >= 0:
            position = at + len(string)
        elif whole.find(string, 0, position + len(string)) < 0 and not (pieces and _in_pieces(string, whole)):
            return string
    return ""


def _in_pieces(string: str, whole: str) -> bool:
    position = 0
    while string:
        least = min(_PIECE, len(string))
        at = whole.find(string[:least], position)
        if at < 0:
            return False
        length = next(
            (number for number, (a, b) in enumerate(zip(string, whole[at:], strict=False)) if a != b),
            min(len(string), len(whole) - at),
        )
        position, string = at + length, string[length:]
    return True


def _words(element: Element) -> Iterator[str]:
    """Yield what is written in an element, but for what make-up itself adds where an article or a table goes on."""
    if isinstance(element, DrawingBox):
        yield html.unescape(_TAGS.sub("", element.svg))
    elif isinstance(element, TableBox):
        yield from texts(element._replace(rows=tuple(row for row in element.rows if not row.again)))
    elif not isinstance(element, TextBox) or element.role not in ADDED:
        yield from texts(element)
