"""Operators of text (PDF 32000-1, 9.3 and 9.4): how a finished line, or a cell of a vertical headline, is written."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from publisher.typeset.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from publisher.outputs.pdf.glyphs import Shaper
    from publisher.outputs.pdf.settext import Font
    from publisher.typeset.atoms import TextStyle
    from publisher.typeset.lines import Line, Span

#: Space between characters, in em, from which readers take them for words apart: poppler and pdfminer.six from a tenth.
_LOOSE = 0.09


class Writer:
    """Writes text with y upwards from the top left of its piece, in pt; each state only where it changes.

    Attributes:
        used: the glyphs written so far, by their numbers in each font.
    """

    def __init__(self, shaper: Shaper, fonts: Mapping[str, Font]) -> None:
        self._shaper = shaper
        self._fonts = fonts
        self._written: list[str] = ["BT"]
        self._state: dict[str, str] = {"Tc": "0", "Ts": "0", "Tz": "100"}
        self._at = (0.0, 0.0)
        self._drawn: list[str] = []
        self._paragraphs: list[bytes] = []
        self.used: dict[str, set[int]] = {}

    def line(self, line: Line, left: float, depth: float) -> None:
        """Write a line whose letters stand so far from the left and below the top, in pt."""
        if not line.spans:
            return
        x, y = round(left + line.offset, 3), round(-depth, 3)
        self._written.append(f"{_number(x - self._at[0])} {_number(y - self._at[1])} Td")
        self._at = (x, y)
        behind, pen = 0.0, x
        for loose, spans in groupby(line.spans, key=_is_loose):
            members = tuple(spans)
            if loose:
                # What is set loose to fill its measure has no spaces between its characters, which readers would find there.
                self._tell("".join(span.text for span in members))
            for span in members:
                if span.feature == HYPHEN:
                    self._hyphen(pen, y, span.style.size)
                    continue
                width = self._span(span, behind + span.before, told=loose)
                behind = span.after
                pen += span.before + width + span.after
            if loose:
                self._written.append("EMC")

    def cell(
        self,
        text: str,
        style: TextStyle,
        feature: str,
        x: float,
        y: float,
        *,
        scale: float = 1.0,
        turned: bool = False,
    ) -> None:
        """Write a text by itself, from the point (x, y) of its baseline.

        Args:
            text: the text.
            style: how it is set.
            feature: the OpenType features it is set with, parted by spaces.
            x: in pt, from the left.
            y: in pt, from the top, upwards.
            scale: how much of its width it keeps.
            turned: it runs downwards, turned a quarter clockwise.
        """
        matrix = "0 -1 1 0" if turned else "1 0 0 1"
        self._written.append(f"{matrix} {_number(x)} {_number(y)} Tm")
        self._change("Tz", _number(scale * 100))
        self._text(text, style, feature, 0.0, 0.0)

    def end_paragraph(self) -> None:
        """Begin another paragraph; the state of the text stays, its place does not (PDF 32000-1, 9.4.1)."""
        self._paragraphs.append("\n".join([*self._written, "ET", *self._drawn]).encode("ascii"))
        self._written, self._drawn, self._at = ["BT"], [], (0.0, 0.0)

    def paragraphs(self) -> tuple[bytes, ...]:
        """Return what was written, paragraph by paragraph."""
        self.end_paragraph()
        return tuple(self._paragraphs)

    def _hyphen(self, x: float, y: float, size: float) -> None:
        """Draw the hyphen of a parted word; it is no character of the article, so it is no text. In em as in the style sheet."""
        left, foot, width, height = (value * size for value in (0.06, 0.25, 0.28, 0.055))
        self._drawn.append(f"{_number(x + left)} {_number(y + foot)} {_number(width)} {_number(height)} re f")

    def _span(self, span: Span, before: float, *, told: bool) -> float:
        """Write a span that stands so far behind the one before it, and return how wide it is; all in pt."""
        return self._text(span.text, span.style, span.feature, before, span.spacing, told=told)

    def _tell(self, text: str) -> None:
        """Begin what is read as some text, whatever its glyphs show alone (PDF 32000-1, 14.9.4)."""
        self._written.append(f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC")

    def _text(
        self, text: str, style: TextStyle, feature: str, before: float, spacing: float, *, told: bool = False
    ) -> float:
        self._change("Tf", f"/{style.face} {_number(style.size)}")
        self._change("Tc", _number(spacing))
        self._change("Ts", _number(style.shift))
        shaped = self._shaper.shape(text, style.face, feature)
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
        if told or self._shaper.shows(style.face, shaped):
            self._written.append(operator)
        else:
            # A glyph that stands for several characters is told here which of them it is.
            self._tell(text)
            self._written += [operator, "EMC"]
        return shaped.width * style.size + spacing * len(numbers)

    def _change(self, operator: str, value: str) -> None:
        if self._state.get(operator) != value:
            self._state[operator] = value
            self._written.append(f"{value} {operator}")


def _is_loose(span: Span) -> bool:
    return span.spacing > _LOOSE * span.style.size and span.feature != HYPHEN


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
