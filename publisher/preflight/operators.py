"""What each operator of a content stream does to the state, and what it paints (ISO 32000-2, annex A)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pikepdf

from publisher.locale import say
from publisher.preflight import colours
from publisher.preflight.geometry import NOWHERE, Matrix, times
from publisher.preflight.paths import Path

if TYPE_CHECKING:
    from collections.abc import Callable

    from publisher.preflight.state import State
    from publisher.preflight.walker import Run

Operands: TypeAlias = Any
#: Operators that change nothing that preflight asks for.
PASSED = frozenset(
    {"J", "j", "M", "d", "ri", "i", "MP", "DP", "BMC", "BDC", "EMC", "BX", "EX", "d0", "EI", "Tc", "Tw"}
)
#: In these states of rendering (9.3.6) text is filled, or stroked.
_FILLED, _STROKED = frozenset({0, 2, 4, 6}), frozenset({1, 2, 5, 6})


def _numbers(operands: Operands, count: int) -> list[float]:
    found = [item for item in operands[-count:] if isinstance(item, float)]
    if len(found) != count:
        raise ValueError(count)
    return found


def _matrix(operands: Operands) -> Matrix:
    a, b, c, d, e, f = _numbers(operands, 6)
    return (a, b, c, d, e, f)


# State


def _concatenate(run: Run, operands: Operands) -> None:
    run.state.ctm = times(_matrix(operands), run.state.ctm)


def _width(run: Run, operands: Operands) -> None:
    run.state.width = abs(_numbers(operands, 1)[0])


def _parameters(run: Run, operands: Operands) -> None:
    found = run.resource("/ExtGState", operands[-1])
    if not isinstance(found, pikepdf.Dictionary):
        run.lacks(say("图形状态", "graphics state"), operands[-1])
        return
    state = run.state
    if "/LW" in found:
        state.width = abs(float(found["/LW"]))
    if "/OP" in found:
        state.overprint_stroke = state.overprint_fill = bool(found["/OP"])
    if "/op" in found:
        state.overprint_fill = bool(found["/op"])
    if "/OPM" in found:
        state.opm = int(found["/OPM"])
    if "/Font" in found:
        from publisher.preflight.fonts import font  # noqa: PLC0415 - hardly any file has it

        state.font, state.size = font(found["/Font"][0]), float(found["/Font"][1])
    _transparency(state, found)
    if isinstance(found.get("/SMask"), pikepdf.Dictionary):
        run.soft_mask(found["/SMask"])


def _transparency(state: State, found: Any) -> None:  # noqa: ANN401 - an object of a PDF
    transparency = dict(state.transparency)
    for key in ("/ca", "/CA"):
        if key in found:
            transparency[key] = say("不透明度", "opacity") if float(found[key]) < 1 else ""
    if "/SMask" in found:
        transparency["/SMask"] = "SMask" if isinstance(found["/SMask"], pikepdf.Dictionary) else ""
    if "/BM" in found:
        mode = found["/BM"][0] if isinstance(found["/BM"], pikepdf.Array) else found["/BM"]
        transparency["/BM"] = "" if str(mode) in {"/Normal", "/Compatible"} else str(mode)[1:]
    state.transparency = {key: value for key, value in transparency.items() if value}


# Colour: 8.6.8


def _device(space: colours.Space, *, stroke: bool) -> Callable[[Run, Operands], None]:
    def handler(run: Run, operands: Operands) -> None:
        _set(run, colours.Colour(space, tuple(_numbers(operands, space.count))), stroke=stroke)

    return handler


def _space(*, stroke: bool) -> Callable[[Run, Operands], None]:
    def handler(run: Run, operands: Operands) -> None:
        _set(run, colours.first(run.space(operands[-1])), stroke=stroke)

    return handler


def _colour(*, stroke: bool) -> Callable[[Run, Operands], None]:
    def handler(run: Run, operands: Operands) -> None:
        current = run.state.stroke if stroke else run.state.fill
        _set(run, colours.colour(current.space, operands), stroke=stroke)

    return handler


def _set(run: Run, colour: colours.Colour, *, stroke: bool) -> None:
    if run.masked:
        return
    if stroke:
        run.state.stroke = colour
    else:
        run.state.fill = colour


# Paths, see 8.5


def _move(run: Run, operands: Operands) -> None:
    run.path.move(run.state.ctm, *_numbers(operands, 2))


def _line(run: Run, operands: Operands) -> None:
    run.path.line(run.state.ctm, *_numbers(operands, 2))


def _curve(count: int) -> Callable[[Run, Operands], None]:
    def handler(run: Run, operands: Operands) -> None:
        run.path.curved = True
        run.path.line(run.state.ctm, *_numbers(operands, count))

    return handler


def _rectangle(run: Run, operands: Operands) -> None:
    x, y, width, height = _numbers(operands, 4)
    run.path.rectangle(run.state.ctm, x, y, width, height)


def _paint(*, fill: bool = False, stroke: bool = False) -> Callable[[Run, Operands], None]:
    def handler(run: Run, _: Operands) -> None:
        path = run.path
        box = path.box()
        if box is not None:
            if fill:
                run.inspector.fill(run, path, box)
            if stroke:
                run.inspector.stroke(run, box)
            if run.clips:
                _narrow(run, path)
        run.path, run.clips = Path(), False

    return handler


def _narrow(run: Run, path: Path) -> None:
    """Take the path as the clipping path, or rather the box around it, and its thickness where it is a line."""
    state, box = run.state, path.box()
    common = state.clip.common(box) if box else None
    if common is None:
        common = NOWHERE
    state.clip = common
    thin = [thickness for thickness, _ in path.thin(run.inspector.limits.hairline)]
    state.narrow = min(thin) if thin else state.narrow


def _shade(run: Run, operands: Operands) -> None:
    found = run.resource("/Shading", operands[-1])
    if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        run.lacks(say("渐变", "shading"), operands[-1])
    else:
        run.inspector.shading(run.state, found, run.state.clip, run.resources)


# Text, see 9.3 and 9.4


def _font(run: Run, operands: Operands) -> None:
    run.state.font, run.state.size = run.font(operands[-2]), _numbers(operands, 1)[0]


def _place(run: Run, operands: Operands) -> None:
    run.matrix = run.line = _matrix(operands)


def _shift(run: Run, operands: Operands) -> None:
    x, y = _numbers(operands, 2)
    run.matrix = run.line = times((1.0, 0.0, 0.0, 1.0, x, y), run.line)


def _shift_leading(run: Run, operands: Operands) -> None:
    run.state.leading = -_numbers(operands, 2)[1]
    _shift(run, operands)


def _leading(run: Run, operands: Operands) -> None:
    run.state.leading = _numbers(operands, 1)[0]


def _rise(run: Run, operands: Operands) -> None:
    run.state.rise = _numbers(operands, 1)[0]


def _stretch(run: Run, operands: Operands) -> None:
    run.state.stretch = _numbers(operands, 1)[0] / 100


def _render(run: Run, operands: Operands) -> None:
    run.state.render = int(_numbers(operands, 1)[0])


def _show(run: Run, operands: Operands) -> None:
    state = run.state
    if state.font is None or not operands:
        if operands and not state.size:
            run.inspector.damaged(say("文字没有选定字体", "text for which no font is chosen"))
        return
    filled, stroked = state.render in _FILLED, state.render in _STROKED
    if filled or stroked:
        run.inspector.text(run, operands[-1], filled=filled, stroked=stroked)
        if state.font.type3:
            run.glyphs(state.font)


def _next_show(run: Run, operands: Operands) -> None:
    run.next_line()
    _show(run, operands)


HANDLERS: dict[str, Callable[[Run, Operands], None]] = {
    "q": lambda run, operands: run.save(), "Q": lambda run, operands: run.restore(),
    "cm": _concatenate, "w": _width, "gs": _parameters,
    "g": _device(colours.GRAY, stroke=False), "G": _device(colours.GRAY, stroke=True),
    "rg": _device(colours.RGB, stroke=False), "RG": _device(colours.RGB, stroke=True),
    "k": _device(colours.CMYK, stroke=False), "K": _device(colours.CMYK, stroke=True),
    "cs": _space(stroke=False), "CS": _space(stroke=True),
    "sc": _colour(stroke=False), "scn": _colour(stroke=False),
    "SC": _colour(stroke=True), "SCN": _colour(stroke=True), "d1": lambda run, operands: run.mask(),
    "m": _move, "l": _line, "c": _curve(6), "v": _curve(4), "y": _curve(4), "re": _rectangle,
    "h": lambda run, operands: None, "n": _paint(), "W": lambda run, operands: run.clip(), "W*": lambda run, operands: run.clip(),
    "f": _paint(fill=True), "F": _paint(fill=True), "f*": _paint(fill=True),
    "S": _paint(stroke=True), "s": _paint(stroke=True),
    "B": _paint(fill=True, stroke=True), "B*": _paint(fill=True, stroke=True),
    "b": _paint(fill=True, stroke=True), "b*": _paint(fill=True, stroke=True),
    "sh": _shade, "Do": lambda run, operands: run.xobject(operands[-1]),
    "BI": lambda run, operands: run.inline(operands),
    "BT": lambda run, operands: run.begin_text(),
    "ET": lambda run, operands: run.end_text(), "Tf": _font, "Tm": _place, "Td": _shift, "TD": _shift_leading,
    "T*": lambda run, operands: run.next_line(), "TL": _leading, "Ts": _rise, "Tz": _stretch, "Tr": _render,
    "Tj": _show, "TJ": _show, "'": _next_show, '"': _next_show,
}  # fmt: skip
