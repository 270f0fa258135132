"""Advertisements: at the foot, pairs side by side, lone halves with text beside and above them; none covers an article."""

from itertools import combinations

import pytest
from making import article, edition, picture
from stories import GRID, made_up, page_of, place, places, rules, stories
from test_page import assert_sound, assert_whole, overlap

from publisher.errors import PublishError
from publisher.makeup.ads import AD_SIZES, place_ads
from publisher.makeup.grid import grid_for
from publisher.makeup.layout import PictureBox, Rect, RuleBox, TextBox
from publisher.model import Ad, Layout, PageFormat


@pytest.fixture
def ads(tmp_path):
    def make(*sizes):
        return tuple(Ad(image=picture(tmp_path, 400, 300), size=size) for size in sizes)

    return make


def frames(page_or_elements):
    elements = getattr(page_or_elements, "furniture", page_or_elements)
    return [place(Rect(*box[:4])) for box in elements if isinstance(box, RuleBox) and box.role == "ad-frame"]


def assert_apart(page):
    """Hold that nothing that is printed on a page covers anything else."""
    boxes = [Rect(*box[:4]) for box in page.furniture if getattr(box, "role", "") == "ad-frame"]
    rects = [*boxes, *(module.rect for module in page.modules)]
    assert not any(overlap(one, other) for one, other in combinations(rects, 2))


@pytest.mark.parametrize("size", AD_SIZES)
def test_each_size_has_its_share_of_the_page(ads, setter, size):
    placed = place_ads(ads(size), GRID, GRID.rows, "广告", setter)
    wide, high = AD_SIZES[size]
    frame = frames(placed.elements)[0]
    assert frame.columns == round(wide * GRID.columns)
    # A row of white goes with each: as many as share a page out stand on it.
    whole = (1 / high).is_integer()
    assert frame.rows + whole == pytest.approx(high * (GRID.rows + whole), abs=0.7)
    assert frame.foot == GRID.rows
    if wide == 1.0:
        assert placed.fixed == ()
        assert placed.free == max(frame.row - 1, 0)
    else:
        assert placed.free == GRID.rows
        assert [(area.column, area.row, area.columns, area.rows) for area in placed.fixed] == [frame]


@pytest.mark.parametrize(
    "sizes", [("third",) * 3, ("half", "half"), ("half", "quarter", "quarter"), ("quarter",) * 4]
)
def test_ads_that_share_a_page_out_fill_it(ads, setter, sizes):
    placed = place_ads(ads(*sizes), GRID, GRID.rows, "广告", setter)
    assert len(frames(placed.elements)) == len(sizes)
    assert placed.fixed == ()
    assert 0 <= placed.free <= 1


@pytest.mark.parametrize("sizes", [("half", "quarter"), ("quarter",) * 3])
@pytest.mark.parametrize("count", [1, 4])
def test_the_last_quarter_of_a_page_of_ads_holds_articles(ads, sizes, count):
    made = made_up(page_of(stories(count), ads=ads(*sizes)))
    assert_apart(made.pages[0])
    assert made.pages[0].modules
    assert max(place(module.rect).right for module in made.pages[0].modules) == GRID.columns // 2


def test_two_halves_of_one_height_are_a_pair(ads, setter):
    placed = place_ads(ads("eighth", "banner", "eighth"), GRID, GRID.rows, "广告", setter)
    banner, left, right = sorted(frames(placed.elements), key=lambda frame: -frame.columns)
    assert placed.fixed == ()
    assert (left.row, left.rows) == (right.row, right.rows)
    assert left.right <= right.column
    assert banner.row > left.row or left.row > banner.row
    assert placed.free == min(banner.row, left.row) - 1


def test_three_halves_are_a_pair_and_a_lone_one_above(ads, setter):
    placed = place_ads(ads("eighth", "eighth", "eighth"), GRID, GRID.rows, "广告", setter)
    (lone,) = placed.fixed
    pair = [frame for frame in frames(placed.elements) if frame.foot == GRID.rows]
    assert len(pair) == 2
    assert lone.row + lone.rows == placed.free == pair[0].row - 1
    assert lone.column + lone.columns == GRID.columns


def test_two_lone_halves_stand_at_either_side(ads, setter):
    placed = place_ads(ads("quarter", "eighth"), GRID, GRID.rows, "广告", setter)
    right, left = placed.fixed
    assert (left.column, right.column + right.columns) == (0, GRID.columns)
    assert left.rows < right.rows
    assert {area.row + area.rows for area in placed.fixed} == {GRID.rows}


def test_what_does_not_fit_is_told_by_free_rows_below_none(ads, setter):
    assert place_ads(ads("quarter", "half", "third"), GRID, GRID.rows, "广告", setter).free < 0
    assert place_ads(ads("full", "banner"), GRID, GRID.rows, "广告", setter).free < 0


def test_a_grid_of_one_column_has_no_halves(ads, setter):
    narrow = grid_for(PageFormat(width=100, height=390, columns=1, characters=24, body=9.0, leading=12.15))
    placed = place_ads(ads("eighth"), narrow, narrow.rows, "广告", setter)
    assert placed.fixed == ()
    assert 0 < placed.free < narrow.rows


