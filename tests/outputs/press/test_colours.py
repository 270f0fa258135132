"""Colours become inks: black alone and overprinting, the rest through the profile, spot colours as themselves."""

import numpy as np
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from press_files import PROFILE, finished, page_file, separations

from publisher.errors import ExitCode, PublishError
from publisher.outputs.press.inks import BLACK, WHITE, Separation, limited
from publisher.outputs.press.streams import operators
from publisher.pressroom import Spot


@pytest.fixture(scope="module")
def separation():
    return Separation(PROFILE, 300)


def test_the_black_of_type_is_black_ink_alone(separation):
    assert separation.inks_of((0.0, 0.0, 0.0)) == BLACK
    assert separation.inks_of((17 / 255,) * 3) == BLACK
    assert separation.inks_of((24 / 255, 27 / 255, 32 / 255)) == BLACK
    assert separation.inks_of((1.0, 1.0, 1.0)) == WHITE


def test_greys_are_black_ink_alone_and_darken_steadily(separation):
    inks = [separation.inks_of((value / 255,) * 3) for value in range(40, 256, 5)]
    assert all(item[:3] == (0, 0, 0) for item in inks)
    blacks = [item.black for item in inks]
    assert blacks == sorted(blacks, reverse=True)
    assert 0.2 < separation.inks_of((0.5, 0.5, 0.5)).black < 0.8


def test_colours_keep_their_hue(separation):
    red = separation.inks_of((157 / 255, 28 / 255, 32 / 255))
    assert red.magenta > 0.7
    assert red.yellow > 0.5
    assert red.cyan < 0.3


def test_no_place_has_more_than_the_limit():
    dice = np.random.default_rng(1)
    inks = dice.integers(0, 256, (50, 50, 4), dtype=np.uint8)
    made = limited(inks, 2.2)
    assert made.sum(axis=2, dtype=int).max() <= 2.2 * 255
    under = inks.sum(axis=2, dtype=int) <= 2.2 * 255
    assert (made[under] == inks[under]).all()
    # What is above keeps its darkest ink or gets darker black instead.
    assert (made[..., 3] >= inks[..., 3] - 1)[~under].all()


def test_black_overprints_and_all_else_knocks_out():
    _, content = finished(b"0 0 0 rg 0 0 9 9 re f 1 0 0 rg 0 0 9 9 re f 1 1 1 rg 0 0 9 9 re f")
    assert content.startswith(b"/Over11 gs 0 0 0 1 k 0 0 0 1 K")
    after = content.split(b"re f")
    assert b"/Over10 gs" in after[1]
    assert b"0 0 0 0 k" in after[2]
    assert b"/Over11" not in after[2]


def test_overprint_follows_the_saved_state():
    _, content = finished(b"q 1 0 0 rg 0 0 9 9 re f Q 0 0 9 9 re f q 0 0 0 rg 1 1 1 rg 5 5 2 2 re f Q")
    # Back in black, no operator is needed to overprint again.
    assert content.count(b"/Over11 gs") == 1


def test_cyan_stays_under_black_and_white_cuts_it_out(tmp_path):
    pdf, _ = finished(
        b"0 1 1 rg 0 0 200 200 re f 0.067 0.067 0.067 rg 0 0 100 100 re f 1 1 1 rg 100 100 100 100 re f"
    )
    pdf.save(tmp_path / "page.pdf")
    inks = separations(tmp_path / "page.pdf", tmp_path)
    assert inks["Black"][75, 25] > 250
    assert inks["Cyan"][75, 25] == inks["Cyan"][25, 25] > 100
    assert inks["Cyan"][25, 75] == 0


def test_what_lets_through_does_not_overprint():
    half = Dictionary(ca=0.5)
    _, content = finished(b"/half gs 0 0 9 9 re f", ExtGState=Dictionary(half=half))
    assert b"/half gs\n/Over10 gs" in content


def test_a_spot_colour_gets_a_plate_of_its_own(tmp_path):
    pdf, content = finished(
        b"0.901961 0 0.070588 rg 0 0 200 200 re f", spots=[Spot(name="PANTONE 185 C", colour="#e60012")]
    )
    assert b"/Spot0 cs 1 scn" in content
    pdf.save(tmp_path / "page.pdf")
    inks = separations(tmp_path / "page.pdf", tmp_path)
    assert inks["PANTONE 185 C"].min() > 250
    assert inks["Magenta"].max() == 0


