"""The pages of an issue that is edited, as they are painted 绘制: only those that look different are painted again."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publisher.outputs import pdf, web
from publisher.resources import styles_dir, templates_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from concurrent.futures import Future
    from threading import Event

    from publisher.errors import Finding
    from publisher.makeup.issue import MadeUpIssue
    from publisher.model import Edition

#: So many painters work at once; more than two pages seldom change by an edit.
_PAINTERS = 2


@dataclass(frozen=True, slots=True)
class Painted:
    """A page as it was painted, what it was painted from, how the site shows it, and what the painter said.

    Nobody waits to see its enlarged picture, nor the PNG beside its PDF: the one may be that of before the edit until the page
    is ``sharp``, the other while it is ``rough``.
    """

    source: object
    pdf: bytes
    png: bytes
    shown: web.PagePictures
    findings: tuple[Finding, ...]
    rough: bool
    sharp: bool = False

    def files(self, number: int) -> dict[str, bytes]:
        """Return the page's files by their names in the issue's folder."""
        shown = {f"web/{picture.name}": picture.content for picture in self.shown if picture}
        return {**shown, f"pages/{number:02d}.pdf": self.pdf, f"pages/{number:02d}.png": self.png}

    def outline(self) -> web.PagePictures:
        """Return the page's pictures without what they show: all that documents tell of them."""
        shown = self.shown
        return web.PagePictures(
            page=replace(shown.page, content=b""),
            thumbnail=replace(shown.thumbnail, content=b""),
            stamp=replace(shown.stamp, content=b""),
            sharp=shown.sharp and replace(shown.sharp, content=b""),
        )


@dataclass(slots=True, weakref_slot=True)
class Pages:
    """The pages of an issue as they are painted.

    Args:
        timeout: seconds that painting may take.
        progress: is told of each step, as by :func:`publisher.pipeline.build`.

    Attributes:
        known: the pages by their numbers.
    """

    timeout: float
    progress: Callable[[str, str], None]
    known: dict[int, Painted] = field(default_factory=dict)
    _painters: pdf.Painters = field(default_factory=pdf.Painters)
    _kept: pdf.Kept = field(default_factory=pdf.Kept)
    _forget: Callable[[], object] = field(init=False)

    def __post_init__(self) -> None:
        self._kept.drawings = Path(tempfile.mkdtemp(prefix="epaper-publish-"))
        self._forget = weakref.finalize(self, shutil.rmtree, self._kept.drawings, ignore_errors=True)

    @property
    def sharp(self) -> bool:
        """Tell whether all pictures are those of the pages as they are."""
        return all(page.sharp for page in self.known.values())

    def outlines(self) -> dict[int, web.PagePictures]:
        """Return the pictures of all pages without what they show."""
        return {number: page.outline() for number, page in self.known.items()}

    def paint(self, edition: Edition, issue: MadeUpIssue, begun: Event) -> list[int]:
        """Paint the pages that look different from how they are known; return their numbers.

        ``begun`` is set as soon as a painter has its work, or there is none.
        """
        try:
            return self._paint(edition, issue, begun)
        finally:
            begun.set()

    def sharpen(self, go_on: Callable[[], None]) -> None:
        """Draw what nobody waited for of the pages that were painted since; ``go_on`` is asked before each, and may raise."""
        for number, page in self.known.items():
            if not page.sharp:
                go_on()
                picture = web.sharp_picture(page.pdf, web.folder_of(number))
                png = pdf.picture(page.pdf) if page.rough else page.png
                shown = page.shown._replace(sharp=picture)
                self.known[number] = replace(page, png=png, shown=shown, rough=False, sharp=True)

    def make_ready(self) -> None:
        """Prepare for the next edit."""
        self._painters.make_ready()

    def stop(self) -> None:
        """Stop as soon as may be; from another thread."""
        self._painters.dismiss()
        self._forget()

    def _paint(self, edition: Edition, issue: MadeUpIssue, begun: Event) -> list[int]:
        sources = _sources(edition, issue)
        changed = [
            number
            for number, source in sources.items()
            if number not in self.known or self.known[number].source != source
        ]
        self.progress("pdf", "")
        parts = [part for part in (changed[at::_PAINTERS] for at in range(_PAINTERS)) if part]
        with ThreadPoolExecutor(_PAINTERS) as pool:
            for painted in pool.map(
                lambda part: self._paint_part(edition, issue, part, sources, begun), parts
            ):
                self.known |= painted
        return changed

    def _paint_part(
        self,
        edition: Edition,
        issue: MadeUpIssue,
        numbers: Collection[int],
        sources: Mapping[int, object],
        begun: Event,
    ) -> dict[int, Painted]:
        # Where an editor waits, the painter does not compress the picture beside the PDF.
        rough = all(number in self.known for number in numbers)
        shown: dict[int, Future[web.PagePictures]] = {}
        with (
            tempfile.TemporaryDirectory(prefix="epaper-publish-") as name,
            ThreadPoolExecutor(_PAINTERS) as beside,
        ):
            folder = Path(name)

            def told(step: str) -> None:
                self.progress("pdf", step)
                if step.isdecimal():
                    drawn = (folder / step).with_suffix(pdf.ROUGH if rough else ".png").read_bytes()
                    shown[int(step)] = beside.submit(web.page_pictures, drawn, web.folder_of(int(step)))

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
                rough=rough,
                kept=self._kept,
            )
            made = {
                number: Painted(
                    source=sources[number],
                    pdf=(folder / f"{number:02d}.pdf").read_bytes(),
                    png=b"" if rough else (folder / f"{number:02d}.png").read_bytes(),
                    shown=shown[number].result(),
                    findings=done.findings,
                    rough=rough,
                )
                for number in numbers
            }
        return {number: self._with_pictures_of_before(number, page) for number, page in made.items()}

    def _with_pictures_of_before(self, number: int, page: Painted) -> Painted:
        """Let a page have the pictures of before the edit that are put right when the issue is settled."""
        before = self.known.get(number)
        if not before:
            return page
        shown = page.shown._replace(sharp=before.shown.sharp)
        return replace(page, shown=shown, png=before.png if page.rough else page.png)


def _sources(edition: Edition, issue: MadeUpIssue) -> dict[int, object]:
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


def _looks(edition: Edition) -> dict[str, Any]:
    """Return the digests of the style sheets and templates by which pages are painted."""
    own = edition.publication.folder
    named = (styles_dir() / "newspaper.css", templates_dir() / "newspaper.html.j2")
    found = [*named, own / "styles" / "newspaper.css", *sorted((own / "templates").glob("*.j2"))]
    return {str(path): hashlib.sha256(path.read_bytes()).digest() for path in found if path.is_file()}
