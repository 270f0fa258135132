"""Preflight 印前检查 of one file, from its bytes to the result."""

from __future__ import annotations

import math
import re
import time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pikepdf

from publisher.errors import Severity
from publisher.locale import say
from publisher.manifest.source import describe
from publisher.preflight import ink as inks
from publisher.preflight.boxes import Sheet, check_boxes, check_sizes, sheet_of
from publisher.preflight.collector import Collector, waive
from publisher.preflight.document import check_document, check_page
from publisher.preflight.inspector import Inspector, Seen
from publisher.preflight.result import PageFigures, Result
from publisher.preflight.streams import TooMuchError
from publisher.preflight.walker import Walker
from publisher.pressroom import Limits, Press
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from publisher.preflight.result import Source
    from publisher.pressroom import Waiver

#: Pages that are examined at all.
MOST_PAGES = 1000
#: What reading a damaged file may raise.
_BROKEN = (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, AttributeError,
           RuntimeError, OverflowError, NotImplementedError)  # fmt: skip


def preflight(
    path: Path,
    press: Press | Limits = Press(),
    waivers: Sequence[Waiver] | None = None,
    *,
    finished: bool = False,
    ink: bool = True,
    numbers: Sequence[int] = (),
    sources: Mapping[int, Sequence[Source]] = MappingProxyType({}),
    timeout: float | None = None,
    progress: Callable[[str, str], None] = lambda step, detail: None,
) -> Result:
    """Examine whether a PDF can be printed.

    Args:
        path: the PDF, ours or an advertiser's.
        press: how the newspaper is printed; limits alone stand for a press without spot colours.
        waivers: what is excepted, each for a reason; those of ``press`` unless given.
        finished: the file goes to press as it is: it must be PDF/X-4 and fill its sheets. Else it is placed on a page.
        ink: measure total ink, which takes by far the longest.
        numbers: the page number of each page, where they do not count from 1.
        sources: the files of the pictures by page number, where they are known; faults of pictures name them.
        timeout: seconds that separating may take; by the number of pages unless given.
        progress: is told of each page.

    Returns:
        what was found. Errors do not raise: see :meth:`Result.passed`.

    Raises:
        PublishError: F-001, the file cannot be opened.
    """
    started = time.perf_counter()
    press = Press(limits=press) if isinstance(press, Limits) else press
    faults = Collector(finished=finished)
    with _open(path) as pdf:
        examination = _Examination(pdf, press, faults, progress, sources)
        examination.document()
        sheets, seen = examination.pages(numbers)
    separated = time.perf_counter()
    spots = {name for item in seen for name in item.spots}
    measured = _measure(path, sheets, press, faults, spots=bool(spots), timeout=timeout) if ink else []
    ended = time.perf_counter()
    found = waive(faults.faults(), press.waivers if waivers is None else waivers)
    return Result(
        path=path,
        faults=tuple(sorted(found, key=lambda fault: (fault.page, list(Severity).index(fault.severity), fault.rule))),
        pages=tuple(
            _figures(sheet, item, measured[at].ink if at < len(measured) else None)
            for at, (sheet, item) in enumerate(zip(sheets, seen, strict=True))
        ),
        seconds=ended - started,
        ink_seconds=ended - separated if ink else 0.0,
    )  # fmt: skip


def _open(path: Path) -> pikepdf.Pdf:
    try:
        return pikepdf.open(path, suppress_warnings=True)
    except pikepdf.PasswordError:
        problem = say("要密码才能打开", "it asks for a password")
    except OSError as error:
        problem = describe(error)
    except _BROKEN as error:
        empty = path.is_file() and not path.stat().st_size
        english = "it is empty" if empty else f"it is no PDF, or damaged beyond repair ({_words(error)})"
        problem = say("文件是空的" if empty else "不是 PDF，或损坏得无法修补", english)
    raise failure(finding("F-001", path=path, problem=problem))


def _words(error: Exception) -> str:
    """Return what a library says, in English, without the path and the position that it repeats."""
    text = str(error).split("\n", 1)[0]
    return re.sub(r"^.*?\.pdf(?: \([^)]*\))?: ", "", text)[:120] or type(error).__name__


def _unread(error: Exception) -> str:
    return say("结构有错，读不下去", f"its structure is broken ({_words(error)})")


