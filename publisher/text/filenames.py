"""File names of articles 文件名: safe on every system, and each once."""

from __future__ import annotations

import re

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
#: Windows takes these for devices, whatever their ending (Microsoft, "Naming Files, Paths, and Namespaces").
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])([.].*)?", re.IGNORECASE)
_LONGEST = 80


def file_stem(article_id: str, taken: set[str], reserved: str = "") -> str:
    """Return the name of an article's file, without its ending, and add it to those that are taken.

    Args:
        article_id: what it is made of.
        taken: in small letters, for names that differ only in case share a file on many devices.
        reserved: a pattern of names that belong to other files.
    """
    stem = _UNSAFE.sub("-", article_id).strip(".-")[:_LONGEST] or "article"
    if _DEVICE.fullmatch(stem) or (reserved and re.fullmatch(reserved, stem, re.IGNORECASE)):
        stem = f"article-{stem}"
    name, count = stem, 1
    while name.lower() in taken:
        count += 1
        name = f"{stem}-{count}"
    taken.add(name.lower())
    return name
