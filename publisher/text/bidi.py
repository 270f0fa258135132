"""Directions 文字方向: titles that mix scripts, and marks of direction that nobody closed (Unicode UAX #9)."""

from __future__ import annotations

import re

_FIRST_STRONG, _POP_ISOLATE, _POP_EMBEDDING = "\u2068", "\u2069", "\u202c"
_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_EMBEDDINGS, _ISOLATES = frozenset("\u202a\u202b\u202d\u202e"), frozenset("\u2066\u2067\u2068")


def balanced(text: str) -> str:
    """Return a text of one line in which every embedding, override and isolate is closed; marks that close nothing go.

    What is open at the end of a name would turn whatever a reading system shows behind it.
    """
    if not _MARKS.search(text):
        return text
    made: list[str] = []
    opened: list[str] = []
    for char in text:
        if char in _EMBEDDINGS or char in _ISOLATES:
            opened.append(_POP_ISOLATE if char in _ISOLATES else _POP_EMBEDDING)
        elif char == _POP_ISOLATE and char in opened:
            # It closes the embeddings within its isolate, too (rule X6a).
            while opened[-1] != char:
                made.append(opened.pop())
            opened.pop()
        elif char in {_POP_ISOLATE, _POP_EMBEDDING}:
            if not opened or opened[-1] != char:
                continue
            opened.pop()
        made.append(char)
    return "".join((*made, *reversed(opened)))


def isolated(text: str) -> str:
    """Return a text that neither takes its direction from what it stands beside nor gives it one."""
    return f"{_FIRST_STRONG}{balanced(text)}{_POP_ISOLATE}"
