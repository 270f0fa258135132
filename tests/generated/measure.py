"""Make up generated pages and tell how well they came out.

``python -m tests.generated.measure --grid tabloid --seeds 1000:1050 --jobs 2`` from the root of the project.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.checks.completeness import check_make_up
from publisher.makeup.grid import grid_for
from publisher.makeup.issue import make_up_issue
from publisher.text.reading import count_characters

from .faults import faults, lost_and_doubled
from .grids import GRIDS
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
        "colliding heads": sum(len(item.collisions) for item in made),
        "lead not the largest": sum(not item.lead for item in made),
        "pages with inversions": sum(bool(item.inversions) for item in made),
        "jumps": sum(item.jumps for item in made),
        "articles that wait": sum(item.waiting for item in made),
        "added pages": sum(item.added for item in made),
        "seconds median": round(statistics.median(seconds or [0.0]), 2),
        "seconds p95": round(share(seconds, 0.95), 2),
        "seconds max": round(max(seconds or [0.0]), 2),
    }


def render(drawn: Drawn, folder: Path) -> list[Path]:
    """Paint a page, and what it continues on, to PNG."""
    from publisher.outputs import pdf

    from .pictures import paint_files

    paint_files(drawn.edition)
    made = make_up_issue(drawn.edition)
    work = folder / f"{drawn.grid}-{drawn.seed}"
    work.mkdir(parents=True, exist_ok=True)
    pdf.write(drawn.edition, made, work / "page.pdf", work)
    paths = []
    for number, page in enumerate(made.pages):
        target = folder / f"{drawn.grid}-{drawn.seed}{'' if number == 0 else f'-{number + 1}'}.png"
        (work / f"{page.number:02d}.png").replace(target)
        paths.append(target)
    return paths


def _seeds(text: str) -> list[int]:
    """Read ``1000:1050`` or ``1003,1017``."""
    if ":" in text:
        first, _, last = text.partition(":")
        return list(range(int(first), int(last)))
    return [int(number) for number in text.split(",")]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--grid", choices=GRIDS, default="tabloid")
    parser.add_argument("--seeds", type=_seeds, default="1000:1040", help="A:B or A,B,C")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write every page's figures to a file")
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument(
        "--render", type=Path, metavar="FOLDER", help="paint the pages to PNG instead of measuring them"
    )
    parser.add_argument("--sort", default="", help="with --seeds: only pages of this sort")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Measure, or paint, what the command line names."""
    options = _options(arguments)
    seeds = [
        seed for seed in options.seeds if not options.sort or draw(options.grid, seed).sort == options.sort
    ]
    if options.render:
        for seed in seeds:
            for path in render(
                draw(options.grid, seed, (options.render / "pictures").resolve()), options.render
            ):
                print(path)
        return
    found = measure_all(options.grid, seeds, options.jobs)
    if options.json:
        options.json.write_text(
            json.dumps([asdict(item) for item in found], ensure_ascii=False, indent=1), "utf-8"
        )
    report(found, options.worst)


def report(found: list[Measured], worst: int) -> None:
    """Print the figures, and the pages that came out worst."""
    for name, value in summary(found).items():
        print(f"{name:32} {value}")
    sound = [item for item in found if item.sufficient and not item.error]
    print("\nworst pages by fill:")
    for item in sorted(sound, key=lambda item: item.fill)[:worst]:
        print(f"  {_line(item)}")
    print("slowest:")
    for item in sorted(found, key=lambda item: -item.seconds)[: max(worst // 3, 3)]:
        print(f"  {_line(item)}")
    for item in found:
        wrong = {
            name: value
            for name in ("error", "overset", "lost", "doubled", "overlaps", "outside", "off_grid")
            if (value := getattr(item, name))
        }
        if wrong:
            print(f"FAULT {item.grid} {item.seed} {item.sort}: {str(wrong)[:400]}", file=sys.stderr)


def _line(item: Measured) -> str:
    return (
        f"{item.grid} {item.seed} {item.sort:10} load {item.load:.2f} fill {item.fill:.1%} white {item.white:5.1%} "
        f"articles {item.articles:2d} jumps {item.jumps} waiting {item.waiting} cuts {item.across} "
        f"collisions {len(item.collisions)} {item.seconds:.2f} s"
    )


if __name__ == "__main__":
    main()
