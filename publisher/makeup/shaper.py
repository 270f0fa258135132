"""The shaper: makes the shapes of one copy, each with its height and with what it costs in looks."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from publisher.makeup.bed import KEPT, Bed
from publisher.makeup.head import Head, continued_head, heads
from publisher.makeup.plates import Plates
from publisher.makeup.upright import uprights
from publisher.makeup.weights import BROAD, NARROW, Weights
from publisher.model import Box, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publisher.makeup.copy import Galleys
    from publisher.makeup.grid import Grid
    from publisher.makeup.regions import Area
    from publisher.makeup.shape import Plate, Shape
    from publisher.makeup.wish import Wish
    from publisher.typeset.setter import Setter

#: Rows by which the depths differ that upright heads are tried for.
_STEP = 4
#: So many text columns fewer than standard ones a module may have.
_WIDER = 2
#: The share of the page's rows that pictures are made for where nothing else fits.
_TIGHT = 0.35
#: The priority as which a headline is set there, if it has a higher one.
_MODEST = 4
#: Verse may stand in a measure so many times as wide as its longest line.
_BESIDE_VERSE = 2.0


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
                bed = Bed(self, columns, measures, box, whole=whole)
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
            Bed(self, columns, measures, Box.NONE, whole=whole)
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
        kept += group[:KEPT]
    return kept
