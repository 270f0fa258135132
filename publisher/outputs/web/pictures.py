"""Pictures for the web 图片: page pictures 版面图 in four sizes, and the edition's own images."""

from __future__ import annotations

import hashlib
import io
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image as Pillow
from PIL import ImageOps

from publisher.model import Figure, ListBlock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from publisher.model import Article, Block, Edition, Image

#: Widths in pixels: of a page picture, whose body type can then just be read; of the one that is shown enlarged, where 9 pt type
#: is some 33 pixels high; of a thumbnail; and of that in the strip of all pages, which a first view loads of every page.
PAGE_WIDTH, SHARP_WIDTH, THUMBNAIL_WIDTH, STAMP_WIDTH = 1400, 2800, 360, 200
#: An image is scaled to this, twice the reading measure.
IMAGE_WIDTH = 1600
#: Boxes in pixels within which an image stands in the text: for phones, for plain screens, and for fine ones, where half as many
#: again as the reading measure has look as good as twice as many; and the bytes of one that a first view bears.
_BOXES = {(512, 800): 24_000, (640, 800): 32_000, (960, 1200): 80_000}
#: Qualities that are tried in turn, while more bytes come of one.
_QUALITIES = (74, 62, 50)
#: What is this small is shown as it is; what is scaled must be smaller by this to be worth a file.
_LIGHT, _SAVED = 24_000, 0.8
_MOST_BYTES = 600_000
_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_UPRIGHT = {0, 1}
_ORIENTATION = 0x0112
#: PDFium must not be entered by two threads.
_PDFIUM = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the site: ``name`` from its folder, ``width`` and ``height`` in pixels as it is shown.

    Attributes:
        lighter: the same for a place in the text, smallest first, whose screens need no more; the whole one is for looking at.
    """

    name: str
    content: bytes
    width: int
    height: int
    lighter: tuple[Picture, ...] = ()

    @property
    def choice(self) -> tuple[Picture, ...]:
        """What a browser may choose from for a place in the text, smallest first; empty where there is nothing to choose."""
        if not self.lighter:
            return ()
        enough, _ = _fitting((self.width, self.height), max(_BOXES))
        return self.lighter if self.lighter[-1].width >= enough else (*self.lighter, self)


class PagePictures(NamedTuple):
    """The pictures of a printed page.

    Attributes:
        page: what the page view shows.
        thumbnail: what the front shows.
        stamp: the same for the strip of all pages.
        sharp: what the page view shows enlarged; None where the page's PDF is not at hand.
    """

    page: Picture
    thumbnail: Picture
    stamp: Picture
    sharp: Picture | None = None


def used_images(edition: Edition) -> Iterator[Image]:
    """Yield every image of an edition that the site shows, as often as it is used."""
    if edition.publication.masthead.nameplate:
        yield edition.publication.masthead.nameplate
    for page in edition.pages:
        yield from (ad.image for ad in page.ads)
        for article in page.articles:
            yield from article_images(article)


def article_images(article: Article) -> Iterator[Image]:
    """Yield every image of an article, as often as it is used."""
    yield from article.images
    blocks = (*article.editor_note, *article.body)
    yield from _figures((*blocks, *(block for note in article.notes for block in note.blocks)))


def _figures(blocks: Iterable[Block]) -> Iterator[Image]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block.image
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _figures(item)


def page_pictures(content: bytes, folder: str, pdf: Path | None = None) -> PagePictures:
    """Return the pictures of a printed page.

    WebP, since it holds small type at three quarters of JPEG's size, and every browser shows it.

    Args:
        content: the page's picture, as large as it is at hand.
        folder: of the site, where they will lie.
        pdf: of the page alone, from which the enlarged picture is drawn.

    Raises:
        OSError: ``content`` is no picture, or ``pdf`` cannot be read.
    """
    with Pillow.open(io.BytesIO(content)) as opened:
        page = opened.convert("RGB")
    # Scaling and encoding leave Python's lock, so that the large picture is made beside the small ones.
    with ThreadPoolExecutor(1) as beside:
        large = beside.submit(
            lambda: _encode(_narrowed(page, PAGE_WIDTH), f"{folder}/page", quality=80, method=2)
        )
        thumbnail = _narrowed(page, THUMBNAIL_WIDTH)
        return PagePictures(
            thumbnail=_encode(thumbnail, f"{folder}/thumbnail", quality=72),
            stamp=_encode(_narrowed(thumbnail, STAMP_WIDTH), f"{folder}/stamp", quality=66),
            sharp=sharp_picture(pdf, folder) if pdf else None,
            page=large.result(),
        )


def sharp_picture(pdf: Path | bytes, folder: str) -> Picture:
    """Return the enlarged picture of a printed page.

    Args:
        pdf: of the page alone.
        folder: of the site, where it will lie.

    Raises:
        OSError: ``pdf`` cannot be read.
    """
    # Two thirds of the time of method 4 for a twentieth more bytes, which only those who zoom load.
    return _encode(_drawn(pdf), f"{folder}/sharp", quality=75, method=2)


def _drawn(pdf: Path | bytes) -> Pillow.Image:
    import pypdfium2  # noqa: PLC0415 - takes a while, and sites without page pictures need none

    try:
        with _PDFIUM, pypdfium2.PdfDocument(pdf) as document:
            page = document[0]
            drawn: Pillow.Image = page.render(scale=SHARP_WIDTH / page.get_width()).to_pil().convert("RGB")
            return drawn
    except pypdfium2.PdfiumError as error:
        raise OSError(str(error)) from error


def prepare(image: Image) -> Picture:
    """Read an edition's image, scaled where it is larger than a browser shows it, and made lighter for places in the text.

    Raises:
        OSError: it is no longer there, or no longer a picture.
    """
    content = image.path.read_bytes()
    name = f"images/{image.digest[:16] or hashlib.sha256(content).hexdigest()[:16]}"
    if image.media_type == "image/svg+xml":
        return Picture(name=f"{name}.svg", content=content, width=image.width, height=image.height)
    with Pillow.open(io.BytesIO(content)) as opened:
        whole = None
        if _fits(opened, len(content)):
            extension = _EXTENSIONS[opened.format or ""]
            whole = Picture(
                name=f"{name}.{extension}", content=content, width=opened.width, height=opened.height
            )
            if len(content) <= _LIGHT or getattr(opened, "is_animated", False):
                return whole
        upright = ImageOps.exif_transpose(opened)
        clear = "A" in upright.getbands() or "transparency" in upright.info
        picture = upright.convert("RGBA" if clear else "RGB")
    whole = whole or _encode(_narrowed(picture, IMAGE_WIDTH), name, quality=84)
    return replace(whole, lighter=tuple(_lighter(picture, name, len(whole.content))))


def _lighter(picture: Pillow.Image, name: str, size: int) -> Iterator[Picture]:
    """Yield a picture as it stands in the text, smallest first, where that saves much of ``size`` bytes."""
    known = (0, 0)
    for box, bearable in _BOXES.items():
        fitting = _fitting(picture.size, box)
        if fitting == known:
            return
        known = fitting
        scaled = picture if fitting == picture.size else picture.resize(fitting, Pillow.Resampling.LANCZOS)
        for quality in _QUALITIES:
            made = _encode(scaled, f"{name}-{box[0]}", quality=quality, method=2)
            if len(made.content) <= bearable:
                break
        if len(made.content) < size * _SAVED:
            yield made


def _fitting(size: tuple[int, int], box: tuple[int, int]) -> tuple[int, int]:
    """Return the largest size of the same shape that is within a box, and no larger than it was."""
    scale = min(1.0, box[0] / size[0], box[1] / size[1])
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)


def _fits(opened: Pillow.Image, size: int) -> bool:
    """Tell whether a picture can be shown as it is; one that moves would stand still if it were scaled."""
    if opened.format not in _EXTENSIONS:
        return False
    small = opened.width <= IMAGE_WIDTH and size <= _MOST_BYTES
    upright = opened.getexif().get(_ORIENTATION, 1) in _UPRIGHT
    return bool(getattr(opened, "is_animated", False)) or (small and upright and opened.mode != "CMYK")


def _narrowed(picture: Pillow.Image, width: int) -> Pillow.Image:
    if picture.width <= width:
        return picture
    height = max(round(picture.height * width / picture.width), 1)
    return picture.resize((width, height), Pillow.Resampling.LANCZOS)


def _encode(picture: Pillow.Image, name: str, *, quality: int, method: int = 4) -> Picture:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=quality, method=method)
    return Picture(name=f"{name}.webp", content=out.getvalue(), width=picture.width, height=picture.height)
