"""Damaged pictures and fonts within a PDF are named, whole ones of every compression let pass."""

from __future__ import annotations

import base64
import io
import zlib

import pytest
from pdfs import content, examined, found, image, saved, sound
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image as Pillow

from publisher.errors import Severity
from publisher.manifest.jpeg import corrupt
from publisher.preflight import integrity

LINE = "q 72 0 0 72 10 10 cm /Picture Do Q"
SIDE = 250
RAW = bytes(range(250)) * SIDE


def jpeg(**options):
    out = io.BytesIO()
    Pillow.effect_noise((SIDE, SIDE), 60).save(out, "JPEG", **options)
    return out.getvalue()


def jpeg_2000():
    out = io.BytesIO()
    Pillow.effect_noise((SIDE, SIDE), 60).save(out, "JPEG2000")
    return out.getvalue()


def holed(data):
    middle = len(data) // 2
    return data[:middle] + bytes(3000) + data[middle + 3000 :]


def predicted(rows):
    return zlib.compress(b"".join(b"\0" + RAW[:SIDE] for _ in range(rows)))


PNG = Dictionary(Predictor=15, Columns=SIDE)
FLATE, DCT = Name.FlateDecode, Name.DCTDecode
SOUND = {
    "raw": (RAW, {}),
    "flate": (zlib.compress(RAW), {"Filter": FLATE}),
    "flate without its checksum": (zlib.compress(RAW)[:-4], {"Filter": FLATE}),
    "predictor": (predicted(SIDE), {"Filter": FLATE, "DecodeParms": PNG}),
    "jpeg": (jpeg(), {"Filter": DCT}),
    "progressive jpeg": (jpeg(progressive=True), {"Filter": DCT}),
    "packed jpeg": (zlib.compress(jpeg()), {"Filter": Array([FLATE, DCT])}),
    "written jpeg": (base64.a85encode(jpeg()) + b"~>", {"Filter": Array([Name.ASCII85Decode, DCT])}),
    "jpeg 2000": (jpeg_2000(), {"Filter": Name.JPXDecode}),
}
BROKEN = {
    "short raw": (RAW[: len(RAW) // 2], {}),
    "cut flate": (zlib.compress(RAW)[:200], {"Filter": FLATE}),
    "flate that is none": (b"no such thing", {"Filter": FLATE}),
    "rows missing": (predicted(SIDE - 9), {"Filter": FLATE, "DecodeParms": PNG}),
    "cut jpeg": (jpeg()[:9000], {"Filter": DCT}),
    "jpeg with a hole": (holed(jpeg()), {"Filter": DCT}),
    "packed jpeg with a hole": (zlib.compress(holed(jpeg())), {"Filter": Array([FLATE, DCT])}),
    "cut jpeg 2000": (jpeg_2000()[:90], {"Filter": Name.JPXDecode}),
    "no data": (b"", {"Filter": Name.CCITTFaxDecode}),
}


def shown(target, data, keys, line=LINE):
    def change(pdf, page):
        picture = image(pdf, SIDE, SIDE, space=Name.DeviceGray, count=1)
        picture.write(data, filter=keys.get("Filter"), decode_parms=keys.get("DecodeParms"))
        page.Resources.XObject.Picture = picture

    return examined(content(target, line, change=change))


@pytest.mark.parametrize("name", SOUND)
def test_a_whole_picture_is_let_pass(tmp_path, name):
    assert shown(tmp_path / "a.pdf", *SOUND[name]).faults == ()


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_picture_is_named_with_its_place(tmp_path, name):
    (fault,) = shown(tmp_path / "a.pdf", *BROKEN[name], line=f"{LINE} {LINE}").faults
    assert fault.rule == "F-002"
    assert fault.page == 1
    assert fault.places
    assert fault.hint


def test_a_damaged_soft_mask_is_named(tmp_path):
    def change(pdf, page):
        mask = image(pdf, 300, 180, space=Name.DeviceGray, count=1)
        mask.write(b"short")
        page.Resources.XObject.Picture = image(pdf, SMask=mask)

    assert found(examined(content(tmp_path / "a.pdf", LINE.replace("72", "60"), change=change))) == {
        "F-002",
        "F-030",
    }


def test_a_picture_that_says_it_is_endless_is_not_inflated(tmp_path):
    def change(pdf, page):
        picture = image(pdf, SIDE, SIDE, space=Name.DeviceGray, count=1)
        picture.write(zlib.compress(bytes(1 << 24)), filter=FLATE)
        picture.Width = picture.Height = 1 << 29
        page.Resources.XObject.Picture = picture

    assert found(examined(content(tmp_path / "a.pdf", LINE, change=change))) == {"F-002"}


def test_a_short_inline_picture_is_named(tmp_path):
    line = "q 1 0 0 1 10 10 cm BI /W 4 /H 4 /BPC 8 /CS /G ID {} EI Q"
    assert found(examined(content(tmp_path / "a.pdf", line.format("x" * 9)))) == {"F-002"}
    assert found(examined(content(tmp_path / "a.pdf", line.format("x" * 16)))) == set()


INLINE = {
    "hexadecimal": (b"/F /AHx", RAW[:16].hex().encode() + b">"),
    "packed": (b"/Filter /FlateDecode", zlib.compress(RAW[:16])),
    "packed and written": (b"/F [/A85 /Fl]", base64.a85encode(zlib.compress(RAW[:16])) + b"~>"),
    "with rows that are predicted": (
        b"/F /Fl /DP <</Predictor 15 /Columns 4>>",
        zlib.compress(b"".join(b"\0" + RAW[:4] for _ in range(4))),
    ),
    "behind two line ends": (b"/F /Fl", b"\n" + zlib.compress(RAW[:16])),
}


@pytest.mark.parametrize("name", INLINE)
def test_a_compressed_inline_picture_is_decoded(tmp_path, name):
    keys, data = INLINE[name]

    def faults(data):
        line = b"q 1 0 0 1 10 10 cm BI /W 4 /H 4 /BPC 8 /CS /G " + keys + b" ID " + data + b"\nEI Q"
        pdf = sound(line, 1)
        return found(examined(saved(pdf, tmp_path / "a.pdf")))

    assert faults(data) == set()
    assert faults(data[:6]) == {"F-002"}


def test_a_form_with_what_it_does_not_end_is_named(tmp_path):
    def change(pdf, page):
        page.Resources.XObject.Form = Stream(
            pdf,
            b"q q Q 0 0 0 1 k 10 10 50 50 re f",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 99, 99]),
        )

    (fault,) = examined(content(tmp_path / "a.pdf", "q /Form Do Q", change=change)).faults
    assert fault.rule == "F-002"
    assert "q 没有对应的 Q" in fault.message


