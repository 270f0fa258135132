"""The typesetting benchmark 排字基准: one text in four measures, set by us and by plain WeasyPrint in the same fonts.

Both are painted, and both are measured the same way: from where the glyphs stand in the PDF. ``make bench-typesetting``.
"""

from __future__ import annotations

import ctypes
import logging
import statistics
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
from markupsafe import Markup, escape
from rich.console import Console
from rich.table import Table

from publisher.makeup.layout import TextBox
from publisher.manifest import load
from publisher.model import Paragraph, plain
from publisher.outputs.pdf.direct import DirectText
from publisher.outputs.pdf.glyphs import Shaper
from publisher.outputs.pdf.lines import Typist
from publisher.outputs.pdf.markup import picture_of
from publisher.outputs.pdf.settext import Texts
from publisher.typeset.characters import (
    CLOSING,
    NOT_FIRST,
    NOT_LAST,
    OPENING,
    STOPS,
    UNITS,
    is_wide,
    joins_latin,
)
from publisher.typeset.fonts import faces, subset
from publisher.typeset.setter import Setter, cached_typefaces
from publisher.typeset.stylebook import stylebook_for
from publisher.typeset.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from publisher.model import PageFormat, Runs
    from publisher.typeset.lines import Line

EDITION = Path(__file__).parents[1] / "editions" / "yangpu-times" / "2023-01-05"
ARTICLE = "02-"
MEASURES = (11, 13, 14, 20)
#: Flush is what ends no farther than this from its edge, in pt; loose what has a gap of more than this, in em.
FLUSH, LOOSE = 0.1, 0.1
#: A gap of just the width that is allowed may be painted by so much wider, in pt.
_ROUNDING = 0.02
#: White around the column on its page, in pt.
MARGIN = 20.0


class Sheet(NamedTuple):
    """A page as it is given to the painter, with the text that it does not lay out."""

    html: str
    texts: Texts = Texts({}, ())


class Glyph(NamedTuple):
    """A character on the page: where it stands and ends, in pt from the column's left edge."""

    text: str
    left: float
    right: float


class Figures(NamedTuple):
    """What is measured of a setting."""

    lines: int
    flush: float
    starts: int
    ends: int
    torn: int
    loose: float
    worst: float
    runts: int
    altered: int


