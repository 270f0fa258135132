"""A printed page in the facsimile: its picture, a hot area over every part of an article, and the text behind."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image as Pillow

from publisher.makeup.layout import PictureBox, TextBox
from publisher.outputs.epub.behind import Scale, texts
from publisher.outputs.epub.pictures import (
    MOST_BYTES,
    MOST_PIXELS,
    PAGE_HEIGHT,
    Picture,
    encode,
    open_picture,
    scaled,
    sixteen_tones,
)

if TYPE_CHECKING:
    from publisher.labels import Labels
    from publisher.makeup.layout import MadeUpPage, Module
    from publisher.outputs.epub.behind import Box, Text

#: Formats of photographs; a page that shows none is drawn, and few inks do for it.
_PHOTOGRAPHS = {"image/jpeg", "image/webp"}
#: Inks of a drawn page with colour.
_COLOURS = 64
#: So far apart, of 255, are the channels of a pixel that plainly has a colour.
_TINGE = 24


@dataclass(frozen=True, slots=True)
class Part:
    """A hot area 热区, an article or a part of one.

    Attributes:
        jump: where it comes from and goes on to, in words.
        characters: how many of the article's characters stand in it.
        texts: the text behind it.
    """

    id: str
    article: str
    characters: int
    box: Box
    jump: str
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page: its picture, which fills the viewport, and what lies over and behind it.

    A page of which there is no picture shows the text in its place.
    """

    picture: Picture | None
    width: int
    height: int
    furniture: tuple[Text, ...]
    parts: tuple[Part, ...]


def sheet(made: MadeUpPage, content: bytes | None, words: Labels, *, gray: bool = False) -> Sheet:
    """Make a printed page from its made-up page and its picture, PNG or JPEG, if there is one; in grey if wanted.

    Raises:
        OSError: it is no picture.
    """
    picture, (width, height) = None, (round(made.width / made.height * PAGE_HEIGHT), PAGE_HEIGHT)
    if content is not None:
        picture = page_image(made, content, gray=gray)
        with open_picture(picture.content) as opened:
            width, height = opened.size
    scale = Scale(0.0, 0.0, width / made.width, height / made.height)
    furniture = (element for element in made.furniture if not (isinstance(element, TextBox) and element.href))
    return Sheet(
        picture=picture,
        width=width,
        height=height,
        furniture=texts(furniture, scale, "sheet"),
        parts=tuple(_part(at, module, scale, words) for at, module in enumerate(made.modules, 1)),
    )


def _part(at: int, module: Module, scale: Scale, words: Labels) -> Part:
    rect, name = module.rect, f"part-{at}"
    jumps = (
        words.continued_from(module.continued_from) if module.continued_from else "",
        words.continued_to(module.continued_to) if module.continued_to else "",
    )
    return Part(
        id=name,
        article=module.article_id,
        characters=module.characters,
        box=scale.box(rect.x, rect.y, rect.width, rect.height),
        jump=words.comma.join(filter(None, jumps)),
        texts=texts(module.elements, scale._replace(x=rect.x, y=rect.y), name),
    )


def page_image(made: MadeUpPage, content: bytes, *, gray: bool = False) -> Picture:
    """Make the picture of a printed page 版面图: JPEG where it shows photographs, else PNG of few inks.

    Sixteen greys do for drawn pages and for e-ink, and take less than JPEG does; a page with colour takes 64 inks.
    Photographs would show steps in so few.

    Raises:
        OSError: it is no picture.
    """
    stem = f"page-{made.number:02d}"
    with open_picture(content) as opened:
        page = scaled(opened.convert("RGB"), MOST_PIXELS)
    grey = gray or _grey(page)
    if not _photographs(made):
        inks = (
            sixteen_tones(page.convert("L")) if grey else page.quantize(_COLOURS, dither=Pillow.Dither.NONE)
        )
        out = io.BytesIO()
        inks.save(out, "PNG", optimize=True, **({"bits": 4} if grey else {}))
        if out.tell() <= MOST_BYTES:
            return Picture(name=f"{stem}.png", media_type="image/png", content=out.getvalue())
    return encode(page.convert("L") if grey else page, stem)


def _photographs(made: MadeUpPage) -> bool:
    elements = (*made.furniture, *(element for module in made.modules for element in module.elements))
    return any(
        isinstance(element, PictureBox) and element.image.media_type in _PHOTOGRAPHS for element in elements
    )


def _grey(page: Pillow.Image) -> bool:
    """Whether a page has no colour that anybody would miss."""
    small = page.resize((max(page.width // 2, 1), max(page.height // 2, 1)), Pillow.Resampling.BOX)
    _, *tints = small.convert("YCbCr").split()
    neutral = range(128 - _TINGE, 129 + _TINGE)
    return all(level in neutral for tint in tints for level, count in enumerate(tint.histogram()) if count)
