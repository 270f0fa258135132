"""What a file says of itself in XMP (ISO 16684-1): simple properties, whichever way a program writes them."""

from __future__ import annotations

from contextlib import suppress
from xml.parsers import expat

_NAMES = {
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://purl.org/dc/elements/1.1/": "dc",
}


class _DoctypeError(Exception):
    """XMP has no document type; one that has could make entities grow."""


def properties(data: bytes) -> dict[str, str]:
    """Return the properties, named with the usual prefixes of their namespaces; as far as the XML can be read.

    They stand as elements or as attributes of ``rdf:Description`` (7.9.2.2), and prefixes may be declared anywhere.
    """
    found: dict[str, str] = {}
    within: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        within.append(_name(name))
        if within[-1]:
            found.setdefault(within[-1], "")
        for key, value in attributes.items():
            if _name(key):
                found[_name(key)] = value.strip()

    def text(words: str) -> None:
        # A title stands in rdf:Alt and rdf:li within its property.
        owner = next((name for name in reversed(within) if name), "")
        if owner:
            found[owner] += words

    def doctype(*_: object) -> None:
        raise _DoctypeError

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: within.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    with suppress(expat.ExpatError, _DoctypeError, ValueError, LookupError):
        parser.Parse(data.strip(b"\0 \t\r\n"), True)
    return {key: value.strip() for key, value in found.items()}


def _name(qualified: str) -> str:
    space, _, name = qualified.rpartition(" ")
    return f"{_NAMES[space]}:{name}" if space in _NAMES else ""
