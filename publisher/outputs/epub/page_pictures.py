"""Pictures of printed pages 版面图: sharp type in few inks, and photographs as such."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image as Pillow

from publisher.makeup.layout import PictureBox
from publisher.outputs.epub.pictures import (
    MOST_BYTES,
    MOST_PIXELS,
    Picture,
    encode,
    open_picture,
    scaled,
    sixteen_tones,
)

if TYPE_CHECKING:
    from publisher.makeup.layout import MadeUpPage

#: Formats of photographs; a page that shows none is drawn, and few inks do for it.
_PHOTOGRAPHS = {"image/jpeg", "image/webp"}
#: Inks of a drawn page with colour.
_COLOURS = 64
#: Among the inks, what is lighter than this, of 255, is the white of the paper, from which an average has taken a little.
_WHITE = 252
#: So far apart, of 255, are the channels of a pixel that plainly has a colour.
_TINGE = 24
#: Of zlib: the highest level takes ten times as long, for three hundredths of the bytes.
_LEVEL = 4


def is_drawn(made: MadeUpPage) -> bool:
    """Tell whether a page shows no photographs."""
    elements = (*made.furniture, *(element for module in made.modules for element in module.elements))
    return not any(
        isinstance(element, PictureBox) and element.image.media_type in _PHOTOGRAPHS for element in elements
    )


def page_picture(content: bytes, number: int, *, drawn: bool, gray: bool = False) -> Picture:
    """Make the picture of a printed page fit for e-readers: PNG of few inks where it is drawn, else JPEG.

    Sixteen greys do for drawn pages and for e-ink, and take less than JPEG does; a page with colour takes 64 inks. They
    are not dithered, so that type stays sharp. Photographs would show steps in so few.

    Args:
        content: the page as it was painted.
        number: of the page.
        drawn: it shows no photographs.
        gray: the picture is grey.

    Raises:
        OSError: it is no picture.
    """
    stem = f"page-{number:02d}"
    with open_picture(content) as opened:
        page = scaled(opened.convert("RGB"), MOST_PIXELS)
    grey = gray or _grey(page)
    if drawn:
        out = io.BytesIO()
        inks = sixteen_tones(page.convert("L")) if grey else _coloured(page)
        inks.save(out, "PNG", compress_level=_LEVEL, **({"bits": 4} if grey else {}))
        if out.tell() <= MOST_BYTES:
            return Picture(name=f"{stem}.png", media_type="image/png", content=out.getvalue())
    return encode(page.convert("L") if grey else page, stem)


def _coloured(page: Pillow.Image) -> Pillow.Image:
    """Return a page in few inks. The octree misses no ink by far, as the median cut does, and takes a tenth of its time."""
    inks = page.quantize(_COLOURS, method=Pillow.Quantize.FASTOCTREE, dither=Pillow.Dither.NONE)
    levels = inks.getpalette() or []
    for at in range(0, len(levels), 3):
        if min(levels[at : at + 3]) >= _WHITE:
            levels[at : at + 3] = (255, 255, 255)
    inks.putpalette(levels)
    return inks


def _grey(page: Pillow.Image) -> bool:
    """Tell whether a page has no colour that anybody would miss."""
    _, *tints = page.reduce(2).convert("YCbCr").split()
    neutral = slice(128 - _TINGE, 129 + _TINGE)
    return all(sum(levels[neutral]) == sum(levels) for levels in (tint.histogram() for tint in tints))
