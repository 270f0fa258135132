"""The figures of a benchmark: medians of the rounds, and ratios taken within each round, for a machine's pace drifts."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.processes import Cost

#: The CPU of our PDF of eight pages as a share of plain WeasyPrint's, and of Chromium's.
WEASYPRINT_GOAL = 0.40
CHROMIUM_GOAL = 1.0
#: The CPU of 64 pages as a multiple of that of eight.
SCALING_GOAL = 8.5


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal, and how near the figures come to it; it is met where they stay at or below it."""

    words: str
    limit: float
    value: float

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.value <= self.limit


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return type(costs[0])(
        cpu=median(cost.cpu for cost in costs),
        wall=median(cost.wall for cost in costs),
        memory=median(cost.memory for cost in costs),
    )


def ratio(costs: Sequence[Cost], others: Sequence[Cost]) -> float:
    """Return the median of the CPU ratios of each round.

    Raises:
        ValueError: if there are not as many rounds of both.
    """
    return median(cost.cpu / other.cpu for cost, other in zip(costs, others, strict=True))


def goals(costs: Mapping[int, Mapping[str, Sequence[Cost]]]) -> tuple[Goal, ...]:
    """Return the goals that can be judged by the rounds of each engine at each number of pages."""
    found = []
    eight = costs.get(8, {})
    ours = eight.get("epaper-pdf")
    for key, name, limit in (
        ("weasyprint", "WeasyPrint", WEASYPRINT_GOAL),
        ("chromium", "Chromium", CHROMIUM_GOAL),
    ):
        if ours and key in eight:
            found.append(Goal(f"8 pages, CPU / {name}", limit, ratio(ours, eight[key])))
    many = costs.get(64, {}).get("epaper-pdf")
    if ours and many:
        found.append(Goal("64 pages, CPU / 8 pages", SCALING_GOAL, ratio(many, ours)))
    return tuple(found)
