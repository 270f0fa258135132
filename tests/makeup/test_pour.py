"""Pouring: full columns, nothing parted from what it announces, no lone last line where white can hide the gap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.makeup.pour import Pouring, feather
from publisher.makeup.shape import Taken, segments
from publisher.typeset.slugs import Cell, Slug, SlugRole, heads_columns


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
    poured = Pouring(slugs).into([4, 4, 4])
    assert [len(column) for column in poured.columns] == [4, 4, 2]
    assert poured.left == (0, 0, 2)
    assert [slug for column in poured.columns for slug in column] == slugs


def test_a_crosshead_goes_with_two_lines_of_its_text():
    slugs = [*paragraph(1, 3), crosshead(2), *paragraph(3, 5)]
    assert [len(column) for column in Pouring(slugs).into([6, 8]).columns] == [3, 6]
    assert [len(column) for column in Pouring(slugs).into([7, 8]).columns] == [6, 3]


def test_white_is_dropped_at_a_column_s_head_and_foot():
    slugs = [*paragraph(1, 3), SPACE, *paragraph(2, 3)]
    assert [len(column) for column in Pouring(slugs).into([3, 3]).columns] == [3, 3]
    assert [len(column) for column in Pouring(slugs).into([4, 3]).columns] == [3, 3]
    assert Pouring(slugs).into([4, 3]).left == (1, 0)


def test_a_lone_last_line_takes_another_with_it_where_white_can_hide():
    slugs = [*paragraph(1, 2), crosshead(2), *paragraph(3, 4), *paragraph(4, 4)]
    poured = Pouring(slugs).into([7, 9])
    assert [len(column) for column in poured.columns] == [5, 6]
    assert feather(poured.columns[0], poured.left[0], last=False)[2] == (crosshead(2), 1)
    assert [len(column) for column in Pouring([*paragraph(1, 6)]).into([5, 5]).columns] == [5, 1]


def test_what_announces_more_than_a_column_holds_stands_alone():
    chart = Slug(8, SlugRole.CHART, 3, opens=True, closes=True)
    poured = Pouring([crosshead(2), chart]).into([8, 8, 8])
    assert [slug.role for column in poured.columns for slug in column] == [SlugRole.CROSSHEAD, SlugRole.CHART]


def test_the_smallest_height_is_the_smallest():
    slugs = [*paragraph(1, 7), crosshead(2), *paragraph(3, 9)]
    picture, amid = Taken(1, 1, 0, 5), Taken(1, 2, 2, 3)
    for measures, lost in ((2, ()), (2, (picture,)), (3, (amid,)), (3, (picture, Taken(0, 1, 0, 4)))):
        rows = Pouring(slugs).smallest(measures, lost, 60)
        high, low = (
            [segment.rows for segment in segments(measures, height, lost)] for height in (rows, rows - 1)
        )
        assert Pouring(slugs).into(high).taken == len(slugs)
        assert Pouring(slugs).into(low).taken < len(slugs)
    assert Pouring(slugs).smallest(2, (), 5) is None


def test_a_head_beside_the_text_leaves_no_column_below_it():
    slugs = paragraph(1, 12)
    beside = Taken(0, 1, 0, 3, to_foot=True)
    assert Pouring(slugs).smallest(3, (beside,), 60) == 6
    assert Pouring(slugs).smallest(1, (beside,), 60) is None
    assert Pouring(slugs).smallest(3, (beside._replace(rows=9),), 60) == 9


def test_what_belongs_together_is_not_parted_where_a_column_can_hold_it():
    table = [Slug(2, SlugRole.TABLE, 1, keep=number < 3, closes=number == 3) for number in range(4)]
    slugs = [*table, *paragraph(2, 1)]
    assert Pouring(slugs).smallest(2, (), 60) == 8
    assert Pouring(slugs).smallest(2, (), 7) == 7


def test_a_column_without_room_stays_empty():
    slugs = paragraph(1, 3)
    assert [len(column) for column in Pouring(slugs).into([2, 0, 3]).columns] == [2, 0, 1]


def announced(slugs, index):
    rows, following = 0, index
    while slugs[following].keep and following + 1 < len(slugs):
        following += 1
        rows += slugs[following].rows
    if following > index and following + 1 < len(slugs) and not slugs[following].closes:
        rows += slugs[following + 1].rows
    return rows


def leaves_a_widow(slugs, column, index):
    if not column or not 2 <= index < len(slugs) or slugs[column[-1]].block != slugs[index].block:
        return False
    last, crossheads = slugs[index], [at for at in column[1:] if slugs[at].role == SlugRole.CROSSHEAD]
    lonely = last.closes and not last.opens and slugs[index - 2].block == last.block
    return lonely and any(slugs[at - 1].role != SlugRole.CROSSHEAD for at in crossheads)


def one_column(slugs, index, capacity):
    column, used = [], 0
    while index < len(slugs):
        needed = slugs[index].rows + (announced(slugs, index) if column else 0)
        if not column and slugs[index].role == SlugRole.SPACE:
            index += 1
        elif used + needed > capacity:
            break
        else:
            column.append(index)
            used += slugs[index].rows
            index += 1
    while column and slugs[column[-1]].role == SlugRole.SPACE:
        column.pop()
    if leaves_a_widow(slugs, column, index):
        column.pop()
        index -= 1
    return column, index


def poured_slowly(slugs, capacities):
    """Pour one slug after the other; return the slugs of each column by number, and how many were taken."""
    columns, index = [], 0
    for capacity in capacities:
        column, index = one_column(slugs, index, capacity)
        columns.append(column)
    while index < len(slugs) and slugs[index].role == SlugRole.SPACE:
        index += 1
    return columns, index


@st.composite
def galleys(draw):
    slugs = []
    for block in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(["paragraph", "paragraph", "crosshead", "space", "stanza"]))
        if kind == "space":
            slugs.append(SPACE._replace(block=100 + block))
        elif kind == "crosshead":
            slugs.append(crosshead(block))
        else:
            lines = paragraph(block, draw(st.integers(1, 9)))
            slugs += (
                [line._replace(keep=True) for line in lines[:-1]] + lines[-1:] if kind == "stanza" else lines
            )
    return slugs


@given(galleys(), st.lists(st.integers(0, 14), min_size=1, max_size=6))
def test_columns_are_those_that_the_rules_make_one_slug_after_the_other(slugs, capacities):
    columns, taken = poured_slowly(slugs, capacities)
    poured = Pouring(slugs).into(capacities)
    assert [list(column) for column in poured.columns] == [[slugs[at] for at in column] for column in columns]
    assert poured.taken == taken
    assert poured.left == tuple(
        capacity - sum(slugs[at].rows for at in column)
        for capacity, column in zip(capacities, columns, strict=True)
    )
    assert Pouring(slugs).fits(capacities) == (taken >= len(slugs))


def table(rows, head=1, *, block=5):
    """Return a table: its head, so many rows high, and rows of the heights given."""
    header = Slug(head, SlugRole.TABLE, block, keep=True, opens=True, cells=(Cell((), 0, 9, "left", "col"),))
    again = header._replace(keep=False, opens=False)
    body = [Slug(height, SlugRole.TABLE, block, over=again) for height in rows]
    return [header, *body[:-1], body[-1]._replace(closes=True)]


def test_the_head_of_a_table_stands_again_over_the_rest_of_it():
    slugs = table([1] * 10)
    poured = Pouring(slugs).into([4, 5, 6])
    again = slugs[1].over
    assert poured.columns == (
        tuple(slugs[:4]),
        (again, *slugs[4:8]),
        (again, *slugs[8:]),
    )
    assert poured.left == (0, 0, 2)
    assert poured.taken == len(slugs)


def test_a_table_that_ends_where_a_column_ends_is_not_begun_again():
    slugs = [*table([1, 1]), *paragraph(6, 4)]
    assert Pouring(slugs).into([3, 4]).columns == (tuple(slugs[:3]), tuple(slugs[3:]))


@pytest.mark.parametrize("height", [1, 2, 3])
def test_no_head_stands_without_a_row(height):
    slugs = [*paragraph(1, 4), *table([height] * 4, head=2)]
    least = height + 2
    poured = Pouring(slugs).into([4 + least - 1, least - 1, least, least, least, least])
    assert poured.taken == len(slugs)
    assert [sum(slug.rows for slug in column) for column in poured.columns] == [4, 0, *[least] * 4]


def test_what_stands_again_takes_room():
    slugs = table([1] * 9, head=2)
    pouring = Pouring(slugs)
    assert pouring.smallest(3, (), 60) == 5
    assert pouring.again(3, (), 5) == 4
    assert pouring.smallest(1, (), 60) == 11
    assert pouring.again(1, (), 11) == 0
    assert Pouring(paragraph(1, 9)).again(3, (), 3) == 0


def test_a_table_without_a_head_goes_on_as_it_is():
    slugs = [slug._replace(over=None) for slug in table([1] * 9)[1:]]
    assert Pouring(slugs).into([4, 5]).columns == (tuple(slugs[:4]), tuple(slugs[4:]))


def test_a_small_table_that_no_column_holds_is_parted_between_its_rows():
    slugs = [slug._replace(keep=number < 8) for number, slug in enumerate(table([1] * 8))]
    poured = Pouring(slugs).into([5, 5, 5])
    assert [len(column) for column in poured.columns] == [5, 5, 0]
    assert poured.columns[1][0] == slugs[1].over


@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=30),
    st.integers(1, 3),
    st.integers(0, 6),
    st.lists(st.integers(0, 12), min_size=1, max_size=8),
)
def test_a_table_is_whole_in_whatever_columns(rows, head, before, capacities):
    slugs = [*paragraph(1, before), *table(rows, head), *paragraph(9, 3)]
    poured = Pouring(slugs).into(capacities)
    again = slugs[before + 1].over
    own = []
    for column, capacity, left in zip(poured.columns, capacities, poured.left, strict=True):
        assert sum(slug.rows for slug in column) == capacity - left
        assert left >= 0
        assert not column or not heads_columns(column[-1])
        goes_on = bool(column) and column[0] is again
        assert all(slug is not again for slug in column[goes_on:])
        first = column[goes_on] if column else None
        assert goes_on == (first is not None and first.role == SlugRole.TABLE and not heads_columns(first))
        own += column[goes_on:]
    assert own == slugs[: poured.taken]
