"""What a template asks about the article that it sets: note calls, sentences, heading levels, tables, charts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from publisher.drawing.charts import draw
from publisher.model import Run, plain
from publisher.outputs.epub.inline import inline, sentence
from publisher.text.callouts import aside
from publisher.text.sentences import sentence_runs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publisher.labels import Labels
    from publisher.model import Callout, Chart, Crosshead, Note, Runs, Table
    from publisher.outputs.epub.pictures import Picture
    from publisher.text.callouts import Aside

#: Measure and type size of a chart in pt; a reader scales it to its screen, some 26 characters of 13 pt.
_CHART_WIDTH, _CHART_SIZE = 345.0, 13.0
#: So many characters of a table's row at most stand side by side on a six-inch screen, and so many columns.
_WIDEST_ROW, _MOST_COLUMNS = 22, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A footnote's call in the text: its own ``id``, and the address of the note."""

    id: str
    href: str


@dataclass(slots=True)
class Calls:
    """Numbers the calls of an article's footnotes as they are set, so that each note can lead back.

    Attributes:
        notes: all footnotes of the article.
        file: the file that is being set; ``homes``: the file of each note by its id, where it is another.
    """

    notes: tuple[Note, ...]
    file: str = ""
    homes: Mapping[str, str] = field(default_factory=dict)
    _count: dict[str, int] = field(default_factory=dict)
    _files: dict[str, list[str]] = field(default_factory=dict)

    def call(self, note: str) -> Call | None:
        """Return the anchors for the next call of a note, or None if there is no such note."""
        number = self._number(note)
        if number is None:
            return None
        count = self._count[note] = self._count.get(note, 0) + 1
        self._files.setdefault(note, []).append(self.file)
        home = self.homes.get(note, self.file)
        return Call(id=_call_id(number, count), href=f"{self._other(home)}#{self.anchor(note)}")

    def anchor(self, note: str) -> str:
        """Return the id of a note that the article has."""
        return f"note-{self._number(note)}"

    def back(self, note: str) -> list[str]:
        """Return the addresses of a note's calls in their order; empty where nothing calls it."""
        number = self._number(note)
        if number is None:
            return []
        files = enumerate(self._files.get(note, ()), 1)
        return [f"{self._other(file)}#{_call_id(number, count)}" for count, file in files]

    def _other(self, file: str) -> str:
        return "" if file == self.file else file

    def _number(self, note: str) -> int | None:
        return next((at for at, known in enumerate(self.notes, 1) if known.id == note), None)


def _call_id(number: int, count: int) -> str:
    return f"call-{number}-{count}"


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
    """

    calls: Calls
    pictures: Mapping[str, Picture]
    words: Labels
    verse: bool
    even: bool = False
    deepest: int
    story: str = ""
    fixed: bool = False
    charts: _Counter = field(default_factory=_Counter)
    passages: _Counter = field(default_factory=_Counter)

    @property
    def prose(self) -> Scene:
        """The same surroundings for what is no verse: notes of the editor, footnotes."""
        return replace(self, verse=False)

    def text(self, words: Runs | str) -> Markup:
        """Set the sentences of a paragraph, of a headline's line or of a table's cell."""
        runs = (Run(text=words),) if isinstance(words, str) else words
        parts = sentence_runs(runs)
        self.passages.value += bool(parts)
        made = (
            sentence(inline(part, self.calls), f"s{self.passages.value}-{number}")
            for number, part in enumerate(parts, 1)
        )
        return Markup("".join(made))  # noqa: S704 - every word of it is escaped

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
        return columns > _MOST_COLUMNS or (columns > 2 and longest > _WIDEST_ROW)

    def level(self, crosshead: Crosshead) -> int:
        """Return the heading level of a crosshead: 2 for the highest of the article."""
        return min(max(2 + crosshead.level - self.deepest, 2), 6)

    def chart(self, chart: Chart) -> Markup:
        """Draw a chart in the reader's own face and ink, so that it follows night mode."""
        self.charts.value += 1
        drawing = draw(
            chart,
            width=_CHART_WIDTH,
            size=_CHART_SIZE,
            family="sans-serif",
            family_bold="sans-serif",
            bold_weight="bold",
            ink="currentColor",
            muted="currentColor",
            accent="currentColor",
            prefix=f"chart-{self.charts.value}",
            unit_label=self.words.labelled(self.words.unit, ""),
        )
        return Markup(drawing.svg)  # noqa: S704 - drawn by ourselves, all words escaped by the pen
