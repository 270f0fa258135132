"""The rules for fonts: embedded, whole, and with every character that is printed."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from pdfs import (
    compact_font,
    content,
    examined,
    font,
    found,
    made_font,
    numbered_font,
)
from pikepdf import Array, Dictionary, Name, Stream

from publisher.errors import Severity


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
