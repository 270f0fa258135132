"""Finished lines as operators of the page: what make-up has measured is painted as it is, and nobody sets it again.

The painter's own layout of a line costs a hundred times what writing it costs. So it gets a picture in place of the text,
and these operators are what the picture draws. Text with marks that lie outside its letters (emphasis dots, readings, links
inside, characters that no face has) is left to the painter's layout.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from publisher.makeup.layout import TextBox
from publisher.outputs.pdf.marks import dotted
from publisher.outputs.pdf.markup import base_of
from publisher.outputs.pdf.settext import SCHEME, SetText, Texts
from publisher.typeset.atoms import MISSING
from publisher.typeset.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from publisher.makeup.layout import Element
    from publisher.outputs.pdf.glyphs import Shaper
    from publisher.outputs.pdf.settext import Font
    from publisher.typeset.lines import Line, Span

#: The role whose boxes, one to a column, are painted together: the style sheet gives them no ground or frame of their own.
_RUNNING = "body"


class TextRun(NamedTuple):
    """Plain text boxes that follow each other in one role, as one element.

    ``x``, ``y`` and ``width`` are their hull; ``size`` is that of most of the first, by which the style sheet measures.
    """

    x: float
    y: float
    width: float
    tag: str
    role: str
    height: float
    size: float
    boxes: tuple[TextBox, ...]


def is_plain(box: TextBox) -> bool:
    """Tell whether a box holds nothing but letters: no marks on them, links inside, or characters without a glyph."""
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
        boxes = tuple(box for box in group if isinstance(box, TextBox))
        runs = [boxes] if boxes[0].role == _RUNNING else [(box,) for box in boxes]
        yield from map(_run, runs)


class Typist:
    """Takes text in, and writes its operators once all is known: the numbers of glyphs depend on what else is set."""

    def __init__(self, shaper: Shaper) -> None:
        self._shaper = shaper
        self._taken: list[tuple[TextBox, ...]] = []

    def take(self, boxes: tuple[TextBox, ...]) -> str:
        """Take plain boxes in and return the address of their text."""
        for box in boxes:
            for line in box.lines:
                for span in line.spans:
                    if span.feature != HYPHEN:
                        self._shaper.shape(span.text, span.style.face, span.feature)
        self._taken.append(boxes)
        return f"{SCHEME}:{len(self._taken)}"

    def finish(self) -> Texts:
        """Return all that was taken in."""
        fonts = {font.key: font for font in self._shaper.fonts()}
        pieces = {
            f"{SCHEME}:{place}": self._piece(boxes, fonts) for place, boxes in enumerate(self._taken, start=1)
        }
        return Texts(pieces, tuple(fonts.values()))

    def _piece(self, boxes: tuple[TextBox, ...], fonts: Mapping[str, Font]) -> SetText:
        writer = _Writer(self._shaper, fonts)
        left, top, right, foot = _hull(boxes)
        for box in boxes:
            base = base_of(box.lines)
            # Rounded once: rounded line by line, the leading would vary.
            first = round(box.y - top + self._shaper.baseline(base.face, base.size, box.line_height), 3)
            for row, line in enumerate(box.lines):
                writer.line(line, box.x - left, first + row * box.line_height)
        return SetText(
            # The painter leaves out a picture without an extent.
            width=max(right - left, 1.0),
            height=max(foot - top, 1.0),
            operators=writer.operators(),
            glyphs={key: frozenset(numbers) for key, numbers in writer.used.items()},
        )


class _Writer:
    """Writes the operators of some lines, each state only where it changes (PDF 32000-1, 9.3 and 9.4)."""

    def __init__(self, shaper: Shaper, fonts: Mapping[str, Font]) -> None:
        self._shaper = shaper
        self._fonts = fonts
        self._written: list[str] = ["BT"]
        self._state: dict[str, str] = {"Tc": "0", "Ts": "0"}
        self._at = (0.0, 0.0)
        self._drawn: list[str] = []
        self.used: dict[str, set[int]] = {}

    def line(self, line: Line, left: float, depth: float) -> None:
        """Write a line whose letters stand so far from the left and below the top, in pt."""
        if not line.spans:
            return
        x, y = round(left + line.offset, 3), round(-depth, 3)
        self._written.append(f"{_number(x - self._at[0])} {_number(y - self._at[1])} Td")
        self._at = (x, y)
        behind, pen = 0.0, x
        for span in line.spans:
            if span.feature == HYPHEN:
                self._hyphen(pen, y, span.style.size)
                continue
            width = self._span(span, behind + span.before)
            behind = span.after
            pen += span.before + width + span.after

    def operators(self) -> bytes:
        """Return what was written."""
        return "\n".join([*self._written, "ET", *self._drawn]).encode("ascii")

    def _hyphen(self, x: float, y: float, size: float) -> None:
        """Draw the hyphen of a parted word; it is no character of the article, so it is no text. In em as in the style sheet."""
        left, foot, width, height = (value * size for value in (0.06, 0.25, 0.28, 0.055))
        self._drawn.append(f"{_number(x + left)} {_number(y + foot)} {_number(width)} {_number(height)} re f")

    def _span(self, span: Span, before: float) -> float:
        """Write a span that stands so far behind the one before it, and return how wide it is; all in pt."""
        style = span.style
        self._change("Tf", f"/{style.face} {_number(style.size)}")
        self._change("Tc", _number(span.spacing))
        self._change("Ts", _number(style.shift))
        shaped = self._shaper.shape(span.text, style.face, span.feature)
        new = self._fonts[style.face].numbers
        numbers = [new[number] for number in shaped.numbers]
        self.used.setdefault(style.face, set()).update(numbers)
        first = -before * 1000 / style.size
        if shaped.rises:
            rises = [style.shift + rise * style.size for rise in shaped.rises]
            operator = _show_raised(numbers, shaped.moves, first, rises)
            self._state["Ts"] = _number(rises[-1])
        else:
            operator = _show(numbers, shaped.moves, first)
        if self._shaper.shows(style.face, shaped):
            self._written.append(operator)
        else:
            # A glyph that stands for several characters is told here which of them it is.
            actual = span.text.encode("utf-16-be").hex()
            self._written.append(f"/Span <</ActualText <feff{actual}>>> BDC\n{operator}\nEMC")
        return shaped.width * style.size + span.spacing * len(numbers)

    def _change(self, operator: str, value: str) -> None:
        if self._state.get(operator) != value:
            self._state[operator] = value
            self._written.append(f"{value} {operator}")


def _show(numbers: Sequence[int], moves: Sequence[float], first: float) -> str:
    """Return the operator that shows glyphs; moves are in thousandths of an em, to the left where they are positive."""
    digits = [f"{number:04x}" for number in numbers]
    if not moves:
        shown = f"<{''.join(digits)}>"
        return f"[{_number(first)} {shown}] TJ" if first else f"{shown} Tj"
    parts = [
        f"{_number(move)} <{digit}>"
        for move, digit in zip([moves[0] + first, *moves[1:-1]], digits, strict=True)
    ]
    return f"[{' '.join(parts)} {_number(moves[-1])}] TJ"


def _show_raised(numbers: Sequence[int], moves: Sequence[float], first: float, rises: Sequence[float]) -> str:
    """Return operators that show glyphs one by one, each so far above the line, in pt."""
    shown = [
        f"{_number(rise)} Ts\n{_show([number], (move, 0.0), start)}"
        for number, rise, move, start in zip(
            numbers, rises, moves, [first, *[0.0] * (len(numbers) - 1)], strict=False
        )
    ]
    return "\n".join([*shown, f"[{_number(moves[-1])}] TJ"])


def _number(value: float) -> str:
    """Write a number to a thousandth, without trailing zeros."""
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")


def _run_key(element: Element) -> tuple[str, str] | None:
    if isinstance(element, TextBox) and not element.href and is_plain(element):
        return element.tag, element.role
    return None


def _run(boxes: tuple[TextBox, ...]) -> TextRun:
    left, top, right, _ = _hull(boxes)
    first = boxes[0]
    size = base_of(first.lines).size
    return TextRun(left, top, right - left, first.tag, first.role, first.height, size, boxes)


def _hull(boxes: tuple[TextBox, ...]) -> tuple[float, float, float, float]:
    """Return left, top, right and foot of some boxes."""
    return (
        min(box.x for box in boxes),
        min(box.y for box in boxes),
        max(box.x + box.width for box in boxes),
        max(box.y + len(box.lines) * box.line_height for box in boxes),
    )