class _Examination:
    """One file on its way through the checks."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        press: Press,
        faults: Collector,
        progress: Callable[[str, str], None],
        sources: Mapping[int, Sequence[Source]],
    ) -> None:
        self.pdf, self.press, self.faults, self.progress = pdf, press, faults, progress
        self.inspector = Inspector(
            press.limits, frozenset(spot.name for spot in press.spots), faults, sources
        )
        self.walker = Walker(self.inspector)
        #: What was repaired when the file was opened: asking for it makes the library forget it.
        self.warnings = pdf.get_warnings()
        self.inspector.repaired = bool(self.warnings)

    def document(self) -> None:
        """Examine what is not on a page."""
        try:
            check_document(self.pdf, self.faults)
        except _BROKEN as error:
            self.faults.add("F-002", problem=_unread(error))

    def pages(self, numbers: Sequence[int]) -> tuple[list[Sheet], list[Seen]]:
        """Examine all pages; return their sheets, and what was seen on them."""
        sheets: list[Sheet] = []
        seen: list[Seen] = []
        try:
            found = list(self.pdf.pages[:MOST_PAGES])
            count = len(self.pdf.pages)
        except _BROKEN as error:
            self.faults.add("F-002", problem=_unread(error))
            return sheets, seen
        if not found:
            self.faults.add("F-002", problem=say("没有页面", "it has no pages"))
        if count > MOST_PAGES:
            self.faults.add("F-004", problem=say(f"{count} 页", f"{count} pages"))
        if self.faults.finished and count % self.press.limits.sheet:
            self.faults.add("F-008", pages=count, sheet=self.press.limits.sheet)
        for at, page in enumerate(found):
            number = numbers[at] if at < len(numbers) else at + 1
            self.progress("preflight", str(number))
            sheets.append(self._page(page.obj, number))
            seen.append(self.inspector.page)
        check_sizes(sheets, self.faults)
        self._spots()
        self._repairs()
        return sheets, seen

    def _page(self, page: Any, number: int) -> Sheet:  # noqa: ANN401 - an object of a PDF
        sheet = sheet_of(page, number)
        check_boxes(sheet, self.press.bleed, self.faults)
        self.inspector.begin(sheet)
        try:
            check_page(page, sheet, self.faults)
            self.walker.page(page, sheet)
        except TooMuchError as error:
            self.faults.add("F-004", number, problem=str(error))
        except RecursionError:
            self.faults.add("F-004", number, problem=say("嵌套太深", "it is nested too deeply"))
        except _BROKEN as error:
            self.faults.add("F-002", number, problem=_unread(error))
        else:
            if not self.inspector.page.painted:
                self.faults.add("F-039", number)
        return sheet

    def _repairs(self) -> None:
        """Report F-003, once, however much there was to repair."""
        warnings = [*self.warnings, *self.pdf.get_warnings()]
        if not warnings:
            return
        words = [_words(Exception(str(warning))) for warning in warnings]
        rebuilt = any("reconstruct" in item for item in words)
        self.faults.add(
            "F-003",
            problem=say(
                "对象的目录（交叉引用表）坏了，是重新找出来的" if rebuilt else f"有 {len(words)} 处结构错误",
                "; ".join(list(dict.fromkeys(words))[:3]),
            ),
        )

    def _spots(self) -> None:
        """Report F-021: names that differ in case, spaces and signs only, or in how they end, as PANTONE 185 C and CVC do."""
        alike: dict[str, list[str]] = {}
        for name in (*self.inspector.spots, *self.inspector.inks):
            plain = re.sub(r"[\W_]+", "", name.casefold())
            plain = re.sub(r"^pms", "pantone", plain)
            plain = re.sub(r"(?<=\d)(?:cvc|cvu|cv|cp|up|c|u|m)$", "", plain)
            if name not in alike.setdefault(plain, []):
                alike[plain].append(name)
        for names in alike.values():
            used = [name for name in names if name in self.inspector.spots]
            if used and len(names) > 1:
                self.faults.add("F-021", spots=say("、", ", ").join(sorted(names)))


def _measure(
    path: Path, sheets: list[Sheet], press: Press, faults: Collector, *, spots: bool, timeout: float | None
) -> list[inks.Measured]:
    """Measure the ink and report F-035; where that cannot be done, say so: F-036, F-037."""
    if not sheets:
        return []
    program = inks.ghostscript()
    if program is None:
        remedy = say(
            "安装 Ghostscript：apt-get install ghostscript，或 brew install ghostscript；见 epaper-publish doctor",
            "install it: apt-get install ghostscript, or brew install ghostscript; see epaper-publish doctor",
        )
        faults.add("F-036", remedy=remedy)
        return []
    try:
        measured = inks.measure(path, sheets, press.limits, spots=spots, program=program, timeout=timeout)
    except inks.InkError as error:
        faults.add("F-037", problem=str(error))
        return []
    except (OSError, ValueError) as error:
        faults.add("F-037", problem=_words(error))
        return []
    if len(sheets) > len(measured):
        faults.add(
            "F-004",
            problem=say(
                f"墨量只测了前 {len(measured)} 页", f"ink was measured on the first {len(measured)} pages"
            ),
        )
    limit = press.limits.tac
    for sheet, found in zip(sheets, measured, strict=False):
        most, area = f"{found.ink.most:.0f}", f"{found.ink.area:.0f}"
        for place in found.places:
            faults.add("F-035", sheet.number, place, most=most, limit=f"{limit:g}", area=area)
    return measured


def _figures(sheet: Sheet, seen: Seen, ink: Any) -> PageFigures:  # noqa: ANN401 - Ink or None
    width, height = sheet.size
    return PageFigures(
        number=sheet.number, width=width, height=height, bleed=max(0.0, sheet.bled),
        shown=sheet.place(sheet.media.common(sheet.crop) or sheet.media),
        fonts=len(seen.fonts), pictures=seen.pictures,
        least_ppi=_finite(seen.least_ppi), least_text=_finite(seen.least_text), least_line=_finite(seen.least_line),
        spots=tuple(sorted(seen.spots)), ink=ink,
    )  # fmt: skip


def _finite(value: float) -> float:
    return value if math.isfinite(value) else 0.0
