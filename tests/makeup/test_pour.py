"""Pouring: full columns, nothing parted from what it announces, no lone last line where white can hide the gap."""

from publisher.makeup.pour import feather, pour, smallest
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
    for taken in ([0, 0], [0, 5], [3, 3, 3]):
        rows = smallest(slugs, len(taken), taken, 60)
        assert pour(slugs, [rows - used for used in taken]).taken == len(slugs)
        assert pour(slugs, [rows - 1 - used for used in taken]).taken < len(slugs)
    assert smallest(slugs, 2, [0, 0], 5) is None


def test_a_column_without_room_stays_empty():
    slugs = paragraph(1, 3)
    assert [len(column) for column in pour(slugs, [2, 0, 3]).columns] == [2, 0, 1]
