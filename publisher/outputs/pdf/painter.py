"""The painter: WeasyPrint, allowed to read nothing but the edition, the paper and the styles. Runs in a child process."""

from __future__ import annotations

import ctypes.util
import importlib
import logging
import os
import sys
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from PIL.Image import Image

    from publisher.outputs.pdf.archive import Archive
    from publisher.outputs.pdf.settext import Texts

#: Dots per inch of a page's picture 版面图.
PICTURE_DPI = 150
#: What the name of a picture ends in that is not compressed.
ROUGH = ".ppm"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaintJob:
    """What is painted, and what may be read for it.

    Attributes:
        texts: what the pictures of its text draw.
        pictures: the file of each picture, by its address.
        numbered: those that have a palette.
        drawings: a folder in which painters leave what they made of drawings, if others come after them.
        work: a folder of its own, with ``fonts``.
        allowed: the folders below which files may be read.
        target: the edition's file, None where only pages are wanted.
        pages: where each page's PDF and picture go, None for nowhere; ``folios``: the names of these files.
        identifier: the document's identifier, from its content.
        archive: what the edition's file says of itself; a page alone says the same, but carries no manifest.
        indexed: pictures of few colours are written with a palette, those within drawings too.
        rough: each page's picture is written as it is drawn, ``NN.ppm``: to compress it takes longer than to draw it.
    """

    html: str
    texts: Texts
    pictures: dict[str, Path] = field(default_factory=dict)
    numbered: dict[str, bytes] = field(default_factory=dict)
    drawings: Path | None = None
    work: Path
    allowed: tuple[Path, ...]
    target: Path | None
    pages: Path | None
    folios: tuple[str, ...]
    identifier: bytes
    archive: Archive
    indexed: bool = True
    rough: bool = False


class _Messages(logging.Handler):
    """Keeps what the painter complains of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        # Characters without a glyph are named by T-001, with the article that holds them.
        if not text.startswith(".notdef glyph"):
            self.texts.append(text)


def paint(job: PaintJob, progress: Callable[[str], None]) -> list[str]:
    """Paint an edition and its pages; return what the painter complained of."""
    _only_own_fonts(job.work)
    weasyprint = _weasyprint()
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415

    from publisher.outputs.pdf.archive import VARIANT, complete  # noqa: PLC0415
    from publisher.outputs.pdf.direct import DirectText  # noqa: PLC0415
    from publisher.outputs.pdf.drawings import keep  # noqa: PLC0415
    from publisher.outputs.pdf.palettes import Numbered, index  # noqa: PLC0415

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Reads files below the allowed folders, and nothing else: no network, no other file."""

        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:  # noqa: ANN401
            url = job.pictures[url].as_uri() if url in job.pictures else url
            if not readable(url, job.allowed):
                msg = f"refused: {url}"
                raise ValueError(msg)
            return super().fetch(url, headers)

    messages = _Messages()
    log = logging.getLogger("weasyprint")
    log.addHandler(messages)
    direct = DirectText(job.texts)
    pictures = direct.pictures | {key: Numbered(key, png) for key, png in job.numbered.items()}
    fetcher = Fetcher(allowed_protocols=("file", "data"), allow_redirects=False)
    document = weasyprint.HTML(string=job.html, base_url=job.work.as_uri() + "/", url_fetcher=fetcher).render(
        pdf_variant="pdf/a-3a", pdf_identifier=job.identifier, cache=pictures
    )
    keep(pictures, job.drawings)
    for page in document.pages:
        _link_once(page.links)
    progress("layout")

    def write(made: Any, target: Path, archive: Archive) -> None:  # noqa: ANN401 - the painter's document
        def finish(_: object, pdf: Any) -> None:  # noqa: ANN401
            complete(pdf, document.metadata, archive)
            if job.indexed:
                index(pdf.objects)
            direct.finish(_, pdf)

        _forget_links(made)
        made.write_pdf(target, finisher=finish, pdf_identifier=job.identifier, pdf_variant=VARIANT)

    if job.target:
        write(document, job.target, job.archive)
        progress("pdf")
    # A page alone lacks the pages that its links lead to; that is no fault of the edition.
    log.removeHandler(messages)
    if job.pages is None:
        return messages.texts
    for page, folio, label in zip(document.pages, job.folios, job.archive.labels, strict=True):
        alone = job.pages / f"{folio}.pdf"
        write(document.copy([page]), alone, replace(job.archive, labels=(label,), sources=()))
        _draw(alone, rough=job.rough)
        progress(folio)
    return messages.texts


def load() -> None:
    """Load what painting takes, before there is anything to paint."""
    _weasyprint()
    for name in (
        "pypdfium2",
        *(f"publisher.outputs.pdf.{part}" for part in ("archive", "direct", "drawings", "palettes")),
    ):
        importlib.import_module(name)


def _link_once(links: list[tuple[str, str, tuple[float, ...], Any]]) -> None:
    """Leave the links of the links' own boxes: WeasyPrint also makes one of each picture and each word within a link."""
    links[:] = [link for link in links if link[3].element_tag == "a"]


def _forget_links(document: Any) -> None:  # noqa: ANN401 - the painter's document
    """Forget the links of the file before: one that leads nowhere in this file would be taken from there."""
    for page in document.pages:
        for *_, box in page.links:
            box.link_annotation = None


def _weasyprint() -> ModuleType:
    """Import WeasyPrint, which takes a third of a second and must find the fonts set up.

    It asks for each library by names that are none on Linux, and for every one of those Python runs a compiler and a
    linker; it loads them just as well by the last name, which needs no search.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        return importlib.import_module("weasyprint")
    except OSError:
        ctypes.util.find_library = search
        return importlib.import_module("weasyprint")
    finally:
        ctypes.util.find_library = search


def readable(url: str, allowed: tuple[Path, ...]) -> bool:
    """Tell whether an address is a file below one of the allowed folders, or a picture within the document itself."""
    parts = urlsplit(url)
    if parts.scheme == "data":
        return parts.path.startswith(("image/png", "image/jpeg", "image/webp", "image/gif"))
    if parts.scheme != "file" or parts.netloc:
        return False
    path = Path(unquote(parts.path)).resolve()
    return path.is_file() and any(path.is_relative_to(folder.resolve()) for folder in allowed)


def picture(pdf: Path | bytes) -> bytes:
    """Return the picture of a page's PDF, a PNG."""
    target = BytesIO()
    _drawn(pdf).save(target, "PNG", dpi=(PICTURE_DPI, PICTURE_DPI), optimize=False, compress_level=3)
    return target.getvalue()


def _draw(pdf: Path, *, rough: bool) -> None:
    """Draw a page's picture beside its PDF."""
    if rough:
        _drawn(pdf).save(pdf.with_suffix(ROUGH))
    else:
        pdf.with_suffix(".png").write_bytes(picture(pdf))


def _drawn(pdf: Path | bytes) -> Image:
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image = document[0].render(scale=PICTURE_DPI / 72).to_pil().convert("RGB")
        return drawn


def _only_own_fonts(work: Path) -> None:
    """Let fontconfig see the edition's own fonts alone, so that no other face can slip in on another machine."""
    config = work / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{work / 'fonts'}</dir><cachedir>{work / 'cache'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(config)
