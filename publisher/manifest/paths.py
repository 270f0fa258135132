"""Files that a manifest names 文件引用: found below their folders, and never outside of them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.locale import say
from publisher.manifest.validate import similar

if TYPE_CHECKING:
    from collections.abc import Iterator

# A scheme (http:, file:) or a drive letter (C:) means that the name is not relative.
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
#: So many files are looked at for similar names.
_LISTED = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a name leads to: a file, or none with the names like it; or it leaves its folders."""

    path: Path | None = None
    outside: bool = False
    alike: str = ""


def find(name: str, folders: tuple[Path, ...]) -> Found:
    """Find a file by its relative name in the first of some folders that has it.

    Refused as outside are absolute names, URLs, drive letters, backslashes (the name would mean something
    else on another
    system), and names that lead out of their folder by ``..`` or by a symbolic link.
    """
    if "\\" in name or name.startswith(("/", "~")) or _SCHEME.match(name):
        return Found(outside=True)
    outside = False
    for folder in folders:
        path = _real(folder / name)
        if path is None:
            continue
        if not path.is_relative_to(folder.resolve()):
            outside = True
        elif _is_file(path):
            return Found(path=path)
    return Found(outside=outside, alike="" if outside else alike(name, folders))


def _real(path: Path) -> Path | None:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name too long
        return None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def alike(name: str, folders: tuple[Path, ...]) -> str:
    """Return the files whose names are like one that is not there, for a message."""
    names = [item for folder in folders for item in _below(folder)]
    by_name = {Path(item).name.casefold(): item for item in reversed(names)}
    found = list(
        dict.fromkeys(
            [*similar(name, names), *(by_name[item.casefold()] for item in similar(Path(name).name, by_name))]
        )
    )
    return say("、", ", ").join(found[:4]) or say("没有", "none")


def _below(folder: Path) -> Iterator[str]:
    count = 0
    for parent, folders, files in os.walk(folder):
        folders.sort()
        for item in sorted(files):
            count += 1
            if count > _LISTED:
                return
            yield (Path(parent) / item).relative_to(folder).as_posix()
