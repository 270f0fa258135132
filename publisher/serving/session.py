"""A newspaper that is built again while it is edited: the same as a build makes, but only what an edit touched is made.

A session is one process that stays warm. It remembers pages by what they were made from, and neither makes up nor paints nor
encodes again what it knows.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from publisher import manifest, pipeline
from publisher.makeup.issue import MadeUpIssue, make_up_issue
from publisher.makeup.memo import Memo
from publisher.outputs import pdf, report, web
from publisher.resources import styles_dir, templates_dir
from publisher.serving.news import Update
from publisher.serving.placing import place
from publisher.serving.quick import Quick
from publisher.typeset import fonts
from publisher.typeset.setter import cached_typefaces
from publisher.typeset.words import lexicon_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from publisher.errors import Finding
    from publisher.makeup.layout import MadeUpPage
    from publisher.model import Edition

#: So many painters work at once; more than two pages seldom change by an edit.
_PAINTERS = 2


class InterruptedSessionError(Exception):
    """What was being made is of no use any more: the edition has changed again, or nobody wants it."""


@dataclass(frozen=True, slots=True)
class _Painted:
    """A page as it was painted, what it was painted from, how the site shows it, and what the painter said.

    Its enlarged picture may still be that of before the edit, until it is ``sharp``: nobody waits to see it.
    """

    source: object
    pdf: bytes
    png: bytes
    shown: web.PagePictures
    findings: tuple[Finding, ...]
    sharp: bool = False


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
    _painters: pdf.Painters = field(default_factory=pdf.Painters)
    _redrawn: pdf.Kept = field(default_factory=dict)
    _images: dict[str, web.Picture] = field(default_factory=dict)
    _painted: dict[int, _Painted] = field(default_factory=dict)
    _earnest: _Earnest | None = None
    _files: dict[str, bytes] = field(default_factory=dict)
    _fonts: object = None
    _stopped: bool = False

    def update(self) -> Iterator[Update]:
        """Build the edition as it is now: at first quickly, then in earnest, where that is something else.

        What has been yielded is in place. An update that names no files tells that nothing had to be changed.

        Raises:
            PublishError: whatever stands in the way; what was in place still is.
            InterruptedSessionError: the edition has changed meanwhile, or the session was stopped.
        """
        started = time.perf_counter()
        self.progress("load", "")
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
        if quickly and _alike(quickly[0], issue) and all(page.sharp for page in self._painted.values()):
            yield Update(settled=True, findings=quickly[1].findings)
        else:
            yield self._place(edition, issue, loaded.findings, started, settled=True)

    def make_ready(self) -> None:
        """Prepare for the next edit."""
        if not self._stopped:
            self._painters.make_ready()

    def stop(self) -> None:
        """Stop as soon as may be; from another thread."""
        self._stopped = True
        self._painters.dismiss()

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
            self._painted.clear()
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
            painting = beside.submit(self._paint, edition, issue, begun)
            begun.wait()
            findings = [*found, *pipeline.check(edition, issue)]
            with web.explained(self.out):
                self._images = web.images_of(edition, self._images)
                guessed = {number: _outline(page) for number, page in self._painted.items()}
                files = dict(web.files(edition, issue, guessed, self._images))
            changed_pages = painting.result()
            if settled:
                self._sharpen()
        pages = self._painted = {page.number: self._painted[page.number] for page in issue.pages}
        findings += dict.fromkeys(finding for page in pages.values() for finding in page.findings)
        shown = {number: page.shown for number, page in pages.items()}
        self.progress("web", "")
        if {number: _outline(page) for number, page in pages.items()} != {
            number: outline for number, outline in guessed.items() if number in pages
        }:
            with web.explained(self.out):
                files = dict(web.files(edition, issue, shown, self._images))
        files |= {picture.name: picture.content for found in shown.values() for picture in found if picture}
        files = {f"web/{name}": content for name, content in files.items()}
        for number, page in pages.items():
            files |= {f"pages/{number:02d}.pdf": page.pdf, f"pages/{number:02d}.png": page.png}
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

    def _paint(self, edition: Edition, issue: MadeUpIssue, begun: Event) -> list[int]:
        """Paint the pages that look different from how they are known; return their numbers.

        ``begun`` is set as soon as a painter has its work, or there is none.
        """
        try:
            return self._paint_changed(edition, issue, begun)
        finally:
            begun.set()

    def _paint_changed(self, edition: Edition, issue: MadeUpIssue, begun: Event) -> list[int]:
        sources = self._sources(edition, issue)
        changed = [
            number
            for number, source in sources.items()
            if number not in self._painted or self._painted[number].source != source
        ]
        self.progress("pdf", "")
        parts = [part for part in (changed[at::_PAINTERS] for at in range(_PAINTERS)) if part]
        with ThreadPoolExecutor(_PAINTERS) as pool:
            for painted in pool.map(
                lambda part: self._paint_part(edition, issue, part, sources, begun), parts
            ):
                self._painted |= painted
        return changed

    def _paint_part(
        self,
        edition: Edition,
        issue: MadeUpIssue,
        numbers: Collection[int],
        sources: dict[int, object],
        begun: Event,
    ) -> dict[int, _Painted]:
        shown: dict[int, Future[web.PagePictures]] = {}
        with (
            tempfile.TemporaryDirectory(prefix="epaper-publish-") as name,
            ThreadPoolExecutor(_PAINTERS) as beside,
        ):
            folder = Path(name)

            def told(step: str) -> None:
                number, rough, _ = step.partition(pdf.ROUGH)
                if not rough:
                    self.progress("pdf", step)
                    return
                # While the painter compresses the picture for print, the one for the screen is made.
                content = (folder / step).read_bytes()
                shown[int(number)] = beside.submit(web.page_pictures, content, web.folder_of(int(number)))

            def paint(job: pdf.PaintJob, **options: Any) -> list[str]:  # noqa: ANN401 - handed on as they come
                begun.set()
                return self._painters.paint(job, **options)

            done = pdf.write(
                edition,
                issue,
                None,
                folder,
                only=numbers,
                timeout=self.timeout,
                painting=paint,
                progress=told,
                rough=True,
                kept=self._redrawn,
            )
            return {
                number: _Painted(
                    source=sources[number],
                    pdf=(folder / f"{number:02d}.pdf").read_bytes(),
                    png=(folder / f"{number:02d}.png").read_bytes(),
                    shown=self._with_known_sharp(number, shown[number].result()),
                    findings=done.findings,
                )
                for number in numbers
            }

    def _with_known_sharp(self, number: int, shown: web.PagePictures) -> web.PagePictures:
        """Return the pictures of a page with the enlarged one of before, which is put right when the issue is settled."""
        known = self._painted.get(number)
        return shown._replace(sharp=known.shown.sharp if known else None)

    def _sharpen(self) -> None:
        """Draw the enlarged pictures of the pages that were painted since."""
        for number, page in self._painted.items():
            if not page.sharp:
                self._go_on(settled=True)
                picture = web.sharp_picture(page.pdf, web.folder_of(number))
                self._painted[number] = replace(page, shown=page.shown._replace(sharp=picture), sharp=True)

    def _sources(self, edition: Edition, issue: MadeUpIssue) -> dict[int, object]:
        """Return by its number all that a page is painted from; two that are equal look the same."""
        first, scales = pdf.first_parts(issue.pages), pdf.printed(issue)
        articles = {article.id: article for article in edition.articles}
        facts = (edition.publication, edition.date, edition.serial, edition.corrected, _looks(edition))
        return {
            page.number: (
                page._replace(seconds=0.0),
                {part for part in first if part[1] == page.number},
                {box.image.digest: scales[box.image.digest] for box in page.pictures()},
                [articles[module.article_id] for module in page.modules],
                facts,
            )
            for page in issue.pages
        }


def _alike(one: MadeUpIssue, other: MadeUpIssue) -> bool:
    """Tell whether two issues are the same, however long they took."""
    pages, others = ([page._replace(seconds=0.0) for page in issue.pages] for issue in (one, other))
    return pages == others and one.findings == other.findings


def _outline(page: _Painted) -> web.PagePictures:
    """Return the pictures of a page without what they show: all that documents tell of them."""
    shown = page.shown
    return web.PagePictures(
        page=replace(shown.page, content=b""),
        thumbnail=replace(shown.thumbnail, content=b""),
        stamp=replace(shown.stamp, content=b""),
        sharp=shown.sharp and replace(shown.sharp, content=b""),
    )


def _looks(edition: Edition) -> dict[str, Any]:
    """Return the digests of the style sheets and templates by which pages are painted."""
    own = edition.publication.folder
    named = (styles_dir() / "newspaper.css", templates_dir() / "newspaper.html.j2")
    found = [*named, own / "styles" / "newspaper.css", *sorted((own / "templates").glob("*.j2"))]
    return {str(path): hashlib.sha256(path.read_bytes()).digest() for path in found if path.is_file()}
