"""Outlines 文块轮廓: the ground that each article takes on its page, as a rectilinear polygon.

A module's ground is its place on the page, and a little of the white around it, so that its sides do not run through the first
and last characters of its lines. Where an advertisement or a neighbour stands within that place, as in the corner
that an L-shaped article runs past, what stands there is cut out of it, with a little air.
"""

from __future__ import annotations

from functools import partial
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from publisher.makeup.layout import PictureBox, Rect, RuleBox, TableBox, TextBox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from publisher.makeup.layout import Element, MadeUpPage, Module

#: Air around what is cut out, in pt: half the white that make-up leaves between columns of 9 pt type.
AIR = 4.5
#: How much of the white around its place an outline takes, in pt; less where modules stand closer than twice that.
MARGIN = 3.0
#: Strips of a module's place narrower than this, in pt, are cut out as well if nothing of it stands there.
_STRIP = 14.0
#: Lengths in pt below which boxes only touch.
_HAIR = 0.01

Point: TypeAlias = tuple[float, float]
#: The corners of a polygon in order; its last side leads back to the first corner.
Ring: TypeAlias = tuple[Point, ...]
_Cell: TypeAlias = tuple[int, int]


class _Ground(NamedTuple):
    """A module's place, and the boxes of what stands there."""

    rect: Rect
    boxes: tuple[Rect, ...]


def outlines(page: MadeUpPage) -> tuple[tuple[Ring, ...], ...]:
    """Return the outline of each module of a page, in pt; mostly of one ring.

    Every outline covers the boxes of its module's elements as far as they stand at its place; no two overlap, and none
    overlaps an advertisement.
    """
    ads = tuple(_advertisements(page.furniture))
    margin = _margin((*(module.rect for module in page.modules), *ads))
    grounds = tuple(_ground(module, margin) for module in page.modules)
    places = [_place(number, grounds, ads) for number in range(len(grounds))]
    # Modules whose places meet are parted on one grid, where each cell goes to the first that claims it.
    shared = _Grid.of([place for place in places if place.neighbours])
    taken: set[_Cell] = set()
    return tuple(_outline(place, shared, taken) for place in places)


def path(rings: Iterable[Ring]) -> str:
    """Return rings as the ``d`` of an SVG path."""
    return "".join(_drawn(ring) for ring in rings)


def boxes(element: Element) -> Iterator[Rect]:
    """Yield the boxes that an element takes: a picture has one of its own and one of its caption."""
    if isinstance(element, TextBox):
        height = element.height or element.line_height * len(element.lines)
        yield Rect(element.x, element.y, element.width, height)
        return
    if isinstance(element, TableBox):
        yield Rect(element.x, element.y, element.width, sum(row.height for row in element.rows))
        return
    yield Rect(element.x, element.y, element.width, element.height)
    if isinstance(element, PictureBox) and element.caption:
        yield from boxes(element.caption)


def _ground(module: Module, margin: float) -> _Ground:
    x, y, width, height = module.rect
    rect = Rect(x - margin, y - margin, width + 2 * margin, height + 2 * margin)
    # Frames and tints cover a place whatever stands there.
    read = (element for element in module.elements if not isinstance(element, RuleBox))
    clipped = (_clipped(box, rect) for element in read for box in boxes(element))
    return _Ground(rect, tuple(box for box in clipped if box))


def _margin(places: Sequence[Rect]) -> float:
    """Return how far all places of a page can be widened, so that those apart do not meet."""
    gaps = (_gap(one, other) for one, other in combinations(places, 2) if not _clipped(one, other))
    return max(min((MARGIN, *(gap / 2 for gap in gaps))), 0.0)


def _gap(one: Rect, other: Rect) -> float:
    across = max(one.x, other.x) - min(one.x + one.width, other.x + other.width)
    down = max(one.y, other.y) - min(one.y + one.height, other.y + other.height)
    return max(across, down)


def _advertisements(furniture: Iterable[Element]) -> Iterator[Rect]:
    for element in furniture:
        framed = isinstance(element, RuleBox) and element.role == "ad-frame"
        if framed or (isinstance(element, PictureBox) and element.role == "ad"):
            yield from boxes(element)


