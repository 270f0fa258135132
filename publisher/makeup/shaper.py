"""The shaper: makes the shapes of one copy, each with its height and with what it costs in looks."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import chain, groupby, product
from typing import TYPE_CHECKING

from publisher.makeup.head import Head, continued_head, heads
from publisher.makeup.plates import Plates
from publisher.makeup.shape import Plate, Shape, Taken, taken
from publisher.makeup.tables import GAP
from publisher.makeup.upright import may_stand, often_stands, uprights
from publisher.makeup.weights import BROAD, NARROW, Weights
from publisher.model import Box, HeadPlace, Kind
from publisher.text.languages import variety

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publisher.makeup.copy import Galleys
    from publisher.makeup.grid import Grid
    from publisher.makeup.regions import Area
    from publisher.makeup.wish import Wish
    from publisher.typeset.setter import Setter

#: An article that jumps leaves at least so many lines behind, and such a share of its text up to so many.
_LEAST_PART, _LEAST_SHARE, _ENOUGH_PART = 12, 0.3, 40
#: Rows of white between a head and what is below it.
HEAD_AIR = 0.45
#: Rows by which white around a headline may grow at most without looking empty.
_AIRIEST = 4
#: So many shapes of one height and one way of looking are kept, the cheapest.
_KEPT = 3
#: A head beside its text stands on so many text columns at most.
_BESIDE = 3
#: An upright head is at most so much of its text's depth.
_STOOD = 1.2
#: Rows by which the depths differ that upright heads are tried for.
_STEP = 4
#: So many text columns fewer than standard ones a module may have.
_WIDER = 2
#: White beside an upright head, both sides together, is at most so many em.
_DESERT = 9.0
#: The share of the page's rows that pictures are made for where nothing else fits.
_TIGHT = 0.35
#: The priority as which a headline is set there, if it has a higher one.
_MODEST = 4
#: Text is at most so deep beside a head, and at least so deep about one, in rows.
_SHALLOW, _DEEP = 20, 12
#: Text stands at least so many rows deep above an advertisement that it runs past.
_LEAST_ABOVE = 8
#: Verse may stand in a measure so many times as wide as its longest line.
_BESIDE_VERSE = 2.0
#: How much an estimate of lines may be wrong.
_SURE = 1.2


class Shaper:
    """Makes the shapes of one copy.

    Args:
        galleys: the copy's text.
        grid, setter: what it is set on and with.
        rows: the height of the page's free area.
        wish: what a person has asked for.
        label, href: the line 上接第N版 over a continuation, and where it leads.
        tight: pictures and headlines are kept small, for nothing else fits.
    """

    def __init__(
        self,
        galleys: Galleys,
        grid: Grid,
        setter: Setter,
        rows: int,
        wish: Wish,
        *,
        label: str = "",
        href: str = "",
        tight: bool = False,
    ) -> None:
        self.galleys, self.grid, self.setter = galleys, grid, setter
        self.rows, self.wish, self.label, self.href = rows, wish, label, href
        self.tight = tight
        self.article = galleys.copy.article
        self.weights = Weights(galleys.copy, grid, setter)
        self._headed = (
            replace(self.article, priority=max(self.article.priority, _MODEST)) if tight else self.article
        )
        self._plates = Plates(galleys.copy, grid, setter, round(rows * _TIGHT) if tight else rows)
        self._known: dict[tuple[int, bool], list[Shape]] = {}
        self._heads: dict[float, list[Head]] = {}
        self._uprights: dict[int, list[Head]] = {}

    def shapes(self, columns: int, *, whole: bool = True) -> list[Shape]:
        """Return the shapes that take some standard columns.

        Args:
            columns: how many.
            whole: all of the text must fit the page; otherwise it may run out, and jump.
        """
        key = (columns, whole)
        if key not in self._known:
            made = self._make(columns, whole=whole) if self.wish.allows_columns(columns) else ()
            self._known[key] = _cheapest(shape for shape in made if self.wish.allows(shape))
        return self._known[key]

    def _make(self, columns: int, *, whole: bool) -> Iterator[Shape]:
        for box in self._boxes():
            for measures in self._measures(columns, self._inner(columns, box)):
                bed = _Bed(self, columns, measures, box, whole=whole)
                if not bed.worth_trying():
                    continue
                yield from bed.above()
                if whole and not self.galleys.copy.continued_from:
                    yield from bed.beside()
                    yield from bed.within()
                    yield from bed.upright()

    def around(self, area: Area, *, whole: bool) -> list[Shape]:
        """Return shapes over the whole page, around an advertisement in a corner at its foot.

        Args:
            area: the advertisement.
            whole: all of the text must fit the page; otherwise it may run out, and jump.
        """
        columns = self.grid.columns
        beds = (
            _Bed(self, columns, measures, Box.NONE, whole=whole)
            for measures in self._measures(columns, self._inner(columns, Box.NONE))
        )
        return _cheapest(shape for bed in beds for shape in bed.around(area) if self.wish.allows(shape))

    def _inner(self, columns: int, box: Box) -> float:
        return self.grid.span(columns) - (2 * self.grid.em if box != Box.NONE else 0.0)

    def _boxes(self) -> tuple[Box, ...]:
        if self.wish.box is not None:
            return (self.wish.box,)
        if self.article.kind == Kind.NOTICE:
            return (Box.FRAME,)
        return (Box.NONE, Box.TINT) if self.weights.boxable else (Box.NONE,)

    def _measures(self, columns: int, width: float) -> list[int]:
        """Return how many text columns a module may have: those of the grid, and fewer and wider ones."""
        em, wide, brief = self.grid.em, self.weights.holds_wide, self.weights.brief
        verse = self.weights.verse / em
        least = 1 if brief or verse else max(math.ceil(columns / 2), columns - _WIDER)
        candidates = {*range(least, columns + 1), 1 if columns <= 3 or wide else columns}
        # Beside verse white may stand; a line that is as long as its poet made it is read whatever its length.
        broad = 71 if wide else max(BROAD * 1.6 if brief else BROAD, verse * _BESIDE_VERSE)
        fit = [
            count
            for count in sorted(candidates)
            if count >= 1 and NARROW <= (width - (count - 1) * em) / count / em <= broad
        ]
        return fit or [columns]

    def heads(self, width: float) -> list[Head]:
        """Return the heads that the copy may have in a width (pt)."""
        key = round(width, 2)
        if key not in self._heads:
            copy = self.galleys.copy
            self._heads[key] = (
                [continued_head(self.article, width, self.setter, self.label, self.href)]
                if copy.continued_from
                else heads(self._headed, width, copy.order, self.setter)
            )
        return self._heads[key]

    def heads_in(self, width: float, *, most: float, turned: bool) -> list[Head]:
        """Return heads in a width (pt) with a headline of a size (pt) at most, ``turned`` in its other face."""
        order = self.galleys.copy.order
        return heads(self._headed, width, order, self.setter, most=most, turned=turned)

    @property
    def face(self) -> str:
        """The face of the copy's headline, unless it is turned."""
        return self.setter.book.headline(self._headed, self.galleys.copy.order)[0].face

    def uprights(self, rows: int) -> list[Head]:
        """Return the upright heads that the copy may have beside a text so many rows deep."""
        rows -= rows % _STEP if rows > 2 * _STEP else 0
        if rows not in self._uprights:
            height = rows * self.grid.leading
            self._uprights[rows] = list(uprights(self.article, self.galleys.copy.order, height, self.setter))
        return self._uprights[rows]

    def plates(self, measures: int, measure: float) -> list[Plate | None]:
        """Return the pictures that the module may have among so many text columns of a measure (pt), and none at all."""
        return self._plates.make(measures, measure)


