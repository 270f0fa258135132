"""Pictures for e-readers 图片: as they are where they are small enough, else scaled.

Limits are those of Standard Ebooks (f-016, f-018): 4 megapixels, 1.5 MB; and of the graphics of older devices, which
hold no picture that is longer at one side than 4,096 pixels. WebP becomes JPEG or PNG: it is a core media type only
since EPUB 3.3 (section 3.2), and older readers do not know it. Of what moves (GIF, APNG) the first frame becomes PNG: on
e-ink it would flicker and drain the battery. Line art is never packed with loss.
"""

from __future__ import annotations

import hashlib
import io
import math
import re
import xml.etree.ElementTree as ET
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image as Pillow
from PIL import ImageOps

from publisher.outputs.epub.gray import gray_drawing, gray_inks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.model import Image

MOST_PIXELS = 4_000_000
MOST_BYTES = 1_500_000
#: Of the longer side, in pixels.
MOST_SIDE = 4096
#: A printed page of which there is no picture is shown as high as this, in pixels.
PAGE_HEIGHT = 2200
#: Tones of grey that e-ink shows.
_TONES = 16
#: So many inks at most has a drawing in colour: as many as a palette holds.
_MOST_INKS = 256
#: Formats of photographs, in which a picture has lost its sharp edges already.
_LOSSY = frozenset({"JPEG", "MPO", "WEBP"})
_EXTENSIONS = {"JPEG": ("jpg", "image/jpeg"), "PNG": ("png", "image/png")}
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
#: Namespaces of attributes that a drawing may keep.
_KEPT = (f"{{{_XLINK}}}", "{http://www.w3.org/XML/1998/namespace}")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as the book holds it: ``name`` below ``images/``."""

    name: str
    media_type: str
    content: bytes


@contextmanager
def open_picture(content: bytes) -> Iterator[Pillow.Image]:
    """Open a picture; whatever is wrong with it, found at once or while it is decoded, is an ``OSError``."""
    try:
        with Pillow.open(io.BytesIO(content)) as opened:
            yield opened
    except (SyntaxError, Pillow.DecompressionBombError) as error:
        raise OSError(str(error)) from error


def prepare(image: Image, *, gray: bool = False) -> Picture:
    """Read an edition's picture and make it fit for e-readers.

    Raises:
        OSError: it is no longer there, or no longer a picture.
    """
    content = image.path.read_bytes()
    stem = image.digest[:16] or hashlib.sha256(content).hexdigest()[:16]
    if image.media_type == "image/svg+xml":
        return Picture(name=f"{stem}.svg", media_type="image/svg+xml", content=_plain_svg(content, gray=gray))
    return _raster(content, stem, gray=gray)


def sixteen_tones(page: Pillow.Image) -> Pillow.Image:
    """Return a grey picture in sixteen tones, evenly spaced, without dither (it costs bytes, and blurs small type)."""
    step = 255 // (_TONES - 1)
    inks = page.point([min((value + step // 2) // step, _TONES - 1) for value in range(256)])
    made = Pillow.new("P", page.size)
    made.putdata(inks.tobytes())
    made.putpalette([level * step for level in range(_TONES) for _ in range(3)])
    return made


def _raster(content: bytes, stem: str, *, gray: bool) -> Picture:
    with open_picture(content) as opened:
        extension = _EXTENSIONS.get(opened.format or "")
        small = _fits(opened.size) and len(content) <= MOST_BYTES
        upright = opened.getexif().get(0x0112, 1) in {0, 1}
        coloured = gray and opened.mode not in {"1", "L"}
        moves = getattr(opened, "is_animated", False) and opened.format != "MPO"
        if extension and small and upright and opened.mode != "CMYK" and not coloured and not moves:
            return Picture(name=f"{stem}.{extension[0]}", media_type=extension[1], content=content)
        lossless = opened.format not in _LOSSY
        # Turned upright a picture is another, which knows no format.
        picture = ImageOps.exif_transpose(opened)
        if opened.format == "GIF" or (lossless and _is_line_art(picture)):
            return _line_art(picture, stem, gray=gray)
        picture = _plain(picture, gray=gray)
    return encode(scaled(picture, MOST_PIXELS), stem, lossless=lossless)


def _is_line_art(picture: Pillow.Image) -> bool:
    """Tell whether a picture has few inks: any palette does, and a drawing that was saved without one."""
    if picture.mode in {"1", "P", "PA"}:
        return True
    most = {"RGB": _MOST_INKS, "RGBA": _MOST_INKS, "L": _TONES, "LA": _TONES}.get(picture.mode)
    return most is not None and picture.getcolors(most) is not None


def _plain(picture: Pillow.Image, *, gray: bool) -> Pillow.Image:
    """Return a picture in a mode that can be scaled and encoded, with its clear ground if it has one."""
    clear = "A" in picture.getbands() or "transparency" in picture.info
    grey = gray or picture.mode in {"1", "L"}
    return picture.convert(("LA" if grey else "RGBA") if clear else "L" if grey else "RGB")


def _line_art(picture: Pillow.Image, stem: str, *, gray: bool) -> Picture:
    """Encode line art as PNG, with the inks that it has; as any other picture where that is too large."""
    if _fits(picture.size):
        drawn = picture.copy()
        if gray and drawn.mode not in {"1", "L", "LA"}:
            drawn = gray_inks(drawn) if drawn.mode == "P" else _plain(drawn, gray=True)
    else:
        drawn = scaled(_plain(picture, gray=gray), MOST_PIXELS)
        if drawn.mode in {"RGB", "RGBA"}:
            drawn = drawn.quantize(method=Pillow.Quantize.FASTOCTREE, dither=Pillow.Dither.NONE)
    out = io.BytesIO()
    drawn.save(out, "PNG", optimize=True)
    if out.tell() > MOST_BYTES:
        return encode(_plain(drawn, gray=gray), stem)
    return Picture(name=f"{stem}.png", media_type="image/png", content=out.getvalue())


def _fits(size: tuple[int, int]) -> bool:
    return size[0] * size[1] <= MOST_PIXELS and max(size) <= MOST_SIDE


def scaled(picture: Pillow.Image, most: float) -> Pillow.Image:
    """Return a picture of so many pixels at most, and of ``MOST_SIDE`` at its longer side."""
    ratio = min(
        math.sqrt(most / (picture.width * picture.height)), MOST_SIDE / max(picture.width, picture.height)
    )
    if ratio >= 1:
        return picture
    size = (max(int(picture.width * ratio), 1), max(int(picture.height * ratio), 1))
    return picture.resize(size, Pillow.Resampling.LANCZOS)


def encode(picture: Pillow.Image, stem: str, *, lossless: bool = False) -> Picture:
    """Encode a picture as JPEG, a clear one as PNG, smaller and smaller until it is within the limit.

    Args:
        picture: in a mode that both formats know.
        stem: of its name.
        lossless: its source has lost nothing yet, so that it is PNG too where that takes fewer bytes.
    """
    clear = picture.mode in {"LA", "RGBA"}
    while True:
        format_, content = ("PNG", _packed(picture, "PNG")) if clear else ("JPEG", _packed(picture, "JPEG"))
        if lossless and not clear and len(other := _packed(picture, "PNG")) <= len(content):
            format_, content = "PNG", other
        if len(content) <= MOST_BYTES or picture.width * picture.height < 10_000:
            extension, media_type = _EXTENSIONS[format_]
            return Picture(name=f"{stem}.{extension}", media_type=media_type, content=content)
        picture = scaled(picture, picture.width * picture.height * 0.7)


def _packed(picture: Pillow.Image, format_: str) -> bytes:
    out = io.BytesIO()
    if format_ == "JPEG":
        picture.save(out, "JPEG", quality=86, optimize=True)
    else:
        # Packing a photograph as tightly as can be takes seconds, and saves next to nothing.
        picture.save(out, "PNG", optimize=picture.mode in {"LA", "RGBA"})
    return out.getvalue()


def _plain_svg(content: bytes, *, gray: bool) -> bytes:
    """Return a drawing, grey if asked, without what EPUB does not let it hold: foreign elements, DOCTYPE, doubled or bad ids.

    Raises:
        OSError: it is no well-formed XML.
    """
    try:
        root = ET.fromstring(content)  # noqa: S314 - the loader has refused DTDs and entities
    except ET.ParseError as error:
        raise OSError(str(error)) from error
    ids: set[str] = set()
    _strip(root, ids)
    if gray:
        gray_drawing(root)
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _strip(element: ET.Element, ids: set[str]) -> None:
    for key in list(element.attrib):
        if key.startswith(("data-", "on")) or (key.startswith("{") and not key.startswith(_KEPT)):
            del element.attrib[key]
    name = element.get("id")
    if name is not None and (name in ids or not _NAME.fullmatch(name)):
        del element.attrib["id"]
    elif name is not None:
        ids.add(name)
    for child in list(element):
        # A comment's or an instruction's tag is a function.
        if str(child.tag).startswith(f"{{{_SVG}}}"):
            _strip(child, ids)
        else:
            _drop(element, child)


def _drop(parent: ET.Element, child: ET.Element) -> None:
    """Remove a child but keep the text that follows it."""
    at = list(parent).index(child)
    if child.tail and at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)
