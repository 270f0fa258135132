"""What the site holds 站点安排: stable addresses, the order of reading, and the hot areas of each page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from publisher.model import join_lines
from publisher.outputs.web.outlines import outlines, path
from publisher.text.filenames import file_stem
from publisher.typeset.headwords import Headwords

if TYPE_CHECKING:
    from publisher.labels import Labels
    from publisher.makeup.issue import MadeUpIssue
    from publisher.makeup.layout import MadeUpPage, Module
    from publisher.model import Article, Edition, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePlan:
    """An article of the site.

    Attributes:
        address: its file below the site: ``02/02-01.html``.
        name: its headline, or what stands for one.
        lines: the same as the headline's lines, each with the space that parts it from the one before, and its words, between
            which a narrow screen may break it.
        at: its place in the order of reading, from 1.
        page: the number of the page that the manifest puts it on.
        stands: the numbers of the pages on which it stands in print, several where it jumps 转版.
    """

    article: Article
    address: str
    name: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    at: int
    page: int
    stands: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A hot area 热区: where an article, or a part of one, stands on the page picture.

    Attributes:
        id: its anchor on the page.
        outline: its true outline 轮廓 on the page, as the ``d`` of an SVG path in pt.
        came_from: the page that it is continued from 上接, else 0.
    """

    id: str
    article: ArticlePlan
    outline: str
    came_from: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article in the list of a page, with the pages that it comes from 上接 or goes on to 下转 there, else 0."""

    article: ArticlePlan
    came_from: int = 0
    goes_to: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """A page, of the manifest or one that make-up added; ``page`` is None for the latter.

    Attributes:
        folder: its folder below the site, which is its number in two digits.
        label: folio and name as printed: 第02版：特刊两会.
        width, height: of the printed page in pt; 0 for one that was not made up.
    """

    number: int
    label: str
    page: Page | None
    width: float
    height: float
    areas: tuple[Area, ...]
    entries: tuple[Entry, ...]

    @property
    def folder(self) -> str:
        """The page's folder below the site: ``02``."""
        return folder_of(self.number)

    @property
    def address(self) -> str:
        """The page's file below the site: ``02/index.html``."""
        return f"{self.folder}/index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The site in the order of reading."""

    pages: tuple[PagePlan, ...]
    articles: tuple[ArticlePlan, ...]


def folder_of(number: int) -> str:
    """Return the folder of a page below the site."""
    return f"{number:02d}"


def plan(edition: Edition, issue: MadeUpIssue, words: Labels) -> Plan:
    """Give every page and article its address, and every module of the made-up issue its hot area.

    Addresses come from page numbers and article ids, so that they hold when the edition is made again.
    """
    articles = _articles(edition, issue, words)
    by_id = {entry.article.id: entry for entry in articles}
    named = {page.number: page for page in edition.pages}
    made = {page.number: page for page in issue.pages}
    pages = tuple(
        _page(number, named.get(number), made.get(number), by_id, words) for number in sorted({*named, *made})
    )
    return Plan(pages=pages, articles=articles)


def _articles(edition: Edition, issue: MadeUpIssue, words: Labels) -> tuple[ArticlePlan, ...]:
    found: list[ArticlePlan] = []
    stands: dict[str, dict[int, None]] = {}
    for made in issue.pages:
        for module in made.modules:
            stands.setdefault(module.article_id, {})[made.number] = None
    headwords = Headwords(edition)
    for page in edition.pages:
        taken = {"index"}
        for article in page.articles:
            address = f"{page.folio}/{file_stem(article.id, taken)}.html"
            lines = _lines(article, headwords) or (("", (f"{words.article} {article.id}",)),)
            found.append(
                ArticlePlan(
                    article=article,
                    address=address,
                    name="".join(gap + "".join(parts) for gap, parts in lines),
                    lines=lines,
                    at=len(found) + 1,
                    page=page.number,
                    stands=tuple(stands.get(article.id, (page.number,))),
                )
            )
    return tuple(found)


def _lines(article: Article, words: Headwords) -> tuple[tuple[str, tuple[str, ...]], ...]:
    lines = [line for line in (" ".join(line.split()) for line in article.title) if line]
    parted = [join_lines((before, line)) == f"{before} {line}" for before, line in pairwise(lines)]
    return tuple(
        (" " if gap else "", words.parts(line)) for gap, line in zip([False, *parted], lines, strict=False)
    )


def _page(
    number: int, page: Page | None, made: MadeUpPage | None, by_id: dict[str, ArticlePlan], words: Labels
) -> PagePlan:
    modules = made.modules if made else ()
    drawn = outlines(made) if made else ()
    areas = tuple(
        Area(
            id=f"area-{at}",
            article=by_id[module.article_id],
            outline=path(rings),
            came_from=module.continued_from,
        )
        for at, (module, rings) in enumerate(zip(modules, drawn, strict=True), 1)
    )
    name = page.name if page else made.name if made else ""
    return PagePlan(
        number=number,
        label=words.page_named(number, name),
        page=page,
        width=made.width if made else 0.0,
        height=made.height if made else 0.0,
        areas=areas,
        entries=_entries(page, modules, by_id),
    )


def _entries(
    page: Page | None, modules: tuple[Module, ...], by_id: dict[str, ArticlePlan]
) -> tuple[Entry, ...]:
    """List a page's own articles as the manifest orders them, then those continued on it."""
    own = dict.fromkeys(article.id for article in page.articles) if page else {}
    order = dict.fromkeys((*own, *(module.article_id for module in modules)))
    came = {module.article_id: module.continued_from for module in modules if module.continued_from}
    goes = {module.article_id: module.continued_to for module in modules if module.continued_to}
    return tuple(
        Entry(article=by_id[id_], came_from=came.get(id_, 0), goes_to=goes.get(id_, 0)) for id_ in order
    )
