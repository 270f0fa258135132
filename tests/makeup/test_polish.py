"""Polishing: other heads and pictures are taken where the page gains by them, and never where it loses."""

import random

import numpy as np
import pytest
from shapes import LEADING, by_columns, head, plate, shape

from publisher.makeup.arrange import Composed, Problem
from publisher.makeup.derive import Deriver
from publisher.makeup.looks import Placed, penalty
from publisher.makeup.polish import polish
from publisher.makeup.tables import Run, Tables, leaf_costs
from publisher.makeup.wish import Wish

COLUMNS, ROWS = 4, 24


def problem(shapes, priorities, wishes=None):
    return Problem(
        shapes=tuple(shapes), priorities=tuple(priorities), wishes=tuple(wishes or [Wish()] * len(shapes)),
        columns=COLUMNS, rows=ROWS, leading=LEADING,
    )  # fmt: skip


def drawn(seed):
    """Draw a problem whose shapes differ in their heads and pictures."""
    dice = random.Random(seed)

    def one():
        pictured = plate(height=dice.randint(20, 90)) if dice.random() < 0.4 else None
        return shape(
            dice.randint(1, COLUMNS), dice.randint(3, 9), dice.randint(0, 12) / 2, air=dice.randint(0, 3),
            head=head(dice.choice([14.0, 18.0, 24.0, 36.0])), plate=pictured,
        )  # fmt: skip

    return problem([by_columns(*(one() for _ in range(14))) for _ in range(4)], [1, 2, 3, 3])


def arranged(known):
    """Yield arrangements of a problem as they are before polishing."""
    run = Run(0, len(known.shapes), COLUMNS)
    for made in Deriver(Tables(known.shapes, COLUMNS, ROWS)).best(run, ROWS, 4):
        placed = tuple(
            Placed(
                spot.copy, known.shapes[spot.copy][spot.columns][spot.shape], spot.column, spot.row, spot.rows
            )
            for spot in made.spots
        )
        yield Composed(made.cost + looks(placed, made.seams, known), placed, made.seams)


def looks(placed, seams, known):
    return penalty(placed, seams, known.priorities, known.columns, known.leading)


def own(placed):
    """Return what modules cost by themselves."""
    return sum(leaf_costs([item.shape], np.array([item.rows]), elastic=False)[0, 0] for item in placed)


def test_a_page_never_becomes_worse_and_its_cost_is_true():
    better = 0
    for seed in range(12):
        known = drawn(seed)
        for before in arranged(known):
            after = polish(before, known)
            assert after.cost <= before.cost + 1e-9
            better += after.cost < before.cost - 1e-9
            change = own(after.placed) + looks(after.placed, after.seams, known)
            change -= own(before.placed) + looks(before.placed, before.seams, known)
            assert after.cost - before.cost == pytest.approx(change)
            assert [
                (item.copy, item.column, item.row, item.rows, item.shape.columns) for item in after.placed
            ] == [(item.copy, item.column, item.row, item.rows, item.shape.columns) for item in before.placed]
    assert better > 5


def collision(wish):
    """Return a problem with two heads of one size side by side, and its arrangement; the second has a smaller one to offer."""
    large, small = shape(2, 10, head=head(30.0)), shape(2, 10, 1.0, head=head(14.0))
    known = problem([by_columns(large), by_columns(large, small)], [1, 3], [Wish(), wish])
    placed = (Placed(0, large, 0, 0, 10), Placed(1, large, 2, 0, 10))
    return known, Composed(looks(placed, (), known), placed, ())


def test_a_smaller_head_ends_a_collision():
    known, before = collision(Wish())
    after = polish(before, known)
    assert [item.shape.head.size for item in after.placed] == [30.0, 14.0]
    assert after.cost < before.cost


def test_what_a_person_has_pinned_keeps_its_place():
    known, before = collision(Wish(corner="top-right"))
    after = polish(before, known)
    assert [(item.column, item.row, item.rows) for item in after.placed] == [(0, 0, 10), (2, 0, 10)]
    assert after.placed[1].shape.head.size == 14.0
