"""The EPUB 电子书: an edition as a reflowable EPUB 3.3, a file to each page and article.

EbookLib holds the book and is imported nowhere else; what it would parse or write anew is made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.labels import labels
from publisher.outputs.epub.book import all_images, make_book
from publisher.outputs.epub.content import Book, documents
from publisher.outputs.epub.cover import draw_cover
from publisher.outputs.epub.pictures import page_picture, prepare_all
from publisher.outputs.epub.plan import plan
from publisher.outputs.epub.writer import Writer, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from publisher.makeup.layout import MadeUpPage
    from publisher.model import Edition

__all__ = ["write"]


def write(
    edition: Edition, target: Path, pictures: Mapping[int, bytes], printed: Sequence[MadeUpPage] = ()
) -> None:
    """Write an edition as EPUB. The same edition and pictures give the same bytes, anywhere and on any day.

    Args:
        edition: what is written.
        target: the file, in a folder that exists; it is overwritten.
        pictures: of printed pages 版面图 by their number, PNG or JPEG; pages may lack one.
        printed: the pages as they were printed: they tell where articles go on, and which pages were added.

    Raises:
        PublishError: O-001, a picture cannot be read or the file cannot be written.
    """
    with whole(target):
        _write(edition, target, pictures, printed)


def _write(
    edition: Edition, target: Path, pictures: Mapping[int, bytes], printed: Sequence[MadeUpPage]
) -> None:
    words = labels(edition.publication.language)
    planned = plan(edition, words, pictures, printed)
    facsimiles = {
        page.page.number: page_picture(pictures[page.page.number], page.page.folio)
        for page in planned.pages
        if page.picture
    }
    book = Book(
        edition=edition,
        plan=planned,
        words=words,
        pictures=prepare_all(all_images(edition)),
        page_pictures=facsimiles,
    )
    front = pictures.get(edition.pages[0].number)
    made = make_book(book, documents(book), draw_cover(edition, front))
    Writer(target, made, edition.date).write()
