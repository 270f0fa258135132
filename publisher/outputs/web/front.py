"""The front of an issue 首页: its date, its pages with their headlines, and the way to other issues.

It is set from the issue's record alone, in three places: in the issue itself, at the front of its newspaper, and at that of the
site.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publisher.labels import labels
from publisher.outputs.web import metadata
from publisher.outputs.web.templates import render
from publisher.outputs.web.words import weekdays
from publisher.text.dates import long_date

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.outputs.web.calendars import Month
    from publisher.outputs.web.record import IssueRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLink:
    """A newspaper of the site: ``address`` of its front from the document, ``day`` of its newest issue in words.

    Name and day are in the newspaper's own language, a BCP 47 tag.
    """

    name: str
    language: str
    address: str
    day: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a front shows besides its own issue; all addresses are from the document that shows it.

    Attributes:
        root: the issue's ``web`` folder.
        assets: where style sheet and script lie.
        site: the folder of the site, or None where the issue stands alone.
        paper: the folder of the newspaper, likewise.
        previous, following: the fronts of the issues before and after.
        months: the calendar 往期.
        years: years with issues, and the addresses of their calendars.
        papers: all newspapers of the site, if there are several.
        newest: the issue is its newspaper's newest.
    """

    root: str = ""
    assets: str = ""
    site: str | None = None
    paper: str | None = None
    previous: str | None = None
    following: str | None = None
    months: tuple[Month, ...] = ()
    years: tuple[tuple[str, str], ...] = ()
    papers: tuple[PaperLink, ...] = field(default=())
    newest: bool = False


def front(record: IssueRecord, around: Surroundings, own: Path | None) -> bytes:
    """Return an issue's front as HTML; ``own`` is the publication's folder, where it is known.

    Raises:
        TemplateError: a template is wrong.
    """
    date = long_date(record.date, record.language)
    title = f"{record.name} {date}"
    names = (entry.name for page in record.pages for entry in page.entries)
    return render(
        "home.html.j2",
        own,
        record.language,
        issue=record,
        around=around,
        root=around.root,
        assets=around.assets,
        date=date,
        title=title,
        description=metadata.contents(title, names, record.language),
        weekdays=weekdays(record.language),
        imprint_title=labels(record.language).imprint_title,
        data=metadata.written(record.data),
    )
