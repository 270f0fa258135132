"""Walks the content of a page, its forms and patterns, and writes it anew in the colours of the press.

Full black overprints 叠印, so that no white shows at the edges of type where plates misregister; all else knocks out 挖空
(ISO 15930-7 leaves this to the file; overprint mode 1 of PDF 32000-1, 8.6.7). Lines thinner than the press prints are thickened,
and type too small for several inks to meet on it gets one. Marks of the structure tree are left out, but not the words that
they say a glyph stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Dictionary, Name, Object

from publisher.outputs.press import runs
from publisher.outputs.press.content import Content, State
from publisher.outputs.press.geometry import IDENTITY, Matrix, matrix, within
from publisher.outputs.press.inks import BLACK
from publisher.outputs.press.paints import Paint, Palette, TonePalette, process
from publisher.outputs.press.shadings import convert_shading
from publisher.outputs.press.streams import Operator, operators

if TYPE_CHECKING:
    from pikepdf import Pdf

    from publisher.outputs.press.paints import InkPalette
    from publisher.pressroom import Limits

#: Content begins in black that overprints; PDF itself begins in a black that knocks out (PDF 32000-1, 8.4.1).
_BLACK = process(BLACK)
_BEGINNING = b"/Over11 gs " + _BLACK.fill + b" " + _BLACK.stroke
_SCREEN = {b"/DeviceRGB": 3, b"/DeviceGray": 1}
#: Not an operator of PDF: what stands between it and the end of its state is a drawing in strong colours, whose black knocks out.
KNOCKS_OUT = b"/KnocksOut"


class Recolourer:
    """Converts the content of one file.

    Args:
        pdf: the file.
        palette: makes its colours.
        limits: the thinnest line, and the smallest type in more than one ink.

    Attributes:
        pictures: the picture objects met, by number; they are converted when it is known how large each is printed.
    """

    def __init__(self, pdf: Pdf, palette: InkPalette, limits: Limits) -> None:
        self.pdf = pdf
        self.palette = palette
        self.limits = limits
        self.pictures: dict[int, Object] = {}
        self._forms: dict[int, Content] = {}
        self._grouped: dict[int, Object] = {}
        self._see_through: set[int] = set()
        self._shadings: set[int] = set()
        self._states = {
            (stroke, fill): pdf.make_indirect(Dictionary(Type=Name.ExtGState, OP=stroke, op=fill, OPM=1))
            for stroke in (False, True)
            for fill in (False, True)
        }

    def page(self, data: bytes, resources: Object) -> Content:
        """Convert what stands on a page.

        Raises:
            ValueError: something in it cannot be printed.
        """
        return _Walk(self, self.palette, resources).all(data, begins=True)

    def form(self, form: Object, palette: Palette, outer: Matrix = IDENTITY) -> Content:
        """Convert a form or the cell of a pattern once, in place; tell what is in it.

        Args:
            form: the form.
            palette: makes its colours.
            outer: what places it where it is first drawn, by which sizes in it are told.
        """
        number = form.objgen[0]
        if number not in self._forms:
            self._forms[number] = Content()  # a form within itself draws nothing
            begins = "/PatternType" in form
            walk = _Walk(self, palette, form.get("/Resources", Dictionary()), outer)
            found = walk.all(form.read_bytes(), begins=begins)
            form.write(found.data)
            form.Resources = found.dictionary()
            self._forms[number] = found
            if "/Group" in form:
                self._grouped[number] = form
                form.Group.CS = palette.space
        return self._forms[number]

    def mask(self, mask: Object) -> None:
        """Convert a soft mask in place."""
        self.form(mask.G, TonePalette())
        self._see_through.add(mask.G.objgen[0])

    def shading(self, shading: Object, palette: Palette) -> None:
        """Convert a shading once, in place."""
        number = shading.objgen[0]
        if not number or number not in self._shadings:
            self._shadings.add(number)
            convert_shading(self.pdf, shading, palette)

    def drawn(self, form: Object, *, opaque: bool) -> None:
        """Note how a form is drawn."""
        if not opaque:
            self._see_through.add(form.objgen[0])

    def finish(self) -> None:
        """Dissolve the groups that are always drawn opaque: these look the same without, and any press can print them."""
        for number, form in self._grouped.items():
            if number not in self._see_through:
                del form["/Group"]

    def state(self, stroke: bool, fill: bool) -> Object:
        """Return the graphics state that overprints so."""
        return self._states[stroke, fill]


class _Walk:
    """One walk through one stream."""

    def __init__(
        self, owner: Recolourer, palette: Palette, resources: Object, outer: Matrix = IDENTITY
    ) -> None:
        self._owner = owner
        self._palette = palette
        self._given = resources
        self._outer = outer
        self._line = IDENTITY
        self._texts = False
        self._state = State()
        self._saved: list[State] = []
        self._marks: list[bool] = []
        self._out: list[bytes] = []
        self._content = Content()
        self._inks = palette.space == Name.DeviceCMYK
        self._handlers = {
            b"q": self._save, b"Q": self._restore, b"cm": self._transform, b"gs": self._graphics_state,
            b"cs": self._space, b"CS": self._space, b"Do": self._draw, b"sh": self._shade, b"Tf": self._font,
            b"BDC": self._begin_marked, b"BMC": self._begin_marked, b"EMC": self._end_marked,
            b"DP": self._drop, b"MP": self._drop, b"ri": self._drop, b"": self._run, b"BT": self._text, b"ET": self._text,
            **dict.fromkeys((b"Tj", b"TJ", b"'", b'"'), self._show),
            **dict.fromkeys((b"rg", b"RG", b"g", b"G", b"k", b"K"), self._device),
            **dict.fromkeys((b"sc", b"SC", b"scn", b"SCN"), self._colour),
        }  # fmt: skip

    def all(self, data: bytes, *, begins: bool) -> Content:
        """Walk through content; it ``begins`` where it inherits nothing."""
        if begins and self._inks:
            self._out.append(_BEGINNING)
            self._state.paint = {False: _BLACK, True: _BLACK}
            self._overprinting((True, True))
        for operator in operators(data):
            handler = self._handlers.get(operator.name)
            if handler:
                handler(operator)
            elif operator.name in {b"BI", b"ID", b"EI", b"d0", b"d1"}:
                raise ValueError(f"operator {operator.name.decode()}")
            else:
                self._pass(operator)
        self._content.data = b"\n".join(self._out)
        return self._content

    def _pass(self, operator: Operator) -> None:
        self._out.append(b" ".join([*operator.operands, *([operator.name] if operator.name else [])]))

    def _run(self, operator: Operator) -> None:
        """Pass on a run: lines no thinner than the press prints, small type in one ink."""
        run = b" ".join(operator.operands)
        if b"w" in run:
            run, width = runs.with_widths(run, self._thickened)
            if width is not None:
                self._state.width, self._state.drawn_width = width, self._thickened(width)
        if not self._texts:
            self._out.append(runs.without_empty_fills(run) if b" l" in run or b"\nl" in run else run)
        elif runs.shows(run) and any(paint and paint.small for paint in self._state.paint.values()):
            for part, placed in runs.lines_of(run, self._line):
                self._line = placed
                self._written(part)
        else:
            self._line = runs.last_placed(run, self._line)
            self._out.append(run)

    def _text(self, operator: Operator) -> None:
        """Begin or end a piece of text: its lines are placed anew, and its black overprints in strong drawings too."""
        self._texts, self._line = operator.name == b"BT", IDENTITY
        self._overprint()
        self._pass(operator)

    def _show(self, operator: Operator) -> None:
        self._written(b" ".join([*operator.operands, operator.name]))

    def _written(self, part: bytes) -> None:
        """Pass on operators that show text, in one ink where it is small."""
        size = runs.type_size(self._state.size, self._line, within(self._state.placed, self._outer))
        few = [(key, paint) for key, paint in self._state.paint.items() if paint and paint.small]
        if not few or not runs.shows(part) or size >= self._owner.limits.inked_text:
            self._out.append(part)
            return
        for key, paint in few:
            self._put(key, paint.small or paint)
        self._out.append(part)
        for key, paint in few:
            self._put(key, paint)

    def _thickened(self, width: float) -> float:
        """Return the width, in the units that stand now, of a line that is no thinner than the press prints."""
        scale = runs.thickness(within(self._state.placed, self._outer))
        return max(width, self._owner.limits.hairline / scale) if scale > 1e-6 else width

    def _drop(self, operator: Operator) -> None:
        """Leave an operator out: marks without content, and intents that the inks have already been made by."""

    def _save(self, operator: Operator) -> None:
        self._saved.append(self._state)
        self._state = self._state.saved()
        self._pass(operator)

    def _restore(self, operator: Operator) -> None:
        self._state = self._saved.pop()
        self._pass(operator)

    def _transform(self, operator: Operator) -> None:
        self._state.placed = within(matrix(part.decode() for part in operator.operands), self._state.placed)
        self._pass(operator)
        wanted = self._thickened(self._state.width)
        if wanted != self._state.drawn_width:
            self._state.drawn_width = wanted
            self._out.append(runs.number(wanted) + b" w")

    def _resource(self, kind: str, name: bytes) -> Object:
        """Return a resource, and note that it is used."""
        key = _name(name)
        found = self._given[kind][key]
        self._content.resources[kind][key] = found
        return found

    def _font(self, operator: Operator) -> None:
        font = self._resource("/Font", operator.operands[0])
        if font.get("/Subtype") == Name.Type3:
            raise ValueError("a font of pictures (Type 3)")
        self._state.size = float(operator.operands[1])
        self._pass(operator)

    def _graphics_state(self, operator: Operator) -> None:
        if operator.operands[0] == KNOCKS_OUT:
            self._state.strong = True
            self._overprint()
            return
        wanted = self._given["/ExtGState"][_name(operator.operands[0])]
        before = (dict(self._state.opacity), self._state.masked)
        for key, stroke in (("/ca", False), ("/CA", True)):
            if key in wanted:
                self._state.opacity[stroke] = float(wanted[key])
        if "/SMask" in wanted:
            self._state.masked = wanted.SMask != Name.None_ if isinstance(wanted.SMask, Name) else True
            if self._state.masked:
                self._owner.mask(wanted.SMask)
        if not self._state.opaque or wanted.get("/BM", Name.Normal) != Name.Normal:
            self._content.translucent = True
        only_opacity = set(wanted.keys()) <= {"/ca", "/CA", "/Type"}
        if not only_opacity or before != (self._state.opacity, self._state.masked):
            self._resource("/ExtGState", operator.operands[0])
            self._pass(operator)
            self._overprint()

    def _space(self, operator: Operator) -> None:
        stroke, name = operator.name.isupper(), operator.operands[0]
        self._state.space[stroke] = name
        self._state.paint[stroke] = None
        if name not in {*_SCREEN, b"/DeviceCMYK", b"/Pattern"}:
            raise ValueError(f"colour space {name.decode()}")

    def _device(self, operator: Operator) -> None:
        stroke = operator.name.isupper()
        self._set(stroke, operator.operands)

    def _colour(self, operator: Operator) -> None:
        stroke = operator.name.isupper()
        if self._state.space[stroke] != b"/Pattern":
            self._set(stroke, operator.operands)
            return
        pattern = self._resource("/Pattern", operator.operands[-1])
        if int(pattern.PatternType) == 2:
            self._owner.shading(pattern.Shading, self._palette)
        else:
            placed = matrix(pattern.get("/Matrix", IDENTITY))
            self._found(self._owner.form(pattern, self._palette), placed)
        self._out.append(
            b"/Pattern %s %s" % (b"CS" if stroke else b"cs", b" ".join([*operator.operands, operator.name]))
        )
        self._state.paint[stroke] = None
        self._overprint()

    def _set(self, stroke: bool, operands: list[bytes]) -> None:
        """Set a colour, where it is another than that which is set already."""
        values = [float(part) for part in operands]
        if len(values) == 4:
            if not self._inks:
                raise ValueError("inks in a soft mask")
            written = b" ".join(operands)
            paint = Paint(written + b" k", written + b" K", black=values == [0.0, 0.0, 0.0, 1.0])
        else:
            red, green, blue = values * 3 if len(values) == 1 else values
            paint = self._palette.paint((red, green, blue))
        if paint != self._state.paint[stroke]:
            self._put(stroke, paint)

    def _put(self, stroke: bool, paint: Paint) -> None:
        """Write a colour, and what of it overprints."""
        if paint.space:
            self._content.resources["/ColorSpace"][paint.space] = self._owner.palette.spaces[paint.space]
        self._state.paint[stroke] = paint
        self._out.append(paint.stroke if stroke else paint.fill)
        self._overprint()

    def _overprint(self) -> None:
        """Say anew what overprints, where that has changed: black, but none that shows what is below anyway."""
        if not self._inks:
            return
        whole = not self._state.masked and (self._texts or not self._state.strong)
        fill, stroke = (
            bool(paint and paint.black) and self._state.opacity[key] >= 1.0 and whole
            for key, paint in self._state.paint.items()
        )
        if self._state.overprint != (stroke, fill):
            self._overprinting((stroke, fill))
            self._out.append(b"/Over%d%d gs" % (stroke, fill))

    def _overprinting(self, wanted: tuple[bool, bool]) -> None:
        self._state.overprint = wanted
        self._content.resources["/ExtGState"][f"/Over{wanted[0]:d}{wanted[1]:d}"] = self._owner.state(*wanted)

    def _draw(self, operator: Operator) -> None:
        drawn = self._resource("/XObject", operator.operands[0])
        if drawn.Subtype == Name.Image:
            if not self._inks:
                raise ValueError("a picture in a soft mask")
            self._owner.pictures[drawn.objgen[0]] = drawn
            self._content.pictures.append((drawn.objgen[0], self._state.placed))
        else:
            placed = within(matrix(drawn.get("/Matrix", IDENTITY)), self._state.placed)
            self._found(self._owner.form(drawn, self._palette, within(placed, self._outer)), placed)
            self._owner.drawn(drawn, opaque=self._state.opaque)
        self._pass(operator)

    def _found(self, content: Content, placed: Matrix) -> None:
        self._content.pictures += [(number, within(inner, placed)) for number, inner in content.pictures]
        self._content.translucent |= content.translucent

    def _shade(self, operator: Operator) -> None:
        self._owner.shading(self._resource("/Shading", operator.operands[0]), self._palette)
        self._knock_out()
        self._pass(operator)

    def _knock_out(self) -> None:
        if self._inks and self._state.overprint != (False, False):
            self._overprinting((False, False))
            self._out.append(b"/Over00 gs")

    def _begin_marked(self, operator: Operator) -> None:
        words = next((at for at, part in enumerate(operator.operands) if part == b"/ActualText"), None)
        self._marks.append(words is not None)
        if words is not None:
            self._out.append(b"/Span <</ActualText %s>> BDC" % operator.operands[words + 1])

    def _end_marked(self, operator: Operator) -> None:
        if self._marks and self._marks.pop():
            self._pass(operator)


def _name(written: bytes) -> str:
    """Return a name as pikepdf knows it (PDF 32000-1, 7.3.5)."""
    parts = written.split(b"#")
    return (parts[0] + b"".join(bytes([int(part[:2], 16)]) + part[2:] for part in parts[1:])).decode("utf-8")
