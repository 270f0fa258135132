"""Arrangement 拼版: which shape each copy takes and where it stands, so that the page is filled exactly."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, groupby, product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from publisher.makeup.derive import Arrangement, Deriver, Seam, Spot
from publisher.makeup.looks import THROUGH_ACROSS, Placed, penalty, runs_through
from publisher.makeup.orders import FEW, disorder, other_orders
from publisher.makeup.pinwheel import pinwheels
from publisher.makeup.polish import polish
from publisher.makeup.regions import Area, fill, page_cuts
from publisher.makeup.tables import BLANK, GAP, Run, Tables, blank, leaf_costs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.makeup.pinwheel import Pinwheel
    from publisher.makeup.regions import Filled
    from publisher.makeup.shape import Shape
    from publisher.makeup.wish import Wish

#: Ways to part the whole page that are looked at, and arrangements of each.
_ROOTS, _EACH = 48, 6
_WHEELS, _PER_PART = 32, 3
#: So many of the best are polished.
_POLISHED = 12
#: Pinned modules are tried in so many ways together, the cheapest of so many that there are.
_TOGETHER, _COMBINED = 240, 4000
#: A pinned article that may run out and jump is tried in heights so many rows apart.
_STEP = 3
#: A page of which more than this share is blank looks unfinished; what each line beyond it costs.
_EMPTY, _GAPING = 0.015, 5.0
#: Where more than this share is blank the eye sees nothing else; what each further line costs besides, while copy is not lacking.
HOLLOW, _YAWNING = 0.0275, 40.0
#: What it costs that copies which belong together stand apart.
_PARTED_FELLOWS = 60.0
#: The share that is blank of a page of many copies for which other orders are tried, and those of pages which lack copy.
_GAPES, _THIN, _BARE = 0.025, 0.12, 0.5
#: Rows by which a page may not end short without looking wrong.
_SHORT_FOOT = 6
#: Modules that differ by fewer rows stand alike to the eye.
_ALIKE = 7
#: So many arrangements that look different are kept, for a person to choose from.
CHOICES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A page to be arranged.

    Attributes:
        shapes: for each copy, its shapes by standard columns.
        priorities: of each copy, 0 for one that only continues here.
        wishes: what is asked for of each.
        columns, rows: of the free area; ``leading``: one row in pt.
        fixed: what stands in it already.
        elastic: copies that may run out and jump.
        tied: copies that stay behind the one before them.
        around: of one copy alone, shapes over the whole area whose text runs past what is fixed.
    """

    shapes: tuple[dict[int, list[Shape]], ...]
    priorities: tuple[int, ...]
    wishes: tuple[Wish, ...]
    columns: int
    rows: int
    leading: float
    fixed: tuple[Area, ...] = ()
    elastic: frozenset[int] = frozenset()
    tied: frozenset[int] = frozenset()
    around: tuple[Shape, ...] = ()


class Composed(NamedTuple):
    """A page arranged: copies at their places in the order of reading, the seams between them, and what it costs.

    ``empty``: the lines of standard columns in areas around what is fixed for which there was no copy.
    """

    cost: float
    placed: tuple[Placed, ...]
    seams: tuple[Seam, ...]
    empty: int = 0

    @property
    def taken(self) -> int:
        """The lines of standard columns that its modules take, and the gaps between them."""
        gaps = sum(seam.length for seam in self.seams if seam.across) * GAP
        return round(sum(item.shape.lines(item.rows) for item in self.placed)) + gaps

    @property
    def blank(self) -> float:
        """About how many lines of standard columns nothing takes within it."""
        return self.empty + sum(blank(item.shape, item.rows) for item in self.placed)


def arrangements(problem: Problem) -> list[Composed]:
    """Return the best arrangements of a page that look different, the best first; none where it does not fit."""
    pinned = [number for number, wish in enumerate(problem.wishes) if wish.pinned]
    free = [number for number in range(len(problem.shapes)) if number not in pinned]
    together = _together(problem, pinned, free)
    if not together:
        return []
    composed = _in_order(problem, free, together)
    if not any(_passes(item, problem) for item in composed):
        composed += _in_other_orders(problem, free, together, fits=bool(composed))
    composed += _around_corner(problem)
    composed.sort(key=lambda item: item.cost)
    polished = [item if problem.around else polish(item, problem) for item in composed[:_POLISHED]]
    return _different(sorted((*polished, *composed[_POLISHED:]), key=lambda item: item.cost))


