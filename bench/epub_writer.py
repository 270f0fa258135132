"""The EPUB benchmark 电子书基准: how long the writer takes for 100, 1,000 and 5,000 articles. ``make bench-epub``.

The articles are those of the other benchmark, five to a page, without pictures: what is measured is the writer, not Pillow.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median

from rich import box
from rich.console import Console
from rich.table import Table

from bench import corpus
from bench.edition import Sheet, Size, Story, draw
from bench.figures import Goal
from publisher import manifest
from publisher.errors import Position
from publisher.model import Article, Credit, Edition, Page, Paragraph, Publication, Run
from publisher.outputs.epub import write

_EDITIONS = Path(__file__).resolve().parent.parent / "editions"
_ARTICLES = (100, 1000, 5000)
_ROUNDS = 3
_HERE = Position("edition.yaml", 1, 1)
#: Seconds for 1,000 articles.
SECONDS_GOAL = 3.0
#: An article among 5,000 may take so many times what one among 1,000 takes.
LINEAR_GOAL = 1.25


def edition(sheets: tuple[Sheet, ...], publication: Publication) -> Edition:
    """Return the edition that a writer is given, with the pages and articles of some sheets."""
    pages = tuple(
        Page(
            number=sheet.number,
            name=sheet.name,
            articles=tuple(
                _article(f"{sheet.number:02d}-{at:02d}", story) for at, story in enumerate(sheet.stories, 1)
            ),
        )
        for sheet in sheets
    )
    return Edition(publication=publication, date=date(2023, 1, 5), folder=publication.folder, pages=pages)


def _article(key: str, story: Story) -> Article:
    return Article(
        id=key,
        title=(story.title,),
        kicker=story.kicker,
        byline=(Credit(name=story.byline, role="本报记者"),),
        body=tuple(Paragraph(runs=(Run(text=text),)) for text in story.paragraphs),
        where=_HERE,
    )


def seconds(made: Edition, target: Path) -> float:
    """Return the CPU time of writing an edition, the median of some rounds; the writer has one thread."""
    rounds = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        write(made, target, {})
        rounds.append(time.process_time() - started)
    return median(rounds)


def goals(costs: dict[int, float]) -> tuple[Goal, ...]:
    """Return the goals of the seconds for each number of articles."""
    growth = costs[5000] / 5000 / (costs[1000] / 1000)
    return (
        Goal("1,000 articles, CPU s", SECONDS_GOAL, costs[1000]),
        Goal("an article among 5,000 / one among 1,000", LINEAR_GOAL, growth),
    )


def main() -> int:
    """Run the benchmark; the exit status is 1 if a goal is missed."""
    text = corpus.sentences(_EDITIONS)
    publication = manifest.load(_EDITIONS / "yangpu-times" / "2023-01-05").edition.publication
    table = Table("articles", "characters", "CPU s", "ms an article", "MB", box=box.SIMPLE)
    costs = {}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "book.epub"
        for count in _ARTICLES:
            sheets = draw(Size(pages=count // 5, articles=count, photographs=0), text, 1)
            costs[count] = seconds(edition(sheets, publication), target)
            characters = sum(story.characters for sheet in sheets for story in sheet.stories)
            size = target.stat().st_size / 1e6
            each = costs[count] / count * 1000
            table.add_row(
                f"{count:,}", f"{characters:,}", f"{costs[count]:.2f}", f"{each:.2f}", f"{size:.1f}"
            )
    console = Console(highlight=False)
    console.print(table)
    reached = goals(costs)
    for goal in reached:
        console.print(f"{'✓' if goal.met else '✗'} {goal.words}: {goal.value:.2f} (≤ {goal.limit:.2f})")
    return 0 if all(goal.met for goal in reached) else 1


if __name__ == "__main__":
    sys.exit(main())
