"""A memo of pages that were made up: what has not changed since need not be made up again.

A page is known by its job. The issue's whole text, which every job bears with it, would make all pages strangers when one
word changes; a page has heard only how its own headlines may be broken, so that is what must still be true.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Generic, TypeVar

from publisher.makeup.page import Anew
from publisher.makeup.shapers import Shapers
from publisher.typeset.words import overheard, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from publisher.makeup.layout import MadeUpPage
    from publisher.makeup.page import Making, PageJob, PageResult

#: Pages that are remembered: those of an issue in some ways each, since a jump 转版 is tried on several.
MOST = 400

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class _Known(Generic[_Made]):
    """What was made, and what was heard of the words while it was."""

    made: _Made
    heard: dict[str, tuple[float, ...]]

    def holds(self, job: PageJob) -> bool:
        """Tell whether a job's issue would tell it the same of its words."""
        words = words_of(job.lexicon, job.language)
        return all(words.breaks(text) == costs for text, costs in self.heard.items())


class Memo:
    """Makes pages up, and those that are known not again. What it returns is what would be made anew.

    Attributes:
        made: how many pages had to be made, ``found`` how many were known.
    """

    def __init__(self, making: Making | None = None, most: int = MOST) -> None:
        self.made = self.found = 0
        self._shapers = Shapers()
        self._making = making or Anew(self._shapers)
        self._pages: _Shelf[PageResult] = _Shelf(most)
        self._again: _Shelf[MadeUpPage] = _Shelf(most)

    def make_up(self, job: PageJob) -> PageResult:
        """Make up a page, unless it is known.

        Raises:
            PublishError: as :func:`publisher.makeup.page.make_up` does.
        """
        return self._of(self._pages, _wordless(job), job, lambda: self._making.make_up(job))

    def set_again(self, job: PageJob, result: PageResult) -> MadeUpPage:
        """Set a page once more, unless it is known."""
        key = (_wordless(job), result.plan)
        return self._of(self._again, key, job, lambda: self._making.set_again(job, result))

    def forget(self) -> None:
        """Forget all pages, since something has changed that no job tells of, such as a font's file."""
        self._shapers.forget()
        self._pages.clear()
        self._again.clear()

    def _of(self, shelf: _Shelf[_Made], key: Hashable, job: PageJob, make: Callable[[], _Made]) -> _Made:
        known = shelf.find(key, job)
        if known is not None:
            self.found += 1
            return known.made
        self.made += 1
        with overheard() as heard:
            made = make()
        shelf.keep(key, _Known(made, heard))
        return made


class _Shelf(Generic[_Made]):
    """What is known by a key, what was asked for last at the end; the rest goes when there is too much."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: OrderedDict[Hashable, _Known[_Made]] = OrderedDict()

    def find(self, key: Hashable, job: PageJob) -> _Known[_Made] | None:
        known = self._known.get(key)
        if known is None or not known.holds(job):
            return None
        self._known.move_to_end(key)
        return known

    def keep(self, key: Hashable, known: _Known[_Made]) -> None:
        self._known[key] = known
        self._known.move_to_end(key)
        while len(self._known) > self._most:
            self._known.popitem(last=False)

    def clear(self) -> None:
        self._known.clear()


def _wordless(job: PageJob) -> PageJob:
    return replace(job, lexicon="")