def _around_corner(problem: Problem) -> Iterator[Composed]:
    """Yield arrangements of one copy whose text runs past an advertisement."""
    if not problem.around:
        return
    costs = leaf_costs(problem.around, np.array([problem.rows]), elastic=bool(problem.elastic))[:, 0]
    for shape, cost in zip(problem.around, costs.tolist(), strict=True):
        yield _weighed(problem, Composed(cost, (Placed(0, shape, 0, 0, problem.rows),), ()))


def _in_order(
    problem: Problem, free: Sequence[int], together: Sequence[tuple[float, tuple[Placed, ...]]]
) -> list[Composed]:
    """Return arrangements in which copies that are not pinned are dealt out in some sequence."""
    tables = Tables(
        [problem.shapes[number] for number in free],
        problem.columns,
        problem.rows,
        frozenset(free.index(number) for number in problem.elastic if number in free),
    )
    if any(modules for _, modules in together) or problem.fixed:
        found = _around(problem, tables, together)
    else:
        found = ((arrangement, ()) for arrangement in _whole(tables, problem.rows))
    composed = [_composed(problem, arrangement, free, pins) for arrangement, pins in found]
    if list(free) == sorted(free):
        return composed
    return [item._replace(cost=item.cost + disorder(item.placed)) for item in composed]


def _in_other_orders(
    problem: Problem,
    free: Sequence[int],
    together: Sequence[tuple[float, tuple[Placed, ...]]],
    *,
    fits: bool,
) -> list[Composed]:
    """Return arrangements in sequences that differ a little from the order of reading.

    Few copies leave little choice, so all their orders are looked at; of many, if they fit at all, one that passes will do.
    """
    found: list[Composed] = []
    few = len(free) <= FEW
    for order in other_orders(free, problem.tied) if few or fits else ():
        found += _in_order(problem, order, together)
        if not few and any(_passes(item, problem) for item in found):
            break
    return found


def _passes(composed: Composed, problem: Problem) -> bool:
    """Tell whether an arrangement is neither cut through nor gapes, where another order could mend that.

    Few copies leave little choice, so with them less is borne; where very much is blank there is too little for any order.
    """
    share = composed.blank / (problem.rows * problem.columns)
    if _EMPTY < share < _BARE if len(composed.placed) <= FEW else _GAPES < share < _THIN:
        return False
    return len(composed.placed) < 2 or not runs_through(composed.placed, problem.fixed)


def _different(composed: Sequence[Composed]) -> list[Composed]:
    """Keep of the arrangements that look alike, but for a step of a few rows, the best."""
    kept: list[Composed] = []
    for item in composed:
        if not any(_alike(item.placed, other.placed) for other in kept):
            kept.append(item)
        if len(kept) >= CHOICES:
            break
    return kept


def _alike(one: Sequence[Placed], other: Sequence[Placed]) -> bool:
    return all(
        a.column == b.column and a.shape.columns == b.shape.columns and abs(a.row - b.row) < _ALIKE
        for a, b in zip(one, other, strict=True)
    )


def _composed(
    problem: Problem, arrangement: Arrangement, free: Sequence[int], pins: tuple[Placed, ...]
) -> Composed:
    placed = [_placed(problem, spot, free) for spot in arrangement.spots]
    together = tuple(sorted((*placed, *pins), key=lambda item: item.copy))
    return _weighed(problem, Composed(arrangement.cost, together, arrangement.seams, arrangement.empty))


def _weighed(problem: Problem, made: Composed) -> Composed:
    """Add to an arrangement's cost what shows only when the whole page is seen."""
    looks = penalty(
        made.placed, made.seams, problem.priorities, problem.columns, problem.leading, problem.fixed
    )
    looks += _PARTED_FELLOWS * sum(
        not _touch(made.placed[copy - 1], made.placed[copy]) for copy in problem.tied
    )
    return made._replace(cost=made.cost + looks + emptiness(made.blank, problem.rows * problem.columns))


def emptiness(blank: float, lines: int) -> float:
    """Return what it costs that so many of a page's lines are blank."""
    return max(blank - _EMPTY * lines, 0.0) * _GAPING + hollowness(blank, lines)


