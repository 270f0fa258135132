"""Looks 版面观感: what shows only when the whole page is seen, and what it costs. One unit is about one blank line."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from publisher.model import Box, HeadPlace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.makeup.derive import Seam
    from publisher.makeup.head import Head
    from publisher.makeup.regions import Area
    from publisher.makeup.shape import Shape

#: A line through the whole page 断版, across; the same down the page is common and looks less broken.
THROUGH_ACROSS, THROUGH_DOWN = 300.0, 5.0
#: The part of it for whose sake other arrangements are chosen, but no copy is moved off the page.
_SUFFERED = 80.0
#: The share that each further line costs: strips one below the other are a ladder, no page.
_AGAIN = 0.1
#: A page of two stories is often stacked; the share that the line then costs.
_FEW = {2: 0.8}
#: Gaps that nearly meet read as one line.
_NEARLY = 8.0
#: Heads side by side 碰题: of nearly one size, and of sizes that differ little.
_COLLIDE, _JOSTLE = 15.0, 4.0
#: To the eye two sizes are one up to this ratio, and two lines level up to so many rows.
_ALIKE, _LEVEL = 1.2, 2.0
#: A head larger than the lead's, and one larger than that of a more important story.
_USURPS, _INVERTS = 30.0, 1.5
#: Two pictures beside each other, and two that fight for the eye.
_PICTURES, _RIVALS = 5.0, 4.0
#: Each box beyond the second.
_BOXES = 6.0
_MOST_BOXES = 2


class Placed(NamedTuple):
    """A copy in its shape at its place on the grid."""

    copy: int
    shape: Shape
    column: int
    row: int
    rows: int


class _Head(NamedTuple):
    """A headline's place on the page, in columns and rows, and its size in pt."""

    left: float
    right: float
    top: float
    foot: float
    size: float
    face: str


def penalty(
    placed: Sequence[Placed],
    seams: Sequence[Seam],
    priorities: Sequence[int],
    columns: int,
    leading: float,
    fixed: Sequence[Area] = (),
) -> float:
    """Weigh a whole page.

    Args:
        placed: its modules, in the order of reading.
        seams: the gaps between them.
        priorities: of the copies, by their numbers; 0 for one that only continues here.
        columns: of the page.
        leading: one row, in pt.
        fixed: what else stands on it.
    """
    return standing(placed, seams, columns, fixed) + shown(placed, priorities, leading)


def standing(
    placed: Sequence[Placed], seams: Sequence[Seam], columns: int, fixed: Sequence[Area] = ()
) -> float:
    """Weigh where the modules of a page stand, whatever they look like."""
    if len(placed) < 2:
        return 0.0
    share = _FEW.get(len(placed), 1.0)
    lines = cuts_through(placed, fixed)
    cost = THROUGH_ACROSS * share * (1.0 + _AGAIN * (lines - 1)) if lines else _nearly(seams, columns)
    foot = max(item.row + item.rows for item in placed)
    down = sum(not seam.across and seam.row == 0 and seam.length >= foot for seam in seams)
    # One may pass; two make the page a row of web columns.
    return cost + THROUGH_DOWN * down * down


def shown(placed: Sequence[Placed], priorities: Sequence[int], leading: float) -> float:
    """Weigh the heads, the pictures and the boxes of modules that stand where they stand."""
    heads = [_head(item, leading) for item in placed]
    return (
        _collisions(placed, heads)
        + _ranks([(priorities[item.copy], head.size) for item, head in zip(placed, heads, strict=True)])
        + _pictures(placed)
        + _boxes(placed)
    )


def runs_through(placed: Sequence[Placed], fixed: Sequence[Area] = ()) -> bool:
    """Tell whether a gap runs across the whole page between modules 断版, past everything that is fixed on it."""
    return cuts_through(placed, fixed) > 0


def suffered(placed: Sequence[Placed], fixed: Sequence[Area] = ()) -> float:
    """Return the part of a page's cost that ranks arrangements of its copy, and says nothing of pages with more copy or less."""
    return _SUFFERED if len(placed) > 1 and runs_through(placed, fixed) else 0.0


def cuts_through(placed: Sequence[Placed], fixed: Sequence[Area] = ()) -> int:
    """Count the gaps that run across the whole page."""
    foot = max(item.row + item.rows for item in placed)
    ends = {item.row + item.rows for item in placed} - {foot}
    return sum(
        all(item.row + item.rows <= end or item.row >= end for item in placed)
        and not any(area.row <= end < area.row + area.rows for area in fixed)
        for end in ends
    )


