"""Damaged and hostile files end in findings, never in a traceback, and never take long."""

import contextlib
import random
import time
import zlib

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfs import SOUND, content, damaged_bytes, examined, found, saved, sound
from pikepdf import Array, Dictionary, Name, Stream

from publisher.errors import ExitCode, PublishError
from publisher.preflight import walker
from publisher.preflight.lexer import operators


@pytest.fixture
def target(tmp_path):
    return tmp_path / "a.pdf"


@pytest.mark.parametrize("data", [b"", b"no PDF", b"%PDF-1.6\n", b"%PDF-1.6\n%%EOF"])
def test_what_is_no_pdf_cannot_be_opened(target, data):
    target.write_bytes(data)
    with pytest.raises(PublishError) as caught:
        examined(target)
    assert caught.value.code is ExitCode.SOURCE
    assert caught.value.findings[0].rule == "F-001"


def test_what_is_not_there_cannot_be_opened(target):
    with pytest.raises(PublishError):
        examined(target)
    target.mkdir()
    with pytest.raises(PublishError):
        examined(target)


def test_a_password_is_asked_for(target):
    saved(sound(), target, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    with pytest.raises(PublishError) as caught:
        examined(target)
    assert caught.value.findings[0].rule == "F-001"


def test_a_truncated_file_is_repaired_and_told(target):
    data = damaged_bytes(sound())
    target.write_bytes(data[: int(len(data) * 0.98)])
    assert found(examined(target)) & {"F-002", "F-003"}


def test_damaged_content_is_a_finding(target):
    def change(pdf, page):
        page.Contents = Stream(pdf, b"\x78\x9c" + bytes(40), Filter=Name.FlateDecode)

    saved_path = content(target, change=change)
    assert found(examined(saved_path)) == {"F-002"}


def test_a_form_within_itself_is_a_finding(target):
    def change(pdf, page):
        form = pdf.make_indirect(
            Stream(pdf, b"/Self Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99]))
        )
        form.Resources = Dictionary(XObject=Dictionary(Self=form))
        page.Resources.XObject.Self = form

    assert found(examined(content(target, "/Self Do", change=change))) == {"F-004"}


def test_forms_that_multiply_are_cut_off(target, monkeypatch):
    monkeypatch.setattr(walker, "PER_PAGE", 20_000)

    def change(pdf, page):
        below = Stream(
            pdf, b"0 0 9 9 re f " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99])
        )
        for _ in range(12):
            below = pdf.make_indirect(
                Stream(
                    pdf, b"/A Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 99, 99]),
                    Resources=Dictionary(XObject=Dictionary(A=pdf.make_indirect(below))),
                )
            )  # fmt: skip
        page.Resources.XObject.A = below

    started = time.perf_counter()
    assert found(examined(content(target, "/A Do", change=change))) == {"F-004"}
    assert time.perf_counter() - started < 5


def test_a_bomb_is_not_inflated(target):
    def change(pdf, page):
        bomb = zlib.compress(bytes(200 << 20), 9)
        page.Contents = Stream(pdf, bomb, Filter=Name.FlateDecode)

    pdf = sound(SOUND, 1)
    change(pdf, pdf.pages[0].obj)
    pdf.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert found(examined(target)) == {"F-004"}


@pytest.mark.parametrize(
    "line",
    [
        "q " * 100_000,
        "[" * 200_000,
        "(" * 200_000,
        "<<" * 100_000,
        "BI " + "/W 1 " * 50_000 + "ID",
        "9" * 5000 + " 0 0 rg",
        "1e999 nan inf 0 re f",
        "99999999999999999999 0 0 99999999999999999999 0 0 cm 0 0 1 1 re f",
    ],
    ids=["q", "arrays", "strings", "dictionaries", "inline", "digits", "words", "huge"],
)
def test_strange_content_neither_hangs_nor_breaks(target, line):
    started = time.perf_counter()
    examined(content(target, line))
    assert time.perf_counter() - started < 5


def test_strange_objects_do_not_break_it(target):
    def change(pdf, page):
        page.MediaBox = Array([Name.A, 1])
        page.TrimBox = Array([0, 0, 0, 0])
        page.Annots = Array([1, Dictionary(Rect=Array([1]))])
        page.Resources.Font.F = Dictionary(Subtype=Name.Type0, DescendantFonts=Array([3]))
        page.Resources.ColorSpace.Red = Array([Name.Separation])
        page.Resources.ExtGState.Over = Dictionary(ca=Name.x)
        page.Resources.XObject.Picture = Stream(pdf, b"", Subtype=Name.Image, Width=Name.x)
        pdf.Root.OutputIntents = Array([1, 2])
        pdf.Root.OCProperties = 5

    examined(content(target, SOUND.decode(), "/Red cs 1 scn 0 0 9 9 re f", change=change))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_scrambled_files_end_in_findings(tmp_path, seed):
    dice = random.Random(seed)
    data = bytearray(damaged_bytes(sound()))
    for _ in range(dice.randrange(1, 60)):
        data[dice.randrange(20, len(data))] = dice.randrange(256)
    path = tmp_path / "scrambled.pdf"
    path.write_bytes(data)
    # That a file cannot be opened is an answer; anything else that is raised is a fault of ours.
    with contextlib.suppress(PublishError):
        examined(path, finished=True)


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_can_be_read_as_content(data):
    for operator, _ in operators(data):
        assert isinstance(operator, str)
