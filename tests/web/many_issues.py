"""A site of many issues, written without making them up: what the sample issues say, dealt anew for every day."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.makeup.issue import MadeUpIssue
from publisher.manifest import load
from publisher.model import Paragraph, Run
from publisher.outputs.web import site, write
from publisher.text.reading import pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.model import Article, Edition

EDITIONS = Path(__file__).resolve().parent.parent.parent / "editions"
_SAMPLES = ("sample-daily/2024-03-20", "sample-daily/2024-06-21", "yangpu-times/2023-01-05")
FIRST = date(2023, 7, 3)


def day_of(number: int) -> date:
    """The date of an issue, from 0: five of seven days have one, as with a site of 250 in a year."""
    return FIRST + timedelta(days=number // 5 * 7 + number % 5)


class Newsroom:
    """Deals out the sentences and headlines of the samples; the same seed gives the same issues."""

    def __init__(self) -> None:
        editions = [load(EDITIONS / name).edition for name in _SAMPLES]
        self.model: Edition = editions[0]
        articles = [article for edition in editions for article in edition.articles]
        self.sentences = [
            sentence
            for article in articles
            for piece in pieces(article)
            for sentence in re.findall(r"[^。！？\n]{4,120}[。！？]", piece.text)
        ]
        self.titles = [article.title for article in articles if article.headline.strip()]

    def edition(self, day: date, extra: str = "") -> Edition:
        """An issue of eight pages as long as the sample; ``extra`` stands in its last article."""
        dice = random.Random(day.isoformat())
        pages = tuple(
            replace(page, articles=tuple(self._article(article, dice) for article in page.articles), ads=())
            for page in self.model.pages
        )
        if extra:
            *others, last = pages
            *before, article = last.articles
            body = (*article.body, Paragraph(runs=(Run(text=extra),)))
            pages = (*others, replace(last, articles=(*before, replace(article, body=body))))
        return replace(self.model, date=day, pages=pages)

    def _article(self, article: Article, dice: random.Random) -> Article:
        wanted = sum(len(piece.text) for piece in pieces(article))
        body: list[Paragraph] = []
        while wanted > 0:
            text = "".join(dice.sample(self.sentences, 3))
            wanted -= len(text)
            body.append(Paragraph(runs=(Run(text=text),)))
        return replace(
            article,
            title=dice.choice(self.titles),
            body=tuple(body),
            images=(),
            notes=(),
            summary=(),
            editor_note=(),
        )


def put(out: Path, edition: Edition) -> None:
    """Write an issue into its place, without telling the site."""
    web = out / edition.publication.id / edition.date.isoformat() / "web"
    web.mkdir(parents=True, exist_ok=True)
    write(edition, MadeUpIssue(pages=(), faces=(), findings=()), web, {})


def grow(out: Path, newsroom: Newsroom, numbers: Iterable[int], extra: dict[int, str] | None = None) -> None:
    """Write issues, and then the site of all."""
    out.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        put(out, newsroom.edition(day_of(number), (extra or {}).get(number, "")))
    site.rebuild(out, {})
