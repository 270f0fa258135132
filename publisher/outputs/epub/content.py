"""The book's documents 内容: the edition set in XHTML by the templates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from publisher.model import Crosshead, Edition, Kind, Paragraph, plain
from publisher.outputs.epub.overlays import overlay, recording_of
from publisher.outputs.epub.profiles import GENERIC
from publisher.outputs.epub.scene import Calls, Scene
from publisher.resources import templates_dir
from publisher.text.callouts import story
from publisher.text.dates import calendar_date, long_date, lunar_words, solar_term
from publisher.text.languages import direction, full_tag
from publisher.text.markup import clean
from publisher.text.reading import byline_groups, reading_minutes, run_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from publisher.labels import Labels
    from publisher.model import Article, Note
    from publisher.outputs.epub.overlays import Overlay
    from publisher.outputs.epub.pictures import Picture
    from publisher.outputs.epub.plan import ArticlePlan, PagePlan, Plan
    from publisher.outputs.epub.profiles import Profile
    from publisher.outputs.epub.typeface import Typeface


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of the book.

    Attributes:
        name: from the package's folder.
        properties, placing: what the package says of it, in the manifest and where the spine names it.
        linear: whether the spine names it at all.
        overlay: plays the recording of it, if there is one.
    """

    name: str
    content: bytes
    properties: tuple[str, ...] = ()
    placing: tuple[str, ...] = ()
    linear: bool = True
    overlay: Overlay | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link for moving about; ``rel`` as HTML knows it."""

    kind: str
    href: str
    words: str
    rel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """What every document is made from; ``fixed``: it is the facsimile, a book of fixed layout 固定版式."""

    edition: Edition
    plan: Plan
    words: Labels
    pictures: Mapping[str, Picture]
    page_pictures: Mapping[int, Picture]
    fixed: bool = False
    profile: Profile = GENERIC
    typeface: Typeface | None = None

    @property
    def title(self) -> str:
        """The title of the issue: 杨浦时报 2023年1月5日."""
        return self._titled("")

    @property
    def full_title(self) -> str:
        """The title with the serial number 总期号, where it is known, as shelves and catalogues show it."""
        serial = self.edition.serial
        return self._titled("" if serial is None else f" {self.words.serial(serial)}")

    def _titled(self, serial: str) -> str:
        publication = self.edition.publication
        title = f"{publication.name} {calendar_date(self.edition.date, publication.language)}{serial}"
        return self.words.facsimile_pattern.format(title) if self.fixed else title

    @property
    def heard(self) -> bool:
        """Whether the book plays a recording of any article."""
        articles = self.edition.articles
        return any(recording_of(article, self.profile, fixed=self.fixed) for article in articles)

    @property
    def language(self) -> str:
        """The language tag of every document."""
        return full_tag(self.edition.publication.language)


def documents(book: Book) -> Iterator[Document]:
    """Yield the documents in the order of reading: cover, title page, contents, then page by page."""
    if book.profile.cover_page:
        yield document(book, "text/cover.xhtml", "cover.xhtml.j2", title=book.words.cover, alt=book.title)
    yield _title(book)
    yield contents(book)
    articles = book.plan.articles
    places = {entry.file: at for at, entry in enumerate(articles)}
    for at, page in enumerate(book.plan.pages):
        yield _page(book, at)
        if page.picture:
            name = book.words.page_picture.format(book.words.page(page.page.number))
            image = book.page_pictures[page.page.number].name
            links = [Link(kind="page", href=page.file, words=book.words.this_page)]
            yield document(
                book, f"text/{page.picture}", "picture.xhtml.j2", title=name, image=image, links=links
            )
        for entry in page.articles:
            yield _article(book, page, articles, places[entry.file])


def headlines(edition: Edition, planned: Plan, words: Labels) -> Iterator[str]:
    """Yield all that is set as a headline: name, pages and articles."""
    yield edition.publication.name
    yield words.contents
    for page in planned.pages:
        yield words.page_named(page.page.number, page.page.name)
        for entry in page.articles:
            yield from (entry.name, *entry.article.title)


def ncx(book: Book, identifier: str) -> bytes:
    """Return the contents for readers of EPUB 2 (NCX, DAISY Z39.86-2005)."""
    template = _environment(templates_dir() / "epub").get_template("toc.ncx.j2")
    made = template.render(
        language=book.language,
        identifier=identifier,
        title=book.title,
        words=book.words,
        pages=_outline(book),
    )
    return made.encode()


def _title(book: Book) -> Document:
    edition, words = book.edition, book.words
    language = edition.publication.language
    day = " ".join(filter(None, (lunar_words(edition.date, language), solar_term(edition.date, language))))
    serial = words.serial(edition.serial) if edition.serial is not None else ""
    lines = [line for line in (day, serial, words.pages(len(book.plan.pages))) if line]
    return document(
        book,
        "text/title.xhtml",
        "title.xhtml.j2",
        cover=not book.profile.cover_page,
        title=book.title,
        name=edition.publication.name,
        slogan=edition.publication.masthead.slogan,
        date=long_date(edition.date, language),
        lines=lines,
        imprint=[(words.imprint(key), fact) for key, fact in edition.publication.imprint if fact],
    )


def contents(book: Book) -> Document:
    """Return the contents 目录, with landmarks and page list (EPUB 3.3, section 7)."""
    made = document(
        book,
        "nav.xhtml",
        "nav.xhtml.j2",
        root="",
        title=book.words.contents,
        pages=_outline(book),
        fixed=book.fixed,
        cover=book.profile.cover_page,
    )
    return Document(name=made.name, content=made.content, properties=("nav",))


def _outline(book: Book) -> list[dict[str, object]]:
    """Return pages and their articles as both contents list them, numbered in the order of reading."""
    order = 0
    pages: list[dict[str, object]] = []
    for plan in book.plan.pages:
        order += 1
        number = plan.page.number
        pages.append(
            {
                "id": _contents_id(plan),
                "file": plan.file,
                "number": number,
                "folio": book.words.page(number),
                "anchor": anchor(plan),
                "name": book.words.page_named(number, plan.page.name),
                "order": order,
                "articles": [
                    {"file": entry.place or entry.file, "name": entry.name, "order": order + at}
                    for at, entry in enumerate(plan.articles, 1)
                ],
            }
        )
        order += len(plan.articles)
    return pages


def _page(book: Book, at: int) -> Document:
    pages, words = book.plan.pages, book.words
    plan = pages[at]
    links = [
        *(
            [Link(kind="previous", href=pages[at - 1].file, words=words.previous_page, rel="prev")]
            if at
            else []
        ),
        Link(kind="contents", href=f"../nav.xhtml#{_contents_id(plan)}", words=words.contents),
        *(
            [Link(kind="next", href=pages[at + 1].file, words=words.next_page, rel="next")]
            if at + 1 < len(pages)
            else []
        ),
    ]
    entries = [
        {
            "file": entry.file,
            "name": entry.name,
            "kicker": entry.article.kicker,
            "deck": entry.article.deck,
            "rank": _rank(entry.article),
            "count": words.length(entry.article),
            "minutes": words.minutes(reading_minutes(entry.article)),
        }
        for entry in plan.articles
    ]
    continued = [
        {"file": entry.file, "name": entry.name, "origin": words.continued_from(origin)}
        for entry, origin in plan.continued
    ]
    ads = [{"name": book.pictures[ad.image.digest].name, "alt": ad.image.alt} for ad in plan.page.ads]
    return document(
        book,
        f"text/{plan.file}",
        "page.xhtml.j2",
        title=words.page_named(plan.page.number, plan.page.name),
        page=plan.page,
        folio=words.page(plan.page.number),
        anchor=anchor(plan),
        links=links,
        entries=entries,
        continued=continued,
        picture=plan.picture,
        image=book.page_pictures[plan.page.number].name if plan.picture else "",
        ads=ads,
    )


def _rank(article: Article) -> str:
    """Return how large a headline stands on the page: the lead 头条, a story, or a brief 简讯."""
    if article.kind is Kind.BRIEF:
        return "brief"
    return "lead" if article.priority == 1 else "story"


def _article(book: Book, page: PagePlan, articles: tuple[ArticlePlan, ...], at: int) -> Document:
    entry, words = articles[at], book.words
    made = article_document(
        book,
        entry.file,
        entry.article,
        article_scene(book, entry.article),
        title=entry.name,
        folio=words.page_named(page.page.number, page.page.name),
        jumps=[
            {"href": f"page-{number:02d}.xhtml", "words": words.continued_to(number)}
            for number in entry.continued
        ],
        links=_article_links(book, page, articles, at),
    )
    recording = recording_of(entry.article, book.profile)
    return replace(made, overlay=overlay(entry.file, made.content, recording)) if recording else made


def article_scene(book: Book, article: Article) -> Scene:
    """Return the surroundings of an article's blocks."""
    levels = [block.level for block in article.body if isinstance(block, Crosshead)]
    return Scene(
        calls=Calls(article.notes),
        pictures=book.pictures,
        words=book.words,
        verse=article.kind is Kind.POEM,
        even=_even(article),
        deepest=min(levels, default=2),
        story=story(article),
        fixed=book.fixed,
    )


