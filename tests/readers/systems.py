"""The reading systems 阅读系统: each is given a book and tells what it found there.

Those in JavaScript run in Node with a DOM out of jsdom (``*.mjs``), MuPDF in this process, calibre by its command line.
None of them asks us anything: contents, page-list and landmarks are what their own parsers return, and texts are those
of the documents as they themselves have opened them.
"""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pymupdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
#: What a call may take; the largest of the books takes a second or two.
_SECONDS = 120

#: An entry of the contents: its title, the address to which it leads, and the entries below it.
Entry = tuple[str, str, tuple["Entry", ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reading system found in a book. Addresses are paths in the container, with their fragments.

    Attributes:
        contents: the tree of its contents.
        pages: the page-list, a label and an address for each page.
        landmarks: kind, title and address.
        texts: the text of each document of the spine, in its order.
        links: every link from a document to a place in the book: from, to, and whether there is a place.
        title: of the book; ``series``: to which it belongs.
    """

    contents: tuple[Entry, ...]
    pages: tuple[tuple[str, str], ...] = ()
    landmarks: tuple[tuple[str, str, str], ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str, bool], ...] = ()
    title: str = ""
    series: str = ""


def foliate(book: Path, left: Iterable[str] = ()) -> Reading:
    """Read with foliate-js. Elements of the classes ``left`` are left out of the texts."""
    return _scripted("foliate.mjs", book, left)


def epubjs(book: Path, left: Iterable[str] = ()) -> Reading:
    """Read with epub.js, which takes the labels of pages for numbers."""
    return _scripted("epubjs.mjs", book, left)


def readium(book: Path, left: Iterable[str] = ()) -> Reading:
    """Read through Readium's streamer, whose manifest (Readium Web Publication Manifest) its viewers are given."""
    return _scripted("readium.mjs", book, left)


def calibre(book: Path) -> Reading:
    """Read as calibre's viewer and editor do."""
    return _reading(_output(["calibre-debug", str(HERE / "calibre_reading.py"), "--", str(book)]))


def mupdf(book: Path) -> Reading:
    """Read with MuPDF, which lays the book out: its texts are those of the pages, a chapter for each document."""
    with pymupdf.open(book) as opened:
        opened.layout(width=450, height=600, fontsize=12)
        return Reading(
            contents=tuple(_outline(opened.outline)),
            texts={str(at): _chapter(opened, at) for at in range(opened.chapter_count)},
            links=tuple(_links(opened)),
            title=opened.metadata["title"],
        )


def _outline(first: Any) -> Iterator[Entry]:
    while first:
        yield first.title, first.uri, tuple(_outline(first.down))
        first = first.next


def _chapter(opened: pymupdf.Document, at: int) -> str:
    return "".join(opened[at, number].get_text() for number in range(opened.chapter_page_count(at)))


def _links(opened: pymupdf.Document) -> Iterator[tuple[str, str, bool]]:
    """Yield the links by the chapters between which they lead; one on two lines counts twice."""
    for page in opened:
        for link in page.get_links():
            if link["kind"] == pymupdf.LINK_GOTO:
                chapter, _ = opened.location_from_page_number(page.number)
                target = link["page"]
                found = 0 <= target < len(opened)
                to = opened.location_from_page_number(target)[0] if found else -1
                yield str(chapter), str(to), found


def read_aloud(book: Path, seconds: float) -> dict[str, Any]:
    """Have foliate-js read a book aloud; return what it lit up in turn, and what it knows of the whole.

    Args:
        book: the file.
        seconds: how long every recording plays if nothing stops it.
    """
    return json.loads(_output(["node", str(HERE / "aloud.mjs"), str(book), str(seconds)]))


def _scripted(script: str, book: Path, left: Iterable[str]) -> Reading:
    return _reading(_output(["node", str(HERE / script), str(book), *left]))


def _output(command: list[str]) -> str:
    """Run a reading system; one that is missing or fails is an error of the test, never a reason to pass it over."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=environment, timeout=_SECONDS, check=False
    )
    assert done.returncode == 0, f"{command[:2]}: {done.stderr}"
    return done.stdout


def _reading(output: str) -> Reading:
    found = json.loads(output)
    return Reading(
        contents=tuple(map(_entry, found["contents"])),
        pages=tuple(map(tuple, found["pages"])),
        landmarks=tuple(map(tuple, found["landmarks"])),
        texts=found.get("texts", {}),
        links=tuple(map(tuple, found["links"])),
        title=found["title"],
        series=found.get("series", ""),
    )


def _entry(found: list[Any]) -> Entry:
    title, address, below = found
    return title, address, tuple(map(_entry, below))