def _nearly(seams: Sequence[Seam], columns: int) -> float:
    """Weigh gaps in neighbouring columns that together run across the page, but for a step of a row or two."""
    across = sorted((seam for seam in seams if seam.across), key=lambda seam: (seam.column, seam.row))
    reached = {(seam.column + seam.length, seam.row) for seam in across if seam.column == 0}
    for seam in across:
        if any(at == seam.column and abs(row - seam.row) <= 2 for at, row in reached):
            reached.add((seam.column + seam.length, seam.row))
    return _NEARLY if any(at >= columns for at, _ in reached) else 0.0


def _head(item: Placed, leading: float) -> _Head:
    shape, head = item.shape, item.shape.head
    top = float(item.row + shape.inset)
    left, width = float(item.column), float(shape.columns)
    if shape.plate and shape.plate.over_head:
        top += shape.plate.rows
    if shape.head_taken:
        top += shape.top_rows + shape.head_taken.row
        left += shape.columns * shape.head_taken.column / shape.measures
        width = shape.columns * shape.head_taken.span / shape.measures
    return _Head(left, left + width, top, top + head.height / leading, head.size, head.face)


def _collisions(placed: Sequence[Placed], heads: Sequence[_Head]) -> float:
    cost = 0.0
    for (one, a), (other, b) in combinations(zip(placed, heads, strict=True), 2):
        touching = a.right == b.left or b.right == a.left
        level = min(a.foot, b.foot) - max(a.top, b.top) > 0
        if not (touching and level) or HeadPlace.VERTICAL in (one.shape.head_place, other.shape.head_place):
            continue
        ratio = min(a.size, b.size) / max(a.size, b.size)
        boxed = (one.shape.box != Box.NONE) != (other.shape.box != Box.NONE)
        hit = _COLLIDE if ratio > 0.76 else _JOSTLE if ratio > 0.6 else 0.5
        cost += hit * (0.5 if boxed else 1.0) * (0.75 if a.face != b.face else 1.0)
    return cost


def collide(one: Placed, other: Placed, leading: float) -> bool:
    """Tell whether the headlines of two modules stand side by side, level and of nearly one size, and nothing parts them."""
    upright = HeadPlace.VERTICAL in (one.shape.head_place, other.shape.head_place)
    boxed = one.shape.box != Box.NONE or other.shape.box != Box.NONE
    a, b = _head(one, leading), _head(other, leading)
    touching = a.right == b.left or b.right == a.left
    alike = min(a.size, b.size) * _ALIKE > max(a.size, b.size)
    lower = (_title_top(one.shape.head) - _title_top(other.shape.head)) / leading
    return touching and abs(a.top - b.top + lower) < _LEVEL and alike and not (upright or boxed)


def _title_top(head: Head) -> float:
    """Return how far a headline stands below the top of its head, in pt: below a column's name, or a kicker."""
    tops = (element.y for element in head.elements if getattr(element, "role", "") == "headline")
    return next(tops, 0.0)


def _ranks(heads: Sequence[tuple[int, float]]) -> float:
    """Weigh sizes that belie how important the stories are."""
    own = [head for head in heads if head[0]]
    if not own:
        return 0.0
    lead = min(priority for priority, _ in own)
    largest = max(size for priority, size in own if priority == lead)
    cost = sum(_USURPS for priority, size in own if priority > lead and size > largest * 0.9)
    for (one, a), (other, b) in combinations(own, 2):
        more, less = (a, b) if one < other else (b, a)
        cost += _INVERTS * (one != other and less > more * 1.05)
    return cost


def _pictures(placed: Sequence[Placed]) -> float:
    cost = 0.0
    pictured = [item for item in placed if item.shape.plate]
    plates = (item.shape.plate for item in pictured)
    areas = sorted((plate.area for plate in plates if plate), reverse=True)
    if len(areas) > 1 and areas[1] > areas[0] * 0.5:
        cost += _RIVALS
    for one, other in combinations(pictured, 2):
        beside = (
            one.column + one.shape.columns == other.column or other.column + other.shape.columns == one.column
        )
        cost += _PICTURES * (beside and abs(one.row - other.row) < 6)
    return cost


def _boxes(placed: Sequence[Placed]) -> float:
    """Weigh what is a spice: more than two boxes, more than one upright head, and more than one amid its text."""
    boxes = sum(item.shape.box != Box.NONE for item in placed)
    upright = sum(item.shape.head_place == HeadPlace.VERTICAL for item in placed)
    within = sum(item.shape.head_place == HeadPlace.WITHIN for item in placed)
    return _BOXES * (max(boxes - _MOST_BOXES, 0) + max(upright - 1, 0) + max(within - 1, 0))
