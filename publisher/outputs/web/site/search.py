"""The index of the search 检索: per newspaper and month some files, in which each issue has entries of its own.

``search/PAPER/2024-03/0a.js`` holds the terms that begin with certain characters, by issue, and ``issues.js`` the pages of each
issue. An issue is put in or taken out by replacing its entries in the files of its month, so that this costs the same however
many issues the site holds. What cannot be read is made anew from what the month's issues keep themselves.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from publisher.outputs.web.search import read, script, unwrapped
from publisher.outputs.web.terms import (
    COMMA,
    GROUPED,
    HAN,
    LATIN,
    LETTERS,
    LONGEST,
    MARKS,
    NUMBER,
    SPACES,
    UNSEEN,
    variants,
)
from publisher.resources import styles_dir

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from publisher.outputs.web.site.shelf import Shelf

    _Month: TypeAlias = tuple[int, int]
    #: The content of a month's files: by their names, then by the dates of issues.
    _Files: TypeAlias = dict[str, dict[str, Any]]

#: So many files share the terms of a month. The more there are, the less is read for a word, and the longer writing takes.
BUCKETS = 128
ISSUES = "issues"
#: The folder of the index below the site.
FOLDER = "search"
#: The parts of the page's script, in order; behind the first stands what it must know of characters.
_SCRIPTS = ("search-terms", "search-index", "search")
_NAMES = (ISSUES, *(f"{number:02x}" for number in range(BUCKETS)))


def bucket(first: str) -> str:
    """Return the file that holds the terms beginning with a character."""
    return f"{ord(first) % BUCKETS:02x}"


def browser() -> bytes:
    """Return the script of the search page."""
    parts = [
        (styles_dir() / "web" / f"{name}.js").read_text(encoding="utf-8").replace("\r\n", "\n")
        for name in _SCRIPTS
    ]
    parts.insert(1, _characters())
    return "\n".join(parts).encode()


def _characters() -> str:
    classes = {
        "han": HAN, "letters": LETTERS, "spaces": SPACES, "unseen": UNSEEN, "latin": LATIN, "marks": MARKS,
        "number": NUMBER, "grouped": GROUPED, "comma": COMMA, "longest": LONGEST,
    }  # fmt: skip
    written, compared = "".join(map(chr, variants())), "".join(variants().values())
    return f'searchTerms.use({json.dumps(classes)}, "{written}", "{compared}");\n'


def documents(shelf: Shelf, touched: Mapping[str, Collection[date]]) -> Iterator[tuple[str, bytes | None]]:
    """Yield the files of the months in which issues have come, changed or gone, and of months that have none yet.

    Args:
        shelf: the issues.
        touched: the dates of these issues, by newspaper.
    """
    there = _there(shelf.out)
    for paper in sorted({*touched, *shelf.papers, *there}):
        on_shelf = months(shelf, paper)
        changed = {(day.year, day.month) for day in touched.get(paper, ())}
        changed |= there.get(paper, set()) - {*on_shelf}
        lacking = {month for month in on_shelf if not (shelf.out / _name(paper, month, ISSUES)).is_file()}
        for month in sorted(changed | lacking):
            if month in on_shelf:
                days = [day for day in touched.get(paper, ()) if (day.year, day.month) == month]
                yield from _MonthIndex(shelf, paper, month).documents(days)
            else:
                for path in sorted((shelf.out / folder(paper, month)).glob("*.js")):
                    yield path.relative_to(shelf.out).as_posix(), None


def _there(out: Path) -> dict[str, set[_Month]]:
    """Return the months that have files, by newspaper."""
    found: dict[str, set[_Month]] = {}
    for folder in (out / FOLDER).glob("*/[0-9][0-9][0-9][0-9]-[0-9][0-9]"):
        year, _, month = folder.name.partition("-")
        found.setdefault(folder.parent.name, set()).add((int(year), int(month)))
    return found


def months(shelf: Shelf, paper: str) -> list[_Month]:
    """Return the months in which a newspaper has issues, the newest first."""
    return sorted({(day.year, day.month) for day in shelf.papers.get(paper, ())}, reverse=True)


@dataclass(frozen=True, slots=True)
class _MonthIndex:
    """The files of one newspaper's month."""

    shelf: Shelf
    paper: str
    month: _Month

    def documents(self, touched: Collection[date]) -> Iterator[tuple[str, bytes]]:
        """Yield the files with the entries of some issues replaced; where one cannot be read, with all made anew."""
        there = {day for day in self.shelf.papers[self.paper] if (day.year, day.month) == self.month}
        files = self._read()
        if files is None:
            files, wanted = {name: {} for name in _NAMES}, there
        else:
            known = set(map(date.fromisoformat, files[ISSUES]))
            wanted = there.intersection(touched) | (there - known)
            for day in {*touched, *(known - there)}:
                for entries in files.values():
                    entries.pop(day.isoformat(), None)
        for day in wanted:
            self._put(files, day)
        for name, entries in files.items():
            yield self._name(name), script(self._key(name), dict(sorted(entries.items())))

    def _read(self) -> _Files | None:
        """Return what the files hold, or None if any is missing or not as it should be."""
        files: _Files = {}
        try:
            for name in _NAMES:
                entries = unwrapped((self.shelf.out / self._name(name)).read_bytes(), self._key(name))
                kind = list if name == ISSUES else dict
                if not all(
                    date.fromisoformat(day).isoformat() == day and isinstance(entry, kind)
                    for day, entry in entries.items()
                ):
                    return None
                files[name] = entries
        except (OSError, ValueError, TypeError, AttributeError):
            return None
        return files

    def _put(self, files: _Files, day: date) -> None:
        """Enter an issue; one that says nothing of its terms has no entries, and is not found."""
        postings = read(self.shelf.web(self.paper, day))
        if postings is None:
            return
        key = day.isoformat()
        files[ISSUES][key] = postings.pages
        for first, rest in postings.entries.items():
            files[bucket(first)].setdefault(key, {})[first] = rest

    def _name(self, name: str) -> str:
        return _name(self.paper, self.month, name)

    def _key(self, name: str) -> str:
        return f"{self.paper}/{_written(self.month)}/{name}"


def folder(paper: str, month: _Month) -> str:
    """Return the folder of a month's files below the site."""
    return f"{FOLDER}/{paper}/{_written(month)}"


def _name(paper: str, month: _Month, name: str) -> str:
    return f"{folder(paper, month)}/{name}.js"


def _written(month: _Month) -> str:
    return "{:04d}-{:02d}".format(*month)
