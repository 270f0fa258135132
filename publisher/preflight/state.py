"""The graphics state 图形状态 of a content stream, as far as preflight asks for it (ISO 32000-2, 8.4 and 9.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publisher.preflight.colours import GRAY, Colour, first
from publisher.preflight.geometry import EVERYWHERE, UNIT, Box, Matrix, times

if TYPE_CHECKING:
    from publisher.preflight.fonts import Font

_BLACK = first(GRAY)


@dataclass(slots=True)
class State:
    """The graphics state; ``clip`` is the box of the clipping path in page space, and ``narrow`` its thickness if it is a line."""

    ctm: Matrix = UNIT
    clip: Box = EVERYWHERE
    narrow: float | None = None
    fill: Colour = _BLACK
    stroke: Colour = _BLACK
    width: float = 1.0
    font: Font | None = None
    size: float = 0.0
    leading: float = 0.0
    rise: float = 0.0
    stretch: float = 1.0
    render: int = 0
    overprint_fill: bool = False
    overprint_stroke: bool = False
    opm: int = 0
    transparency: dict[str, str] = field(default_factory=dict)

    def copy(self) -> State:
        """Return a state of its own; :attr:`transparency` is never changed in place."""
        return State(
            self.ctm, self.clip, self.narrow, self.fill, self.stroke, self.width, self.font, self.size,
            self.leading, self.rise, self.stretch, self.render, self.overprint_fill, self.overprint_stroke,
            self.opm, self.transparency,
        )  # fmt: skip

    def text_matrix(self, line: Matrix) -> Matrix:
        """Return the matrix from an em square to the page, for text at a text matrix."""
        em = (self.size * self.stretch, 0.0, 0.0, self.size, 0.0, self.rise)
        return times(times(em, line), self.ctm)

    def overprints(self, colour: Colour, *, stroke: bool = False) -> bool:
        """Tell whether a colour leaves the inks that it does not name (8.6.7): DeviceCMYK does under OPM 1 only, grey never."""
        if not (self.overprint_stroke if stroke else self.overprint_fill):
            return False
        if colour.space.kind == "spot":
            return True
        return colour.space.name == "DeviceCMYK" and self.opm == 1
