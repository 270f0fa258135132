"""Judges what is painted on a page: colours, pictures, lines and type, against the limits of the press."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from publisher.locale import say
from publisher.preflight import integrity, pictures
from publisher.preflight.colours import PATTERN, PROCESS, Colour, Space, space
from publisher.preflight.geometry import Box, Matrix, box_of, scale
from publisher.preflight.ground import Ground
from publisher.preflight.strings import shows_none

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from publisher.preflight.boxes import Sheet
    from publisher.preflight.collector import Collector
    from publisher.preflight.fonts import Font
    from publisher.preflight.lexer import Inline, Operand
    from publisher.preflight.paths import Path
    from publisher.preflight.result import Source
    from publisher.preflight.state import State
    from publisher.preflight.walker import Run
    from publisher.pressroom import Limits

#: What rounding does to a length.
_ROUNDING = 1e-3
#: Different pieces of rubbish on a page that are told.
_PROBLEMS = 5


@dataclass(slots=True)
class Seen:
    """What was painted on a page, for its figures."""

    fonts: set[str] = field(default_factory=set)
    pictures: int = 0
    least_ppi: float = math.inf
    least_text: float = math.inf
    least_line: float = math.inf
    spots: set[str] = field(default_factory=set)
    painted: bool = False
    problems: set[str] = field(default_factory=set)


class Inspector:
    """Judges a file page by page.

    Args:
        limits: those of the press.
        inks: the spot colours 专色 that the press has.
        faults: takes what is found.
        sources: the files of the pictures by page, where the PDF is our own; a PDF itself does not know them.
    """

    def __init__(
        self,
        limits: Limits,
        inks: frozenset[str],
        faults: Collector,
        sources: Mapping[int, Sequence[Source]],
    ) -> None:
        self.limits = limits
        self.inks = inks
        self.faults = faults
        self.sources = sources
        self.sheet: Sheet
        self.page = Seen()
        self.ground: Ground
        self.spots: dict[str, int] = {}
        self._once: set[tuple[object, ...]] = set()
        #: The file was damaged, and read after repairs.
        self.repaired = False
        #: The rule that each stream breaks, and its words, which are none where it breaks none.
        self._examined: dict[tuple[int, int], tuple[str, str]] = {}

    def begin(self, sheet: Sheet) -> None:
        """Begin a page."""
        self.sheet, self.page = sheet, Seen()
        self.ground = Ground(sheet.bleed)

    def damaged(self, problem: str) -> None:
        """Report content that no viewer understands; of a page of rubbish the beginning is enough."""
        self.page.problems.add(problem)
        if len(self.page.problems) <= _PROBLEMS:
            self.faults.add("F-002", self.sheet.number, problem=problem)

    def script(self, state: State) -> None:
        """Report a PostScript XObject, a program that no viewer runs (ISO 32000-2, 8.8.2)."""
        place = state.clip.common(self.sheet.bleed)
        self.faults.add(
            "F-032", self.sheet.number, self.sheet.place(place) if place else None, what="PostScript XObject"
        )

    def mask_space(self, state: State, found: Space) -> None:
        """Judge the space in which a soft mask is made."""
        if found.kind == "rgb" and (seen := state.clip.common(self.sheet.bleed)):
            self._space(found, say("软蒙版", "a soft mask"), seen)

    def seen(self, found: Any, *otherwise: object) -> bool:  # noqa: ANN401 - an object of a PDF
        """Tell whether a pattern, in the colour that it takes from outside, or a font was looked at on this page already."""
        key = (self.sheet.number, found.objgen, *otherwise)
        if found.objgen != (0, 0) and key in self._once:
            return True
        self._once.add(key)
        return False

    # What is painted

    def fill(self, run: Run, path: Path, box: Box) -> None:
        """Judge a path that is filled."""
        state = run.state
        seen = state.clip.common(box)
        if seen is None:
            return
        what = say("色块", "a shape")
        self._painted(state, seen, state.fill)
        self._surface(run, state.fill, what, seen)
        limit = self.limits.hairline / self.sheet.unit - _ROUNDING
        for thickness, line in path.thin(limit):
            common = state.clip.common(line)
            if common is not None:
                self._line(thickness, say("填色的线", "a filled line"), common)
        if state.narrow is not None and state.narrow < limit and max(seen.width, seen.height) > 1:
            self._line(state.narrow, say("填色的线", "a filled line"), seen)
        self.ground.fill(path, state)

    def stroke(self, run: Run, box: Box) -> None:
        """Judge a path that is stroked."""
        state = run.state
        width = state.width * scale(state.ctm)
        seen = state.clip.common(box.grown(width / 2))
        if seen is None:
            return
        what = say("线条", "a line")
        self._painted(state, seen, state.stroke)
        self._surface(run, state.stroke, what, seen, stroke=True)
        self._line(width, what, seen)

    def _surface(self, run: Run, paint: Colour, what: str, seen: Box, *, stroke: bool = False) -> None:
        """Judge what something is painted with; a pattern is walked for its own colours."""
        if paint.space.kind == "pattern":
            run.pattern(paint, seen)
        else:
            self._colour(paint, what, seen)
            self._white(run.state, paint, what, seen, stroke=stroke)

    def text(self, run: Run, shown: Operand, *, filled: bool, stroked: bool) -> None:
        """Judge a piece of text."""
        state = run.state
        matrix = state.text_matrix(run.matrix)
        size = math.hypot(matrix[2], matrix[3]) * self.sheet.unit
        font = state.font
        # Ascent and descent of an em; as wide as its characters may be.
        seen = state.clip.common(box_of(matrix, Box(0, -0.12, _ems(shown, composite=font.composite), 0.88)))  # type: ignore[union-attr]
        if seen is None or not size or font is None:
            return
        self._painted(state, seen, None if filled and stroked else state.fill if filled else state.stroke)
        self._font(font, seen)
        if font.numbered and isinstance(shown, bytes) and shows_none(shown):
            self.faults.add("F-041", self.sheet.number, self.sheet.place(seen), font=font.name)
        what = say("文字", "type")
        colour = state.fill if filled else state.stroke
        self._surface(run, colour, what, seen, stroke=not filled)
        if stroked:
            if state.stroke.space.kind == "pattern":
                run.pattern(state.stroke, seen)
            self._colour(state.stroke, what, seen)
            self._line(state.width * scale(state.ctm), say("文字的勾边", "an outline of type"), seen)
        if not font.type3:
            self._size(state, matrix, size, colour, seen)

    def image(self, run: Run, image: Any) -> None:  # noqa: ANN401
        """Judge a picture; its data are decoded once, however often it is painted."""
        picture = pictures.external(image, run.resources)
        seen = self._picture(run, picture)
        if seen is not None:
            self._examine(image, lambda: integrity.picture_problem(image, picture), seen)

    def inline_image(self, run: Run, image: Inline) -> None:
        """Judge a picture that stands within the content.

        Raises:
            ValueError: it has no keys that can be read.
        """
        keys = pictures.inline(image)
        picture = pictures.external(keys, run.resources)
        seen = self._picture(run, picture)
        if seen is not None:
            self._examine(keys, lambda: integrity.inline_problem(image.data, keys, picture), seen)

    def shading(self, state: State, shading: Any, box: Box, resources: Any) -> None:  # noqa: ANN401
        """Judge a gradient."""
        seen = state.clip.common(box)
        if seen is None:
            return
        self._painted(state, seen)
        found = space(shading.get("/ColorSpace"), resources)
        self._space(found, say("渐变", "a gradient"), seen)
        self.ground.mark(seen, coloured=found.kind != "gray")

    # How it is judged

    def _painted(self, state: State, seen: Box, colour: Colour | None = None) -> None:
        # White on white paper is nothing; what it covers was painted before.
        self.page.painted |= colour is None or not colour.white
        if state.transparency:
            what = say("、", ", ").join(sorted(set(state.transparency.values())))
            self.faults.add("F-030", self.sheet.number, self.sheet.place(seen), what=what)

    def _colour(self, colour: Colour, what: str, seen: Box) -> None:
        if colour.space.name in {"DeviceCMYK", "DeviceGray"}:
            return
        self._space(colour.space, what, seen, inks=colour.inks)

    def _space(self, found: Space, what: str, seen: Box, inks: tuple[str, ...] | None = None) -> None:
        page, place, kind = self.sheet.number, self.sheet.place(seen), found.kind
        if kind == "rgb":
            self.faults.add("F-016", page, place, what=what, space=found.name)
        elif kind in {"lab", "unknown"}:
            self.faults.add("F-017", page, place, what=what, space=found.name)
        elif found.profiled:
            self.faults.add("F-018", page, place, what=what, space=found.name)
        elif kind == "spot":
            if found.base is not None and found.base.kind == "rgb":
                self.faults.add("F-016", page, place, what=what, space=f"{found.name} → {found.base.name}")
            for ink in found.inks if inks is None else inks:
                self._spot(ink, what, seen)

    def _spot(self, ink: str, what: str, seen: Box) -> None:
        page, place = self.sheet.number, self.sheet.place(seen)
        if ink == "All":
            if self.sheet.trim.grown(-_ROUNDING).common(seen):
                self.faults.add("F-019", page, place, what=what)
        elif ink not in PROCESS and ink != "None":
            self.page.spots.add(ink)
            self.spots.setdefault(ink, page)
            if ink not in self.inks:
                self.faults.add("F-020", page, place, spot=ink)

    def _white(self, state: State, colour: Colour, what: str, seen: Box, *, stroke: bool = False) -> None:
        on = state.overprint_stroke if stroke else state.overprint_fill
        # Grey is no process colour of its own; programs differ, and white grey that overprints may vanish as well.
        if on and colour.white and (colour.space.kind == "gray" or state.overprints(colour, stroke=stroke)):
            self.faults.add("F-029", self.sheet.number, self.sheet.place(seen), what=what)

    def _line(self, width: float, what: str, seen: Box) -> None:
        width *= self.sheet.unit
        self.page.least_line = min(self.page.least_line, width)
        limit = self.limits.hairline
        if width < limit - _ROUNDING:
            place = self.sheet.place(seen)
            self.faults.add("F-025", self.sheet.number, place, worst=width, what=what, limit=f"{limit:g}")

    def _font(self, font: Font, seen: Box) -> None:
        if font.name in self.page.fonts:
            return
        self.page.fonts.add(font.name)
        page, place = self.sheet.number, self.sheet.place(seen)
        if font.type3:
            self.faults.add("F-015", page, place, font=font.name)
        elif font.file is None and self.repaired:
            # It was embedded, as likely as not, and is in the part of the file that is lost.
            problem = say(f"字体 {font.name} 丢了", f"font {font.name} is lost")
            self.faults.add("F-002", page, place, problem=problem)
        elif font.file is None:
            self.faults.add("F-014", page, place, font=font.name)
        else:
            self._examine(font.file, lambda: integrity.font_problem(font.file, font.name), seen)

    def _examine(self, stream: Any, examine: Callable[[], str], seen: Box) -> None:  # noqa: ANN401
        """Report what is wrong with a picture or font, or that nobody can tell; each is examined once, however often it is used."""
        found = self._examined.get(stream.objgen)
        if found is None:
            try:
                found = ("F-002", examine())
            except integrity.NotExaminedError as error:
                found = ("F-040", str(error))
            if stream.objgen != (0, 0):
                self._examined[stream.objgen] = found
        rule, problem = found
        if problem:
            self.faults.add(rule, self.sheet.number, self.sheet.place(seen), problem=problem)

    def _size(self, state: State, matrix: Matrix, size: float, colour: Colour, seen: Box) -> None:
        page, limits = self.sheet.number, self.limits
        self.page.least_text = min(self.page.least_text, size)
        if size < limits.text - _ROUNDING:
            self.faults.add("F-026", page, self.sheet.place(seen), worst=size, limit=f"{limits.text:g}")
        if size >= limits.inked_text - _ROUNDING:
            return
        inks = colour.inks
        if len(inks) > 1:
            place, limit = self.sheet.place(seen), f"{limits.inked_text:g}"
            self.faults.add("F-027", page, place, worst=size, limit=limit, inks=len(inks))
        elif colour.black and not state.overprints(colour) and self.ground.coloured(matrix):
            self.faults.add("F-028", page, self.sheet.place(seen), worst=size)

    def _picture(self, run: Run, picture: pictures.Picture) -> Box | None:
        """Judge how a picture is painted; return where, None if it is not to be seen."""
        state = run.state
        seen = state.clip.common(box_of(state.ctm, Box(0, 0, 1, 1)))
        if seen is None:
            return None
        self._painted(state, seen)
        page, place, what = self.sheet.number, self.sheet.place(seen), self._named(seen)
        if picture.mask:
            if state.fill.space.kind == "pattern":
                run.pattern(state.fill, seen)
            self._colour(state.fill, what, seen)
            self.ground.mark(seen, coloured=state.fill.coloured)
        else:
            self._space(picture.space, what, seen)
            self.ground.mark(seen, coloured=picture.space != PATTERN and picture.space.kind != "gray")
        if picture.soft:
            self.faults.add("F-030", page, place, what="SMask")
        ppi = picture.ppi(state.ctm, self.sheet.unit)
        if ppi is None:
            return seen
        self.page.pictures += 1
        self.page.least_ppi = min(self.page.least_ppi, ppi)
        rule, limit = pictures.verdict(picture, ppi, self.limits)
        if rule:
            pixels = f"{picture.width} × {picture.height}"
            self.faults.add(rule, page, place, worst=ppi, what=what, limit=f"{limit:g}", pixels=pixels)
        return seen

    def _named(self, seen: Box) -> str:
        """Name the picture that is seen in a box, by its file where that is known."""
        x, y, width, height = self.sheet.place(seen)
        around = [
            (of.width * of.height, file)
            for of, file in self.sources.get(self.sheet.number, ())
            if of.x <= x + width / 2 <= of.x + of.width and of.y <= y + height / 2 <= of.y + of.height
        ]
        if not around:
            return say("图片", "a picture")
        file = min(around)[1]
        return say(f"图片 {file} ", f"picture {file}")


def _ems(shown: Operand, *, composite: bool) -> float:
    """Estimate how wide a string is, in em: only its place asks for it."""
    if not isinstance(shown, bytes):
        return 1.0
    hexadecimal = b"<" in shown and b"(" not in shown
    count = len(shown) / (2 if hexadecimal else 1) / (2 if composite else 1)
    return max(0.5, min(60.0, count * (0.9 if composite else 0.5)))
