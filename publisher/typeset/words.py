"""Words 词, without a dictionary: an issue's own text tells which characters hang together."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import pairwise


class Words:
    """How firmly neighbouring characters hang together, learnt from the issue's own text.

    Two characters of one word follow each other nearly whenever the rarer of them appears at all, so no dictionary is
    needed to keep 建设 whole.
    """

    def __init__(self, text: str) -> None:
        self._single = Counter(text)
        self._pairs = Counter(pairwise(text))

    def cohesion(self, before: str, after: str) -> float:
        """Return 0 for strangers to 1 for two halves of a word."""
        together = self._pairs[before, after]
        rarer = min(self._single[before], self._single[after])
        return max(together - 0.5, 0.0) / rarer if rarer > 0 else 0.0


@lru_cache(maxsize=4)
def words_of(text: str) -> Words:
    """Return the words of an issue's text; remembered, since every page of the issue asks."""
    return Words(text)
