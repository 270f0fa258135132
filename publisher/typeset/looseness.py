"""Looseness 松紧: a galley with one of its paragraphs set in a line more or less, so that a column's foot can be closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.typeset.slugs import Slug


class Choice(NamedTuple):
    """A paragraph of a galley set in more lines than its best, or in fewer.

    Attributes:
        at: the slug that opens the paragraph.
        change: how many lines more; negative for fewer.
        cost: what that costs in looks; 2 for a line with a tenth of an em in each gap.
    """

    at: int
    change: int
    cost: float


def choices(slugs: Sequence[Slug], first: int = 0, behind: int | None = None) -> tuple[Choice, ...]:
    """Return how the paragraphs of a galley can be set otherwise and still decently, the least costly first.

    Args:
        slugs: the galley.
        first: only paragraphs that open at this slug or later are looked at;
        behind: and before this one.
    """
    found: list[Choice] = []
    for at, slug in enumerate(slugs[:behind]):
        if at < first or slug.setting is None:
            continue
        now = _end(slugs, at) - at
        costs = slug.setting.alternatives()
        found += [
            Choice(at, count - now, cost - costs.get(now, 0.0))
            for count, cost in costs.items()
            if count != now
        ]
    return tuple(sorted(found, key=lambda choice: (choice.cost, choice.at, choice.change)))


def reset(slugs: Sequence[Slug], choice: Choice) -> tuple[Slug, ...]:
    """Return a galley with one paragraph set as chosen.

    Raises:
        ValueError: where no paragraph opens at that slug.
        KeyError: where it cannot be set decently in that number of lines.
    """
    opening = slugs[choice.at]
    if opening.setting is None:
        msg = f"no paragraph opens at slug {choice.at}"
        raise ValueError(msg)
    end = _end(slugs, choice.at)
    lines = opening.setting.lines(end - choice.at + choice.change)
    following = opening._replace(opens=False, added=0, setting=None)
    shown = [line for line in lines if line.spans]
    last = len(shown) - 1
    new = (
        (following if number else opening)._replace(lines=(line,), closes=number == last)
        for number, line in enumerate(shown)
    )
    return (*slugs[: choice.at], *new, *slugs[end:])


def _end(slugs: Sequence[Slug], at: int) -> int:
    """Return the slug behind the paragraph that opens at one."""
    end = at + 1
    while not slugs[end - 1].closes:
        end += 1
    return end
