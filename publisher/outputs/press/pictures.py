"""Pictures for the press: in its inks, without transparency, and no finer than it can print.

Decoding and separating a photograph takes a tenth of a second, and the library lets other threads work meanwhile.
"""

from __future__ import annotations

import io
import os
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pikepdf import Array, Name
from PIL import Image as Pillow
from PIL import ImageCms

from publisher.outputs.press.geometry import Matrix, size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pikepdf import Object

    from publisher.outputs.press.inks import Separation

#: The finest resolution that is of use, in ppi: twice the screen ruling of good newsprint; and what may lie above it.
_FINEST, _SLACK = 300, 1.1
#: JPEG quality at which newsprint shows no difference, without subsampling, which would smear black onto other inks.
_QUALITY = 90
#: How far the channels of a grey photograph lie apart after JPEG, and the share of its pixels that may lie further.
_GREY, _STRAY = 8, 0.0005
_MODES = {"/DeviceRGB": "RGB", "/DeviceGray": "L", "/DeviceCMYK": "CMYK"}


class PictureError(ValueError):
    """A picture cannot be converted.

    Args:
        number: its object's number.
        problem: why.
    """

    def __init__(self, number: int, problem: object) -> None:
        super().__init__(str(problem))
        self.number = number


@dataclass(frozen=True, slots=True)
class Source:
    """A picture as it stands in the file, apart from it, so that a thread can work on it.

    Attributes:
        data: the JPEG file, else the raw samples.
        alpha: the samples of its soft mask, and their size.
        printed: the largest that it is printed, in pt.
    """

    number: int
    width: int
    height: int
    mode: str
    jpeg: bool
    data: bytes
    alpha: tuple[bytes, tuple[int, int]] | None
    printed: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Separated:
    """A picture in inks, as it is written; ``bits`` to a component."""

    width: int
    height: int
    grey: bool
    jpeg: bool
    data: bytes
    bits: int = 8


def convert_pictures(
    pictures: Mapping[int, Object], places: Mapping[int, list[Matrix]], separation: Separation
) -> None:
    """Convert pictures in place.

    Args:
        pictures: the objects, by number.
        places: the matrices that they are drawn by.
        separation: makes their inks.

    Raises:
        PictureError: one of them cannot be converted.
    """
    sources = [_source(number, picture, places.get(number, [])) for number, picture in pictures.items()]
    wanted = [source for source in sources if source]
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        made = list(pool.map(lambda source: separate(source, separation), wanted))
    for source, item in zip(wanted, made, strict=True):
        _put(pictures[source.number], item)


def _source(number: int, picture: Object, places: list[Matrix]) -> Source | None:
    """Take a picture out of the file; None for one of a single bit, which is black and white as it is."""
    if int(picture.get("/BitsPerComponent", 8)) == 1 and picture.get("/ColorSpace") == Name.DeviceGray:
        return None
    mode = _MODES.get(str(picture.get("/ColorSpace")))
    if not mode or int(picture.get("/BitsPerComponent", 8)) != 8:
        raise PictureError(
            number, f"colours {picture.get('/ColorSpace')} at {picture.get('/BitsPerComponent')} bits"
        )
    width, height = int(picture.Width), int(picture.Height)
    jpeg = picture.get("/Filter") == Name.DCTDecode
    mask = picture.get("/SMask")
    alpha = (mask.read_bytes(), (int(mask.Width), int(mask.Height))) if mask is not None else None
    sizes = [size(place) for place in places]
    printed = (max((item[0] for item in sizes), default=0.0), max((item[1] for item in sizes), default=0.0))
    data = picture.read_raw_bytes() if jpeg else picture.read_bytes()
    return Source(number, width, height, mode, jpeg, data, alpha, printed)


def separate(source: Source, separation: Separation) -> Separated:
    """Return a picture in inks.

    Raises:
        PictureError: it is broken, or of a kind that has no inks.
    """
    try:
        picture, profile = _opened(source)
        picture = _flattened(picture, source)
        if not source.jpeg and _is_bitmap(picture):
            return _bitmap(picture)
        picture = _reduced(picture, source.printed)
        return _separated(picture, profile, source, separation)
    except (OSError, SyntaxError, ValueError, ImageCms.PyCMSError) as error:
        raise PictureError(source.number, error) from error


def _is_bitmap(picture: Pillow.Image) -> bool:
    """Tell whether a picture is black and white and nothing between; the painter has turned one bit into eight."""
    ends = {"L": {0, 255}, "RGB": {(0, 0, 0), (255, 255, 255)}}.get(picture.mode)
    found = picture.getcolors(2) if ends else None
    return found is not None and {colour for _, colour in found} == ends


