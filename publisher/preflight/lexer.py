"""Content streams as operators with their operands (ISO 32000-2, 7.8.2). Nothing that is written there can upset it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A number, a name with its slash, or the bytes of a string, array or dictionary as they stand.
Operand: TypeAlias = float | str | bytes

_PLAIN = rb"[^\x00\t\n\x0c\r ()<>\[\]{}/%]"
_STRING = rb"\((?>[^()\\]+|\\.)*+\)"
#: Groups: number, operator, name, string or hexadecimal string or flat array, a bracket that stands alone, other plain text.
_TOKEN = re.compile(
    rb"([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?!" + _PLAIN + rb")"
    rb"|([A-Za-z'\"*][A-Za-z0-9*]*+)(?!" + _PLAIN + rb")"
    rb"|/(" + _PLAIN + rb"*)"
    rb"|(" + _STRING + rb"|\[(?>[^\[\]()%]+|" + _STRING + rb")*+\]|<[0-9A-Fa-f\s]*>)"
    rb"|(<<|>>|[\[\]()<>{}])"
    rb"|(" + _PLAIN + rb"+)"
    rb"|%[^\r\n]*",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PAREN = re.compile(rb"\\.|[()]", re.DOTALL)
#: The end of an inline image: EI between white space, before something that is text.
_IMAGE_END = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r ][\x20-\x7e\s]{0,8}|$)")
#: Half a pair, which stands in no content that a program wrote; brackets may be halves of arrays and dictionaries.
_STRAY = frozenset({b")", b"<", b">", b"{", b"}"})
#: What viewers take for a number.
_NUMERIC = re.compile(rb"[+-]*\.?[0-9]|[+.-]+$")
#: No operator takes more operands than there are inks in a colour space, and hardly any of these have more than this.
_MOST = 64
_WORDS = {b"true": 1.0, b"false": 0.0, b"null": 0.0}


class Inline(NamedTuple):
    """An inline image: what stands between ``BI`` and ``ID``, and between ``ID`` and ``EI``, as it is written."""

    head: bytes
    data: bytes


def operators(data: bytes) -> Iterator[tuple[str, list[Operand] | Inline]]:  # noqa: C901, PLR0912 - one loop, for speed
    """Yield each operator with its operands; ``BI`` with the :class:`Inline` image that it begins.

    What is no token where it stands, such as a parenthesis without its other, is yielded as an operator that none knows.
    """
    stack: list[Operand] = []
    at = head = 0
    while at < len(data):
        for token in _TOKEN.finditer(data, at):
            kind = token.lastindex
            if kind == 1:
                stack.append(float(token[1]))
            elif kind == 2:
                word = token[2]
                if word == b"ID":
                    at, end, ended = _image_end(data, token.end())
                    # The white space behind ID is no part of the data.
                    yield "BI", Inline(data[head : token.start()], data[token.end() + 1 : end])
                    if not ended:
                        yield "ID", []
                    stack = []
                    break
                if word in _WORDS:
                    stack.append(_WORDS[word])
                    continue
                if word == b"BI":
                    head = token.end()
                else:
                    yield word.decode("ascii"), stack
                stack = []
            elif kind == 3:
                stack.append(name(token[3]))
            elif kind == 4:
                stack.append(token[4])
            elif kind == 5 and token[5] == b"(":
                # A string with parentheses within, which no regular expression can pair.
                at, ended = _string_end(data, token.end())
                if not ended:
                    yield "(", []
                stack.append(data[token.start() : at])
                break
            elif kind == 5 and token[5] in _STRAY:
                yield token[5].decode("ascii"), []
            elif kind == 6:
                if not _NUMERIC.match(token[6]):
                    yield token[6][:20].decode("latin-1"), []
                    continue
                stack.append(_number(token[6]))
            if len(stack) > _MOST:
                del stack[: _MOST // 2]
        else:
            return


def name(raw: bytes) -> str:
    """Return a name with its slash, as pikepdf writes it."""
    if b"#" in raw:
        raw = _ESCAPE.sub(lambda found: bytes((int(found[1], 16),)), raw)
    return "/" + raw.decode("utf-8", "replace")


def printable(written: str) -> str:
    """Return a name or operator as it can be shown to people, whatever it is."""
    return "".join(char if " " <= char <= "~" else "?" for char in written)[:20]


def _number(raw: bytes) -> float:
    """Read what only looks like a number as viewers do: ``--5`` is 5 below nothing, ``1.2.3`` ends early."""
    found = re.match(rb"[+-]*([0-9]*\.?[0-9]*)", raw)
    try:
        value = float(found[1]) if found else 0.0
    except ValueError:
        return 0.0
    return -value if raw.startswith(b"-") else value


def _string_end(data: bytes, at: int) -> tuple[int, bool]:
    depth = 1
    for mark in _PAREN.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(mark[0], 0)
        if not depth:
            return mark.end(), True
    return len(data), False


def _image_end(data: bytes, at: int) -> tuple[int, int, bool]:
    found = _IMAGE_END.search(data, at)
    return (found.end(), found.start(), True) if found else (len(data), len(data), False)
