"""A newspaper that is built again while it is edited: the same as a build makes, but only what an edit touched is made.

A session is one process that stays warm. It remembers pages by what they were made from, and neither makes up nor paints nor
encodes again what it knows.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING

from publisher import manifest, pipeline
from publisher.makeup.issue import MadeUpIssue, make_up_issue
from publisher.makeup.memo import Memo
from publisher.outputs import report, web
from publisher.rules import failure, finding
from publisher.serving.news import Update
from publisher.serving.painting import Pages
from publisher.serving.placing import place
from publisher.serving.quick import Quick
from publisher.typeset import fonts
from publisher.typeset.setter import cached_typefaces
from publisher.typeset.words import lexicon_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from publisher.errors import Finding
    from publisher.makeup.layout import MadeUpPage
    from publisher.model import Edition


class InterruptedSessionError(Exception):
    """What was being made is of no use any more: the edition has changed again, or nobody wants it."""


@dataclass(slots=True)
class _Earnest:
    """The issue as it was last made up in earnest, and the text that its headlines went by."""

    issue: MadeUpIssue
    lexicon: str


@dataclass(slots=True)
class Session:
    """Builds one edition again and again.

    Args:
        folder: the edition's folder.
        out: the site's folder.
        timeout: seconds that painting may take.
        progress: is told of each step, as by :func:`publisher.pipeline.build`.
        outdated: tells whether the edition has changed again.
    """

    folder: Path
    out: Path
    timeout: float = 300.0
    progress: Callable[[str, str], None] = lambda step, detail: None
    outdated: Callable[[], bool] = lambda: False
    memo: Memo = field(default_factory=Memo)
    _seen: manifest.Seen = field(default_factory=dict)
    _images: dict[str, web.Picture] = field(default_factory=dict)
    _pages: Pages = field(init=False)
    _earnest: _Earnest | None = None
    _files: dict[str, bytes] = field(default_factory=dict)
    _fonts: object = None
    _stopped: bool = False

    def __post_init__(self) -> None:
        self._pages = Pages(self.timeout, self._said)

    def update(self) -> Iterator[Update]:
        """Build the edition as it is now: at first quickly, then in earnest, where that is something else.

        What has been yielded is in place. An update that names no files tells that nothing had to be changed.

        Raises:
            PublishError: whatever stands in the way; what was in place still is.
            InterruptedSessionError: the edition has changed meanwhile, or the session was stopped.
        """
        started = time.perf_counter()
        self.progress("load", "")
        if not self.folder.is_dir():
            raise failure(finding("O-032", folder=self.folder))
        loaded = manifest.load(self.folder, self._seen)
        edition, lexicon = loaded.edition, lexicon_of(loaded.edition)
        self._look_at_fonts(edition)
        quickly: tuple[MadeUpIssue, Update] | None = None
        if self._earnest:
            quick = Quick.after(self.memo, self._earnest.issue, self._earnest.lexicon, lexicon)
            issue = make_up_issue(edition, self._told(settled=False), quick)
            quickly = issue, self._place(edition, issue, loaded.findings, started, settled=False)
            yield quickly[1]
        issue = make_up_issue(edition, self._told(settled=True), self.memo)
        self._earnest = _Earnest(issue, lexicon)
        if quickly and _alike(quickly[0], issue) and self._pages.sharp:
            yield Update(settled=True, findings=quickly[1].findings)
        else:
            yield self._place(edition, issue, loaded.findings, started, settled=True)

    def make_ready(self) -> None:
        """Prepare for the next edit."""
        if not self._stopped:
            self._pages.make_ready()

    def stop(self) -> None:
        """Stop as soon as may be; from another thread."""
        self._stopped = True
        self._pages.stop()

    def _said(self, step: str, detail: str) -> None:
        # Whoever hears of steps may be set later than the pages are.
        self.progress(step, detail)

    def _told(self, *, settled: bool) -> Callable[[MadeUpPage, float], None]:
        def told(page: MadeUpPage, share: float) -> None:
            self._go_on(settled=settled)
            self.progress("make_up", f"{page.label}\u3000{share:.0%}")

        return told

    def _go_on(self, *, settled: bool) -> None:
        # What an editor waits to see is finished; what only confirms it can wait for the next edit.
        if self._stopped or (settled and self._earnest and self.outdated()):
            raise InterruptedSessionError

    def _look_at_fonts(self, edition: Edition) -> None:
        """Forget what was measured in typefaces of the paper's own where their files have changed."""
        found = tuple(
            (face.path, face.path.stat().st_mtime_ns, face.path.stat().st_size)
            for face in edition.publication.fonts
            if face.path
        )
        if self._fonts not in {None, found}:
            fonts.forget()
            cached_typefaces.cache_clear()
            self.memo.forget()
            self._pages.known.clear()
            self._earnest = None
        self._fonts = found

    def _place(
        self,
        edition: Edition,
        issue: MadeUpIssue,
        found: tuple[Finding, ...],
        started: float,
        *,
        settled: bool,
    ) -> Update:
        with ThreadPoolExecutor(1) as beside:
            # The painters are other processes, so this one can set the documents once they have their work.
            begun = Event()
            painting = beside.submit(self._pages.paint, edition, issue, begun)
            begun.wait()
            findings = [*found, *pipeline.check(edition, issue)]
            with web.explained(self.out):
                self._images = web.images_of(edition, self._images)
                guessed = self._pages.outlines()
                files = dict(web.files(edition, issue, guessed, self._images))
            changed_pages = painting.result()
            if settled:
                self._pages.sharpen(lambda: self._go_on(settled=True))
        pages = self._pages.known = {page.number: self._pages.known[page.number] for page in issue.pages}
        findings += dict.fromkeys(finding for page in pages.values() for finding in page.findings)
        self.progress("web", "")
        if self._pages.outlines() != {number: guessed.get(number) for number in pages}:
            shown = {number: page.shown for number, page in pages.items()}
            with web.explained(self.out):
                files = dict(web.files(edition, issue, shown, self._images))
        files = {f"web/{name}": content for name, content in files.items()}
        for number, page in pages.items():
            files |= page.files(number)
        self._go_on(settled=False)
        changed: tuple[str, ...] = ()
        if files != self._files:
            seconds = {"total": time.perf_counter() - started}
            outputs = {"web": "web/index.html"}
            record = report.report(edition, issue, outputs, findings, seconds)
            changed = place(edition, self.out, {**files, "report.json": report.written(record)})
            self._files = files
        return Update(
            pages=tuple(changed_pages),
            files=changed,
            findings=tuple(findings),
            seconds=time.perf_counter() - started,
            settled=settled,
        )


def _alike(one: MadeUpIssue, other: MadeUpIssue) -> bool:
    """Tell whether two issues are the same, however long they took."""
    pages, others = ([page._replace(seconds=0.0) for page in issue.pages] for issue in (one, other))
    return pages == others and one.findings == other.findings
