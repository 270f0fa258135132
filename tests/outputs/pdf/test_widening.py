"""Glyphs that are wider by the white behind them: the same drawings, and widths on which the font and the file agree."""

from io import BytesIO

import pikepdf
import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import NullPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from making import article, edition, paragraphs

from publisher.makeup.issue import make_up_issue
from publisher.model import Paragraph, Run
from publisher.outputs import pdf
from publisher.outputs.pdf.glyphs import STEP, Shaper, Steps, steps
from publisher.typeset.fonts import Face

TEXT = "年2023AB，—— 万"


def named(folder):
    """Make a font whose glyphs go by names, as small ones of the West do; one of its widths is a real number."""
    order = [".notdef", *(f"g{number}" for number in range(len(TEXT)))]
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(char): f"g{number}" for number, char in enumerate(TEXT)})
    strings = {}
    for place, name in enumerate(order):
        pen = T2CharStringPen(500 if place % 2 else 600 + place, None)
        pen.moveTo((place, 0))
        pen.lineTo((place, 700))
        pen.lineTo((400, 300))
        pen.closePath()
        strings[name] = pen.getCharString(private=None)
    builder.setupCFF("Named", {}, strings, {"defaultWidthX": 499.6})
    builder.setupHorizontalMetrics(
        {name: (500 if place % 2 else 600 + place, place) for place, name in enumerate(order)}
    )
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Named", "styleName": "Regular", "psName": "Named"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(folder / "named.otf")
    return Face("named", str(folder / "named.otf"))


@pytest.fixture(params=["song", "kai", "named"])
def face(request, all_faces, tmp_path):
    """A face of each kind: CFF by numbers, TrueType, CFF by names."""
    if request.param == "named":
        return named(tmp_path)
    return next(item for item in all_faces if item.key == request.param)


def drawn(program):
    """Return what each glyph of a font file draws, and how wide it is by its tables and by its outline."""
    font = TTFont(BytesIO(program))
    glyphs, metrics = font.getGlyphSet(), font["hmtx"].metrics
    found = []
    for name in font.getGlyphOrder():
        pen = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(pen)
        width = metrics[name][0]
        if "CFF " in font:
            string = font["CFF "].cff.topDictIndex[0].CharStrings[name]
            string.draw(NullPen())
            width = string.width
        found.append((pen.value, metrics[name][0], width))
    return found


def test_wider_glyphs_are_the_same_glyphs(face):
    shaper = Shaper([face], "zh-Hans-CN")
    for wider in (Steps(), Steps(0, 1), Steps(2, 1)):
        shaper.shape(TEXT, face.key, "", wider)
    (font,) = shaper.fonts()
    (again,) = shaper.fonts()
    assert font == again
    outlines = drawn(font.program)
    step = round(hb.Face(font.program).upem * STEP)
    assert {glyph.steps for glyph in font.numbers} == {0, 1, 2}
    for glyph, number in font.numbers.items():
        base = font.numbers[glyph._replace(steps=0)]
        picture, advance, width = outlines[number]
        assert picture == outlines[base][0]
        assert advance == outlines[base][1] + glyph.steps * step
        assert abs(advance - width) < 1
        assert font.widths[number] == font.widths[base] + glyph.steps * 125
        assert font.texts[number] == font.texts[base]


def test_a_face_without_white_is_left_alone(face):
    shaper = Shaper([face], "zh-Hans-CN")
    shaper.shape(TEXT, face.key, "")
    (font,) = shaper.fonts()
    assert len(drawn(font.program)) == len(font.numbers) + (0 if "\0" in font.texts.values() else 1)


def test_white_is_taken_in_as_far_as_it_would_be_seen():
    assert steps(10.0, 0.0, 0.0) == Steps(0, 0)
    assert steps(10.0, 0.8, 0.0) == Steps(0, 0)
    assert steps(10.0, 0.0, 1.25) == Steps(0, 1)
    assert steps(10.0, 1.2, 1.25) == Steps(1, 2)
    # At the end of a line nothing stands behind the last character.
    assert steps(10.0, 1.2, -1.2) == Steps(1, 0)
    # Between two stretches white as wide as a character is set to be seen, but not between the characters of a loose line.
    assert steps(10.0, 0.0, 10.0) == Steps(0, 0)
    assert steps(10.0, 10.0, 0.0) == Steps(8, 8)


def test_the_file_and_its_fonts_agree_on_widths(tmp_path):
    (tmp_path / "pages").mkdir()
    mixed = Paragraph(runs=(Run(text="2023年GDP增长5.2%，共31家。" * 20),))
    issue = edition((article("a", body=(mixed, *paragraphs(900))), article("b", body=(mixed,))))
    pdf.write(issue, make_up_issue(issue), tmp_path / "whole.pdf", tmp_path / "pages")
    checked = 0
    for path in (tmp_path / "whole.pdf", tmp_path / "pages" / "01.pdf"):
        with pikepdf.open(path) as file:
            fonts = [item for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/W" in item]
            for font in fonts:
                if "/DescendantFonts" in font or "/FontDescriptor" not in font or "/DW" not in font:
                    continue
                descriptor = font.FontDescriptor
                program = descriptor.get("/FontFile3", descriptor.get("/FontFile2")).read_bytes()
                outlines, scale = drawn(program), 1000 / hb.Face(program).upem
                told = list(font.W)
                for number, (width,) in zip(told[::2], told[1::2], strict=True):
                    assert abs(outlines[int(number)][1] * scale - float(width)) <= 0.5
                    assert abs(outlines[int(number)][2] * scale - float(width)) <= 0.5
                    checked += float(width) == 1125
    assert checked
