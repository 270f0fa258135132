"""Typefaces 字体: where they lie, what they measure, and the subset that an edition embeds.

One file stands behind each face, under a family name of its own: two files under one name and weight make the painter print
wrong glyphs over a right text layer, which no text check can see. No file of another region's shapes stands in silently: a
regional family is asked for by region, and its files choose the shapes by language.
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
from publisher.text.languages import Variety, variety
from publisher.typeset.families import FAMILIES, REGIONS, ROLES, SERIF, Family, Role, family, nearest
from publisher.typeset.soundness import whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.errors import Finding, Position, PublishError
    from publisher.model import Typeface


@dataclass(frozen=True, slots=True)
class Face:
    """One cut of a typeface: ``key`` is its CSS family, ``index`` its place in a collection file."""

    key: str
    path: str
    index: int = 0


#: Where a glyph is looked for that the face itself lacks. The last is the shipped 宋 whatever a publication chose.
FALLBACKS = ("song", "hei", "kai", "spare")


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
    return _installed(role.files(wanted))


def _installed(names: tuple[str, ...]) -> Path | None:
    files = _files(folders())
    return next((files[name.lower()] for name in names if name.lower() in files), None)


def installed_families() -> tuple[str, ...]:
    """Return the names of the families that the program knows and this machine has."""
    return tuple(
        item.name for item in FAMILIES if all(_installed(item.files(cut, "SC")) for cut, _ in item.cuts)
    )


def faces(language: str, chosen: tuple[Typeface, ...] = ()) -> dict[str, Face]:
    """Find every face of the style, in the glyph shapes of a language.

    Args:
        language: a BCP 47 tag.
        chosen: the typefaces that a publication chose for its roles.

    Raises:
        PublishError: T-002 for those that are not installed, T-003 for names that are unknown, T-004 for files that are no
            fonts; all at once.
    """
    wanted = region(language)
    found: dict[str, Face] = {}
    faults: list[Finding] = []
    for role in ROLES:
        choice = _choice(role, chosen)
        face = _chosen_face(role, choice, wanted) if choice else _shipped_face(role, wanted, language)
        if isinstance(face, Face):
            found[role.key] = face
        elif face not in faults:
            faults.append(face)
    spare = _shipped_face(Role("spare", "宋", SERIF), wanted, language)
    if faults or not isinstance(spare, Face):
        raise failure(*faults, *([] if isinstance(spare, Face) or spare in faults else [spare]))
    return {**found, "spare": spare}


def _choice(role: Role, chosen: tuple[Typeface, ...]) -> Typeface | None:
    """Return what a publication chose for a role: one typeface for all weights, or that of the nearest weight."""
    given = {item.weight: item for item in chosen if item.role == role.part}
    if not given:
        return None
    return given[""] if "" in given else given[nearest(role.weight, tuple(given))]


def _shipped_face(role: Role, wanted: str, language: str) -> Face | Finding:
    # 楷 and 仿宋 are voices of Chinese; in other languages the 宋 speaks in their place, in its own region's shapes.
    chinese = variety(language) in {Variety.HANS, Variety.HANT}
    family_ = role.family if chinese or role.part not in {"kai", "fang"} else SERIF
    return _family_face(role, family_, wanted, None)


def _family_face(role: Role, family_: Family, wanted: str, where: Position | None) -> Face | Finding:
    weight = family_.nearest(role.weight)
    names = family_.files(weight, wanted)
    path = _installed(names)
    if path is None:
        name = f"{role.label} {family_.name} {weight.title()}"
        return finding("T-002", where, role=name, names=names[0], remedy=_remedy(family_, weight))
    index = REGIONS[wanted] if family_.regional and path.suffix in {".ttc", ".otc"} else 0
    return Face(role.key, str(path), index)


def _chosen_face(role: Role, choice: Typeface, wanted: str) -> Face | Finding:
    if choice.path:
        problem = unusable(choice.path)
        if problem:
            return finding("T-004", choice.where, path=choice.path.name, problem=problem)
        return Face(role.key, str(choice.path))
    known = family(choice.family)
    if known is None:
        have = installed_families()
        lacking = [item.name for item in FAMILIES if item.name not in have]
        comma = say("、", ", ")
        return finding(
            "T-003", choice.where, family=choice.family, installed=comma.join(have) or say("没有", "none"),
            known=comma.join(lacking) or say("没有", "none"),
        )  # fmt: skip
    return _family_face(role, known, wanted, choice.where)


def unusable(path: Path) -> str:
    """Tell why a font file cannot be used, in the user's language; an empty string where it can.

    A variable font holds many weights in one file, of which the painter would take the first; a font whose maker forbids
    embedding (OpenType, OS/2 fsType 2) may not be sent out in a PDF. One that was cut short opens all the same.
    """
    try:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        glyphs, tables = face.glyph_count, set(face.table_tags)
    except (OSError, ValueError, hb.HarfBuzzError) as error:
        return str(error)
    if not glyphs or "cmap" not in tables or not tables & {"glyf", "CFF ", "CFF2"}:
        return say("不是 OpenType 或 TrueType 字体", "it is no OpenType or TrueType font")
    if "fvar" in tables:
        return say(
            "是可变字体，要用单一粗细的文件", "it is a variable font; a file of a single weight is needed"
        )
    if not whole(path.read_bytes()):
        return _damaged()
    licence = bytes(face.reference_table("OS/2").data)[8:10]
    if int.from_bytes(licence, "big") & 0xF == 2:
        return say("制作者不许嵌入", "its maker forbids embedding")
    return ""


def _damaged() -> str:
    return say("文件残缺，或字形数据已损坏", "it is incomplete, or its outlines are damaged")


def cannot_be_cut(path: str) -> PublishError:
    """Return the error that ends a run where a font cannot be cut down, so that nothing of it can be embedded."""
    return failure(finding("T-004", path=Path(path).name, problem=_damaged()))


def _remedy(family_: Family, weight: str) -> str:
    package = family_.package(weight)
    by_hand = say(
        f"下载字体文件，放进报纸的 assets/fonts/，在 fonts: 里写文件名 {family_.source}".rstrip(),
        f"download it, put it into the paper's assets/fonts/ and name the file in fonts: {family_.source}".rstrip(),
    )
    if not package:
        return by_hand
    if family_ not in {role.family for role in ROLES}:
        return f"Debian/Ubuntu: apt-get install {package}"
    return say(
        f"make publish 会安装；Debian/Ubuntu：apt-get install {package}；或把字体文件夹写入 EPAPER_FONTS",
        f"make publish installs it; Debian/Ubuntu: apt-get install {package}; or name its folder in EPAPER_FONTS",
    )


@cache
def _face(path: str, index: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(path), index)


def forget() -> None:
    """Forget the fonts that are open, since their files have changed."""
    _files.cache_clear()
    _face.cache_clear()


#: The style sheet sets ``font-variant-ligatures: none``: what is measured is what is painted.
UNJOINED = {"liga": False, "clig": False, "calt": False}


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
            shaped = self._shape(text, feature)
            width = sum(position.x_advance for position in shaped.glyph_positions) / self._upem
            self._widths[key] = width
        return width

    def has_form(self, text: str, features: str) -> bool:
        """Tell whether OpenType features, parted by spaces, change all the glyphs of some text."""
        plain, formed = (
            [info.codepoint for info in self._shape(text, wanted).glyph_infos] for wanted in ("", features)
        )
        return len(plain) != len(formed) or all(a != b for a, b in zip(plain, formed, strict=True))

    def _shape(self, text: str, features: str) -> hb.Buffer:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = self._language
        hb.shape(self._font, buffer, {**UNJOINED, **dict.fromkeys(features.split(), True)})
        return buffer

    def drop(self, baseline: float) -> float:
        """Return how far the painter sets the baseline, in a line one em high, below a place in it; all in em.

        CSS 2.1, section 10.8.1: half the leading, the line's height less the face's own, stands above the ascent.
        """
        extents = self._font.get_font_extents("ltr")
        ascent, descent = extents.ascender / self._upem, -extents.descender / self._upem
        return float((1.0 + ascent - descent) / 2 - baseline)


def subset(face: Face, characters: Iterable[str]) -> bytes:
    """Cut a font down to some characters, with all its layout features. Same input, same bytes.

    The whole glyph table of a Chinese face weighs half a megabyte in the PDF even when its outlines are dropped.

    Raises:
        PublishError: T-004, the file is damaged.
    """
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ord(char) for char in sorted(set(characters)))
    # The set begins with the usual features; emptied and turned round it holds all.
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    # The painter writes glyph numbers as CIDs, and readers look a CID up in the charset: it must be the identity.
    wanted.flags = hb.SubsetFlags.CFF_IDENTITY_CHARSET
    try:
        return bytes(hb.subset(_face(face.path, face.index), wanted).blob.data)
    except RuntimeError as error:
        raise cannot_be_cut(face.path) from error
