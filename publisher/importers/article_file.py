"""Writes an imported article as an article file 稿件文件: YAML front matter and Markdown."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.errors import Position
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.importers.imported import Imported, Signature

#: A YAML plain scalar that no reader can take for anything but these words: Han, letters, digits inside, and
#: marks without meaning.
_PLAIN = re.compile(
    r"[\u3400-\u9fff《“‘（A-Za-z]"
    r"(?:[\u3400-\u9fff\w《》“”‘’（）、，。；：！？·—…%.+/ \-]*[\u3400-\u9fff\w》”’）。！？…%])?"
)
_TYPED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
#: What YAML 1.2 §5.1 does not call printable, or calls a line end, and JSON leaves as it is.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")


def render(imported: Imported) -> str:
    """Return the article file: what the loader reads back as the same words.

    A comment above the first key says which file and which page it came from.
    """
    lines = ["---", f"# {_origin(imported)}"]
    if imported.kicker:
        lines.append(f"kicker: {scalar(imported.kicker)}")
    lines += _lines("title", imported.title)
    if imported.deck:
        lines += _lines("deck", imported.deck)
    if imported.byline:
        lines += ["byline:", *(f"  - {_signature(name)}" for name in imported.byline)]
    if imported.kind:
        lines.append(f"kind: {imported.kind}")
    return "\n".join((*lines, "---", "", imported.body))


def scalar(text: str) -> str:
    """Return a string as a YAML scalar: plain where nothing can be mistaken, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _TYPED and ": " not in text and " #" not in text:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", quoted)


def place(text: str, target: Path, *, force: bool = False) -> Path:
    """Write an article file whole: beside its place first, then moved into it.

    Folders that are missing are made.

    Args:
        text: the file's content, from `render`.
        target: where it goes.
        force: replace what is there.

    Raises:
        PublishError: U-004 if something is there already, O-001 if it cannot be written.
    """
    where = Position(str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o666 & ~_umask())
        try:
            _move(Path(name), target, force=force)
        finally:
            Path(name).unlink(missing_ok=True)
    except FileExistsError as error:
        raise failure(finding("U-004", where, path=target)) from error
    except OSError as error:
        raise failure(finding("O-001", where, output=target, problem=error.strerror or error)) from error
    return target


def _move(source: Path, target: Path, *, force: bool) -> None:
    """Move a file into place.

    Without ``force`` by a hard link, which fails if the name is taken, even a moment ago.
    """
    if force:
        source.replace(target)
        return
    try:
        target.hardlink_to(source)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(target) from None
        source.replace(target)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _origin(imported: Imported) -> str:
    day = imported.day.isoformat() if imported.day else ""
    if not day and imported.month_day:
        day = "{:02d}-{:02d}".format(*imported.month_day)
    page = f"第{imported.page_number:02d}版" if imported.page_number is not None else ""
    words = " ".join(filter(None, (imported.paper, day, page, imported.page_name)))
    comment = f"导入自 {imported.source}" + (f"（{words}）" if words else "")
    return _UNPRINTABLE.sub("", " ".join(comment.split()))


def _lines(key: str, values: Sequence[str]) -> list[str]:
    if len(values) == 1:
        return [f"{key}: {scalar(values[0])}"]
    return [f"{key}:", *(f"  - {scalar(value)}" for value in values)]


def _signature(name: Signature) -> str:
    if not name.role:
        return scalar(name.name)
    return f"{{role: {scalar(name.role)}, name: {scalar(name.name)}}}"
