"""What stands beside the text in its own frame: key facts 要点, a pull quote 抽言, or somebody's words 引语."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from publisher.model import Paragraph
from publisher.text.reading import run_text, visible

if TYPE_CHECKING:
    from publisher.model import Article, Callout

_OPENERS, _CLOSERS = ("“", "「", "『", "‘", '"'), ("”", "」", "』", "’", '"')
#: Who said it, as it is written below or behind the words: ——张三.
_SPEAKER = re.compile("^(?:——|――|—|--)")
#: Fewer words than these stand in an article by chance.
_TELLING = 6


class Aside(StrEnum):
    """What a callout is."""

    FACTS = "facts"
    PULL_QUOTE = "pull-quote"
    QUOTATION = "quotation"


def story(article: Article) -> str:
    """Return the words of an article's paragraphs, as :func:`aside` compares them."""
    return "\n".join(_words(run_text(block.runs)) for block in article.body if isinstance(block, Paragraph))


def aside(callout: Callout, text: str) -> Aside:
    """Tell what a callout is.

    It is a pull quote where the article itself says the same, and a quotation where all of it is in quotation marks or the
    last of it names who said it; otherwise it holds key facts.

    Args:
        callout: key facts or a quotation, as ``>`` marks both.
        text: what :func:`story` returned for its article.
    """
    items = [run_text(item).strip() for item in callout.items]
    said = [item for item in items if not _SPEAKER.match(item)]
    words = [_words(item).strip("".join((*_OPENERS, *_CLOSERS))) for item in said]
    if words and all(len(word) >= _TELLING and word in text for word in words):
        return Aside.PULL_QUOTE
    spoken = said and all(item.startswith(_OPENERS) and item.endswith(_CLOSERS) for item in said)
    named = len(items) > 1 and len(said) == len(items) - 1 and said == items[:-1]
    return Aside.QUOTATION if spoken or named else Aside.FACTS


def _words(text: str) -> str:
    return visible(text)
