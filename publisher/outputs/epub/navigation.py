"""The book's contents 目录: the navigation document of EPUB 3, and the NCX of EPUB 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.outputs.epub.document import Document, anchor, contents_id, document, render

if TYPE_CHECKING:
    from publisher.outputs.epub.document import Book


def contents(book: Book) -> Document:
    """Return the contents 目录, with landmarks and page list (EPUB 3.3, section 7)."""
    made = document(
        book,
        "nav.xhtml",
        "nav.xhtml.j2",
        root="",
        title=book.words.contents,
        title_said=True,
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
                "id": contents_id(plan),
                "file": plan.file,
                "number": number,
                "folio": book.words.page(number),
                "anchor": anchor(plan),
                "title": plan.page.name,
                "name": book.page_name(plan),
                "order": order,
                "articles": [
                    {"file": entry.place or entry.file, "name": entry.name, "order": order + at}
                    for at, entry in enumerate(plan.articles, 1)
                ],
            }
        )
        order += len(plan.articles)
    return pages


def ncx(book: Book, identifier: str) -> bytes:
    """Return the contents for readers of EPUB 2 (NCX, DAISY Z39.86-2005)."""
    return render(book, "toc.ncx.j2", identifier=identifier, title=book.full_title, pages=_outline(book))
