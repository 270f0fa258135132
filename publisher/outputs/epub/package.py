"""The package document 包文件 (OPF, EPUB 3.3 section 5), written from the book that EbookLib holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.text.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ebooklib import epub

_DC = "http://purl.org/dc/elements/1.1/"
_OPF = "http://www.idpf.org/2007/opf"


def package_document(book: epub.EpubBook) -> bytes:
    """Write metadata, manifest and spine of a book whose items are all of our own class.

    EbookLib's own writer is not used: it states no properties of spine items, writes an empty
    ``toc`` for a missing NCX, and takes every element with an ``epub:type`` for a page.
    """
    placing = {item.id: item.placing for item in book.get_items()}
    spine = "".join(f'\n<itemref idref="{escape(name)}"{_properties(placing[name])}/>' for name in book.spine)
    manifest = "".join(f"\n{_item(item)}" for item in book.get_items())
    prefixes = f' prefix="{escape(" ".join(book.prefixes))}"' if book.prefixes else ""
    direction = ' dir="rtl"' if book.direction == "rtl" else ""
    toc = next(item.id for item in book.get_items() if item.media_type == "application/x-dtbncx+xml")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<package xmlns="{_OPF}" version="3.0" unique-identifier="{book.IDENTIFIER_ID}" '
        f'xml:lang="{escape(book.language)}"{direction}{prefixes}>\n'
        f'<metadata xmlns:dc="{_DC}">{"".join(_metadata(book))}\n</metadata>\n'
        f"<manifest>{manifest}\n</manifest>\n"
        f'<spine toc="{toc}" page-progression-direction="{book.direction}">{spine}\n</spine>\n'
        "</package>\n"
    ).encode()


def _metadata(book: epub.EpubBook) -> Iterable[str]:
    for name, values in book.metadata.get(_DC, {}).items():
        for text, attributes in values:
            yield f"\n<dc:{name}{_attributes(attributes)}>{escape(text)}</dc:{name}>"
    for text, attributes in book.metadata.get(_OPF, {}).get("meta", []):
        if text:
            yield f"\n<meta{_attributes(attributes)}>{escape(text)}</meta>"
        else:
            yield f"\n<meta{_attributes(attributes)}/>"


def _item(item: epub.EpubItem) -> str:
    overlay = f' media-overlay="{item.media_overlay}"' if item.media_overlay else ""
    return (
        f'<item id="{escape(item.id)}" href="{escape(item.file_name)}" '
        f'media-type="{escape(item.media_type)}"{_properties(item.properties)}{overlay}/>'
    )


def _properties(values: Iterable[str]) -> str:
    stated = " ".join(values)
    return f' properties="{stated}"' if stated else ""


def _attributes(attributes: Mapping[str, str] | None) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in (attributes or {}).items())
