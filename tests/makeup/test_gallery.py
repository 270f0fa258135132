"""Galleries: pictures of one story within its width, flush, the first the largest, each with its caption below it."""

import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from generated.articles import image
from generated.prose import Writer

from publisher.makeup.gallery import BETWEEN, Captioner, galleries

NOWHERE = Path("pictures")
#: What may be cut off a photograph.
SLIVER = 0.09


def photos(seed, count):
    writer = Writer(random.Random(seed))
    return tuple(image(f"p{number}", writer, NOWHERE) for number in range(count))


def drawn(setter, grid, change=lambda images: images):
    """Yield galleries of two to eight pictures in modules of two to six columns."""
    captioner = Captioner(setter)
    for seed in range(60):
        images = change(photos(seed, 2 + seed % 7))
        width = grid.span(2 + seed % 5)
        for gallery in galleries(images, width, grid, captioner):
            yield images, width, gallery


@pytest.fixture(scope="module")
def made(setter, grid):
    found = list(drawn(setter, grid))
    assert {len(gallery.pictures) for _, _, gallery in found} == set(range(2, 9))
    return found


def cut(box):
    """Return the share of a picture that its box cuts off."""
    whole, shown = box.image.width / box.image.height, box.width / box.height
    return 1 - min(whole, shown) / max(whole, shown)


def test_all_pictures_are_shown_in_their_order(made):
    for images, _, gallery in made:
        assert tuple(box.image for box in gallery.pictures) == images


def test_no_picture_is_narrower_than_a_column(made, grid):
    assert min(box.width for _, _, gallery in made for box in gallery.pictures) >= 0.9 * grid.span(1)


def test_the_first_is_the_largest_but_in_a_row_of_equals(made):
    for _, _, gallery in made:
        if len({box.y for box in gallery.pictures}) == 1:
            continue
        areas = [box.width * box.height for box in gallery.pictures]
        assert areas[0] >= max(areas) * 0.999


def test_captions_stand_below_their_pictures_and_nothing_overlaps(made, setter, grid):
    captions, lead = 0, Captioner(setter).lead
    for _, width, gallery in made:
        for box in gallery.pictures:
            assert -0.01 <= box.x <= box.x + box.width <= width + 0.01
            assert (box.caption_x, box.caption_width) == (box.x, box.width)
            assert box.caption_y - (box.y + box.height) == pytest.approx(BETWEEN * grid.leading)
            assert foot(box, lead) <= gallery.rows * grid.leading + 0.5
            captions += bool(box.caption)
        for one, other in combinations(gallery.pictures, 2):
            apart = (one.x + one.width < other.x, foot(one, lead) < other.y)
            assert any(apart) or other.x + other.width < one.x, (one, other)
    assert captions > 100


def foot(box, lead):
    return box.caption_y + len(box.caption) * lead if box.caption else box.y + box.height


def test_edges_are_flush(made, setter):
    kinds, lead = {"below": 0, "beside": 0, "abreast": 0}, Captioner(setter).lead
    for _, width, gallery in made:
        first, *others = gallery.pictures
        assert first.x == 0.0
        tops = {box.y for box in gallery.pictures}
        if len(tops) > 1 and first.width < 0.9 * width:
            kinds["beside"] += 1
            assert foot(others[-1], lead) == pytest.approx(foot(first, lead), abs=0.1)
            assert [box.x + box.width for box in others] == pytest.approx([width] * len(others))
            continue
        kinds["below" if len(tops) > 1 else "abreast"] += 1
        for top in tops:
            row = [box for box in gallery.pictures if box.y == top]
            assert row[0].x == 0.0
            assert row[-1].x + row[-1].width == pytest.approx(width)
            assert [box.height for box in row] == pytest.approx([row[0].height] * len(row))
    assert min(kinds.values()) > 5, kinds


def test_no_more_than_a_sliver_is_cut_off(made):
    for _, _, gallery in made:
        assert max(cut(box) for box in gallery.pictures) <= SLIVER + 1e-6
        assert gallery.crop <= SLIVER
    assert any(cut(box) > 0.01 for _, _, gallery in made for box in gallery.pictures)


@pytest.mark.parametrize("keys", [{"crop": False}, {"media_type": "image/svg+xml"}], ids=["kept", "drawn"])
@pytest.mark.parametrize("which", ["first", "last", "all"])
def test_what_may_not_be_cropped_is_not(setter, grid, keys, which):
    def change(images):
        chosen = {"first": (0,), "last": (len(images) - 1,), "all": range(len(images))}[which]
        return tuple(replace(one, **keys) if number in chosen else one for number, one in enumerate(images))

    found = list(drawn(setter, grid, change))
    assert len(found) > 20
    for _, _, gallery in found:
        for box in gallery.pictures:
            kept = not box.image.crop or box.image.media_type == "image/svg+xml"
            assert cut(box) <= (0.001 if kept else SLIVER + 1e-6)
