"""What a machine keeps for days without a network 离线: the files of the last issues, and the digest of each.

The service worker compares the digests, so that it fetches only what is new.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from publisher.outputs.web.search import POSTINGS
from publisher.outputs.web.site import search
from publisher.outputs.web.site.shelf import OFFLINE, address
from publisher.resources import styles_dir
from publisher.text.languages import full_tag

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from publisher.outputs.web.record import IssueRecord
    from publisher.outputs.web.site.shelf import Shelf

#: So many of the last issues of each newspaper are kept whole.
_ISSUES = 3


def of_paper(
    shelf: Shelf, paper: str, documents: Mapping[str, bytes], index: Mapping[str, str]
) -> tuple[str, bytes | None]:
    """Return the list of a newspaper's files, ``PAPER/offline.json``, or None where it has no issues.

    With the last issues go the files of the search for their months, so that they can be searched.

    Args:
        shelf: the issues.
        paper: the newspaper's slug.
        documents: the documents of the newspaper itself, by their names below the site.
        index: the digests of the files of the search that are about to be written.
    """
    days = shelf.papers.get(paper, ())[-_ISSUES:]
    if not days:
        return f"{paper}/{OFFLINE}", None
    files = dict(_files(shelf.out, *(shelf.web(paper, day) for day in days)))
    # What is about to be written goes before what lies there.
    fronts = {f"{address(paper, day)}/index.html" for day in days}
    years = {f"{paper}/{day.year}.html" for day in days}
    files |= dict(_files(shelf.out, *(shelf.out / name for name in years)))
    own = {name for name in documents if name.startswith((f"{paper}/assets/", f"{paper}/index.html"))}
    files |= {name: digest(documents[name]) for name in fronts | years | own if name in documents}
    folders = {search.folder(paper, (day.year, day.month)) for day in days}
    files |= dict(_files(shelf.out, *(shelf.out / folder for folder in folders)))
    files |= {name: known for name, known in index.items() if name.rpartition("/")[0] in folders}
    return f"{paper}/{OFFLINE}", _json({"files": dict(sorted(files.items()))})


def of_site(papers: Collection[str], documents: dict[str, bytes]) -> Iterator[tuple[str, bytes | None]]:
    """Yield the list of the site's own files, and the service worker that reads it."""
    files = {name: digest(content) for name, content in sorted(documents.items())}
    yield OFFLINE, _json({"papers": sorted(papers), "files": files})
    yield "sw.js", (styles_dir() / "web" / "sw.js").read_bytes()


def app_manifest(record: IssueRecord) -> bytes:
    """Return the web app manifest (W3C), by which a reader puts the site on the home screen."""
    return _json({
        "name": record.name,
        "short_name": record.name,
        "lang": full_tag(record.language),
        "start_url": "index.html",
        "display": "standalone",
        "background_color": "#fbfaf7",
        "theme_color": "#9d1c20",
        "icons": [{"src": "assets/icon.svg", "type": "image/svg+xml", "sizes": "any"}],
    })  # fmt: skip


def _files(out: Path, *places: Path) -> Iterator[tuple[str, str]]:
    for path in (found for place in places for found in ([place] if place.is_file() else place.rglob("*"))):
        # Postings are for the site, not for readers.
        if path.is_file() and path.name != POSTINGS:
            yield path.relative_to(out).as_posix(), digest(path.read_bytes())


def digest(content: bytes) -> str:
    """Return by what a browser knows whether it has kept a file as it is."""
    return hashlib.sha256(content).hexdigest()[:12]


def _json(facts: dict[str, object]) -> bytes:
    return (json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
