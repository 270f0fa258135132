"""Layouts that a person asks for hold on the page; what cannot be had is said, and the page is made up without it."""

import pytest
from making import edition, paragraphs, picture
from stories import GRID, made_up, page_of, place, places, rules, stories
from test_page import assert_sound, assert_whole

from publisher.makeup.layout import PictureBox, RuleBox, VerticalBox
from publisher.makeup.wish import Wish, wish_for
from publisher.model import Box, HeadPlace, Kind, Layout, Width

#: The article of which something is asked: the second of a page of four.
ASKED = "a1"


def sound(*articles, number=2):
    """Make up a page, and hold what holds of any page."""
    page = page_of(articles, number)
    made = made_up(page)
    assert_sound(made)
    assert_whole(edition(made=(page,)), made)
    return made


def asked(layout, **keys):
    """Return where the module stands of which something was asked, and the module itself."""
    made = sound(*stories(4, **{ASKED: {"layout": layout, **keys}}))
    assert "P-005" not in rules(made)
    assert len(made.pages) == 1
    module = next(module for module in made.pages[0].modules if module.article_id == ASKED)
    return place(module), module


def text_columns(module):
    return {round(box.x, 1) for box in module.elements if getattr(box, "role", "") == "body"}


def head(module):
    return next(box for box in module.elements if getattr(box, "role", "") == "headline")


@pytest.mark.parametrize("columns", [1, 3, 6])
def test_so_many_standard_columns(columns):
    assert asked(Layout(columns=columns))[0].columns == columns


@pytest.mark.parametrize(
    ("wished", "page", "columns"),
    [
        (Width.ALL, 6, 6),
        (Width.TWO_THIRDS, 6, 4),
        (Width.HALF, 8, 4),
        (Width.THIRD, 8, 3),
        (Width.THIRD, 1, 1),
    ],
)
def test_shares_of_a_page_are_standard_columns(wished, page, columns):
    assert wish_for(Layout(columns=wished), page, 0).columns == columns


CORNERS = {
    "top-left": (True, False, True, False), "top": (False, False, True, False), "top-right": (False, True, True, False),
    "left": (True, False, False, False), "centre": (False, False, False, False), "right": (False, True, False, False),
    "bottom-left": (True, False, False, True), "bottom": (False, False, False, True),
    "bottom-right": (False, True, False, True),
}  # fmt: skip


@pytest.mark.parametrize("corner", CORNERS)
def test_a_position_on_the_page(corner):
    at, _ = asked(Layout(columns=2, position=corner))
    assert (at.column == 0, at.right == GRID.columns, at.row == 0, at.foot == GRID.rows) == CORNERS[corner]
    assert at.columns == 2


def test_a_corner_at_a_column_and_a_row():
    assert asked(Layout(spot=(3, 21), columns=3))[0][:3] == (2, 20, 3)


def test_a_height_at_a_place():
    assert asked(Layout(position="top-right", columns=3, rows=33))[0] == (3, 0, 3, 33)


@pytest.mark.parametrize(("columns", "measures"), [(4, 3), (3, 2), (4, 4)])
def test_so_many_text_columns(columns, measures):
    at, module = asked(Layout(columns=columns, measures=measures))
    assert at.columns == columns
    assert len(text_columns(module)) == measures


def test_a_headline_above_the_text():
    _, module = asked(Layout(headline=HeadPlace.ABOVE))
    body = min(box.y for box in module.elements if getattr(box, "role", "") == "body")
    assert head(module).y + len(head(module).lines) * head(module).line_height <= body


def test_a_headline_beside_the_text():
    _, module = asked(Layout(headline=HeadPlace.BESIDE))
    title = head(module)
    bodies = [box for box in module.elements if getattr(box, "role", "") == "body"]
    assert all(title.x + title.width < box.x for box in bodies)
    assert min(box.y for box in bodies) == pytest.approx(module.rect.y)


def test_a_headline_amid_the_text():
    _, module = asked(Layout(headline=HeadPlace.WITHIN))
    title = head(module)
    bodies = [box for box in module.elements if getattr(box, "role", "") == "body"]
    over = [box for box in bodies if box.y + box.height <= title.y and box.x >= title.x - 1]
    under = [box for box in bodies if box.y >= title.y + title.line_height and box.x >= title.x - 1]
    assert over
    assert under
    assert any(box.x + box.width < title.x for box in bodies)
    assert any(box.x > title.x + title.width for box in bodies)


def test_an_upright_headline():
    _, module = asked(Layout(headline=HeadPlace.VERTICAL))
    assert isinstance(head(module), VerticalBox)


