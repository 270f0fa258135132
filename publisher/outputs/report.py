"""The report of a run, ``report.json``: what was made, how full the pages are, and where every article stands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from publisher.makeup.grid import MM
from publisher.text.reading import count_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from publisher.errors import Finding
    from publisher.makeup.issue import MadeUpIssue
    from publisher.makeup.layout import MadeUpPage, Rect
    from publisher.model import Edition

SCHEMA = 1


def report(
    edition: Edition,
    issue: MadeUpIssue | None,
    outputs: Mapping[str, str],
    findings: Iterable[Finding],
    seconds: Mapping[str, float],
    preflight: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the report as it is written to ``report.json``. Boxes are in mm from the trimmed page's top left.

    Args:
        edition: what was published.
        issue: its pages, unless making them up failed.
        outputs: the files by their formats.
        findings: everything found.
        seconds: how long each step took.
        preflight: the record of what was found in the press file 印前检查, if there is one.
    """
    return {
        "schema": SCHEMA,
        "paper": edition.publication.id,
        "date": edition.date.isoformat(),
        "outputs": dict(outputs),
        "pages": [_page(page) for page in issue.pages] if issue else [],
        "articles": _articles(edition, issue) if issue else [],
        "findings": [item.record(edition.folder) for item in findings],
        **({"preflight": dict(preflight)} if preflight else {}),
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
    }


def write(record: Mapping[str, Any], target: Path) -> None:
    """Write a report."""
    target.write_bytes(written(record))


def written(record: Mapping[str, Any]) -> bytes:
    """Return a report as it is written."""
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def _page(page: MadeUpPage) -> dict[str, Any]:
    return {
        "number": f"{page.number:02d}",
        "name": page.name,
        "articles": len(page.modules),
        "lines": page.lines,
        "blank_lines": page.blank_lines,
        "fill": round(page.fill, 4),
        "overset_characters": page.overset,
        "jumps": sum(bool(module.continued_to) for module in page.modules),
        "make_up_seconds": round(page.seconds, 3),
    }


def _articles(edition: Edition, issue: MadeUpIssue) -> list[dict[str, Any]]:
    placed = issue.placed
    return [
        {
            "id": article.id,
            "title": article.headline,
            "characters": count_characters(article),
            "characters_set": placed.get(article.id, 0),
            "placements": [
                {
                    "page": f"{page.number:02d}",
                    "boxes": [
                        _millimetres(module.rect)
                        for module in page.modules
                        if module.article_id == article.id
                    ],
                }
                for page in issue.pages
                if any(module.article_id == article.id for module in page.modules)
            ],
        }
        for article in edition.articles
    ]


def _millimetres(rect: Rect) -> list[float]:
    return [round(value / MM, 2) for value in rect]