def _place(number: int, grounds: Sequence[_Ground], ads: Sequence[Rect]) -> _Place:
    rect, own = grounds[number]
    around = [ground for at, ground in enumerate(grounds) if at != number and _clipped(ground.rect, rect)]
    return _Place(
        rect=rect,
        own=own,
        ads=tuple(box for box in (_clipped(ad, rect) for ad in ads) if box),
        others=tuple(box for ground in around for box in ground.boxes),
        neighbours=tuple(ground.rect for ground in around),
    )


def _outline(place: _Place, shared: _Grid, taken: set[_Cell]) -> tuple[Ring, ...]:
    if place.neighbours:
        cells = shared.cells(place) - taken
        taken |= cells
        return tuple(shared.traced(cells))
    if place.ads:
        grid = _Grid.of([place])
        return tuple(grid.traced(grid.cells(place)))
    return (_corners(place.rect),)


class _Place(NamedTuple):
    """The place of a module on its page, and what else stands in it.

    Attributes:
        own: the boxes of the module.
        ads: those of advertisements.
        others: those of the modules whose places meet this one.
        neighbours: these places.
    """

    rect: Rect
    own: tuple[Rect, ...]
    ads: tuple[Rect, ...]
    others: tuple[Rect, ...]
    neighbours: tuple[Rect, ...]

    @property
    def air(self) -> tuple[Rect, ...]:
        """What is not the module's own, with air around it."""
        return tuple(self._aired(box) for box in (*self.ads, *self.others))

    def claims(self, at: Point, air: Sequence[Rect]) -> bool:
        """Tell whether the module claims a point of its place; ``air`` is what the attribute tells, worked out once."""
        if _in(at, self.ads):
            return False
        if _in(at, self.own):
            return True
        if _in(at, self.others):
            return False
        if _in(at, self.neighbours):
            return self._encloses(at)
        return not _in(at, air)

    def _encloses(self, at: Point) -> bool:
        """Tell whether white that two modules might claim lies between columns of this one, or else between its lines."""
        beside = self._nearest(at, 0)
        if None not in beside and (beside[0] in self.own) == (beside[1] in self.own):
            return beside[0] in self.own
        return all(box in self.own for box in self._nearest(at, 1))

    def _nearest(self, at: Point, axis: int) -> tuple[Rect | None, Rect | None]:
        """Return the nearest boxes at both sides of a point: left and right, or above and below."""
        along = 1 - axis
        line = [
            box
            for box in (*self.own, *self.others, *self.ads)
            if box[along] <= at[along] <= box[along] + box[along + 2]
        ]
        before = [box for box in line if box[axis] + box[axis + 2] <= at[axis]]
        behind = [box for box in line if box[axis] >= at[axis]]
        return (
            max(before, key=lambda box: box[axis] + box[axis + 2], default=None),
            min(behind, key=lambda box: box[axis], default=None),
        )

    def _aired(self, box: Rect) -> Rect:
        """Return a box with air around it, and with the strips that it leaves at the edges of the place."""
        left, right = _widened(box.x, box.width, self.rect.x, self.rect.width)
        top, bottom = _widened(box.y, box.height, self.rect.y, self.rect.height)
        return Rect(left, top, right - left, bottom - top)


