"""Typefaces 字体: files that a paper brings, in the glyph shapes of another region than its language's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uharfbuzz as hb

from publisher.locale import say
from publisher.rules import finding
from publisher.typeset.fonts import region

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publisher.errors import Finding
    from publisher.model import Edition

#: The code pages that a font says it is made for: bits of ulCodePageRange1 (OpenType, OS/2), by region.
_PAGES = {"SC": 1 << 18, "TC": 1 << 20, "HK": 1 << 20, "JP": 1 << 17, "KR": 1 << 19 | 1 << 21}
#: Where that field stands in the table, from its version 1 on.
_FIELD = slice(78, 82)
_NAMES = {
    "SC": ("简体中文", "simplified Chinese"), "TC": ("繁体中文", "traditional Chinese"), "HK": ("香港", "Hong Kong"),
    "JP": ("日本", "Japan"), "KR": ("韩国", "Korea"),
}  # fmt: skip


def check_typefaces(edition: Edition) -> Iterator[Finding]:
    """Yield T-007 for each font file of a paper that is made for another region, and not for its own.

    Unicode gives one number to a character that China and Japan draw differently, so such a file prints every character,
    and many of them wrong. Fonts that hold the shapes of several regions say so, and choose them by language.
    """
    paper = edition.publication
    wanted = region(paper.language)
    if not paper.language.lower().startswith(("zh", "yue", "nan", "ja", "ko")):
        return
    for choice in paper.fonts:
        made_for = _regions(choice.path) if choice.path else set()
        if choice.path and made_for and wanted not in made_for:
            other = next(name for name in ("JP", "KR", "TC", "SC") if name in made_for)
            yield finding(
                "T-007", choice.where, path=choice.path.name, region=say(*_NAMES[other]), language=paper.language,
                wanted=say(*_NAMES[wanted]), code=wanted,
            )  # fmt: skip


def _regions(path: Path) -> set[str]:
    """Return the regions that a font is made for; none where it does not say."""
    table = bytes(hb.Face(hb.Blob.from_file_path(str(path))).reference_table("OS/2").data)
    said = int.from_bytes(table[_FIELD], "big")
    return {name for name, bits in _PAGES.items() if said & bits}
