"""What is told of a benchmark: a table for people, and a record for programs."""

from __future__ import annotations

import platform
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table

from bench.figures import goals, middle, ratio

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.edition import Size
    from bench.engines import Engine
    from bench.facts import Facts
    from bench.processes import Cost

_HEADS = (
    "CPU s",
    "× WeasyPrint",
    "wall s",
    "RSS MB",
    "MB",
    "pages",
    "fonts",
    "Type 3",
    "outline",
    "tagged",
    "text",
)


def table(
    size: Size, names: Mapping[str, str], costs: Mapping[str, Sequence[Cost]], found: Mapping[str, Facts]
) -> Table:
    """Return the table of one size of edition: a row for each engine, its name by its key in ``names``."""
    pages = "1 page" if size.pages == 1 else f"{size.pages} pages"
    title = f"{pages} · {size.articles} articles · {size.photographs} photographs"
    made = Table(title=title, title_justify="left", box=box.SIMPLE)
    made.add_column("")
    for head in _HEADS:
        made.add_column(head, justify="right")
    for key, rounds in costs.items():
        made.add_row(names[key], *_cells(rounds, costs.get("weasyprint"), found[key]))
    return made


def record(
    sizes: Mapping[int, Size],
    names: Sequence[Engine],
    costs: Mapping[int, Mapping[str, Sequence[Cost]]],
    found: Mapping[int, Mapping[str, Facts]],
) -> dict[str, Any]:
    """Return everything that was measured, each round of it, ready for JSON."""
    return {
        "schema": 1,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"system": platform.platform(), "python": platform.python_version()},
        "versions": {engine.name: engine.version for engine in names},
        "editions": [
            {
                **asdict(size),
                "engines": {
                    key: {"rounds": [asdict(cost) for cost in rounds], "pdf": asdict(found[pages][key])}
                    for key, rounds in costs[pages].items()
                },
            }
            for pages, size in sizes.items()
        ],
        "goals": [{**asdict(goal), "met": goal.met} for goal in goals(costs)],
    }


def _cells(rounds: Sequence[Cost], others: Sequence[Cost] | None, pdf: Facts) -> tuple[str, ...]:
    cost = middle(rounds)
    return (
        f"{cost.cpu:.2f}",
        f"{ratio(rounds, others):.2f}" if others else "",
        f"{cost.wall:.2f}",
        f"{cost.memory:.0f}",
        f"{pdf.bytes / 1e6:.2f}",
        str(pdf.pages),
        f"{pdf.fonts}" + (f" + {pdf.whole} whole" if pdf.whole else ""),
        str(pdf.type3),
        str(pdf.outline),
        "yes" if pdf.tagged else "no",
        f"{pdf.text:.1%}",
    )
