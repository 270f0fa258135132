"""Make up generated pages and tell how well they came out.

``python -m tests.generated.measure --grid tabloid --seeds 1000:1050 --jobs 2`` from the root of the project.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from .figures import Measured, measure_all, summary
from .grids import GRIDS
from .pages import draw
from .painting import render


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
                _say(str(path))
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
        _say(f"{name:32} {value}")
    sound = [item for item in found if item.sufficient and not item.error]
    _say("\nworst pages by fill:")
    for item in sorted(sound, key=lambda item: item.fill)[:worst]:
        _say(f"  {_line(item)}")
    _say("slowest:")
    for item in sorted(found, key=lambda item: -item.seconds)[: max(worst // 3, 3)]:
        _say(f"  {_line(item)}")
    for item in found:
        wrong = {
            name: value
            for name in ("error", "overset", "lost", "doubled", "overlaps", "outside", "off_grid")
            if (value := getattr(item, name))
        }
        if wrong:
            _say(f"FAULT {item.grid} {item.seed} {item.sort}: {str(wrong)[:400]}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _line(item: Measured) -> str:
    return (
        f"{item.grid} {item.seed} {item.sort:10} load {item.load:.2f} fill {item.fill:.1%} white {item.white:5.1%} "
        f"articles {item.articles:2d} jumps {item.jumps} waiting {item.waiting} cuts {item.across} "
        f"collisions {len(item.collisions)} {item.seconds:.2f} s"
    )


if __name__ == "__main__":
    main()
