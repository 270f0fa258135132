"""The site's documents 网页: home, pages and articles set by the templates, style sheets and scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.outputs.web import metadata
from publisher.outputs.web.cite import cited
from publisher.outputs.web.front import Surroundings, front
from publisher.outputs.web.pictures import article_images
from publisher.outputs.web.record import RECORD, EntryRecord, IssueRecord, PageRecord, Shown
from publisher.outputs.web.scene import Scene
from publisher.outputs.web.templates import assets, render
from publisher.text.dates import long_date, lunar_words, solar_term
from publisher.text.reading import byline_groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publisher.labels import Labels
    from publisher.model import Edition
    from publisher.outputs.web.pictures import PagePictures, Picture
    from publisher.outputs.web.plan import ArticlePlan, Entry, PagePlan, Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of the site: ``name`` from its folder."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every document is made from; ``page_pictures`` is by page number."""

    edition: Edition
    plan: Plan
    words: Labels
    images: Mapping[str, Picture]
    page_pictures: Mapping[int, PagePictures]

    @property
    def date(self) -> str:
        """The issue's date as the front page bears it."""
        return long_date(self.edition.date, self.edition.publication.language)


def documents(site: Site) -> Iterator[Document]:
    """Yield every document of the issue but its pictures."""
    record = _record(site)
    own = site.edition.publication.folder
    yield Document(name=RECORD, content=record.written())
    yield Document(name="index.html", content=front(record, Surroundings(), own))
    yield from (_page(site, at) for at in range(len(site.plan.pages)))
    by_number = {page.number: page for page in site.plan.pages}
    for entry in site.plan.articles:
        yield _article(site, by_number[entry.page], entry)
    for name, content in assets(own):
        yield Document(name=name, content=content)


def _record(site: Site) -> IssueRecord:
    """Return what the front shows of the issue, so that it can be set without the edition."""
    edition, words = site.edition, site.words
    paper, language = edition.publication, edition.publication.language
    day = " ".join(filter(None, (lunar_words(edition.date, language), solar_term(edition.date, language))))
    serial = words.serial(edition.serial) if edition.serial is not None else ""
    nameplate = site.images[paper.masthead.nameplate.digest] if paper.masthead.nameplate else None
    return IssueRecord(
        paper=paper.id,
        name=paper.name,
        language=language,
        date=edition.date,
        facts=tuple(fact for fact in (day, serial, words.pages(len(edition.pages))) if fact),
        slogan=paper.masthead.slogan or "",
        nameplate=_shown(nameplate),
        imprint=tuple((words.imprint(key), fact) for key, fact in paper.imprint if fact),
        pages=tuple(_page_record(site, page) for page in site.plan.pages),
        data=metadata.issue(edition),
    )


def _page_record(site: Site, page: PagePlan) -> PageRecord:
    pictures = site.page_pictures.get(page.number)
    first = min((item.article.article.priority for item in page.entries), default=0)
    lead = next((item for item in page.entries if item.article.article.priority == first), None)
    return PageRecord(
        number=page.number,
        label=page.label,
        address=page.address,
        picture=_shown(pictures.page) if pictures else None,
        thumbnail=_shown(pictures.thumbnail) if pictures else None,
        stamp=_shown(pictures.stamp) if pictures else None,
        entries=tuple(_entry_record(item, site.words, lead=item is lead) for item in page.entries),
    )


def _entry_record(item: Entry, words: Labels, *, lead: bool) -> EntryRecord:
    came = [words.continued_from(item.came_from)] if item.came_from else []
    goes = [words.continued_to(item.goes_to)] if item.goes_to else []
    article = item.article.article
    return EntryRecord(
        address=item.article.address,
        kicker=article.kicker or "",
        lines=item.article.lines,
        jumps=(*came, *goes),
        deck=tuple(line for line in article.deck if line) if lead else (),
        lead=lead,
    )


def _shown(picture: Picture | None) -> Shown | None:
    return Shown(name=picture.name, width=picture.width, height=picture.height) if picture else None


def _page(site: Site, at: int) -> Document:
    pages = site.plan.pages
    page = pages[at]
    title = f"{page.label} {site.edition.publication.name} {site.date}"
    names = (item.article.name for item in page.entries)
    return _document(
        site,
        page.address,
        "page.html.j2",
        root="../",
        title=title,
        description=metadata.contents(title, names, site.edition.publication.language),
        page=page,
        previous=pages[at - 1] if at else None,
        following=pages[at + 1] if at + 1 < len(pages) else None,
    )


def _article(site: Site, page: PagePlan, entry: ArticlePlan) -> Document:
    articles, article = site.plan.articles, entry.article
    printed = _printed(site, page, entry)
    return _document(
        site,
        entry.address,
        "article.html.j2",
        root="../",
        title=f"{entry.name} {site.edition.publication.name} {site.date}",
        page=page,
        entry=entry,
        article=article,
        printed=printed,
        place=printed[0][1],
        byline=byline_groups(article.byline),
        count=site.words.length(article),
        total=len(articles),
        previous=articles[entry.at - 2] if entry.at > 1 else None,
        following=articles[entry.at] if entry.at < len(articles) else None,
        scene=Scene.of(article, site.images, site.words),
        cited=cited(site.edition, entry, site.words),
        pictured=next(article_images(article), None) is not None,
        description=metadata.description(site.edition, article),
        shared_picture=metadata.shared_picture(site.edition, article, site.images),
        data=metadata.written(metadata.news_article(site.edition, entry, site.words, site.images)),
    )


def _printed(site: Site, page: PagePlan, entry: ArticlePlan) -> list[tuple[str, str]]:
    """Return where an article stands in print, and the address of each place from its file: page, 下转第03版."""
    by_number = {one.number: one for one in site.plan.pages}
    found = []
    for at, number in enumerate(entry.stands):
        one = by_number[number]
        area = next((area for area in one.areas if area.article is entry), None)
        anchor = f"#{area.id}" if area and number in site.page_pictures else ""
        folder = "" if one is page else f"../{one.folder}/"
        label = site.words.continued_to(number) if at else one.label
        found.append((label, f"{folder}index.html{anchor}"))
    return found


def _document(site: Site, name: str, template: str, /, *, root: str, **values: object) -> Document:
    paper = site.edition.publication
    made = render(
        template,
        paper.folder,
        paper.language,
        site=site,
        paper=paper,
        edition=site.edition,
        root=root,
        assets=root,
        **values,
    )
    return Document(name=name, content=made)
