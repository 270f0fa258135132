"""Pull quotes 引语: a sentence of the article, large, where its module has room that nothing else fills."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from publisher.makeup.layout import Element, RuleBox, TextBox
from publisher.model import Kind, Paragraph, Run, plain
from publisher.text.reading import visible
from publisher.typeset.headline import balanced_lines
from publisher.typeset.stylebook import Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.model import Article
    from publisher.typeset.setter import Setter

#: The rows that a pull quote takes at least and at most.
LEAST, MOST = 4, 18
#: Characters of a sentence worth pulling.
_SHORTEST, _LONGEST = 10, 44
#: An article of fewer characters is not quoted.
_SHORT = 200
#: Sizes that are tried, in em of the body.
_SIZES = (2.2, 2.0, 1.8, 1.6, 1.45, 1.3)
#: White above and below the words together, in rows, and the share of the room that they must fill.
_WHITE, _FULL = 1.6, 0.4
#: Kinds from which nothing is pulled.
_WHOLE = frozenset({Kind.POEM, Kind.NOTICE, Kind.BRIEF, Kind.TABLE, Kind.DOCUMENT})
_SPOKEN = re.compile(r"“([^“”]+?)[，。！？]?”|「([^「」]+?)[，。！？]?」")
#: Marks of which a sentence by itself may have one and lack the other.
_MARKS = frozenset("“”「」‘’『』（）")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]")


def pull_quote(article: Article, width: float, rows: int, setter: Setter) -> list[Element]:
    """Return a pull quote that fills some rows of a width (pt) from (0, 0); nothing where no sentence does."""
    if not LEAST <= rows <= MOST or article.kind in _WHOLE:
        return []
    leading = setter.book.leading
    room = (rows - _WHITE) * leading
    inner = width - 2 * setter.book.em
    for sentences, size in product(_sentences(article), _SIZES):
        voice = Voice(face="kai", size=size * setter.book.em, line=1.4)
        for sentence in sentences:
            lines = balanced_lines((Run(text=sentence),), voice, inner, setter)
            line_height = voice.size * voice.line
            height = len(lines) * line_height
            if room * _FULL <= height <= room:
                top = (rows * leading - height) / 2
                box = TextBox(setter.book.em, top, inner, line_height, lines, "p", "pull-quote")
                frame = RuleBox(0.0, 0.4 * leading, width, rows * leading - 0.8 * leading, "pull-quote-rules")
                return [frame, box]
    return []


def _sentences(article: Article) -> tuple[list[str], list[str]]:
    """Return sentences worth pulling: what somebody said, and what the article tells, for where nobody's words fit."""
    paragraphs = [block.runs for block in article.body if isinstance(block, Paragraph)]
    # The quote often stands over the text: what begins there says the same again right below it. A short story says all again.
    if sum(len(visible(plain(runs))) for runs in paragraphs) < _SHORT:
        return [], []
    # Calls of notes would read as figures here, and so would superscripts.
    texts = [
        plain(runs) for runs in paragraphs if not any(run.note or run.raised or run.lowered for run in runs)
    ]
    if texts and texts[0] == plain(paragraphs[0]):
        texts[0] = _SENTENCE.sub("", texts[0], count=1)
    spoken = (next(filter(None, match.groups())) for text in texts for match in _SPOKEN.finditer(text))
    told = (match.group().strip() for text in texts for match in _SENTENCE.finditer(text))
    return _worth(spoken), _worth(sentence for sentence in told if not _MARKS & set(sentence))


def _worth(sentences: Iterable[str]) -> list[str]:
    return [sentence for sentence in sentences if _SHORTEST <= len(visible(sentence)) <= _LONGEST]
