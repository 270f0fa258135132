"""The container 容器 (OCF, EPUB 3.3 section 4): a zip whose bytes depend on the edition alone."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ebooklib import epub

from publisher.locale import say
from publisher.outputs.epub.package import package_document
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

FOLDER = "EPUB"
_CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
#: Media types that are packed already, beside those of sound.
_PACKED = {"image/jpeg", "image/png", "image/gif"}
#: Years that a zip's time stamps can name.
_FIRST_YEAR, _LAST_YEAR = 1980, 2107


class RawItem(epub.EpubItem):  # type: ignore[misc]  # EbookLib has no types
    """An item of finished bytes, which EbookLib neither parses nor writes anew; with its OPF properties.

    ``properties`` are stated in the manifest, ``placing`` where the spine names the item (EPUB 3.3, section 5.7.2);
    ``media_overlay`` is the id of the item that plays its recording (section 9). An item with a ``path`` is read when it is
    written: recordings of a whole issue are too much to hold.
    """

    def __init__(
        self,
        *,
        uid: str,
        file_name: str,
        media_type: str,
        content: bytes = b"",
        path: Path | None = None,
        properties: tuple[str, ...] = (),
        placing: tuple[str, ...] = (),
        media_overlay: str = "",
    ) -> None:
        super().__init__(uid=uid, file_name=file_name, media_type=media_type, content=content)
        self.properties = properties
        self.placing = placing
        self.media_overlay = media_overlay
        self.path = path

    def get_content(self, default: bytes | None = None) -> bytes:
        """Return the bytes as they were given.

        Raises:
            OSError: they lie in a file that can no longer be read.
        """
        if self.path is not None:
            return self.path.read_bytes()
        content: bytes = self.content or default or b""
        return content


@contextmanager
def whole(target: Path) -> Iterator[None]:
    """Write a book whole or not at all: whatever cannot be read or written ends it, and no half file stays behind.

    Raises:
        PublishError: O-001, in place of an ``OSError``.
    """
    try:
        yield
    except OSError as error:
        with suppress(OSError):
            target.unlink()
        problem = error.strerror or str(error) or say("读写失败", "reading or writing failed")
        raise failure(finding("O-001", output=target.name, problem=problem)) from error


class Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no types
    """Writes a book with our own package document, in a fixed order, with fixed stamps."""

    def __init__(self, target: Path, book: epub.EpubBook, day: date) -> None:
        super().__init__(str(target), book)
        year = min(max(day.year, _FIRST_YEAR), _LAST_YEAR)
        self._stamp = (year, day.month, day.day, 0, 0, 0)

    def write(self) -> None:
        """Write the file.

        Raises:
            OSError: it cannot be written.
        """
        with zipfile.ZipFile(self.file_name, "w") as archive:
            self._add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
            self._add(archive, "META-INF/container.xml", _CONTAINER.encode())
            self._add(archive, f"{FOLDER}/package.opf", package_document(self.book))
            for item in self.book.get_items():
                packed = item.media_type in _PACKED or item.media_type.startswith("audio/")
                method = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                self._add(archive, f"{FOLDER}/{item.file_name}", item.get_content(), method)

    def _add(
        self, archive: zipfile.ZipFile, name: str, content: bytes, method: int = zipfile.ZIP_DEFLATED
    ) -> None:
        entry = zipfile.ZipInfo(name, self._stamp)
        entry.compress_type = method
        entry.create_system = 3
        entry.external_attr = 0o100644 << 16
        archive.writestr(entry, content, compresslevel=9)
