"""The codes of characters in the strings of a content stream (ISO 32000-2, 7.3.4)."""

from __future__ import annotations

import re

_PIECE = re.compile(rb"<([0-9A-Fa-f\s]*)>|\(((?>[^()\\]+|\\.)*+)\)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_PLAIN = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\r\n": b"",
    b"\r": b"",
    b"\n": b"",
}


def shows_none(shown: bytes) -> bool:
    """Tell whether there is a code 0 of two bytes in what is shown, a string or an array of strings."""
    if shown.startswith(b"("):
        return _none(_literal(shown[1:-1]))
    return any(
        _none(_hexadecimal(piece[1]) if piece[1] is not None else _literal(piece[2]))
        for piece in _PIECE.finditer(shown)
    )


def _none(codes: bytes) -> bool:
    at = codes.find(b"\0\0")
    while at >= 0 and at % 2:
        at = codes.find(b"\0\0", at + 1)
    return at >= 0


def _hexadecimal(written: bytes) -> bytes:
    digits = b"".join(written.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _literal(written: bytes) -> bytes:
    return _ESCAPED.sub(_unescaped, written) if b"\\" in written else written


def _unescaped(found: re.Match[bytes]) -> bytes:
    char = found[1]
    if char.isdigit() and char[0] < ord("8"):
        return bytes((int(char, 8) & 0xFF,))
    return _PLAIN.get(char, char)
