"""The documents of the site 站点网页: its front, each newspaper's, the calendar of a year, and the fronts of issues."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from posixpath import relpath
from typing import TYPE_CHECKING

from publisher.outputs.web.calendars import month, months_before
from publisher.outputs.web.front import PaperLink, Surroundings, front
from publisher.outputs.web.site import offline, search
from publisher.outputs.web.site.shelf import address
from publisher.outputs.web.templates import assets, render
from publisher.outputs.web.words import weekdays, words
from publisher.text.dates import calendar_date
from publisher.text.languages import direction, full_tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date
    from pathlib import Path
    from typing import TypeAlias

    from publisher.outputs.web.calendars import Month
    from publisher.outputs.web.record import IssueRecord
    from publisher.outputs.web.site.shelf import Shelf

    #: A file's name below the site, and what it holds; None where it has no reason to be there any more.
    Written: TypeAlias = tuple[str, bytes | None]

#: So many months with issues stand at a newspaper's front; all others are in the calendars of their years.
_MONTHS = 2
#: Where style sheet and script lie, at the site's front and in the folder of each newspaper.
_ASSETS = "assets"
_MANIFEST = "manifest.webmanifest"


def documents(
    shelf: Shelf, touched: Mapping[str, Collection[date]], own: Mapping[str, Path]
) -> Iterator[Written]:
    """Yield the documents that may have changed.

    Args:
        shelf: the issues.
        touched: the dates of issues that have come, changed or gone, by newspaper.
        own: the folders of the publications that are known, for their templates and styles.
    """
    newest = {paper: record for paper in shelf.papers if (record := shelf.newest(paper))}
    site = _Site(shelf, newest, own)
    index: dict[str, str] = {}
    for name, content in search.documents(shelf, touched):
        if content is not None:
            index[name] = offline.digest(content)
        yield name, content
    # What an earlier run did not come to, and what people have taken away themselves, is put right besides.
    left = {paper: shelf.papers.get(paper, ()) for paper in (*shelf.unfinished(), *shelf.left_over())}
    for paper, days in sorted({**touched, **left}.items()):
        made = list(site.about(paper, days))
        yield from made
        yield offline.of_paper(shelf, paper, _present(made), index)
    made = [*site.front(), *site.search()]
    yield from made
    if newest:
        yield from offline.of_site(newest, _present(made))


def _present(made: list[Written]) -> dict[str, bytes]:
    return {name: content for name, content in made if content is not None}


@dataclass(frozen=True, slots=True)
class _Site:
    """What the documents are made from: the issues, the newest of each newspaper, and the publications."""

    shelf: Shelf
    newest: Mapping[str, IssueRecord]
    own: Mapping[str, Path]

    def about(self, paper: str, days: Collection[date]) -> Iterator[Written]:
        """Yield what tells of the issues of some days: their newspaper's front, calendars, and the fronts of neighbours."""
        yield from self.paper(paper)
        yield from self.years(
            paper, {day.year for day in days} | (self.shelf.years(paper) - {*self._years(paper)})
        )
        near = {other for day in days for other in (day, *self.shelf.around(paper, day)) if other}
        for day in sorted(near):
            yield from self.issue(paper, day)

    def front(self) -> Iterator[Written]:
        """Yield the site's own front, which shows the issue that appeared last."""
        name = "index.html"
        if not self.newest:
            yield name, None
            return
        record = self._last()
        yield name, front(record, self._around(record, "", _ASSETS), None)
        yield _MANIFEST, offline.app_manifest(record)
        yield from _look("", None)

    def _last(self) -> IssueRecord:
        """Return the issue that appeared last; of several on one day that of the first newspaper."""
        return max(self.newest.values(), key=lambda one: one.date)

    def search(self) -> Iterator[Written]:
        """Yield the page of the search over all issues, and its script."""
        name = "search.html"
        if not self.newest:
            yield name, None
            return
        first = self._last()
        years = {day.year for days in self.shelf.papers.values() for day in days}
        made = render(
            "search.html.j2",
            None,
            first.language,
            assets=f"{_ASSETS}/",
            root="",
            papers=[
                (
                    paper,
                    record.name,
                    search.months(self.shelf, paper),
                    sorted(self._years(paper), reverse=True),
                    full_tag(record.language),
                    direction(record.language),
                )
                for paper, record in self.newest.items()
            ],
            years=sorted(years, reverse=True),
        )
        yield name, made
        yield f"{_ASSETS}/search.js", search.browser()

    def paper(self, paper: str) -> Iterator[Written]:
        """Yield a newspaper's front, which shows its newest issue."""
        name, record = f"{paper}/index.html", self.newest.get(paper)
        if record is None:
            yield name, None
            yield from ((left, None) for left, _ in _look(f"{paper}/", None))
            return
        own = self.own.get(paper)
        yield name, front(record, self._around(record, paper, f"{paper}/{_ASSETS}"), own)
        yield from _look(f"{paper}/", own)

    def issue(self, paper: str, day: date) -> Iterator[Written]:
        """Yield the front of an issue, which leads to the issues before and after it."""
        if record := self.shelf.record(paper, day):
            base = address(paper, day)
            yield f"{base}/index.html", front(record, self._around(record, base, base), self.own.get(paper))

    def years(self, paper: str, wanted: Collection[int]) -> Iterator[Written]:
        """Yield the calendars of years, and of those beside them, which lead to each other."""
        known = self._years(paper)
        near = {other for other in known for year in wanted if other in _beside(known, year)}
        for year in sorted({*wanted, *near}):
            name = f"{paper}/{year}.html"
            yield name, self._year(paper, year, known) if year in known and paper in self.newest else None

    def _year(self, paper: str, year: int, known: list[int]) -> bytes:
        record = self.newest[paper]
        language = record.language
        before, after = _beside(known, year)
        days = [day for day in self.shelf.papers[paper] if day.year == year]
        months = range(days[0].month, days[-1].month + 1)
        return render(
            "year.html.j2",
            self.own.get(paper),
            language,
            assets=f"{_ASSETS}/",
            root="",
            name=record.name,
            year=words(language)["year"].format(year),
            months=[self._month(record, paper, year, number, None) for number in months],
            weekdays=weekdays(language),
            previous=f"{before}.html" if before else None,
            following=f"{after}.html" if after else None,
        )

    def _around(self, record: IssueRecord, base: str, look: str) -> Surroundings:
        """Return what a front in the folder ``base`` shows besides its issue."""
        paper, day = record.paper, record.date
        here = partial(relpath, start=base or ".")
        before, after = self.shelf.around(paper, day)
        whole = base != address(paper, day)
        months = months_before(day, _MONTHS, self.shelf.papers[paper]) if whole else []
        return Surroundings(
            root=_folder(here(address(paper, day))),
            assets=_folder(here(look)),
            site=_folder(here(".")),
            paper=_folder(here(paper)),
            previous=here(f"{address(paper, before)}/index.html") if before else None,
            following=here(f"{address(paper, after)}/index.html") if after else None,
            months=tuple(self._month(record, base, *one, day) for one in months),
            years=tuple(
                (words(record.language)["year"].format(year), here(f"{paper}/{year}.html"))
                for year in reversed(self._years(paper) if whole else [])
            ),
            # At the site's front alone: a newspaper that comes or goes changes nothing else.
            papers=self._papers(paper, base) if not base and len(self.newest) > 1 else (),
            newest=not after,
        )

    def _papers(self, current: str, base: str) -> tuple[PaperLink, ...]:
        return tuple(
            PaperLink(
                name=record.name,
                language=full_tag(record.language),
                address=relpath(f"{paper}/index.html", base or "."),
                day=calendar_date(record.date, record.language),
                current=paper == current,
            )
            for paper, record in self.newest.items()
        )

    def _month(self, record: IssueRecord, base: str, year: int, number: int, current: date | None) -> Month:
        paper = record.paper
        return month(
            year,
            number,
            self.shelf.papers[paper],
            lambda day: relpath(f"{address(paper, day)}/index.html", base or "."),
            record.language,
            current,
        )

    def _years(self, paper: str) -> list[int]:
        return sorted({day.year for day in self.shelf.papers.get(paper, ())})


def _look(folder: str, own: Path | None) -> Iterator[Written]:
    yield from ((f"{folder}{_ASSETS}/{name}", content) for name, content in assets(own))


def _folder(path: str) -> str:
    return "" if path == "." else f"{path}/"


def _beside(years: list[int], year: int) -> tuple[int | None, int | None]:
    """Return the years before and after one, of those that are known."""
    before = [other for other in years if other < year]
    after = [other for other in years if other > year]
    return (before[-1] if before else None), (after[0] if after else None)