class _Grid(NamedTuple):
    """Edges down and across a page; between them lie cells, each wholly within a box or wholly outside."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    @classmethod
    def of(cls, places: Sequence[_Place]) -> _Grid:
        """Return the grid of the edges of all that stands in places."""
        everything = [
            box
            for place in places
            for box in (place.rect, *place.own, *place.ads, *place.others, *place.neighbours, *place.air)
        ]
        return cls(
            _cuts(edge for box in everything for edge in (box.x, box.x + box.width)),
            _cuts(edge for box in everything for edge in (box.y, box.y + box.height)),
        )

    def cells(self, place: _Place) -> set[_Cell]:
        """Return the cells that a module claims of its place."""
        air = place.air
        middles = (
            ((column, row), ((left + right) / 2, (top + bottom) / 2))
            for (column, (left, right)), (row, (top, bottom)) in product(
                enumerate(pairwise(self.xs)), enumerate(pairwise(self.ys))
            )
        )
        return {cell for cell, at in middles if _in(at, (place.rect,)) and place.claims(at, air)}

    def traced(self, cells: set[_Cell]) -> Iterator[Ring]:
        """Yield the outlines of a set of cells, with the cells at the right hand; those around holes run the other way."""
        ahead: dict[_Cell, list[_Cell]] = {}
        for column, row in sorted(cells, key=lambda cell: (cell[1], cell[0])):
            for start, end, beyond in (
                ((column, row), (column + 1, row), (column, row - 1)),
                ((column + 1, row), (column + 1, row + 1), (column + 1, row)),
                ((column + 1, row + 1), (column, row + 1), (column, row + 1)),
                ((column, row + 1), (column, row), (column - 1, row)),
            ):
                if beyond not in cells:
                    ahead.setdefault(start, []).append(end)
        while ahead:
            first = next(iter(ahead))
            corners = [first]
            at = before = first
            while True:
                ends = ahead[at]
                # Where two cells touch at a corner alone, turning right keeps to the same cell.
                following = min(ends, key=partial(_turn, before, at))
                ends.remove(following)
                if not ends:
                    del ahead[at]
                before, at = at, following
                if at == first:
                    break
                corners.append(at)
            yield tuple((self.xs[column], self.ys[row]) for column, row in _straightened(corners))


def _widened(start: float, length: float, least: float, room: float) -> tuple[float, float]:
    end, most = start + length, least + room
    return (
        least if start - least < _STRIP else start - AIR,
        most if most - end < _STRIP else end + AIR,
    )


def _clipped(box: Rect, rect: Rect) -> Rect | None:
    """Return what of a box lies within a rectangle; None for nothing."""
    left, right = max(box.x, rect.x), min(box.x + box.width, rect.x + rect.width)
    top, bottom = max(box.y, rect.y), min(box.y + box.height, rect.y + rect.height)
    if right - left <= _HAIR or bottom - top <= _HAIR:
        return None
    return Rect(left, top, right - left, bottom - top)


def _in(at: Point, all_boxes: Iterable[Rect]) -> bool:
    x, y = at
    return any(box.x < x < box.x + box.width and box.y < y < box.y + box.height for box in all_boxes)


def _cuts(edges: Iterable[float]) -> tuple[float, ...]:
    """Return edges in order; of those that nearly meet, the first."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge > found[-1] + _HAIR:
            found.append(edge)
    return tuple(found)


def _turn(before: _Cell, at: _Cell, end: _Cell) -> int:
    """Return -1 for a turn to the right, 1 for one to the left, with y running down; 0 at the start of a way."""
    ahead, then = (at[0] - before[0], at[1] - before[1]), (end[0] - at[0], end[1] - at[1])
    return -(ahead[0] * then[1] - ahead[1] * then[0])


def _straightened(corners: list[_Cell]) -> list[_Cell]:
    """Leave out the points at which an outline goes straight on."""
    around = zip((corners[-1], *corners[:-1]), corners, (*corners[1:], corners[0]), strict=True)
    return [at for before, at, end in around if _turn(before, at, end)]


def _corners(rect: Rect) -> Ring:
    right, foot = rect.x + rect.width, rect.y + rect.height
    return ((rect.x, rect.y), (right, rect.y), (right, foot), (rect.x, foot))


def _drawn(ring: Ring) -> str:
    (x, y), *rest = ring
    parts = [f"M{_figure(x)} {_figure(y)}"]
    for across, down in rest:
        parts.append(f"H{_figure(across)}" if across != x else f"V{_figure(down)}")
        x, y = across, down
    return "".join((*parts, "Z"))


def _figure(length: float) -> str:
    """Return a length with two decimals, finer than any printer's dot."""
    return f"{length:.2f}".rstrip("0").rstrip(".")
