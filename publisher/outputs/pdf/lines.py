"""Finished lines as operators of the page: what make-up has measured is painted as it is, and nobody sets it again.

The painter's own layout of a line costs a hundred times what writing it costs. So it gets a picture in place of the text,
and these operators are what the picture draws. Text with marks that lie outside its letters (emphasis dots, readings, links
inside, characters that no face has) is left to the painter's layout.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from publisher.makeup.layout import TextBox, VerticalBox, spans
from publisher.outputs.pdf.marks import dotted
from publisher.outputs.pdf.markup import base_of
from publisher.outputs.pdf.operators import Writer
from publisher.outputs.pdf.settext import SCHEME, SetText, Texts
from publisher.outputs.pdf.upright import write_upright
from publisher.typeset.atoms import MISSING
from publisher.typeset.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from publisher.makeup.layout import Element
    from publisher.outputs.pdf.glyphs import Shaper
    from publisher.outputs.pdf.settext import Font
    from publisher.typeset.lines import Span

#: What can be painted directly.
Set: TypeAlias = TextBox | VerticalBox

#: The role whose boxes, one to a column, are painted together: the style sheet gives them no ground or frame of their own.
_RUNNING = "body"
#: Roles of furniture that recurs on every page.
_RECURRING = frozenset(["folio-number", "folio-facts"])


class TextRun(NamedTuple):
    """Plain boxes of text that follow each other in one role, as one element.

    ``x``, ``y`` and ``width`` are their hull; ``size`` is that of most of the first, by which the style sheet measures.
    """

    x: float
    y: float
    width: float
    tag: str
    role: str
    height: float
    size: float
    boxes: tuple[Set, ...]


def is_plain(box: Set) -> bool:
    """Tell whether a box holds nothing but letters: no marks on them, links inside, or characters without a glyph."""
    if isinstance(box, VerticalBox):
        return not any(cell.feature == MISSING for column in box.columns for cell in column.cells)
    return not any(_bears_marks(span) for line in box.lines for span in line.spans)


def _bears_marks(span: Span) -> bool:
    style = span.style
    return bool(style.ruby or style.href or style.under) or span.feature == MISSING or dotted(span)


def gather(elements: Iterable[Element]) -> Iterator[Element | TextRun]:
    """Yield a page's elements, plain text boxes as runs; those that lead somewhere stay, for the link goes about them."""
    for key, group in groupby(elements, _run_key):
        if key is None:
            yield from group
            continue
        boxes = tuple(box for box in group if isinstance(box, Set))
        runs = [boxes] if boxes[0].role == _RUNNING else [(box,) for box in boxes]
        yield from map(_run, runs)


class _Taken(NamedTuple):
    """Boxes that were taken in, and what :class:`SetText` says of them."""

    boxes: tuple[Set, ...]
    story: str
    rest: bool
    recurs: bool


class Typist:
    """Takes text in, and writes its operators once all is known: the numbers of glyphs depend on what else is set."""

    def __init__(self, shaper: Shaper) -> None:
        self._shaper = shaper
        self._taken: list[_Taken] = []
        #: The stories whose text so far was all taken in, so that a rest belongs to what was taken last.
        self._open: set[str] = set()

    def leave(self, box: Set, story: str) -> None:
        """Leave a box of an article to the painter."""
        if box.role == _RUNNING:
            self._open.discard(story)

    def take(self, boxes: tuple[Set, ...], story: str = "", *, titles: bool = False) -> str:
        """Take plain boxes in and return the address of their text.

        Args:
            boxes: the boxes.
            story: the article that they are part of; empty for furniture.
            titles: they are the page's title 版名, whatever they are elsewhere.
        """
        first = boxes[0]
        told = story if first.role == _RUNNING else ""
        rest = isinstance(first, TextBox) and first.rest and told in self._open
        self._open |= {told} - {""}
        for box in boxes:
            for span in spans(box):
                if span.feature != HYPHEN:
                    self._shaper.shape(span.text, span.style.face, span.feature)
        recurs = first.role in _RECURRING and not titles
        self._taken.append(_Taken(boxes, told, rest, recurs))
        return f"{SCHEME}:{len(self._taken)}"

    def finish(self) -> Texts:
        """Return all that was taken in."""
        fonts = {font.key: font for font in self._shaper.fonts()}
        pieces = {
            f"{SCHEME}:{place}": self._piece(taken, fonts) for place, taken in enumerate(self._taken, start=1)
        }
        return Texts(pieces, tuple(fonts.values()))

    def _piece(self, taken: _Taken, fonts: Mapping[str, Font]) -> SetText:
        boxes = taken.boxes
        writer = Writer(self._shaper, fonts)
        left, top, right, foot = _hull(boxes)
        for number, box in enumerate(boxes):
            if number and not (isinstance(box, TextBox) and box.rest):
                writer.end_paragraph()
            if isinstance(box, VerticalBox):
                write_upright(box, box.x - left, box.y - top, writer, self._shaper)
                continue
            base = base_of(box.lines)
            # Rounded once: rounded line by line, the leading would vary.
            first = round(box.y - top + self._shaper.baseline(base.face, base.size, box.line_height), 3)
            for row, line in enumerate(box.lines):
                writer.line(line, box.x - left, first + row * box.line_height)
        return SetText(
            # The painter leaves out a picture without an extent.
            width=max(right - left, 1.0),
            height=max(foot - top, 1.0),
            paragraphs=writer.paragraphs(),
            glyphs={key: frozenset(numbers) for key, numbers in writer.used.items()},
            story=taken.story,
            rest=taken.rest,
            recurs=taken.recurs,
        )


def _run_key(element: Element) -> tuple[str, str] | None:
    if isinstance(element, TextBox) and element.href:
        return None
    return (element.tag, element.role) if isinstance(element, Set) and is_plain(element) else None


def _run(boxes: tuple[Set, ...]) -> TextRun:
    left, top, right, _ = _hull(boxes)
    first = boxes[0]
    if isinstance(first, VerticalBox):
        role, size = f"vertical {first.role}", first.columns[0].cells[0].style.size
    else:
        role, size = first.role, base_of(first.lines).size
    return TextRun(left, top, right - left, first.tag, role, first.height, size, boxes)


def _hull(boxes: tuple[Set, ...]) -> tuple[float, float, float, float]:
    """Return left, top, right and foot of some boxes."""
    return (
        min(box.x for box in boxes),
        min(box.y for box in boxes),
        max(box.x + box.width for box in boxes),
        max(box.y + _height(box) for box in boxes),
    )


def _height(box: Set) -> float:
    return box.height if isinstance(box, VerticalBox) else len(box.lines) * box.line_height
