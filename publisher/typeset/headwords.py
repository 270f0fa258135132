"""Words of headlines on a screen 标题断词: a narrow one breaks a headline between two words, as print does.

The segmentation is that of the printed page.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from publisher.text.languages import variety
from publisher.typeset.characters import is_wide
from publisher.typeset.grammar import FAULT
from publisher.typeset.opportunities import held_together
from publisher.typeset.words import lexicon_of, words_of

if TYPE_CHECKING:
    from publisher.model import Edition
    from publisher.typeset.words import Words


class Headwords:
    """Where the headlines of an edition may be broken; in a language that parts words by spaces, nothing need be said.

    Args:
        edition: its language chooses the dictionary, and its text tells which characters hang together.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self.needed = variety(edition.publication.language).han

    @cached_property
    def _words(self) -> Words:
        return words_of(lexicon_of(self._edition), self._edition.publication.language)

    def places(self, line: str) -> list[int]:
        """Return the places between two words of a headline's line; those beside marks and spaces every reader knows."""
        if not self.needed or len(line) <= 1:
            return []
        # Dictionaries know no lone surrogates, which are left out of the text when it is set.
        line = line.encode(errors="replace").decode()
        held = held_together(line)
        return [
            at
            for at, cost in enumerate(self._words.breaks(line)[:-1], 1)
            if cost < FAULT and _apart(line[at - 1], line[at]) and at not in held
        ]

    def parts(self, line: str) -> tuple[str, ...]:
        """Return a headline's line cut at its places; the parts together are the line."""
        cuts = [0, *self.places(line), len(line)]
        return tuple(line[a:b] for a, b in pairwise(cuts))


def _apart(before: str, after: str) -> bool:
    """Tell whether two characters may be of two words: marks go by rules of their own, and letters in a row are one word.

    Dictionaries of Chinese take every letter beyond ASCII for a word.
    """
    return before.isalnum() and after.isalnum() and (is_wide(before) or is_wide(after))
