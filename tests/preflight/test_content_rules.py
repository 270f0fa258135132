"""The rules for what is painted: colours, lines, type, pictures, and all that lies within forms and patterns."""

from __future__ import annotations

import pytest
from pdfs import (
    MM,
    content,
    examined,
    found,
    image,
)
from pikepdf import Array, Dictionary, Name, Stream

from publisher.pressroom import Press

CONTENT = {
    "unknown operator": ("F-002", "1 2 frobnicate"),
    "operator without operands": ("F-002", "1 0 0 rg 3 re f"),
    "Q without q": ("F-002", "q Q Q 0 0 0 1 k 10 10 50 50 re f"),
    "q without Q": ("F-002", "q 0 0 0 1 k 10 10 50 50 re f"),
    "BT without ET at the end": ("F-002", "0 0 0 1 k BT /F 20 Tf 10 10 Td (a) Tj"),
    "ET without BT": ("F-002", "ET 0 0 0 1 k 10 10 50 50 re f"),
    "text within text": ("F-002", "BT BT ET 0 0 0 1 k 10 10 50 50 re f"),
    "half a string": ("F-002", "0 0 0 1 k 10 10 50 50 re f (abc"),
    "half of brackets": ("F-002", "0 0 0 1 k 10 10 50 50 re f ) <zz"),
    "rubbish": ("F-002", "0 0 0 1 k 10 10 50 50 re f \x01\x02\x03 ~~ @@"),
    "inline picture without its end": (
        "F-002",
        "0 0 0 1 k 9 9 9 9 re f BI /W 4 /H 4 /BPC 8 /CS /G ID abcdefgh",
    ),
    "spot that stands for RGB": ("F-016", "/Bright cs 1 scn 10 10 50 50 re f"),
    "soft mask in RGB": ("F-016", "/Masked gs 0 0 0 1 k 10 10 50 50 re f"),
    "white alone": ("F-039", "0 0 0 0 k 10 10 50 50 re f /Red cs 0 scn 10 10 50 50 re f"),
    "missing picture": ("F-002", "/Nothing Do"),
    "missing font": ("F-002", "0 0 0 1 k 9 9 9 9 re f BT /Nothing 12 Tf 10 40 Td (Important) Tj ET"),
    "no font at all": ("F-002", "0 0 0 1 k 9 9 9 9 re f BT 10 40 Td (Important) Tj ET"),
    "missing state": ("F-002", "/Nothing gs 0 0 0 1 k 10 10 50 50 re f"),
    "missing shading": ("F-002", "0 0 0 1 k 9 9 9 9 re f /Nothing sh"),
    "missing pattern": ("F-002", "/Pattern cs /Nothing scn 10 10 50 50 re f"),
    "RGB shape": ("F-016", "1 0 0 rg 10 10 50 50 re f"),
    "RGB line": ("F-016", "1 0 0 RG 1 w 10 10 m 50 50 l S"),
    "RGB type": ("F-016", "1 0 0 rg BT /F 20 Tf 10 10 Td (a) Tj ET"),
    "profiled RGB": ("F-016", "/Srgb cs 1 0 0 sc 10 10 50 50 re f"),
    "inline picture without keys": ("F-002", "0 0 0 1 k 9 9 9 9 re f BI /W 4 /H ID abcdefgh EI"),
    "inline picture in CCITT": (
        "F-040",
        "q 4 0 0 4 10 10 cm BI /W 40 /H 40 /IM true /F /CCF ID abcdefgh EI Q",
    ),
    "RGB inline picture": (
        "F-016",
        "q 1 0 0 1 10 10 cm BI /W 4 /H 4 /BPC 8 /CS /RGB ID " + "x" * 48 + " EI Q",
    ),
    "Lab": ("F-017", "/Lab cs 50 0 0 scn 10 10 50 50 re f"),
    "unknown space": ("F-017", "/Nothing cs 1 scn 10 10 50 50 re f"),
    "profiled CMYK": ("F-018", "/Swop cs 0 0 0 1 sc 10 10 50 50 re f"),
    "registration": ("F-019", "/All cs 1 scn 10 10 50 50 re f"),
    "spot of DeviceN": ("F-020", "/Two cs 0 1 scn 10 10 50 50 re f"),
    "spot alike": ("F-021", "/Other cs 1 scn 10 10 50 50 re f"),
    "hairline": ("F-025", "0 0 0 1 K 0.1 w 10 10 m 90 10 l S"),
    "line of no width": ("F-025", "0 0 0 1 K 0 w 10 10 m 90 10 l S"),
    "scaled line": ("F-025", "q 0.1 0 0 0.1 0 0 cm 0 0 0 1 K 2 w 100 100 m 900 100 l S Q"),
    "filled line": ("F-025", "0 0 0 1 k 10 10 80 0.2 re f"),
    "slanting filled line": ("F-025", "0 0 0 1 k 10 10 m 60 60 l 60.1 59.9 l 10.1 9.9 l h f"),
    "frame": ("F-025", "0 0 0 1 k 10 10 80 80 re 10.2 10.2 79.6 79.6 re f*"),
    "clipped line": ("F-025", "q 10 10 80 0.2 re W n 0 0 0 1 k 0 0 200 200 re f Q"),
    "small type": ("F-026", "0 0 0 1 k BT /F 4 Tf 10 10 Td (a) Tj ET"),
    "small type by its matrix": ("F-026", "0 0 0 1 k BT /F 1 Tf 4 0 0 4 10 10 Tm (a) Tj ET"),
    "small type by scaling": ("F-026", "q .2 0 0 .2 0 0 cm 0 0 0 1 k BT /F 20 Tf 60 60 Td (a) Tj ET Q"),
    "small type in inks": ("F-027", "0 1 1 0 k BT /F 8 Tf 10 10 Td (a) Tj ET"),
    "black type that knocks out": (
        "F-028",
        "0.5 0 0 0 k 0 0 200 90 re f 0 0 0 1 k BT /F 8 Tf 10 10 Td (a) Tj ET",
    ),
    "black type under OPM 0": (
        "F-028",
        "0.5 0 0 0 k 0 0 200 90 re f 0 g /Over gs BT /F 8 Tf 10 10 Td (a) Tj ET",
    ),
    "white shape that overprints": ("F-029", "/Over gs 0 0 0 0 k 10 10 50 50 re f"),
    "white type that overprints": ("F-029", "/Over gs 0 0 0 0 k BT /F 20 Tf 10 10 Td (a) Tj ET"),
    "opacity": ("F-030", "/Clear gs 0 0 0 1 k 10 10 50 50 re f"),
    "blending": ("F-030", "/Times gs 0 0 0 1 k 10 10 50 50 re f"),
    "an empty page": ("F-039", "q Q"),
    "a page painted outside": ("F-039", "0 0 0 1 k 900 900 50 50 re f"),
}