def article_document(
    book: Book,
    file: str,
    article: Article,
    scene: Scene,
    /,
    template: str = "article.xhtml.j2",
    **values: object,
) -> Document:
    """Set an article, or a part of one in the surroundings of the whole."""
    drawn = scene.charts.value
    made = document(
        book,
        f"text/{file}",
        template,
        article=article,
        byline=byline_groups(article.byline),
        notes=_Notes(scene.calls, article.notes),
        scene=scene,
        **values,
    )
    return replace(made, properties=("svg",) if scene.charts.value > drawn else ())


def _article_links(book: Book, page: PagePlan, articles: tuple[ArticlePlan, ...], at: int) -> list[Link]:
    """Return previous, page, contents and next; the first and the last article of the issue lack one."""
    words = book.words
    contents = f"../nav.xhtml#{_contents_id(page)}"
    links = [
        Link(kind="page", href=page.file, words=words.this_page),
        Link(kind="contents", href=contents, words=words.contents),
    ]
    if at:
        links.insert(0, Link(kind="previous", href=articles[at - 1].file, words=words.previous, rel="prev"))
    if at + 1 < len(articles):
        links.append(Link(kind="next", href=articles[at + 1].file, words=words.next, rel="next"))
    return links


def _even(article: Article) -> bool:
    """Whether all lines of a poem are of one length, as those of 近体诗 are."""
    stanzas = (run_text(block.runs) for block in article.body if isinstance(block, Paragraph))
    return len({len(line.rstrip()) for stanza in stanzas for line in stanza.split("\n")}) == 1


