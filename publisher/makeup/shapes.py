"""Shapes 文块形状: the ways in which a copy can stand on the grid, each with its height and what it costs in looks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.makeup.head import Head, continued_head, heads
from publisher.makeup.pour import smallest
from publisher.model import Chart, Image, Kind, Paragraph, Table
from publisher.text.reading import block_text
from publisher.typeset.galley import set_caption
from publisher.typeset.tables import least_width, natural_width
from publisher.typeset.verse import widest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.makeup.copy import Galleys
    from publisher.makeup.grid import Grid
    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter

#: Ems in a line below and above which text reads ill.
_NARROW, _BROAD = 9.0, 26.0
#: The share of the page's rows that a picture may take.
_HIGHEST = 0.66
#: What a table costs whose figures would be parted.
_UNREADABLE = 60.0
#: An article that jumps leaves at least so many lines behind.
_LEAST_PART = 12
#: Text of fewer characters would stand in columns of two or three lines; it may run wider.
_BRIEF = 160
#: Rows of white between a head and what is below it.
HEAD_AIR = 0.45


@dataclass(frozen=True, slots=True, kw_only=True)
class Plate:
    """The picture at a module's head: the text columns that it spans, its own size in pt, its rows with caption and air."""

    image: Image
    span: int
    width: float
    height: float
    caption: tuple[Line, ...]
    lead: float
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One way to set a copy.

    Attributes:
        columns: standard columns that it takes; ``measures``: the text columns in them 破栏, each ``measure`` pt wide.
        head_rows: the head's, with the least air; ``body_rows``: the least that hold the text.
        slack: rows that its text columns leave over at that height.
        inset: rows that a frame takes at head and foot.
        cost: how far it is from what an editor would wish.
        air: rows by which it may grow around its headline without looking empty.
    """

    columns: int
    measures: int
    measure: float
    head: Head
    plate: Plate | None
    head_rows: int
    body_rows: int
    slack: int
    inset: int
    cost: float
    air: int

    @property
    def rows(self) -> int:
        """Its least height."""
        return self.head_rows + self.body_rows + 2 * self.inset


class Shaper:
    """Makes the shapes of one copy.

    Args:
        galleys: the copy's text.
        grid, setter: what it is set on and with.
        rows: the height of the page's free area.
        label, href: the line 上接第N版 over a continuation, and where it leads.
    """

    def __init__(
        self, galleys: Galleys, grid: Grid, setter: Setter, rows: int, *, label: str = "", href: str = ""
    ) -> None:
        self.galleys, self.grid, self.setter = galleys, grid, setter
        self.rows, self.label, self.href = rows, label, href
        self.article = galleys.copy.article
        self._known: dict[tuple[int, bool], list[Shape]] = {}
        tables = [block for block in self.article.body if isinstance(block, Table)]
        self._wide = (
            widest(self.article, setter) if self.article.kind == Kind.POEM else 0.0,
            [(natural_width(table, setter), least_width(table, setter)) for table in tables],
            sum(isinstance(block, Chart) for block in self.article.body),
        )
        prose = (block for block in self.article.body if isinstance(block, Paragraph))
        self._prose = sum(len(run.text) for block in prose for run in block.runs)
        self._length = sum(len(text) for block in self.article.body for text in block_text(block))

    def shapes(self, columns: int, *, whole: bool = True) -> list[Shape]:
        """Return the shapes that take some standard columns.

        Args:
            columns: how many.
            whole: all of the text must fit the page; otherwise it may run out, and jump.
        """
        key = (columns, whole)
        if key not in self._known:
            self._known[key] = list(self._make(columns, whole=whole))
        return self._known[key]

    def _make(self, columns: int, *, whole: bool) -> Iterator[Shape]:
        inset = 1 if self.article.kind == Kind.NOTICE else 0
        width = self.grid.span(columns) - 2 * inset * self.grid.em
        found = self._heads(width)
        for measures in self._measures(columns, width):
            measure = (width - (measures - 1) * self.grid.em) / measures
            slugs = self.galleys.slugs(measure)
            for plate in self._plates(measures, measure):
                taken = [
                    plate.rows if plate and number >= measures - plate.span else 0
                    for number in range(measures)
                ]
                limit = self.rows - 2 * inset
                body = smallest(slugs, measures, taken, limit) if whole else None
                if body is None and whole:
                    continue
                needed = body if body is not None else max(taken) + max(3, math.ceil(_LEAST_PART / measures))
                slack = (
                    needed * measures - sum(taken) - sum(slug.rows for slug in slugs)
                    if body is not None
                    else 0
                )
                for head in found:
                    yield self._shape(columns, measures, measure, head, plate, needed, max(slack, 0), inset)

    def _heads(self, width: float) -> list[Head]:
        copy = self.galleys.copy
        if copy.continued_from:
            return [continued_head(self.article, width, self.setter, self.label, self.href)]
        return heads(self.article, width, copy.order, self.setter)

    def _measures(self, columns: int, width: float) -> list[int]:
        """Return how many text columns a module may have: those of the grid, and fewer and wider ones."""
        em = self.grid.em
        wide = self._holds_wide()
        brief = self._length < _BRIEF
        least = 1 if brief else math.ceil(columns / 2)
        candidates = {*range(least, columns + 1), 1 if columns <= 3 or wide else columns}
        broad = 71 if wide else _BROAD * 1.6 if brief else _BROAD
        fit = [
            count
            for count in sorted(candidates)
            if count >= 1 and _NARROW <= (width - (count - 1) * em) / count / em <= broad
        ]
        return fit or [columns]

    def _holds_wide(self) -> bool:
        """Tell whether there is anything that may want more than a column of text: a chart, a table."""
        _, tables, charts = self._wide
        return bool(charts or tables)

    def _wants_broad(self) -> bool:
        """Tell whether its charts and tables outweigh the text between them."""
        _, tables, charts = self._wide
        broad = any(wished > _BROAD * self.grid.em for wished, _ in tables)
        return self._holds_wide() and (charts > 0 or broad or self._prose < _BRIEF)

    def _plates(self, measures: int, measure: float) -> list[Plate | None]:
        if not self.article.images or self.galleys.copy.continued_from:
            return [None]
        return [self._plate(self.article.images[0], span, measure) for span in range(1, measures + 1)]

    def _plate(self, image: Image, span: int, measure: float) -> Plate:
        width = span * measure + (span - 1) * self.grid.em
        caption = set_caption(image, self.setter, width)
        voice, leading = self.setter.book.caption, self.grid.leading
        lead = voice.size * voice.line
        below = len(caption) * lead + 0.75 * leading
        ratio = image.height / max(image.width, 1)
        # A picture that would be too high is set narrower, never cropped.
        height = min(width * ratio, max(self.rows * _HIGHEST * leading - below, leading))
        rows = math.ceil((height + below) / leading - 0.02)
        return Plate(
            image=image, span=span, width=height / ratio, height=height, caption=caption, lead=lead, rows=rows
        )

    def _shape(
        self,
        columns: int,
        measures: int,
        measure: float,
        head: Head,
        plate: Plate | None,
        body: int,
        slack: int,
        inset: int,
    ) -> Shape:
        leading = self.grid.leading
        head_rows = math.ceil(head.height / leading + HEAD_AIR - 0.02) if head.elements else 0
        if not any(True for _ in self.galleys.slugs(measure)) and plate is None:
            body = 0
        return Shape(
            columns=columns, measures=measures, measure=measure, head=head, plate=plate, head_rows=head_rows, body_rows=body,
            slack=slack, inset=inset, air=max(1, round(head.title_height * 0.5 / leading)),
            cost=self._cost(columns, measures, measure, head, plate, body),
        )  # fmt: skip

    def _cost(
        self, columns: int, measures: int, measure: float, head: Head, plate: Plate | None, body: int
    ) -> float:
        """Weigh a shape; one unit is about what one blank line of a standard column costs."""
        ems = measure / self.grid.em
        cost = 1.0 * (measures != columns)
        # Tables and charts want a broad measure, the text between them does not.
        cost += max(ems - 18.0, 0.0) * (0.25 if self._wants_broad() else 2.5)
        # Verse stands in one block; a long poem may take several columns, a short one looks torn.
        cost += 3.0 * (measures - 1) * (self.article.kind == Kind.POEM)
        cost += self._wide_cost(measure)
        cost += self._head_cost(columns, head)
        cost += self._body_cost(columns, measures, body)
        if plate is not None:
            cost += self._plate_cost(columns, measures, plate)
        return cost

    def _head_cost(self, columns: int, head: Head) -> float:
        weight = {1: 4.0, 2: 1.6}.get(self.article.priority, 0.8)
        cost = head.rank * weight if head.rank < 90 else 60.0
        wished = 1 if columns >= 3 else 2
        return cost + head.strain * 1.5 + max(head.lines - wished, 0) * (2.5 if columns >= 3 else 1.0)

    def _body_cost(self, columns: int, measures: int, body: int) -> float:
        cost = max(4 - body, 0) * 3.0 * (measures - 1)
        # A single column of text that runs down half the page reads like a web page.
        if columns == 1:
            cost += max(body - 34, 0) * 1.0
        return cost + self._lead_cost(columns)

    def _lead_cost(self, columns: int) -> float:
        """Weigh the width of a lead 头条: it dominates its page, so it takes more than half of it."""
        if self.article.priority > 1 or self.galleys.copy.continued_from:
            return 0.0
        short = max(self.grid.columns * 0.6 - columns, 0.0)
        return 9.0 * short

    def _wide_cost(self, measure: float) -> float:
        """Weigh a measure against what does not like to be parted: verse, tables and charts."""
        verse, tables, charts = self._wide
        cost = min(max(verse / measure - 1.0, 0.0), 1.0) * 20.0
        cost += sum(min(max(wished / measure - 1.0, 0.0), 4.0) * 12.0 for wished, _ in tables)
        cost += sum(_UNREADABLE for _, least in tables if least > measure)
        return cost + charts * max(17.0 - measure / self.grid.em, 0.0) * 0.8

    def _plate_cost(self, columns: int, measures: int, plate: Plate) -> float:
        wished = 0.62 if self.article.priority <= 1 else 0.5
        share = plate.span / measures
        narrow = 6.0 if plate.width < self.grid.span(1) else 0.0
        photo = self.article.kind == Kind.PHOTO
        return narrow + abs(share - (1.0 if photo or measures == 1 else wished)) * (14.0 + 2 * columns)
