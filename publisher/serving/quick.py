"""Making up an issue quickly while it is edited 快排: as it will most likely be, before it is known for sure.

Two things make the whole issue wait for one word. Its text teaches all headlines where they may break; here they go by what
the text taught before the edit. And what is left of an article 转版 is tried on every later page; here only that page is
asked that took it in before. What comes of it is true in all but rare details, and these are put right at once by making the
issue up in earnest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publisher.makeup.page import PageResult

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publisher.makeup.issue import MadeUpIssue
    from publisher.makeup.layout import MadeUpPage
    from publisher.makeup.page import Making, PageJob


@dataclass(frozen=True, slots=True)
class Quick:
    """Makes pages by what was true when the issue was last made up in earnest.

    Attributes:
        making: makes the pages.
        now, then: the issue's text as it is, and as it was.
        pages: as they were, by their numbers.
        took: the pages on which each article went on.
    """

    making: Making
    now: str
    then: str
    pages: Mapping[int, MadeUpPage]
    took: Mapping[str, frozenset[int]]

    @classmethod
    def after(cls, making: Making, issue: MadeUpIssue, then: str, now: str) -> Quick:
        """Return the quick making of an issue that was ``issue`` when its text was ``then``."""
        took: dict[str, frozenset[int]] = {}
        for page in issue.pages:
            for module in page.modules:
                if module.continued_from:
                    took[module.article_id] = took.get(module.article_id, frozenset()) | {page.number}
        return cls(making, now, then, {page.number: page for page in issue.pages}, took)

    def make_up(self, job: PageJob) -> PageResult:
        """Make up a page, or decline to try what it did not take in before."""
        last = job.copies[-1] if job.copies else None
        if last and last.continued_from and job.number in self.pages:
            took = self.took.get(last.article.id)
            if took and job.number not in took:
                return PageResult(page=self.pages[job.number], left=job.copies)
        return self.making.make_up(self._as_then(job))

    def set_again(self, job: PageJob, result: PageResult) -> MadeUpPage:
        """Set a page once more."""
        return self.making.set_again(self._as_then(job), result)

    def _as_then(self, job: PageJob) -> PageJob:
        return replace(job, lexicon=self.then) if job.lexicon == self.now else job
