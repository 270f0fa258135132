"""Pictures of a book in three reading systems, for the documentation.

Usage: ``python -m tests.readers.screens BOOK.epub FOLDER``. For a page 版, an article, tables, a chart and a footnote, on
a reader of 600 by 800 pixels and on a telephone, it writes one picture that shows foliate-js, epub.js and MuPDF side by
side. Needs what ``scripts/setup.sh proof`` installs.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pymupdf
from PIL import Image

from .validators import browser
from .wanted import spine

ENGINES = ("foliate", "epubjs", "mupdf")
SIZES = ((600, 800), (390, 844))
#: Of body text, in pixels: what browsers take where nobody asks for another.
_FONT = 16
_GAP = 10
_COLOURS = 32
#: What is shown beside a page and an article, by element and class; its place is its own id or the last before it.
_KINDS = {
    ("div", "table"): "table",
    ("div", "table wide"): "wide-table",
    ("svg", None): "chart",
    ("a", "noteref"): "note",
    ("a", "mark"): "notes",
}


def places(book: Path) -> dict[str, str]:
    """Return the addresses of a page, an article, tables, a chart and a footnote, from the package's folder."""
    found: dict[str, str] = {}
    for path, document in spine(book).items():
        name, anchor = path.removeprefix("EPUB/"), ""
        for element in document.iter():
            kind = _KINDS.get((element.tag.rpartition("}")[2], element.get("class")))
            anchor = f"#{element.get('id')}" if element.get("id") else anchor
            if kind:
                found.setdefault(kind, f"{name}{anchor}")
    return found | {"page": "text/page-01.xhtml", "article": "text/01-01.xhtml"}


def photograph(book: Path, wanted: dict[str, str], folder: Path) -> None:
    """Write a picture of each place in each size and system: ``NAME-WIDTHxHEIGHT-SYSTEM.png``."""
    wishes = json.dumps({"sizes": SIZES, "places": wanted})
    script = Path(__file__).with_name("screens.mjs")
    subprocess.run(["node", script, book, browser(), folder, wishes], check=True)
    for width, height in SIZES:
        with pymupdf.open(book) as opened:
            opened.layout(width=width, height=height, fontsize=_FONT)
            for name, address in wanted.items():
                place = pymupdf.mupdf.fz_resolve_link(opened.this, f"EPUB/{address}")[0]
                picture = opened[place.chapter, place.page].get_pixmap()
                picture.save(folder / f"{name}-{width}x{height}-mupdf.png")


def beside(pictures: list[Image.Image]) -> Image.Image:
    """Put pictures of one size side by side, in few colours."""
    width, height = pictures[0].size
    sheet = Image.new("RGB", (len(pictures) * (width + _GAP) + _GAP, height + 2 * _GAP), (190, 190, 190))
    for at, picture in enumerate(pictures):
        sheet.paste(picture.resize((width, height)), (_GAP + at * (width + _GAP), _GAP))
    return sheet.quantize(_COLOURS, dither=Image.Dither.NONE)


def main(book: Path, target: Path) -> None:
    """Write the sheets."""
    target.mkdir(parents=True, exist_ok=True)
    wanted = places(book)
    with tempfile.TemporaryDirectory() as work:
        photograph(book, wanted, Path(work))
        for name in wanted:
            for width, height in SIZES:
                stem = f"{name}-{width}x{height}"
                pictures = [
                    Image.open(Path(work) / f"{stem}-{engine}.png").convert("RGB") for engine in ENGINES
                ]
                beside(pictures).save(target / f"{stem}.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
