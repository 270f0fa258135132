"""The facsimile 原版版面电子书: the printed pages as a book of fixed layout (EPUB 3.3, section 8).

First come all printed pages, so that one turns from page to page and those that face each other in print do so on the screen;
each is a picture with a link over every part of an article. Then every article as pages of text, for a printed page is too small
to read on most screens. The contents lead to an article's place on its printed page: they must keep to the order of the spine
(EPUB 3.3, section 7.4). The whole book is of fixed layout, since readers that mix it with reflowable text crop the pages
(foliate-js).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from publisher.labels import labels
from publisher.model import Page
from publisher.outputs.epub import measure
from publisher.outputs.epub.behind import Box
from publisher.outputs.epub.book import all_images, make_book
from publisher.outputs.epub.content import article_document, article_scene
from publisher.outputs.epub.cover import HEIGHT, WIDTH
from publisher.outputs.epub.document import Book, Document, Link, anchor, document
from publisher.outputs.epub.navigation import contents
from publisher.outputs.epub.paging import text_pages
from publisher.outputs.epub.plan import Plan, plan
from publisher.outputs.epub.prepared import Prepared
from publisher.outputs.epub.sheets import Part, Sheet, sheet
from publisher.outputs.epub.writer import Writer, whole
from publisher.text.reading import count_characters
from publisher.typeset.headwords import Headwords

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from publisher.makeup.layout import MadeUpPage
    from publisher.model import Article, Edition
    from publisher.outputs.epub.paging import TextPage
    from publisher.outputs.epub.plan import ArticlePlan, PagePlan

__all__ = ["write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facsimile:
    """The book with its printed pages by number, and the pages of text of each article by its id."""

    book: Book
    sheets: Mapping[int, Sheet]
    texts: Mapping[str, tuple[TextPage, ...]]

    def targets(self) -> dict[tuple[int, str], str]:
        """Return the file that each hot area leads to, by page number and id.

        What continues on another page leads to the page of text that it begins on, for there its reader goes on.
        """
        entries = {entry.article.id: entry for entry in self.book.plan.articles}
        read = dict.fromkeys(entries, 0)
        found: dict[tuple[int, str], str] = {}
        for number, one in self.sheets.items():
            for part in one.parts:
                at = _page_of(self.texts[part.article], read[part.article])
                found[number, part.id] = _text_file(entries[part.article], at)
                read[part.article] += part.characters
        return found

    def places(self, entry: ArticlePlan) -> tuple[PagePlan, ...]:
        """Return the printed page that each page of an article's text begins on."""
        parts = [
            (page, part.characters)
            for page in self.book.plan.pages
            for part in self.sheets[page.page.number].parts
            if part.article == entry.article.id
        ]
        ends = list(accumulate(characters for _, characters in parts))
        found, read = [], 0
        for one in self.texts[entry.article.id]:
            at = next((at for at, end in enumerate(ends) if end > read), len(ends) - 1)
            found.append(parts[at][0])
            read += count_characters(one.part)
        return tuple(found)


def write(
    edition: Edition,
    target: Path,
    pictures: Mapping[int, bytes],
    printed: Sequence[MadeUpPage],
    *,
    gray: bool = False,
    prepared: Prepared | None = None,
) -> None:
    """Write an edition as facsimile. The same edition, pages and pictures give the same bytes, anywhere and on any day.

    Args:
        edition: what is written.
        target: the file, in a folder that exists; it is overwritten.
        pictures: of the pages by their number, PNG or JPEG; one without a picture shows its text instead.
        printed: the pages as they were printed, added ones among them; their modules become the hot areas 热区.
        gray: pictures are grey, as e-ink shows them.
        prepared: what another book of this edition has made ready of the same pictures.

    Raises:
        PublishError: O-001, a picture cannot be read or the file cannot be written.
    """
    with whole(target):
        _write(edition, target, printed, prepared or Prepared(edition, pictures, printed, gray=gray))


def _write(edition: Edition, target: Path, printed: Sequence[MadeUpPage], prepared: Prepared) -> None:
    words = labels(edition.publication.language)
    issue = as_printed(edition, printed)
    pictures = prepared.pages(made.number for made in printed)
    sheets = {
        made.number: _all_reached(sheet(made, pictures.get(made.number), words), page)
        for made, page in zip(printed, issue.pages, strict=True)
    }
    height = _text_height(sheets)
    book = Book(
        edition=issue,
        plan=_placed(plan(issue, words, (), printed), sheets),
        words=words,
        headwords=Headwords(issue),
        pictures=prepared.images(all_images(issue)),
        page_pictures=pictures,
        fixed=True,
    )
    texts = {article.id: text_pages(article, height) for article in issue.articles}
    facsimile = _Facsimile(book=book, sheets=sheets, texts=texts)
    made = make_book(book, _documents(facsimile), prepared.cover(printed[0].number))
    Writer(target, made, edition.date).write()


def as_printed(edition: Edition, printed: Sequence[MadeUpPage]) -> Edition:
    """Return the edition as it was printed: every page, with the articles that begin on it, in their order there.

    Make-up may add pages, and let a whole article wait for a later one. Advertisements are part of the pages' pictures.
    """
    begins: dict[str, int] = {}
    for made in printed:
        for module in made.modules:
            begins.setdefault(module.article_id, made.number)
    order = {name: at for at, name in enumerate(begins)}
    found: dict[int, list[Article]] = {made.number: [] for made in printed}
    for page in edition.pages:
        for article in page.articles:
            found[begins.get(article.id, page.number)].append(article)
    return replace(
        edition,
        pages=tuple(
            Page(
                number=made.number,
                name=made.name,
                articles=tuple(
                    sorted(found[made.number], key=lambda article: order.get(article.id, len(order)))
                ),
            )
            for made in printed
        ),
    )


