"""Pouring: full columns, nothing parted from what it announces, no lone last line where white can hide the gap."""

from publisher.makeup.pour import feather, pour, smallest
from publisher.makeup.shape import Taken, segments
from publisher.typeset.slugs import Slug, SlugRole


def paragraph(block, lines):
    return [
        Slug(1, SlugRole.BODY, block, opens=number == 0, closes=number == lines - 1)
        for number in range(lines)
    ]


def crosshead(block):
    return Slug(2, SlugRole.CROSSHEAD, block, keep=True, opens=True, closes=True)


SPACE = Slug(1, SlugRole.SPACE, 99, opens=True, closes=True)


def test_columns_are_filled_in_order():
    slugs = paragraph(1, 10)
    poured = pour(slugs, [4, 4, 4])
    assert [len(column) for column in poured.columns] == [4, 4, 2]
    assert poured.left == (0, 0, 2)
    assert [slug for column in poured.columns for slug in column] == slugs


def test_a_crosshead_goes_with_two_lines_of_its_text():
    slugs = [*paragraph(1, 3), crosshead(2), *paragraph(3, 5)]
    assert [len(column) for column in pour(slugs, [6, 8]).columns] == [3, 6]
    assert [len(column) for column in pour(slugs, [7, 8]).columns] == [6, 3]


def test_white_is_dropped_at_a_column_s_head_and_foot():
    slugs = [*paragraph(1, 3), SPACE, *paragraph(2, 3)]
    assert [len(column) for column in pour(slugs, [3, 3]).columns] == [3, 3]
    assert [len(column) for column in pour(slugs, [4, 3]).columns] == [3, 3]
    assert pour(slugs, [4, 3]).left == (1, 0)


def test_a_lone_last_line_takes_another_with_it_where_white_can_hide():
    slugs = [*paragraph(1, 2), crosshead(2), *paragraph(3, 4), *paragraph(4, 4)]
    poured = pour(slugs, [7, 9])
    assert [len(column) for column in poured.columns] == [5, 6]
    assert feather(poured.columns[0], poured.left[0], last=False)[2] == (crosshead(2), 1)
    assert [len(column) for column in pour([*paragraph(1, 6)], [5, 5]).columns] == [5, 1]


def test_what_announces_more_than_a_column_holds_stands_alone():
    chart = Slug(8, SlugRole.CHART, 3, opens=True, closes=True)
    poured = pour([crosshead(2), chart], [8, 8, 8])
    assert [slug.role for column in poured.columns for slug in column] == [SlugRole.CROSSHEAD, SlugRole.CHART]


def test_the_smallest_height_is_the_smallest():
    slugs = [*paragraph(1, 7), crosshead(2), *paragraph(3, 9)]
    picture, amid = Taken(1, 1, 0, 5), Taken(1, 2, 2, 3)
    for measures, lost in ((2, ()), (2, (picture,)), (3, (amid,)), (3, (picture, Taken(0, 1, 0, 4)))):
        rows = smallest(slugs, measures, lost, 60)
        high, low = (
            [segment.rows for segment in segments(measures, height, lost)] for height in (rows, rows - 1)
        )
        assert pour(slugs, high).taken == len(slugs)
        assert pour(slugs, low).taken < len(slugs)
    assert smallest(slugs, 2, (), 5) is None


def test_a_head_beside_the_text_leaves_no_column_below_it():
    slugs = paragraph(1, 12)
    beside = Taken(0, 1, 0, 3, to_foot=True)
    assert smallest(slugs, 3, (beside,), 60) == 6
    assert smallest(slugs, 1, (beside,), 60) is None
    assert smallest(slugs, 3, (beside._replace(rows=9),), 60) == 9


def test_what_belongs_together_is_not_parted_where_a_column_can_hold_it():
    table = [Slug(2, SlugRole.TABLE, 1, keep=number < 3, closes=number == 3) for number in range(4)]
    slugs = [*table, *paragraph(2, 1)]
    assert smallest(slugs, 2, (), 60) == 8
    assert smallest(slugs, 2, (), 7) == 7


def test_a_column_without_room_stays_empty():
    slugs = paragraph(1, 3)
    assert [len(column) for column in pour(slugs, [2, 0, 3]).columns] == [2, 0, 1]
