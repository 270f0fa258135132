"""Putting the files of an issue in place 就位 as a build does, all or none, and telling which of them are new."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from publisher.outputs.staging import move_into_place, staging
from publisher.outputs.web import site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from publisher.model import Edition


def place(edition: Edition, out: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Put an issue's files in place, and let the site know; return which files of the site have changed, named from ``out``.

    Args:
        edition: the issue.
        out: the site's folder.
        files: all files of the issue's folders ``web`` and ``pages``, and its report; others that are there go.

    Raises:
        PublishError: O-001, something cannot be written; what was there is still there.
    """
    target = out / edition.publication.id / edition.date.isoformat()
    base = target.relative_to(out).as_posix()
    # The site sets the front anew with the way to other issues; until then it looks as it looks.
    fronts = [*_fronts(out, edition), target / "web" / "index.html"]
    before = {path: _content(path) for path in fronts}
    changed = [f"{base}/{name}" for name in _place(target, files) if target / name not in before]
    site.update(out, edition.publication.id, edition.date, edition.publication.folder)
    after = {path: _content(path) for path in {*fronts, *_fronts(out, edition)}}
    changed += [
        path.relative_to(out).as_posix() for path, content in after.items() if before.get(path) != content
    ]
    return tuple(sorted(changed))


def _fronts(out: Path, edition: Edition) -> Iterator[Path]:
    """Yield the files of the site and the newspaper themselves."""
    for folder in (out, out / edition.publication.id):
        yield from (path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))
        yield from (path for path in (folder / "assets").glob("*") if path.is_file())


def _place(target: Path, files: Mapping[str, bytes]) -> list[str]:
    changed = [name for name, content in files.items() if _content(target / name) != content]
    new = {*changed}
    with staging(target) as made:
        for name, content in files.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if name in new:
                path.write_bytes(content)
            else:
                _link(target / name, path)
        gone = [
            f"{folder}/{path.relative_to(target / folder).as_posix()}"
            for folder in {name.partition("/")[0] for name in files if "/" in name}
            for path in (target / folder).rglob("*")
            if path.is_file() and not (made / folder / path.relative_to(target / folder)).exists()
        ]
        move_into_place(made, target)
    return [*changed, *gone]


def _link(there: Path, here: Path) -> None:
    """Give a file that has not changed a second name; where the disk knows no such thing, copy it."""
    try:
        os.link(there, here)
    except OSError:
        shutil.copy2(there, here)


def _content(path: Path) -> bytes | None:
    with contextlib.suppress(OSError):
        return path.read_bytes()
    return None
