"""Operators of text (PDF 32000-1, 9.3 and 9.4): how glyphs are written, and in which of a paragraph's stretches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.outputs.pdf.glyphs import STEP, steps
from publisher.outputs.pdf.marks import frame, number
from publisher.outputs.pdf.settext import Stretch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from publisher.outputs.pdf.glyphs import Shaped, Shaper
    from publisher.outputs.pdf.settext import Glyph, Tag
    from publisher.typeset.atoms import TextStyle


class Writer:
    """Writes text with y upwards from the top left of its piece, in pt; each state only where it changes.

    Attributes:
        used: the glyphs written so far, by their numbers in each font.
    """

    def __init__(self, shaper: Shaper, numbers: Mapping[str, Mapping[Glyph, int]] | None) -> None:
        """Set up a writer.

        Args:
            shaper: shapes the text.
            numbers: the number that each face's glyph bears in the font that is embedded; None where only places are asked for.
        """
        self._shaper = shaper
        self._new = numbers
        self._state: dict[str, str] = {"Tc": "0", "Ts": "0", "Tz": "100"}
        self._tags: tuple[Tag, ...] = ()
        self._written: list[str] = []
        self._actual = ""
        self._drawn: list[str] = []
        #: Where text was begun last.
        self._at = (0.0, 0.0)
        self._stretches: list[Stretch] = []
        self._paragraphs: list[tuple[Stretch, ...]] = []
        self.used: dict[str, set[int]] = {}

    def within(self, tags: tuple[Tag, ...]) -> None:
        """Write what follows in other elements; the state of the text stays, its place does not (PDF 32000-1, 9.4.1)."""
        if tags != self._tags:
            self._end_stretch()
            self._tags = tags

    def tell(self, text: str) -> None:
        """Let what is written until :meth:`told` be read as some text, whatever its glyphs show alone (PDF 32000-1, 14.9.4)."""
        self._end_stretch()
        self._actual = text

    def told(self) -> None:
        """End what :meth:`tell` began."""
        self._end_stretch()
        self._actual = ""

    def text(
        self,
        text: str,
        style: TextStyle,
        x: float,
        y: float,
        *,
        feature: str = "",
        before: float = 0.0,
        spacing: float = 0.0,
        behind: float = 0.0,
    ) -> float:
        """Write a text so far behind a point of its baseline, and return how wide it is.

        White from which readers would take words apart goes into the widths of glyphs; nothing moves for that.

        Args:
            text: the text.
            style: how it is set.
            x: the point, from the left.
            y: the point, from the top, upwards.
            feature: the OpenType features it is set with, parted by spaces.
            before: how far behind the point it begins.
            spacing: added behind each character.
            behind: what stands behind the last one besides, which is not written.
        """
        wider = steps(style.size, spacing, behind)
        shaped = self._shaper.shape(text, style.face, feature, wider)
        unclear = self._is_unclear(shaped, style.face)
        if unclear:
            self.tell(text)
        # Moved from where the text before it began: pdfminer.six takes the spacing behind its last glyph for none.
        self._move(x + before, y)
        self._show(shaped, style, spacing - wider.inner * STEP * style.size)
        if unclear:
            self.told()
        return shaped.width * style.size + spacing * len(shaped.glyphs)

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
            x: from the left.
            y: from the top, upwards.
            scale: how much of its width it keeps.
            turned: it runs downwards, turned a quarter clockwise.
        """
        shaped = self._shaper.shape(text, style.face, feature)
        unclear = self._is_unclear(shaped, style.face)
        if unclear:
            self.tell(text)
        self._begin()
        matrix = "0 -1 1 0" if turned else "1 0 0 1"
        self._written.append(f"{matrix} {number(x)} {number(y)} Tm")
        self._change("Tz", number(scale * 100))
        self._show(shaped, style, 0.0)
        if unclear:
            self.told()

    def lacking(self, text: str, style: TextStyle, x: float, y: float) -> None:
        """Write a character that no face has: a frame, and a space that says what it stands for (ISO 19005-3, 6.2.11.8)."""
        self.tell(text)
        self._move(x, y)
        self._set_style(style, 0.0)
        space = self._shaper.shape(" ", style.face, "")
        # As wide as the character: who takes the text out would find a gap behind it.
        self._change("Tz", number(100 / space.width))
        self._written.append(_show(self._numbers(space.glyphs, style.face), ()))
        self._change("Tz", "100")
        self.draw(frame(x, y, style.size))
        self.told()

    def space(self, style: TextStyle, x: float, y: float, text: str) -> None:
        """Write a space behind what was written last, at a point of its baseline if that is in other elements.

        Args:
            style: of what was written last.
            x: the point, from the left.
            y: the point, from the top, upwards.
            text: what the space stands for: itself, or a line break.
        """
        shaped = self._shaper.shape(" ", style.face, "")
        unclear = text != " " or self._is_unclear(shaped, style.face)
        if unclear:
            self.tell(text)
        if not self._written:
            self._move(x, y)
        self._change("Tf", f"/{style.face} {number(style.size)}")
        self._written.append(_show(self._numbers(shaped.glyphs, style.face), ()))
        if unclear:
            self.told()

    def draw(self, operators: str) -> None:
        """Draw something behind the text of the stretch."""
        self._begin()
        self._drawn.append(operators)

    def end_paragraph(self) -> None:
        """Begin another paragraph."""
        self._end_stretch()
        self._paragraphs.append(tuple(self._stretches) or (Stretch(b""),))
        self._stretches = []
        self._tags = ()

    def paragraphs(self) -> tuple[tuple[Stretch, ...], ...]:
        """Return what was written, paragraph by paragraph."""
        self.end_paragraph()
        return tuple(self._paragraphs)

    def _begin(self) -> None:
        if not self._written:
            self._written, self._at = ["BT"], (0.0, 0.0)

    def _end_stretch(self) -> None:
        if self._written:
            operators = "\n".join([*self._written, "ET", *self._drawn]).encode("ascii")
            self._stretches.append(Stretch(operators, self._tags, self._actual))
        self._written, self._drawn = [], []

    def _move(self, x: float, y: float) -> None:
        """Begin a piece of text at a point."""
        self._begin()
        x, y = round(x, 3), round(y, 3)
        self._written.append(f"{number(x - self._at[0])} {number(y - self._at[1])} Td")
        self._at = (x, y)

    def _show(self, shaped: Shaped, style: TextStyle, spacing: float) -> None:
        self._set_style(style, spacing)
        numbers = self._numbers(shaped.glyphs, style.face)
        if shaped.rises:
            rises = [style.shift + rise * style.size for rise in shaped.rises]
            operator = _show_raised(numbers, shaped.moves, rises)
            self._state["Ts"] = number(rises[-1])
        else:
            operator = _show(numbers, shaped.moves)
        self._written.append(operator)

    def _is_unclear(self, shaped: Shaped, face: str) -> bool:
        """Tell whether a glyph of a text stands for several characters, so that it has to be told which of them it is here."""
        return not self._actual and not self._shaper.shows(face, shaped)

    def _set_style(self, style: TextStyle, spacing: float) -> None:
        self._change("Tf", f"/{style.face} {number(style.size)}")
        self._change("Tc", number(spacing))
        self._change("Ts", number(style.shift))

    def _numbers(self, glyphs: Sequence[Glyph], face: str) -> list[int]:
        new = self._new[face] if self._new else None
        numbers = [new[glyph] if new else glyph.number for glyph in glyphs]
        self.used.setdefault(face, set()).update(numbers)
        return numbers

    def _change(self, operator: str, value: str) -> None:
        if self._state.get(operator) != value:
            self._state[operator] = value
            self._written.append(f"{value} {operator}")


def _show(numbers: Sequence[int], moves: Sequence[float]) -> str:
    """Return the operator that shows glyphs; moves are in thousandths of an em, to the left where they are positive."""
    digits = [f"{glyph:04x}" for glyph in numbers]
    if not moves:
        return f"<{''.join(digits)}> Tj"
    parts = [f"{number(move)} <{digit}>" for move, digit in zip(moves[:-1], digits, strict=True)]
    return f"[{' '.join(parts)} {number(moves[-1])}] TJ"


def _show_raised(numbers: Sequence[int], moves: Sequence[float], rises: Sequence[float]) -> str:
    """Return operators that show glyphs one by one, each so far above the line, in pt."""
    shown = [
        f"{number(rise)} Ts\n{_show([glyph], (move, 0.0))}"
        for glyph, rise, move in zip(numbers, rises, moves[:-1], strict=True)
    ]
    return "\n".join([*shown, f"[{number(moves[-1])}] TJ"])
