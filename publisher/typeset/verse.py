"""Verse 诗: one size for the whole poem, at which its lines stay whole; a line too wide is parted where it pauses."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from publisher.model import Paragraph, Run, Runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from publisher.model import Article
    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter
    from publisher.typeset.stylebook import Voice

#: A pause within a verse, with the marks that close behind it.
_PAUSE = re.compile(r"(?<=[，、；：。！？])(?![，、；：。！？”’』」）—…]|$)")
#: A poem of so many lines or fewer stands on every other row.
_SHORT = 12


class Verse:
    """The setting of one poem in one measure (pt).

    Attributes:
        voice: the largest at which every line fits the measure, else the smallest.
        rows: of the grid for each line.
    """

    def __init__(self, article: Article, setter: Setter, measure: float) -> None:
        stanzas = [block.runs for block in article.body if isinstance(block, Paragraph)]
        verses = [verse for runs in stanzas for verse in _verses(runs)]
        largest = setter.book.poem[0]
        width = widest(article, setter)
        fitting = (voice for voice in setter.book.poem if width * voice.size / largest.size <= measure)
        self.voice = next(fitting, setter.book.poem[-1])
        self.rows = 2 if len(verses) <= _SHORT else 1
        self._setter, self._measure = setter, measure
        longest = max((line.width for runs in stanzas for line in self._set(runs)), default=0.0)
        self._shift = max((measure - longest) / 2, 0.0)

    def lines(self, runs: Runs) -> list[Line]:
        """Set a stanza; all lines of the poem begin on one edge, and the block stands in the middle of the measure."""
        return [line._replace(offset=line.offset + self._shift) for line in self._set(runs)]

    def _set(self, runs: Runs) -> list[Line]:
        lines: list[Line] = []
        for verse in _verses(runs):
            whole = self._setter.runs_width(verse, self.voice) <= self._measure
            for part in [verse] if whole else _pauses(verse):
                set_part = self._setter.lines(part, self.voice, self._measure, justify=False)
                lines += [*set_part[:1], *map(self._hung, set_part[1:])]
        return [line for line in lines if line.spans]

    def _hung(self, line: Line) -> Line:
        """Set a turned-over line further in, so that it does not read as a verse of its own."""
        return line._replace(offset=line.offset + max(min(self.voice.size, self._measure - line.width), 0.0))


def widest(article: Article, setter: Setter) -> float:
    """Return the width in pt of a poem's longest line in its largest voice."""
    voice: Voice = setter.book.poem[0]
    verses = [
        verse for block in article.body if isinstance(block, Paragraph) for verse in _verses(block.runs)
    ]
    return max((setter.runs_width(verse, voice) for verse in verses), default=0.0)


def _verses(runs: Runs) -> list[Runs]:
    """Part runs at the line breaks that their author set."""
    return _part(runs, lambda text: text.split("\n"))


def _pauses(verse: Runs) -> list[Runs]:
    return _part(verse, _PAUSE.split)


def _part(runs: Runs, split: Callable[[str], list[str]]) -> list[Runs]:
    parts: list[list[Run]] = [[]]
    for run in runs:
        for number, text in enumerate(split(run.text)):
            if number:
                parts.append([])
            if text:
                parts[-1].append(replace(run, text=text))
    return [tuple(part) for part in parts]
