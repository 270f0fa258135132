"""Beds: the shapes of one copy on so many text columns, which differ in their heads and pictures alone."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import chain, groupby, product
from typing import TYPE_CHECKING

from publisher.makeup.head import OUT_OF_RANK
from publisher.makeup.shape import Plate, Shape, Taken, taken
from publisher.makeup.tables import GAP
from publisher.makeup.upright import may_stand, often_stands
from publisher.model import Box, HeadPlace
from publisher.text.languages import variety

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.makeup.head import Head
    from publisher.makeup.regions import Area
    from publisher.makeup.shaper import Shaper

#: An article that jumps leaves at least so many lines behind, and such a share of its text up to so many.
_LEAST_PART, _LEAST_SHARE, _ENOUGH_PART = 12, 0.3, 40
#: Rows of white between a head and what is below it.
HEAD_AIR = 0.45
#: Rows by which white around a headline may grow at most without looking empty.
_AIRIEST = 4
#: So many shapes of one height and one way of looking are kept, the cheapest.
KEPT = 3
#: The priority of an article that matters most: a lead 头条.
_LEAD = 1
#: A head beside its text stands on so many text columns at most.
_BESIDE = 3
#: An upright head is at most so much of its text's depth.
_STOOD = 1.2
#: White beside an upright head, both sides together, is at most so many em.
_DESERT = 9.0
#: Text is at most so deep beside a head, and at least so deep about one, in rows.
_SHALLOW, _DEEP = 20, 12
#: Text stands at least so many rows deep above an advertisement that it runs past.
_LEAST_ABOVE = 8
#: How much an estimate of lines may be wrong.
_SURE = 1.2


class Bed:
    """Shapes on so many text columns in a box: all that differ in their heads and pictures alone."""

    def __init__(self, shaper: Shaper, columns: int, measures: int, box: Box, *, whole: bool) -> None:
        self.shaper, self.columns, self.measures, self.box, self.whole = shaper, columns, measures, box, whole
        self.inset = 0 if box == Box.NONE else 1
        self.em, self.leading = shaper.grid.em, shaper.grid.leading
        self.width = shaper.grid.span(columns) - 2 * self.inset * self.em
        self.measure = (self.width - (measures - 1) * self.em) / measures
        self.limit = shaper.rows - 2 * self.inset
        self._weighed: tuple[Plate | None, int] = (None, -1)
        self._bed_cost = 0.0

    def worth_trying(self) -> bool:
        """Tell whether the text may fit at all, without being a line deep over half the page.

        Over the whole of the page everything may stand: there may be nothing else on it.
        """
        depth = self._depth()
        if self.whole and depth > self.limit * _SURE:
            return False
        asked = self.shaper.wish.columns is not None or self.shaper.wish.measures is not None
        bare = not (self.shaper.article.images or self.shaper.weights.holds_wide)
        wide = self.columns == self.shaper.grid.columns
        return asked or not bare or wide or self.columns < 3 or depth * _SURE >= 2.0

    def above(self) -> Iterator[Shape]:
        """Yield shapes with their head over the text 盖文题, one for each picture and head."""
        found = self.shaper.heads(self.width) if self._may_be_small() else list(self._wished(self.width))
        for variants in self._plates():
            if not self.whole and variants[0] and variants[0].all_pictures:
                continue
            beds = [(plate, *self._body(None, plate)) for plate in variants]
            fitting = [(plate, body, slack) for plate, body, slack in beds if body is not None]
            # Of a picture's heights those are worth having that leave the columns' feet even.
            for plate, body, slack in sorted(fitting, key=lambda bed: self._quality(bed[0], bed[2]))[:KEPT]:
                over = plate.rows if plate and plate.over_head else 0
                for head in found:
                    top = self._head_rows(head) + over
                    shape = self._shape(head, HeadPlace.ABOVE, None, plate, top, body, slack)
                    yield (
                        shape if self.whole else replace(shape, full=top + self._full(plate) + 2 * self.inset)
                    )

    def beside(self) -> Iterator[Shape]:
        """Yield shapes with their head in the first text columns, the text in those beside it 旁题."""
        if self.columns < 3 or self.measures < 3 or self.shaper.article.images:
            return
        for span in range(1, min(_BESIDE, self.measures // 2) + 1):
            if self._depth(span) > _SHALLOW and self.shaper.wish.head is None:
                continue
            width = span * (self.measure + self.em) - self.em
            for head in self._wished(width):
                rows = self._head_rows(head)
                place = Taken(0, span, 0, rows, to_foot=True)
                body, slack = self._body(place, None)
                # Under the head stands white, as much as looks meant.
                spare = body - rows if body is not None else -1
                if body is not None and 0 <= spare <= max(2, head.title_height * 0.5 / self.leading):
                    yield self._shape(head, HeadPlace.BESIDE, place, None, 0, body, slack)

    def within(self) -> Iterator[Shape]:
        """Yield shapes with their head amid the text 文包题, in the middle columns, text above, below and beside it."""
        if self.columns < 4 or self.measures < 4 or self.shaper.article.images or self.box != Box.NONE:
            return
        shallow = self._depth() < _DEEP and self.shaper.wish.head is None
        if shallow or not variety(self.shaper.setter.language).han:
            return
        span = 2 if self.measures % 2 == 0 else 3
        column = (self.measures - span) // 2
        width = span * (self.measure + self.em) - self.em
        for head in self._wished(width):
            rows = self._head_rows(head) + 1
            body, slack = self._body(Taken(column, span, 0, rows), None)
            if body is None or body < rows + 6:
                continue
            place = Taken(column, span, max(3, round((body - rows) * 0.4)), rows)
            body, slack = self._body(place, None)
            if body is not None:
                yield self._shape(head, HeadPlace.WITHIN, place, None, 0, body, slack)

    def upright(self) -> Iterator[Shape]:
        """Yield shapes with an upright head at the top of the first text columns 竖题, text running on below it."""
        article = self.shaper.article
        if self.columns < 2 or article.images or not may_stand(article, self.shaper.setter.language):
            return
        if self.shaper.wish.head is None and not often_stands(article):
            return
        for stood in self.shaper.uprights(math.ceil(self._depth(1) * _STOOD)):
            span = math.ceil((stood.width + self.em) / (self.measure + self.em) - 0.01)
            wide = span * (self.measure + self.em) - self.em
            # Alone in the middle of a broad column it would stand in a desert.
            if span >= self.measures or wide > stood.width + _DESERT * self.em:
                continue
            place = Taken(0, span, 0, math.ceil(stood.height / self.leading + HEAD_AIR))
            body, slack = self._body(place, None)
            if body is not None:
                yield self._shape(stood, HeadPlace.VERTICAL, place, None, 0, body, slack)

    def _may_be_small(self) -> bool:
        """Tell whether a headline may be smaller than any size wished for: a lead is given a broader module instead.

        Only over the whole page, where that was asked for, or where nothing else fits, is it set so small as well.
        """
        asked = self.shaper.wish.columns is not None or self.shaper.wish.measures is not None
        alone = self.columns == self.shaper.grid.columns
        return self.shaper.article.priority > _LEAD or alone or asked or self.shaper.tight

    def _wished(self, width: float) -> Iterator[Head]:
        """Yield heads of the sizes wished for: what stands beside its text or amid it is to be seen."""
        return (head for head in self.shaper.heads(width) if head.rank < OUT_OF_RANK)

    def _depth(self, taken: int = 0) -> float:
        """Return about how many rows the text takes, with some text columns left to a head."""
        return self.shaper.weights.lines(self.measure) / max(self.measures - taken, 1)

    def _plates(self) -> Iterator[list[Plate | None]]:
        """Yield pictures in groups that differ in height alone."""
        found = self.shaper.plates(self.measures, self.measure)
        for _, group in groupby(found, _standing):
            yield list(group)

    def around(self, area: Area) -> Iterator[Shape]:
        """Yield shapes over the whole page whose text runs past an advertisement in a corner at the foot."""
        column, span = area.column * self.measures / self.columns, area.columns * self.measures / self.columns
        if not (column.is_integer() and span.is_integer()):
            return
        for plate, head in product(chain.from_iterable(self._plates()), self.shaper.heads(self.width)):
            top = self._head_rows(head) + (plate.rows if plate and plate.over_head else 0)
            corner = Taken(int(column), int(span), area.row - GAP - top, 0, to_foot=True)
            if corner.row < _LEAST_ABOVE or _meets(corner, plate):
                continue
            body, slack = self._body(corner, plate)
            if body is not None and top + body <= self.shaper.rows:
                shape = self._shape(head, HeadPlace.ABOVE, None, plate, top, body, slack)
                yield replace(shape, corner=corner, air=0, full=0 if self.whole else self.shaper.rows)

    def _body(self, head: Taken | None, plate: Plate | None) -> tuple[int | None, int]:
        """Return the least rows that hold the text beside what stands in it, and the rows that its columns leave over."""
        lost = taken(head, plate)
        used = sum(-item.span * item.row if item.to_foot else item.span * item.rows for item in lost)
        measures = self.measures - sum(item.span for item in lost if item.to_foot)
        if not self.whole:
            # What may run out takes any height: its text is set where it comes to stand, and in no other measure.
            over = max((item.row + item.rows for item in lost), default=0)
            return over + max(3, math.ceil(self._least_part() / measures)), 0
        pouring = self.shaper.galleys.pouring(self.measure, pictures=not (plate and plate.all_pictures))
        if not pouring.slugs:
            return max((item.row + item.rows for item in lost), default=0), 0
        body = pouring.smallest(self.measures, lost, self.limit)
        if body is None:
            return None, 0
        rows = pouring.rows + pouring.again(self.measures, lost, body)
        return body, max(body * measures - used - rows, 0)

    def _least_part(self) -> float:
        """Return the lines that a text leaves behind at least when it jumps: a stub is no story."""
        if self.shaper.tight:
            return _LEAST_PART
        share = min(self.shaper.weights.lines(self.measure) * _LEAST_SHARE, _ENOUGH_PART)
        return max(_LEAST_PART, min(share, self.limit * self.measures * _LEAST_SHARE))

    def _full(self, plate: Plate | None) -> int:
        """Return the rows at which about all of a text stands that may run out."""
        if not self.shaper.galleys.complete:
            return self.shaper.rows
        lost = taken(None, plate)
        rows = self.shaper.galleys.pouring(self.measure).rows
        return math.ceil((rows + sum(item.span * item.rows for item in lost)) / self.measures)

    def _quality(self, plate: Plate | None, slack: int) -> float:
        return slack * self.columns / self.measures + (plate.crop * 12.0 if plate else 0.0)

    def _head_rows(self, head: Head) -> int:
        return math.ceil(head.height / self.leading + HEAD_AIR - 0.02) if head.elements else 0

    def _shape(
        self,
        head: Head,
        head_place: HeadPlace,
        head_taken: Taken | None,
        plate: Plate | None,
        top: int,
        body: int,
        slack: int,
    ) -> Shape:
        weights = self.shaper.weights
        if (plate, body) != self._weighed:
            # Many heads are tried over one bed.
            self._weighed = plate, body
            self._bed_cost = weights.bed(self.columns, self.measures, self.measure, plate, body)
        cost = self._bed_cost + weights.head(self.columns, head, body)
        cost += weights.place(head_place, self.columns, body) + weights.box(self.box)
        above = head_place == HeadPlace.ABOVE
        air = min(max(1, round(head.title_height * 0.5 / self.leading)), _AIRIEST) if above else 0
        return Shape(
            columns=self.columns, measures=self.measures, measure=self.measure, head=head, head_place=head_place,
            head_taken=head_taken, plate=plate, top_rows=top, body_rows=body, slack=slack, inset=self.inset,
            cost=cost, air=air, box=self.box,
        )  # fmt: skip


def _meets(corner: Taken, plate: Plate | None) -> bool:
    """Tell whether a picture in the text reaches into a corner that something else stands in."""
    if plate is None or plate.over_head or plate.row + plate.rows <= corner.row:
        return False
    return plate.column < corner.column + corner.span and corner.column < plate.column + plate.span


def _standing(plate: Plate | None) -> tuple[int, int, bool, int] | None:
    """Return what plates have in common that differ in height alone."""
    if plate is None:
        return None
    return plate.column, plate.span, plate.over_head, len(plate.pictures)
