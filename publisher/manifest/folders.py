"""Finding editions by their date 查找期号: ``editions/PAPER/YYYY-MM-DD/edition.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from publisher import rules
from publisher.locale import say
from publisher.manifest.validate import similar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from publisher.errors import PublishError

EDITION_FILE = "edition.yaml"
PUBLICATION_FILE = "publication.yaml"
ASSETS = "assets"

#: So many dates are named when one is not found.
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class EditionFolder:
    """Where an edition lies: its paper's id, its date, its folder."""

    paper: str
    date: date
    folder: Path


def find_editions(root: Path) -> tuple[EditionFolder, ...]:
    """Return all editions below a folder, by paper and date; whatever else lies there is passed over.

    Args:
        root: the folder that holds the papers' folders, usually ``editions``.
    """
    return tuple(sorted(edition for paper in _folders(root) for edition in _editions(paper)))


def locate(root: Path, day: date, paper: str | None = None) -> EditionFolder:
    """Find the edition of a date.

    Args:
        root: the folder that holds the papers' folders.
        day: the issue's date.
        paper: the paper's id; needed only if several papers have that date.

    Raises:
        PublishError: M-015 if there is none, saying what there is; M-016 if several papers have one.
    """
    if not root.is_dir():
        raise _nothing(
            say(f"文件夹 {root}", f"folder {root}"),
            say(
                "在放 editions/ 的文件夹里运行，或用 --editions 指明",
                "run it beside editions/, or name the folder with --editions",
            ),
        )
    editions = find_editions(root)
    of_paper = [edition for edition in editions if paper in {None, edition.paper}]
    found = [edition for edition in of_paper if edition.date == day]
    if len(found) > 1:
        raise rules.failure(
            rules.finding("M-016", date=day, papers=_listed(sorted(edition.paper for edition in found)))
        )
    if found:
        return found[0]
    what = say(f"{paper or ''} {day} 的报纸", f"an edition of {paper or 'any paper'} on {day}").strip()
    raise _nothing(what, _what_there_is(root, day, paper, editions))


def newest(root: Path, paper: str | None = None) -> EditionFolder:
    """Find the newest edition, of one paper if its id is given.

    Raises:
        PublishError: M-015 if there is none, saying what there is.
    """
    editions = find_editions(root) if root.is_dir() else ()
    found = [edition for edition in editions if paper in {None, edition.paper}]
    if found:
        return max(found, key=lambda edition: (edition.date, edition.paper))
    raise no_paper(root, paper, {edition.paper for edition in editions})


def no_paper(where: Path, paper: str | None, papers: Collection[str]) -> PublishError:
    """Return M-015 for a paper that is not among those of a folder, naming what may be meant.

    Args:
        where: the folder.
        paper: the id that was asked for; None for any.
        papers: the ids of those that are there.
    """
    if papers and paper is not None:
        others = similar(paper, sorted(papers)) or sorted(papers)[:_NAMED]
        return _nothing(
            say(f"{where} 里的报纸 {paper}", f"a newspaper {paper} in {where}"),
            say(f"有这些报纸：{_listed(others)}", f"there are these papers: {_listed(others)}"),
        )
    return _nothing(
        say(f"{where} 里的报纸", f"a newspaper in {where}"),
        say(
            "先排印一期：epaper-publish 2023-01-05；或写明日期：epaper-publish serve 2023-01-05",
            "build an issue first: epaper-publish 2023-01-05; or name its date: epaper-publish serve 2023-01-05",
        ),
    )


def _nothing(what: str, suggestion: str) -> PublishError:
    return rules.failure(rules.finding("M-015", what=what, suggestion=suggestion))


def _what_there_is(root: Path, day: date, paper: str | None, editions: tuple[EditionFolder, ...]) -> str:
    empty = next((name for name in _names(root, paper) if (root / name / day.isoformat()).is_dir()), None)
    if empty:
        return say(
            f"{root / empty / day.isoformat()} 里没有 {EDITION_FILE}",
            f"{root / empty / day.isoformat()} has no {EDITION_FILE}",
        )
    papers = sorted({edition.paper for edition in editions})
    if not papers:
        return say(
            f"{root} 里还没有报纸；用 epaper-publish new 建一期",
            f"{root} has no editions yet; epaper-publish new makes one",
        )
    if paper is not None and paper not in papers:
        others = similar(paper, papers) or papers[:_NAMED]
        return say(f"有这些报纸：{_listed(others)}", f"there are these papers: {_listed(others)}")
    of_paper = [edition for edition in editions if paper in {None, edition.paper}]
    nearest = sorted(of_paper, key=lambda edition: (abs((edition.date - day).days), edition.paper))[:_NAMED]
    names = [f"{edition.paper} {edition.date}" for edition in sorted(nearest)]
    return say(f"相近的有：{_listed(names)}", f"the nearest are: {_listed(names)}")


def _names(root: Path, paper: str | None) -> list[str]:
    return [folder.name for folder in _folders(root) if paper in {None, folder.name}]


def _listed(names: list[str]) -> str:
    return say("、", ", ").join(names)


def _folders(root: Path) -> Iterator[Path]:
    try:
        entries = sorted(root.iterdir())
    except OSError:
        return
    yield from (entry for entry in entries if _is_folder(entry))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir() and not path.name.startswith(".")
    except OSError:
        return False


def _editions(paper: Path) -> Iterator[EditionFolder]:
    for folder in _folders(paper):
        day = day_of(folder.name)
        if day is not None and (folder / EDITION_FILE).is_file():
            yield EditionFolder(paper=paper.name, date=day, folder=folder)


def day_of(name: str) -> date | None:
    """Return the date that a folder is named by, or None."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", name, re.ASCII):
        return None
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None
