"""Verse 诗: one size for the whole poem, at which its lines stay whole; what is left of one too wide is turned over 转行."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from publisher.model import Paragraph, Run, Runs, plain
from publisher.typeset.headline import ruler
from publisher.typeset.lines import broken, set_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.model import Article
    from publisher.typeset.balance import Ruler
    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter

#: A poem of so many verses or fewer stands on every other row.
_SHORT = 12
#: A turned line stands so many em further in than its verse, so that it does not read as a verse of its own.
_TURN = 2.0
#: White before a verse takes at most this share of the measure.
_WHITE = 1 / 3
#: What a turned line costs, in the unit of ``Words.breaks``, and at most one that is not filled.
_LINE, _UNFILLED = 3.0, 1.0


class _One(NamedTuple):
    """One verse; ``white``: how many em its author set it in, beyond what all verses of the poem are set in."""

    runs: Runs
    white: int

    def width(self, setter: Setter) -> float:
        """Return the width on one line in the smallest voice, in pt; the white of the last mark may hang."""
        voice = setter.book.poem[-1]
        measured = ruler(self.runs, voice, setter)
        return measured.whole * voice.size / measured.size + self.white * voice.size


class Verse:
    """The setting of one poem in one measure (pt).

    Attributes:
        voice: the largest at which every verse fits the measure, else the smallest.
        rows: of the grid for each line.
    """

    def __init__(self, article: Article, setter: Setter, measure: float) -> None:
        self._setter, self._measure, self._least = setter, measure, _least_white(article)
        stanzas = [block.runs for block in article.body if isinstance(block, Paragraph)]
        verses = [verse for runs in stanzas for verse in _verses(runs, self._least)]
        smallest = setter.book.poem[-1]
        width = max((verse.width(setter) for verse in verses), default=0.0)
        fitting = (voice for voice in setter.book.poem if width * voice.size / smallest.size <= measure)
        self.voice = next(fitting, smallest)
        self.rows = 2 if len(verses) <= _SHORT else 1
        lines = (line for verse in verses for line in self._set(verse))
        self._shift = max((measure - max((line.offset + line.width for line in lines), default=0.0)) / 2, 0.0)

    def stanza(self, runs: Runs) -> list[list[Line]]:
        """Set a stanza, each verse in its lines; the whole poem stands as one block in the middle of the measure."""
        return [
            [line._replace(offset=line.offset + self._shift) for line in lines]
            for lines in broken(self._set(verse) for verse in _verses(runs, self._least))
        ]

    def _set(self, verse: _One) -> list[Line]:
        """Set a verse on one line, or with turned lines, parted where it pauses or between two words."""
        size = self.voice.size
        white = min(verse.white * size, self._measure * _WHITE)
        room, turned = self._measure - white, self._measure - white - _TURN * size
        measured = ruler(verse.runs, self.voice, self._setter)
        scale = measured.size / size
        cuts = _cuts(measured, room * scale, turned * scale)
        if cuts is None:
            # A word is wider than the column.
            setting = self._setter.setting(
                verse.runs, self.voice, turned, indent=-_TURN, inset=white + _TURN * size, justify=False
            )
            return [line for line in setting.lines() if line.spans]
        atoms = self._setter.atoms(verse.runs, self.voice)
        return [
            set_line(atoms[start:end], turned if start else room)._replace(
                offset=white + (_TURN * size if start else 0.0)
            )
            for start, end in pairwise(cuts)
        ]


def verse_widths(article: Article, setter: Setter) -> list[float]:
    """Return the width of each verse of a poem on one line, in pt, in the smallest voice."""
    least = _least_white(article)
    stanzas = [block.runs for block in article.body if isinstance(block, Paragraph)]
    return [verse.width(setter) for runs in stanzas for verse in _verses(runs, least)]


def _cuts(verse: Ruler, room: float, turned: float) -> tuple[int, ...] | None:
    """Return the atoms with which the lines of a verse begin, and the end of the last; None where a word does not fit.

    Args:
        verse: measured.
        room: of the first line, in pt at the ruler's size.
        turned: of the others.
    """
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for end in (*verse.spots, verse.count):
        ways = []
        for start in reversed(best):
            width, fits = verse.width(start, end), turned if start else room
            if width <= fits:
                cost, cuts = best[start]
                cost += _LINE * bool(start)
                cost += verse.costs[end] + _UNFILLED * (1 - width / fits) if end < verse.count else 0.0
                ways.append((cost, (*cuts, end)))
            elif width > room:
                # The first line has the most room: no way from farther back fits either.
                break
        if ways:
            best[end] = min(ways)
    return best[verse.count][1] if verse.count in best else None


def _verses(runs: Runs, least: int) -> Iterator[_One]:
    """Part runs at the line breaks that their author set, and take the white before each verse from its text."""
    for verse in written_lines(runs):
        text = plain(verse)
        white = len(text) - len(text.lstrip("\u3000"))
        left, words = white, []
        for run in verse:
            words.append(replace(run, text=run.text[left:]))
            left = max(left - len(run.text), 0)
        kept = tuple(run for run in words if run.text)
        if kept:
            yield _One(kept, white - least)


def _least_white(article: Article) -> int:
    """Return how many em of white stand before every verse of a poem: that is an indent, and no part of it."""
    stanzas = [block.runs for block in article.body if isinstance(block, Paragraph)]
    return min((verse.white for runs in stanzas for verse in _verses(runs, 0)), default=0)


def written_lines(runs: Runs) -> list[Runs]:
    """Part runs at the line breaks that their author set."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        for number, text in enumerate(run.text.split("\n")):
            if number:
                parts.append([])
            if text:
                parts[-1].append(replace(run, text=text))
    return [tuple(part) for part in parts]
