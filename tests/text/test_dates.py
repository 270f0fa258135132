from datetime import date, timedelta

import pytest

from publisher.text.dates import calendar_date, long_date, lunar, lunar_words, solar_term, weekday

ISSUE = date(2023, 1, 5)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-Hans-CN", "2023年1月5日 星期四"),
        ("zh-TW", "2023年1月5日 星期四"),
        ("ja", "2023年1月5日 木曜日"),
        ("en-GB", "Thursday, 5 January 2023"),
        ("fr", "Thursday, 5 January 2023"),
    ],
)
def test_long_dates(language, words):
    assert long_date(ISSUE, language) == words
    assert calendar_date(ISSUE, language) in words
    assert weekday(ISSUE, language) in words


def test_weekdays_of_a_week():
    monday = date(2023, 1, 2)
    assert [weekday(monday + timedelta(days=at), "zh") for at in range(7)] == [
        f"星期{name}" for name in "一二三四五六日"
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (ISSUE, "壬寅年十二月十四"),
        (date(2023, 1, 21), "壬寅年十二月三十"),
        (date(2023, 1, 22), "癸卯年正月初一"),
        (date(2023, 3, 22), "癸卯年闰二月初一"),
        (date(2024, 2, 29), "甲辰年正月二十"),
        (date(2023, 12, 23), "癸卯年十一月十一"),
        (date(2024, 1, 31), "癸卯年十二月廿一"),
        (date(1912, 2, 18), "壬子年正月初一"),
    ],
)
def test_lunar_dates(day, words):
    assert str(lunar(day)) == words


def test_lunar_words_in_each_language():
    assert lunar_words(ISSUE, "zh-Hans-CN") == "农历壬寅年十二月十四"
    assert lunar_words(date(2023, 3, 22), "zh-Hant") == "農曆癸卯年閏二月初一"
    assert lunar_words(date(2023, 3, 22), "ja") == "旧暦閏2月1日"
    assert lunar_words(ISSUE, "en") == ""


def test_solar_terms():
    assert solar_term(ISSUE, "zh") == "小寒"
    assert solar_term(date(2023, 3, 6), "zh-TW") == "驚蟄"
    assert solar_term(date(2023, 3, 6), "ja") == "啓蟄"
    assert solar_term(date(2023, 3, 6), "en") == ""
    assert solar_term(date(2023, 1, 6), "zh") == ""


def test_a_year_has_its_twenty_four_terms():
    days = (date(2023, 1, 1) + timedelta(days=at) for at in range(365))
    assert len({term for day in days if (term := solar_term(day, "zh"))}) == 24


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1582, 10, 10), date(9999, 12, 31)])
def test_any_day_has_a_lunar_date(day):
    following = lunar(day)
    assert 1 <= following.month <= 12
    assert 1 <= following.day <= 30
