"""The figures of made-up pages: each page's own, and those of many together."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from publisher.checks.completeness import check_make_up
from publisher.makeup.grid import grid_for
from publisher.makeup.issue import make_up_issue
from publisher.text.reading import count_characters

from .faults import faults, lost_and_doubled
from .pages import Drawn, draw
from .white import white

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from publisher.makeup.issue import MadeUpIssue


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What became of one generated page. ``own`` figures are of the page itself, the others of all that it was made into."""

    grid: str
    seed: int
    sort: str
    load: float
    sufficient: bool
    articles: int
    characters: int
    fill: float
    blank: int
    white: float
    jumps: int
    waiting: int
    added: int
    seconds: float
    processor: float
    overset: int
    lost: str
    doubled: str
    overlaps: tuple[str, ...]
    outside: tuple[str, ...]
    off_grid: tuple[str, ...]
    across: int
    down: int
    modules: int
    collisions: tuple[str, ...]
    lead: bool
    inversions: tuple[str, ...]
    error: str = ""


def measure(grid: str, seed: int) -> Measured:
    """Draw a page, make it up and examine it."""
    drawn = draw(grid, seed)
    started = time.process_time()
    try:
        made = make_up_issue(drawn.edition)
    except Exception as error:  # What make-up cannot do is a figure of the account, whatever it raises.
        return _failed(drawn, f"{type(error).__name__}: {error}")
    return examine(drawn, made, time.process_time() - started)


def examine(drawn: Drawn, made: MadeUpIssue, processor: float = 0.0) -> Measured:
    """Examine a page that was made up; ``processor``: seconds of processor time that it took, with its further pages."""
    edition, page = drawn.edition, made.pages[0]
    form = edition.publication.page
    found = [faults(item, edition.articles, form) for item in made.pages]
    lost, doubled = lost_and_doubled(edition, made)
    counted = {
        item.id: f"{count_characters(item)} characters, {made.placed.get(item.id, 0)} placed"
        for item in edition.articles
        if count_characters(item) != made.placed.get(item.id, 0)
    }
    order = [str(item.message) for item in check_make_up(edition, made)]
    here = {module.article_id for module in page.modules}
    own = found[0]
    return Measured(
        grid=drawn.grid, seed=drawn.seed, sort=drawn.sort, load=drawn.load, sufficient=drawn.sufficient,
        articles=len(edition.articles), characters=sum(module.characters for module in page.modules),
        fill=page.fill, blank=page.blank_lines, white=white(page, grid_for(form)),
        jumps=sum(bool(module.continued_to) for module in page.modules),
        waiting=sum(article.id not in here for article in edition.articles), added=len(made.pages) - 1,
        seconds=page.seconds, processor=processor, overset=sum(item.overset for item in made.pages),
        lost=" ".join(map(str, (*lost.items(), *counted.items(), *order))), doubled=" ".join(map(str, doubled.items())),
        overlaps=tuple(text for item in found for text in item.overlaps),
        outside=tuple(text for item in found for text in item.outside),
        off_grid=tuple(text for item in found for text in item.off_grid),
        across=len(own.across), down=len(own.down), modules=len(page.modules), collisions=own.collisions,
        lead=own.lead, inversions=own.inversions,
    )  # fmt: skip


def _failed(drawn: Drawn, error: str) -> Measured:
    return Measured(
        grid=drawn.grid, seed=drawn.seed, sort=drawn.sort, load=drawn.load, sufficient=drawn.sufficient,
        articles=len(drawn.edition.articles), characters=0, fill=0.0, blank=0, white=1.0, jumps=0, waiting=0, added=0, seconds=0.0,
        processor=0.0, overset=0, lost="all", doubled="", overlaps=(), outside=(), off_grid=(), across=0, down=0, modules=0,
        collisions=(), lead=True, inversions=(), error=error,
    )  # fmt: skip


def measure_all(grid: str, seeds: Iterable[int], jobs: int = 1) -> list[Measured]:
    """Measure many pages, in as many processes; in the order of the seeds."""
    if jobs == 1:
        return [measure(grid, seed) for seed in seeds]
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        return list(pool.map(partial(measure, grid), seeds))


def share(values: Sequence[float], at: float) -> float:
    """Return the value below which that share of all lies."""
    return sorted(values)[min(int(len(values) * at), len(values) - 1)] if values else 0.0


def summary(found: Sequence[Measured]) -> dict[str, object]:
    """Return the figures of many pages, by name."""
    made = [item for item in found if not item.error]
    full = [item for item in made if item.sufficient]
    fills = [item.fill for item in full] or [0.0]
    whites = [item.white for item in full] or [1.0]
    seconds = [item.seconds for item in made]
    several = [item for item in made if item.modules > 1]
    cut = [item for item in several if item.across]
    return {
        "pages": len(found),
        "failed": len(found) - len(made),
        "overset characters": sum(item.overset for item in made),
        "pages with lost text": sum(bool(item.lost) for item in made),
        "pages with doubled text": sum(bool(item.doubled) for item in made),
        "pages with overlaps": sum(bool(item.overlaps) for item in made),
        "pages with elements outside": sum(bool(item.outside) for item in made),
        "pages off the grid": sum(bool(item.off_grid) for item in made),
        "pages with own copy sufficient": len(full),
        "fill median": round(statistics.median(fills), 4),
        "fill p5": round(share(fills, 0.05), 4),
        "fill min": round(min(fills), 4),
        "below 97 %": sum(item.fill < 0.97 for item in full),
        "white median": round(statistics.median(whites), 4),
        "white p95": round(share(whites, 0.95), 4),
        "white max": round(max(whites), 4),
        "through-cuts": f"{len(cut)} of {len(made)} pages ({len(cut) / max(len(made), 1):.1%})",
        "full-height cuts": sum(bool(item.down) for item in several),
        "pages with colliding heads": sum(bool(item.collisions) for item in made),
        "pages with colliding heads of one face": sum(
            any(text.endswith("!") for text in item.collisions) for item in made
        ),
        "lead not the largest": sum(not item.lead for item in made),
        "pages with inversions": sum(bool(item.inversions) for item in made),
        "jumps": sum(item.jumps for item in made),
        "articles that wait": sum(item.waiting for item in made),
        "added pages": sum(item.added for item in made),
        "seconds median": round(statistics.median(seconds or [0.0]), 2),
        "seconds p95": round(share(seconds, 0.95), 2),
        "seconds max": round(max(seconds or [0.0]), 2),
    }
