"""Typefaces 字体: where they lie, what they measure, and the subset that an edition embeds.

One file stands behind each face, under a family name of its own: two files under one name and weight make the painter print
wrong glyphs over a right text layer, which no text check can see.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import uharfbuzz as hb

from publisher.locale import say
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Face:
    """One cut of a typeface: ``key`` is its CSS family, ``index`` its place in a collection file."""

    key: str
    path: str
    index: int = 0


@dataclass(frozen=True, slots=True)
class Role:
    """What a face is for: 宋 for text, 黑 for emphasis, 楷 for a second voice.

    ``family`` and ``cut`` make the names of its files; ``package`` is the Debian package that has them.
    """

    key: str
    name: str
    family: str
    cut: str
    package: str

    def files(self, wanted: str) -> tuple[str, ...]:
        """Return the names that its file may have, the best first: all regions in one, the wanted region's own, any other's."""
        regions = [wanted.lower(), *(name.lower() for name in _REGIONS if name != wanted)]
        alone = (
            [f"{self.family}{name}-{self.cut}.otf" for name in regions] if self.family.endswith("CJK") else []
        )
        stem = f"{self.family}-{self.cut}"
        return (f"{stem}.ttc", f"{stem}.otc", *alone, f"{stem}.ttf", f"{stem}.otf")


_BASE, _EXTRA, _KAI = "fonts-noto-cjk", "fonts-noto-cjk-extra", "fonts-lxgw-wenkai"
_SERIF, _SANS = "NotoSerifCJK", "NotoSansCJK"


#: The faces of the shipped style.
ROLES = (
    Role("song", "宋 Noto Serif CJK Regular", _SERIF, "Regular", _BASE),
    Role("song-bold", "宋 Noto Serif CJK Bold", _SERIF, "Bold", _BASE),
    Role("song-black", "宋 Noto Serif CJK Black", _SERIF, "Black", _EXTRA),
    Role("hei-light", "黑 Noto Sans CJK Light", _SANS, "Light", _EXTRA),
    Role("hei", "黑 Noto Sans CJK Regular", _SANS, "Regular", _BASE),
    Role("hei-medium", "黑 Noto Sans CJK Medium", _SANS, "Medium", _EXTRA),
    Role("hei-bold", "黑 Noto Sans CJK Bold", _SANS, "Bold", _BASE),
    Role("kai", "楷 LXGW WenKai", "LXGWWenKai", "Regular", _KAI),
)
#: Where a glyph is looked for that the face itself lacks.
FALLBACKS = ("song", "hei", "kai")

_REGIONS = {"JP": 0, "KR": 1, "SC": 2, "TC": 3, "HK": 4}


def region(language: str) -> str:
    """Return the regional glyph shapes that a language tag asks for: SC, TC, HK, JP or KR."""
    tag = language.lower()
    if tag.startswith("ja"):
        return "JP"
    if tag.startswith("ko"):
        return "KR"
    if tag.startswith(("zh-hk", "zh-hant-hk", "zh-mo", "zh-hant-mo")):
        return "HK"
    return "TC" if tag.startswith(("zh-hant", "zh-tw")) else "SC"


def folders() -> tuple[Path, ...]:
    """Return the folders in which this system keeps fonts; ``EPAPER_FONTS`` names further ones, searched first."""
    named = [Path(item) for item in os.environ.get("EPAPER_FONTS", "").split(os.pathsep) if item]
    home = Path.home()
    if sys.platform == "darwin":
        known = [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    elif sys.platform == "win32":
        known = [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"]
    else:
        known = [
            home / ".local/share/fonts",
            home / ".fonts",
            Path("/usr/local/share/fonts"),
            Path("/usr/share/fonts"),
        ]
    return tuple(folder for folder in (*named, *known) if folder.is_dir())


@cache
def _files(searched: tuple[Path, ...]) -> dict[str, Path]:
    """Return font files by name; a name found in an earlier folder goes before a later one."""
    found: dict[str, Path] = {}
    for folder in searched:
        for path in sorted(folder.rglob("*.[to]t[cf]")):
            found.setdefault(path.name.lower(), path)
    return found


def find(role: Role, wanted: str = "SC") -> Path | None:
    """Return the file of a role's face, in a region's glyph shapes where it can be had, or None where it is not installed."""
    files = _files(folders())
    return next((files[name.lower()] for name in role.files(wanted) if name.lower() in files), None)


def faces(language: str) -> dict[str, Face]:
    """Find every face of the shipped style, in the glyph shapes of a language.

    Raises:
        PublishError: T-002, for all that are missing at once.
    """
    wanted = region(language)
    found = {role: find(role, wanted) for role in ROLES}
    missing = [
        finding("T-002", role=role.name, names=role.files(wanted)[0], remedy=_remedy(role))
        for role, path in found.items()
        if path is None
    ]
    if missing:
        raise failure(*missing)
    index = _REGIONS[wanted]
    return {
        role.key: Face(
            role.key, str(path), index if path is not None and path.suffix in {".ttc", ".otc"} else 0
        )
        for role, path in found.items()
    }


def _remedy(role: Role) -> str:
    return say(
        f"make publish 会安装；Debian/Ubuntu：apt-get install {role.package}；或把字体文件夹写入 EPAPER_FONTS",
        f"make publish installs it; Debian/Ubuntu: apt-get install {role.package}; or name its folder in EPAPER_FONTS",
    )


@cache
def _face(path: str, index: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(path), index)


#: The style sheet sets ``font-variant-ligatures: none``: what is measured is what is painted.
_UNJOINED = {"liga": False, "clig": False, "calt": False}


class Metrics:
    """Measures text in one face, in em, as the painter will set it. Remembers what it has measured."""

    def __init__(self, face: Face, language: str) -> None:
        self._language = language
        self._hb_face = _face(face.path, face.index)
        self._font = hb.Font(self._hb_face)
        self._upem = self._hb_face.upem
        self._widths: dict[tuple[str, str], float] = {}

    def has(self, char: str) -> bool:
        """Tell whether the face has a glyph for a character."""
        return bool(self._font.get_nominal_glyph(ord(char)))

    def width(self, text: str, feature: str = "") -> float:
        """Return the advance of some text, in em, with an OpenType feature such as ``halt`` switched on."""
        key = (text, feature)
        width = self._widths.get(key)
        if width is None:
            buffer = hb.Buffer()
            buffer.add_str(text)
            buffer.guess_segment_properties()
            buffer.language = self._language
            hb.shape(self._font, buffer, {**_UNJOINED, **({feature: True} if feature else {})})
            width = sum(position.x_advance for position in buffer.glyph_positions) / self._upem
            self._widths[key] = width
        return width


def subset(face: Face, characters: Iterable[str]) -> bytes:
    """Cut a font down to some characters, with all its layout features. Same input, same bytes.

    The whole glyph table of a Chinese face weighs half a megabyte in the PDF even when its outlines are dropped.
    """
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ord(char) for char in sorted(set(characters)))
    # The set begins with the usual features; emptied and turned round it holds all.
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    # The painter writes glyph numbers as CIDs, and readers look a CID up in the charset: it must be the identity.
    wanted.flags = hb.SubsetFlags.CFF_IDENTITY_CHARSET
    return bytes(hb.subset(_face(face.path, face.index), wanted).blob.data)