class _Bed:
    """Shapes on so many text columns in a box: all that differ in their heads and pictures alone."""

    def __init__(self, shaper: Shaper, columns: int, measures: int, box: Box, *, whole: bool) -> None:
        self.shaper, self.columns, self.measures, self.box, self.whole = shaper, columns, measures, box, whole
        self.inset = 0 if box == Box.NONE else 1
        self.em, self.leading = shaper.grid.em, shaper.grid.leading
        self.width = shaper.grid.span(columns) - 2 * self.inset * self.em
        self.measure = (self.width - (measures - 1) * self.em) / measures
        self.limit = shaper.rows - 2 * self.inset

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
        found = self.shaper.heads(self.width)
        for variants in self._plates():
            if not self.whole and variants[0] and variants[0].all_pictures:
                continue
            beds = [(plate, *self._body(None, plate)) for plate in variants]
            fitting = [(plate, body, slack) for plate, body, slack in beds if body is not None]
            # Of a picture's heights those are worth having that leave the columns' feet even.
            for plate, body, slack in sorted(fitting, key=lambda bed: self._quality(bed[0], bed[2]))[:_KEPT]:
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
            for head in self.shaper.heads(width):
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
        for head in self.shaper.heads(width):
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
        pouring = self.shaper.galleys.pouring(self.measure, pictures=not (plate and plate.all_pictures))
        used = sum(-item.span * item.row if item.to_foot else item.span * item.rows for item in lost)
        measures = self.measures - sum(item.span for item in lost if item.to_foot)
        if not self.whole:
            over = max((item.row + item.rows for item in lost), default=0)
            return over + max(3, math.ceil(self._least_part() / measures)), 0
        if not pouring.slugs:
            return max((item.row + item.rows for item in lost), default=0), 0
        body = pouring.smallest(self.measures, lost, self.limit)
        if body is None:
            return None, 0
        return body, max(body * measures - used - pouring.rows, 0)

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
        cost = weights.shape(self.columns, self.measures, self.measure, head, plate, body)
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


def _cheapest(shapes: Iterable[Shape]) -> list[Shape]:
    """Keep of the shapes that look alike, and are as high, the cheapest few."""
    groups: dict[tuple[object, ...], list[Shape]] = {}
    for shape in shapes:
        over = bool(shape.plate and shape.plate.over_head)
        key = (shape.rows, shape.head_place, over, shape.box)
        groups.setdefault(key, []).append(shape)
    kept: list[Shape] = []
    for group in groups.values():
        group.sort(key=lambda shape: shape.cost + shape.slack * shape.columns / shape.measures)
        kept += group[:_KEPT]
    return kept
