"""Reads a file that someone else wrote.

Unknown encoding 字符编码, unknown line ends, perhaps no text at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.errors import Position
from publisher.locale import say
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from pathlib import Path

#: The largest capture that is read, in bytes. A page holds some 15 kB of text; this is a year of issues.
LIMIT = 8_000_000

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = {code: None for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if chr(code) not in "\t\n\r\x85"}


def read_text(path: Path) -> str:
    r"""Read a text: UTF-8, UTF-16 with a byte order mark, or GB 18030 (which holds GBK and GB 2312).

    Lines end in ``\n``.

    Control characters, which are no text, are left out.

    Raises:
        PublishError: M-011 if it cannot be read or is no text, M-017 if it is too large.
    """
    where = Position(str(path))
    try:
        size = 0 if path.is_dir() else path.stat().st_size
        if size > LIMIT:
            limits = {"size": f"{size / 1e6:.1f} MB", "limit": f"{LIMIT / 1e6:.0f} MB"}
            raise failure(finding("M-017", where, **limits))
        data = path.read_bytes()
    except OSError as error:
        raise failure(finding("M-011", where, path=path.name, problem=_reason(error))) from error
    text = _decode(data)
    if text is None:
        problem = say("既不是 UTF-8，也不是 GB 18030", "neither UTF-8 nor GB 18030")
        raise failure(finding("M-011", where, path=path.name, problem=problem))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    return lines.translate(_CONTROLS)


def _decode(data: bytes) -> str | None:
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return say("没有这个文件", "there is no such file")
    if isinstance(error, IsADirectoryError):
        return say("这是一个文件夹", "it is a folder")
    if isinstance(error, PermissionError):
        return say("没有读取权限", "reading it is not permitted")
    return error.strerror or str(error)
