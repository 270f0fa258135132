"""What files the book has 文件安排: stable names, and each article's neighbours in the order of reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from publisher.labels import Labels
    from publisher.model import Article, Edition, Page

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
#: Names of our own files, which no article may take.
_RESERVED = re.compile(r"(cover|title|nav|page-[0-9]+(-picture)?)", re.IGNORECASE)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePlan:
    """An article and its file below ``text/``.

    Attributes:
        name: its headline, or what stands for one.
        place: where the contents lead if not to the file.
    """

    article: Article
    page: Page
    file: str
    name: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """A page, its file, and the file of its picture 版面图 if there is one."""

    page: Page
    file: str
    picture: str | None
    articles: tuple[ArticlePlan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The book in the order of reading."""

    pages: tuple[PagePlan, ...]

    @property
    def articles(self) -> tuple[ArticlePlan, ...]:
        """All articles in order."""
        return tuple(article for page in self.pages for article in page.articles)


def plan(edition: Edition, words: Labels, pictures: Collection[int]) -> Plan:
    """Name every file of the book.

    Names come from page numbers and article ids, so that an address into the book still holds when the
    edition is made again. Ids that differ only in case share a file on many devices: the later ones
    get a number.
    """
    taken: set[str] = set()
    pages: list[PagePlan] = []
    for page in edition.pages:
        articles = tuple(
            ArticlePlan(article=article, page=page, file=_file(article.id, taken), name=_name(article, words))
            for article in page.articles
        )
        stem = f"page-{page.folio}"
        picture = f"{stem}-picture.xhtml" if page.number in pictures else None
        pages.append(PagePlan(page=page, file=f"{stem}.xhtml", picture=picture, articles=articles))
    return Plan(pages=tuple(pages))


def _file(article_id: str, taken: set[str]) -> str:
    stem = _UNSAFE.sub("-", article_id).strip(".-")[:_LONGEST_NAME] or "article"
    if _RESERVED.fullmatch(stem):
        stem = f"article-{stem}"
    name, count = stem, 1
    while name.lower() in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name.lower())
    return f"{name}.xhtml"


def _name(article: Article, words: Labels) -> str:
    headline = " ".join(article.headline.split())
    return headline or f"{words.article} {article.id}"
