"""The rules for the file: boxes, marks, output intent, and what does not belong in a printed page."""

from __future__ import annotations

import re

import pikepdf
import pytest
from pdfs import (
    MM,
    XMP,
    content,
    examined,
    found,
    profile,
    saved,
    sound,
)
from pikepdf import Array, Dictionary, Name, Stream

from publisher import rules
from publisher.errors import PublishError, Severity


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
