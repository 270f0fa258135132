"""The EPUB 电子书: an edition as a reflowable EPUB 3.3, a file to each page and article.

EbookLib holds the book and is imported nowhere else; what it would parse or write anew is made here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from publisher.labels import labels
from publisher.outputs.epub import kobo
from publisher.outputs.epub.book import all_images, make_book
from publisher.outputs.epub.content import documents, headlines
from publisher.outputs.epub.document import Book
from publisher.outputs.epub.plan import plan
from publisher.outputs.epub.prepared import Prepared
from publisher.outputs.epub.profiles import GENERIC, PROFILES, Profile
from publisher.outputs.epub.typeface import headline_typeface
from publisher.outputs.epub.writer import Writer, whole
from publisher.typeset.headwords import Headwords

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from publisher.makeup.layout import MadeUpPage
    from publisher.model import Edition
    from publisher.outputs.epub.document import Document

__all__ = ["GENERIC", "PROFILES", "Prepared", "Profile", "write"]


def write(
    edition: Edition,
    target: Path,
    pictures: Mapping[int, bytes],
    printed: Sequence[MadeUpPage] = (),
    *,
    profile: Profile = GENERIC,
    gray: bool = False,
    prepared: Prepared | None = None,
) -> None:
    """Write an edition as EPUB. The same edition and pictures give the same bytes, anywhere and on any day.

    Args:
        edition: what is written.
        target: the file, in a folder that exists; it is overwritten.
        pictures: of printed pages 版面图 by their number, PNG or JPEG; pages may lack one.
        printed: the pages as they were printed: they tell where articles go on, and which pages were added.
        profile: whose readers it is for.
        gray: pictures are grey, as e-ink shows them.
        prepared: what another book of this edition has made ready of the same pictures.

    Raises:
        PublishError: O-001, a picture cannot be read or the file cannot be written.
    """
    with whole(target):
        prepared = prepared or Prepared(edition, pictures, printed, gray=gray)
        book = _book(edition, pictures, printed, profile, prepared)
        cover = prepared.cover(edition.pages[0].number)
        texts = documents(book)
        if profile.kobo:
            texts = (_for_kobo(text) for text in texts)
        Writer(target, make_book(book, texts, cover), edition.date).write()


def _for_kobo(text: Document) -> Document:
    return text if "nav" in text.properties else replace(text, content=kobo.spanned(text.content))


def _book(
    edition: Edition,
    pictures: Mapping[int, bytes],
    printed: Sequence[MadeUpPage],
    profile: Profile,
    prepared: Prepared,
) -> Book:
    words = labels(edition.publication.language)
    planned = plan(edition, words, pictures, printed)
    return Book(
        edition=edition,
        plan=planned,
        words=words,
        headwords=Headwords(edition),
        pictures=prepared.images(all_images(edition)),
        page_pictures=prepared.pages(page.page.number for page in planned.pages),
        profile=profile,
        typeface=headline_typeface(edition.publication, headlines(edition, planned, words)),
    )
