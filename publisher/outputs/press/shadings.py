"""Gradients 渐变 in the colours of the press: each stretch between two stops is sampled, for ink does not mix as light does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Object, Stream

if TYPE_CHECKING:
    from pikepdf import Pdf

    from publisher.outputs.press.inks import Colour
    from publisher.outputs.press.paints import Palette

#: Steps that a stretch is sampled in; between them a viewer interpolates.
_STEPS = 33
_CHANNELS = {"/DeviceRGB": 3, "/DeviceGray": 1}


def _screen_space(space: Object) -> str:
    """Return the device's name for a colour space; the painter writes the screen's own colours (sRGB) by their profile, too."""
    if isinstance(space, Array) and space[0] == "/ICCBased":
        return {3: "/DeviceRGB", 1: "/DeviceGray"}.get(int(space[1].N), str(space))
    return str(space)


def convert_shading(pdf: Pdf, shading: Object, palette: Palette) -> None:
    """Convert a shading in place: axial and radial ones by a function of one value, which is what SVG and CSS can ask for.

    Raises:
        ValueError: it is of another kind, or in colours that are not the screen's.
    """
    if shading.ColorSpace == palette.space:
        return
    space = _screen_space(shading.ColorSpace)
    if int(shading.ShadingType) not in {2, 3} or space not in _CHANNELS:
        raise ValueError(f"shading of type {shading.ShadingType} in {space}")
    if "/Background" in shading:
        del shading["/Background"]
    shading.Function = _converted(pdf, shading.Function, palette)
    shading.ColorSpace = palette.space


def _converted(pdf: Pdf, function: Object, palette: Palette) -> Object:
    kind = int(function.FunctionType)
    if kind == 3:
        return Dictionary(
            FunctionType=3,
            Domain=function.Domain,
            Encode=function.Encode,
            Bounds=function.Bounds,
            Functions=Array([_converted(pdf, part, palette) for part in function.Functions]),
        )
    if kind != 2:
        raise ValueError(f"function of type {kind}")
    low, high = (float(value) for value in function.Domain)
    return _sampled(pdf, [_at(function, low + (high - low) * step / (_STEPS - 1)) for step in range(_STEPS)],
                    (low, high), palette)  # fmt: skip


def _at(function: Object, value: float) -> Colour:
    """Return the colour of an exponential function (PDF 32000-1, 7.10.3) at a value."""
    start, end = (
        [float(part) for part in function.get(key, Array(usual))]
        for key, usual in (("/C0", [0]), ("/C1", [1]))
    )
    share = value ** float(function.N)
    found = [min(max(a + share * (b - a), 0.0), 1.0) for a, b in zip(start, end, strict=True)]
    red, green, blue = found * 3 if len(found) == 1 else found
    return red, green, blue


def _sampled(pdf: Pdf, colours: list[Colour], domain: tuple[float, float], palette: Palette) -> Object:
    """Return a sampled function (PDF 32000-1, 7.10.2) of one byte to a component."""
    steps = palette.steps(colours)
    data = bytes(round(value * 255) for step in steps for value in step)
    made = Stream(pdf, data)
    made.FunctionType = 0
    made.Domain = Array(list(domain))
    made.Range = Array([0, 1] * len(steps[0]))
    made.Size = Array([len(steps)])
    made.BitsPerSample = 8
    return pdf.make_indirect(made)