def _bitmap(picture: Pillow.Image) -> Separated:
    """Return a bitmap as one: full black or none, as sharp as it came, for the press screens no part of it."""
    data = picture.convert("L").convert("1", dither=Pillow.Dither.NONE).tobytes()
    return Separated(
        picture.width, picture.height, grey=True, jpeg=False, data=zlib.compress(data, 6), bits=1
    )


def _opened(source: Source) -> tuple[Pillow.Image, ImageCms.ImageCmsProfile | None]:
    if not source.jpeg:
        return Pillow.frombytes(source.mode, (source.width, source.height), source.data), None
    picture = Pillow.open(io.BytesIO(source.data))
    # Pillow has already turned over the inks of a CMYK file that Adobe's programs write turned over.
    picture.load()
    return picture, _own_profile(picture)


def _own_profile(picture: Pillow.Image) -> ImageCms.ImageCmsProfile | None:
    """Return the profile in a picture's file, if it is one of the picture's own kind."""
    data = picture.info.get("icc_profile")
    if not data:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(data))
    except (OSError, ImageCms.PyCMSError):
        return None
    space = profile.profile.xcolor_space.strip()
    return profile if space == picture.mode else None


def _flattened(picture: Pillow.Image, source: Source) -> Pillow.Image:
    """Lay a picture with transparent parts on white paper."""
    if not source.alpha:
        return picture
    samples, dimensions = source.alpha
    alpha = Pillow.frombytes("L", dimensions, samples)
    if dimensions != picture.size:
        alpha = alpha.resize(picture.size)
    paper = Pillow.new(picture.mode, picture.size, 0 if picture.mode == "CMYK" else "white")
    return Pillow.composite(picture, paper, alpha)


def _reduced(picture: Pillow.Image, printed: tuple[float, float]) -> Pillow.Image:
    """Return a picture no finer than the press prints."""
    if min(printed) <= 0:
        return picture
    most = [length / 72 * _FINEST for length in printed]
    scale = max(wanted / has for wanted, has in zip(most, picture.size, strict=True))
    if scale * _SLACK >= 1:
        return picture
    width, height = (max(round(has * scale), 1) for has in picture.size)
    return picture.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def _separated(
    picture: Pillow.Image, profile: ImageCms.ImageCmsProfile | None, source: Source, separation: Separation
) -> Separated:
    if picture.mode == "CMYK":
        inks = separation.inks(picture, profile)
    elif picture.mode == "L" or (picture.mode == "RGB" and _is_grey(picture)):
        # DeviceGray counts light, the curve counts ink.
        tones = 255 - separation.greys[np.asarray(picture.convert("L"))]
        return _encoded(Pillow.fromarray(tones), source, grey=True)
    elif picture.mode == "RGB":
        inks = separation.photograph(picture, profile)
    else:
        raise ValueError(f"mode {picture.mode}")
    return _encoded(Pillow.frombuffer("CMYK", picture.size, inks.tobytes()), source, grey=False)


def _is_grey(picture: Pillow.Image) -> bool:
    """Tell whether a picture in colour shows none, like a photograph in black and white that was saved as one in colour."""
    small = picture.reduce(max(min(picture.size) // 200, 1))
    return _colourless(small) and _colourless(picture)


def _colourless(picture: Pillow.Image) -> bool:
    values = np.asarray(picture)
    spread = values.max(axis=2).astype(np.int16) - values.min(axis=2)
    return float((spread > _GREY).mean()) <= _STRAY


def _encoded(picture: Pillow.Image, source: Source, *, grey: bool) -> Separated:
    """Return a picture's bytes: a photograph stays one, and what was kept without loss stays so."""
    if source.jpeg:
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=_QUALITY, subsampling=0, optimize=False)
        data = target.getvalue()
    else:
        data = zlib.compress(picture.tobytes(), 6)
    return Separated(picture.width, picture.height, grey, source.jpeg, data)


def _put(picture: Object, made: Separated) -> None:
    """Write a picture in its place; Pillow writes the inks of a JPEG turned over, as Adobe's programs do."""
    picture.write(made.data, filter=Name.DCTDecode if made.jpeg else Name.FlateDecode)
    picture.Width, picture.Height = made.width, made.height
    picture.ColorSpace = Name.DeviceGray if made.grey else Name.DeviceCMYK
    picture.BitsPerComponent = made.bits
    for key in (
        "/SMask",
        "/Mask",
        "/Decode",
        "/Interpolate",
        "/Intent",
        "/Metadata",
        "/StructParent",
        "/Alternates",
    ):
        if key in picture:
            del picture[key]
    if made.jpeg and not made.grey:
        picture.Decode = Array([1, 0] * 4)
