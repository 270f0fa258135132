"""Loosening 撑行 and tightening 缩行: paragraphs are set a line longer or shorter, so that a module's columns end on its foot."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from publisher.typeset.slugs import Slug, SlugRole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.typeset.setting import Setting

#: No more than so much is paid for one line, in the breaker's unit: 2 for a line with a tenth of an em in each gap.
_DEAREST = 16.0
#: More lines are never made and never saved: the text would look driven, or crammed.
_MOST, _FEWEST = 8, -3
#: Of a long text, one line in so many may be made.
_ONE_IN = 14


class _Paragraph(NamedTuple):
    """A paragraph of a galley: its slugs, and how it is set if it can be set otherwise."""

    slugs: tuple[Slug, ...]
    setting: Setting | None


def loosened(slugs: Sequence[Slug], lines: int) -> tuple[Slug, ...] | None:
    """Return a galley that has some lines more, or fewer, at the least cost in looks; None where that is not to be had."""
    most = max(_MOST, len(slugs) // _ONE_IN)
    if not lines or not _FEWEST <= lines <= most:
        return None
    paragraphs = list(_paragraphs(slugs))
    # best[n]: what n lines more cost so far, and how many lines each paragraph then has (0: as it is).
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for paragraph in paragraphs:
        others = _others(paragraph)
        step: dict[int, tuple[float, tuple[int, ...]]] = {}
        for had, (cost, counts) in best.items():
            for more, dearer in others.items():
                total, sum_ = had + more, cost + dearer
                if min(lines, 0) <= total <= max(lines, 0) and (total not in step or sum_ < step[total][0]):
                    step[total] = (sum_, (*counts, len(paragraph.slugs) + more if more else 0))
        best = step
    if lines not in best or best[lines][0] > _DEAREST * abs(lines):
        return None
    return tuple(
        slug
        for paragraph, count in zip(paragraphs, best[lines][1], strict=True)
        for slug in (_set(paragraph, count) if count else paragraph.slugs)
    )


def _paragraphs(slugs: Sequence[Slug]) -> Iterator[_Paragraph]:
    for _, group in groupby(slugs, key=lambda slug: (slug.block, slug.role)):
        members = tuple(group)
        free = members[0].role == SlugRole.BODY and members[0].setting is not None and len(members) > 1
        yield _Paragraph(members, members[0].setting if free else None)


def _others(paragraph: _Paragraph) -> dict[int, float]:
    """Return what it costs to set a paragraph in so many lines more or fewer."""
    if paragraph.setting is None:
        return {0: 0.0}
    count = len(paragraph.slugs)
    found = {
        lines - count: max(cost, 0.0)
        for lines, cost in paragraph.setting.alternatives().items()
        if max(count - 1, 1) <= lines <= count + 2 and lines != count
    }
    return {0: 0.0, **found}


def _set(paragraph: _Paragraph, count: int) -> tuple[Slug, ...]:
    assert paragraph.setting is not None
    lines = [line for line in paragraph.setting.lines(count) if line.spans]
    first = paragraph.slugs[0]
    last = len(lines) - 1
    return tuple(
        first._replace(
            lines=(line,),
            opens=number == 0,
            closes=number == last,
            setting=first.setting if number == 0 else None,
        )
        for number, line in enumerate(lines)
    )
