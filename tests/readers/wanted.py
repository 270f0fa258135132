"""What a reading system must find in a book, told from the edition alone; and the book as old systems see it."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
import zipfile
from typing import TYPE_CHECKING

from publisher.labels import labels
from publisher.text.bidi import balanced
from publisher.text.markup import clean
from publisher.text.reading import Part, pieces, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from publisher.model import Article, Edition

XHTML = "{http://www.w3.org/1999/xhtml}"
#: What the book adds to an article, by class.
ADDED = ("turn", "folio", "label")
_SVG = "{http://www.w3.org/2000/svg}"
_OPF = "{http://www.idpf.org/2007/opf}"
_HEAD = {Part.KICKER, Part.HEADLINE, Part.DECK, Part.BYLINE, Part.SUMMARY, Part.EDITOR_NOTE}


def contents(edition: Edition) -> list[tuple[str, list[str]]]:
    """Return the pages with their names, and the headlines of each, without what XML cannot hold."""
    words = labels(edition.publication.language)
    return [
        (
            words.page_named(page.number, page.name),
            [
                clean(balanced(" ".join(article.headline.split()))) or f"{words.article} {article.id}"
                for article in page.articles
            ],
        )
        for page in edition.pages
    ]


def pages(edition: Edition) -> list[str]:
    """Return the labels of the page-list: the pages as they are called in print."""
    words = labels(edition.publication.language)
    return [words.page(page.number) for page in edition.pages]


def landmarks(edition: Edition) -> list[tuple[str, str]]:
    """Return the kinds of the landmarks and their titles."""
    words = labels(edition.publication.language)
    return [
        ("cover", words.cover),
        ("titlepage", words.imprint_title),
        ("toc", words.contents),
        ("bodymatter", words.start),
    ]


def article_text(article: Article) -> str:
    """Return an article's text as the book has it: column first, its own pictures' captions before the dateline."""
    order = list(pieces(article, readings=True))
    captions = [piece for piece in order if piece.part is Part.CAPTION]
    before = [piece for piece in order if piece.part in _HEAD]
    after = [piece for piece in order if piece.part not in _HEAD and piece.part is not Part.CAPTION]
    return visible(article.column + "".join(piece.text for piece in (*before, *captions, *after)))


def without_units(text: str, edition: Edition) -> str:
    """Return the visible characters without the words that a chart puts before its unit."""
    words = labels(edition.publication.language)
    return visible(text.replace(words.labelled(words.unit, ""), ""))


def spine(book: Path) -> dict[str, ET.Element]:
    """Return the documents of a book's spine by their paths in the container, as they were written."""
    with zipfile.ZipFile(book) as archive:
        package = ET.fromstring(archive.read("EPUB/package.opf"))
        items = {item.get("id"): item.get("href") for item in package.iter(f"{_OPF}item")}
        names = [f"EPUB/{items[ref.get('idref')]}" for ref in package.iter(f"{_OPF}itemref")]
        return {name: ET.fromstring(archive.read(name)) for name in names}


def shown(document: ET.Element) -> str:
    """Return what MuPDF shows of a document: its text but what is hidden, and marks before the items of lists.

    The words of a drawing are part of its picture.
    """
    return visible(_shown(document.find(f"{XHTML}body"), ""))


def _shown(element: ET.Element, mark: str) -> str:
    if element.get("hidden") or element.tag == f"{_SVG}svg":
        return element.tail or ""
    marks = _marks(element)
    inside = "".join(_shown(child, marks.get(child, "")) for child in element)
    return mark + (element.text or "") + inside + (element.tail or "")


def _marks(element: ET.Element) -> dict[ET.Element, str]:
    """Return the marks of a list's items, which MuPDF counts from 1; the lists of pages and contents have none."""
    bulleted, numbered = (element.tag == f"{XHTML}{name}" for name in ("ul", "ol"))
    listed = "articles" in element.get("class", "") or element.find(f"{XHTML}li/{XHTML}a") is not None
    if listed or not (bulleted or numbered):
        return {}
    return {item: "•" if bulleted else f"{number}." for number, item in enumerate(element, 1)}


def inward(documents: Mapping[str, ET.Element]) -> Iterator[tuple[str, str]]:
    """Yield every visible link from a document to another place in the book: its document and that of the place."""
    for name, document in documents.items():
        hidden = {part for nav in document.iterfind(".//*[@hidden]") for part in nav.iter()}
        for link in document.iter(f"{XHTML}a"):
            href = link.get("href")
            if ":" not in href and link not in hidden:
                path = href.partition("#")[0]
                yield (
                    name,
                    posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name,
                )


def aged(book: Path, target: Path) -> Path:
    """Write the book as a system of EPUB 2 sees it: without the navigation document, so that the NCX is its contents."""
    with zipfile.ZipFile(book) as archive, zipfile.ZipFile(target, "w") as copy:
        for entry in archive.infolist():
            content = archive.read(entry)
            if entry.filename.endswith("package.opf"):
                assert b'version="3.0"' in content
                assert b' properties="nav"' in content
                content = content.replace(b'version="3.0"', b'version="2.0"').replace(
                    b' properties="nav"', b""
                )
            copy.writestr(entry, content)
    return target
