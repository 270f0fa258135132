"""The site's documents 网页: home, pages and articles set by the templates, style sheets and script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from publisher.outputs.web import metadata
from publisher.outputs.web.scene import Scene, safe_href
from publisher.resources import styles_dir, templates_dir
from publisher.text.dates import long_date, lunar_words, solar_term
from publisher.text.languages import direction, full_tag
from publisher.text.markup import clean
from publisher.text.reading import byline_groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from publisher.labels import Labels
    from publisher.model import Edition
    from publisher.outputs.web.pictures import Picture
    from publisher.outputs.web.plan import ArticlePlan, PagePlan, Plan

#: Content-Security-Policy: nothing from elsewhere, nothing inline. ``file:`` stands beside ``'self'`` since the
#: standard leaves open what the latter means in a folder opened from a disk; over http it admits nothing.
POLICY = (
    "default-src 'none'; img-src 'self' file:; style-src 'self' file:; script-src 'self' file:; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file of the site: ``name`` from its folder."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every document is made from; ``page_pictures`` holds picture and thumbnail by page number."""

    edition: Edition
    plan: Plan
    words: Labels
    images: Mapping[str, Picture]
    page_pictures: Mapping[int, tuple[Picture, Picture]]

    @property
    def date(self) -> str:
        """The issue's date as the front page bears it."""
        return long_date(self.edition.date, self.edition.publication.language)


def documents(site: Site) -> Iterator[Document]:
    """Yield every document of the site but its pictures."""
    yield _home(site)
    for at, page in enumerate(site.plan.pages):
        yield _page(site, at)
        yield Document(name=f"{page.folder}/areas.css", content=_areas(page).encode())
    by_number = {page.number: page for page in site.plan.pages}
    for entry in site.plan.articles:
        yield _article(site, by_number[entry.page], entry)
    yield Document(name="web.css", content=_styles(site.edition).encode())
    yield Document(name="web.js", content=(styles_dir() / "web.js").read_bytes())


def _home(site: Site) -> Document:
    edition, words = site.edition, site.words
    language = edition.publication.language
    day = " ".join(filter(None, (lunar_words(edition.date, language), solar_term(edition.date, language))))
    serial = words.serial(edition.serial) if edition.serial is not None else ""
    return _document(
        site,
        "index.html",
        "home.html.j2",
        root="",
        title=f"{edition.publication.name} {site.date}",
        facts=[fact for fact in (day, serial, words.pages(len(edition.pages))) if fact],
        imprint=[(words.imprint(key), fact) for key, fact in edition.publication.imprint if fact],
        data=metadata.issue(edition),
    )


def _page(site: Site, at: int) -> Document:
    pages = site.plan.pages
    page = pages[at]
    return _document(
        site,
        page.address,
        "page.html.j2",
        root="../",
        title=f"{page.label} {site.edition.publication.name} {site.date}",
        page=page,
        previous=pages[at - 1] if at else None,
        following=pages[at + 1] if at + 1 < len(pages) else None,
    )


def _article(site: Site, page: PagePlan, entry: ArticlePlan) -> Document:
    articles, article = site.plan.articles, entry.article
    drawn = page.areas if page.number in site.page_pictures else ()
    areas = [area for area in drawn if area.article is entry]
    return _document(
        site,
        entry.address,
        "article.html.j2",
        root="../",
        title=f"{entry.name} {site.edition.publication.name} {site.date}",
        page=page,
        entry=entry,
        article=article,
        place=f"index.html#{areas[0].id}" if areas else "index.html",
        byline=byline_groups(article.byline),
        count=site.words.length(article),
        total=len(articles),
        previous=articles[entry.at - 2] if entry.at > 1 else None,
        following=articles[entry.at] if entry.at < len(articles) else None,
        scene=Scene.of(article, site.images, site.words),
        data=metadata.news_article(site.edition, entry, site.words),
    )


def _areas(page: PagePlan) -> str:
    """Return the style sheet that places a page's hot areas; the policy allows no style in the page itself."""
    return "".join(
        f"#{area.id} {{ left: {area.left:.4f}%; top: {area.top:.4f}%;"
        f" width: {area.width:.4f}%; height: {area.height:.4f}%; }}\n"
        for area in page.areas
    )


def _styles(edition: Edition) -> str:
    """Return the shipped style sheet, and the publication's own behind it."""
    own = edition.publication.folder / "styles" / "web.css"
    sheets = [styles_dir() / "web.css", *([own] if own.is_file() else [])]
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def _document(site: Site, name: str, template: str, /, *, root: str, **values: object) -> Document:
    environment = _environment(site.edition.publication.folder / "templates", templates_dir())
    made = environment.get_template(f"web/{template}").render(
        language=full_tag(site.edition.publication.language),
        direction=direction(site.edition.publication.language),
        policy=POLICY,
        site=site,
        paper=site.edition.publication,
        edition=site.edition,
        words=site.words,
        root=root,
        **values,
    )
    return Document(name=name, content=made.encode())


@lru_cache(maxsize=4)
def _environment(own: Path, shipped: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(own), FileSystemLoader(shipped)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "kind": lambda block: type(block).__name__.lower(),
        "href": safe_href,
    }
    return environment


def _finalize(value: object) -> object:
    """Take out of every value what no document can hold; what a template has made is clean already."""
    if isinstance(value, Markup):
        return value
    return clean(value) if isinstance(value, str) else value
