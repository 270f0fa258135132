"""Fonts as preflight sees them: which kind, and whether the file holds their outlines (ISO 15930-7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pikepdf

_IDENTITY = frozenset({"/Identity-H", "/Identity-V"})
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True, slots=True)
class Font:
    """A font.

    Attributes:
        name: without the tag of its subset.
        type3: its glyphs are drawings; ``source`` is then its dictionary.
        composite: a character has two bytes.
        numbered: these are the number of its glyph, or its CID, of which 0 is .notdef.
        file: its outlines, None if they are not in the file.
    """

    name: str
    file: Any = None
    type3: bool = False
    composite: bool = False
    numbered: bool = False
    source: Any = None


def font(found: Any) -> Font | None:  # noqa: ANN401 - an object of a PDF
    """Return what a font dictionary tells, or None where it is none."""
    if not isinstance(found, pikepdf.Dictionary):
        return None
    kind = str(found.get("/Subtype", ""))
    name = re.sub(r"^/?(?:[A-Z]{6}\+)?", "", str(found.get("/BaseFont", found.get("/Name", "?"))))
    if kind == "/Type3":
        return Font(name, type3=True, source=found)
    if kind == "/Type0":
        below = found.get("/DescendantFonts")
        inner = below[0] if isinstance(below, pikepdf.Array) and len(below) else None
        return Font(name, file=_file(inner), composite=True, numbered=_numbered(found, inner))
    return Font(name, file=_file(found))


def _numbered(found: Any, inner: Any) -> bool:  # noqa: ANN401
    mapped = isinstance(inner, pikepdf.Dictionary) and isinstance(inner.get("/CIDToGIDMap"), pikepdf.Stream)
    return str(found.get("/Encoding")) in _IDENTITY and not mapped


def _file(found: Any) -> Any:  # noqa: ANN401
    described = found.get("/FontDescriptor") if isinstance(found, pikepdf.Dictionary) else None
    if not isinstance(described, pikepdf.Dictionary):
        return None
    return next((described[key] for key in _FILES if isinstance(described.get(key), pikepdf.Stream)), None)
