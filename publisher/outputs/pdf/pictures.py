"""Pictures for the painter 图片: no finer than a file's readers can see, and in a mode that the painter knows."""

from __future__ import annotations

import hashlib
import io
import os
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from publisher.outputs.pdf import palettes
from publisher.outputs.pdf.kept import Kept
from publisher.outputs.pdf.settext import PICTURES as SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from publisher.makeup.issue import MadeUpIssue
    from publisher.model import Image

#: Modes of Pillow that reach the page as they are.
_KNOWN = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
#: The resolution of screen quality in ppi, and what may lie above it: half as fine again as a page on a large screen.
SCREEN_PPI, _SLACK = 180, 1.1
#: JPEG quality that shows no difference at that resolution, and that of pictures which only change their colour space.
_SCREEN, _FINE = 80, 92
#: JPEG quality of what was kept without loss, and so may hold letters.
_SHARP = 90
#: A picture with so few colours, or so few greys, is drawn and no photograph: it stays as sharp as it came, unless it is
#: finer than screens show and weighs less when it is not.
_FEW = {"RGB": 256, "L": 32}
#: So many times the bytes of a JPEG may a picture without loss have: drawings stay below, photographs lie above.
_DEAR = 2.0
#: The share of its bytes to which a picture must come down that keeps its pixels.
_WORTH = 0.6


class Quality(StrEnum):
    """How good the pictures of a PDF are.

    ``screen``: as fine as screens show; ``print``: as they were delivered; ``press``: those of print quality in their own
    inks too, which the files for screens may not have (ISO 19005-3, 6.2.4.3).
    """

    SCREEN = "screen"
    PRINT = "print"
    PRESS = "press"


def paintable(
    issue: MadeUpIssue,
    work: Path,
    quality: Quality,
    part: MadeUpIssue | None = None,
    kept: Kept | None = None,
) -> dict[str, Path]:
    """Return the file to paint for each picture of an issue, by digest: its own, or a redrawn one in ``work``.

    Args:
        issue: its pages tell how large each picture is printed; one that is printed twice is as fine as the larger needs.
        work: takes the redrawn files; the same pictures give the same files.
        quality: how good they are to be.
        part: the same issue with the pages whose pictures are wanted, if not all are.
        kept: what was redrawn for screens before, and takes what is redrawn now.
    """
    kept = kept or Kept()
    images = {box.image.digest: box.image for page in (part or issue).pages for box in page.pictures()}
    scales = printed(issue)
    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        made = pool.map(lambda key: _paintable(images[key], scales[key], work, quality, kept), images)
        return dict(zip(images, made, strict=True))


def printed(issue: MadeUpIssue) -> dict[str, float]:
    """Return how long a pixel of each picture is printed in pt, at the largest."""
    scales: dict[str, float] = {}
    for box in (box for page in issue.pages for box in page.pictures()):
        scales[box.image.digest] = max(box.pixel, scales.get(box.image.digest, 0.0))
    return scales


def numbered(
    images: Iterable[Image], files: Mapping[str, Path], kept: Kept | None = None
) -> dict[str, bytes]:
    """Return those pictures that a palette makes smaller without loss, as they are with one, by their addresses.

    Args:
        images: what is painted.
        files: the file to paint for each, by digest.
        kept: what was given a palette before, and takes what is given one now.
    """
    kept = kept or Kept()
    pixels = {
        address(image, files[image.digest]): files[image.digest]
        for image in images
        if image.media_type != "image/svg+xml"
    }

    def of(file: Path) -> bytes | None:
        key = hashlib.sha256(file.read_bytes()).digest()
        if key not in kept.numbered:
            kept.numbered[key] = palettes.numbered(file)
        return kept.numbered[key]

    with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
        return {key: made for key, made in zip(pixels, pool.map(of, pixels.values()), strict=True) if made}


def address(image: Image, file: Path) -> str:
    """Return the address by which the painter calls for a picture: what it is, and not where its file lies.

    The painter names a picture in the PDF after its address, and the same edition gives the same bytes wherever it lies.
    """
    return f"{SCHEME}:{image.digest}{file.suffix if file != image.path else ''}"


def _paintable(image: Image, pixel: float, work: Path, quality: Quality, kept: Kept) -> Path:
    if image.media_type == "image/svg+xml":
        return image.path
    if quality is Quality.SCREEN:
        return _for_screens(image, pixel, work, kept)
    with Pillow.open(image.path) as picture:
        if picture.mode not in _KNOWN:
            target = work / f"{image.digest}.png"
            _eight_bits(ImageOps.exif_transpose(picture)).save(target)
            return target
        if quality is Quality.PRESS or picture.mode != "CMYK":
            return image.path
        target = work / f"{image.digest}.jpg"
        target.write_bytes(_jpeg(_screen_colours(ImageOps.exif_transpose(picture)), _FINE, subsampling=0))
        return target


