"""Outlines of articles on their page: L-shapes, neighbours in a corner, holes; and what holds for any page."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.makeup.layout import MadeUpPage, Module, PictureBox, Rect, RuleBox, TableBox, TableRow, TextBox
from publisher.outputs.web.outlines import AIR, MARGIN, boxes, outlines, path


def box(x, y, width, height):
    return TextBox(x, y, width, height, (), "p", "body", height=height)


def module(rect, *elements, id_="a"):
    return Module(id_, "", Rect(*rect), tuple(elements), 0, 0.0)


def page(*modules, furniture=()):
    return MadeUpPage(1, "", "", 400.0, 600.0, tuple(furniture), modules, 1, 0)


def ad(x, y, width, height):
    return RuleBox(x, y, width, height, "ad-frame")


def inside(rings, x, y):
    """Tell whether a point lies within an outline: a line from it to the left crosses an odd number of its sides."""
    crossed = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            crossed += x1 == x2 and x1 < x and min(y1, y2) < y < max(y1, y2)
    return crossed % 2 == 1


def area(rings):
    """Return the area of an outline; holes run the other way and count less."""
    return sum(
        (x1 * y2 - x2 * y1) / 2
        for ring in rings
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True)
    )


def around(x, y, width, height, margin=MARGIN):
    left, top, right, foot = x - margin, y - margin, x + width + margin, y + height + margin
    return ((left, top), (right, top), (right, foot), (left, foot))


def test_an_article_among_others_has_its_place_and_a_margin():
    made = page(module((40, 100, 200, 300), box(40, 100, 90, 20), box(150, 130, 90, 100)))
    assert outlines(made) == ((around(40, 100, 200, 300),),)


@pytest.mark.parametrize(("gap", "margin"), [(9.0, MARGIN), (4.0, 2.0), (0.0, 0.0)])
def test_margins_of_neighbours_do_not_meet(gap, margin):
    made = page(module((0, 0, 100, 100)), module((100 + gap, 0, 100, 100), id_="b"))
    assert outlines(made) == (
        (around(0, 0, 100, 100, margin),),
        (around(100 + gap, 0, 100, 100, margin),),
    )


def test_an_article_around_an_advertisement_in_a_corner_is_an_l():
    made = page(
        module((0, 0, 400, 600), box(0, 0, 190, 600), box(210, 0, 190, 388)),
        furniture=[ad(205, 400, 195, 200)],
    )
    (rings,) = outlines(made)
    notch, top = 205 - AIR, 400 - AIR
    assert rings == (((-3, -3), (403, -3), (403, top), (notch, top), (notch, 603), (-3, 603)),)
    assert path(rings) == "M-3 -3H403V395.5H200.5V603H-3Z"


def test_what_an_article_has_near_an_advertisement_is_its_own():
    made = page(module((0, 0, 400, 600), box(0, 0, 400, 398)), furniture=[ad(200, 400, 200, 200)])
    (rings,) = outlines(made)
    assert inside(rings, 300, 397)
    assert not inside(rings, 300, 399)


def test_a_strip_that_an_advertisement_leaves_at_the_edge_is_nobodys():
    made = page(module((0, 0, 400, 600), box(0, 0, 190, 600)), furniture=[ad(205, 400, 185, 190)])
    (rings,) = outlines(made)
    assert len(rings[0]) == 6
    assert not inside(rings, 395, 500)
    assert not inside(rings, 300, 595)


def test_an_advertisement_in_the_midst_is_a_hole():
    made = page(module((0, 0, 400, 600), box(0, 0, 400, 200)), furniture=[ad(100, 300, 200, 100)])
    (rings,) = outlines(made)
    assert len(rings) == 2
    assert inside(rings, 50, 350)
    assert not inside(rings, 200, 350)
    whole = (400 + 2 * MARGIN) * (600 + 2 * MARGIN)
    assert area(rings) == pytest.approx(whole - (200 + 2 * AIR) * (100 + 2 * AIR))


def test_two_articles_that_interlock_keep_to_their_columns():
    # The first takes the head and the left column, the second the two columns in the corner.
    first = module((0, 0, 400, 600), box(0, 0, 400, 100), box(0, 110, 120, 490))
    second = module((140, 120, 260, 480), box(140, 120, 120, 480), box(280, 120, 120, 480), id_="b")
    one, other = outlines(page(first, second))
    assert inside(one, 200, 50)
    assert inside(one, 60, 500)
    assert not inside(one, 200, 300)
    assert not inside(one, 270, 300), "the gap between the columns of the second"
    assert inside(other, 270, 300)
    assert inside(other, 350, 590)
    assert not inside(other, 60, 500)


def test_the_gap_between_columns_in_the_place_of_another_is_closed():
    # Their places cover each other; each has two columns of its own.
    first = module((0, 0, 400, 600), box(0, 0, 400, 100), box(0, 110, 90, 490), box(100, 110, 90, 200))
    second = module((100, 110, 300, 490), box(210, 110, 190, 490), box(100, 330, 90, 270), id_="b")
    one, other = outlines(page(first, second))
    assert inside(one, 150, 200)
    assert inside(one, 95, 200), "between the columns of the first"
    assert inside(other, 200, 450), "between the columns of the second"
    assert not inside(one, 200, 450)
    assert not inside(other, 150, 200)


def test_frames_and_tints_claim_nothing():
    first = module((0, 0, 400, 600), RuleBox(0, 0, 400, 600, "frame"), box(0, 0, 190, 600))
    second = module((200, 300, 200, 300), box(200, 300, 200, 300), id_="b")
    one, other = outlines(page(first, second))
    assert not inside(one, 300, 450)
    assert inside(other, 300, 450)


def test_the_boxes_of_elements():
    caption = TextBox(0, 110, 100, 10, (), "figcaption", "caption", height=20)
    assert list(boxes(PictureBox(0, 0, 100, 100, None, caption))) == [(0, 0, 100, 100), (0, 110, 100, 20)]
    assert list(boxes(TableBox(5, 5, 50, 10, (TableRow((), 12), TableRow((), 14))))) == [(5, 5, 50, 26)]
    assert list(boxes(TextBox(0, 0, 100, 12, (None, None), "h1", "headline"))) == [(0, 0, 100, 24)]


_CELL = 50.0
_rects = st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 4), st.integers(1, 4)).map(
    lambda figures: tuple(_CELL * figure for figure in figures)
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(_rects, st.lists(_rects, max_size=4)), min_size=1, max_size=4),
    st.lists(_rects, max_size=2),
)
def test_no_outlines_overlap_on_any_page(places, ads):
    modules = [module(rect, *(box(*one) for one in found)) for rect, found in places]
    found = outlines(page(*modules, furniture=[ad(*one) for one in ads]))
    assert len(found) == len(modules)
    for column, row in product(range(40), range(40)):
        x, y = column * 12.5 + 6.1, row * 12.5 + 6.3
        holders = [at for at, rings in enumerate(found) if inside(rings, x, y)]
        assert len(holders) <= 1
        if any(_within(one, x, y) for one in ads):
            assert not holders
            continue
        own = [
            at
            for at, (rect, elements) in enumerate(places)
            if _within(rect, x, y) and any(_within(one, x, y) for one in elements)
        ]
        assert holders == own[:1] or not own
    for rings, (rect, _) in zip(found, places, strict=True):
        assert area(rings) <= (rect[2] + 2 * MARGIN) * (rect[3] + 2 * MARGIN) + 0.001


def _within(rect, x, y):
    return rect[0] < x < rect[0] + rect[2] and rect[1] < y < rect[1] + rect[3]
