"""Every rule of preflight catches the fault that is planted for it, and leaves a sound file in peace."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pikepdf
import pytest
from pdfs import (
    MM,
    PRESS,
    SOUND,
    XMP,
    compact_font,
    content,
    examined,
    font,
    found,
    image,
    made_font,
    numbered_font,
    profile,
    saved,
    sound,
)
from pikepdf import Array, Dictionary, Name, Stream

from publisher import rules
from publisher.errors import PublishError, Severity
from publisher.preflight import ink
from publisher.pressroom import Limits, Press


@pytest.fixture
def target(tmp_path):
    return tmp_path / "a.pdf"


def test_a_sound_file_has_no_fault(target):
    saved(sound(), target)
    assert examined(target, finished=True, ink=True).faults == ()
    assert examined(target, ink=True).passed(strict=True)


# What stands in the content

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


def test_fonts(target):
    def bare(pdf, page):
        page.Resources.Font.F = font(pdf, embedded=False)

    def drawn(pdf, page):
        glyph = Stream(
            pdf, b"1000 0 0 0 800 800 d1 q 800 0 0 800 0 0 cm BI /W 8 /H 8 /IM true ID 12345678 EI Q"
        )
        page.Resources.Font.F = pdf.make_indirect(Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 1000, 1000]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), CharProcs=Dictionary(a=glyph),
            Encoding=Dictionary(Differences=Array([97, Name.a])), FirstChar=97, LastChar=97, Widths=Array([1000]),
        ))  # fmt: skip

    line = "0 0 0 1 k BT /F 20 Tf 10 10 Td (a) Tj ET"
    assert found(examined(content(target, line, change=bare))) == {"F-014"}
    assert found(examined(content(target, line, change=drawn))) == {"F-015", "F-024"}


def urw():
    path = next(Path("/usr/share/fonts").rglob("NimbusRoman-Regular.t1"), None)
    return path.read_bytes() if path else pytest.skip("no Type 1 font is installed")


PROGRAMS = {
    "FontFile": urw,
    "FontFile2": made_font,
    "FontFile3": compact_font,
    "FontFile3 OpenType": lambda: made_font(compact=True),
}


@pytest.mark.parametrize("key", PROGRAMS)
def test_a_font_program_that_cannot_be_drawn_by_is_damaged(target, key):
    whole = PROGRAMS[key]()

    def faults(program):
        def change(pdf, page):
            described = page.Resources.Font.F.FontDescriptor
            del described["/FontFile3"]
            described[f"/{key.split()[0]}"] = Stream(pdf, program)

        return examined(content(target, "0 0 0 1 k BT /F 20 Tf 10 10 Td (a) Tj ET", change=change)).faults

    assert faults(whole) == ()
    for wrong in (whole[: len(whole) // 2], whole[:40], b"no font", b"", bytes(range(256)) * 9):
        (fault,) = faults(wrong)
        assert fault.rule == "F-002"
        assert "Song" in fault.message


@pytest.mark.parametrize(
    "shown",
    ["<0000> Tj", "<00010000> Tj", "<0 0 0 1 0 0 0> Tj", r"(\000\000) Tj", r"(\0\0) '", "[<0001> -20 <0000>] TJ",
     r"[<0001> (\000\001\0\0)] TJ"],
)  # fmt: skip
def test_a_character_that_the_font_lacks_is_told(target, shown):
    def change(pdf, page):
        page.Resources.Font.F = numbered_font(pdf)

    line = f"0 0 0 1 k BT /F 20 Tf 10 10 Td {shown} ET"
    (fault,) = examined(content(target, line, change=change)).faults
    assert (fault.rule, fault.severity, fault.count) == ("F-041", Severity.WARNING, 1)
    assert "Song" in fault.message


@pytest.mark.parametrize(
    "shown", ["<00010002> Tj", "<01000001> Tj", r"(\001\000\000\001) Tj", "[<0002> 0000 <0001>] TJ"]
)
def test_zeros_within_other_characters_are_none(target, shown):
    def change(pdf, page):
        page.Resources.Font.F = numbered_font(pdf)

    def mapped(pdf, page):
        page.Resources.Font.F = numbered_font(pdf, CIDToGIDMap=Stream(pdf, b"\0\2"))

    line = f"0 0 0 1 k BT /F 20 Tf 10 10 Td {shown} ET"
    assert examined(content(target, line, change=change)).faults == ()
    assert examined(content(target, line.replace(shown, "<0000> Tj"), change=mapped)).faults == ()


def test_a_program_in_postscript_is_told(target):
    def change(pdf, page):
        page.Resources.XObject.Program = Stream(pdf, b"showpage", Type=Name.XObject, Subtype=Name.PS)
        page.Resources.XObject.Form = Stream(
            pdf, b"", Type=Name.XObject, Subtype=Name.Form, Subtype2=Name.PS, BBox=Array([0, 0, 9, 9])
        )

    for name in ("Program", "Form"):
        (fault,) = examined(content(target, f"0 0 0 1 k 9 9 9 9 re f /{name} Do", change=change)).faults
        assert fault.rule == "F-032"
        assert "PostScript" in fault.message


def test_a_colour_space_that_is_not_defined_is_named(target):
    (fault,) = examined(content(target, "/Nothing cs 1 scn 10 10 50 50 re f")).faults
    assert "Nothing（没有定义）" in fault.message


def test_a_damaged_font_is_damaged_and_not_left_out(target):
    def cut(pdf, page):
        whole = zlib.compress(bytes(range(256)) * 90)
        page.Resources.Font.F.FontDescriptor.FontFile3.write(whole[:200], filter=Name.FlateDecode)

    def lost(pdf, page):
        page.Resources.Font.F = font(pdf, embedded=False)

    line = "0 0 0 1 k BT /F 20 Tf 10 10 Td (a) Tj ET"
    (fault,) = examined(content(target, line, change=cut)).faults
    assert fault.rule == "F-002"
    assert "Song" in fault.message
    content(target, line, change=lost)
    target.write_bytes(target.read_bytes().replace(b"startxref", b"startxxxx"))
    assert found(examined(target)) == {"F-002", "F-003"}


# Boxes, marks and what does not belong


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<pdfxid:GTS_PDFXVersion>", '<pdfxid:GTS_PDFXVersion xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">'),
        ("pdfxid", "other"),
    ],
)  # fmt: skip
def test_marks_are_found_however_they_are_written(target, before, after):
    pdf = sound()
    pdf.Root.Metadata = Stream(pdf, XMP.replace(before, after).encode())
    assert examined(saved(pdf, target), finished=True).faults == ()


def test_a_mark_may_be_an_attribute(target):
    pdf = sound()
    text = XMP.replace("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>", "")
    text = text.replace('rdf:about=""', 'rdf:about="" pdfxid:GTS_PDFXVersion="PDF/X-4"')
    pdf.Root.Metadata = Stream(pdf, text.encode())
    assert examined(saved(pdf, target), finished=True).faults == ()


@pytest.mark.parametrize("version", ["PDF/X-4p", "PDF/X-3:2003"])
def test_other_marks_are_not_those_of_pdf_x_4(target, version):
    pdf = sound()
    pdf.Root.Metadata = Stream(pdf, XMP.replace("PDF/X-4", version).encode())
    (fault,) = examined(saved(pdf, target), finished=True).faults
    assert fault.rule == "F-006"
    assert version in fault.message


def test_what_cannot_be_opened_is_told_in_the_readers_language(tmp_path):
    empty, other = tmp_path / "empty.pdf", tmp_path / "other.pdf"
    empty.write_bytes(b"")
    other.write_bytes(b"hello")
    for path in (empty, other, tmp_path, tmp_path / "none.pdf"):
        with pytest.raises(PublishError) as raised:
            examined(path)
        (told,) = raised.value.findings
        assert told.rule == "F-001"
        assert not re.search("[A-Za-z]{4}", told.message.split("：")[-1])


def test_repairs_are_told_once(target):
    saved(sound(), target)
    target.write_bytes(target.read_bytes().replace(b"startxref", b"startxxxx"))
    (fault,) = examined(target).faults
    assert fault.rule == "F-003"
    assert not re.search("[A-Za-z]{4}", fault.message)


def no_trim(pdf, page):
    del page.TrimBox


def crossed(pdf, page):
    page.TrimBox = Array([-20 * MM, 0, 100 * MM, 120 * MM])


def little_bleed(pdf, page):
    page.BleedBox = Array([-1 * MM, -3 * MM, 103 * MM, 123 * MM])


def turned(pdf, page):
    page.Rotate = 90


def larger(pdf, page):
    page.UserUnit = 2.0


def linked(pdf, page):
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([10, 10, 50, 50]))])


def scripted(pdf, page):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def launching(pdf, page):
    action = Dictionary(S=Name.Launch, F="x")
    box = Array([-500, -500, -400, -400])
    page.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box, A=action)])


def form(pdf, page):
    pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(FT=Name.Tx)]))


def layered(pdf, page):
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="English"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary())


def no_intent(pdf, page):
    del pdf.Root.OutputIntents


def two_intents(pdf, page):
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def rgb_intent(pdf, page):
    pdf.Root.OutputIntents[0].DestOutputProfile = Stream(pdf, profile(b"RGB "), N=3)


def broken_intent(pdf, page):
    pdf.Root.OutputIntents[0].DestOutputProfile = Stream(pdf, b"nothing", N=4)


def no_marks(pdf, page):
    del pdf.Root.Metadata


CHANGES = {
    no_trim: {"F-010", "F-009"}, crossed: {"F-011", "F-009"}, little_bleed: {"F-012"}, turned: {"F-013"},
    larger: {"F-013", "F-009", "F-022"}, linked: {"F-031"}, scripted: {"F-032"}, launching: {"F-032"},
    form: {"F-033"}, layered: {"F-034"}, no_intent: {"F-007"}, two_intents: {"F-007"}, rgb_intent: {"F-007"},
    broken_intent: {"F-007"}, no_marks: {"F-006"},
}  # fmt: skip
LENIENT = {"F-006", "F-007", "F-010", "F-012", "F-031"}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_boxes_marks_and_what_does_not_belong(target, change):
    content(target, change=change, pages=2)
    for finished in (True, False):
        result = examined(target, finished=finished)
        assert found(result) == CHANGES[change]
        for fault in result.faults:
            lenient = fault.rule in LENIENT and not finished
            assert fault.severity is (Severity.WARNING if lenient else rules.RULES[fault.rule].severity)


def test_an_odd_page_spoils_the_sheets_of_a_finished_file_alone(target):
    saved(sound(pages=3), target)
    assert found(examined(target, finished=True)) == {"F-008"}
    assert found(examined(target)) == set()


def test_an_encrypted_file_is_named(target):
    saved(sound(), target, encryption=pikepdf.Encryption(owner="secret", user=""))
    assert "F-005" in found(examined(target))


def test_pages_bear_the_numbers_of_the_paper(target):
    content(target, "1 0 0 rg 9 9 9 9 re f", pages=2)
    result = examined(target, numbers=(5, 6))
    assert [fault.page for fault in result.faults] == [5, 6]


# Ink


def test_too_much_ink_is_caught_where_it_lies(target):
    content(target, f"1 1 1 0.5 k {20 * MM} {70 * MM} {30 * MM} {20 * MM} re f 0 0 0 1 k 9 9 9 9 re f")
    result = examined(target, ink=True)
    (fault,) = result.faults
    assert fault.rule == "F-035"
    assert [round(value) for value in fault.places[0]] == [20, 30, 30, 20]
    figures = result.pages[0].ink
    assert round(figures.most) == 350
    assert abs(figures.area - 600) < 15
    assert abs(figures.coverage["Cyan"] - 5) < 0.2
    assert figures.heat.startswith(b"\x89PNG")


def test_a_speck_above_the_limit_is_let_pass(target):
    content(target, f"1 1 1 1 k 50 50 {3 * MM} {3 * MM} re f")
    assert examined(target, ink=True).faults == ()
    assert found(examined(target, ink=True, press=Limits(tac_area=5))) == {"F-035"}


def test_a_spot_ink_counts_as_an_ink(target):
    content(target, "/Over gs 1 1 0 0 k 10 10 90 90 re f /Red cs 1 scn 10 10 90 90 re f")
    result = examined(target, ink=True)
    assert found(result) == {"F-035"}
    assert round(result.pages[0].ink.most) == 300
    assert "PANTONE 185 C" in result.pages[0].ink.coverage


def test_without_ghostscript_it_is_said_what_to_install(target, monkeypatch):
    monkeypatch.setattr(ink, "ghostscript", lambda: None)
    (fault,) = examined(saved(sound(), target), ink=True).faults
    assert fault.rule == "F-036"
    assert "ghostscript" in fault.hint


@pytest.mark.parametrize(
    ("body", "timeout"),
    [("exit 1", 9), ("exec sleep 60", 0.3), ("exit 0", 9)],
    ids=["fails", "hangs", "idles"],
)
def test_a_ghostscript_that_does_not_do_its_work_is_an_error(target, tmp_path, monkeypatch, body, timeout):
    program = tmp_path / "gs"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    monkeypatch.setattr(ink, "ghostscript", lambda: str(program))
    assert found(examined(saved(sound(), target), ink=True, timeout=timeout)) == {"F-037"}


def test_every_rule_has_its_fault():
    here = Path(__file__).parent
    told = {
        rule for path in here.glob("test_*.py") for rule in re.findall(r"F-\d{3}", path.read_text("utf-8"))
    }
    assert {rule for rule in rules.RULES if rule.startswith("F")} <= told


def test_the_sound_content_is_what_it_says():
    assert b"Picture" in SOUND
    assert PRESS.bleed == 3
