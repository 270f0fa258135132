"""Colour spaces 颜色空间 of a PDF (ISO 32000-2, 8.6), and which inks a colour prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from publisher.locale import say
from publisher.preflight.lexer import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The four process inks 四色.
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
#: A share of ink below this is none.
_NONE = 0.002
#: Spaces within spaces within spaces are somebody's joke.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space.

    Attributes:
        kind: ``gray``, ``cmyk``, ``rgb``, ``lab``, ``spot`` (Separation and DeviceN), ``pattern`` or ``unknown``.
        name: as the PDF has it, such as ``DeviceRGB``.
        count: how many components a colour has.
        inks: the names of the inks of a ``spot`` space.
        profiled: it has a profile, or is otherwise tied to what eyes see, and is converted once more.
        base: the space of a pattern's colour; or the alternate of a ``spot`` space, which stands in where there is no such ink.
    """

    kind: str
    name: str
    count: int = 1
    inks: tuple[str, ...] = ()
    profiled: bool = False
    base: Space | None = None


GRAY = Space("gray", "DeviceGray")
RGB = Space("rgb", "DeviceRGB", 3)
CMYK = Space("cmyk", "DeviceCMYK", 4)
UNKNOWN = Space("unknown", "?")
PATTERN = Space("pattern", "Pattern", 0)

_SIMPLE = {
    "/DeviceGray": GRAY, "/G": GRAY, "/DeviceRGB": RGB, "/RGB": RGB, "/DeviceCMYK": CMYK, "/CMYK": CMYK,
    "/CalGray": Space("lab", "CalGray", 1), "/CalRGB": Space("rgb", "CalRGB", 3),
    "/Lab": Space("lab", "Lab", 3), "/Pattern": PATTERN,
}  # fmt: skip
_PROFILED = {1: "gray", 3: "rgb", 4: "cmyk"}


def space(found: Any, resources: Any = None, depth: int = 0) -> Space:  # noqa: ANN401 - objects of a PDF
    """Return the colour space that an object of a PDF stands for; names are looked up in resources."""
    if depth > _DEEPEST or found is None:
        return UNKNOWN
    if isinstance(found, (str, pikepdf.Name)):
        return _SIMPLE.get(str(found)) or _named(str(found), resources, depth)
    if not isinstance(found, pikepdf.Array) or not len(found):
        return UNKNOWN
    family, rest = str(found[0]), len(found)
    if family == "/ICCBased" and rest > 1:
        return _profiled(found[1])
    if family in {"/Indexed", "/I"} and rest > 1:
        # A palette holds colours of its base; an index alone tells no ink.
        within = space(found[1], resources, depth + 1)
        return Space(within.kind, f"Indexed {within.name}", 1, within.inks, within.profiled, within.base)
    if family == "/Separation" and rest > 1:
        base = space(found[2], resources, depth + 1) if rest > 2 else None
        return Space("spot", "Separation", 1, (_ink(found[1]),), base=base)
    if family == "/DeviceN" and rest > 1 and isinstance(found[1], pikepdf.Array):
        names = tuple(_ink(item) for item in list(found[1])[:64])
        base = space(found[2], resources, depth + 1) if rest > 2 else None
        return Space("spot", "DeviceN", len(names), names, base=base)
    if family == "/Pattern":
        return Space(
            "pattern", "Pattern", 0, base=space(found[1], resources, depth + 1) if rest > 1 else None
        )
    return _SIMPLE.get(family, UNKNOWN)


def _named(name: str, resources: Any, depth: int) -> Space:  # noqa: ANN401
    table: Any = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
    found: Any = table.get(name) if isinstance(table, pikepdf.Dictionary) and len(name) > 1 else None
    if found is None:
        written = printable(name.lstrip("/"))
        return Space("unknown", say(f"{written}（没有定义）", f"{written} (not defined)"))
    return space(found, resources, depth + 1)


def _profiled(profile: Any) -> Space:  # noqa: ANN401
    count: Any = profile.get("/N") if isinstance(profile, pikepdf.Stream) else None
    kind = _PROFILED.get(count) if isinstance(count, int) else None
    return Space(kind, f"ICCBased {count}", int(count), profiled=True) if kind else UNKNOWN


def _ink(found: Any) -> str:  # noqa: ANN401
    return str(found).lstrip("/") if isinstance(found, pikepdf.Name) else "?"


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour: its space and the values of its components; ``pattern`` names the pattern that stands for it."""

    space: Space
    values: tuple[float, ...] = (0.0,)
    pattern: str = ""

    @property
    def inks(self) -> tuple[str, ...]:
        """The inks that it prints; none for colours that tell no inks."""
        kind, values = self.space.kind, self.values
        if kind == "cmyk":
            return tuple(name for name, value in zip(PROCESS, values, strict=False) if value > _NONE)
        if kind == "gray":
            return ("Black",) if values and values[0] < 1 - _NONE else ()
        if kind == "spot":
            found = (name for name, value in zip(self.space.inks, values, strict=False) if value > _NONE)
            return tuple(name for name in found if name != "None")
        return ()

    @property
    def white(self) -> bool:
        """Whether it leaves the paper white."""
        if self.space.name.startswith("Indexed"):
            return False
        return self.space.kind in {"cmyk", "gray", "spot"} and bool(self.values) and not self.inks

    @property
    def black(self) -> bool:
        """Whether it is full black ink and nothing else 单黑."""
        values, kind = self.values, self.space.kind
        if self.inks != ("Black",):
            return False
        return values[0] <= _NONE if kind == "gray" else max(values) >= 1 - _NONE

    @property
    def coloured(self) -> bool:
        """Whether it prints more than black, or what is not known."""
        return self.space.kind in {"rgb", "lab", "unknown", "pattern"} or any(
            name != "Black" for name in self.inks
        )


def first(within: Space) -> Colour:
    """Return the colour that a space begins with (ISO 32000-2, 8.6.8)."""
    if within.kind == "cmyk" and within.count == 4:
        return Colour(within, (0.0, 0.0, 0.0, 1.0))
    return Colour(within, ((1.0,) if within.kind == "spot" else (0.0,)) * max(1, within.count))


def colour(within: Space, operands: Sequence[object]) -> Colour:
    """Return the colour that ``sc`` or ``scn`` sets."""
    values = tuple(float(item) for item in operands if isinstance(item, float))
    pattern = next((item for item in operands if isinstance(item, str)), "")
    return Colour(within, values, pattern)
