"""The printed pages of a facsimile 版面: picture, links over it, and the page's text behind it, placed as it is printed.

Text is placed line by line where make-up set it, so that a search marks the right spot and a screen reader hears the page in its
order of reading. It is not seen. What make-up says twice (pull quotes, heads and lines of a jump) is left out.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PIL import Image as Pillow

from publisher.makeup.layout import ADDED, DrawingBox, PictureBox, TableBox, TextBox, VerticalBox
from publisher.outputs.epub.pictures import MOST_BYTES, MOST_PIXELS, Picture, encode, open_picture, scaled
from publisher.typeset.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from publisher.labels import Labels
    from publisher.makeup.layout import Element, MadeUpPage, Module
    from publisher.typeset.lines import Line

#: Formats of photographs; a page that shows none is drawn, and few inks do for it.
_PHOTOGRAPHS = {"image/jpeg", "image/webp"}
#: Inks of a drawn page in black and white, as many as e-ink shows, and of one with colour.
_GREYS, _COLOURS = 16, 64
#: So far apart, of 255, are the channels of a pixel that plainly has a colour.
_TINGE = 24
#: Headings of articles; that of the page itself is its folio and name, and the nameplate none.
_HEADINGS = {"h2", "h3"}


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the picture, in px of it."""

    left: float
    top: float
    width: float
    height: float

    @property
    def style(self) -> str:
        """The place in CSS."""
        return f"left:{self.left:g}px;top:{self.top:g}px;width:{self.width:g}px;height:{self.height:g}px"


@dataclass(frozen=True, slots=True)
class Text:
    """Lines behind the picture; ``tag`` is what they are to a reader, ``alt`` stands for a picture."""

    tag: str
    box: Box
    lines: tuple[str, ...]
    size: float = 16.0
    leading: float = 20.0
    alt: str = ""


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
    """A printed page: its picture, which fills the viewport, and what lies over and behind it."""

    picture: Picture
    width: int
    height: int
    furniture: tuple[Text, ...]
    parts: tuple[Part, ...]


def sheet(made: MadeUpPage, content: bytes, words: Labels) -> Sheet:
    """Make a printed page from its made-up page and its picture, PNG or JPEG.

    Raises:
        OSError: it is no picture.
    """
    picture = page_image(made, content)
    with open_picture(picture.content) as opened:
        width, height = opened.size
    scale = width / made.width, height / made.height
    return Sheet(
        picture=picture,
        width=width,
        height=height,
        furniture=tuple(
            text
            for element in made.furniture
            if not (isinstance(element, TextBox) and element.href)
            for text in _texts(element, (0.0, 0.0), scale)
        ),
        parts=tuple(_part(at, module, scale, words) for at, module in enumerate(made.modules, 1)),
    )


def _part(at: int, module: Module, scale: tuple[float, float], words: Labels) -> Part:
    rect = module.rect
    jumps = (
        words.continued_from(module.continued_from) if module.continued_from else "",
        words.continued_to(module.continued_to) if module.continued_to else "",
    )
    return Part(
        id=f"part-{at}",
        article=module.article_id,
        characters=module.characters,
        box=_box(rect.x, rect.y, rect.width, rect.height, scale),
        jump=words.comma.join(filter(None, jumps)),
        texts=tuple(text for element in module.elements for text in _texts(element, (rect.x, rect.y), scale)),
    )


def _texts(element: Element, origin: tuple[float, float], scale: tuple[float, float]) -> Iterator[Text]:
    """Yield the text of an element, placed from the module's own corner."""
    x, y = element.x - origin[0], element.y - origin[1]
    match element:
        case TextBox(lines=lines) if element.role not in ADDED and lines:
            height = element.height or element.line_height * len(lines)
            yield Text(
                tag=_tag(element),
                box=_box(x, y, element.width, height, scale),
                lines=_joined(lines),
                size=round(max((span.style.size for span in lines[0].spans), default=9.0) * scale[1], 2),
                leading=round(element.line_height * scale[1], 2),
            )
        case PictureBox(image=image):
            box = _box(x, y, element.width, element.height, scale)
            if image.alt.strip():
                yield Text(tag="div", box=box, lines=(), alt=image.alt)
            if element.caption:
                yield from _texts(element.caption, origin, scale)
        case DrawingBox(svg=svg):
            box = _box(x, y, element.width, element.height, scale)
            yield Text(tag="p", box=box, lines=tuple(_drawn(svg)))
        case TableBox(rows=rows):
            for row in rows:
                cells = ("".join(_joined(cell.lines)) for cell in row.cells)
                yield Text(
                    tag="p", box=_box(x, y, element.width, row.height, scale), lines=(" ".join(cells),)
                )
                y += row.height
        case VerticalBox(columns=columns) if element.role not in ADDED:
            box = _box(x, y, element.width, element.height, scale)
            yield Text(tag=_tag(element), box=box, lines=tuple(column.text for column in columns))
        case _:
            return


def _tag(element: TextBox | VerticalBox) -> str:
    return element.tag if element.tag in _HEADINGS else "p"


def _joined(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the words of lines, with the space between two that setting drops where Latin breaks."""
    found = [line.text for line in lines]
    for at, (before, after) in enumerate(pairwise(lines)):
        parted = not (before.spans and before.spans[-1].feature == HYPHEN)
        if parted and before.text[-1:].isascii() and after.text[:1].isascii():
            found[at] += " "
    return tuple(found)


def _drawn(svg: str) -> Iterable[str]:
    root = ET.fromstring(svg)  # noqa: S314 - drawn by ourselves
    return (text.strip() for text in root.itertext() if text.strip())


def _box(x: float, y: float, width: float, height: float, scale: tuple[float, float]) -> Box:
    across, down = scale
    return Box(round(x * across, 2), round(y * down, 2), round(width * across, 2), round(height * down, 2))


def page_image(made: MadeUpPage, content: bytes) -> Picture:
    """Make the picture of a printed page 版面图: JPEG where it shows photographs, else PNG of few inks.

    Sixteen greys do for drawn pages and for e-ink, and take less than JPEG does; a page with colour takes 64 inks.
    Photographs would show steps in so few.

    Raises:
        OSError: it is no picture.
    """
    stem = f"page-{made.number:02d}"
    with open_picture(content) as opened:
        page = scaled(opened.convert("RGB"), MOST_PIXELS)
    if not _photographs(made):
        grey = _grey(page)
        inks = _quantized(page.convert("L")) if grey else page.quantize(_COLOURS, dither=Pillow.Dither.NONE)
        out = io.BytesIO()
        inks.save(out, "PNG", optimize=True, **({"bits": 4} if grey else {}))
        if out.tell() <= MOST_BYTES:
            return Picture(name=f"{stem}.png", media_type="image/png", content=out.getvalue())
    return encode(page.convert("L") if _grey(page) else page, stem)


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


def _quantized(page: Pillow.Image) -> Pillow.Image:
    """Return a page in sixteen greys, evenly spaced, without dither (it costs bytes, and blurs small type)."""
    step = 255 // (_GREYS - 1)
    inks = page.point([min((value + step // 2) // step, _GREYS - 1) for value in range(256)])
    made = Pillow.new("P", page.size)
    made.putdata(inks.tobytes())
    made.putpalette([level * step for level in range(_GREYS) for _ in range(3)])
    return made
