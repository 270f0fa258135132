"""What a template asks about the article that it sets: note calls, sentences, heading levels, tables, charts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from markupsafe import Markup

from publisher.drawing.charts import draw_for_screen
from publisher.model import Run, plain
from publisher.outputs.epub.headwords import parted
from publisher.outputs.epub.inline import inline, sentence
from publisher.text.callouts import aside
from publisher.text.sentences import sentence_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from publisher.labels import Labels
    from publisher.model import Callout, Chart, Crosshead, Runs, Table
    from publisher.outputs.epub.calls import Calls
    from publisher.outputs.epub.pictures import Picture
    from publisher.text.callouts import Aside
    from publisher.typeset.headwords import Headwords

#: So many characters of a table's row at most stand side by side on a six-inch screen, and so many columns.
_WIDEST_ROW, _MOST_COLUMNS = 22, 4
#: In em of a table's type: a Latin letter, the white beside a cell, and the width of a telephone and of a six-inch screen.
_LETTER, _CELL, _PHONE, _READER = 0.55, 1.0, 24.0, 38.0
#: What is not parted in a cell: all but white space and characters of the Han grid.
_UNPARTED = re.compile(r"[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+")


@dataclass(slots=True)
class _Counter:
    value: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The surroundings of an article's blocks.

    Attributes:
        calls: its footnotes' calls.
        pictures: every picture of the book by the digest of its source.
        words: the edition's own words.
        verse: whether paragraphs are stanzas 诗节; ``even``, whether all their lines are of one length.
        deepest: the highest level of crosshead that it uses; the outline leaves none out.
        story: its paragraphs, so that what is quoted out of them is known.
        fixed: whether the pages are of fixed layout, as wide on a small screen as on a large one.
        headwords: where its headline may be broken.
    """

    calls: Calls
    pictures: Mapping[str, Picture]
    words: Labels
    verse: bool
    even: bool = False
    deepest: int
    story: str = ""
    fixed: bool = False
    headwords: Headwords
    charts: _Counter = field(default_factory=_Counter)
    passages: _Counter = field(default_factory=_Counter)

    @property
    def prose(self) -> Scene:
        """The same surroundings for what is no verse: notes of the editor, footnotes."""
        return replace(self, verse=False)

    def text(self, words: Runs | str) -> Markup:
        """Set the sentences of a paragraph or of a table's cell."""
        runs = (Run(text=words),) if isinstance(words, str) else words
        return self._sentences(inline(part, self.calls) for part in sentence_runs(runs))

    def heading(self, line: str) -> Markup:
        """Set the sentences of a headline's line, which a narrow screen breaks between two words."""
        places = [] if self.fixed else self.headwords.places(line)
        parts = [plain(part) for part in sentence_runs((Run(text=line),))]
        starts = accumulate(map(len, parts), initial=0)
        return self._sentences(
            parted(part, (place - start for place in places if start < place < start + len(part)))
            for part, start in zip(parts, starts, strict=False)
        )

    def _sentences(self, parts: Iterable[str]) -> Markup:
        number = self.passages.value + 1
        made = [sentence(part, f"s{number}-{at}") for at, part in enumerate(parts, 1)]
        self.passages.value += bool(made)
        return Markup("".join(made))  # noqa: S704 - every word of it is escaped

    def literal(self, runs: Runs) -> bool:
        """Tell whether a paragraph is a listing 代码, whose lines stand as they were written."""
        return all(run.code or run.text == "\n" for run in runs)

    def callout(self, block: Callout) -> Aside:
        """Tell what a callout is: key facts 要点, words quoted out of the article 抽言, or somebody's words 引语."""
        return aside(block, self.story)

    def wide(self, table: Table) -> bool:
        """Tell whether a table is too wide for a small screen, where each of its rows is then set as a list.

        The header is then said before each cell, so there must be rows, and a header without notes to call.
        """
        columns, header = len(table.align), [run for cell in table.header for run in cell]
        if self.fixed or not table.rows or not header or any(run.note or run.href for run in header):
            return False
        longest = max(sum(len(plain(cell)) for cell in row) for row in (table.header, *table.rows))
        crowded = columns > _MOST_COLUMNS or (columns > 2 and longest > _WIDEST_ROW)
        return crowded or (columns > 1 and _narrowest(table) > _PHONE)

    def dense(self, table: Table) -> bool:
        """Tell whether even a wider screen has to part words of a table."""
        return _narrowest(table) > (_READER if self.wide(table) else _PHONE)

    def level(self, crosshead: Crosshead) -> int:
        """Return the heading level of a crosshead: 2 for the highest of the article."""
        return min(max(2 + crosshead.level - self.deepest, 2), 6)

    def chart(self, chart: Chart) -> Markup:
        """Draw a chart in the reader's own face and ink, so that it follows night mode."""
        self.charts.value += 1
        svg = draw_for_screen(chart, self.words, f"chart-{self.charts.value}")
        return Markup(svg)  # noqa: S704 - drawn by ourselves, all words escaped by the pen


def _narrowest(table: Table) -> float:
    """Return the least width of a table in em: each column's longest word, and the white beside it."""
    rows = [row for row in (table.header, *table.rows) if row]
    return sum(_CELL + max(map(_longest_word, column), default=0.0) for column in zip(*rows, strict=False))


def _longest_word(cell: Runs) -> float:
    return max((len(word) * _LETTER for word in _UNPARTED.findall(plain(cell))), default=1.0)
