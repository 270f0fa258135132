"""Page boxes 页面框 (ISO 32000-2, 14.11.2): whether they are there, nested, equal, and bled enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf

from publisher.locale import say
from publisher.preflight.geometry import MM, Box
from publisher.preflight.result import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.preflight.collector import Collector

#: mm by which boxes may differ: programs write them rounded.
_SLACK = 0.1
_KEYS = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox")
#: A4, where a page has no box at all.
_A4 = Box(0, 0, 595.28, 841.89)
#: A tree of pages is not deeper than this.
_DEEPEST = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper of a page: its boxes in default user space, and how many pt a unit of that is."""

    number: int
    media: Box
    bleed: Box
    trim: Box
    crop: Box
    trimmed: bool
    unit: float = 1.0
    turned: int = 0

    def place(self, box: Box) -> Place:
        """Return where a box lies, in mm from the top left of the trim."""
        mm = self.unit / MM
        return Place(
            (box.left - self.trim.left) * mm,
            (self.trim.top - box.top) * mm,
            box.width * mm,
            box.height * mm,
        )

    @property
    def size(self) -> tuple[float, float]:
        """The trimmed width and height in mm."""
        return self.trim.width * self.unit / MM, self.trim.height * self.unit / MM

    @property
    def bled(self) -> float:
        """The bleed 出血 in mm, on the side that has least."""
        sides = (
            self.trim.left - self.bleed.left,
            self.trim.bottom - self.bleed.bottom,
            self.bleed.right - self.trim.right,
            self.bleed.top - self.trim.top,
        )
        return min(sides) * self.unit / MM


def sheet_of(page: Any, number: int) -> Sheet:  # noqa: ANN401 - an object of a PDF
    """Read the boxes of a page; what is missing or no box is taken from the next larger one."""
    media, crop, bleed, trim = (box_of_array(inherited(page, key)) for key in _KEYS)
    media = media or crop or _A4
    crop = crop or media
    trimmed = trim or box_of_array(page.get("/ArtBox"))
    unit, turned = inherited(page, "/UserUnit"), inherited(page, "/Rotate")
    return Sheet(
        number=number,
        media=media,
        crop=crop,
        bleed=bleed or trimmed or crop,
        trim=trimmed or crop,
        trimmed=bool(trimmed),
        unit=_number(unit, 1.0),
        turned=int(_number(turned, 0.0)) % 360,
    )


def _number(found: Any, otherwise: float) -> float:  # noqa: ANN401
    try:
        value = float(found)
    except (TypeError, ValueError, ArithmeticError):
        return otherwise
    return value if -1e5 < value < 1e5 else otherwise


def inherited(page: Any, key: str) -> Any:  # noqa: ANN401
    """Return what a page, or the nearest branch above it, has under a key (7.7.3.4)."""
    node = page
    for _ in range(_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        if key in {"/BleedBox", "/TrimBox", "/UserUnit"}:
            return None
        node = node.get("/Parent")
    return None


def box_of_array(found: Any) -> Box | None:  # noqa: ANN401
    """Return the rectangle that an array of a PDF tells, or None where it tells none."""
    if not isinstance(found, pikepdf.Array) or len(found) != 4:
        return None
    values = [_number(item, float("nan")) for item in found]
    if any(value != value for value in values):  # noqa: PLR0124 - what is no number differs from itself
        return None
    box = Box(
        min(values[0], values[2]), min(values[1], values[3]), max(values[0], values[2]), max(values[1], values[3])
    )  # fmt: skip
    return box if box.width > 0 and box.height > 0 else None


def check_boxes(sheet: Sheet, wanted: float, faults: Collector) -> None:
    """Report F-010 to F-013 for one page.

    Args:
        sheet: its paper.
        wanted: the bleed that the press asks for, in mm.
        faults: takes what is found.
    """
    page = sheet.number
    if not sheet.trimmed:
        faults.add("F-010", page)
    slack = _SLACK * MM / sheet.unit
    outside = []
    if sheet.trimmed and not sheet.bleed.holds(sheet.trim, slack):
        outside.append(say("成品框越出了出血框", "the TrimBox leaves the BleedBox"))
    if not sheet.media.holds(sheet.bleed, slack):
        outside.append(say("出血框越出了介质框", "the BleedBox leaves the MediaBox"))
    if outside:
        faults.add("F-011", page, problem=say("，", ", ").join(outside))
    elif sheet.trimmed and sheet.bled < wanted - _SLACK:
        faults.add("F-012", page, bleed=f"{max(0.0, sheet.bled):.1f}", wanted=f"{wanted:g}")
    problems = []
    if sheet.turned:
        problems.append(f"/Rotate {sheet.turned}")
    if abs(sheet.unit - 1) > 1e-6:
        problems.append(f"/UserUnit {sheet.unit:g}")
    if problems:
        faults.add("F-013", page, problem=say("，", ", ").join(problems))


def check_sizes(sheets: Sequence[Sheet], faults: Collector) -> None:
    """Report F-009 for pages whose trim is not that of the first."""
    for sheet in sheets[1:]:
        one, other = sheets[0].size, sheet.size
        if max(abs(one[0] - other[0]), abs(one[1] - other[1])) > 2 * _SLACK:
            faults.add(
                "F-009",
                sheet.number,
                first=sheets[0].number,
                size=f"{other[0]:.1f} × {other[1]:.1f}",
                other=f"{one[0]:.1f} × {one[1]:.1f}",
            )
