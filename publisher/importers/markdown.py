"""Writes typed passages as an article's Markdown, so that the loader reads back exactly their text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publisher.importers.imported import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Characters that CommonMark or our ruby notation may read as markup wherever they stand.
_ALWAYS = re.compile(r"[\\`*_\[\]<{}~^]")
#: ``&`` only where an entity could be read (CommonMark 0.31 §2.5); ``#`` where it could close a heading.
_ENTITY = re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;)")
_CLOSING_HASH = re.compile(r"(?<= )#(?=#*$)")
#: What would open a block at the start of a line: heading, quote, list, rule, setext underline, table row.
_BLOCK = re.compile(r"[-+=>#|:](?=.)|[-+=>#|:]$")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def escape(text: str) -> str:
    r"""Escape what Markdown would read as markup: ``*`` becomes ``\*``.

    The text is one paragraph, without line ends.
    """
    text = _ALWAYS.sub(lambda match: "\\" + match.group(), text)
    text = _ENTITY.sub(r"\\&", text)
    text = _CLOSING_HASH.sub(r"\\#", text)
    if _BLOCK.match(text):
        return "\\" + text
    return _NUMBERED.sub(r"\1\\\2", text, count=1) if _NUMBERED.match(text) else text


def body(passages: Iterable[Passage]) -> str:
    """Return the Markdown of the passages.

    ``##`` crossheads, ``>`` key facts, ``-`` items, ``**`` run-ins.
    """
    parts: list[str] = []
    before: Part | None = None
    for passage in passages:
        joined = passage.part is before and passage.part in {Part.FACT, Part.ITEM}
        parts.append(_joint(passage.part) if joined else "\n\n")
        parts.append(_block(passage))
        before = passage.part
    return "".join(parts).strip("\n") + "\n"


def _joint(part: Part) -> str:
    return "\n>\n" if part is Part.FACT else "\n"


def _block(passage: Passage) -> str:
    if passage.part is Part.CROSSHEAD:
        return f"{'#' * passage.level} {escape(passage.text)}"
    if passage.part is Part.FACT:
        return f"> {escape(passage.text)}"
    if passage.part is Part.ITEM:
        return f"- {escape(passage.text)}"
    if passage.run_in:
        lead, rest = passage.text[: passage.run_in], passage.text[passage.run_in :]
        return f"**{escape(lead)}**{_escape_inside(rest)}"
    return escape(passage.text)


def _escape_inside(text: str) -> str:
    """Escape a text that does not begin its line, so that no block can open there."""
    return escape("\u3000" + text)[1:]
