"""Layouts that a person asks for hold on the page; what cannot be had is said, and the page is made up without it."""

from dataclasses import replace

import pytest
from making import TABLOID, article, edition, picture
from test_page import assert_sound, assert_whole

from publisher.makeup.grid import grid_for
from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import PictureBox, RuleBox, VerticalBox
from publisher.makeup.wish import Wish, wish_for
from publisher.model import Box, HeadPlace, Kind, Layout, Page, Width

GRID = grid_for(TABLOID)
#: The second article of a page of five is the one of which something is asked.
ASKED = 1
TITLES = (
    "城市书房面向社会征求意见",
    "桥头步道修通",
    "老树犹开去岁花",
    "小巷里的共享客厅",
    "公交专用道今起施行",
)
LENGTHS = ((420, 260), (300, 180), (220, 150), (160,), (240,))


def stories(layout=None, **keys):
    made = [
        article(f"a{number}", *lengths, title=title, priority=min(number + 1, 3))
        for number, (title, lengths) in enumerate(zip(TITLES, LENGTHS, strict=True))
    ]
    if layout:
        made[ASKED] = replace(made[ASKED], layout=layout, **keys)
    return tuple(made)


def made_up(articles, number=2, **keys):
    """Make up one page, and hold what holds of any page."""
    issue = edition(made=(Page(number=number, name="要闻", articles=articles, **keys),))
    made = make_up_issue(issue)
    assert_sound(made)
    assert_whole(issue, made)
    return made


def asked(layout, **keys):
    """Return the module of which something was asked, as (column, row, columns, rows), and the module itself."""
    made = made_up(stories(layout, **keys))
    assert "P-005" not in {item.rule for item in made.findings}
    assert len(made.pages) == 1
    module = next(module for module in made.pages[0].modules if module.article_id == f"a{ASKED}")
    return area(module), module


def area(module):
    step = (GRID.characters + 1) * GRID.em
    rect = module.rect
    return tuple(
        round(value)
        for value in (
            (rect.x - GRID.left) / step, (rect.y - GRID.top) / GRID.leading, (rect.width + GRID.em) / step,
            rect.height / GRID.leading,
        )
    )  # fmt: skip


def text_columns(module):
    return {round(box.x, 1) for box in module.elements if getattr(box, "role", "") == "body"}


def head(module):
    return next(box for box in module.elements if getattr(box, "role", "") == "headline")


@pytest.mark.parametrize("columns", [1, 3, 6])
def test_so_many_standard_columns(columns):
    assert asked(Layout(columns=columns))[0][2] == columns


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
    (column, row, columns, rows), _ = asked(Layout(columns=2, position=corner))
    found = (column == 0, column + columns == GRID.columns, row == 0, row + rows == GRID.rows)
    assert found == CORNERS[corner]
    assert columns == 2


def test_a_corner_at_a_column_and_a_row():
    (column, row, _, _), _ = asked(Layout(spot=(3, 21), columns=3))
    assert (column, row) == (2, 20)


def test_a_height_at_a_place():
    assert asked(Layout(position="top-right", columns=3, rows=33))[0] == (3, 0, 3, 33)


@pytest.mark.parametrize(("columns", "measures"), [(4, 3), (3, 2), (4, 4)])
def test_so_many_text_columns(columns, measures):
    place, module = asked(Layout(columns=columns, measures=measures))
    assert place[2] == columns
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
    assert len(head(asked(Layout(headline_lines=lines))[1]).lines) == lines


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


def test_two_of_them_together():
    top, foot = (
        Layout(columns=4, position="top-left"),
        Layout(columns=3, position="bottom-right", box=Box.FRAME),
    )
    articles = list(stories())
    articles[0], articles[3] = replace(articles[0], layout=top), replace(articles[3], layout=foot)
    made = made_up(tuple(articles))
    assert "P-005" not in {item.rule for item in made.findings}
    places = {module.article_id: area(module) for module in made.pages[0].modules}
    assert (places["a0"][:3]) == (0, 0, 4)
    column, row, columns, rows = places["a3"]
    assert (column, columns, row + rows) == (3, 3, GRID.rows)


def test_two_corners_without_a_width():
    articles = list(stories())
    for number, corner in ((0, "top-left"), (1, "top-right")):
        articles[number] = replace(articles[number], layout=Layout(position=corner))
    made = made_up(tuple(articles))
    assert "P-005" not in {item.rule for item in made.findings}
    places = {module.article_id: area(module) for module in made.pages[0].modules}
    assert places["a0"][:2] == (0, 0)
    assert places["a1"][1] == 0
    assert places["a1"][0] + places["a1"][2] == GRID.columns


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
    return made_up(stories()).pages[0].modules


@pytest.mark.parametrize("layout", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_had_is_said_and_the_page_made_up_as_if_nothing_was_asked(layout, unasked):
    made = made_up(stories(layout))
    told = [item for item in made.findings if item.rule == "P-005"]
    assert len(told) == 1
    assert "02" in told[0].message
    assert [page.modules for page in made.pages] == [unasked]


def test_rows_are_counted_from_the_head_of_the_type_area_on_a_front_page_too():
    made = made_up(stories(Layout(spot=(4, 31), columns=3)), number=1)
    module = next(module for module in made.pages[0].modules if module.article_id == "a1")
    assert area(module)[:2] == (3, 30)


def test_a_wish_for_a_continued_story_is_for_where_it_begins():
    long = replace(stories()[0], body=article("x", *[600] * 8).body, layout=Layout(columns=6, position="top"))
    made = made_up((long, *stories()[1:]))
    first, last = made.pages[0], made.pages[-1]
    assert len(made.pages) == 2
    assert "P-005" not in {item.rule for item in made.findings}
    assert next(area(module) for module in first.modules if module.article_id == "a0")[:3] == (0, 0, 6)
    assert first.fill > 0.95
    assert last.modules[0].continued_from == first.number


def test_nothing_asked_is_no_wish():
    assert wish_for(Layout(), 6, 0) == Wish()
    assert not wish_for(Layout(columns=3, rows=9), 6, 0).pinned
    assert wish_for(Layout(spot=(1, 12)), 6, 11).spot == (0, 0)
