"""Importers 导入: each makes typed articles of files that some other system wrote.

`import_file` asks each importer whether it knows the file; `render` makes the article file, `place` writes
it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from publisher.errors import Position
from publisher.importers.article_file import place, render
from publisher.importers.imported import Imported, Part, Passage, Signature
from publisher.importers.reading_machine import ReadingMachine
from publisher.importers.source import read_text
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "IMPORTERS",
    "Imported",
    "Importer",
    "Part",
    "Passage",
    "Signature",
    "import_file",
    "place",
    "render",
]


class Importer(Protocol):
    """What an importer must do. ``name`` is its stable name."""

    name: str

    def label(self) -> str:
        """Say in the user's language what it imports."""

    def recognises(self, path: Path, text: str) -> bool:
        """Tell whether a file is of this kind."""

    def read(self, path: Path, *, year: int | None = None) -> Imported:
        """Read the article from a file of this kind."""


#: Every importer, in the order in which they are asked.
IMPORTERS: tuple[Importer, ...] = (ReadingMachine(),)


def import_file(path: Path, *, year: int | None = None) -> Imported:
    """Import an article from a file of any kind that an importer knows.

    Args:
        path: the file.
        year: the issue's year, for sources that give only month and day.

    Raises:
        PublishError: U-001 if no importer knows it, M-011 or M-017 if it cannot be read.
    """
    text = read_text(path)
    for importer in IMPORTERS:
        if importer.recognises(path, text):
            return importer.read(path, year=year)
    formats = "、".join(importer.label() for importer in IMPORTERS)
    raise failure(finding("U-001", Position(str(path)), path=path.name, formats=formats))
