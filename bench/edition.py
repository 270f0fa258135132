"""The edition that everybody publishes: pages, articles and photographs, drawn from a seed."""

from __future__ import annotations

import random
from dataclasses import dataclass

from bench.corpus import clauses

_NAMES = ("程龙", "欧阳明", "潘俊强", "林川", "何雨")
_PAGES = ("要闻", "民生", "经济", "社区", "文化", "教育", "健康", "副刊")
#: So many characters run the articles of a page, by their order; together they fill a tabloid page with one or two pictures.
LENGTHS = (1100, 790, 500, 440, 380)
#: The share of that for which the front page has room below its nameplate.
FRONT = 0.8


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photograph 照片: its file's name, which is also its seed, and the words below it."""

    number: int
    caption: str

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"photo-{self.number:02d}.jpg"


@dataclass(frozen=True, slots=True)
class Story:
    """An article 稿件 in the least that all engines can set: heads, a byline, paragraphs, a photograph."""

    title: str
    kicker: str
    byline: str
    paragraphs: tuple[str, ...]
    photograph: Photograph | None = None

    @property
    def characters(self) -> int:
        """How many characters of text it has, heads and caption aside."""
        return sum(map(len, self.paragraphs))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page 版面: its number, its name, and its articles, the lead first."""

    number: int
    name: str
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """How large an edition is."""

    pages: int
    articles: int
    photographs: int

    @classmethod
    def of(cls, pages: int) -> Size:
        """Return the usual size for a number of pages: five articles to a page and three photographs to two pages."""
        return cls(pages, 5 * pages, max(3 * pages // 2, 2))


def draw(size: Size, text: tuple[str, ...], seed: int) -> tuple[Sheet, ...]:
    """Draw an edition; the same text and seed give the same edition.

    Args:
        size: pages, articles and photographs, shared out evenly; a page's first articles bear its photographs.
        text: the sentences to draw from.
        seed: of the dice.

    Raises:
        ValueError: if a page would get more articles than it has room for, or fewer than photographs.
    """
    dice = random.Random(seed)
    headlines = _Deck(clauses(text, 8, 13), dice)
    kickers = _Deck(clauses(text, 5, 7), dice)
    captions = _Deck(clauses(text, 10, 20), dice)
    body = _Deck(text, dice)
    photograph = 0
    sheets = []
    for index in range(size.pages):
        stories = []
        pictured = _share(size.photographs, size.pages, index)
        count = _share(size.articles, size.pages, index)
        if not pictured <= count <= len(LENGTHS):
            raise ValueError(f"page {index + 1} would have {count} articles and {pictured} photographs")
        share = 1.0 if index else FRONT
        for order, length in enumerate(LENGTHS[:count]):
            picture = None
            if order < pictured:
                photograph += 1
                picture = Photograph(photograph, captions.draw())
            stories.append(
                Story(
                    title=headlines.draw(),
                    kicker=kickers.draw() if order < 2 else "",
                    byline=dice.choice(_NAMES),
                    paragraphs=_paragraphs(round(length * share), body, dice),
                    photograph=picture,
                )
            )
        sheets.append(Sheet(index + 1, _PAGES[index % len(_PAGES)], tuple(stories)))
    return tuple(sheets)


class _Deck:
    """Deals strings in chance order, all of them before any comes again."""

    def __init__(self, strings: tuple[str, ...], dice: random.Random) -> None:
        self._strings = strings
        self._dice = dice
        self._left: list[str] = []

    def draw(self) -> str:
        if not self._left:
            self._left = list(self._strings)
            self._dice.shuffle(self._left)
        return self._left.pop()


def _paragraphs(length: int, body: _Deck, dice: random.Random) -> tuple[str, ...]:
    paragraphs = []
    left = length
    while left > 0:
        wanted = min(left, dice.randint(60, 180))
        paragraph = ""
        while len(paragraph) < wanted:
            paragraph += body.draw()
        paragraphs.append(paragraph)
        left -= len(paragraph)
    return tuple(paragraphs)


def _share(total: int, pages: int, index: int) -> int:
    """Return how many of some things fall to a page when all pages get as equal a share as can be."""
    return total * (index + 1) // pages - total * index // pages
