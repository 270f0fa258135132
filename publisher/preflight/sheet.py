"""The proof sheet 检查单: one HTML file with every page, what was found marked at its place, and the ink on it."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from publisher import resources
from publisher.errors import Severity
from publisher.locale import say
from publisher.preflight import facsimiles

if TYPE_CHECKING:
    from publisher.preflight.result import Fault, PageFigures, Place, Result
    from publisher.pressroom import Limits


class _Mark(NamedTuple):
    style: str
    tone: str
    number: int


def sheet(result: Result, limits: Limits, *, strict: bool = False) -> str:
    """Return the proof sheet of a file as HTML that needs no other file.

    Args:
        result: what was found.
        limits: those by which it was judged.
        strict: a warning stands in the way of printing too.
    """
    pictures = facsimiles.draw(result.path, len(result.pages)) if result.pages else {}
    numbered = list(enumerate(result.faults, 1))
    environment = Environment(
        loader=FileSystemLoader(resources.templates_dir() / "preflight"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("sheet.html.j2").render(
        language=say("zh-Hans", "en"),
        name=result.path.name,
        passed=result.passed(strict=strict),
        words=_words(result),
        whole=[pair for pair in numbered if not pair[1].page],
        pages=[_page(page, at, numbered, pictures, limits) for at, page in enumerate(result.pages)],
        limit_share=round(limits.tac / 4, 1),
    )


def _words(result: Result) -> dict[str, Any]:
    errors, warnings, notes = (result.count(item) for item in Severity)
    return {
        "title": say("印前检查", "Preflight"),
        "passed": say("可以付印", "ready for press"),
        "failed": say("不能付印", "not for press"),
        "counts": say(
            f"{len(result.pages)} 版　{errors} 个错误，{warnings} 个警告，{notes} 条提示",
            f"{len(result.pages)} pages, {errors} errors, {warnings} warnings, {notes} notes",
        ),
        "error": say("错误", "error"),
        "warning": say("警告", "warning"),
        "info": say("提示", "note"),
        "whole": say("整份文件", "The file"),
        "figures": say("各版数字", "Figures"),
        "heads": heads(),
        "picture": say(
            "虚线是成品尺寸；号码见旁边的各条", "Dashed: the trim. Numbers are those of the list."
        ),
        "heat": say("总墨量", "Total ink"),
        "sound": say("没有问题", "Nothing was found"),
    }


def heads() -> tuple[str, ...]:
    """Return the heads of the table of figures."""
    return (
        say("版", "page"), say("成品 mm", "trim, mm"), say("出血 mm", "bleed, mm"), say("字体", "fonts"),
        say("最小字 pt", "least type, pt"), say("最细线 pt", "thinnest line, pt"), say("图片", "pictures"),
        say("最低 ppi", "least ppi"), say("最高墨量 %", "most ink, %"), say("超量 mm²", "above limit, mm²"),
        say("墨 C M Y K %", "ink C M Y K, %"),
    )  # fmt: skip


def cells(page: PageFigures) -> tuple[str, ...]:
    """Return the row of a page in the table of figures."""
    ink = page.ink
    process = list(ink.coverage.values())[:4] if ink else []
    spots = "".join(f" + {name}" for name in page.spots)
    if ink and page.spots:
        from publisher.preflight.colours import PROCESS  # noqa: PLC0415

        process = [ink.coverage.get(name, 0.0) for name in PROCESS]
    return (
        str(page.number), f"{page.width:.1f} × {page.height:.1f}", f"{page.bleed:.1f}", str(page.fonts),
        _measure(page.least_text, 1), _measure(page.least_line, 2), str(page.pictures), _measure(page.least_ppi, 0),
        f"{ink.most:.0f}" if ink else "–", f"{ink.area:.0f}" if ink else "–",
        (" ".join(f"{value:.1f}" for value in process) if ink else "–") + spots,
    )  # fmt: skip


def _measure(value: float, digits: int) -> str:
    return f"{value:.{digits}f}" if value else "–"


def _page(
    page: PageFigures,
    at: int,
    numbered: list[tuple[int, Fault]],
    pictures: dict[int, bytes],
    limits: Limits,
) -> dict[str, Any]:
    faults = [pair for pair in numbered if pair[1].page == page.number]
    marks = [
        _Mark(_style(place, page.shown), fault.severity.value, 0 if again else number)
        for number, fault in faults
        for again, place in enumerate(fault.places)
    ]
    over = bool(page.ink and page.ink.area > limits.tac_area)
    return {
        "title": say(f"第 {page.number} 版", f"Page {page.number}"),
        "size": f"{page.width:.1f} × {page.height:.1f} mm",
        "cells": cells(page),
        "over": 9 if over else -1,
        "faults": faults,
        "marks": marks,
        "picture": _data(pictures.get(at, b""), "jpeg"),
        "trim": _style((0.0, 0.0, page.width, page.height), page.shown),
        "heat": _data(page.ink.heat if page.ink else b"", "png"),
        "ink": say(f"最高 {page.ink.most:.0f}%", f"at most {page.ink.most:.0f}%") if page.ink else "",
    }


def _style(place: Place | tuple[float, float, float, float], shown: Place) -> str:
    """Place a rectangle on the picture of its page, in per cent of what is shown."""
    x, y, width, height = place
    across, up = shown.width or 1.0, shown.height or 1.0
    left, top = max(0.0, x - shown.x), max(0.0, y - shown.y)
    right, bottom = min(across, x - shown.x + width), min(up, y - shown.y + height)
    return (
        f"left:{left / across:.3%};top:{top / up:.3%};"
        f"width:{max(0.0, right - left) / across:.3%};height:{max(0.0, bottom - top) / up:.3%}"
    )


def _data(picture: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}" if picture else ""
