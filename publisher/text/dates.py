"""The words for a day 日期: long date, weekday 星期, lunar date 农历, solar term 节气.

They come in the edition's own language.

``lunar_python`` is wrapped here and used nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lunar_python import Solar

from publisher.text.languages import Variety, variety

if TYPE_CHECKING:
    from datetime import date

_WEEKDAYS = {
    Variety.HANS: tuple(f"星期{name}" for name in "一二三四五六日"),
    Variety.HANT: tuple(f"星期{name}" for name in "一二三四五六日"),
    Variety.JA: tuple(f"{name}曜日" for name in "月火水木金土日"),
    Variety.EN: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LUNAR_MONTHS = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_DIGITS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_TERMS_HANT = str.maketrans({"惊": "驚", "蛰": "蟄", "谷": "穀", "满": "滿", "种": "種", "处": "處"})
_TERMS_JA = {"惊蛰": "啓蟄", "谷雨": "穀雨", "小满": "小満", "芒种": "芒種", "处暑": "処暑"}
#: Julian day of noon on the day before the first of the proleptic Gregorian calendar.
_JULIAN_DAY_ZERO = 1_721_425


@dataclass(frozen=True, slots=True, kw_only=True)
class LunarDate:
    """A day of the Chinese calendar 农历 (GB/T 33661-2017), in simplified characters.

    Attributes:
        year: the year's name by stems and branches 干支, such as ``壬寅``; it turns on 正月初一.
        month: 1 to 12; ``leap``: whether it is the leap month 闰月 of that number.
        day: 1 to 30.
        term: the solar term 节气 that falls on this day (Beijing time), else empty.
    """

    year: str
    month: int
    leap: bool
    day: int
    term: str = ""

    @property
    def month_name(self) -> str:
        """The month as it is printed: ``正月``, ``十二月``, ``闰二月``."""
        return f"{'闰' if self.leap else ''}{_LUNAR_MONTHS[self.month - 1]}月"

    @property
    def day_name(self) -> str:
        """The day as it is printed: ``初一``, ``十四``, ``廿三``, ``三十``."""
        if self.day in {20, 30}:
            return f"{_DIGITS[self.day // 10]}十"
        tens, ones = divmod(self.day - 1, 10)
        return f"{('初', '十', '廿')[tens]}{_DIGITS[ones + 1]}"

    def __str__(self) -> str:
        return f"{self.year}年{self.month_name}{self.day_name}"


def weekday(day: date, language: str) -> str:
    """Return the name of the day of the week: ``星期四``, ``木曜日``, ``Thursday``."""
    return _WEEKDAYS[variety(language)][day.weekday()]


def calendar_date(day: date, language: str) -> str:
    """Return the date without its weekday: ``2023年1月5日``, ``5 January 2023``."""
    if variety(language).han:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def long_date(day: date, language: str) -> str:
    """Return the date as a front page bears it: ``2023年1月5日 星期四``, ``Thursday, 5 January 2023``."""
    name = weekday(day, language)
    if variety(language).han:
        return f"{calendar_date(day, language)} {name}"
    return f"{name}, {calendar_date(day, language)}"


@lru_cache(maxsize=64)
def lunar(day: date) -> LunarDate:
    """Return the day of the Chinese calendar, of any day that ``datetime.date`` knows."""
    # By Julian day, since the library counts Julian dates before 1582-10-15 and ``date`` does not.
    found = Solar.fromJulianDay(day.toordinal() + _JULIAN_DAY_ZERO).getLunar()
    month = int(found.getMonth())
    return LunarDate(
        year=str(found.getYearInGanZhi()),
        month=abs(month),
        leap=month < 0,
        day=int(found.getDay()),
        term=str(found.getJieQi()),
    )


def lunar_words(day: date, language: str) -> str:
    """Return the lunar date for the folio: ``农历壬寅年十二月十四``; nothing in English."""
    found, tongue = lunar(day), variety(language)
    if tongue is Variety.HANS:
        return f"农历{found}"
    if tongue is Variety.HANT:
        return f"農曆{found}".replace("闰", "閏")
    if tongue is Variety.JA:
        leap = "閏" if found.leap else ""
        return f"旧暦{leap}{found.month}月{found.day}日"
    return ""


def solar_term(day: date, language: str) -> str:
    """Return the solar term 节气 that falls on the day (``小寒``), else nothing; none in English."""
    term, tongue = lunar(day).term, variety(language)
    if tongue is Variety.HANT:
        return term.translate(_TERMS_HANT)
    if tongue is Variety.JA:
        return _TERMS_JA.get(term, term)
    return term if tongue is Variety.HANS else ""
