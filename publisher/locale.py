"""The language in which the program speaks to its user 界面语言 (not the edition's own language).

Every sentence is written in both languages where it is used, so that the two cannot drift apart:
``say("找不到图片", "image not found")``.
"""

import os


def _detect() -> str:
    for name in ("EPAPER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value not in {"C", "POSIX", "C.UTF-8", "C.utf8"}:
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh"


#: ``zh`` unless the environment asks for another language; ``EPAPER_LANG`` goes before ``LC_ALL`` and ``LANG``.
LANGUAGE = _detect()


def say(chinese: str, english: str) -> str:
    """Return the sentence in the user's language."""
    return chinese if LANGUAGE == "zh" else english