@pytest.mark.parametrize("name", CONTENT)
def test_what_stands_in_the_content_is_caught(target, name):
    rule, line = CONTENT[name]
    result = examined(content(target, line))
    assert rule in found(result)
    others = found(result) - {rule}
    assert not others - {"F-020", "F-039", "F-030"}, "one fault, one finding"
    fault = next(item for item in result.faults if item.rule == rule)
    assert fault.message
    assert fault.hint
    assert "{" not in fault.message + fault.hint


SOUND_CONTENT = {
    "registration marks in the slug": "/All cs 1 scn -30 -30 10 10 re f 0 0 0 1 k 10 10 50 50 re f",
    "a spot of the press": "/Red cs 1 scn 10 10 50 50 re f",
    "a letter-like shape": "0 0 0 1 k 10 10 m 10 30 l 12 30 l 12 12 l 20 12 l 20 10 l h f",
    "a dot": "0 0 0 1 k 10 10 0.2 0.2 re f",
    "hidden text": "0 0 0 1 k 10 10 50 50 re f BT 3 Tr /F 2 Tf 10 10 Td (a) Tj ET",
    "colour set and never used": "1 0 0 rg 0 0 0 1 k 10 10 50 50 re f",
    "black type on white": "0 0 0 1 k BT /F 8 Tf 10 10 Td (a) Tj ET",
    "black type on white over a tint": (
        "0.5 0 0 0 k 0 0 200 200 re f 0 0 0 0 k 0 0 90 90 re f 0 0 0 1 k BT /F 8 Tf 30 30 Td (a) Tj ET"
    ),
    "black type within a frame": (
        "0.5 0 0 0 k 10 10 80 80 re 14 14 72 72 re f* 0 0 0 1 k BT /F 8 Tf 40 40 Td (a) Tj ET"
    ),
    "black type that overprints": (
        "0.5 0 0 0 k 0 0 200 90 re f /Over gs 0 0 0 1 k BT /F 8 Tf 10 10 Td (a) Tj ET"
    ),
    "white that knocks out": "0 0 0 1 k 9 9 90 90 re f /Knock gs 0 0 0 0 k 10 10 50 50 re f",
    "a dictionary within the content": (
        "/Span <</ActualText <FEFF> /A <</B [1 [2] (c)]>>>> BDC 0 0 0 1 k 10 10 50 50 re f EMC"
    ),
    "odd numbers": "0 0 0 1 k -.5 +10 --5 50. re 10 10 50 50 re f",
    "strings with parentheses": r"0 0 0 1 k BT /F 12 Tf 10 10 Td (a (b (c)) \) d) Tj [(x) -3 (y(z))] TJ ET",
}


