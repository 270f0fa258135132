"""White space 空白 of captured text: indents and stray spaces go, spaces between Latin words stay."""

from __future__ import annotations

import re

from publisher.text.characters import CLOSING_QUOTES, OPENING_QUOTES, SPACES, is_wide, is_wide_mark

_GAP = re.compile(f"[{SPACES}]+")
_QUOTES = OPENING_QUOTES | CLOSING_QUOTES
_SET_CLOSE = frozenset("—…·")


def tidy(text: str) -> str:
    """Drop the indent and every space that Chinese does not write.

    Between Han characters, and beside full-width punctuation.

    What is left of a gap is one space. A space between Han and Latin is the writer's and stays (CLREQ 3.2.2
    leaves that gap to the typesetter). Zero-width spaces and byte order marks go with the white space.
    """
    text = text.strip(SPACES)
    parts = []
    end = 0
    for gap in _GAP.finditer(text):
        kept = "" if _is_stray(text[gap.start() - 1], text[gap.end()]) or _is_invisible(gap.group()) else " "
        parts += [text[end : gap.start()], kept]
        end = gap.end()
    return "".join((*parts, text[end:]))


def collapse(text: str) -> str:
    """Strip a text and make each gap one space, between Han characters too, where it parts names."""
    return _GAP.sub(" ", text.strip(SPACES))


def squeeze(text: str) -> str:
    """Return a text without any white space, for comparing."""
    return _GAP.sub("", text).replace("\r", "").replace("\n", "")


def _is_invisible(gap: str) -> bool:
    return not gap.strip("\u200b\ufeff")


def _is_stray(before: str, after: str) -> bool:
    if any(is_wide_mark(char) and char not in _SET_CLOSE for char in (before, after)):
        return True
    wide = [is_wide(char) for char in (before, after)]
    return any(wide) and all(one or char in _QUOTES for one, char in zip(wide, (before, after), strict=True))
