"""Who is measured: the command with which each makes its PDF of the edition."""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench import columns, manifest, typst_source
from bench.photographs import photograph
from publisher import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from bench.edition import Sheet

#: Asked for in this order; the first that is there is taken.
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-pdf-header-footer"),
    "--generate-pdf-document-outline",
)


@dataclass(frozen=True, slots=True)
class Engine:
    """One who makes the PDF.

    Attributes:
        key, name: for programs, and for people.
        version: of its program.
        command: gives the command for an empty folder of its own, where it may put what it likes.
        pdf: where the edition's PDF then lies.
        largest: the most pages it is asked for.
    """

    key: str
    name: str
    version: str
    command: Callable[[Path], Sequence[str]]
    pdf: Callable[[Path], Path]
    largest: int = 1000


def write_sources(sheets: Sequence[Sheet], folder: Path) -> None:
    """Write an edition into a folder as everybody wants it: manifest, HTML, Typst, and the photographs once."""
    photographs = folder / "photographs"
    photographs.mkdir(parents=True, exist_ok=True)
    for sheet in sheets:
        for story in sheet.stories:
            if story.photograph:
                photograph(story.photograph.number, photographs / story.photograph.file)
    manifest.write(sheets, photographs, folder / "editions")
    columns.write(sheets, photographs, folder / "edition.html")
    typst_source.write(sheets, photographs, folder / "edition.typ")


def engines(sources: Path) -> tuple[Engine, ...]:
    """Return all engines for the edition in a folder, the one that all are compared with second.

    Raises:
        FileNotFoundError: if there is no browser.
    """
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if browser is None:
        raise FileNotFoundError(_BROWSERS[0])
    ours = (
        sys.executable,
        "-m",
        "publisher",
        manifest.DATE,
        "--editions",
        str(sources / "editions"),
        "--quiet",
    )
    page = (sources / "edition.html").absolute().as_uri()

    def published(folder: Path) -> Path:
        stem = f"{manifest.PAPER}-{manifest.DATE}"
        return folder / manifest.PAPER / manifest.DATE / f"{stem}.pdf"

    def printed(folder: Path) -> Path:
        return folder / "edition.pdf"

    return (
        Engine(
            "epaper-pdf", "epaper-publish --pdf-only", __version__,
            lambda folder: (*ours, "--out", str(folder), "--pdf-only"), published,
        ),
        Engine(
            "weasyprint", "WeasyPrint", importlib.metadata.version("weasyprint"),
            lambda folder: (sys.executable, "-m", "weasyprint", str(sources / "edition.html"), str(printed(folder))),
            printed,
        ),
        Engine(
            "chromium", "Chromium", _said(browser, "--version"),
            lambda folder: (
                browser, *_FLAGS, f"--user-data-dir={folder / 'profile'}",
                f"--print-to-pdf={printed(folder)}", page,
            ),
            printed,
        ),
        Engine(
            "typst", "Typst", importlib.metadata.version("typst"),
            lambda folder: (
                sys.executable, "-m", "bench.typst_compile", str(sources / "edition.typ"), str(printed(folder)),
            ),
            printed,
        ),
        Engine(
            "epaper-all", "epaper-publish", __version__,
            lambda folder: (*ours, "--out", str(folder)), published, largest=8,
        ),
    )  # fmt: skip


def _said(program: str, *words: str) -> str:
    """Return the version in what a program says of itself."""
    done = subprocess.run([program, *words], capture_output=True, text=True, check=True)
    return next(word for word in done.stdout.split() if word[0].isdigit())
