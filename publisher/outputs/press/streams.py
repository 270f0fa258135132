"""Content streams operator by operator (PDF 32000-1, 7.8.2), as fast as a newspaper's drawings need.

What only builds paths and shows text is passed on in runs, unread: of a drawing's operators nine in ten are such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_RUN = (
    rb"(?:(?:[-+.\d]++\s++|<[0-9A-Fa-f\s]*+>\s*+|\[(?:[-+.\d\s]++|<[0-9A-Fa-f\s]*+>)*+\]\s*+)*+"
    rb"(?:re|T[cdDLmJjswz*]|Tr|[fBbW]\*|[mlcvyhnSsfFBbwJjMidW])(?=[\s\[<]|$)\s*+)++"
)
_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\([^()]*\))*\))*\)"
_TOKEN = re.compile(
    rb"(?P<run>" + _RUN + rb")"
    rb"|(?P<text>" + _STRING + rb")|(?P<mark><<|>>|\[|\])|(?P<hex><[0-9A-Fa-f\s]*>)"
    rb"|(?P<name>/[^\s()<>\[\]{}/%]*)|(?P<number>[-+.\d]+(?=[\s\[\]<>/(]|$))|(?P<space>\s+|%[^\r\n]*)"
    rb"|(?P<word>[^\s()<>\[\]{}/%]+)",
    re.DOTALL,
)


class Operator(NamedTuple):
    """An operator and its operands as they are written; ``name`` is empty for a run that is passed on as it stands."""

    name: bytes
    operands: list[bytes]


def operators(data: bytes) -> Iterator[Operator]:
    """Yield the operators of a content stream.

    Raises:
        ValueError: the stream holds what is no operator; the painter writes no such thing.
    """
    at, end = 0, len(data)
    operands: list[bytes] = []
    while at < end:
        found = _TOKEN.match(data, at)
        if not found:
            raise ValueError(f"unreadable content at byte {at}")
        at = found.end()
        kind = found.lastgroup
        if kind == "space":
            continue
        text = found.group()
        if kind == "run" and not operands:
            yield Operator(b"", [text.rstrip()])
        elif kind == "word" or (kind == "run" and operands):
            # A run behind operands of another kind belongs to them; only its first operator takes them.
            yield Operator(
                text if kind == "word" else b"", operands if kind == "word" else [*operands, text.rstrip()]
            )
            operands = []
        else:
            operands.append(text)
    if operands:
        raise ValueError("operands without an operator")
