"""What the press asks for 付印要求: the output condition, its limits, and what a newspaper has excepted from them.

Lengths of paper in mm, of type and rules in pt, ink in per cent, resolution in pixels to the inch (ppi).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.errors import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Where preflight 印前检查 finds fault.

    Attributes:
        tac: total ink 总墨量, the sum of all inks at one place, in per cent (ISO 12647-3:2013 recommends 220 for newsprint);
            ``tac_area``: mm² of a page that may lie above it.
        resolution: ppi below which a picture is refused; ``fair_resolution``: below which it is warned of;
            ``bitmap_resolution``: below which a picture of one bit is.
        hairline: the thinnest line in pt.
        text: the smallest type in pt; ``inked_text``: the smallest set in more than one ink.
        sheet: pages of a sheet; their number must be a multiple of it.
    """

    tac: float = 220.0
    tac_area: float = 15.0
    resolution: float = 150.0
    fair_resolution: float = 200.0
    bitmap_resolution: float = 550.0
    hairline: float = 0.25
    text: float = 5.0
    inked_text: float = 10.0
    sheet: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A rule of preflight that is not held against a file 豁免, and why; on ``pages`` only, if any are named."""

    rule: str
    reason: str
    pages: tuple[int, ...] = ()
    where: Position | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A spot colour 专色: the ink's name, and the screen colour ``#rrggbb`` that is printed with it."""

    name: str
    colour: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """How a newspaper is printed.

    Attributes:
        profile: the ICC profile of the printing condition as the manifest names it: a file or the name of an installed one;
            ``path``: where the file lies. Empty where nothing is said.
        bleed: how far colour runs over the trim 出血, in mm.
        spots: the inks besides the four.
    """

    profile: str = ""
    path: Path | None = None
    where: Position | None = None
    bleed: float = 3.0
    limits: Limits = Limits()
    spots: tuple[Spot, ...] = ()
    waivers: tuple[Waiver, ...] = ()
