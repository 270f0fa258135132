"""Reading the text files that an editor wrote 读取文本: encoding, line ends, and characters that no page can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.errors import Position
from publisher.locale import say

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.manifest.report import Report

#: The largest article 稿件 (2 million characters of up to 4 bytes in UTF-8) and the largest YAML file, in
#: bytes.
ARTICLE_LIMIT = 8_000_000
YAML_LIMIT = 32_000_000

#: The most lines of one file for which :data:`A-002` is reported singly.
_REPORTED_LINES = 50

# XML 1.0 (production 2) has no place for these, and neither has a printed page: control characters other than
# tab and line
# feed, surrogates without their partner, Unicode's noncharacters, and byte order marks inside the text.
_INVALID = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr((plane << 16) + 0xFFFE)}{chr((plane << 16) + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_SEPARATORS = re.compile("[\u2028\u2029]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """The text of a file: lines end in LF, no byte order mark, nothing that cannot be printed."""

    file: str
    text: str


def read_text(path: Path, limit: int, report: Report, *, missing: str = "M-011") -> SourceText | None:
    """Read a UTF-8 text; CRLF and CR become LF, so that line numbers stay those of the editor's program.

    Args:
        path: the file.
        limit: the most bytes that it may have (M-017).
        report: takes M-011 (unreadable, not UTF-8), M-017 and A-002 (characters dropped).
        missing: the rule for a file that is not there.

    Returns:
        The text, or None if there is none to work with.
    """
    where = Position(str(path))
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise IsADirectoryError(path)
        if size > limit:
            report.add("M-017", where, size=megabytes(size), limit=megabytes(limit))
            return None
        raw = path.read_bytes()
    except OSError as error:
        report.add(
            missing,
            where,
            path=path.name,
            problem=describe(error),
            what=path.name,
            suggestion=describe(error),
        )
        return None
    return decode(raw, path, report)


def decode(raw: bytes, path: Path, report: Report) -> SourceText | None:
    """Decode UTF-8 (with or without a byte order mark); M-011 names the line of the first byte that is not."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        problem = say(f"不是 UTF-8 文本（{_guess(raw)}）", f"not UTF-8 text ({_guess(raw)})")
        report.add("M-011", Position(str(path), line, column), path=path.name, problem=problem)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceText(file=str(path), text=clean(text, str(path), report))


def _guess(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16?"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return say("编码不明", "encoding unknown")
    return "GBK?"


def clean(text: str, file: str, report: Report) -> str:
    """Drop what cannot be printed and report it by line (A-002); line and paragraph separators become a space."""
    if not (_INVALID.search(text) or _SEPARATORS.search(text)):
        return text
    reported = 0
    for number, line in enumerate(text.split("\n"), 1):
        found = sorted({*_INVALID.findall(line), *_SEPARATORS.findall(line)})
        if found and reported < _REPORTED_LINES:
            reported += 1
            column = min(line.index(character) for character in found) + 1
            report.add("A-002", Position(file, number, column), characters=code_points(found))
    return strip_invalid(text)


def strip_invalid(text: str) -> str:
    """Return the text without the characters that cannot be printed."""
    return _SEPARATORS.sub(" ", _INVALID.sub("", text))


def invalid_characters(text: str) -> list[str]:
    """Return the characters of the text that cannot be printed, each once, in the order of their code points."""
    return sorted({*_INVALID.findall(text), *_SEPARATORS.findall(text)})


def code_points(characters: list[str]) -> str:
    """Name characters as Unicode does: U+0000, U+FFFE."""
    return ", ".join(f"U+{ord(character):04X}" for character in characters)


def megabytes(size: int) -> str:
    """Return a number of bytes in a form to read: 8.0 MB."""
    return f"{size / 1_000_000:.1f} MB"


def describe(error: OSError) -> str:
    """Say why a file cannot be read, in the user's language."""
    if isinstance(error, FileNotFoundError):
        return say("文件不存在", "there is no such file")
    if isinstance(error, PermissionError):
        return say("没有读取权限", "permission denied")
    if isinstance(error, IsADirectoryError):
        return say("不是普通文件", "it is not a regular file")
    return error.strerror or type(error).__name__
