"""Weights 版式取舍: how far a shape is from what an art editor would wish. A unit is about a blank line of a standard column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.makeup.copy import letters
from publisher.makeup.head import OUT_OF_RANK
from publisher.model import Box, Chart, HeadPlace, Kind, Paragraph, Table
from publisher.typeset.tables import least_width, natural_width
from publisher.typeset.verse import verse_widths

if TYPE_CHECKING:
    from publisher.makeup.copy import Copy
    from publisher.makeup.grid import Grid
    from publisher.makeup.head import Head
    from publisher.makeup.shape import Plate
    from publisher.typeset.setter import Setter

#: Ems in a line below and above which text reads ill.
NARROW, BROAD = 9.0, 26.0
#: What a table costs whose figures would be parted.
_UNREADABLE = 400.0
#: What a poem costs of which any verse is turned over; twice as much where all are.
_TURNED = 45.0
#: Text of fewer characters would stand in columns of two or three lines; it may run wider.
_BRIEF = 160
#: Text in lines of more em is not read.
_UNREAD = 36.0
#: A comment or a feature of at most so many characters may stand on a tint.
_BOXED = 900
#: Lines that text takes beyond its characters.
_LOOSE = 1.02
#: What it costs that a headline is smaller than any size wished for, or parts a word.
_UNWISHED = 60.0
_PLACES = {HeadPlace.ABOVE: 0.0, HeadPlace.BESIDE: 2.0, HeadPlace.WITHIN: 4.0, HeadPlace.VERTICAL: 2.0}


class Weights:
    """Weighs the shapes of one copy.

    Attributes:
        length: characters of its text; ``brief``: it is so short that it may run wider than text should.
        holds_wide: it has a chart or a table, which may want more than a column.
        verse: the width of its longest verse, in pt, in the largest size; 0 where it is no poem.
        boxable: it may stand on a tint.
    """

    def __init__(self, copy: Copy, grid: Grid, setter: Setter) -> None:
        self._copy, self._grid = copy, grid
        self._article = article = copy.article
        tables = [block for block in article.body if isinstance(block, Table)]
        self._verses = verse_widths(article, setter) if article.kind == Kind.POEM else []
        self.verse = max(self._verses, default=0.0) * setter.book.poem[0].size / setter.book.poem[-1].size
        self._tables = [(natural_width(table, setter), least_width(table, setter)) for table in tables]
        self._charts = sum(isinstance(block, Chart) for block in article.body)
        prose = (block for block in article.body if isinstance(block, Paragraph))
        self._prose = sum(map(letters, prose))
        self.length = sum(map(letters, article.body))
        others = (*article.editor_note, *(block for note in article.notes for block in note.blocks))
        self._all = self.length + sum(map(letters, others))
        self._paragraphs = (len(article.body) + len(others)) * 0.5
        self.brief = self.length < _BRIEF
        self.holds_wide = bool(self._charts or self._tables)
        short = _BRIEF <= self.length <= _BOXED
        self.boxable = short and article.kind in {Kind.COMMENT, Kind.FEATURE} and not copy.continued_from

    def bed(self, columns: int, measures: int, measure: float, plate: Plate | None, body: int) -> float:
        """Weigh what a headline stands over: the measures, the depth and the picture."""
        ems = measure / self._grid.em
        cost = 1.0 * (measures != columns)
        # Tables and charts want a broad measure, the text between them does not; beyond a point no eye finds the next line.
        cost += max(ems - 18.0, 0.0) * (0.25 if self._verses or self._wants_broad() else 2.5)
        cost += max(ems - _UNREAD, 0.0) * 2.0 * (self._prose >= _BRIEF and not self._verses)
        # Verse stands in one block; a long poem may take several columns, a short one looks torn.
        cost += 3.0 * (measures - 1) * bool(self._verses)
        cost += self._wide(measure) + self._depth(columns, measures, body)
        return cost + (self._plate(columns, measures, plate) if plate else 0.0)

    def lines(self, measure: float) -> float:
        """Return about how many lines the text takes in a measure (pt)."""
        return self._all * self._grid.em / measure * _LOOSE + self._paragraphs

    def head(self, columns: int, head: Head, body: int) -> float:
        """Weigh a headline over so many rows of text: its rank, its lines, its size."""
        weight = {1: 3.0, 2: 1.2}.get(self._article.priority, 0.6)
        cost = head.rank * weight if head.rank < OUT_OF_RANK else _UNWISHED
        wished = 1 if columns >= 3 else 2
        cost += max(head.lines - wished, 0) * (2.5 if columns >= 3 else 1.0)
        cost += max(head.lines - 3, 0) * (4.0 if columns >= 3 else 0.5) + max(head.lines - 4, 0) * 3.0
        # Letters of which only a few stand in a line shout, and so does a head as high as its text.
        cost += max(5.0 - self._grid.span(columns) / head.size, 0.0) * 4.0
        over = head.height / self._grid.leading - (0.8 if self._article.priority == 1 else 0.5) * body - 3
        return cost + head.strain * 1.5 + max(over, 0.0) * columns * 0.35

    def place(self, place: HeadPlace, columns: int, body: int) -> float:
        """Weigh where the headline stands."""
        cost = _PLACES[place]
        if place == HeadPlace.BESIDE:
            # Beside a head text should be wide and low.
            cost += max(body - 4 * columns, 0) * 0.5
        if place != HeadPlace.ABOVE:
            cost += 30.0 * (self._article.kind == Kind.DOCUMENT) + 12.0 * (self._article.priority <= 1)
        return cost

    def box(self, box: Box) -> float:
        """Weigh a box that nobody asked for."""
        return 1.5 if box == Box.TINT else 0.0

    def _wants_broad(self) -> bool:
        """Tell whether its charts and tables outweigh the text between them."""
        broad = any(wished > BROAD * self._grid.em for wished, _ in self._tables)
        return self.holds_wide and (self._charts > 0 or broad or self._prose < _BRIEF)

    def _depth(self, columns: int, measures: int, body: int) -> float:
        cost = max(4 - body, 0) * 3.0 * (measures - 1)
        # A line or two dealt out over columns reads as if torn.
        cost += 25.0 * (measures > 1 and body <= 1)
        # A single column of text that runs down half the page reads like a web page.
        if columns == 1:
            cost += max(body - 34, 0) * 1.0
        return cost + self._lead(columns)

    def _lead(self, columns: int) -> float:
        """Weigh the width of a lead 头条: it dominates its page, so it takes more than half of it."""
        if self._article.priority > 1 or self._copy.continued_from:
            return 0.0
        half, most = self._grid.columns * 0.5, self._grid.columns * 0.62
        slim = 60.0 if columns < self._grid.columns / 3 and not self.brief else 0.0
        return slim + 16.0 * max(half - columns, 0.0) + 5.0 * max(most - columns, 0.0)

    def _wide(self, measure: float) -> float:
        """Weigh a measure against what does not like to be parted: verse, tables and charts."""
        cost = min(max(self.verse / measure - 1.0, 0.0), 1.0) * 20.0
        turned = sum(width > measure for width in self._verses)
        cost += _TURNED * (1.0 + turned / len(self._verses)) if turned else 0.0
        cost += sum(min(max(wished / measure - 1.0, 0.0), 4.0) * 24.0 for wished, _ in self._tables)
        cost += sum(_UNREADABLE for _, least in self._tables if least > measure)
        return cost + self._charts * max(17.0 - measure / self._grid.em, 0.0) * 0.8

    def _plate(self, columns: int, measures: int, plate: Plate) -> float:
        share = plate.span / measures
        narrow = 6.0 if plate.width < self._grid.span(1) * 0.98 else 0.0
        wished = 0.62 if self._article.priority <= 1 else 0.5
        if self._article.kind == Kind.PHOTO or measures == 1:
            wished = 1.0
        weight = (10.0 + 2 * columns) * (1.6 if self._article.priority <= 1 else 1.0)
        cost = narrow + max(abs(share - wished) - 0.12, 0.0) * weight + plate.crop * 10.0
        # The lead's picture is the page's, so it is no stamp.
        if self._article.priority <= 1 and plate.width < 0.3 * self._grid.text_width:
            cost += 20.0
        if plate.over_head:
            # Over a head a picture is as wide as the module by nature.
            cost = narrow + 2.0 + plate.crop * 10.0 + (0.0 if columns <= 3 else 2.0 * (columns - 3))
        return cost + 0.5 * (plate.column == 0 and share < 1)