def _for_screens(image: Image, pixel: float, work: Path, kept: Kept) -> Path:
    known = kept.redrawn.get(image.digest)
    if known is None or known[0] != pixel:
        with Pillow.open(image.path) as picture:
            known = kept.redrawn[image.digest] = (pixel, _redrawn(picture, SCREEN_PPI * pixel / 72, image))
    if known[1] is None:
        return image.path
    data, suffix = known[1]
    target = work / f"{image.digest}{suffix}"
    target.write_bytes(data)
    return target


def _redrawn(picture: Pillow.Image, share: float, image: Image) -> tuple[bytes, str] | None:
    """Return a picture that keeps a share of its pixels to a side; None where its own file is the smaller one."""
    photograph = picture.format in {"JPEG", "MPO"}
    small = share * _SLACK < 1
    if small and photograph:
        # A JPEG is read at a half or a quarter of its size, in as much of the time.
        picture.draft(None, (round(picture.width * share * 2), round(picture.height * share * 2)))
    upright = ImageOps.exif_transpose(picture)
    shallow = upright if upright.mode in _KNOWN else _eight_bits(upright)
    drawn = not photograph and _is_drawn(shallow)
    if drawn and not small and shallow is upright:
        return None
    made = _screen_colours(shallow)
    changed = made is not upright
    if small:
        size = (max(round(image.width * share), 1), max(round(image.height * share), 1))
        made = _blendable(made).resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3.0)
    data, suffix = _encoded(made, photograph=photograph)
    if photograph or (picture.format == "PNG" and not small):
        # What need not be smaller is only written anew where that saves much.
        worth = len(data) < image.path.stat().st_size * (1.0 if small else _WORTH)
    elif drawn:
        # The greys between the colours of a drawing may weigh more than the pixels that they stand for.
        worth = len(data) < _weight(shallow)
    else:
        # The painter knows no other formats, and writes their pixels without loss.
        worth = small or suffix == ".jpg"
    return (data, suffix) if changed or worth else None


def _blendable(picture: Pillow.Image) -> Pillow.Image:
    """Return a picture in a mode in which pixels can be blended: numbers of colours cannot."""
    if picture.mode == "PA" or "transparency" in picture.info:
        return picture.convert("RGBA")
    return picture.convert({"1": "L", "P": "RGB"}.get(picture.mode, picture.mode))


def _weight(picture: Pillow.Image) -> int:
    """Return about how many bytes a drawing takes in a PDF: its palette is kept, unless parts are transparent."""
    if "transparency" in picture.info or picture.mode == "PA":
        picture = picture.convert("RGBA")
    elif picture.mode == "RGB":
        picture = picture.quantize(256)
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return len(target.getvalue())


def _is_drawn(picture: Pillow.Image) -> bool:
    if picture.mode in {"1", "P"}:
        return True
    few = _FEW.get(picture.mode)
    return few is not None and picture.getcolors(few) is not None


def _encoded(picture: Pillow.Image, *, photograph: bool) -> tuple[bytes, str]:
    """Return a picture's bytes and what its file's name ends in."""
    if photograph:
        return _jpeg(picture, _SCREEN), ".jpg"
    lossless = io.BytesIO()
    picture.save(lossless, "PNG")
    data = lossless.getvalue()
    if picture.mode not in {"L", "RGB"} or "transparency" in picture.info:
        return data, ".png"
    jpeg = _jpeg(picture, _SHARP, subsampling=0)
    return (jpeg, ".jpg") if len(data) > _DEAR * len(jpeg) else (data, ".png")


def _screen_colours(picture: Pillow.Image) -> Pillow.Image:
    """Return a picture in the colours of screens, sRGB; what its own profile says is followed, for no viewer does."""
    data = picture.info.get("icc_profile")
    if data and picture.mode in {"RGB", "CMYK"}:
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(data))
            if own.profile.xcolor_space.strip() == picture.mode and not _is_srgb(own):
                made = ImageCms.profileToProfile(
                    picture, own, ImageCms.createProfile("sRGB"), outputMode="RGB"
                )
                if made:
                    return made
        except (OSError, ImageCms.PyCMSError):
            pass  # a profile that cannot be read is as good as none
    return picture.convert("RGB") if picture.mode in {"CMYK", "YCbCr"} else picture


def _is_srgb(profile: ImageCms.ImageCmsProfile) -> bool:
    return "srgb" in (profile.profile.profile_description or "").lower()


def _eight_bits(picture: Pillow.Image) -> Pillow.Image:
    values = np.asarray(picture, dtype=np.float64)
    top = 65535.0 if picture.mode.startswith("I") else max(float(values.max(initial=0.0)), 1.0)
    return Pillow.fromarray((np.clip(values / top, 0.0, 1.0) * 255.0).round().astype(np.uint8))


def _jpeg(picture: Pillow.Image, quality: int, subsampling: int = 2) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, subsampling=subsampling, optimize=True, progressive=True)
    return target.getvalue()
