"""``python -m bench``: draws the editions, runs everybody in turn, and writes the table and ``results.json``."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from bench import corpus, report
from bench.edition import Size, draw
from bench.engines import engines, write_sources
from bench.facts import facts
from bench.figures import goals
from bench.processes import measure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.edition import Sheet
    from bench.engines import Engine
    from bench.facts import Facts
    from bench.processes import Cost

_ROOT = Path(__file__).resolve().parent.parent


def main(words: Sequence[str]) -> int:
    """Run the benchmark; the exit status is 1 if a goal is missed."""
    asked = _parser().parse_args(words)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 150)
    text = corpus.sentences(_ROOT / "editions")
    drawn = {size.pages: draw(size, text, asked.seed) for size in map(Size.of, asked.pages)}
    everybody: dict[int, tuple[Engine, ...]] = {}
    for pages, sheets in drawn.items():
        sources = asked.out / f"{pages:02d}-pages"
        write_sources(sheets, sources)
        everybody[pages] = tuple(
            engine
            for engine in engines(sources)
            if engine.largest >= pages and (not asked.engines or engine.key in asked.engines)
        )
    costs, found = _run(asked, drawn, everybody, console)
    names = {engine.key: engine.name for all_ in everybody.values() for engine in all_}
    for pages in drawn:
        console.print(report.table(Size.of(pages), names, costs[pages], found[pages]))
    reached = goals(costs)
    for goal in reached:
        console.print(f"{'✓' if goal.met else '✗'} {goal.words}: {goal.value:.2f} (≤ {goal.limit:.2f})")
    first = next(iter(everybody.values()))
    sizes = {pages: Size.of(pages) for pages in drawn}
    results = asked.out / "results.json"
    written = json.dumps(report.record(sizes, first, costs, found), ensure_ascii=False, indent=1)
    results.write_text(written + "\n", encoding="utf-8")
    console.print(f"→ {results}")
    return 0 if all(goal.met for goal in reached) else 1


def _run(
    asked: argparse.Namespace,
    drawn: dict[int, tuple[Sheet, ...]],
    everybody: dict[int, tuple[Engine, ...]],
    console: Console,
) -> tuple[dict[int, dict[str, list[Cost]]], dict[int, dict[str, Facts]]]:
    """Run all engines at all sizes, one after another in every round; return the rounds' costs and the PDFs' facts."""
    costs: dict[int, dict[str, list[Cost]]] = {pages: defaultdict(list) for pages in drawn}
    found: dict[int, dict[str, Facts]] = {pages: {} for pages in drawn}
    smallest = min(drawn)
    for number in range(asked.rounds + 1):
        for pages, sheets in drawn.items():
            # The first round fills the caches of the disk and of Python, and is not counted.
            if number == 0 and pages != smallest:
                continue
            for engine in everybody[pages]:
                folder = asked.out / f"{pages:02d}-pages" / engine.key
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True)
                cost = measure(engine.command(folder), folder.with_suffix(".log"))
                console.print(f"{number or 'warm-up'} · {pages} · {engine.name}: {cost.cpu:.2f} s CPU")
                if number:
                    costs[pages][engine.key].append(cost)
                if number == asked.rounds:
                    found[pages][engine.key] = facts(engine.pdf(folder), sheets)
    return costs, found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("bench", description=__doc__)
    parser.add_argument(
        "--pages", type=int, nargs="+", default=[1, 8, 64], help="sizes of the edition: %(default)s"
    )
    parser.add_argument("--rounds", type=int, default=3, help="rounds that are counted: %(default)s")
    parser.add_argument("--seed", type=int, default=1, help="of the edition's text and pictures: %(default)s")
    parser.add_argument("--engines", nargs="+", default=[], help="only these, by key, such as epaper-pdf")
    parser.add_argument("--out", type=Path, default=Path("bench-results"), help="folder: %(default)s")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
