"""What the colours of a content stream become: inks on the page, tones in a soft mask."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from pikepdf import Array, Dictionary, Name, Object

from publisher.outputs.press.inks import BLACK, Colour, Inks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pikepdf import Pdf

    from publisher.outputs.press.inks import Separation
    from publisher.pressroom import Spot


class Paint(NamedTuple):
    """A colour as it is written.

    Attributes:
        fill: the operators that fill with it; ``stroke``: those that stroke.
        black: it is full black and nothing else, which overprints 叠印.
        space: the colour space that the operators name, if any.
        small: what small type is set in instead, where this has several inks.
    """

    fill: bytes
    stroke: bytes
    black: bool = False
    space: str = ""
    small: Paint | None = None


class Palette(Protocol):
    """How colours are written in one kind of content."""

    def paint(self, colour: Colour) -> Paint:
        """Return what stands for a screen colour."""

    def steps(self, colours: Sequence[Colour]) -> list[tuple[float, ...]]:
        """Return the components of the steps of a gradient."""

    @property
    def space(self) -> Object:
        """The colour space of gradients and groups."""


class InkPalette:
    """Screen colours as process inks, and those that a newspaper has a spot colour 专色 for as that one."""

    def __init__(self, pdf: Pdf, separation: Separation, spots: Sequence[Spot]) -> None:
        self._separation = separation
        self._paints: dict[Colour, Paint] = {}
        #: The colour spaces of the spot colours, by the names that operators know them by.
        self.spaces: dict[str, Object] = {}
        self._spots: dict[tuple[int, ...], str] = {}
        for number, spot in enumerate(spots):
            colour = _hexadecimal(spot.colour)
            name = f"/Spot{number}"
            self.spaces[name] = pdf.make_indirect(separation_space(spot.name, separation.toned(colour)))
            self._spots[_rounded(colour)] = name

    def paint(self, colour: Colour) -> Paint:
        """Return the operators for a screen colour."""
        if colour not in self._paints:
            self._paints[colour] = self._paint(colour)
        return self._paints[colour]

    def _paint(self, colour: Colour) -> Paint:
        spot = self._spots.get(_rounded(colour))
        if spot:
            name = spot.encode()
            return Paint(name + b" cs 1 scn", name + b" CS 1 SCN", space=spot)
        inks = self._separation.inks_of(colour)
        paint = process(inks)
        if sum(map(bool, inks)) > 1:
            return paint._replace(small=process(self._separation.small(colour)))
        return paint

    def steps(self, colours: Sequence[Colour]) -> list[tuple[float, ...]]:
        """Return inks; a gradient of greys is black ink alone, in any other no step may leap out of it."""
        if all(max(colour) - min(colour) < 0.014 for colour in colours):
            return [(0.0, 0.0, 0.0, self._separation.black_of(colour)) for colour in colours]
        return [tuple(self._separation.toned(colour)) for colour in colours]

    @property
    def space(self) -> Object:
        """Four inks."""
        return Name.DeviceCMYK


class TonePalette:
    """Screen colours as tones: in a soft mask of luminosity a colour only says how much shows through."""

    spaces: Mapping[str, Object] = {}

    def paint(self, colour: Colour) -> Paint:
        """Return the operators for a tone."""
        tone = b"%.4f" % _tone(colour)
        return Paint(tone + b" g", tone + b" G")

    def steps(self, colours: Sequence[Colour]) -> list[tuple[float, ...]]:
        """Return tones."""
        return [(_tone(colour),) for colour in colours]

    @property
    def space(self) -> Object:
        """Grey."""
        return Name.DeviceGray


def process(inks: Inks) -> Paint:
    """Return the operators for process inks."""
    shares = " ".join(f"{value:.3f}".rstrip("0").rstrip(".") for value in inks).encode()
    return Paint(shares + b" k", shares + b" K", black=inks == BLACK)


def separation_space(name: str, inks: Sequence[float]) -> Array:
    """Return the colour space of an ink (PDF 32000-1, 8.6.6.4): its name, and the process inks that stand for it elsewhere."""
    tint = Dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[round(value, 3) for value in inks], N=1
    )
    return Array([Name.Separation, Name("/" + name), Name.DeviceCMYK, tint])


def _tone(colour: Colour) -> float:
    """Return the luminosity that a viewer computes of a group's colour (PDF 32000-1, 11.3.5.3)."""
    red, green, blue = colour
    return 0.3 * red + 0.59 * green + 0.11 * blue


def _rounded(colour: Colour) -> tuple[int, ...]:
    return tuple(round(value * 255) for value in colour)


def _hexadecimal(text: str) -> Colour:
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
