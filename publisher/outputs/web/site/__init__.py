"""The site of all issues 站点: its front, each newspaper's, the calendars of back issues, and the search.

An output folder is a site: ``PAPER/DATE/web`` are the issues, and this package keeps what leads to them. It knows issues by
their records alone, so that an issue comes and goes without any other being made again, but for the links of its two
neighbours.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from publisher.outputs.web.site.documents import documents
from publisher.outputs.web.site.files import put, writing
from publisher.outputs.web.site.shelf import Shelf
from publisher.rules import finding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from publisher.errors import Finding

__all__ = ["Shelf", "rebuild", "remove", "update"]


def update(out: Path, paper: str, day: date, own: Path | None = None) -> None:
    """Make the site know of an issue that has come or changed, or that is gone.

    Args:
        out: the site's folder.
        paper: the newspaper's slug.
        day: the date of the issue.
        own: the publication's folder, for its own templates and styles.

    Raises:
        PublishError: O-001, a file cannot be read or written, or a template fails.
    """
    with writing(out):
        _write(out, Shelf.of(out), {paper: (day,)}, {paper: own} if own else {})


def remove(out: Path, paper: str, day: date, own: Path | None = None) -> Shelf:
    """Take an issue's web edition out of the site, and return the issues that are left; its PDF and EPUB stay.

    Raises:
        PublishError: O-001, as for :func:`update`.
    """
    with writing(out):
        shutil.rmtree(Shelf.of(out).web(paper, day))
        left = Shelf.of(out)
        _write(out, left, {paper: (day,)}, {paper: own} if own else {})
        return left


def rebuild(out: Path, own: Mapping[str, Path]) -> tuple[Shelf, tuple[Finding, ...]]:
    """Make everything that leads to issues anew from the issues that are there, and return them.

    Nothing leads to an issue whose record cannot be read; a finding names it (O-026). Another names an issue that lies where
    another one should, and tells of itself what its folder does not (O-027).

    Args:
        out: the site's folder.
        own: the folder of each publication that is known, by its slug.

    Raises:
        PublishError: O-001, as for :func:`update`.
    """
    with writing(out):
        shelf, broken = Shelf.of(out).sound()
        _write(out, shelf, shelf.papers, own)
        moved = [
            finding("O-027", folder=folder, paper=record.paper, date=record.date.isoformat())
            for folder, record in shelf.moved()
        ]
        return shelf, (*(finding("O-026", folder=folder) for folder in broken), *moved)


def _write(out: Path, shelf: Shelf, touched: Mapping[str, Sequence[date]], own: Mapping[str, Path]) -> None:
    for name, content in documents(shelf, touched, own):
        if content is None:
            (out / name).unlink(missing_ok=True)
            _clear(out, (out / name).parent)
        else:
            put(out / name, content)


def _clear(out: Path, folder: Path) -> None:
    """Take folders of the site away in which nothing is left."""
    with suppress(OSError):
        while folder != out:
            folder.rmdir()
            folder = folder.parent
