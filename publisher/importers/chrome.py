"""Tells a reading machine's own words 阅读机界面文字 from the article.

Its name, today's date, fields, navigation.

The machine's screen, copied as text, looks like this; any line may be missing, and the navigation may stand
elsewhere::

    电子报阅读机
    2026-01-23
    星期五
    当前报纸名称:杨浦时报
    杨浦时报数字报刊平台-加快打造人民城市建设标杆
    日期:01-05
    字号:
    版面:第02版:特刊两会       上一篇    下一篇
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publisher.text.spacing import collapse, squeeze, tidy

_APP = re.compile(r"(?:电子报|数字报|读报|阅报|报纸)(?:阅读|自助)?(?:机|器|系统|平台|终端)|(?:电子|数字)报")
_DAY = re.compile(r"(?:今天是)?(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DATE_LINE = re.compile(
    _DAY.pattern + r"(?:[,，]?(?:星期|周)[一二三四五六日天])?(?:\d{1,2}:\d{2}(?::\d{2})?)?"
)
_WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日天](?:\d{1,2}:\d{2}(?::\d{2})?)?")
_PLATFORM = re.compile(
    r"(?P<paper>.{1,20}?)(?P<kind>数字报刊平台|数字报刊|数字报平台|数字报|电子报)\s*[-—–－_|]+\s*(?P<title>.+)"
)
_LABEL = re.compile(r"(当前报纸名称|当前报纸|报纸名称|出版日期|日期|字号|字体|版面名称|版面|版次)\s*[:：]")
_BUTTON = re.compile(
    r"(?:上|下)一(?:篇|版|期|页)|(?:版面|标题)导航|(?:返回)?(?:首页|目录|版面|列表|顶部)|往期回顾|放大|缩小|默认|打印|关闭|分享|收藏|朗读|复制"
    r"|(?:PDF|pdf)(?:版)?下载|PDF|下载|大|中|小|A[+\-]?"
)
_STEP = re.compile(r"(?:上|下)一(?:篇|版|期)")
_STEP_TO = re.compile(r"(?:上|下)一(?:篇|版|期)\s*[:：].*")
_PAGE = re.compile(r"第?\s*[A-Z]?0*(?P<number>\d{1,3})\s*版?\s*(?:[:：\-—、]\s*)?(?P<name>.*)")
_PAGE_LINE = re.compile(r"第\s*[A-Z]?\d{1,3}\s*版\s*[:：].{1,20}")
_MONTH_DAY = re.compile(r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?")
_RIM = " |｜/·>»«<【】[]（）()"


@dataclass(slots=True)
class Fields:
    """What the machine says of an article 稿件信息, as it was found."""

    paper: str = ""
    title: str = ""
    year: int | None = None
    month_day: tuple[int, int] | None = None
    page_number: int | None = None
    page_name: str = ""
    signs: set[str] = field(default_factory=set)


def read_line(line: str, fields: Fields) -> bool:
    """Tell whether a line is wholly the machine's, and note what it says.

    What has been noted once is not overwritten.
    """
    line = _without_heading(collapse(line), fields)
    if not line:
        return True
    return _is_navigation(line, fields) or _is_labelled(line, fields) or _is_platform(line, fields)


def _without_heading(line: str, fields: Fields) -> str:
    """Cut the machine's name, today's date and the day of the week off the head of a line, in any order."""
    words = line.split(" ")
    while words:
        if _APP.fullmatch(words[0]):
            fields.signs.add("app")
        elif words[0] and (_DATE_LINE.fullmatch(words[0]) or _WEEKDAY.fullmatch(words[0])):
            fields.signs.add("today")
        else:
            break
        words.pop(0)
    return " ".join(words)


def is_surely(line: str) -> bool:
    """Tell whether a line can only be the machine's: a bare date or ``日期:`` may be the article's own last line."""
    fields = Fields()
    known = _PAGE_LINE.fullmatch(_without_buttons(tidy(line))) is None and read_line(line, fields)
    return known and bool(fields.signs - {"today", "date", "page"})


def is_maybe(line: str) -> bool:
    """Tell whether a line may be the machine's, if others that surely are stand around it."""
    return read_line(line, Fields())


def is_navigation(line: str) -> bool:
    """Tell whether a line is nothing but buttons, at least one of which leads to another article 上一篇."""
    return _is_navigation(line, Fields())


def is_labelled(line: str) -> bool:
    """Tell whether a line is one of the machine's fields with a value that only it would write."""
    fields = Fields()
    return bool(_LABEL.match(tidy(line))) and _is_labelled(line, fields) and "field" in fields.signs


def _is_navigation(line: str, fields: Fields) -> bool:
    line = tidy(line)
    rest = _BUTTON.sub(" ", line).strip(_RIM)
    if (not rest and _STEP.search(line)) or _STEP_TO.fullmatch(line):
        fields.signs.add("navigation")
        return True
    return False


def _is_labelled(line: str, fields: Fields) -> bool:
    """Read ``日期:01-05 字号: 版面:第02版:特刊两会 上一篇 下一篇``.

    Labels, each with what stands before the next one.
    """
    line = tidy(line)
    if _PAGE_LINE.fullmatch(_without_buttons(line)):
        _note_page(_without_buttons(line), fields)
        fields.signs.add("field")
        return True
    if not _LABEL.match(line):
        return False
    pieces = _LABEL.split(line)
    known = [_note(label, value, fields) for label, value in zip(pieces[1::2], pieces[2::2], strict=True)]
    return all(known)


def _without_buttons(text: str) -> str:
    """Cut the navigation off the end of a value."""
    match = _STEP.search(text)
    if match and not _BUTTON.sub(" ", text[match.start() :]).strip(_RIM):
        text = text[: match.start()]
    return text.strip(_RIM)


def _note(label: str, value: str, fields: Fields) -> bool:
    value = _without_buttons(value)
    if "日期" in label:
        return not value or _note_date(value, fields)
    if label in {"字号", "字体"}:
        fields.signs.add("field")
        return not _BUTTON.sub(" ", value).strip(_RIM)
    if label.startswith("版"):
        return not value or _note_page(value, fields)
    fields.paper = fields.paper or value
    fields.signs.update(("field", "paper"))
    return True


def _note_date(value: str, fields: Fields) -> bool:
    match = _MONTH_DAY.match(squeeze(value))
    if not match:
        return False
    if fields.month_day is None:
        fields.month_day = (int(match["month"]), int(match["day"]))
        fields.year = int(match["year"]) if match["year"] else None
    fields.signs.add("date")
    return len(squeeze(value)) - match.end() <= len("星期五")


def _note_page(value: str, fields: Fields) -> bool:
    match = _PAGE.fullmatch(value)
    if not match:
        fields.page_name = fields.page_name or value
        fields.signs.add("page")
        return len(value) <= 20
    if fields.page_number is None:
        fields.page_number = int(match["number"])
        fields.page_name = fields.page_name or match["name"].strip(_RIM)
    fields.signs.update(("field", "page"))
    return True


def _is_platform(line: str, fields: Fields) -> bool:
    match = _PLATFORM.fullmatch(tidy(line))
    if not match or len(line) > 200 or ("平台" not in match["kind"] and match["paper"] != fields.paper):
        return False
    fields.paper = fields.paper or match["paper"].strip()
    fields.title = fields.title or match["title"].strip()
    fields.signs.add("platform")
    return True