def main() -> None:
    """Set, paint, measure, and print the table."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    edition = load(EDITION).edition
    article = next(item for item in edition.articles if item.id.startswith(ARTICLE))
    text = [block.runs for block in article.body if isinstance(block, Paragraph)]
    table = _table(sum(len(plain(runs)) for runs in text))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(text, Path(folder), edition.publication.page)
        plainly = [bench.row(ems, "WeasyPrint", Sheet(bench.native(ems)), None) for ems in MEASURES]
        ours = [bench.row(ems, "ours 我们", *bench.ours(ems)) for ems in MEASURES]
        for pair in zip(ours, plainly, strict=True):
            for row in pair:
                table.add_row(*row)
            table.add_section()
    Console(width=140).print(table)


def _table(characters: int) -> Table:
    table = Table(
        title=f"{characters} characters 字; flush within {FLUSH} pt, loose above {LOOSE} em; ms of CPU"
    )
    heads = (
        "em",
        "set by",
        "lines",
        "flush",
        "禁则 starts",
        "ends",
        "digit|unit",
        "loose",
        "worst gap",
        "runts",
        "altered",
    )
    for head in (*heads, "lines ms", "layout ms"):
        table.add_column(head, justify="right")
    return table


class Bench:
    """The text, and all that is needed to set it either way."""

    def __init__(self, text: Sequence[Runs], folder: Path, form: PageFormat) -> None:
        self.text = text
        self.book = stylebook_for(form)
        found = faces("zh-Hans-CN")
        self.typefaces = cached_typefaces(tuple(found.values()), "zh-Hans-CN")
        characters = {char for runs in text for run in runs for char in run.text}
        rules = []
        for key in ("song", "hei-medium"):
            path = folder / f"{key}.otf"
            path.write_bytes(subset(found[key], characters))
            rules.append(f"@font-face{{font-family:{key};src:url({path.as_uri()})}}")
        self.fonts = "".join(rules)

    def row(self, ems: int, name: str, sheet: Sheet, breaking: float | None) -> list[str]:
        """Paint, measure, and return a row of the table."""
        painted, layout = self.paint(sheet)
        found = self.measure(painted, ems)
        return [
            str(ems), name, str(found.lines), f"{found.flush:.1%}", str(found.starts), str(found.ends), str(found.torn),
            f"{found.loose:.1%}", f"{found.worst:.2f} em", str(found.runts), str(found.altered),
            "–" if breaking is None else f"{breaking:.1f}", f"{layout:.0f}",
        ]  # fmt: skip

    def ours(self, ems: int) -> tuple[Sheet, float]:
        """Set the text with our setter; return the page, and how long the lines took, in ms."""
        measure = ems * self.book.em

        def run() -> list[tuple[Line, ...]]:
            setter = Setter(self.typefaces, self.book, Words(""))
            lines = [setter.lines(runs, self.book.body, measure, indent=setter.indent) for runs in self.text]
            for paragraph in lines:
                for line in paragraph:
                    len(line.spans)
            return lines

        set_text = run()
        typist = Typist(Shaper(self.typefaces.faces.values(), "zh-Hans-CN"))
        leading = self.book.leading
        boxes = [TextBox(0.0, 0.0, measure, leading, lines, "p", "body") for lines in set_text]
        body = Markup("").join(Markup("<p>{}</p>").format(picture_of(*typist.take((box,)))) for box in boxes)
        html = self._page(ems, ".t{display:block;overflow:visible}", body)
        return Sheet(html, typist.finish()), _median(run, 9)

    def native(self, ems: int) -> str:
        """Return the text as one writes it for WeasyPrint, which breaks and justifies it itself."""
        style = "p{text-align:justify;text-indent:2em;orphans:1;widows:1}b{font-weight:normal;font-family:hei-medium}"
        marked = (
            (Markup("<b>{}</b>").format(run.text) if run.strong else escape(run.text) for run in runs)
            for runs in self.text
        )
        body = Markup("").join(Markup("<p>{}</p>").format(Markup("").join(paragraph)) for paragraph in marked)
        return self._page(ems, style, body)

    def _page(self, ems: int, style: str, body: Markup) -> str:
        body_voice, leading = self.book.body, self.book.leading
        width = ems * self.book.em + 2 * MARGIN
        height = sum(len(plain(runs)) for runs in self.text) / (ems - 3) * leading * 1.3 + 2 * MARGIN
        sheet = (
            f"@page{{size:{width}pt {height}pt;margin:{MARGIN}pt}}html,body,p{{margin:0}}"
            f"html{{font:{body_voice.size}pt/{leading}pt {body_voice.face}}}{style}{self.fonts}"
        )
        return f"<html lang='zh-Hans-CN'><head><style>{sheet}</style></head><body>{body}</body></html>"

    def paint(self, sheet: Sheet) -> tuple[bytes, float]:
        """Paint; return the PDF, and how long the painter's layout took, in ms."""
        import weasyprint  # noqa: PLC0415 - takes a while, and the other rival does without it

        def render() -> weasyprint.Document:
            return weasyprint.HTML(string=sheet.html).render(cache=direct.pictures, pdf_tags=True)

        direct = DirectText(sheet.texts)
        finish = direct.finish if sheet.texts.pieces else None
        return render().write_pdf(finisher=finish, pdf_tags=True), _median(render, 3)

    def measure(self, pdf: bytes, ems: int) -> Figures:
        """Measure a painted setting."""
        em = self.book.em
        wanted = [plain(runs) for runs in self.text]
        paragraphs, altered = _paragraphs(_lines(pdf, self.book.leading), wanted)
        lines = [(line, number == 0) for lines in paragraphs for number, line in enumerate(lines[:-1])]
        pairs = [pair for lines in paragraphs for pair in pairwise(lines)]
        gaps = [_widest(line, ems * em, em) for line, _ in lines]
        return Figures(
            lines=sum(map(len, paragraphs)),
            flush=statistics.mean(_flush(line, 2 * em * first, ems * em, em) for line, first in lines),
            starts=sum(below[0].text in NOT_FIRST for _, below in pairs),
            ends=sum(above[-1].text in NOT_LAST for above, _ in pairs),
            torn=sum(above[-1].text.isdigit() and below[0].text in UNITS for above, below in pairs),
            loose=statistics.mean(gap > LOOSE * em + _ROUNDING for gap in gaps),
            worst=max(gaps) / em,
            runts=sum(sum(glyph.text.isalnum() for glyph in lines[-1]) < 2 for lines in paragraphs),
            altered=altered,
        )