class _Notes:
    """Footnotes of an article; each asks for its calls when it is set, after all calls."""

    def __init__(self, calls: Calls, notes: tuple[Note, ...]) -> None:
        self._calls = calls
        self._notes = notes

    def __len__(self) -> int:
        return len(self._notes)

    def __iter__(self) -> Iterator[dict[str, object]]:
        for note in self._notes:
            yield {
                "id": self._calls.anchor(note.id),
                "label": note.label,
                "blocks": note.blocks,
                "back": self._calls.back(note.id),
            }


def anchor(plan: PagePlan) -> str:
    """Return the id of a page's page break."""
    return f"page-{plan.page.folio}"


def _contents_id(plan: PagePlan) -> str:
    return f"contents-{plan.page.folio}"


def document(book: Book, name: str, template: str, /, **values: object) -> Document:
    """Set one of the book's documents by its template."""
    found = _environment(templates_dir() / "epub").get_template(template)
    made = found.render(**{"language": book.language, "words": book.words, "root": "../", **values})
    return Document(name=name, content=made.encode())


@lru_cache(maxsize=4)
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        kind=lambda block: type(block).__name__.lower(), plain=plain, direction=direction
    )
    return environment


def _finalize(value: object) -> object:
    """Take out of every value what XML cannot hold; what a template has made is clean already."""
    if isinstance(value, Markup):
        return value
    return clean(value) if isinstance(value, str) else value