def hollowness(blank: float, lines: int) -> float:
    """Return the part of it that ranks arrangements of the same copy, and says nothing of pages with more copy or less."""
    return max(min(blank, _THIN * lines) - HOLLOW * lines, 0.0) * _YAWNING


def _touch(one: Placed, other: Placed) -> bool:
    """Tell whether two modules stand side by side or one right below the other."""
    down = min(one.row + one.rows, other.row + other.rows) + GAP - max(one.row, other.row)
    across = min(one.column + one.shape.columns, other.column + other.shape.columns) - max(
        one.column, other.column
    )
    return down >= 0 and across >= 0 and down + across > 0


def _placed(problem: Problem, spot: Spot, free: Sequence[int]) -> Placed:
    copy = free[spot.copy]
    return Placed(copy, problem.shapes[copy][spot.columns][spot.shape], spot.column, spot.row, spot.rows)


def _whole(tables: Tables, rows: int) -> Iterator[Arrangement]:
    """Yield arrangements of a page on which nothing is fixed."""
    run = Run(0, tables.count, tables.columns)
    spare = np.arange(rows, -1, -1)
    # A foot that is a few rows short looks like a mistake, where much white looks meant.
    foot = spare * tables.columns * BLANK + np.where(
        spare <= _SHORT_FOOT, spare * tables.columns * BLANK, 0.0
    )
    total = tables.costs(*run) + foot
    height = int(total.argmin())
    if not np.isfinite(total[height]):
        return
    unused = float(foot[height])
    deriver = Deriver(tables)
    single = tables.count == 1
    for arrangement in deriver.best(run, height, _EACH) if single else _roots(tables, deriver, run, height):
        yield arrangement._replace(cost=arrangement.cost + unused)
    for wheel in pinwheels(tables, rows, _WHEELS):
        yield from _wheel(deriver, wheel)


def _roots(tables: Tables, deriver: Deriver, run: Run, height: int) -> Iterator[Arrangement]:
    """Yield the best arrangements of each of the best ways to part the page."""
    ways: dict[tuple[bool, int, int], list[float]] = {}
    chosen = []
    edges = tables.edges(run, height)
    for edge in sorted(edges, key=lambda edge: (edge.cost + THROUGH_ACROSS * edge.stacked, edge)):
        way = (edge.stacked, edge.middle, 0 if edge.stacked else edge.first)
        if way not in ways and len(ways) < _ROOTS:
            ways[way] = [edge.cost]
            chosen.append(edge)
    for edge in chosen:
        yield from deriver.through(run, height, edge, _EACH)


def _wheel(deriver: Deriver, wheel: Pinwheel) -> Iterator[Arrangement]:
    """Yield the best arrangement of a pinwheel, and those in which one of its parts is arranged less than best."""
    choices = [
        list(deriver.best(part.run, part.rows, _PER_PART, part.column, part.row)) for part in wheel.parts
    ]
    if all(choices):
        yield from _combined(choices, wheel.seams, wheel.cost)


def _combined(
    choices: Sequence[Sequence[Arrangement]], seams: tuple[Seam, ...], cost: float
) -> Iterator[Arrangement]:
    """Join the best arrangements of a page's parts, then in turn one that is less than best with the others' best."""
    for part, choice in enumerate(choices):
        for other in choice if part == 0 else choice[1:]:
            picked = [other if number == part else found[0] for number, found in enumerate(choices)]
            yield Arrangement(
                cost + other.cost - choice[0].cost,
                tuple(spot for item in picked for spot in item.spots),
                (*seams, *(seam for item in picked for seam in item.seams)),
            )


def _around(
    problem: Problem, tables: Tables, together: Sequence[tuple[float, tuple[Placed, ...]]]
) -> Iterator[tuple[Arrangement, tuple[Placed, ...]]]:
    """Yield arrangements around what is pinned, each with the pinned modules at their places."""
    deriver = Deriver(tables)
    page = Area(0, 0, problem.rows, problem.columns)
    filled: list[tuple[float, Filled, tuple[Placed, ...]]] = []
    for own, modules in together:
        fixed = (*problem.fixed, *(_area(pin) for pin in modules))
        found = (fill(cut, tables) for cut in page_cuts(page, fixed))
        filled += [(own + item.cost, item, modules) for item in found if item]
    for cost, item, modules in sorted(filled, key=lambda way: way[0] + _cut_through(way[1], page))[:_ROOTS]:
        choices = [
            list(deriver.best(run, area.rows, _PER_PART, area.column, area.row)) for run, area in item.places
        ]
        if not choices:
            yield Arrangement(cost, (), item.seams, item.empty), modules
        elif all(choices):
            for arrangement in _combined(choices, item.seams, cost):
                yield arrangement._replace(empty=item.empty), modules