def test_inks_given_as_inks_stay():
    _, content = finished(b"0.1 0.2 0.3 0.4 k 0 0 9 9 re f")
    assert b"0.1 0.2 0.3 0.4 k" in content


def gradient(pdf, space=Name.DeviceRGB, start=(1, 0, 0), end=(0, 0, 1)):
    part = Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array(list(start)), C1=Array(list(end)), N=1)
    whole = Dictionary(
        FunctionType=3, Domain=Array([0, 1]), Encode=Array([0, 1]), Bounds=Array([]), Functions=Array([part])
    )
    return Dictionary(
        ShadingType=2, ColorSpace=space, Domain=Array([0, 1]), Coords=Array([0, 0, 200, 0]), Function=whole
    )


def test_gradients_are_sampled_in_inks():
    pdf = page_file(b"/s sh")
    pdf.pages[0].obj.Resources = Dictionary(Shading=Dictionary(s=gradient(pdf)))
    made, _ = finished(b"", pdf=pdf)
    shading = made.pages[0].obj.Resources.Shading.s
    assert shading.ColorSpace == Name.DeviceCMYK
    sampled = shading.Function.Functions[0].read_bytes()
    assert len(sampled) == 4 * 33


def test_a_group_that_is_always_opaque_is_dissolved_and_another_kept():
    pdf = page_file(b"/a Do /half gs /b Do")
    forms = {}
    for name in "ab":
        form = Stream(pdf, b"0 0 1 rg 0 0 9 9 re f")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
        form.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB)
        forms[name] = pdf.make_indirect(form)
    pdf.pages[0].obj.Resources = Dictionary(
        XObject=Dictionary(**forms), ExtGState=Dictionary(half=Dictionary(ca=0.5))
    )
    made, _ = finished(b"", pdf=pdf)
    drawn = made.pages[0].obj.Resources.XObject
    assert "/Group" not in drawn.a
    assert Name.DeviceCMYK == drawn.b.Group.CS
    assert b" k" in drawn.a.read_bytes()
    assert Name.DeviceCMYK == made.pages[0].obj.Group.CS


def test_a_soft_mask_is_made_of_tones():
    pdf = page_file(b"/m gs 1 0 0 rg 0 0 9 9 re f")
    form = Stream(pdf, b"1 1 1 rg 0 0 9 9 re f /s sh")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    form.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceRGB)
    form.Resources = Dictionary(Shading=Dictionary(s=gradient(pdf, Name.DeviceGray, (0,), (1,))))
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=pdf.make_indirect(form))
    pdf.pages[0].obj.Resources = Dictionary(ExtGState=Dictionary(m=Dictionary(SMask=mask)))
    made, _ = finished(b"", pdf=pdf)
    group = made.pages[0].obj.Resources.ExtGState.m.SMask.G
    assert Name.DeviceGray == group.Group.CS
    assert b"1.0000 g" in group.read_bytes()


def test_marks_of_structure_go_but_words_stay():
    _, content = finished(
        b"/P <</MCID 0>> BDC /Span <</MCID 1 /ActualText <feff0041>>> BDC 0 0 9 9 re f EMC EMC /Artifact BMC EMC"
    )
    assert content.count(b"BDC") == content.count(b"EMC") == 1
    assert b"MCID" not in content
    assert b"/ActualText <feff0041>" in content


@pytest.mark.parametrize("content", [b"/lab cs 1 2 3 sc", b"BI /W 1 ID EI"])
def test_what_cannot_be_printed_is_refused(content):
    with pytest.raises(PublishError) as caught:
        finished(content)
    assert caught.value.findings[0].rule == "O-022"
    assert caught.value.code is ExitCode.OUTPUT


def test_operators_come_whole():
    data = b"q 1 0 0 1 2.5 3 cm\n[(a\\)b) 20 <0a>] TJ [] 0 d 1 2 m 3 4 l S\n/F 9 Tf <</A [1 2]>> pop Q"
    found = list(operators(data))
    # What shows text and builds paths comes in one run, with all that belongs to it.
    assert [operator.name for operator in found] == [b"q", b"cm", b"", b"Tf", b"pop", b"Q"]
    assert b" ".join(found[2].operands) == b"[ (a\\)b) 20 <0a> ] TJ [] 0 d 1 2 m 3 4 l S"
    assert found[4].operands == [b"<<", b"/A", b"[", b"1", b"2", b"]", b">>"]
