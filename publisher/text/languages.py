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


#: Chinese and the languages that ISO 639-3 counts to it.
_CHINESE = frozenset({
    "zh", "zho", "chi", "cdo", "cjy", "cmn", "cnp", "cpx", "csp", "czh", "czo", "gan", "hak", "hsn", "lzh", "mnp", "nan",
    "wuu", "yue",
})  # fmt: skip
_JAPANESE, _ENGLISH = frozenset({"ja", "jpn"}), frozenset({"en", "eng"})
_TRADITIONAL_LANGUAGES = frozenset({"yue", "lzh", "nan", "hak"})
_TRADITIONAL_REGIONS = frozenset({"tw", "hk", "mo"})


def variety(language: str) -> Variety:
    """Return the variety that a BCP 47 tag (RFC 5646) asks for.

    A script subtag goes before a region: ``zh-Hans-HK`` is simplified, ``zh-HK`` traditional,
    plain ``zh`` simplified.
    """
    primary, *rest = _subtags(language)
    if primary in _JAPANESE:
        return Variety.JA
    if primary not in _CHINESE:
        return Variety.EN
    if "hans" in rest:
        return Variety.HANS
    if "hant" in rest or _TRADITIONAL_REGIONS.intersection(rest):
        return Variety.HANT
    if _TRADITIONAL_LANGUAGES.intersection((primary, *rest[:1])) and "cn" not in rest:
        return Variety.HANT
    return Variety.HANS


def _subtags(language: str) -> list[str]:
    return language.strip().lower().replace("_", "-").split("-")


#: Languages written without spaces between words, beside those of the Han grid: Burmese, Dzongkha, Khmer, Lao, Shan, Thai, Tibetan.
_UNSPACED = frozenset({"bo", "dz", "km", "lo", "my", "shn", "th", "bod", "dzo", "khm", "lao", "mya", "tha"})


def spaced(language: str) -> bool:
    """Tell whether a language parts its words by spaces, so that they can be counted."""
    return not variety(language).han and _subtags(language)[0] not in _UNSPACED


def spoken(language: str) -> bool:
    """Tell whether the program has words of its own for a language: every Chinese one, Japanese and English (M-031 for others)."""
    return _subtags(language)[0] in _CHINESE | _JAPANESE | _ENGLISH


def reading_language(reading: str, language: str) -> str:
    """Return the tag of the language of a reading 注音 over a text, or nothing where it is that of the text.

    Over Chinese stand pinyin (RFC 5646 registry, variant ``pinyin``), bopomofo, or what Japanese says.
    """
    if _subtags(language)[0] not in _CHINESE:
        return ""
    first = next((char for char in reading if char.isalpha()), "")
    if "\u3105" <= first <= "\u31bf":
        return "zh-Bopo"
    if "\u3041" <= first <= "\u30ff":
        return "ja"
    return "zh-Latn-pinyin" if first and first < "\u0250" else ""


#: Scripts that run from right to left (ISO 15924; Unicode's bidirectional classes R and AL).
_RTL_SCRIPTS = frozenset({
    "adlm", "arab", "aran", "gara", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "syre", "syrj", "syrn", "thaa", "yezi",
})  # fmt: skip
#: Languages that are written in such a script where their tag names none (CLDR, likely subtags).
_RTL_LANGUAGES = frozenset({
    "acm", "acq", "acw", "aeb", "afb", "aii", "ajp", "apc", "apd", "ar", "ara", "arc", "arq", "ars", "ary", "arz", "ayl", "azb",
    "bal", "bgn", "bqi", "brh", "ckb", "div", "dv", "fa", "fas", "glk", "haz", "he", "heb", "iw", "ji", "khw", "ks", "lrc", "mzn",
    "nqo", "per", "pes", "pnb",
    "prs", "ps", "pus", "rhg", "sd", "sdh", "shu", "skr", "snd", "syr", "ug", "uig", "ur", "urd", "yi", "yid",
})  # fmt: skip
#: Regions where another script is the likely one: from right to left, and from left to right.
_RTL_REGIONS = {
    "az": {"iq", "ir"}, "kk": {"af", "cn", "ir", "mn"}, "ku": {"iq", "ir", "lb"}, "ky": {"cn"}, "pa": {"pk"}, "tk": {"af", "ir"},
    "uz": {"af"},
}  # fmt: skip
_LTR_REGIONS = {"sd": {"in"}, "ug": {"kz", "mn"}}


def direction(language: str) -> str:
    """Return the direction of a language's lines, ``rtl`` or ``ltr``, as HTML and EPUB name it.

    A script subtag decides: ``ug-Cyrl`` runs from left to right, ``pa-Arab`` from right to left. Without one the language's
    own script does, which in some regions is another.
    """
    primary, *rest = _subtags(language)
    script = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    if primary in _RTL_LANGUAGES:
        return "ltr" if _LTR_REGIONS.get(primary, set()).intersection(rest) else "rtl"
    return "rtl" if _RTL_REGIONS.get(primary, set()).intersection(rest) else "ltr"


_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3})?(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*", re.IGNORECASE
)


def full_tag(language: str) -> str:
    """Return the language tag for a document: well-formed, and for Chinese always with its script.

    A reader that meets ``zh-TW`` without a script may set it in vertical lines; ``zh-Hant-TW`` it sets
    as the document says. A language behind another one that it is counted to stands alone, as ``yue`` for ``zh-yue`` (section
    4.5). A tag that is none becomes ``und``, undetermined (RFC 5646, section 4.1).
    """
    tag = language.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return "und"
    first, *rest = tag.split("-")
    if rest and len(rest[0]) == 3 and rest[0].isalpha():
        first, *rest = rest
    parts = [first.lower(), *(part.title() if len(part) == 4 else part for part in rest)]
    parts = [part.upper() if index > 0 and len(part) == 2 else part for index, part in enumerate(parts)]
    if parts[0] == "zh" and not {"Hans", "Hant"}.intersection(parts):
        parts.insert(1, variety(tag).value.removeprefix("zh-"))
    if parts == ["zh", "Hans"]:
        parts.append("CN")
    return "-".join(parts)
