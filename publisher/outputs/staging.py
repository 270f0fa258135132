"""Outputs are made in a staging folder and moved into place whole: a run that fails leaves what was there as it was."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@contextlib.contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Yield an empty folder on the same disk as ``target``; it is gone afterwards, whatever happened.

    Raises:
        PublishError: O-001 if the folder cannot be made.
    """
    missing = [folder for folder in (target.parent, *target.parent.parents) if not folder.exists()]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise failure(finding("O-001", output=target, problem=error.strerror or error)) from error
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        # A run that wrote nothing leaves no empty folders behind.
        with contextlib.suppress(OSError):
            for empty in missing:
                empty.rmdir()


def move_into_place(made: Path, target: Path, outdated: Iterable[str] = ()) -> None:
    """Move everything in a staging folder into ``target``, in place of what bears the same name there.

    Either all of it is moved or, where the disk refuses, what was moved is put back.

    Args:
        made: the staging folder.
        target: where the outputs belong.
        outdated: names of what is no longer true once they are there, and goes.

    Raises:
        PublishError: O-001 if something cannot be moved.
    """
    moved: list[tuple[Path, Path | None]] = []
    try:
        target.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".before-", dir=target) as name:
            try:
                for item in sorted(made.iterdir()):
                    _clear(target / item.name, Path(name), moved)
                    item.rename(target / item.name)
                for gone in outdated:
                    _clear(target / gone, Path(name), moved)
            except OSError:
                _put_back(moved)
                raise
    except OSError as error:
        raise failure(
            finding("O-001", output=error.filename or target, problem=error.strerror or error)
        ) from error


def leave(item: Path, place: Path) -> None:
    """Move one file of a staging folder to a place of its own, though the run fails and no output is moved.

    Raises:
        PublishError: O-001 if it cannot be moved.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        item.replace(place)
    except OSError as error:
        raise failure(finding("O-001", output=place, problem=error.strerror or error)) from error


def _clear(place: Path, before: Path, moved: list[tuple[Path, Path | None]]) -> None:
    """Move what stands at a place into the folder ``before``, and note it among what was moved."""
    old = before / place.name if place.exists() or place.is_symlink() else None
    if old:
        place.rename(old)
    moved.append((place, old))


def _put_back(moved: list[tuple[Path, Path | None]]) -> None:
    for place, old in reversed(moved):
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place, ignore_errors=True)
        else:
            place.unlink(missing_ok=True)
        if old:
            old.rename(place)
