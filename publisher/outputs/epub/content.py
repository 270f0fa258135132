"""The book's documents 内容: the edition set in XHTML by the templates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publisher.model import Crosshead, Kind, Paragraph
from publisher.outputs.epub import navigation
from publisher.outputs.epub.calls import Calls
from publisher.outputs.epub.document import Document, Link, anchor, contents_id, document
from publisher.outputs.epub.headwords import headline
from publisher.outputs.epub.overlays import overlay, recording_of
from publisher.outputs.epub.scene import Scene
from publisher.text.callouts import story
from publisher.text.dates import long_date, lunar_words, solar_term
from publisher.text.reading import byline_groups, reading_minutes, run_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.labels import Labels
    from publisher.model import Article, Edition
    from publisher.outputs.epub.document import Book
    from publisher.outputs.epub.plan import ArticlePlan, PagePlan, Plan

#: So many links to pages on which an article goes on stand in a row.
_MOST_JUMPS = 2


def documents(book: Book) -> Iterator[Document]:
    """Yield the documents in the order of reading: cover, title page, contents, then page by page."""
    if book.profile.cover_page:
        yield document(
            book,
            "text/cover.xhtml",
            "cover.xhtml.j2",
            title=book.words.cover,
            title_said=True,
            alt=book.title,
        )
    yield _title(book)
    yield navigation.contents(book)
    articles = book.plan.articles
    places = {entry.file: at for at, entry in enumerate(articles)}
    for at, page in enumerate(book.plan.pages):
        yield _page(book, at)
        if page.picture:
            name = book.words.page_picture.format(book.words.page(page.page.number))
            image = book.page_pictures[page.page.number].name
            links = [Link(kind="page", href=page.file, words=book.words.this_page)]
            yield document(
                book,
                f"text/{page.picture}",
                "picture.xhtml.j2",
                title=name,
                title_said=True,
                image=image,
                links=links,
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


def _page(book: Book, at: int) -> Document:
    pages, words = book.plan.pages, book.words
    plan = pages[at]
    links = [
        *(
            [Link(kind="previous", href=pages[at - 1].file, words=words.previous_page, rel="prev")]
            if at
            else []
        ),
        Link(kind="contents", href=f"../nav.xhtml#{contents_id(plan)}", words=words.contents),
        *(
            [Link(kind="next", href=pages[at + 1].file, words=words.next_page, rel="next")]
            if at + 1 < len(pages)
            else []
        ),
    ]
    entries = [
        {
            "file": entry.file,
            "name": headline(entry.name, book.headwords),
            "kicker": entry.article.kicker,
            "deck": entry.article.deck,
            "rank": _rank(entry.article),
            "count": words.length(entry.article),
            "minutes": words.minutes(reading_minutes(entry.article)),
        }
        for entry in plan.articles
    ]
    continued = [
        {
            "file": entry.file,
            "name": headline(entry.name, book.headwords),
            "origin": words.continued_from(origin),
        }
        for entry, origin in plan.continued
    ]
    ads = [{"name": book.pictures[ad.image.digest].name, "alt": ad.image.alt} for ad in plan.page.ads]
    return document(
        book,
        f"text/{plan.file}",
        "page.xhtml.j2",
        title=book.page_name(plan),
        page=plan.page,
        folio=words.page(plan.page.number),
        anchor=anchor(plan),
        links=links,
        entries=entries,
        continued=continued,
        picture=plan.picture,
        image=book.page_pictures[plan.page.number].name if plan.picture else "",
        parted=book.headwords.needed,
        ads=ads,
    )


def _rank(article: Article) -> str:
    """Return how large a headline stands on the page: the lead 头条, a story, or a brief 简讯."""
    if article.kind is Kind.BRIEF:
        return "brief"
    return "lead" if article.priority == 1 else "story"


def _article(book: Book, page: PagePlan, articles: tuple[ArticlePlan, ...], at: int) -> Document:
    entry, words = articles[at], book.words
    scene = article_scene(book, entry.article)
    scene.calls.expect("", entry.article)
    made = article_document(
        book,
        entry.file,
        entry.article,
        scene,
        title=entry.name,
        folio=words.page(page.page.number),
        place=page.page.name,
        jumps=_jumps(entry, words),
        links=_article_links(book, page, articles, at),
    )
    recording = recording_of(entry.article, book.profile)
    return replace(made, overlay=overlay(entry.file, made.content, recording)) if recording else made


def _jumps(entry: ArticlePlan, words: Labels) -> list[dict[str, str]]:
    """Return where an article goes on in print: each page, or of a longer chain the next one and the last."""
    pages = entry.continued
    shown = [(number, " ", words.continued_to(number)) for number in pages]
    if len(pages) > _MOST_JUMPS:
        shown = [shown[0], (pages[-1], " … ", words.page(pages[-1]))]
    return [
        {"href": f"page-{number:02d}.xhtml", "before": before, "words": wording}
        for number, before, wording in shown
    ]


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
        headwords=book.headwords,
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
        notes=[scene.calls.entry(note) for note in article.notes],
        scene=scene,
        **values,
    )
    return replace(made, properties=("svg",) if scene.charts.value > drawn else ())


def _article_links(book: Book, page: PagePlan, articles: tuple[ArticlePlan, ...], at: int) -> list[Link]:
    """Return previous, page, contents and next; the first and the last article of the issue lack one."""
    words = book.words
    contents = f"../nav.xhtml#{contents_id(page)}"
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