@pytest.mark.parametrize("name", SOUND_CONTENT)
def test_what_looks_like_a_fault_and_is_none(target, name):
    assert examined(content(target, SOUND_CONTENT[name])).faults == ()


def test_two_names_of_one_ink(target):
    line = "/Red cs 1 scn 10 10 50 50 re f /Other cs 1 scn 70 10 50 50 re f"
    result = examined(content(target, line), press=Press())
    assert [item.rule for item in result.faults] == ["F-021", "F-020", "F-020"]
    assert result.pages[0].spots == ("PANTONE 185 C", "Pantone 185C")


def test_the_place_is_told_in_mm_from_the_trim(target):
    result = examined(content(target, f"1 0 0 rg {10 * MM} {80 * MM} {20 * MM} {30 * MM} re f"))
    (fault,) = result.faults
    assert [round(value, 3) for value in fault.places[0]] == [10, 10, 20, 30]
    assert "10.0, 10.0 mm" in fault.message


# Pictures


@pytest.mark.parametrize(
    ("keys", "side", "rule"),
    [
        ({"width": 100, "height": 100}, 72, "F-022"),
        ({"width": 180, "height": 180}, 72, "F-023"),
        ({"width": 200, "height": 200}, 72, None),
        ({"width": 200, "height": 200}, 200, "F-022"),
        ({"width": 400, "height": 400, "space": Name.DeviceGray, "count": 1, "BitsPerComponent": 1}, 72, "F-024"),
        ({"width": 600, "height": 600, "space": Name.DeviceGray, "count": 1, "BitsPerComponent": 1}, 72, None),
        (
            {"width": 400, "height": 400, "ColorSpace": None, "count": 1, "ImageMask": True, "BitsPerComponent": 1},
            72,
            "F-024",
        ),
        ({"width": 400, "height": 400, "space": Name.DeviceRGB, "count": 3}, 72, "F-016"),
        ({"width": 1, "height": 400}, 72, None),
    ],
)  # fmt: skip
def test_pictures_by_their_printed_resolution(target, keys, side, rule):
    def change(pdf, page):
        page.Resources.XObject.Picture = image(pdf, **keys)

    result = examined(content(target, f"q {side} 0 0 {side} 10 10 cm /Picture Do Q", change=change))
    assert found(result) == ({rule} if rule else set())


def test_a_turned_picture_is_measured_along_its_sides(target):
    def change(pdf, page):
        page.Resources.XObject.Picture = image(pdf, 100, 400)

    result = examined(content(target, "q 0 72 -72 0 90 10 cm /Picture Do Q", change=change))
    assert round(result.pages[0].least_ppi) == 100


def test_a_soft_mask_is_transparency(target):
    def change(pdf, page):
        mask = image(pdf, 300, 180, space=Name.DeviceGray, count=1)
        page.Resources.XObject.Picture = image(pdf, SMask=mask)

    assert found(examined(content(target, change=change))) == {"F-030"}


# What lies within forms, patterns, shadings and glyphs


def test_a_form_is_looked_into_with_its_matrix(target):
    def change(pdf, page):
        page.Resources.XObject.Form = Stream(
            pdf, b"1 0 0 rg 0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form,
            BBox=Array([0, 0, 5, 5]), Matrix=Array([2, 0, 0, 2, 100, 100]),
        )  # fmt: skip

    (fault,) = examined(content(target, "/Form Do", change=change)).faults
    assert fault.rule == "F-016"
    assert [round(value * MM) for value in fault.places[0][2:]] == [10, 10], "the form's box clips it"


def test_a_pattern_and_a_shading_are_looked_into(target):
    def change(pdf, page):
        tile = Stream(
            pdf, b"1 0 0 rg 0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1,
            BBox=Array([0, 0, 10, 10]), XStep=10, YStep=10, Resources=Dictionary(),
        )  # fmt: skip
        function = Dictionary(
            FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([1, 0, 0]), C1=Array([0, 0, 1])
        )
        shade = Dictionary(
            ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=Array([0, 0, 99, 0]), Function=function
        )
        smooth = Dictionary(PatternType=2, Shading=shade)
        page.Resources.Pattern = Dictionary(Tile=pdf.make_indirect(tile), Smooth=smooth)
        page.Resources.Shading = Dictionary(Shade=shade)

    tiles = examined(content(target, "/Pattern cs /Tile scn 0 0 99 99 re f", change=change))
    smooth = examined(content(target, "/Pattern cs /Smooth scn 0 0 99 99 re f", change=change))
    shaded = examined(content(target, "q 0 0 99 99 re W n /Shade sh Q", change=change))
    assert found(tiles) == found(smooth) == found(shaded) == {"F-016"}
