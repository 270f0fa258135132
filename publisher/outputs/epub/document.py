"""What the documents of a book are made with 文档: the book's facts, and the templates that set them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from publisher.model import plain
from publisher.outputs.epub.overlays import recording_of
from publisher.outputs.epub.profiles import GENERIC
from publisher.resources import templates_dir
from publisher.text.bidi import balanced, isolated
from publisher.text.dates import calendar_date
from publisher.text.languages import direction, full_tag, spoken
from publisher.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from publisher.labels import Labels
    from publisher.model import Edition
    from publisher.outputs.epub.overlays import Overlay
    from publisher.outputs.epub.pictures import Picture
    from publisher.outputs.epub.plan import PagePlan, Plan
    from publisher.outputs.epub.profiles import Profile
    from publisher.outputs.epub.typeface import Typeface
    from publisher.typeset.headwords import Headwords

#: The language of the program's words for an edition whose language it does not speak.
_SERVED = "en"


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
    """What every document is made from.

    Attributes:
        headwords: where headlines may be broken.
        fixed: it is the facsimile, a book of fixed layout 固定版式.
    """

    edition: Edition
    plan: Plan
    words: Labels
    pictures: Mapping[str, Picture]
    page_pictures: Mapping[int, Picture]
    headwords: Headwords
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
        issue = f"{calendar_date(self.edition.date, publication.language)}{serial}"
        title = self.mixed(publication.name, " ", issue)
        return self.words.facsimile_pattern.format(title) if self.fixed else title

    def page_name(self, plan: PagePlan) -> str:
        """Return folio and name of a page in a row, for where no element can tell them apart."""
        folio, name = self.words.page(plan.page.number), plan.page.name
        return self.mixed(folio, self.words.colon, name) if name else folio

    def mixed(self, first: str, between: str, second: str) -> str:
        """Return two phrases in a row, each by itself where the words of the program run the other way than the edition's."""
        if direction(self.language) == "ltr" or spoken(self.language):
            return f"{balanced(first)}{between}{balanced(second)}"
        return f"{isolated(first)}{between}{isolated(second)}"

    @property
    def heard(self) -> bool:
        """Whether the book plays a recording of any article."""
        articles = self.edition.articles
        return any(recording_of(article, self.profile, fixed=self.fixed) for article in articles)

    @property
    def language(self) -> str:
        """The language tag of every document."""
        return full_tag(self.edition.publication.language)


def anchor(plan: PagePlan) -> str:
    """Return the id of a page's page break."""
    return f"page-{plan.page.folio}"


def contents_id(plan: PagePlan) -> str:
    """Return the id of a page's entry in the contents."""
    return f"contents-{plan.page.folio}"


def document(book: Book, name: str, template: str, /, **values: object) -> Document:
    """Set one of the book's documents by its template."""
    return Document(name=name, content=render(book, template, **values))


def render(book: Book, template: str, /, **values: object) -> bytes:
    """Set a template in the surroundings of a book."""
    found = _environment(templates_dir() / "epub").get_template(template)
    own = _tongue(book.language)
    known = {
        "language": book.language,
        "words": book.words,
        "root": "../",
        "title_said": False,
        "own": own,
        "tongue": Markup() if spoken(book.language) else _tongue(_SERVED),
    }
    return found.render(**{**known, **values}).encode()


def _tongue(language: str) -> Markup:
    return Markup(' lang="{0}" xml:lang="{0}" dir="{1}"').format(language, direction(language))


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
