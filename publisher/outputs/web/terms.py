"""What is looked for 检索词: a text brought into one form, and the terms that it is found by.

The browser does the same to what a reader asks for (``styles/web/search-terms.js``); it is told the classes of characters and
the table of variants that stand here, so that both always agree. The classes are ranges of their own, for Python and browsers
know different versions of Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

#: Scripts written without spaces, in which neighbours make a term: ideographs, kana, bopomofo, Yi, Hangul.
HAN = (
    "\u2e80-\u2fd5\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua48c\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003fffd"
)
#: Letters, marks and figures that make words, in lower case.
LETTERS = (
    "0-9a-z\u00df-\u00f6\u00f8-\u02af\u0300-\u036f\u0370-\u0373\u0376\u0377\u037b-\u037d\u0386\u0388-\u0481\u0483-\u0559"
    "\u0560-\u0588\u0591-\u05bd\u05d0-\u05ea\u0610-\u061a\u0620-\u0669\u066e-\u06d3\u06d5-\u06fc\u0900-\u0963\u0966-\u0dff"
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59\u0e80-\u109f\u10d0-\u10fa\u1100-\u1248\u1e00-\u1fff\ua640-\ua69f\ua720-\ua7ff"
)
#: White space; a line feed is no part of it, for it parts the pieces of an article.
SPACES = "\t\u000b\u000c\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
#: Characters that show nothing: soft hyphens, joiners, direction marks, variation selectors.
UNSEEN = "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"

#: Latin letters in lower case, and the marks that go from them: who asks for cafe looks for café. Elsewhere marks are letters.
LATIN = "a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff"
MARKS = "\u0300-\u036f"
#: Figures with what stands within them, and those whose commas part groups of three.
NUMBER, GROUPED = "[0-9]+(?:[.,][0-9]+)*", "^[0-9]{1,3}(?:,[0-9]{3})+(?:[.][0-9]+)?$"
#: Stands for the comma of Chinese text until groups are joined, for that one parts figures: 100，200.
COMMA = "\ue000"
#: What no decomposition makes of letters that have a stroke and not a mark.
_STROKED = {"ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i"}

_UNSEEN = re.compile(f"[{UNSEEN}]")
#: White space beside an ideograph is a matter of setting: 在 2024 年 is 在2024年.
_LOOSE = re.compile(f"(?<=[{HAN}])[{SPACES}]+|[{SPACES}]+(?=[{HAN}])")
_MARKED = re.compile(f"([{LATIN}])[{MARKS}]+")
_NUMBER, _GROUPED = re.compile(NUMBER), re.compile(GROUPED)
_TERMS = re.compile(f"[{HAN}]+|[{LETTERS}]+")
_IDEOGRAPH = re.compile(f"[{HAN}]")
#: No word is longer, so that no rubbish fills the index; the browser asks for the beginning of a longer one.
LONGEST = 40


@cache
def variants() -> dict[int, str]:
    """Return by their codes the characters that are compared as others.

    They are traditional characters 繁简, Latin letters with marks, and the last sigma of a word.
    """
    import opencc  # noqa: PLC0415 - a dictionary, opened when it is needed

    chars = [chr(code) for start, end in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(start, end)]
    forms = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    found = {char: form for char, form in zip(chars, forms, strict=True) if char != form and form <= "\uffff"}
    folded = {ord(char): found.get(form, form) for char, form in found.items()}
    return {**folded, **_plain_letters(), ord("ς"): "σ"}


def _plain_letters() -> dict[int, str]:
    """Return by their codes Latin letters without their marks."""
    codes = [code for start, end in ((0xDF, 0x250), (0x1E00, 0x1F00)) for code in range(start, end)]
    plain = {code: unicodedata.normalize("NFD", chr(code))[0] for code in codes}
    found = {code: char for code, char in plain.items() if "a" <= char <= "z"}
    return {**found, **{ord(char): other for char, other in _STROKED.items()}}


def normalised(text: str) -> str:
    """Return a text in the form in which it is compared.

    NFKC, lower case, simplified, without marks on Latin letters, commas in figures and loose white space.
    """
    seen = _UNSEEN.sub("", text).replace("，", COMMA)
    lower = _MARKED.sub(r"\1", unicodedata.normalize("NFKC", seen).lower()).translate(variants())
    return _LOOSE.sub("", _NUMBER.sub(_joined, lower).replace(COMMA, ","))


def _joined(number: re.Match[str]) -> str:
    return number[0].replace(",", "") if _GROUPED.match(number[0]) else number[0]


def terms(text: str) -> Counter[str]:
    """Count the terms of a text: neighbouring ideographs, the last one of each run, and words.

    Every ideograph begins exactly one term at each place where it stands, so that it can be found by the beginning of terms.
    """
    found: Counter[str] = Counter()
    for run in _TERMS.findall(normalised(text)):
        if _IDEOGRAPH.match(run):
            found.update(run[at : at + 2] for at in range(len(run)))
        else:
            found[run[:LONGEST]] += 1
    return found