def _cut_through(filled: Filled, page: Area) -> float:
    """Return what it costs that a page is cut up by a line across all of it."""
    return THROUGH_ACROSS * any(seam.across and seam.length == page.columns for seam in filled.seams)


def _together(
    problem: Problem, pinned: Sequence[int], free: Sequence[int]
) -> list[tuple[float, tuple[Placed, ...]]]:
    """Return the cheapest ways in which pinned modules stand together and leave room enough for the others."""
    each = max(int(_COMBINED ** (1 / len(pinned))), 4) if pinned else 0
    taken = sum(area.rows * area.columns for area in problem.fixed)
    least = sum(
        min(
            (shape.rows * columns for columns, found in problem.shapes[number].items() for shape in found),
            default=0,
        )
        for number in free
    )
    room = problem.rows * problem.columns - taken - least
    found = []
    for pins in product(*(_pins(problem, number)[:each] for number in pinned)):
        modules = tuple(pin for _, pin in pins)
        areas = tuple(_area(pin) for pin in modules)
        if sum(area.rows * area.columns for area in areas) <= room and not _overlap((*problem.fixed, *areas)):
            found.append((sum(cost for cost, _ in pins), modules))
    return sorted(found, key=lambda way: way[0])[:_TOGETHER]


def _area(pin: Placed) -> Area:
    return Area(pin.row, pin.column, pin.rows, pin.shape.columns)


def _overlap(areas: Sequence[Area]) -> bool:
    return any(
        min(a.row + a.rows, b.row + b.rows) + GAP > max(a.row, b.row)
        and min(a.column + a.columns, b.column + b.columns) > max(a.column, b.column)
        for a, b in combinations(areas, 2)
    )


def _pins(problem: Problem, copy: int) -> list[tuple[float, Placed]]:
    """Return a pinned module at its place in the cheapest shape of each width and height; of each width the cheapest first."""
    wish, elastic = problem.wishes[copy], copy in problem.elastic
    best: dict[tuple[int, int], tuple[float, Placed]] = {}
    for shape in (shape for shapes in problem.shapes[copy].values() for shape in shapes):
        least = max(shape.rows, wish.rows or 0)
        most = least if wish.rows else problem.rows if elastic else least + shape.air
        heights = np.arange(least, most + 1, _STEP if elastic else 1)
        costs = leaf_costs([shape], heights, elastic=elastic)[0]
        for rows, cost in zip(heights.tolist(), costs.tolist(), strict=True):
            spot = _spot(wish, shape.columns, rows, problem)
            key = shape.columns, rows
            if spot and (key not in best or cost < best[key][0]):
                best[key] = cost, Placed(copy, shape, *spot, rows)
    ranked: list[tuple[int, float, int, int]] = []
    for columns, group in groupby(sorted(best), key=lambda key: key[0]):
        by_cost = sorted((best[key][0], key[1]) for key in group)
        ranked += [(rank, cost, columns, rows) for rank, (cost, rows) in enumerate(by_cost)]
    return [best[columns, rows] for _, _, columns, rows in sorted(ranked)]


def _spot(wish: Wish, columns: int, rows: int, problem: Problem) -> tuple[int, int] | None:
    """Return the column and the row of a pinned module, or None where it would leave the page."""
    if wish.spot:
        column, row = wish.spot
    else:
        column = _along(wish.corner, ("left", "right"), problem.columns - columns)
        # What has its place at the foot stands above an advertisement there.
        below = [
            area.row - GAP
            for area in problem.fixed
            if area.column < column + columns and column < area.column + area.columns
        ]
        row = _along(wish.corner, ("top", "bottom"), min([problem.rows, *below]) - rows)
    if column < 0 or row < 0 or column + columns > problem.columns or row + rows > problem.rows:
        return None
    return column, row


def _along(corner: str, ends: tuple[str, str], room: int) -> int:
    return 0 if ends[0] in corner else room if ends[1] in corner else room // 2
