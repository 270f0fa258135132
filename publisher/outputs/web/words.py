"""The words of the web edition's controls 界面用语, in the edition's own language.

Those that other outputs need too are in :mod:`publisher.labels`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from publisher.text.languages import Variety, variety

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Every word in simplified and traditional Chinese, Japanese and English; ``{}`` stands for what is filled in.
_WORDS: dict[str, tuple[str, str, str, str]] = {
    # Home 首页
    "machine": ("电子报阅读机", "電子報閱讀機", "電子新聞閲覧機", "Reading machine"),
    "current_paper": ("当前报纸", "目前報紙", "現在の新聞", "Newspaper"),
    "today": ("今天", "今天", "今日", "Today"),
    "papers": ("报纸", "報紙", "新聞一覧", "Newspapers"),
    "back_issues": ("往期回顾", "往期回顧", "バックナンバー", "Back issues"),
    "previous_issue": ("上一期", "上一期", "前の号", "Previous issue"),
    "next_issue": ("下一期", "下一期", "次の号", "Next issue"),
    "newest_issue": ("最新一期", "最新一期", "最新号", "Newest issue"),
    "this_issue": ("本期", "本期", "この号", "This issue"),
    "month": ("{}年{}月", "{}年{}月", "{}年{}月", "{1} {0}"),
    "year": ("{}年", "{}年", "{}年", "{}"),
    "previous_year": ("上一年", "上一年", "前の年", "Previous year"),
    "next_year": ("下一年", "下一年", "次の年", "Next year"),
    "issue_of": ("{}的报纸", "{}的報紙", "{}の新聞", "Issue of {}"),
    "no_issues": ("还没有报纸", "還沒有報紙", "新聞はまだありません", "There are no issues yet"),
    # Page view 版面图
    "areas": ("版面上的文章", "版面上的文章", "紙面の記事", "Articles on the page"),
    "zoom": ("缩放", "縮放", "拡大と縮小", "Zoom"),
    "zoom_out": ("缩小", "縮小", "縮小", "Zoom out"),
    "whole_page": ("整版", "整版", "全体", "Whole page"),
    "zoom_in": ("放大", "放大", "拡大", "Zoom in"),
    "all_pages": ("全部版面", "全部版面", "すべての面", "All pages"),
}
_COLUMN = {Variety.HANS: 0, Variety.HANT: 1, Variety.JA: 2, Variety.EN: 3}
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = {
    Variety.HANS: tuple("一二三四五六日"),
    Variety.HANT: tuple("一二三四五六日"),
    Variety.JA: tuple("月火水木金土日"),
    Variety.EN: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}


@lru_cache(maxsize=8)
def words(language: str) -> Mapping[str, str]:
    """Return the words for a BCP 47 tag; a language that the program does not speak is served in English."""
    column = _COLUMN[variety(language)]
    return {key: forms[column] for key, forms in _WORDS.items()}


def month_name(year: int, month: int, language: str) -> str:
    """Return the head of a calendar's month: 2024年3月, ``March 2024``."""
    name = str(month) if variety(language).han else _MONTHS[month - 1]
    return words(language)["month"].format(year, name)


def weekdays(language: str) -> tuple[str, ...]:
    """Return the heads of a calendar's columns 星期, from Monday (GB/T 7408-2005, ISO 8601: the week's first day)."""
    return _WEEKDAYS[variety(language)]