def _median(work: Callable[[], object], rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        taken.append((time.process_time() - started) * 1000)
    return statistics.median(taken)


def _lines(pdf: bytes, leading: float) -> Iterator[list[Glyph]]:
    """Yield the lines of a PDF from the top down, each with its glyphs from the left."""
    for page in pypdfium2.PdfDocument(pdf):
        rows: dict[int, list[Glyph]] = {}
        text = page.get_textpage()
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(text.count_chars()):
            char = text.get_text_range(index, 1)
            if pdfium.FPDFText_IsGenerated(text, index) or char.isspace():
                continue
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            row = round((page.get_height() - y.value) / leading)
            left = x.value - MARGIN
            rows.setdefault(row, []).append(Glyph(char, left, left + _advance(text, index, char)))
        yield from (sorted(rows[row], key=lambda glyph: glyph.left) for row in sorted(rows))


def _advance(text: pypdfium2.PdfTextPage, index: int, char: str) -> float:
    """Return how wide a character is, in pt; its box on the page may be wider, by the ink that leans over."""
    font = pdfium.FPDFTextObj_GetFont(pdfium.FPDFText_GetTextObject(text, index))
    width, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFFont_GetGlyphWidth(font, ord(char), pdfium.FPDFText_GetFontSize(text, index), width)
    pdfium.FPDFText_GetMatrix(text, index, matrix)
    return float(width.value * matrix.a)


def _paragraphs(lines: Iterator[list[Glyph]], wanted: Sequence[str]) -> tuple[list[list[list[Glyph]]], int]:
    """Part lines into paragraphs; return them, and in how many the characters are not those of the text."""
    paragraphs, altered = [], 0
    for text in wanted:
        paragraph: list[list[Glyph]] = []
        while sum(map(len, paragraph)) < len(text.replace(" ", "")):
            paragraph.append(next(lines))
        paragraphs.append(paragraph)
        altered += "".join(glyph.text for line in paragraph for glyph in line) != text.replace(" ", "")
    return paragraphs, altered


def _flush(line: list[Glyph], left: float, right: float, em: float) -> bool:
    """Tell whether a line fills its measure; a mark's half em of white may hang over the edge."""
    lead = em / 2 if line[0].text in OPENING else 0.0
    tail = em / 2 if line[-1].text in CLOSING | STOPS else 0.0
    starts = left - lead - FLUSH <= line[0].left <= left + FLUSH
    return starts and right - FLUSH <= line[-1].right <= right + tail + FLUSH


def _widest(line: list[Glyph], measure: float, em: float) -> float:
    """Return the widest white in a line that is none of its own: between two characters, or before its right edge."""
    gaps = [max(measure - line[-1].right, 0.0)]
    for this, after in pairwise(line):
        latin = [glyph.text.isalnum() and not is_wide(glyph.text) for glyph in (this, after)]
        wide = [joins_latin(glyph.text) for glyph in (this, after)]
        own = em / 8 if (latin[0] and wide[1]) or (wide[0] and latin[1]) else 0.0
        gaps.append(after.left - this.right - own)
    return max(gaps)


if __name__ == "__main__":
    main()
