"""``python -m bench.documents``: the PDF of the same article by everybody, as a document: size, tags, standards, words.

It needs what the tests need, for veraPDF, besides what the benchmark needs.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from rich.console import Console
from rich.table import Table

from bench import corpus
from bench.edition import Size, draw
from bench.engines import engines, write_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.edition import Sheet

_ROOT = Path(__file__).resolve().parent.parent
_WANTED = ("epaper-pdf", "chromium", "typst")
#: The elements that make an article of a text: articles, headings, paragraphs, figures.
_KINDS = (
    ("Art", ("/Art",)),
    ("H", tuple(f"/H{level}" for level in range(1, 7))),
    ("P", ("/P",)),
    ("Figure", ("/Figure",)),
)


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF is as a document.

    Attributes:
        kinds: how many elements of each kind its tags have.
        failed: how many rules of PDF/A-3a and PDF/UA-1 it breaks, by veraPDF.
        exact: the share of the paragraphs and headlines that ``pdftotext -raw`` returns as they were written, line ends aside;
            ``found``: those that it returns when all white space is left out.
    """

    bytes: int
    kinds: dict[str, int]
    failed: dict[str, int]
    exact: float
    found: float


def main(words: Sequence[str]) -> int:
    """Make the PDFs and print the table; the exit status is 1 if ours breaks a rule or loses a word."""
    parser = argparse.ArgumentParser("bench.documents", description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=Path("bench-results/documents"), help="folder: %(default)s"
    )
    out = parser.parse_args(words).out
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
    text = corpus.sentences(_ROOT / "editions")
    sound = True
    for name, size in (("an article", Size(1, 1, 1)), ("8 pages", Size.of(8))):
        sheets = draw(size, text, seed=1)
        made = dict(_made(sheets, out / f"{size.pages:02d}-pages"))
        found = {who: examine(path, sheets) for who, path in made.items()}
        console.print(_table(name, found))
        ours = next(iter(found.values()))
        sound &= not any(ours.failed.values()) and ours.found == 1.0
    return 0 if sound else 1


def _made(sheets: tuple[Sheet, ...], folder: Path) -> Iterable[tuple[str, Path]]:
    """Make an edition's PDF by everybody; Typst makes two, for it only keeps to the standards when it is asked to."""
    import typst  # noqa: PLC0415 - the tests do without it

    write_sources(sheets, folder)
    for engine in engines(folder):
        if engine.key in _WANTED:
            target = folder / engine.key
            target.mkdir(exist_ok=True)
            subprocess.run(engine.command(target), check=True, capture_output=True)
            yield f"{engine.name} {engine.version}", engine.pdf(target)
    path = folder / "typst-standards.pdf"
    typst.compile(
        str(folder / "edition.typ"), output=str(path), root=str(folder), pdf_standards=["a-3a", "ua-1"]
    )
    yield "Typst, a-3a, ua-1", path


def examine(path: Path, sheets: Sequence[Sheet]) -> Document:
    """Look into a PDF of an edition."""
    done = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, encoding="utf-8", check=True
    )
    return Document(
        bytes=path.stat().st_size,
        kinds=_kinds(path),
        failed=_failed(path),
        exact=share("".join(done.stdout.split("\n")), sheets),
        found=share("".join(done.stdout.split()), sheets),
    )


def share(text: str, sheets: Sequence[Sheet]) -> float:
    """Return the share of an edition's headlines and paragraphs that stand in a text."""
    wanted = Counter(
        string for sheet in sheets for story in sheet.stories for string in (story.title, *story.paragraphs)
    )
    return sum(min(text.count(string), times) for string, times in wanted.items()) / wanted.total()


def _kinds(path: Path) -> dict[str, int]:
    with pikepdf.open(path) as file:
        count = Counter(
            str(item.S)
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item and "/K" in item
        )
    return {name: sum(count[kind] for kind in kinds) for name, kinds in _KINDS}


def _failed(path: Path) -> dict[str, int]:
    sys.path.insert(0, str(_ROOT / "tests" / "readers"))
    try:
        from verapdf import FLAVOURS, failed_rules  # type: ignore[import-not-found]  # noqa: PLC0415
    finally:
        sys.path.pop(0)
    # Each line is the file, the standard, the rule and what is wrong; a file's name may hold spaces.
    broken = [line.removeprefix(f"{path} ").split(" ", 1)[0] for line in failed_rules(path)]
    return {flavour: broken.count(flavour) for flavour in FLAVOURS}


def _table(title: str, found: dict[str, Document]) -> Table:
    table = Table(title=title, title_justify="left")
    heads = ("KB", *(name for name, _ in _KINDS), "PDF/A-3a", "PDF/UA-1", "exact", "found")
    table.add_column("")
    for head in heads:
        table.add_column(head, justify="right")
    for who, document in found.items():
        verdicts = [f"{count} rules broken" if count else "sound" for count in document.failed.values()]
        table.add_row(
            who,
            f"{document.bytes / 1000:,.0f}",
            *map(str, document.kinds.values()),
            *verdicts,
            f"{document.exact:.1%}",
            f"{document.found:.1%}",
        )
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
