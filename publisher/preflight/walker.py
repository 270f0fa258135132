"""Walks through content streams and tells an inspector what they paint, with the graphics state in which they do.

Nothing of a file is trusted: recursion is cut, work is counted, and operators without operands are told and passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from publisher.locale import say
from publisher.preflight import colours, streams
from publisher.preflight.boxes import inherited
from publisher.preflight.fonts import Font, font
from publisher.preflight.geometry import UNIT, Box, Matrix, box_of, times
from publisher.preflight.lexer import Inline, operators, printable
from publisher.preflight.operators import HANDLERS, PASSED
from publisher.preflight.paths import Path
from publisher.preflight.state import State
from publisher.preflight.streams import TooMuchError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.preflight.boxes import Sheet
    from publisher.preflight.inspector import Inspector

#: Forms within forms; and how often a state may be saved.
_DEEPEST, _SAVED = 24, 2000
#: Operators that are looked at: on one page, and in the whole file.
PER_PAGE, PER_FILE = 3_000_000, 12_000_000
#: Forms are kept read while they have fewer operators than this, all together.
_KEPT = 400_000
#: Glyphs of a Type 3 font that are looked at.
_GLYPHS = 64


class Walker:
    """Walks through the pages of a file; fonts, colour spaces and forms are looked up once.

    Args:
        inspector: is told what is painted.
    """

    def __init__(self, inspector: Inspector) -> None:
        self.inspector = inspector
        self.left = PER_FILE
        self._kept: dict[tuple[int, int], list[Any]] = {}
        self._room = _KEPT

    def page(self, page: Any, sheet: Sheet) -> None:  # noqa: ANN401 - an object of a PDF
        """Walk through a page.

        Raises:
            TooMuchError: it is too deep, too long or too large.
            pikepdf.PdfError: its content cannot be decoded.
        """
        data = streams.contents(page)
        state = State(clip=sheet.bleed)
        run = Run(self, inherited(page, "/Resources"), state, UNIT, ())
        run.budget = [min(PER_PAGE, self.left)]
        try:
            run.execute(operators(data))
        finally:
            self.left -= min(PER_PAGE, self.left) - max(0, run.budget[0])

    def instructions(self, stream: Any) -> Iterable[Any]:  # noqa: ANN401
        """Return the operators of a form, kept from the last time if there is room."""
        key = stream.objgen
        if key in self._kept:
            return self._kept[key]
        data = streams.read(stream)
        if key == (0, 0) or len(data) > 4 * _KEPT:
            return operators(data)
        made = list(operators(data))
        if len(made) < self._room:
            self._room -= len(made)
            self._kept[key] = made
        return made


class Run:
    """One content stream on its way: page, form, pattern or glyph."""

    def __init__(
        self,
        walker: Walker,
        resources: Any,  # noqa: ANN401
        state: State,
        base: Matrix,
        above: tuple[tuple[int, int], ...],
    ) -> None:
        self.walker = walker
        self.inspector = walker.inspector
        self.resources = resources if isinstance(resources, pikepdf.Dictionary) else None
        self.state = state
        #: The matrix of the stream's own space, from which patterns are placed (8.7.3.1).
        self.base = base
        self.above = above
        self.budget = [PER_PAGE]
        self.saved: list[State] = []
        self.path = Path()
        self.clips = False
        self.lettering = False
        self.matrix: Matrix = UNIT
        self.line: Matrix = UNIT
        #: The glyph or pattern takes its colour from outside, and operators of colour say nothing (9.6.4).
        self.masked = False
        self._found: dict[tuple[str, str], Any] = {}

    def execute(self, stream: Iterable[Any]) -> None:
        """Execute operators."""
        handlers, budget = HANDLERS, self.budget
        for operator, operands in stream:
            budget[0] -= 1
            if budget[0] < 0:
                raise TooMuchError(f"> {PER_PAGE:,} operators")
            handler = handlers.get(operator)
            if handler is None:
                if operator not in PASSED:
                    self.inspector.damaged(_operator(operator))
                continue
            try:
                handler(self, operands)
            except (TypeError, ValueError, IndexError, OverflowError):
                self.inspector.damaged(_operator(operator))
        # Content that was cut short ends in the middle of what it began (8.4.2, 9.4.1).
        if self.saved:
            self.inspector.damaged(say("q 没有对应的 Q", "q without its Q"))
        if self.lettering:
            self.inspector.damaged(say("BT 没有 ET", "BT without its ET"))

    # State

    def save(self) -> None:
        """Save the state."""
        if len(self.saved) >= _SAVED:
            raise TooMuchError(f"q × {_SAVED}")
        self.saved.append(self.state)
        self.state = self.state.copy()

    def restore(self) -> None:
        """Return to the state that was saved last; there may be none in a damaged file."""
        if self.saved:
            self.state = self.saved.pop()
        else:
            self.inspector.damaged(say("Q 没有对应的 q", "Q without its q"))

    def mask(self) -> None:
        """Take no more colours from this stream, which is a stencil."""
        self.masked = True

    def clip(self) -> None:
        """Take the path that comes next to its end for the clipping path."""
        self.clips = True

    def begin_text(self) -> None:
        """Begin a text object, which holds no other (9.4.1)."""
        if self.lettering:
            self.inspector.damaged(say("BT 没有 ET", "BT without its ET"))
        self.lettering = True
        self.matrix = self.line = UNIT

    def end_text(self) -> None:
        """End a text object."""
        if not self.lettering:
            self.inspector.damaged(say("ET 没有 BT", "ET without its BT"))
        self.lettering = False

    def next_line(self) -> None:
        """Go to the next line of text."""
        self.matrix = self.line = times((1.0, 0.0, 0.0, 1.0, 0.0, -self.state.leading), self.line)

    # Resources

    def resource(self, kind: str, name: str) -> Any:  # noqa: ANN401
        """Return a resource by its kind and name, or None."""
        key = (kind, name)
        if key not in self._found:
            table: Any = self.resources.get(kind) if self.resources is not None else None
            held = isinstance(table, pikepdf.Dictionary) and len(name) > 1
            self._found[key] = table.get(name) if held else None
        return self._found[key]

    def space(self, name: str) -> colours.Space:
        """Return a colour space by its name."""
        key = ("space", name)
        if key not in self._found:
            self._found[key] = colours.space(name, self.resources)
        return self._found[key]  # type: ignore[no-any-return]

    def font(self, name: str) -> Font | None:
        """Return a font by its name."""
        key = ("font", name)
        if key not in self._found:
            self._found[key] = font(self.resource("/Font", name))
        if self._found[key] is None:
            self.lacks(say("字体", "font"), name)
        return self._found[key]  # type: ignore[no-any-return]

    def lacks(self, what: str, name: str) -> None:
        """Report that a resource is named which is not defined: what depends on it is lost, or looks otherwise."""
        self.inspector.damaged(
            say(f"没有定义{what} {printable(name)}", f"{what} {printable(name)} is not defined")
        )

    # What lies within

    def within(
        self,
        stream: Any,  # noqa: ANN401
        matrix: Matrix,
        state: State,
        *,
        masked: bool = False,
    ) -> None:
        """Walk through a form, pattern or glyph whose space a matrix places on the page."""
        key = stream.objgen
        if key in self.above or len(self.above) >= _DEEPEST:
            raise TooMuchError(
                "…".join(f"{number} {generation} R" for number, generation in (*self.above[-1:], key))
            )
        state.ctm = matrix
        box = _box(stream.get("/BBox"))
        if box:
            clip = state.clip.common(box_of(matrix, box))
            if clip is None:
                return
            state.clip = clip
        resources = stream.get("/Resources")
        below = Run(
            self.walker, self.resources if resources is None else resources, state, matrix, (*self.above, key)
        )
        below.budget = self.budget
        below.masked = masked
        below.execute(self.walker.instructions(stream))

    def xobject(self, name: str) -> None:
        """Paint an external object (8.8)."""
        found = self.resource("/XObject", name)
        if not isinstance(found, pikepdf.Stream):
            self.inspector.damaged(_operator(f"Do {name}"))
            return
        kinds = {str(found.get("/Subtype")), str(found.get("/Subtype2"))}
        if "/PS" in kinds:
            self.inspector.script(self.state)
        elif "/Form" in kinds:
            own = _matrix(found.get("/Matrix"))
            self.within(found, times(own, self.state.ctm), self.state.copy(), masked=self.masked)
        else:
            self.inspector.image(self, found)

    def soft_mask(self, mask: Any) -> None:  # noqa: ANN401
        """Look at the space in which a soft mask is made (11.6.5.2): that of its group, where it need not be grey."""
        form = mask.get("/G")
        group: Any = form.get("/Group") if isinstance(form, pikepdf.Stream) else None
        if isinstance(group, pikepdf.Dictionary) and "/CS" in group and not self.inspector.seen(form):
            self.inspector.mask_space(self.state, colours.space(group["/CS"], form.get("/Resources")))

    def inline(self, image: Inline) -> None:
        """Paint an inline image (8.9.7)."""
        self.inspector.inline_image(self, image)

    def pattern(self, colour: colours.Colour, box: Box) -> None:
        """Look at the pattern that fills a box (8.7)."""
        found = self.resource("/Pattern", colour.pattern)
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            self.lacks(say("图案", "pattern"), colour.pattern)
            return
        if isinstance(found, pikepdf.Stream) and found.get("/PatternType") == 1:
            self._tile(found, colour, box)
        elif isinstance(found.get("/Shading"), pikepdf.Dictionary | pikepdf.Stream):
            self.inspector.shading(self.state, found["/Shading"], box, self.resources)

    def _tile(self, found: Any, colour: colours.Colour, box: Box) -> None:  # noqa: ANN401
        """Look at the whole cell of a tiling pattern (8.7.3), wherever in it the box of what it fills begins."""
        masked = found.get("/PaintType") == 2
        base = colour.space.base if masked else None
        if self.inspector.seen(found, base, colour.values if base else ()):
            return
        matrix = times(_matrix(found.get("/Matrix")), self.base)
        cell = _box(found.get("/BBox"))
        if cell is None:
            return
        lies = box_of(matrix, cell)
        if lies.common(box) is None:
            # It is repeated in both directions: one of its cells begins about where the box does.
            matrix = times(matrix, (1.0, 0.0, 0.0, 1.0, box.left - lies.left, box.bottom - lies.bottom))
            lies = box_of(matrix, cell)
        state = State(clip=lies)
        state.transparency = self.state.transparency
        if base:
            state.fill = state.stroke = colours.Colour(base, colour.values)
        self.within(found, matrix, state, masked=masked)

    def glyphs(self, used: Font) -> None:
        """Look at the glyphs of a Type 3 font, once (9.6.4)."""
        drawn = used.source.get("/CharProcs")
        if self.inspector.seen(used.source) or not isinstance(drawn, pikepdf.Dictionary):
            return
        matrix = times(_matrix(used.source.get("/FontMatrix")), self.state.text_matrix(self.matrix))
        outer = self.resources
        self.resources = used.source.get("/Resources", outer)
        for stream in list(drawn.values())[:_GLYPHS]:
            if isinstance(stream, pikepdf.Stream):
                self.within(stream, matrix, self.state.copy())
        self.resources = outer


def _operator(written: str) -> str:
    known = printable(written)
    return say(f"算符 {known}", f"operator {known}")


def _matrix(found: Any) -> Matrix:  # noqa: ANN401
    if not isinstance(found, pikepdf.Array) or len(found) != 6:
        return UNIT
    try:
        a, b, c, d, e, f = (float(item) for item in found)
    except (TypeError, ValueError):
        return UNIT
    return (a, b, c, d, e, f)


def _box(found: Any) -> Box | None:  # noqa: ANN401
    if not isinstance(found, pikepdf.Array) or len(found) != 4:
        return None
    try:
        x, y, u, v = (float(item) for item in found)
    except (TypeError, ValueError):
        return None
    return Box(min(x, u), min(y, v), max(x, u), max(y, v))
