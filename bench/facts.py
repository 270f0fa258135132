"""What a PDF holds: pages, fonts, outline, tags, and how much of the text can be had back."""

from __future__ import annotations

import subprocess
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bench.edition import Sheet

#: A font that somebody cut down bears six letters before its name (PDF 32000-1, 9.9.2).
_TAG = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What a PDF holds.

    Attributes:
        fonts: subsets of real fonts; ``type3``: fonts without a program, ``whole``: fonts that nobody cut down or embedded.
        text: the share of the paragraphs and headlines that a text extraction finds, as often as they are set.
    """

    bytes: int
    pages: int
    fonts: int
    type3: int
    whole: int
    outline: int
    tagged: bool
    text: float


def facts(path: Path, sheets: Iterable[Sheet]) -> Facts:
    """Look into a PDF of an edition."""
    with pikepdf.open(path) as file:
        kinds = Counter(
            _kind(item)
            for item in file.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and _is_set(item)
        )
        with file.open_outline() as outline:
            entries = _count(outline.root)
        return Facts(
            bytes=path.stat().st_size,
            pages=len(file.pages),
            fonts=kinds["subset"],
            type3=kinds["type3"],
            whole=kinds["whole"],
            outline=entries,
            tagged="/StructTreeRoot" in file.Root
            and "/MarkInfo" in file.Root
            and bool(file.Root.MarkInfo.Marked),
            text=recovered(_text(path), sheets),
        )


def recovered(text: str, sheets: Iterable[Sheet]) -> float:
    """Return the share of an edition's paragraphs and headlines that stand in some text, white space aside."""
    solid = "".join(text.split())
    wanted = Counter(
        string for sheet in sheets for story in sheet.stories for string in (story.title, *story.paragraphs)
    )
    found = sum(min(solid.count(string), times) for string, times in wanted.items())
    return found / wanted.total()


def _is_set(font: pikepdf.Dictionary) -> bool:
    """Tell whether text is set in a font: the parts of composite fonts are fonts only in name."""
    return str(font.Subtype) not in {"/CIDFontType0", "/CIDFontType2"}


def _kind(font: pikepdf.Dictionary) -> str:
    if font.Subtype == "/Type3":
        return "type3"
    part = font.DescendantFonts[0] if font.Subtype == "/Type0" else font
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    embedded = "/FontDescriptor" in part and any(name in part.FontDescriptor for name in files)
    tag, plus, _ = str(font.BaseFont).removeprefix("/").partition("+")
    return "subset" if embedded and plus and len(tag) == _TAG else "whole"


def _count(items: Iterable[pikepdf.OutlineItem]) -> int:
    return sum(1 + _count(item.children) for item in items)


def _text(path: Path) -> str:
    done = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout
