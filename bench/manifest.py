"""The edition as our own manifest: ``publication.yaml``, ``edition.yaml`` and an article file to each article."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bench.edition import Sheet, Story

PAPER = "bench-times"
DATE = "2024-01-01"


def write(sheets: Iterable[Sheet], photographs: Path, editions: Path) -> Path:
    """Write the edition below a folder of editions and return the issue's own folder.

    Args:
        sheets: the pages.
        photographs: the folder in which the photographs lie.
        editions: where ``bench-times/2024-01-01/`` is made.
    """
    issue = editions / PAPER / DATE
    for folder in (issue / "articles", issue / "images"):
        folder.mkdir(parents=True, exist_ok=True)
    (issue.parent / "publication.yaml").write_text(f"id: {PAPER}\nname: 基准时报\n", encoding="utf-8")
    pages = []
    for sheet in sheets:
        files = []
        for order, story in enumerate(sheet.stories, start=1):
            name = f"articles/{sheet.number:02d}-{order:02d}.md"
            (issue / name).write_text(_article(story), encoding="utf-8")
            files.append(name)
            if story.photograph:
                shutil.copy(photographs / story.photograph.file, issue / "images")
        pages.append({"number": sheet.number, "name": sheet.name, "articles": files})
    # What is JSON is YAML.
    (issue / "edition.yaml").write_text(f"date: {DATE}\npages: {_json(pages)}\n", encoding="utf-8")
    return issue


def _article(story: Story) -> str:
    keys: dict[str, object] = {"title": story.title, "byline": [story.byline]}
    if story.kicker:
        keys["kicker"] = story.kicker
    if story.photograph:
        file, caption = story.photograph.file, story.photograph.caption
        keys["images"] = [{"src": f"images/{file}", "caption": caption, "alt": caption}]
    front = "\n".join(f"{key}: {_json(value)}" for key, value in keys.items())
    return f"---\n{front}\n---\n\n" + "\n\n".join(story.paragraphs) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