@pytest.mark.parametrize(
    "sizes", [("eighth",), ("quarter",), ("quarter", "eighth"), ("eighth", "banner")], ids="+".join
)
def test_text_stands_beside_and_above_a_lone_half(ads, sizes):
    page = page_of(stories(), ads=ads(*sizes))
    made = made_up(page)
    assert_sound(made)
    assert_whole(edition(made=(page,)), made)
    assert_apart(made.pages[0])
    assert len(made.pages) == 1
    assert made.pages[0].fill > 0.9
    lone = next(frame for frame in frames(made.pages[0]) if frame.columns == 3)
    modules = places(made.pages[0]).values()
    assert any(module.foot <= lone.row for module in modules)
    beside = [module for module in modules if module.foot > lone.row]
    assert beside or len(sizes) == 2
    assert all(module.right <= lone.column or module.column >= lone.right for module in beside)


@pytest.mark.parametrize("sizes", [("half",), ("quarter", "quarter"), ("banner", "strip")], ids="+".join)
def test_articles_stand_above_what_takes_the_whole_width(ads, sizes):
    page = page_of(stories(3), ads=ads(*sizes))
    made = made_up(page)
    assert_whole(edition(made=(page,)), made)
    assert_apart(made.pages[0])
    top = min(frame.row for frame in frames(made.pages[0]))
    assert all(module.foot <= top - 1 for module in places(made.pages[0]).values())


def test_advertisements_are_full_and_what_is_empty_around_them_is_blank(ads):
    alone = made_up(page_of((), ads=ads("quarter"))).pages[0]
    assert alone.blank_lines == GRID.rows * GRID.columns - 3 * frames(alone)[0].rows
    page = made_up(page_of(stories(1), ads=ads("quarter", "eighth"))).pages[0]
    modules = sum(module.columns * module.rows for module in places(page).values())
    taken = modules + sum(frame.columns * frame.rows for frame in frames(page))
    assert page.blank_lines >= (GRID.rows * GRID.columns - taken) * 0.9 - 12
    assert "P-002" in rules(made_up(page_of(stories(1), ads=ads("quarter", "eighth"))))


@pytest.mark.parametrize(
    ("corner", "above"), [("bottom-right", True), ("bottom", True), ("bottom-left", False)]
)
def test_what_is_pinned_to_the_foot_stands_above_a_lone_half(ads, corner, above):
    asked = {"layout": Layout(columns=2, position=corner)}
    made = made_up(page_of(stories(4, a1=asked), ads=ads("eighth")))
    assert "P-005" not in rules(made)
    assert_apart(made.pages[0])
    (frame,) = frames(made.pages[0])
    assert places(made.pages[0])["a1"].foot == (frame.row - 2 if above else GRID.rows)


@pytest.mark.parametrize("layout", [Layout(), Layout(columns=5)], ids=["nothing asked", "something asked"])
def test_in_a_narrow_place_pictures_are_stamps(ads, tmp_path, layout):
    low = PageFormat(width=210, height=170, columns=4, characters=12, body=9.0, leading=13.0)
    upright = tuple(picture(tmp_path, 300 + number, 600) for number in range(2))
    page = page_of(stories(1, a0={"images": upright, "layout": layout}), ads=ads("quarter", "banner"))
    made = made_up(page, form=low)
    assert_whole(edition(made=(page,), form=low), made)
    assert ("P-005" in rules(made)) == (layout != Layout())


def test_too_many_advertisements_leave_no_room(ads):
    with pytest.raises(PublishError) as caught:
        made_up(page_of(stories(1), ads=ads("half", "quarter", "third")))
    assert caught.value.findings[0].rule == "P-003"


def printed(page):
    """Yield where each line of text and each picture of the articles stands."""
    for element in (element for module in page.modules for element in module.elements):
        if isinstance(element, TextBox):
            for number, line in enumerate(element.lines):
                top = element.y + number * element.line_height
                yield Rect(element.x + line.offset, top, line.width, element.line_height)
        elif isinstance(element, PictureBox):
            yield Rect(*element[:4])


@pytest.mark.parametrize("length", [900, 1500, 3600, 6000])
@pytest.mark.parametrize("size", ["eighth", "quarter"])
@pytest.mark.parametrize("illustrated", [False, True])
def test_an_article_alone_runs_past_a_lone_half(ads, tmp_path, length, size, illustrated):
    images = (picture(tmp_path, 500, 300),) if illustrated else ()
    page = page_of((article("a", *[length // 6] * 6, images=images),), ads=ads(size))
    made = made_up(page)
    assert_sound(made)
    assert_whole(edition(made=(page,)), made)
    (box,) = (Rect(*box[:4]) for box in made.pages[0].furniture if getattr(box, "role", "") == "ad-frame")
    stood = list(printed(made.pages[0]))
    assert not any(overlap(box, item) for item in stood)
    if length == 6000:
        assert made.pages[0].fill > 0.97
        assert any(item.y > box.y for item in stood)
        assert any(module.continued_to for module in made.pages[0].modules)


def test_a_grid_that_an_advertisement_does_not_fit_is_made_up_all_the_same(ads):
    form = PageFormat(width=210, height=297, columns=5, characters=11, body=9.0, leading=12.15)
    page = page_of((article("a", *[300] * 12),), ads=ads("quarter"))
    made = made_up(page, form=form)
    assert_whole(edition(made=(page,), form=form), made)
