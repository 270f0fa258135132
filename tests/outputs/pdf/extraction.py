"""Text extraction 取字: what poppler, MuPDF and pdfminer.six find in a PDF, and what must not be in it."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

import pymupdf
from pdfminer.converter import PDFPageAggregator
from pdfminer.high_level import extract_text
from pdfminer.layout import LTChar
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

from publisher.text.reading import reading_text, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publisher.model import Edition

#: Radicals, compatibility ideographs and forms, private characters, what could not be read: no article is written in them.
_FOREIGN = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufe30-\ufe4f\ue000-\uf8ff\ufffd\x00-\x08]")
#: Han characters and the full-width marks that stand among them.
_HAN = "[\u4e00-\u9fff，。、：；！？“”（）《》]"
_WHITE = re.compile(rf"{_HAN}\s+{_HAN}")


def extractions(path: Path) -> dict[str, str]:
    """Return a file's text as each extractor gives it in the order of its content.

    pdfminer.six takes the characters themselves: its analysis of the page joins columns that stand a character apart.
    """
    with pymupdf.open(path) as file:
        mupdf = "\n".join(page.get_text() for page in file)
    return {
        "poppler": _poppler("-raw", str(path)),
        "mupdf": mupdf,
        "pdfminer": "".join(_characters(path)),
    }


def analysed(path: Path) -> dict[str, str]:
    """Return a file's text as extractors give it that look for order and spaces themselves."""
    return {"poppler": _poppler(str(path)), "pdfminer": extract_text(path)}


def _poppler(*words: str) -> str:
    done = subprocess.run(["pdftotext", *words, "-"], capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def _characters(path: Path) -> Iterator[str]:
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    with path.open("rb") as file:
        for page in PDFPage.get_pages(file):
            interpreter.process_page(page)
            yield from _within(device.get_result())


def _within(layout: object) -> Iterator[str]:
    for item in layout if hasattr(layout, "__iter__") else ():
        if isinstance(item, LTChar):
            yield item.get_text()
        else:
            yield from _within(item)


def foreign(text: str, edition: Edition) -> set[str]:
    """Return the characters of a text that stand for others, and that no article has."""
    own = {char for article in edition.articles for string in reading_text(article) for char in string}
    return {*_FOREIGN.findall(text)} - own


def lacking(text: str, edition: Edition) -> list[tuple[str, str]]:
    """Return (article, words) for the first words of each article that do not follow in a text.

    White space aside, and readings 注音, which are painted over all that they stand above.
    """
    solid, found = visible(text), []
    for article in edition.articles:
        at = 0
        for string in reading_text(article):
            place = solid.find(visible(string), at)
            if place < 0:
                found.append((article.id, string))
                break
            at = place + len(visible(string))
    return found


def respaced(text: str, edition: Edition) -> tuple[list[str], int]:
    """Return the paragraphs that a text holds with other white space than they have, and how many paragraphs it holds at all.

    Lines may end anywhere; where one ends between words, its end stands for their space.
    """
    solid, found, held = visible(text), [], 0
    strings = [string for article in edition.articles for block in article.body for string in _strings(block)]
    for string in strings:
        if visible(string) in solid:
            held += 1
            words = [r"(?:\s*\n\s*)?".join(map(re.escape, word)) for word in string.split()]
            if not re.search(r"(?:[ \u3000]|\s*\n\s*)".join(words), text):
                found.append(string)
    return found, held


def _strings(block: object) -> Iterator[str]:
    """Yield the words of a block in one piece.

    Behind words that begin a paragraph in bold white is set on purpose.
    """
    runs = getattr(block, "runs", ())
    text = "".join(run.text for run in runs)
    if text and not any(run.strong for run in runs) and not _WHITE.search(text):
        yield text
