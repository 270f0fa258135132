"""Where lines may break 断行处, and what a break costs: between characters, inside figures with their units, inside words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import pyphen

from publisher.text.languages import variety
from publisher.typeset.characters import UNITS

#: Cost of breaking where it is allowed but not wished: inside a unit, an address.
RELUCTANT = 12.0
#: Cost of a break inside a number written in Han characters, or before its measure word.
_COUNTED = 1.5
#: Cost of a hyphen that is added, of a break behind one that is there, and behind a dash.
_HYPHENATED, _HYPHEN, _DASH = 2.0, 0.8, 0.2
#: A Latin word of this many characters may be parted at its inner punctuation.
LONG_WORD = 16
#: Full-width digits that are more than this are no number but a code, which may have to be parted.
_LONG_NUMBER = 8

_INNER = re.compile(r"(?<=[/?&=_.@#%:~+-])(?=[^/?&=_.@#%:~+-])")
_HYPHENS = re.compile(r"(?<=[^\W\d]{2}-)(?=[^\W\d]{3})|(?<=[^\W\d]{3}/)(?=[^\W\d]{3})")
_DASHES = re.compile(r"(?<=[^\s\d—…([“‘][—…])(?=[^\W\d]|[“‘])")
#: A word that may be hyphenated: plain, of six letters or more, no abbreviation, name of a product or part of a code.
_WORD = re.compile(r"(?<![\w.@'’-])[^\W\d_][a-zà-öø-ɏ]{5,}(?![\w@]|\.\w)")

_DIGIT = "0-9０-９"
_MULTIPLIER = "十百千万亿兆"
_LONG_UNITS = (
    "个百分点|百分点|平方公里|平方千米|平方米|立方米|公里|公顷|公斤|公升|千米|千克|千瓦时|千瓦|厘米|毫米|微米|纳米|海里|英里|英尺|英寸|"
    "小时|分钟|秒钟|世纪|年代|年级|周年|周岁|月份|人次|人份|家次|户次|车次|班次|架次|件套|标箱|美元|欧元|日元|港元|英镑|韩元|卢布|"
    "平方公尺|公尺|分鐘|小時|年級|歲|個|萬|億"
)
_UNIT = f"(?:{_LONG_UNITS}|[{''.join(sorted(UNITS))}])"
#: A figure with its unit: 143.5亿元, 20多个, 1.18万平方米.
_QUANTITY = re.compile(rf"[{_DIGIT}][%％+]?([多余餘几幾来來]?[{_MULTIPLIER}萬億]{{0,2}}[多余餘几幾]?{_UNIT})")
#: The same in Han characters: 十余种, 第十二条, 三百多人.
_COUNT = re.compile(
    rf"第?[一二两兩三四五六七八九十百千万萬亿億零〇]+[多余餘几幾来來]?[{_MULTIPLIER}萬億]{{0,2}}{_UNIT}"
)
#: A range or a ratio: 5—7, 2022～2035, 10：30, １／３.
_RANGE = re.compile(rf"(?<=[{_DIGIT}%％℃])(?:[—–~～〜－]{{1,2}}|[：／．·])(?=[{_DIGIT}])")
#: A figure and its unit, or its prefix, that stand apart: 12 条, 第 12, No. 5.
_APART = re.compile(rf"(?<=[{_DIGIT}]) (?={_UNIT})|(?:(?<=第)|(?<=No\.)) (?=[{_DIGIT}])")
_NUMBER = re.compile(rf"[０-９．，]{{2,{_LONG_NUMBER}}}")


class Joint(NamedTuple):
    """A place inside a Latin word where a line may end: what that costs, and whether a hyphen is drawn there."""

    cost: float
    hyphen: bool = False


def joints(word: str, language: str, *, hyphenate: bool) -> dict[int, Joint]:
    """Return where a Latin word may be parted.

    Args:
        word: what stands between two spaces or Han characters, marks and all.
        language: of the edition, as a tag. Latin words in Chinese and Japanese are taken for English.
        hyphenate: hyphens may be added.
    """
    found: dict[int, Joint] = {}
    address = "://" in word
    if len(word) > LONG_WORD or address:
        found |= {match.start(): Joint(RELUCTANT) for match in _INNER.finditer(word)}
    found |= {match.start(): Joint(_HYPHEN) for match in _HYPHENS.finditer(word)}
    found |= {match.start(): Joint(_DASH) for match in _DASHES.finditer(word)}
    if hyphenate and not address:
        for match in _WORD.finditer(word):
            for place in _syllables(match.group(), language):
                found[match.start() + place] = Joint(_HYPHENATED, hyphen=True)
    return found


@lru_cache(maxsize=8192)
def _syllables(word: str, language: str) -> tuple[int, ...]:
    dictionary = _dictionary(language)
    return tuple(dictionary.positions(word)) if dictionary else ()


@lru_cache(maxsize=8)
def _dictionary(language: str) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(language.replace("-", "_"))
    if known is None and variety(language).han:
        known = "en_US"
    return pyphen.Pyphen(lang=known, left=2, right=3) if known else None


def held_together(text: str) -> dict[int, float | None]:
    """Return where figures would be torn: what a break costs before a character of a text, None where there may be none.

    CLREQ, "Digits and their prefix and suffix": a number is one with what stands before and behind it.
    """
    found: dict[int, float | None] = {}
    for match in _COUNT.finditer(text):
        found |= dict.fromkeys(range(match.start() + 1, match.end()), _COUNTED)
    for match in _QUANTITY.finditer(text):
        found |= dict.fromkeys(range(match.start(1) + 1, match.end()), RELUCTANT)
        found[match.start(1)] = None
    for match in (*_RANGE.finditer(text), *_APART.finditer(text)):
        found |= dict.fromkeys((match.start(), match.end()))
    for match in _NUMBER.finditer(text):
        found |= dict.fromkeys(range(match.start() + 1, match.end()))
    return found
