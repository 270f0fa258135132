"""Fonts as preflight sees them: which kind, and whether the file holds their outlines (ISO 15930-7, 6.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pikepdf

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True, slots=True)
class Font:
    """A font.

    Attributes:
        name: without the tag of its subset.
        embedded: its outlines are in the file.
        type3: its glyphs are drawings; ``source`` is then its dictionary.
        composite: a character has two bytes.
    """

    name: str
    embedded: bool = True
    type3: bool = False
    composite: bool = False
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
        return Font(name, embedded=_embedded(inner), composite=True)
    return Font(name, embedded=_embedded(found))


def _embedded(found: Any) -> bool:  # noqa: ANN401
    described = found.get("/FontDescriptor") if isinstance(found, pikepdf.Dictionary) else None
    if not isinstance(described, pikepdf.Dictionary):
        return False
    return any(isinstance(described.get(key), pikepdf.Stream) for key in _FILES)
