"""Finished lines as stretches of a paragraph: its text, its readings and marks, and the links and notes that it calls."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from publisher.outputs.pdf import marks
from publisher.outputs.pdf.readings import crowded, reading
from publisher.outputs.pdf.settext import Link, Tag
from publisher.text.languages import reading_language
from publisher.typeset.atoms import MISSING
from publisher.typeset.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from publisher.makeup.layout import TextBox
    from publisher.outputs.pdf.glyphs import Shaper
    from publisher.outputs.pdf.operators import Writer
    from publisher.outputs.pdf.settext import Stretch
    from publisher.typeset.lines import Line, Span

#: What a list sets before an item: a bullet, or a number.
_LABEL = re.compile(r"•|\d+\.")

#: What text of some kinds is (PDF 32000-1, 14.8.4.4.1); it is a paragraph of code where all of it is code.
_PARTS = {"code": "Code", "label": "Lbl"}
#: What is clicked on is no narrower, in pt.
_LEAST = 6.0


class _Placed(NamedTuple):
    """A span where it stands: its letters begin at x and are so wide, without what comes behind the last."""

    span: Span
    x: float
    width: float
    link: int


class LineWriter:
    """Writes the lines of one piece of text; all lengths in pt, from the piece's top left."""

    def __init__(self, writer: Writer, shaper: Shaper, notes: Mapping[str, str]) -> None:
        """Set up a writer of lines; ``notes``: the address of each note that they may call, by its id."""
        self._writer, self._shaper, self._notes = writer, shaper, notes
        self._count = 0
        #: Where what was written last leads, and the number of that link's tag.
        self._link = ("", 0)
        #: The kind of what was written last, in which link, and the number of the tag of that stretch.
        self._part = ("", 0, 0)
        self._links: list[Link] = []
        self._readings: list[tuple[tuple[Tag, ...], Span, float, float, bool]] = []
        #: The elements that all of the paragraph stands in.
        self._outer: tuple[Tag, ...] = ()

    def write(
        self, box: TextBox, left: float, top: float, baseline: float, *, outer: str = "", item: bool = False
    ) -> None:
        """Write a paragraph's lines, or those of them that stand in one column.

        Args:
            box: the lines.
            left: where the box stands.
            top: where it begins.
            baseline: how far below that the letters of its first line stand.
            outer: the element that all of it stands in, if any.
            item: it is an item of a list, whose label may stand before it.
        """
        above = None
        if (outer or item) and not self._outer:
            self._outer = (self._tag(outer or "LBody"),)
        for row, line in enumerate(box.lines):
            depth = row * box.line_height
            y = -(top + baseline + depth)
            label = item and row == 0 and label_of(line)
            placed = self._line(line, above, left + line.offset, y, href=box.href, label=bool(label))
            self._draw_below(placed, y)
            self._keep_links(placed, box.href, top + depth, box.line_height, " " if line.behind else "")
            above = line

    def end_paragraph(self) -> None:
        """Begin another paragraph."""
        self._write_readings()
        self._link, self._part, self._outer = ("", 0), ("", 0, 0), ()
        self._writer.end_paragraph()

    def paragraphs(self) -> tuple[tuple[Stretch, ...], ...]:
        """Return what was written, paragraph by paragraph."""
        self._write_readings()
        return self._writer.paragraphs()

    def found(self) -> tuple[Link, ...]:
        """Return the links, line by line, each with all that it says."""
        words: dict[int, str] = {}
        for link in self._links:
            words[link.number] = words.get(link.number, "") + link.words
        return tuple(link._replace(words=words[link.number]) for link in self._links)

    def _line(
        self, line: Line, above: Line | None, x: float, y: float, *, href: str, label: bool
    ) -> list[_Placed]:
        tight = crowded(line, above)
        placed: list[_Placed] = []
        tags = self._outer
        first = line.spans[0] if label else None
        for span, white in zip(line.spans, behind(line.spans), strict=True):
            if span.feature == HYPHEN:
                self._writer.draw(marks.hyphen(x, y, span.style.size))
                continue
            outer = (self._tag("Lbl"),) if span is first else self._outer
            tags = self._tags(span, self._address(span, href), outer)
            width = self._span(span, x, y, tags, behind=white, crowded=span in tight)
            placed.append(_Placed(span, x + span.before, width - span.spacing, self._link[1]))
            x += span.before + width + span.after
        if line.behind and placed:
            self._space(placed[-1].span, tags, x, y, line.behind)
        return placed

    def _space(self, last: Span, tags: tuple[Tag, ...], x: float, y: float, text: str) -> None:
        """Write what the end of a line stands for as a space: nothing else takes words apart (PDF 32000-1, 14.8.2.5)."""
        self._writer.within(self._outer if last.style.note else tags)
        self._writer.space(last.style, x, y, text)

    def _address(self, span: Span, href: str) -> str:
        """Return where a span leads: all of its box, itself, or the note that it calls."""
        note = self._notes.get(span.style.note, "") if span.style.note else ""
        return href or span.style.href or note

    def _tag(self, kind: str, language: str = "") -> Tag:
        self._count += 1
        return Tag(kind, self._count, language)

    def _tags(self, span: Span, href: str, outer: tuple[Tag, ...]) -> tuple[Tag, ...]:
        if href != self._link[0]:
            self._count += bool(href)
            self._link = (href, self._count if href else 0)
        link = (Tag("Link", self._link[1]),) if href else ()
        note = (self._tag("Reference"),) if span.style.note else ()
        kind = span.style.kind
        if (kind, self._link[1]) != self._part[:2]:
            self._count += bool(kind)
            self._part = (kind, self._link[1], self._count)
        part = (Tag(_PARTS[kind], self._part[2]),) if kind else ()
        return (*outer, *note, *link, *part)

    def _span(
        self, span: Span, x: float, y: float, tags: tuple[Tag, ...], *, behind: float, crowded: bool
    ) -> float:
        """Write a span behind a point of its baseline; return how wide it is."""
        style = span.style
        ruby = (*tags, self._tag("Ruby")) if style.ruby else ()
        self._writer.within((*ruby, self._tag("RB")) if ruby else tags)
        start = x + span.before
        if span.feature == MISSING:
            self._writer.lacking(span.text, style, start, y)
            return style.size + span.spacing
        width = self._writer.text(
            span.text, style, x, y,
            feature=span.feature, before=span.before, spacing=span.spacing, behind=behind,
        )  # fmt: skip
        if marks.dotted(span):
            for dot in marks.dots(span, start, y):
                self._writer.draw(dot)
        if ruby:
            spoken = reading_language(style.ruby, self._shaper.language)
            middle = start + (width - span.spacing) / 2
            self._readings.append(((*ruby, self._tag("RT", spoken)), span, middle, y, crowded))
        return width

    def _write_readings(self) -> None:
        """Write the readings of a paragraph behind its text: who looks for words finds them without what stands over them."""
        for tags, span, middle, y, tight in self._readings:
            self._writer.within(tags)
            self._reading(span, middle, y, crowded=tight)
        self._readings.clear()

    def _reading(self, span: Span, middle: float, y: float, *, crowded: bool) -> None:
        """Write the reading of a span over its middle."""
        size, rise = reading(span, crowded=crowded)
        style = span.style._replace(size=size, shift=span.style.shift + rise, ruby="")
        pieces = [
            (text, style._replace(face=face))
            for face, text in self._shaper.by_face(span.style.ruby, style.face)
        ]
        widths = [self._shaper.shape(text, each.face, "").width * size for text, each in pieces]
        x = middle - sum(widths) / 2
        for (text, each), width in zip(pieces, widths, strict=True):
            if self._shaper.has(text, each.face):
                self._writer.text(text, each, x, y)
            else:
                self._writer.lacking(text, each, x, y)
            x += width

    def _draw_below(self, placed: Sequence[_Placed], y: float) -> None:
        """Draw the lines below names and the waves below titles, or below the part of them that stands on this line."""
        for under, group in groupby(placed, key=lambda item: item.span.style.under):
            if under:
                members = tuple(group)
                first, last = members[0], members[-1]
                gap = marks.GAP * first.span.style.size
                kind = under.partition("-")[0]
                right = last.x + last.width - gap
                self._writer.draw(marks.below(kind, first.x + gap, right, y, first.span.style.size))

    def _keep_links(
        self, placed: Sequence[_Placed], href: str, top: float, height: float, behind: str
    ) -> None:
        for number, group in groupby(placed, key=lambda item: item.link):
            if number:
                members = tuple(group)
                left, last = members[0].x, members[-1]
                words = "".join(item.span.text for item in members)
                words += behind if last is placed[-1] and not last.span.style.note else ""
                width = last.x + last.width - left
                # The call of a note is narrower than a finger, and than a pointer is exact.
                more = max(_LEAST - width, 0.0) / 2
                address = self._address(last.span, href)
                self._links.append(Link(number, address, left - more, top, width + 2 * more, height, words))


def label_of(line: Line) -> str:
    """Return the label that an item's first line begins with, if it does."""
    text = line.spans[0].text if len(line.spans) > 1 else ""
    return text if _LABEL.fullmatch(text) else ""


def behind(spans: Sequence[Span]) -> Iterator[float]:
    """Yield what stands between each span of a line and the next, besides the spacing of its characters, in pt.

    Nothing stands behind the last character of a line, whose spacing is not seen.
    """
    yield from (this.after + following.before for this, following in pairwise(spans))
    yield from (-last.spacing for last in spans[-1:])
