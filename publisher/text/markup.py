"""Text on its way into XML: characters that XML 1.0 cannot hold are taken out, as a last defence."""

from __future__ import annotations

import re

#: All outside the Char production of XML 1.0 (section 2.2): controls, lone surrogates, U+FFFE, U+FFFF.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "\n"})


def clean(text: str) -> str:
    """Return the text without the characters that no XML document can hold."""
    return _FORBIDDEN.sub("", text)


def escape(text: str) -> str:
    """Return the text as XML character data, safe within elements and double-quoted attributes."""
    return clean(text).translate(_ESCAPES)
