"""The cover 封面: the front page over the date, on paper ground; name and date where no picture was made.

A front page bears the paper's name itself, larger than anything else, so the cover does not repeat it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from publisher.errors import PublishError
from publisher.outputs.epub.pictures import open_picture
from publisher.text.dates import long_date, lunar_words
from publisher.typeset.fonts import Metrics, faces

if TYPE_CHECKING:
    from publisher.model import Edition, Publication

#: In pixels: the size that shops and e-readers ask of a cover.
WIDTH, HEIGHT = 1600, 2560
_GROUND, _INK, _GREY, _ACCENT = (246, 243, 236), (26, 26, 26), (96, 94, 90), (157, 28, 32)
_MARGIN = 110
#: White around a front page that bears the name, and the height of the ground below it, where the date stands.
_EDGE, _FOOT = 52, 310


def draw_cover(edition: Edition, front: bytes | None, *, gray: bool = False) -> bytes:
    """Draw the cover as JPEG. Words are set only where the typefaces are found and have every glyph.

    Args:
        edition: whose name and date it bears.
        front: the picture of the front page as printed, PNG or JPEG.
        gray: it is grey.

    Raises:
        OSError: ``front`` is no picture.
    """
    cover = Pillow.new("RGB", (WIDTH, HEIGHT), _GROUND)
    pen = ImageDraw.Draw(cover)
    pen.rectangle((0, 0, WIDTH, 26), fill=_ACCENT)
    paper, day = edition.publication, edition.date
    language = paper.language
    if front is not None and edition.pages[0].number == 1:
        _place(cover, front, 26 + _EDGE, HEIGHT - _FOOT, _EDGE)
        below = _line(
            pen,
            long_date(day, language),
            paper,
            top=HEIGHT - _FOOT + 54,
            size=100,
            face="song-bold",
            colour=_INK,
        )
        _line(pen, lunar_words(day, language), paper, top=below + 8, size=62, face="song", colour=_GREY)
    elif front is None:
        _line(pen, paper.name, paper, top=760, size=300, face="song-black", colour=_INK)
        pen.rectangle((_MARGIN, 1230, WIDTH - _MARGIN, 1238), fill=_ACCENT)
        _line(pen, long_date(day, language), paper, top=1290, size=84, face="song-bold", colour=_INK)
        _line(pen, lunar_words(day, language), paper, top=1420, size=62, face="song", colour=_GREY)
    else:
        below = _line(pen, paper.name, paper, top=86, size=150, face="song-black", colour=_INK)
        below = _line(
            pen, long_date(day, language), paper, top=below + 18, size=58, face="song", colour=_GREY
        )
        _place(cover, front, below + 56, HEIGHT - _MARGIN, _MARGIN)
    out = io.BytesIO()
    (cover.convert("L") if gray else cover).save(out, "JPEG", quality=88, optimize=True)
    return out.getvalue()


def _line(
    pen: ImageDraw.ImageDraw,
    words: str,
    paper: Publication,
    *,
    top: int,
    size: int,
    face: str,
    colour: tuple[int, ...],
) -> int:
    """Set one line in the middle, smaller if it is too long.

    Returns:
        The y below it, or ``top`` where it cannot be set.
    """
    try:
        found = faces(paper.language, paper.fonts)[face]
    except PublishError:
        return top
    metrics = Metrics(found, paper.language)
    if not words.strip() or not all(metrics.has(char) for char in words if not char.isspace()):
        return top
    font = ImageFont.truetype(found.path, size, index=found.index)
    room = WIDTH - 2 * _MARGIN
    length = pen.textlength(words, font=font)
    if length > room:
        font = ImageFont.truetype(found.path, max(int(size * room / length), 24), index=found.index)
    pen.text((WIDTH / 2, top), words, font=font, fill=colour, anchor="ma")
    return top + int(font.size * 1.18)


def _place(cover: Pillow.Image, front: bytes, top: int, bottom: int, margin: int) -> None:
    """Put the front page between two heights, as large as it goes beside the margins, with a hairline around it."""
    with open_picture(front) as opened:
        page = opened.convert("RGB")
    ratio = min((WIDTH - 2 * margin) / page.width, (bottom - top) / page.height)
    size = (max(round(page.width * ratio), 1), max(round(page.height * ratio), 1))
    page = page.resize(size, Pillow.Resampling.LANCZOS)
    left = (WIDTH - page.width) // 2
    upper = top + (bottom - top - page.height) // 2
    cover.paste(page, (left, upper))
    edge = (left - 2, upper - 2, left + page.width + 1, upper + page.height + 1)
    ImageDraw.Draw(cover).rectangle(edge, outline=(150, 147, 140), width=2)