def _all_reached(one: Sheet, page: Page) -> Sheet:
    """Return a printed page with a link, of no size, to an article of it that is empty and so stands nowhere."""
    placed = {part.article for part in one.parts}
    absent = (article.id for article in page.articles if article.id not in placed)
    nowhere = Box(0, 0, 0, 0)
    more = tuple(
        Part(id=f"part-{at}", article=name, characters=0, box=nowhere, jump="", texts=())
        for at, name in enumerate(absent, len(one.parts) + 1)
    )
    return replace(one, parts=(*one.parts, *more))


def _placed(planned: Plan, sheets: Mapping[int, Sheet]) -> Plan:
    """Let the contents lead to where each article begins in print."""
    pages = []
    for page in planned.pages:
        parts: dict[str, str] = {}
        for part in sheets[page.page.number].parts:
            parts.setdefault(part.article, f"{page.file}#{part.id}")
        entries = (replace(entry, place=parts[entry.article.id]) for entry in page.articles)
        pages.append(replace(page, articles=tuple(entries)))
    return Plan(pages=tuple(pages))


def _text_height(sheets: Mapping[int, Sheet]) -> int:
    """Return the height in px of pages of text: they have the shape of the printed pages."""
    first = next(iter(sheets.values()))
    return round(measure.WIDTH * first.height / first.width)


def _documents(facsimile: _Facsimile) -> Iterator[Document]:
    """Yield cover and contents, the printed pages, then the pages of text.

    The contents are not in the spine: they can be of any length, which no page of fixed layout can; readers list them anyway.
    """
    book = facsimile.book
    cover = document(
        book,
        "text/cover.xhtml",
        "cover-facsimile.xhtml.j2",
        title=book.words.cover,
        title_said=True,
        alt=book.title,
        width=WIDTH,
        height=HEIGHT,
    )
    yield replace(cover, placing=("rendition:page-spread-center",))
    yield replace(contents(book), linear=False)
    targets = facsimile.targets()
    for number in facsimile.sheets:
        yield _sheet(facsimile, number, targets)
    articles = book.plan.articles
    for at in range(len(articles)):
        yield from _article(facsimile, articles, at)


def _sheet(facsimile: _Facsimile, number: int, targets: Mapping[tuple[int, str], str]) -> Document:
    """Set a printed page. Odd ones stand at the right, as they do in a paper that is read from left to right."""
    book = facsimile.book
    one = facsimile.sheets[number]
    page = next(plan for plan in book.plan.pages if plan.page.number == number)
    names = {entry.article.id: entry.name for entry in book.plan.articles}
    parts = [
        {
            "id": part.id,
            "href": targets[number, part.id],
            "name": names[part.article],
            "jump": part.jump,
            "box": part.box,
            "texts": part.texts,
        }
        for part in one.parts
    ]
    made = document(
        book,
        f"text/{page.file}",
        "sheet.xhtml.j2",
        title=book.page_name(page),
        place=page.page.name,
        width=one.width,
        height=one.height,
        folio=book.words.page(number),
        anchor=anchor(page),
        image=one.picture.name if one.picture else "",
        alt=book.words.page_picture.format(book.words.page(number)),
        furniture=one.furniture,
        parts=parts,
    )
    return replace(made, placing=("page-spread-right" if number % 2 else "page-spread-left",))


def _article(facsimile: _Facsimile, articles: tuple[ArticlePlan, ...], at: int) -> Iterator[Document]:
    """Set the pages of text of an article; footnotes lead from one to another."""
    book, entry = facsimile.book, articles[at]
    pages = facsimile.texts[entry.article.id]
    scene = article_scene(book, entry.article)
    names = [_text_file(entry, number) for number in range(len(pages))]
    scene.calls.homes = {
        note.id: name for name, page in zip(names, pages, strict=True) for note in page.part.notes
    }
    for name, page in zip(names, pages, strict=True):
        scene.calls.expect(name, page.part)
    places = facsimile.places(entry)
    for number, (name, page, place) in enumerate(zip(names, pages, places, strict=True), 1):
        scene.calls.file = name
        yield article_document(
            book,
            name,
            page.part,
            scene,
            template="text.xhtml.j2",
            title=entry.name,
            folio=book.words.page(place.page.number),
            place=place.page.name,
            links=_links(book, articles, at, place),
            width=measure.WIDTH,
            height=page.height,
            rest=page.rest,
            count=f"{number}/{len(pages)}" if len(pages) > 1 else "",
        )


def _page_of(pages: tuple[TextPage, ...], read: int) -> int:
    """Return which page of text goes on behind so many characters of the article."""
    ends = accumulate(count_characters(page.part) for page in pages)
    return next((at for at, end in enumerate(ends) if end > read), 0)


def _text_file(entry: ArticlePlan, number: int) -> str:
    """Return the file of a page of text; no article's own file has a tilde in its name."""
    return entry.file if number == 0 else f"{entry.file.removesuffix('.xhtml')}~{number + 1}.xhtml"


def _links(book: Book, articles: tuple[ArticlePlan, ...], at: int, place: PagePlan) -> list[Link]:
    """Return previous, the printed page, and next; the first and the last article of the issue lack one."""
    words = book.words
    links = [Link(kind="page", href=place.file, words=words.back_to_page)]
    if at:
        links.insert(0, Link(kind="previous", href=articles[at - 1].file, words=words.previous, rel="prev"))
    if at + 1 < len(articles):
        links.append(Link(kind="next", href=articles[at + 1].file, words=words.next, rel="next"))
    return links
