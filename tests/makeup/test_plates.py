"""Plates: pictures over text columns, in heights that end on a row, cropped by a sliver at most or not at all."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from generated.articles import image
from generated.prose import Writer
from making import article

from publisher.makeup.copy import Copy
from publisher.makeup.plates import Plates

SLIVER = 0.09
RATIOS = (0.5, 0.67, 1.0, 1.33, 1.5, 1.9, 3.0)


def pictured(ratio, *, more=0, **keys):
    writer = Writer(random.Random(round(ratio * 100)))
    first = replace(image("first", writer, Path("pictures"), ratio), **keys)
    others = (image(f"p{number}", writer, Path("pictures")) for number in range(more))
    return article("a", 300, images=(first, *others))


@pytest.fixture(scope="module")
def plates(setter, grid):
    def make(story, measures=4, columns=None, rows=70, **keys):
        width = grid.span(columns or measures)
        measure = (width - (measures - 1) * grid.em) / measures
        made = Plates(Copy(article=story, **keys), grid, setter, rows)
        return [plate for plate in made.make(measures, measure) if plate], measure

    return make


def cut(box):
    whole, shown = box.image.width / box.image.height, box.width / box.height
    return 1 - min(whole, shown) / max(whole, shown)


@pytest.mark.parametrize("ratio", RATIOS)
def test_a_photograph_ends_on_a_row_and_loses_a_sliver_at_most(plates, ratio):
    found, _ = plates(pictured(ratio))
    assert any(cut(plate.pictures[0]) > 0.005 for plate in found)
    for plate in found:
        box = plate.pictures[0]
        assert cut(box) <= SLIVER + 1e-6
        assert plate.crop == pytest.approx(cut(box), abs=1e-3)


@pytest.mark.parametrize("keys", [{"crop": False}, {"media_type": "image/svg+xml"}], ids=["kept", "drawn"])
@pytest.mark.parametrize("ratio", RATIOS)
def test_what_may_not_be_cropped_is_not(plates, ratio, keys):
    found, _ = plates(pictured(ratio, **keys))
    assert found
    for plate in found:
        assert cut(plate.pictures[0]) < 0.002
        assert plate.crop == 0.0


@pytest.mark.parametrize("ratio", RATIOS)
def test_pictures_stand_in_their_columns(plates, grid, ratio):
    found, measure = plates(pictured(ratio, more=2))
    assert {plate.span for plate in found} >= {1, 2}
    for plate in found:
        assert 0 <= plate.column <= plate.column + plate.span <= 4
        width = plate.span * (measure + grid.em) - grid.em
        for box in plate.pictures:
            assert -0.01 <= box.x <= box.x + box.width <= width + 0.01
            below = len(box.caption) * plate.lead
            assert box.caption_y + below <= plate.rows * grid.leading + 0.5
        if plate.span > 1 and not plate.all_pictures:
            assert plate.width >= 0.93 * width


def test_no_picture_takes_the_page(plates, grid):
    for ratio in RATIOS:
        for plate in plates(pictured(ratio), rows=40)[0]:
            assert plate.rows <= 0.78 * 40 + 1


def test_all_pictures_together_or_the_first_alone(plates):
    found, _ = plates(pictured(1.5, more=3), measures=5)
    assert {len(plate.pictures) for plate in found} == {1, 4}
    assert all(plate.all_pictures == (len(plate.pictures) == 4) for plate in found)


def test_a_picture_stands_left_right_or_over_the_head(plates):
    found, _ = plates(pictured(1.5))
    assert {(plate.column, plate.span) for plate in found if not plate.over_head} == {
        (3, 1), (2, 2), (0, 2), (1, 3), (0, 3), (0, 4),
    }  # fmt: skip
    assert {(plate.column, plate.span) for plate in found if plate.over_head} == {(0, 4)}


def test_a_continuation_shows_none_again(setter, grid):
    story = pictured(1.5)
    assert Plates(Copy(article=story, continued_from=1), grid, setter, 70).make(3, grid.span(1)) == [None]
    assert Plates(Copy(article=article("b", 90)), grid, setter, 70).make(3, grid.span(1)) == [None]
