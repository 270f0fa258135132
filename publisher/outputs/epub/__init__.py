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
    from collections.abc import Mapping
    from pathlib import Path

    from publisher.model import Edition

__all__ = ["write"]


def write(edition: Edition, target: Path, pictures: Mapping[int, bytes]) -> None:
    """Write an edition as EPUB. The same edition and pictures give the same bytes, anywhere and on any day.

    Args:
        edition: what is written.
        target: the file, in a folder that exists; it is overwritten.
        pictures: of printed pages 版面图 by their number, PNG or JPEG; pages may lack one.

    Raises:
        PublishError: O-001, a picture cannot be read or the file cannot be written.
    """
    with whole(target):
        _write(edition, target, pictures)


def _write(edition: Edition, target: Path, pictures: Mapping[int, bytes]) -> None:
    words = labels(edition.publication.language)
    numbers = {page.number: page.folio for page in edition.pages}
    facsimiles = {
        number: page_picture(content, numbers[number])
        for number, content in sorted(pictures.items())
        if number in numbers
    }
    book = Book(
        edition=edition,
        plan=plan(edition, words, facsimiles),
        words=words,
        pictures=prepare_all(all_images(edition)),
        page_pictures=facsimiles,
    )
    front = pictures.get(edition.pages[0].number)
    made = make_book(book, documents(book), draw_cover(edition, front))
    Writer(target, made, edition.date).write()
