"""What preflight 印前检查 found: faults with their places, and figures of every page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from publisher.errors import Finding, Position, Severity

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = 1


class Place(NamedTuple):
    """A rectangle on a page, in mm from the top left of its trim."""

    x: float
    y: float
    width: float = 0.0
    height: float = 0.0


class Source(NamedTuple):
    """The file of a picture, as its manifest names it, and where make-up has put it on a page."""

    place: Place
    file: str


_NOWHERE = Place(0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One fault of a file.

    Attributes:
        rule: its id, such as ``F-016``.
        severity: how grave it is here: what is waived is a note, some errors of a finished file are warnings of an advertisement.
        message: what is wrong, and on which page; ``hint``: what to do about it.
        page: the page's number, 0 where the whole file is meant.
        places: where on the page; ``count``: how often, which may be more than there are places.
        waived: the reason why it is excepted 豁免; empty where it is not.
    """

    rule: str
    severity: Severity
    message: str
    hint: str
    page: int = 0
    places: tuple[Place, ...] = ()
    count: int = 1
    waived: str = ""

    def record(self) -> dict[str, Any]:
        """Return the fault as the report has it."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "page": self.page,
            "message": self.message,
            "hint": self.hint,
            "count": self.count,
            "places": [[round(value, 2) for value in place] for place in self.places],
            "waived": self.waived,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """The ink on a page.

    Attributes:
        most: the most total ink 总墨量 at one place, in per cent.
        area: mm² that lie above the limit.
        coverage: the share of the trimmed page that each ink covers, in per cent, by the ink's name.
        dpi: the resolution at which it was measured.
        heat: the heat map 墨量图 as PNG.
    """

    most: float
    area: float
    coverage: dict[str, float]
    dpi: float
    heat: bytes = field(default=b"", repr=False)

    def record(self) -> dict[str, Any]:
        """Return the figures as the report has them, without the picture."""
        return {
            "most": round(self.most, 1),
            "area": round(self.area, 1),
            "coverage": {name: round(value, 2) for name, value in self.coverage.items()},
            "dpi": round(self.dpi, 1),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFigures:
    """The figures of a page: its trim and bleed in mm, what is painted on it, and its ink where that was measured.

    Attributes:
        bleed: the least of the four sides.
        pictures: how many are placed; ``least_ppi``: the coarsest of them, 0 without any.
        shown: what a viewer shows of the page, in mm from the trim's top left.
        least_text: the smallest type in pt, 0 without any; ``least_line``: the thinnest line, likewise.
    """

    number: int
    width: float
    height: float
    bleed: float = 0.0
    shown: Place = _NOWHERE
    fonts: int = 0
    pictures: int = 0
    least_ppi: float = 0.0
    least_text: float = 0.0
    least_line: float = 0.0
    spots: tuple[str, ...] = ()
    ink: Ink | None = None

    def record(self) -> dict[str, Any]:
        """Return the figures as the report has them."""
        return {
            "number": self.number,
            "width": round(self.width, 2),
            "height": round(self.height, 2),
            "bleed": round(self.bleed, 2),
            "fonts": self.fonts,
            "pictures": self.pictures,
            "least_ppi": round(self.least_ppi, 1),
            "least_text": round(self.least_text, 2),
            "least_line": round(self.least_line, 3),
            "spots": list(self.spots),
            "ink": self.ink.record() if self.ink else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The outcome of preflight: faults in the order of pages and rules, and the figures of the pages."""

    path: Path
    faults: tuple[Fault, ...]
    pages: tuple[PageFigures, ...]
    seconds: float = 0.0
    ink_seconds: float = 0.0

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The faults as the findings of a run; their place is the PDF."""
        where = Position(str(self.path))
        return tuple(
            Finding(item.rule, item.severity, item.message, item.hint, where) for item in self.faults
        )

    def count(self, severity: Severity) -> int:
        """Return how many faults are of a severity."""
        return sum(item.severity is severity for item in self.faults)

    def passed(self, *, strict: bool = False) -> bool:
        """Tell whether the file may be printed; ``strict`` takes warnings for errors."""
        return not (self.count(Severity.ERROR) or (strict and self.count(Severity.WARNING)))

    def record(self) -> dict[str, Any]:
        """Return the outcome as report.json has it under ``preflight``."""
        return {
            "schema": SCHEMA,
            "file": self.path.name,
            "passed": self.passed(),
            "errors": self.count(Severity.ERROR),
            "warnings": self.count(Severity.WARNING),
            "faults": [item.record() for item in self.faults],
            "pages": [item.record() for item in self.pages],
            "seconds": {"total": round(self.seconds, 3), "ink": round(self.ink_seconds, 3)},
        }
