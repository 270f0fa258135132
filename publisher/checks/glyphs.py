"""Glyphs 字形: characters that no installed typeface can show are named, with the article that holds them."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from publisher.rules import finding
from publisher.text.reading import reading_text, visible
from publisher.typeset.setter import cached_typefaces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.errors import Finding
    from publisher.model import Edition
    from publisher.typeset.fonts import Face

#: So many characters are named; an article in a script that is missing altogether would name thousands.
_NAMED = 12


def check_glyphs(edition: Edition, faces: tuple[Face, ...]) -> Iterator[Finding]:
    """Yield T-001 for each article with characters that would print as empty boxes."""
    typefaces = cached_typefaces(faces, edition.publication.language)
    for article in edition.articles:
        characters = dict.fromkeys(
            char for text in reading_text(article, readings=True) for char in visible(text)
        )
        lacking = [char for char in characters if not unicodedata.combining(char) and typefaces.lacks(char)]
        if lacking:
            named = " ".join(f"{char} U+{ord(char):04X}" for char in lacking[:_NAMED]) + (
                " …" if len(lacking) > _NAMED else ""
            )
            yield finding("T-001", article.where, characters=named)
