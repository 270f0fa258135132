"""The issues of a site 期次: which newspapers there are, and when each appeared."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from publisher.outputs.web.record import RECORD, read

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.outputs.web.record import IssueRecord

#: The front of an issue.
FRONT = "index.html"
#: What a machine keeps of a newspaper; every newspaper of the site has it.
OFFLINE = "offline.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The issues of a site, by the names of their folders; a record is read when it is asked for.

    Attributes:
        out: the site's folder.
        papers: of every newspaper that has issues, their dates in order.
    """

    out: Path
    papers: dict[str, tuple[date, ...]]

    @classmethod
    def of(cls, out: Path) -> Shelf:
        """Return the issues of a folder.

        Raises:
            OSError: the folder cannot be read.
        """
        found: dict[str, tuple[date, ...]] = {}
        for paper in sorted(out.iterdir()):
            if paper.is_dir() and not paper.name.startswith("."):
                days = tuple(sorted(_days(paper)))
                if days:
                    found[paper.name] = days
        return cls(out=out, papers=found)

    def sound(self) -> tuple[Shelf, tuple[Path, ...]]:
        """Return the issues whose records can be read, and the folders of the others."""
        broken = {
            (paper, day): self.web(paper, day)
            for paper, days in self.papers.items()
            for day in days
            if not self.record(paper, day)
        }
        kept = {
            paper: tuple(day for day in days if (paper, day) not in broken)
            for paper, days in self.papers.items()
        }
        return replace(self, papers={paper: days for paper, days in kept.items() if days}), tuple(
            broken.values()
        )

    def moved(self) -> tuple[tuple[Path, IssueRecord], ...]:
        """Return the folders of issues that were built for another day or another newspaper, and their records."""
        found = []
        for paper, days in self.papers.items():
            for day in days:
                record = read(self.web(paper, day))
                if record and (record.paper, record.date) != (paper, day):
                    found.append((self.web(paper, day), record))
        return tuple(found)

    def left_over(self) -> set[str]:
        """Return the newspapers whose issues have all gone, but not yet what led to them."""
        known = {path.parent.name for path in self.out.glob(f"*/{OFFLINE}")}
        return known - {*self.papers}

    def unfinished(self) -> set[str]:
        """Return the newspapers that have issues but no front, for a run ended before it came to that."""
        return {paper for paper in self.papers if not (self.out / paper / "index.html").is_file()}

    def years(self, paper: str) -> set[int]:
        """Return the years of a newspaper that have a calendar, be it that no issue of theirs is left."""
        found = (self.out / paper).glob("[0-9][0-9][0-9][0-9].html")
        return {int(path.stem) for path in found}

    def web(self, paper: str, day: date) -> Path:
        """Return the folder of an issue's web edition."""
        return self.out / address(paper, day)

    def record(self, paper: str, day: date) -> IssueRecord | None:
        """Return an issue's record, or None where it cannot be read.

        Where it lies decides whose issue it is and of which day: a folder that somebody has moved or renamed is followed.
        """
        found = read(self.web(paper, day))
        return replace(found, paper=paper, date=day) if found else None

    def newest(self, paper: str) -> IssueRecord | None:
        """Return the record of a newspaper's newest issue that can be read."""
        found = (self.record(paper, day) for day in reversed(self.papers.get(paper, ())))
        return next((record for record in found if record), None)

    def around(self, paper: str, day: date) -> tuple[date | None, date | None]:
        """Return the dates of the issues before and after a day 上一期, 下一期."""
        days = self.papers.get(paper, ())
        at = bisect_left(days, day)
        after = at + 1 if at < len(days) and days[at] == day else at
        return (days[at - 1] if at else None), (days[after] if after < len(days) else None)


def address(paper: str, day: date) -> str:
    """Return where an issue's web edition is, below the site: ``yangpu-times/2023-01-05/web``."""
    return f"{paper}/{day.isoformat()}/web"


def _days(paper: Path) -> list[date]:
    found = []
    for folder in paper.iterdir():
        try:
            day = date.fromisoformat(folder.name)
        except ValueError:
            continue
        # Other forms of a date, such as 20230105, are not ours; and without a front there is nothing to lead to.
        web = folder / "web"
        if folder.name == day.isoformat() and (web / RECORD).is_file() and (web / FRONT).is_file():
            found.append(day)
    return found
