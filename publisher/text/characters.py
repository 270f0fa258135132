"""Classes of characters 字符类别 that Chinese text treats differently.

Wide ones, Latin ones, quotation marks, spaces.
"""

from __future__ import annotations

import re
import unicodedata

#: Marks that Unicode calls ambiguous in width and that Chinese text sets as its own. Quotation marks are left
#: out: Latin text uses the same ones.
_CHINESE_MARKS = frozenset("—…·※")

#: White space that a capture scatters: spaces, NBSP, ideographic space; zero-width space and BOM with it.
SPACES = " \t\u00a0\u2002\u2003\u2009\u200a\u200b\u202f\u3000\ufeff"

OPENING_QUOTES = frozenset("“‘")
CLOSING_QUOTES = frozenset("”’")

_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")


def is_han(char: str) -> bool:
    """Tell whether a character is an ideograph 汉字, or Japanese or Korean, which are set alike."""
    return unicodedata.east_asian_width(char) in {"W", "F"} and unicodedata.category(char) in {
        "Lo",
        "Lm",
        "Nl",
    }


def is_wide(char: str) -> bool:
    """Tell whether a character is Han or full-width 全角, punctuation included.

    The ideographic space is white space.
    """
    if char == "\u3000":
        return False
    return unicodedata.east_asian_width(char) in {"W", "F"} or char in _CHINESE_MARKS


def is_wide_mark(char: str) -> bool:
    """Tell whether a character is full-width punctuation 全角标点, which brings its own white space along."""
    return is_wide(char) and unicodedata.category(char)[0] == "P"


def is_latin(char: str) -> bool:
    """Tell whether a character is a letter or digit that is not Han."""
    return char.isalnum() and not is_wide(char)


def speaks_latin(text: str) -> bool:
    """Tell whether a text is Latin with some Han in it, rather than the other way round.

    More than two words, and more words than ideographs.
    """
    return len(_LATIN_WORD.findall(text)) > max(2, sum(map(is_han, text)))
