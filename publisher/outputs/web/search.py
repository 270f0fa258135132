"""What an issue gives to the search 检索: the postings of its terms, and the text of its articles by page.

The postings (``search.json``) are for the site, which puts them into the files of a month. The text (``NN/text.js``) is for the
browser, which shows nothing as found before it has seen the words there. Browsers read no data from a folder but scripts, so
everything that they load is one: a call of ``finder.take``.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from publisher.outputs.web.terms import terms
from publisher.text.markup import clean
from publisher.text.reading import Part, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from publisher.model import Edition
    from publisher.outputs.web.plan import ArticlePlan, Plan

#: Below the issue's ``web`` folder.
POSTINGS = "search.json"
#: Of all files of the search; others are not read.
VERSION = 1

#: How postings are written. No term holds any of these characters, so a term ends where its postings begin.
#: A posting is the distance from the article before, its lowest digit a letter, the digits before it of base 16;
#: then ``+`` if the term stands in the headline, and a mark if it stands more than once: twice, to 4, to 8, more often.
_LOW, _HIGH, _HEADLINE, _OFTEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "!#$%()*,-./[]{|}", "+", ":;=?"

# What JSON holds.
_Facts = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The postings of an issue.

    Attributes:
        pages: the folder of every page that has articles, and their count; articles are numbered through.
        entries: by the first character of terms, the rest of each with its postings.
    """

    pages: tuple[tuple[str, int], ...]
    entries: Mapping[str, str]

    def written(self) -> bytes:
        """Return them as they are written to ``search.json``."""
        facts = {"version": VERSION, "pages": self.pages, "entries": dict(self.entries)}
        return (json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def read(web: Path) -> Postings | None:
    """Return the postings of an issue from its ``web`` folder; None where there are none that can be read."""
    try:
        facts: _Facts = json.loads((web / POSTINGS).read_bytes())
        if facts["version"] != VERSION:
            return None
        return Postings(
            pages=tuple((str(folder), int(count)) for folder, count in facts["pages"]),
            entries={str(first)[0]: str(rest) for first, rest in facts["entries"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None


def script(key: str, data: object) -> bytes:
    """Return a script that gives data to the search; it holds nothing that could end an element or a line."""
    return (opening(key) + _json(data) + _CLOSING).encode()


def opening(key: str) -> str:
    """Return how a script begins."""
    return f"finder.take({VERSION},{_json(key)},"


def unwrapped(content: bytes, key: str) -> _Facts:
    """Return the data of a script.

    Raises:
        ValueError: it is none, or of another key or version.
    """
    text = content.decode()
    if not text.startswith(opening(key)) or not text.endswith(_CLOSING):
        raise ValueError
    return json.loads(text[len(opening(key)) : -len(_CLOSING)])


_CLOSING = ");\n"
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def _json(data: object) -> str:
    return clean(json.dumps(data, ensure_ascii=False, separators=(",", ":"))).translate(_ESCAPES)


def files(edition: Edition, plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an issue for the search: its postings, and the text of each page that has articles."""
    yield POSTINGS, postings(plan.articles).written()
    labels = {page.number: page.label for page in plan.pages}
    base = f"{edition.publication.id}/{edition.date.isoformat()}"
    for number, entries in groupby(plan.articles, key=lambda entry: entry.page):
        articles = [
            (entry.address, entry.name, _titled(entry), "\n".join(_texts(entry))) for entry in entries
        ]
        folder = _folder(articles[0][0])
        yield f"{folder}/text.js", script(f"{base}/{folder}", [labels[number], articles])


def postings(articles: Sequence[ArticlePlan]) -> Postings:
    """Return the postings of articles, in their order."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    last: dict[str, int] = defaultdict(lambda: -1)
    for at, entry in enumerate(articles):
        head = terms(entry.name) if _titled(entry) else {}
        all_ = terms(entry.name) if _titled(entry) else terms("")
        for text in _texts(entry):
            all_ += terms(text)
        for term, count in all_.items():
            found[term[0]][term[1:]].append(_posting(at - last[term] - 1, count, headline=term in head))
            last[term] = at
    return Postings(
        pages=tuple(
            (folder, len(list(group)))
            for folder, group in groupby(articles, key=lambda entry: _folder(entry.address))
        ),
        entries={
            first: "".join(rest + "".join(where) for rest, where in sorted(rests.items()))
            for first, rests in sorted(found.items())
        },
    )


def _posting(distance: int, count: int, *, headline: bool) -> str:
    high, low = divmod(distance, len(_LOW))
    digits = _LOW[low]
    while high:
        high, digit = divmod(high, len(_HIGH))
        digits = _HIGH[digit] + digits
    often = _OFTEN[min((count - 1).bit_length(), len(_OFTEN)) - 1] if count > 1 else ""
    return digits + _HEADLINE * headline + often


def _titled(entry: ArticlePlan) -> bool:
    """Tell whether an article has a headline, and not only a name that stands for one."""
    return any(line.strip() for line in entry.article.title)


def _texts(entry: ArticlePlan) -> Iterator[str]:
    """Yield the strings of an article but its headline, each in one line; first the column 专栏 that it belongs to."""
    if entry.article.column:
        yield entry.article.column.replace("\n", " ")
    for piece in pieces(entry.article):
        if piece.part is not Part.HEADLINE:
            yield piece.text.replace("\n", " ")


def _folder(address: str) -> str:
    return address.partition("/")[0]
