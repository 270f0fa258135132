"""Charts 图表: a fenced block ``chart`` whose YAML holds the data."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from publisher.locale import say
from publisher.manifest.document import Document, parse
from publisher.manifest.fields import shorten
from publisher.manifest.report import Report
from publisher.manifest.source import SourceText
from publisher.manifest.validate import suggest_key
from publisher.model import Chart, ChartType, Datum

if TYPE_CHECKING:
    from publisher.errors import Position
    from publisher.manifest.document import KeyPath, TextLines

_KEYS = ("type", "title", "unit", "note", "data")
_DATUM_KEYS = ("label", "value", "note")
_MAX_DATA = 200

# 千 is a factor, except where it belongs to a unit of measure: 千瓦, 千米, 千克 …
_FACTORS = {"万亿": 1e12, "亿": 1e8, "千万": 1e7, "百万": 1e6, "万": 1e4, "千": 1e3, "": 1.0}
_AMOUNT = re.compile(
    r"([-−–负]?)\s*(\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*(万亿|亿|千万|百万|万|千(?![瓦米克卡帕伏赫安吨字]))?"
)


def amount(value: str) -> float | None:
    """Return the number that a figure stands for: ``4.1万`` is 41000, ``95.77%`` is 95.77, ``1,234`` is 1234.

    The first number counts; words before it (约, 近, 超) and the unit after it do not. None if there is no
    number.
    """
    match = _AMOUNT.search(unicodedata.normalize("NFKC", value))
    if match is None:
        return None
    number = float(match[2].replace(",", "")) * _FACTORS[match[3] or ""]
    return (-number if match[1] else number) if math.isfinite(number) else None


def read_chart(text: str, lines: TextLines, report: Report) -> Chart | None:
    """Read the YAML of a chart.

    Args:
        text: what stands between the fences.
        lines: where its lines stand.
        report: takes A-005.

    Returns:
        The chart, or None after a finding.
    """
    inner = Report()
    source = SourceText(file=lines.start.file, text=text)
    document = parse(source, inner, first_line=lines.start.line, first_column=lines.start.column)
    for finding in inner.sorted():
        where = finding.where if lines.exact else lines.start
        report.add("A-005", where, problem=finding.message, hint=finding.hint)
    if document is None:
        return None
    return _Reader(document, lines, report).chart()


class _Reader:
    def __init__(self, document: Document, lines: TextLines, report: Report) -> None:
        self.document = document
        self.lines = lines
        self.report = report
        self.failed = False

    def chart(self) -> Chart | None:
        for key in self.document.data:
            if key not in _KEYS:
                self._fault(
                    (key,), say(f"不认识的键 {key}", f"unknown key {key}"), suggest_key(key, _KEYS), key=True
                )
        kind = self._type()
        data = tuple(datum for datum in self._data(kind) if datum is not None)
        if (
            kind is ChartType.SHARE
            and not self.failed
            and (any(datum.amount < 0 for datum in data) or not sum(d.amount for d in data))
        ):
            self._fault(
                ("data",),
                say("份额不能为负，总和不能为零", "shares cannot be negative, nor all zero"),
                say("改用 bars", "use bars"),
            )
        title, unit, note = (self._text((key,)) for key in ("title", "unit", "note"))
        if self.failed or kind is None:
            return None
        return Chart(type=kind, data=data, title=title, unit=unit, note=note)

    def _type(self) -> ChartType | None:
        value = self.document.data.get("type")
        if value in list(ChartType):
            return ChartType(str(value))
        known = say("、", ", ").join(ChartType)
        if value is None:
            self._fault(
                ("type",),
                say("缺少 type:", "type: is missing"),
                say(f"可用：{known}", f"it must be one of {known}"),
            )
        else:
            shown = shorten(str(value))
            self._fault(
                ("type",),
                say(f"没有“{shown}”这种图表", f"there is no chart “{shown}”"),
                say(f"可用：{known}", f"use one of {known}"),
            )
        return None

    def _data(self, kind: ChartType | None) -> list[Datum | None]:
        data = self.document.data.get("data")
        if isinstance(data, dict):
            return [self._datum(("data", label), label, value, "", kind) for label, value in data.items()]
        if not isinstance(data, list) or not data:
            self._fault(("data",), say("缺少数据 data:", "data: is missing"), _how())
            return []
        if len(data) > _MAX_DATA:
            self._fault(
                ("data",),
                say(f"数据多于 {_MAX_DATA} 项", f"more than {_MAX_DATA} entries"),
                say("改用表格", "use a table"),
            )
            return []
        return [self._entry(("data", index), entry, kind) for index, entry in enumerate(data)]

    def _entry(self, path: KeyPath, entry: Any, kind: ChartType | None) -> Datum | None:  # noqa: ANN401 - any YAML
        if isinstance(entry, list) and len(entry) in {2, 3} and all(isinstance(part, str) for part in entry):
            return self._datum((*path, 1), entry[0], entry[1], entry[2] if len(entry) == 3 else "", kind)
        if not isinstance(entry, dict):
            self._fault(path, say("这一项写法有误", "this entry is not usable"), _how())
            return None
        if "label" not in entry and "value" not in entry and len(entry) == 1:
            label, value = next(iter(entry.items()))
            return self._datum((*path, label), label, value, "", kind)
        for key in entry:
            if key not in _DATUM_KEYS:
                self._fault(
                    (*path, key),
                    say(f"不认识的键 {key}", f"unknown key {key}"),
                    suggest_key(key, _DATUM_KEYS),
                    key=True,
                )
        label, note = self._text((*path, "label")), self._text((*path, "note"))
        return self._datum((*path, "value"), label, entry.get("value"), note, kind)

    def _datum(
        self, path: KeyPath, label: str, value: object, note: str, kind: ChartType | None
    ) -> Datum | None:
        if not isinstance(value, str) or not value.strip():
            self._fault(path, say(f"“{label}”没有数值", f"“{label}” has no value"), _how())
            return None
        number = amount(value)
        if number is None and kind is ChartType.FIGURES:
            number = 0.0  # large figures are set, not drawn
        if number is None:
            shown = shorten(value)
            self._fault(path, say(f"“{shown}”里没有数字", f"there is no number in “{shown}”"), _how())
            return None
        return Datum(label=label.strip(), value=value.strip(), amount=number, note=note.strip())

    def _text(self, path: KeyPath) -> str:
        value = self.document.get(path)
        if value is None:
            return ""
        if isinstance(value, str):
            return value.strip()
        self._fault(
            path,
            say(f"{path[-1]} 应为一段文字", f"{path[-1]} must be text"),
            say("有冒号时用引号括起来", "quote it if it holds colons"),
        )
        return ""

    def _fault(self, path: KeyPath, problem: str, hint: str, *, key: bool = False) -> None:
        self.failed = True
        where: Position = self.document.key(path) if key else self.document.at(path)
        self.report.add("A-005", where if self.lines.exact else self.lines.start, problem=problem, hint=hint)


def _how() -> str:
    return say(
        "每项写 {label: 名称, value: 数值}，或 [名称, 数值]",
        "write each entry as {label: …, value: …} or [label, value]",
    )