@pytest.mark.parametrize(
    ("filter_", "told"),
    [
        (Name.CCITTFaxDecode, "CCITT"),
        (Name.JBIG2Decode, "JBIG2"),
        (Name.LZWDecode, "LZW"),
        (Array([FLATE, Name.RunLengthDecode]), "RunLength"),
    ],
    ids=str,
)
def test_a_picture_that_nothing_here_decodes_is_told_and_no_fault(tmp_path, filter_, told):
    data = zlib.compress(b"abc") if isinstance(filter_, Array) else b"abc"
    result = shown(tmp_path / "a.pdf", data, {"Filter": filter_}, line=f"{LINE} {LINE}")
    (fault,) = result.faults
    assert (fault.rule, fault.severity, fault.count) == ("F-040", Severity.INFO, 2)
    assert f"（{told}）" in fault.message
    assert result.passed(strict=True)


@pytest.mark.parametrize("limit", ["most", "bomb"])
def test_a_picture_too_large_to_be_decoded_is_told(tmp_path, monkeypatch, limit):
    if limit == "most":
        monkeypatch.setattr(integrity, "_MOST", 1_000)
    else:
        monkeypatch.setattr(Pillow, "MAX_IMAGE_PIXELS", 1_000)
    (fault,) = shown(tmp_path / "a.pdf", *SOUND["jpeg"]).faults
    assert fault.rule == "F-040"
    assert "JPEG" in fault.message


def test_a_stencil_that_masks_a_picture_is_decoded_too(tmp_path):
    def change(pdf, page):
        mask = Stream(
            pdf, b"short", Type=Name.XObject, Subtype=Name.Image, Width=300, Height=180, ImageMask=True
        )
        page.Resources.XObject.Picture = image(pdf, Mask=mask)

    assert found(examined(content(tmp_path / "a.pdf", LINE.replace("72", "60"), change=change))) == {"F-002"}


def test_what_cameras_fill_up_behind_the_last_block_is_no_damage():
    whole = jpeg()
    for filling in (b"", bytes(100), b"\xff" * 40, b"\x12\x34\x56"):
        assert not corrupt(whole[:-2] + filling + whole[-2:])
    assert corrupt(holed(whole))


# Patterns


def tile(pdf, body, *, at=0, size=10, paint=1):
    return pdf.make_indirect(
        Stream(
            pdf, body, PatternType=1, PaintType=paint, TilingType=1, BBox=Array([0, 0, size, size]), XStep=size,
            YStep=size, Resources=Dictionary(), Matrix=Array([1, 0, 0, 1, at, at]),
        )
    )  # fmt: skip


@pytest.mark.parametrize("at", [0, 30, 95, -70, 4000])
@pytest.mark.parametrize(
    "line",
    [
        "/Pattern cs /Tile scn 60 60 30 30 re f",
        "/Pattern CS 5 w /Tile SCN 60 60 30 30 re S",
        "/Pattern cs /Tile scn BT /F 30 Tf 60 60 Td (a) Tj ET",
        "0 0 0 1 k /Pattern CS /Tile SCN 2 Tr BT /F 30 Tf 60 60 Td (a) Tj ET",
    ],
)
def test_a_pattern_is_looked_into_wherever_its_cell_begins(tmp_path, at, line):
    def change(pdf, page):
        page.Resources.Pattern = Dictionary(Tile=tile(pdf, b"0 0 1 rg 0 0 5 5 re f", at=at))

    assert found(examined(content(tmp_path / "a.pdf", line, change=change))) == {"F-016"}


def test_an_uncoloured_pattern_is_looked_at_in_each_of_its_colours(tmp_path):
    def change(pdf, page):
        page.Resources.Pattern = Dictionary(Tile=tile(pdf, b"0 0 5 5 re f", paint=2))
        page.Resources.ColorSpace.Cmyk = Array([Name.Pattern, Name.DeviceCMYK])
        page.Resources.ColorSpace.Rgb = Array([Name.Pattern, Name.DeviceRGB])

    first = "/Cmyk cs 0 0 0 1 /Tile scn 60 60 30 30 re f"
    second = "/Rgb cs 1 0 0 /Tile scn 99 60 30 30 re f"
    assert found(examined(content(tmp_path / "a.pdf", first, change=change))) == set()
    assert found(examined(content(tmp_path / "a.pdf", first, second, change=change))) == {"F-016"}
