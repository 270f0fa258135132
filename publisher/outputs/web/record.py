"""What an issue leaves behind for the site 期次记录: ``issue.json``, from which its front can be set at any time.

The site sets an issue's front again when a neighbour comes or goes, and shows the newest issue at its own front; the
manifest need not be there any more.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: What JSON holds; what is not as it should be raises an error where it is asked for.
_Facts = Any
#: Below the issue's ``web`` folder.
RECORD = "issue.json"
_SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture of the issue: ``name`` below its ``web`` folder, ``width`` and ``height`` in pixels."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecord:
    """A headline in a page's list.

    Attributes:
        address: the article's file below the issue's ``web`` folder.
        lines: the headline's lines, each with the space before it and its words, between which it may be broken.
        jumps: where it comes from and goes on 转版, in words.
        lead: it leads its page 头条, and shows its deck.
    """

    address: str
    kicker: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    jumps: tuple[str, ...]
    deck: tuple[str, ...]
    lead: bool

    @property
    def name(self) -> str:
        """The headline in one line."""
        return "".join(space + "".join(words) for space, words in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRecord:
    """A page 版面 with its headlines in order; pages that were not painted have no pictures."""

    number: int
    label: str
    address: str
    picture: Shown | None
    thumbnail: Shown | None
    stamp: Shown | None
    entries: tuple[EntryRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRecord:
    """An issue as its front shows it.

    Attributes:
        paper, name: the newspaper's slug and name.
        facts: what stands beside the date: lunar date, serial number, count of pages.
        imprint: labels and facts 版权信息.
        data: schema.org ``PublicationIssue``.
    """

    paper: str
    name: str
    language: str
    date: date
    facts: tuple[str, ...]
    slogan: str
    nameplate: Shown | None
    imprint: tuple[tuple[str, str], ...]
    pages: tuple[PageRecord, ...]
    data: Mapping[str, object]

    def written(self) -> bytes:
        """Return the record as it is written to ``issue.json``."""
        facts = {"schema": _SCHEMA, **asdict(self), "date": self.date.isoformat()}
        return (json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n").encode(errors="replace")


def read(web: Path) -> IssueRecord | None:
    """Return the record of an issue from its ``web`` folder; None where there is none that can be read."""
    try:
        return _issue(json.loads((web / RECORD).read_bytes()))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _issue(facts: _Facts) -> IssueRecord:
    if facts["schema"] != _SCHEMA:
        raise ValueError
    return IssueRecord(
        paper=str(facts["paper"]),
        name=str(facts["name"]),
        language=str(facts["language"]),
        date=date.fromisoformat(facts["date"]),
        facts=tuple(map(str, facts["facts"])),
        slogan=str(facts["slogan"]),
        nameplate=_shown(facts["nameplate"]),
        imprint=tuple((str(label), str(fact)) for label, fact in facts["imprint"]),
        pages=tuple(map(_page, facts["pages"])),
        data=dict(facts["data"]),
    )


def _page(facts: _Facts) -> PageRecord:
    return PageRecord(
        number=int(facts["number"]),
        label=str(facts["label"]),
        address=str(facts["address"]),
        picture=_shown(facts["picture"]),
        thumbnail=_shown(facts["thumbnail"]),
        stamp=_shown(facts["stamp"]),
        entries=tuple(map(_entry, facts["entries"])),
    )


def _entry(facts: _Facts) -> EntryRecord:
    return EntryRecord(
        address=str(facts["address"]),
        kicker=str(facts["kicker"]),
        lines=tuple((str(gap), tuple(map(str, parts))) for gap, parts in facts["lines"]),
        jumps=tuple(map(str, facts["jumps"])),
        deck=tuple(map(str, facts["deck"])),
        lead=bool(facts["lead"]),
    )


def _shown(facts: _Facts) -> Shown | None:
    if facts is None:
        return None
    return Shown(name=str(facts["name"]), width=int(facts["width"]), height=int(facts["height"]))
