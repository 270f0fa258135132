"""Contact sheets: every page at its place, three in a row, with its label below."""

import io

import pytest
from PIL import Image

from publisher.outputs.contact import _INK, _LABEL, _PAPER, _WHITE, _WIDTH, Sample, write_sheet

SIZE = (300, 450)
HIGH = _WIDTH * SIZE[1] // SIZE[0]
COLOURS = [(200, 30, 30), (30, 160, 30), (30, 30, 200), (200, 160, 0), (0, 160, 160)]


def sample(colour, size=SIZE):
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return Sample(stream.getvalue(), f"candidate: {COLOURS.index(colour) + 1}    98.7%")


def sheet(tmp_path, samples):
    target = tmp_path / "02.png"
    write_sheet(samples, target)
    with Image.open(target) as picture:
        assert picture.format == "PNG"
        return picture.convert("RGB")


@pytest.mark.parametrize(
    ("count", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 3, 2), (5, 3, 2)]
)
def test_pages_stand_three_in_a_row(tmp_path, count, columns, rows):
    made = sheet(tmp_path, [sample(colour) for colour in COLOURS[:count]])
    assert made.width == columns * (_WIDTH + _WHITE) + _WHITE
    assert made.height == rows * (HIGH + _LABEL + _WHITE) + _WHITE
    for number, colour in enumerate(COLOURS[:count]):
        x = _WHITE + number % 3 * (_WIDTH + _WHITE)
        y = _WHITE + number // 3 * (HIGH + _LABEL + _WHITE)
        assert made.getpixel((x + 1, y + 1)) == made.getpixel((x + _WIDTH - 2, y + HIGH - 2)) == colour


def test_each_has_its_label_below(tmp_path):
    made = sheet(tmp_path, [sample(colour) for colour in COLOURS[:2]])
    ink, paper = (tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5)) for colour in (_INK, _PAPER))
    for number in range(2):
        x = _WHITE + number * (_WIDTH + _WHITE)
        label = made.crop((x, _WHITE + HIGH, x + _WIDTH, _WHITE + HIGH + _LABEL))
        assert {ink, paper} <= {colour for _, colour in label.getcolors(100_000)}


def test_pages_keep_their_proportions(tmp_path):
    made = sheet(tmp_path, [sample(COLOURS[0]), sample(COLOURS[1], (300, 300))])
    x = _WHITE + _WIDTH + _WHITE + 5
    assert made.getpixel((x, _WHITE + _WIDTH - 3)) == COLOURS[1]
    assert made.getpixel((x, _WHITE + _WIDTH + 3)) != COLOURS[1]
