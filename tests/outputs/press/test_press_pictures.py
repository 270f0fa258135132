"""Pictures become inks: grey ones black alone, transparent ones on white, fine ones no finer than is of use."""

import io

import numpy as np
import pytest
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image as Pillow
from press_files import finished, page_file, picture_of

from publisher.errors import PublishError

#: Files whose objects a test still looks at.
_OPEN = []
DRAW = b"q 72 0 0 72 10 10 cm /i Do Q"


def converted(make, content=DRAW, limit=300.0):
    pdf = page_file(content)
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(i=make(pdf)))
    made, _ = finished(b"", pdf=pdf, limit=limit)
    _OPEN[:] = [made]
    return made.pages[0].obj.Resources.XObject.i


def jpeg_of(pdf, image, **keys):
    target = io.BytesIO()
    image.save(target, "JPEG", quality=95, **keys)
    made = Stream(pdf, b"")
    made.write(target.getvalue(), filter=Name.DCTDecode)
    made.Type, made.Subtype, made.BitsPerComponent = Name.XObject, Name.Image, 8
    made.ColorSpace = Name.DeviceCMYK if image.mode == "CMYK" else Name.DeviceRGB
    made.Width, made.Height = image.size
    if image.mode == "CMYK":
        made.Decode = Array([1, 0] * 4)
    return pdf.make_indirect(made)


def colours(width=60, height=40):
    dice = np.random.default_rng(3).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Pillow.fromarray(dice)


def test_a_picture_kept_without_loss_stays_so():
    made = converted(lambda pdf: picture_of(pdf, Pillow.new("RGB", (60, 40), (200, 20, 30))))
    assert made.ColorSpace == Name.DeviceCMYK
    cyan, magenta, yellow, _ = np.frombuffer(made.read_bytes(), np.uint8).reshape(40, 60, 4)[0, 0]
    assert magenta > 180
    assert yellow > 150
    assert cyan < 60


def test_a_photograph_stays_one_and_its_inks_are_read_as_they_were_meant():
    made = converted(lambda pdf: jpeg_of(pdf, Pillow.new("RGB", (64, 64), (250, 250, 250))))
    assert made.Filter == Name.DCTDecode
    # Almost white in colour is a grey picture; a coloured one is in four inks, written turned over.
    made = converted(lambda pdf: jpeg_of(pdf, Pillow.new("RGB", (64, 64), (255, 240, 200))))
    assert made.ColorSpace == Name.DeviceCMYK
    assert [int(value) for value in made.Decode] == [1, 0] * 4
    shown = Pillow.open(io.BytesIO(made.read_raw_bytes()))
    assert shown.getpixel((9, 9))[3] < 20


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_grey_pictures_are_black_ink_alone(mode):
    ramp = Pillow.linear_gradient("L").resize((60, 40)).convert(mode)
    made = converted(lambda pdf: picture_of(pdf, ramp))
    assert made.ColorSpace == Name.DeviceGray
    tones = np.frombuffer(made.read_bytes(), np.uint8).reshape(40, 60)
    assert tones[0, 0] < 20
    assert tones[-1, 0] > 240


def test_transparent_parts_are_paper():
    alpha = Pillow.new("L", (60, 40), 0)
    made = converted(lambda pdf: picture_of(pdf, colours(), alpha))
    assert "/SMask" not in made
    assert not np.frombuffer(made.read_bytes(), np.uint8).any() or made.ColorSpace == Name.DeviceGray


def test_no_picture_is_finer_than_the_press_prints():
    made = converted(lambda pdf: picture_of(pdf, colours(1200, 1200)))
    assert (int(made.Width), int(made.Height)) == (300, 300)
    made = converted(lambda pdf: picture_of(pdf, colours(310, 310)))
    assert int(made.Width) == 310


def test_the_largest_place_decides():
    twice = b"q 72 0 0 72 0 0 cm /i Do Q q 2 0 0 2 0 0 cm q 72 0 0 72 0 0 cm /i Do Q Q"
    made = converted(lambda pdf: picture_of(pdf, colours(1200, 1200)), content=twice)
    assert int(made.Width) == 600


def test_a_picture_in_inks_keeps_them_below_the_limit():
    for image in (
        Pillow.new("CMYK", (64, 64), (255, 255, 255, 255)),
        Pillow.new("CMYK", (64, 64), (200, 10, 0, 20)),
    ):
        made = converted(lambda pdf, image=image: jpeg_of(pdf, image), limit=220.0)
        shown = np.asarray(Pillow.open(io.BytesIO(made.read_raw_bytes()))).astype(int)
        assert shown.sum(axis=2).max() <= 2.25 * 255
        if image.getpixel((0, 0))[1] == 10:
            assert abs(shown[9, 9] - [200, 10, 0, 20]).max() <= 4


def test_no_photograph_has_more_ink_than_the_limit():
    made = converted(lambda pdf: picture_of(pdf, colours()), limit=220.0)
    inks = np.frombuffer(made.read_bytes(), np.uint8).reshape(-1, 4)
    assert inks.sum(axis=1, dtype=int).max() <= 2.2 * 255


def test_a_picture_of_one_bit_stays_as_it_is():
    def bitmap(pdf):
        made = Stream(pdf, bytes(8 * 64))
        made.Type, made.Subtype, made.ColorSpace = Name.XObject, Name.Image, Name.DeviceGray
        made.BitsPerComponent, made.Width, made.Height = 1, 64, 64
        return pdf.make_indirect(made)

    assert int(converted(bitmap).BitsPerComponent) == 1


def test_a_broken_picture_reaches_no_page():
    def broken(pdf):
        made = jpeg_of(pdf, colours(400, 400))
        made.write(made.read_raw_bytes()[:2000], filter=Name.DCTDecode)
        return made

    with pytest.raises(PublishError) as caught:
        converted(broken)
    (item,) = caught.value.findings
    assert item.rule == "O-021"
    assert item.message.startswith("第01版（") or item.message.startswith("page 01 (")


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("clear", [False, True])
def test_a_picture_of_one_bit_that_the_painter_widened_is_one_bit_again(mode, clear):
    """The painter writes eight bits to each; black and white need one, and no resolution of theirs is lost."""
    dice = np.random.default_rng(3).integers(0, 2, (1203, 1201), dtype=np.uint8) * 255
    widened = Pillow.fromarray(dice).convert(mode)
    alpha = Pillow.new("L", widened.size, 255) if clear else None
    made = converted(lambda pdf: picture_of(pdf, widened, alpha))
    assert (made.ColorSpace, int(made.BitsPerComponent)) == (Name.DeviceGray, 1)
    assert (int(made.Width), int(made.Height)) == (1201, 1203)
    assert "/SMask" not in made
    bits = np.unpackbits(np.frombuffer(made.read_bytes(), np.uint8).reshape(1203, -1), axis=1)[:, :1201]
    assert np.array_equal(bits * 255, dice)


@pytest.mark.parametrize("value", [0, 255])
def test_one_tone_alone_is_no_bitmap(value):
    made = converted(lambda pdf: picture_of(pdf, Pillow.new("L", (60, 40), value)))
    assert int(made.BitsPerComponent) == 8
