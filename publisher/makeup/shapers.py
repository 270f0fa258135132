"""Shapers that are known: a copy that stands in the same room as before need not be set in all its shapes again.

A page whose neighbour sends it the rest of an article has a problem of its own, and so has one of which a headline was
corrected; yet all its other copies are shaped as they were.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.typeset.words import Relay

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from publisher.makeup.shaper import Shaper
    from publisher.typeset.words import Words

#: Shapers that are remembered: those of a large issue, some of them for two pages.
MOST = 240


@dataclass(frozen=True, slots=True)
class _Known:
    """A shaper, and the words by which it breaks its headlines."""

    shaper: Shaper
    words: Relay


class Shapers:
    """Makes shapers, and those that are known not again. What they make is what new ones would make.

    Attributes:
        made: how many shapers had to be made, ``found`` how many were known.
    """

    def __init__(self, most: int = MOST) -> None:
        self.made = self.found = 0
        self._most = most
        self._known: OrderedDict[Hashable, _Known] = OrderedDict()

    def of(self, key: Hashable, words: Words, make: Callable[[Relay], Shaper]) -> Shaper:
        """Return a shaper.

        Args:
            key: all that it depends on but the issue's words.
            words: these.
            make: makes it; its headlines are to be broken by the words that it is given.
        """
        known = self._known.get(key)
        # What the words of another text say the same of, they may be asked for the rest of, too.
        if known and known.words.turns_to(words):
            self.found += 1
            self._known.move_to_end(key)
            return known.shaper
        self.made += 1
        relay = Relay(words)
        self._known[key] = known = _Known(make(relay), relay)
        self._known.move_to_end(key)
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return known.shaper

    def forget(self) -> None:
        """Forget all shapers, since something has changed that no key tells of, such as a font's file."""
        self._known.clear()