@pytest.mark.parametrize("lines", [1, 2])
def test_a_headline_of_so_many_lines(lines):
    title = head(asked(Layout(headline_lines=lines))[1])
    assert len(title.columns if isinstance(title, VerticalBox) else title.lines) == lines


@pytest.mark.parametrize("box", [Box.FRAME, Box.TINT])
def test_a_box_around_it(box):
    _, module = asked(Layout(box=box))
    frame = module.elements[0]
    assert isinstance(frame, RuleBox)
    assert frame.role == box.value


def test_no_box_where_none_is_wanted():
    _, module = asked(Layout(box=Box.NONE), kind=Kind.NOTICE)
    assert not any(getattr(box, "role", "") == "frame" for box in module.elements)


@pytest.mark.parametrize("span", [1, 2, 3])
def test_a_picture_over_so_many_text_columns(tmp_path, span):
    layout = Layout(columns=3, measures=3, picture_columns=span)
    _, module = asked(layout, images=(picture(tmp_path),))
    shown = next(box for box in module.elements if isinstance(box, PictureBox))
    assert shown.width == pytest.approx(GRID.span(span))


def together(**layouts):
    """Return where modules stand of which each was asked something."""
    made = sound(*stories(**{name: {"layout": layout} for name, layout in layouts.items()}))
    assert "P-005" not in rules(made)
    return places(made.pages[0])


def test_two_of_them_together():
    found = together(
        a0=Layout(columns=4, position="top-left"),
        a3=Layout(columns=3, position="bottom-right", box=Box.FRAME),
    )
    assert found["a0"][:3] == (0, 0, 4)
    assert (found["a3"].column, found["a3"].columns, found["a3"].foot) == (3, 3, GRID.rows)


def test_two_corners_without_a_width():
    found = together(a0=Layout(position="top-left"), a1=Layout(position="top-right"))
    assert found["a0"][:2] == (0, 0)
    assert (found["a1"].row, found["a1"].right) == (0, GRID.columns)


def test_around_a_corner_no_area_is_left_empty():
    made = sound(*stories(a0={"layout": Layout(columns=4, position="bottom-right")}))
    assert made.pages[0].fill > 0.95


IMPOSSIBLE = {
    "more columns than there are": Layout(columns=8),
    "off the page": Layout(spot=(6, 70), columns=3),
    "over the whole page": Layout(position="top", columns=6, rows=79),
    "too few rows to stand in": Layout(spot=(1, 78)),
    "text too wide": Layout(columns=6, measures=1),
    "a picture that is not there": Layout(headline=HeadPlace.WITHIN, columns=2),
}


@pytest.fixture(scope="module")
def unasked():
    return made_up(page_of(stories(4))).pages[0].modules


@pytest.mark.parametrize("layout", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_had_is_said_and_the_page_made_up_as_if_nothing_was_asked(layout, unasked):
    made = sound(*stories(4, **{ASKED: {"layout": layout}}))
    told = [item for item in made.findings if item.rule == "P-005"]
    assert len(told) == 1
    assert "02" in told[0].message
    assert [page.modules for page in made.pages] == [unasked]


def test_only_the_layout_that_cannot_be_had_is_given_up_and_its_article_named():
    asked = {
        "a0": {"layout": Layout(spot=(1, 1), columns=4)},
        "a1": {"layout": Layout(columns=6, measures=1)},
    }
    made = sound(*stories(4, **asked))
    told = [item.message for item in made.findings if item.rule == "P-005"]
    headlines = {one.id: one.headline for one in stories(4)}
    assert len(told) == 1
    assert headlines["a1"] in told[0]
    assert headlines["a0"] not in told[0]
    assert places(made.pages[0])["a0"][:3] == (0, 0, 4)


def test_rows_are_counted_from_the_head_of_the_type_area_on_a_front_page_too():
    made = sound(*stories(4, **{ASKED: {"layout": Layout(spot=(4, 31), columns=3)}}), number=1)
    assert places(made.pages[0])[ASKED][:2] == (3, 30)


def test_a_pinned_article_that_jumps_takes_what_the_others_leave():
    long = {"body": paragraphs(*[600] * 8), "layout": Layout(columns=6, position="top")}
    made = sound(*stories(a0=long))
    first, last = made.pages
    assert "P-005" not in rules(made)
    assert places(first)["a0"][:3] == (0, 0, 6)
    assert first.fill > 0.95
    assert last.modules[0].continued_from == first.number


def test_nothing_asked_is_no_wish():
    assert wish_for(Layout(), 6, 0) == Wish()
    assert not wish_for(Layout(columns=3, rows=9), 6, 0).pinned
    assert wish_for(Layout(spot=(1, 12)), 6, 11).spot == (0, 0)
