"""Which variety of language a tag names 语言: words, script and typographic habits hang on it."""

from __future__ import annotations

import re
from enum import StrEnum


class Variety(StrEnum):
    """The languages that the program can speak to a reader; every other tag is served in English."""

    HANS = "zh-Hans"
    HANT = "zh-Hant"
    JA = "ja"
    EN = "en"

    @property
    def han(self) -> bool:
        """Whether text in it is set without spaces between words, in full-width punctuation."""
        return self is not Variety.EN


_CHINESE = frozenset({"zh", "zho", "chi", "cmn", "wuu", "yue", "hak", "nan", "lzh", "gan", "hsn", "cdo"})
_TRADITIONAL_LANGUAGES = frozenset({"yue", "lzh", "nan", "hak"})
_TRADITIONAL_REGIONS = frozenset({"tw", "hk", "mo"})


def variety(language: str) -> Variety:
    """Return the variety that a BCP 47 tag (RFC 5646) asks for.

    A script subtag goes before a region: ``zh-Hans-HK`` is simplified, ``zh-HK`` traditional,
    plain ``zh`` simplified.
    """
    primary, *rest = language.strip().lower().replace("_", "-").split("-")
    if primary in {"ja", "jpn"}:
        return Variety.JA
    if primary not in _CHINESE:
        return Variety.EN
    if "hans" in rest:
        return Variety.HANS
    if "hant" in rest or _TRADITIONAL_REGIONS.intersection(rest):
        return Variety.HANT
    if primary in _TRADITIONAL_LANGUAGES and "cn" not in rest:
        return Variety.HANT
    return Variety.HANS


_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*", re.IGNORECASE)


def full_tag(language: str) -> str:
    """Return the language tag for a document: well-formed, and for Chinese always with its script.

    A reader that meets ``zh-TW`` without a script may set it in vertical lines; ``zh-Hant-TW`` it sets
    as the document says. A tag that is none becomes ``und``, undetermined (RFC 5646, section 4.1).
    """
    tag = language.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return "und"
    first, *rest = tag.split("-")
    parts = [first.lower(), *(part.title() if len(part) == 4 else part for part in rest)]
    parts = [part.upper() if index > 0 and len(part) == 2 else part for index, part in enumerate(parts)]
    if parts[0] == "zh" and not {"Hans", "Hant"}.intersection(parts):
        parts.insert(1, variety(tag).value.removeprefix("zh-"))
    if parts == ["zh", "Hans"]:
        parts.append("CN")
    return "-".join(parts)
