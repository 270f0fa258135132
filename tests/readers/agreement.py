"""Whether a reading system finds in a book what its edition holds; for the many editions of the long runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import systems, wanted

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.model import Edition

SCRIPTED = ("foliate", "epubjs", "readium")


def disagreements(edition: Edition, book: Path, system: str) -> list[str]:
    """Return in what a system's reading differs from the edition: contents, text, pages, links."""
    scripted = system in SCRIPTED
    reading = getattr(systems, system)(book, *((wanted.ADDED,) if scripted else ()))
    titles = [
        (title, [leaf for leaf, _, below in leaves if not below]) for title, _, leaves in reading.contents
    ]
    kept = {"contents": titles == wanted.contents(edition)}
    if scripted:
        addresses = [address for _, _, leaves in reading.contents for _, address, _ in leaves]
        kept |= {
            "text": [wanted.without_units(reading.texts[address], edition) for address in addresses]
            == [wanted.without_units(wanted.article_text(item), edition) for item in edition.articles],
            "pages": len(reading.pages) == len(edition.pages),
            "landmarks": [mark[:2] for mark in reading.landmarks] == wanted.landmarks(edition),
        }
    if system == "mupdf":
        shown = [wanted.shown(document) for document in wanted.spine(book).values()]
        kept["text"] = [wanted.visible(text) for text in reading.texts.values()] == shown
    else:
        kept["links"] = bool(reading.links) and all(found for _, _, found in reading.links)
    return [f"{system}: {what}" for what, same in kept.items() if not same]
