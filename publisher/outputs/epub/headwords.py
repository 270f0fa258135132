"""Headlines in XHTML 标题断词: ``wbr`` stands where a line may end, and is no character of the text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from publisher.text.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.typeset.headwords import Headwords

_HERE = "<wbr/>"


def headline(line: str, words: Headwords) -> Markup:
    """Return a headline's line as XHTML that may be broken between its words."""
    return Markup(parted(line, words.places(line)))  # noqa: S704 - every word of it is escaped


def parted(text: str, places: Iterable[int]) -> str:
    """Return a text as XHTML that may be broken at some places of it."""
    cuts = [0, *places, len(text)]
    return _HERE.join(escape(text[a:b]) for a, b in pairwise(cuts))
