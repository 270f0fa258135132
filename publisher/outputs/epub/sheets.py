"""A printed page in the facsimile: its picture, a hot area over every part of an article, and the text behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.makeup.layout import TextBox
from publisher.outputs.epub.behind import Scale, texts
from publisher.outputs.epub.pictures import PAGE_HEIGHT, open_picture

if TYPE_CHECKING:
    from publisher.labels import Labels
    from publisher.makeup.layout import MadeUpPage, Module
    from publisher.outputs.epub.behind import Box, Text
    from publisher.outputs.epub.pictures import Picture


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


def sheet(made: MadeUpPage, picture: Picture | None, words: Labels) -> Sheet:
    """Make a printed page from its made-up page and its picture, if there is one."""
    width, height = round(made.width / made.height * PAGE_HEIGHT), PAGE_HEIGHT
    if picture is not None:
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
