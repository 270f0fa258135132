"""Segments: the stretches that text runs through around heads and pictures, in the order of reading."""

import random

from publisher.makeup.shape import Segment, Taken, segments


def test_whole_columns_where_nothing_stands_in_them():
    assert segments(3, 8, ()) == [Segment(0, 0, 8), Segment(1, 0, 8), Segment(2, 0, 8)]


def test_a_picture_pushes_text_down():
    assert segments(3, 8, (Taken(1, 2, 0, 5),)) == [Segment(0, 0, 8), Segment(1, 5, 3), Segment(2, 5, 3)]


def test_text_runs_over_and_under_a_head_amid_it():
    assert segments(4, 10, (Taken(1, 2, 3, 4),)) == [
        Segment(0, 0, 10), Segment(1, 0, 3), Segment(1, 7, 3), Segment(2, 0, 3), Segment(2, 7, 3), Segment(3, 0, 10),
    ]  # fmt: skip


def test_below_a_head_beside_it_no_text_runs():
    assert segments(3, 10, (Taken(0, 1, 0, 4, to_foot=True),)) == [Segment(1, 0, 10), Segment(2, 0, 10)]


def test_what_reaches_the_foot_leaves_nothing_below():
    assert segments(1, 6, (Taken(0, 1, 2, 4),)) == [Segment(0, 0, 2)]
    assert segments(1, 6, (Taken(0, 1, 0, 9),)) == []


def test_every_free_cell_is_read_once():
    dice = random.Random(1)
    for _ in range(200):
        measures, rows = dice.randint(1, 5), dice.randint(1, 12)
        lost = tuple(
            Taken(column, dice.randint(1, measures - column), dice.randint(0, rows), dice.randint(1, 6))
            for column in (dice.randrange(measures) for _ in range(dice.randint(0, 2)))
        )
        taken = {
            (column, row)
            for item in lost
            for column in range(item.column, item.column + item.span)
            for row in range(item.row, min(item.row + item.rows, rows))
        }
        found = segments(measures, rows, lost)
        read = [(piece.column, row) for piece in found for row in range(piece.row, piece.row + piece.rows)]
        assert read == sorted({(column, row) for column in range(measures) for row in range(rows)} - taken)
        assert all(piece.rows > 0 for piece in found)
