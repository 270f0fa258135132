"""What files the book has 文件安排: stable names, and each article's neighbours in the order of reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from publisher.model import Page
from publisher.text.bidi import balanced
from publisher.text.filenames import file_stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from publisher.labels import Labels
    from publisher.makeup.layout import MadeUpPage
    from publisher.model import Article, Edition

#: Names of our own files, which no article may take.
_RESERVED = "cover|title|nav|page-[0-9]+(-picture)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePlan:
    """An article and its file below ``text/``.

    Attributes:
        name: its headline, or what stands for one.
        continued: the pages on which it goes on in print 转版; the book has it whole, on its own page.
        place: where the contents lead if not to the file.
    """

    article: Article
    page: Page
    file: str
    name: str
    continued: tuple[int, ...] = ()
    place: str = ""


class Continued(NamedTuple):
    """An article that goes on on a page 接版, and the page from which it comes."""

    entry: ArticlePlan
    origin: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """A page, its file, the file of its picture 版面图 if there is one, its articles, and those that go on on it."""

    page: Page
    file: str
    picture: str | None
    articles: tuple[ArticlePlan, ...]
    continued: tuple[Continued, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The book in the order of reading."""

    pages: tuple[PagePlan, ...]

    @property
    def articles(self) -> tuple[ArticlePlan, ...]:
        """All articles in order."""
        return tuple(article for page in self.pages for article in page.articles)


def plan(
    edition: Edition, words: Labels, pictures: Collection[int], printed: Sequence[MadeUpPage] = ()
) -> Plan:
    """Name every file of the book.

    Names come from page numbers and article ids, so that an address into the book still holds when the
    edition is made again. Ids that differ only in case share a file on many devices: the later ones
    get a number.

    Args:
        edition: the issue.
        words: its own words.
        pictures: the numbers of the pages of which there is a picture.
        printed: the pages as they were printed, those 续版 among them that make-up added.
    """
    taken: set[str] = set()
    known = {page.number for page in edition.pages}
    added = (
        Page(number=page.number, name=page.name, articles=()) for page in printed if page.number not in known
    )
    parts = _parts(printed)
    made = [_page(page, words, pictures, taken, parts) for page in (*edition.pages, *added)]
    continued = _continued(entry for page in made for entry in page.articles)
    return Plan(pages=tuple(replace(page, continued=continued.get(page.page.number, ())) for page in made))


def _parts(printed: Sequence[MadeUpPage]) -> dict[str, tuple[int, ...]]:
    """Return the pages on which each article goes on in print."""
    parts: dict[str, tuple[int, ...]] = {}
    for page in printed:
        for module in page.modules:
            if module.continued_from:
                parts[module.article_id] = (*parts.get(module.article_id, ()), page.number)
    return parts


def _page(
    page: Page,
    words: Labels,
    pictures: Collection[int],
    taken: set[str],
    parts: Mapping[str, tuple[int, ...]],
) -> PagePlan:
    articles = tuple(
        ArticlePlan(
            article=article,
            page=page,
            file=f"{file_stem(article.id, taken, _RESERVED)}.xhtml",
            name=_name(article, words),
            continued=parts.get(article.id, ()),
        )
        for article in page.articles
    )
    stem = f"page-{page.folio}"
    picture = f"{stem}-picture.xhtml" if page.number in pictures else None
    return PagePlan(page=page, file=f"{stem}.xhtml", picture=picture, articles=articles)


def _continued(entries: Iterable[ArticlePlan]) -> dict[int, tuple[Continued, ...]]:
    """Return for each page the articles that go on on it, each with the page of its part before."""
    found: dict[int, tuple[Continued, ...]] = {}
    for entry in entries:
        for before, number in pairwise((entry.page.number, *entry.continued)):
            found[number] = (*found.get(number, ()), Continued(entry, before))
    return found


def _name(article: Article, words: Labels) -> str:
    headline = balanced(" ".join(article.headline.split()))
    return headline or f"{words.article} {article.id}"
