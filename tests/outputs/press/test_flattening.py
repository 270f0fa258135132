"""Half-transparent drawings become pictures in inks; what else a page shows stays as it was."""

import numpy as np
import pytest
from pikepdf import Dictionary, Name
from PIL import Image as Pillow
from press_files import PROFILE, finished, separations

from publisher.outputs.press.inks import Separation

HALF = Dictionary(half=Dictionary(ca=0.5))
#: A drawing of 100 by 100 pt: two half-transparent squares, one over the other, on what is below.
DRAWING = b"q 50 50 100 100 re W n q /half gs 0.8 0 0 rg 60 60 50 50 re f 0 0 0.8 rg 80 80 50 50 re f Q Q "


def plates(pdf, folder, dpi=72):
    pdf.save(folder / "made.pdf")
    found = separations(folder / "made.pdf", folder, dpi=dpi)
    return np.stack([found[name] for name in ("Cyan", "Magenta", "Yellow", "Black")], axis=2)


def inks(red, green, blue, limit=2.2):
    shares = Separation(PROFILE, limit * 100).inks_of((red, green, blue))
    return [round(value * 255) for value in shares]


def test_a_drawing_looks_as_on_screen_and_keeps_below_the_limit(tmp_path):
    pdf, content = finished(DRAWING, ExtGState=HALF, limit=220.0)
    assert (
        "/ExtGState" not in pdf.pages[0].obj.Resources or "/half" not in pdf.pages[0].obj.Resources.ExtGState
    )
    assert "/Group" not in pdf.pages[0].obj
    assert b"/Flat" in content
    found = plates(pdf, tmp_path)
    assert found[200 - 70, 70] == pytest.approx(inks(0.9, 0.5, 0.5), abs=3)
    assert found[200 - 95, 95] == pytest.approx(inks(0.45, 0.25, 0.65), abs=3)
    assert not found[200 - 55, 55].any()
    assert found.sum(axis=2).max() <= 2.2 * 255 + 2


def test_it_stands_on_the_ground_that_the_page_has_there(tmp_path):
    pdf, _ = finished(b"0.9 0.95 0.7 rg 0 0 200 200 re f " + DRAWING, ExtGState=HALF, limit=220.0)
    found = plates(pdf, tmp_path)
    ground = inks(0.9, 0.95, 0.7)
    # Inside of the frame and outside of it the ground is one.
    assert found[200 - 20, 20] == pytest.approx(ground, abs=1)
    assert found[200 - 145, 55] == pytest.approx(ground, abs=3)


def test_a_drawing_with_text_stays_one_and_so_does_an_opaque_one():
    font = Dictionary(f=Dictionary(Type=Name.Font, Subtype=Name.Type0))
    with_text = DRAWING[:-4] + b"BT /f 12 Tf <01> Tj ET Q Q"
    pdf, content = finished(with_text, ExtGState=HALF, Font=font)
    assert b"<01> Tj" in content
    assert b"/Flat" not in content
    assert Name.DeviceCMYK == pdf.pages[0].obj.Group.CS
    _, content = finished(b"q 50 50 100 100 re W n 0.8 0 0 rg 60 60 50 50 re f Q")
    assert b"60 60 50 50 re" in content


def test_black_knocks_out_of_strong_colours_in_a_drawing_and_nowhere_else(tmp_path):
    black = b"0 0 0 rg 70 70 20 20 re f Q "
    strong = b"q 50 50 100 100 re W n 0.6 0.05 0.05 rg 60 60 50 50 re f " + black
    pdf, _ = finished(strong, limit=220.0)
    assert list(plates(pdf, tmp_path)[200 - 80, 80]) == [0, 0, 0, 255]
    weak = b"q 50 50 100 100 re W n 0.9 0.9 1 rg 60 60 50 50 re f " + black
    pdf, _ = finished(weak, limit=220.0)
    found = plates(pdf, tmp_path)[200 - 80, 80]
    assert found[3] == 255
    assert found[0] > 0


def test_a_drawing_has_the_inks_of_its_flat_colours():
    dice = np.random.default_rng(3)
    colours = np.concatenate([dice.integers(0, 256, (500, 3)), dice.integers(0, 256, (200, 1)).repeat(3, axis=1),
                              dice.integers(0, 40, (200, 3))]).astype(np.uint8)  # fmt: skip
    separation = Separation(PROFILE, 220)
    made = separation.drawing(Pillow.fromarray(colours[None]))[0]
    wanted = [
        [round(value * 255) for value in separation.inks_of(tuple(c / 255 for c in map(int, colour)))]
        for colour in colours
    ]
    assert np.abs(made.astype(int) - np.array(wanted)).max() <= 1
