"""Calendars of back issues 往期回顾: months whose days lead to the issues that appeared on them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.outputs.web.words import month_name, words
from publisher.text.dates import calendar_date

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day of a calendar; without an issue it has no ``address``. ``number`` 0 is a cell before or after the month."""

    number: int = 0
    address: str = ""
    name: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month, its weeks from Monday to Sunday."""

    name: str
    weeks: tuple[tuple[Day, ...], ...]


def month(
    year: int,
    number: int,
    days: Collection[date],
    address: Callable[[date], str],
    language: str,
    current: date | None = None,
) -> Month:
    """Return a month of a newspaper's calendar.

    Args:
        year: of the calendar.
        number: of the month, from 1.
        days: when issues appeared, be it in other months too.
        address: where the issue of a day is, from the document.
        language: a BCP 47 tag.
        current: the issue that is being read.
    """
    known = {day.day: day for day in days if (day.year, day.month) == (year, number)}

    def cell(at: int) -> Day:
        day = known.get(at)
        if day is None:
            return Day(number=at)
        name = words(language)["issue_of"].format(calendar_date(day, language))
        return Day(number=at, address=address(day), name=name, current=day == current)

    weeks = calendar.Calendar().monthdayscalendar(year, number)
    return Month(
        name=month_name(year, number, language), weeks=tuple(tuple(map(cell, week)) for week in weeks)
    )


def months_before(day: date, count: int, days: Collection[date]) -> list[tuple[int, int]]:
    """Return the last ``count`` months that have issues, up to that of ``day``, the latest first."""
    found = sorted({(one.year, one.month) for one in days if one <= day}, reverse=True)
    return found[:count]
