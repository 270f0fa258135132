"""Lengths and the basic grid 开本与基本栏: reading them, their defaults, and whether they fit the paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from publisher.locale import say
from publisher.model import PageFormat

#: Millimetres in a unit; the point is the DTP point of 1/72 inch, as CSS and PDF have it.
_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt)")

#: Paper sizes in mm and their standard grid, columns × characters (GB/T 788 trims as newspapers use them
#: 四开、对开).
PAPERS = {"tabloid": (270.0, 390.0), "broadsheet": (390.0, 540.0)}
GRIDS = {"tabloid": (6, 11), "broadsheet": (8, 13)}

BODY = 9.0
#: Leading over body: 12.15 pt for 9 pt.
_LEADING = 1.35
#: The least white at each edge of the paper, in mm, that a newspaper press leaves unprinted.
EDGE = 10.0
#: Characters that a standard column has on paper of other sizes.
_USUAL_CHARACTERS = 12


def millimetres(text: str) -> float | None:
    """Read a length such as ``270mm`` or ``9pt``; None if it is not one, such as a number without its unit."""
    match = _LENGTH.fullmatch(text.strip().lower())
    return float(match[1]) * _MILLIMETRES[match[2]] if match else None


def points(text: str) -> float | None:
    """Read a length in points, exactly as written if it was written in points."""
    match = _LENGTH.fullmatch(text.strip().lower())
    if match is None:
        return None
    if match[2] == "pt":
        return float(match[1])
    return float(match[1]) * _MILLIMETRES[match[2]] * 72 / 25.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """What ``page:`` of publication.yaml says; None where it says nothing."""

    paper: str | tuple[float, float] = "tabloid"
    columns: int | None = None
    characters: int | None = None
    body: float | None = None
    leading: float | None = None


def page_format(grid: Grid) -> PageFormat:
    """Fill in what a publication leaves open.

    The named papers have their standard grid; if a larger body does not leave room for it, the columns get
    fewer characters.
    Other paper gets as many columns of about 12 characters as it holds.
    """
    width, height = PAPERS[grid.paper] if isinstance(grid.paper, str) else grid.paper
    body = grid.body or BODY
    leading = grid.leading or round(body * _LEADING, 2)
    room = int((width - 2 * EDGE) / (body * 25.4 / 72) + 1e-9)
    if isinstance(grid.paper, str):
        columns = grid.columns or GRIDS[grid.paper][0]
        usual = GRIDS[grid.paper][1] if grid.columns is None else _most(room, columns)
    else:
        columns = grid.columns or max(1, (room + 1) // ((grid.characters or _USUAL_CHARACTERS) + 1))
        usual = _most(room, columns)
    characters = grid.characters or max(1, min(usual, _most(room, columns)))
    return PageFormat(
        width=width, height=height, columns=columns, characters=characters, body=body, leading=leading
    )


def _most(room: int, columns: int) -> int:
    """The most characters to a column when ``room`` characters stand side by side, with gutters of one."""
    return (room - (columns - 1)) // columns


def misfit(page: PageFormat) -> str:
    """Say in the user's language why the type area cannot stand on the paper, or nothing if it can."""
    if not 5 <= page.body <= 24:
        return say(
            f"正文 {page.body:g}pt，应在 5pt 到 24pt 之间",
            f"body type of {page.body:g}pt; it must be 5pt to 24pt",
        )
    if page.leading < page.body:
        return say(
            f"行距 {page.leading:g}pt 小于字号 {page.body:g}pt",
            f"leading {page.leading:g}pt is less than the body {page.body:g}pt",
        )
    if page.leading > 3 * page.body:
        return say(
            f"行距 {page.leading:g}pt 超过字号的三倍",
            f"leading {page.leading:g}pt is more than three times the body",
        )
    if page.characters < 4:
        return say(
            f"每栏只有 {page.characters} 字，至少 4 字",
            f"{page.characters} characters to a column; at least 4 are needed",
        )
    wide = (page.columns * page.characters + page.columns - 1) * page.body * 25.4 / 72
    room = page.width - 2 * EDGE
    if wide > room + 0.05:
        return say(
            f"{page.columns} 栏 × {page.characters} 字宽 {wide:.1f}mm，纸宽 {page.width:g}mm 减去页边只有 {room:.1f}mm",
            f"{page.columns} columns × {page.characters} characters are {wide:.1f}mm wide, "
            f"the paper of {page.width:g}mm leaves {room:.1f}mm between its margins",
        )
    lines = int((page.height - 2 * EDGE) / (page.leading * 25.4 / 72))
    if lines < 20:
        return say(
            f"纸高 {page.height:g}mm 只容 {lines} 行",
            f"paper {page.height:g}mm high holds only {lines} lines",
        )
    return ""
