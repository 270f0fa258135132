"""Modules: whatever shape an article stands in, all of its text is set once, within its rectangle and on the grid."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from generated.articles import Wish, write
from generated.faults import faults, lost_and_doubled
from making import TABLOID, edition

from publisher.makeup.copy import Copy, Galleys, rest
from publisher.makeup.issue import MadeUpIssue
from publisher.makeup.layout import MadeUpPage
from publisher.makeup.module import realise
from publisher.makeup.shaper import Shaper
from publisher.makeup.wish import Wish as Layout
from publisher.model import Box, HeadPlace, Kind
from publisher.text.reading import count_characters

ROWS = 79
#: Rows by which a module is made higher than it need be.
MORE = (0, 1, 3, 9)
FREE = Layout()


def drawn(seed, **keys):
    """Draw an article of some kind."""
    dice = random.Random(seed)
    kinds = list(Kind)
    wish = Wish(
        name="a", kind=kinds[seed % len(kinds)], length=dice.choice((60, 150, 300, 600, 1100, 1800)),
        headline=dice.choice((6, 9, 14, 20, 28)), priority=dice.randint(1, 5),
        pictures=dice.choice((0, 0, 0, 1, 2, 3)), figure=dice.random() < 0.2,
    )  # fmt: skip
    return write(replace(wish, **keys), dice, Path("pictures"))


def shaper_of(story, grid, setter, wish=FREE):
    copy = Copy(article=story)
    return Shaper(Galleys(copy, setter, ROWS - 6, 20_000), grid, setter, ROWS, wish, label="上接第01版")


def page_of(module):
    return MadeUpPage(
        number=1, name="要闻", label="", width=0, height=0, furniture=(), modules=(module,), lines=ROWS, blank_lines=0
    )  # fmt: skip


def assert_sound(story, module, form=TABLOID):
    page, issue = page_of(module), edition((story,))
    made = MadeUpIssue(pages=(page,), faces=(), findings=())
    assert lost_and_doubled(issue, made) == ({}, {})
    found = faults(page, (story,), form)
    assert (found.overlaps, found.outside, found.off_grid) == ((), (), ())
    assert page.overset == 0
    assert module.characters == count_characters(story)


def realised(shaper, dice, count, **keys):
    """Yield an article in some of its shapes, each as high as it must be and higher, anywhere on the page."""
    shapes = [shape for columns in range(1, 7) for shape in shaper.shapes(columns, **keys)]
    assert shapes
    for shape in dice.sample(shapes, min(len(shapes), count)):
        for rows in (shape.rows + more for more in MORE if shape.rows + more <= ROWS):
            place = dice.randint(0, 6 - shape.columns), dice.randint(0, ROWS - rows)
            yield shape, rows, place


@pytest.mark.parametrize("seed", range(12))
def test_an_article_is_whole_and_sound_in_any_shape(grid, setter, seed):
    story = drawn(seed)
    shaper = shaper_of(story, grid, setter)
    for shape, rows, place in realised(shaper, random.Random(seed), 7):
        module, _, complete = realise(shaper, shape, *place, rows)
        assert complete
        assert module.rect == (
            *place_of(grid, *place),
            grid.span(shape.columns),
            pytest.approx(rows * grid.leading),
        )
        assert_sound(story, module)


def place_of(grid, column, row):
    return grid.x(column), grid.y(row)


@pytest.mark.parametrize("head", [HeadPlace.BESIDE, HeadPlace.WITHIN, HeadPlace.VERTICAL])
def test_a_head_beside_amid_or_upright(grid, setter, head):
    seen = 0
    for seed in range(4):
        story = drawn(seed, kind=Kind.NEWS, length=350 + 250 * seed, headline=9, pictures=0, plain=True)
        shaper = shaper_of(replace(story, summary=()), grid, setter, Layout(head=head))
        if not any(shaper.shapes(columns) for columns in range(1, 7)):
            continue
        for shape, rows, place in realised(shaper, random.Random(seed), 4):
            assert shape.head_place == head
            assert_sound(shaper.article, realise(shaper, shape, *place, rows)[0])
            seen += 1
    assert seen > 12


@pytest.mark.parametrize("box", [Box.FRAME, Box.TINT])
def test_a_box_keeps_its_text_off_its_edges(grid, setter, box):
    story = drawn(0, kind=Kind.COMMENT, pictures=1, length=500)
    shaper = shaper_of(story, grid, setter, Layout(box=box))
    for shape, rows, place in realised(shaper, random.Random(1), 8):
        module = realise(shaper, shape, *place, rows)[0]
        assert_sound(story, module)
        edge, *inside = module.elements
        assert (edge.role, edge.width, edge.height) == (box.value, module.rect.width, module.rect.height)
        for element in inside:
            assert element.x >= edge.x + grid.em - 0.01
            assert element.x + element.width <= edge.x + edge.width - grid.em + 0.01
            assert element.y >= edge.y + grid.leading - 0.01


@pytest.mark.parametrize("seed", range(3))
def test_what_stands_here_and_what_is_left_are_the_whole(grid, setter, seed):
    story = drawn(seed, kind=(Kind.NEWS, Kind.FEATURE, Kind.COMMENT)[seed % 3], length=2200)
    shaper, parted = shaper_of(story, grid, setter), 0
    for shape, rows, place in realised(shaper, random.Random(seed), 4, whole=False):
        module, slugs, complete = realise(shaper, shape, *place, rows, jump="下转第09版", jump_href="#there")
        page = page_of(module)
        found = faults(page, (story,), TABLOID)
        assert (found.overlaps, found.outside, found.off_grid, page.overset) == ((), (), (), 0)
        jumps = [box for box in module.elements if getattr(box, "role", "") == "jump"]
        assert [box.href for box in jumps] == ([] if complete else ["#there"])
        if complete:
            continue
        parted += 1
        left = rest(shaper.galleys.copy, slugs, 1).article
        assert module.characters + count_characters(replace(left, title=())) == count_characters(story)
        foot = module.rect.y + module.rect.height - shape.inset * grid.leading
        assert jumps[0].y + grid.leading == pytest.approx(foot)
    assert parted > 3
