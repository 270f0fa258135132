"""From a request to the outputs: manifest → edition → made-up pages → outputs → checks → report.

The command line and other programs call :func:`build`; it raises :class:`publisher.errors.PublishError` and prints nothing.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from publisher import manifest
from publisher.checks.completeness import check_make_up
from publisher.checks.glyphs import check_directions, check_faces, check_glyphs
from publisher.checks.pictures import check_drawings, check_resolution
from publisher.checks.typefaces import check_typefaces
from publisher.errors import ExitCode, Position, PublishError, Severity
from publisher.makeup.issue import MadeUpIssue, make_up_issue
from publisher.outputs import report
from publisher.outputs.press.profile import find_profile
from publisher.outputs.staging import leave, move_into_place, staging
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from publisher.errors import Finding
    from publisher.model import Edition
    from publisher.outputs.pdf import Painters
    from publisher.outputs.press.profile import Profile
    from publisher.preflight import Result as Examined

#: The outputs that this version makes, in the order in which they are made.
FORMATS = ("pdf", "press", "epub", "facsimile", "web")
#: Whose readers an EPUB can be made for, in that order too; see :mod:`publisher.outputs.epub.profiles`.
PROFILES = ("generic", "kindle", "kobo", "apple")
#: How good the pictures of the PDFs are; see :class:`publisher.outputs.pdf.pictures.Quality`.
QUALITIES = ("screen", "print")
#: Millimetres to a point.
_MM = 25.4 / 72


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be built.

    Attributes:
        folder: the edition's folder.
        out: where ``PAPER/DATE/`` is made.
        formats: the outputs wanted; none means those that the publication names.
        pages: each page's PDF and picture are wanted too; they are made anyway where another output shows them.
        strict: a warning ends the run, and nothing is written.
        timeout: seconds that painting may take.
        profiles: whose readers the EPUB is made for, a book for each; ``gray``: its pictures are grey.
        icc: the profile of the printing condition, which goes before the one that the publication names.
        impose: the press gets sheets of two pages too.
        quality: how good the pictures of the edition PDF and of each page's PDF are; the press always gets them whole.
    """

    folder: Path
    out: Path
    formats: tuple[str, ...] = ()
    pages: bool = True
    strict: bool = False
    timeout: float = 300.0
    profiles: tuple[str, ...] = ("generic",)
    gray: bool = False
    icc: Path | None = None
    impose: bool = False
    quality: str = "screen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was built: the folder, the files made in it by format, the report, and everything found."""

    edition: Edition
    folder: Path
    outputs: dict[str, str]
    report: dict[str, Any]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Run:
    """The state of one run: what was found, how long each step took, what preflight found in the press file, and who paints."""

    progress: Callable[[str, str], None]
    findings: list[Finding] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    examined: Examined | None = None
    painters: Painters = field(init=False)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        self.progress(name, "")
        try:
            yield
        finally:
            self.seconds[name] = time.perf_counter() - started


def build(request: Request, progress: Callable[[str, str], None] = lambda step, detail: None) -> Result:
    """Build an edition.

    Args:
        request: what is to be built.
        progress: is told of each step and of what it has just finished.

    Raises:
        PublishError: whatever stands in the way; no output has then been touched.
    """
    started = time.perf_counter()
    run = _Run(progress)
    with run.step("load"):
        loaded = manifest.load(request.folder)
    edition = loaded.edition
    run.findings += loaded.findings
    formats = _formats(request, edition, run)
    # Without a printing condition there is nothing to make up for the press.
    profile = find_profile(edition.publication.press, request.icc) if "press" in formats else None
    from publisher.outputs import pdf  # noqa: PLC0415 - the painter is only loaded by those who paint

    with pdf.Painters() as run.painters:
        # It starts while the pages are made up.
        run.painters.make_ready(1)
        with run.step("make_up"):
            issue = make_up_issue(
                edition, lambda page, share: progress("make_up", f"{page.label}\u3000{share:.0%}")
            )
            run.findings += check(edition, issue, press=profile is not None)
        target = request.out / edition.publication.id / edition.date.isoformat()
        with staging(target) as made:
            outputs = _outputs(edition, issue, formats, made, run, request, profile)
            try:
                _stop_at(run.findings, strict=request.strict)
            except PublishError as error:
                raise PublishError(_refused(error.findings, edition, made, target), error.code) from error
            run.seconds = {"total": time.perf_counter() - started, **run.seconds}
            examined = run.examined.record() if run.examined else None
            record = report.report(edition, issue, outputs, run.findings, run.seconds, examined)
            report.write(record, made / "report.json")
            move_into_place(made, target, [_refused_sheet(edition)] if "press" in formats else [])
    if "web" in formats:
        with run.step("site"):
            from publisher.outputs.web import site  # noqa: PLC0415 - as the web edition

            site.update(request.out, edition.publication.id, edition.date, edition.publication.folder)
    return Result(
        edition=edition, folder=target, outputs=outputs, report=record, findings=tuple(run.findings)
    )


def check(edition: Edition, issue: MadeUpIssue, *, press: bool = False) -> tuple[Finding, ...]:
    """Check an issue that is made up; return what is to be said of it.

    Raises:
        PublishError: C-001 to C-003, where a character of the copy is missing or stands elsewhere.
    """
    found = (
        *issue.findings,
        *check_glyphs(edition, issue.faces, issue.pages),
        *check_faces(edition, issue),
        *check_directions(edition),
        *check_typefaces(edition),
        *check_drawings(edition),
        *check_resolution(edition, issue, press=press),
    )
    lost = [*check_make_up(edition, issue)]
    if lost:
        _stop_at([*found, *lost], strict=False)
    return found


def _formats(request: Request, edition: Edition, run: _Run) -> tuple[str, ...]:
    wanted = request.formats or edition.publication.outputs
    if request.impose and "press" not in wanted:
        raise failure(finding("O-025"))
    run.findings += [finding("O-006", output=name) for name in wanted if name not in FORMATS]
    return tuple(name for name in FORMATS if name in wanted)


def _stop_at(findings: tuple[Finding, ...] | list[Finding], *, strict: bool) -> None:
    """End the run where checks have failed: at an error, and under ``--strict`` at a warning.

    Raises:
        PublishError: bears the warnings too.
    """
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    failed = [item for item in findings if item.severity in grave]
    if failed:
        # Who mends the errors is told all that is to be mended: the warnings of the same pages would only come up next.
        told = [item for item in findings if item in failed or item.severity is Severity.WARNING]
        raise PublishError(told, ExitCode.CHECKS)


def _refused_sheet(edition: Edition) -> str:
    """Return the name of the proof sheet that a refused press build leaves: no output ever bears it."""
    return f"{edition.stem}-refused.html"


def _refused(found: tuple[Finding, ...], edition: Edition, made: Path, target: Path) -> list[Finding]:
    """Where preflight is among what ends a run, leave its proof sheet beside the outputs, which stay as they were.

    Returns:
        what ends the run; what preflight found has the proof sheet for its place, for the PDF is handed to nobody.
    """
    if not any(item.rule.startswith("F-") for item in found):
        return [*found]
    place = target / _refused_sheet(edition)
    try:
        leave(made / "press" / f"{edition.stem}-preflight.html", place)
    except PublishError as error:
        return [*found, *error.findings]
    where = Position(str(place))
    named = [replace(item, where=where) if item.rule.startswith("F-") else item for item in found]
    return [*named, finding("O-024", path=place)]


def _outputs(
    edition: Edition,
    issue: MadeUpIssue,
    formats: tuple[str, ...],
    made: Path,
    run: _Run,
    request: Request,
    profile: Profile | None,
) -> dict[str, str]:
    """Make the outputs in a folder; return the path of each, named from there."""
    outputs: dict[str, str] = {}
    # The EPUBs and the web edition show the printed pages, so these are painted first, whatever was asked for.
    pages = made / "pages" if request.pages or not {*formats} <= {"pdf", "press"} else None
    with run.step("pdf"):
        from publisher.outputs import pdf  # noqa: PLC0415 - as in ``build``

        if pages:
            pages.mkdir()
        painted = pdf.write(
            edition,
            issue,
            made / f"{edition.stem}.pdf",
            pages,
            quality=pdf.Quality(request.quality),
            timeout=request.timeout,
            painting=run.painters.paint,
            progress=lambda detail: run.progress("pdf", detail),
        )
        run.findings += painted.findings
        pictures = _pictures(issue, pages) if pages else {}
    # Preflight waits for Ghostscript most of its time, while the other outputs are made.
    with ThreadPoolExecutor(1) as beside:
        if profile:
            with run.step("press"):
                outputs |= _press(edition, issue, made, run, request, profile)
            examining = beside.submit(_examine, edition, issue, made, strict=request.strict)
        if "pdf" in formats:
            outputs = {"pdf": f"{edition.stem}.pdf", **outputs}
        else:
            (made / f"{edition.stem}.pdf").unlink()
        outputs |= _books(edition, issue, formats, made, run, request, pictures)
        if "web" in formats:
            with run.step("web"):
                from publisher.outputs import web  # noqa: PLC0415

                (made / "web").mkdir()
                web.write(edition, issue, made / "web", pictures, pages)
                outputs["web"] = "web/index.html"
        if profile:
            run.progress("preflight", "")
            _examined(examining.result(), run, request, edition)
    return outputs


def _press(
    edition: Edition, issue: MadeUpIssue, made: Path, run: _Run, request: Request, profile: Profile
) -> dict[str, str]:
    """Make the files for the press from a PDF of their own; return the paths of the whole one, its proof sheet and the sheets."""
    from publisher.outputs import pdf, press  # noqa: PLC0415

    (made / "press").mkdir()
    # The pictures of the edition PDF are those of screens, or have lost their inks: the press gets them as they came.
    whole = made / "press" / "whole.pdf"
    pdf.write(edition, issue, whole, None, quality=pdf.Quality.PRESS, timeout=request.timeout)
    run.findings += press.write(
        edition,
        issue,
        whole,
        made / "press",
        profile,
        impose=request.impose,
        progress=lambda detail: run.progress("press", detail),
    )
    whole.unlink()
    sheets = {"imposed": f"press/{edition.stem}-imposed.pdf"} if request.impose else {}
    return {
        "press": f"press/{edition.stem}-press.pdf",
        "preflight": f"press/{edition.stem}-preflight.html",
        **sheets,
    }


def _examine(edition: Edition, issue: MadeUpIssue, made: Path, *, strict: bool) -> Examined:
    """Examine the press file as its printer would 印前检查, and write the proof sheet beside it; return what was found.

    The pages alone and the sheets hold the same pages, so that one file stands for all.

    Raises:
        PublishError: O-001 if the proof sheet cannot be written.
    """
    from publisher.preflight import Place, Source, preflight  # noqa: PLC0415 - only loaded by those who print
    from publisher.preflight.sheet import sheet  # noqa: PLC0415

    press = edition.publication.press
    found = preflight(
        made / "press" / f"{edition.stem}-press.pdf",
        press,
        finished=True,
        numbers=[page.number for page in issue.pages],
        sources={
            page.number: [
                Source(Place(*(side * _MM for side in (box.x, box.y, box.width, box.height))), box.image.src)
                for box in page.pictures()
            ]
            for page in issue.pages
        },
    )
    target = made / "press" / f"{edition.stem}-preflight.html"
    try:
        target.write_text(sheet(found, press.limits, strict=strict), encoding="utf-8")
    except OSError as error:
        problem = error.strerror or str(error)
        raise failure(finding("O-001", output=f"press/{target.name}", problem=problem)) from error
    return found


def _examined(found: Examined, run: _Run, request: Request, edition: Edition) -> None:
    """Take over what preflight found, its place named as it will be: the folder of the staging is soon gone."""
    folder = request.out / edition.publication.id / edition.date.isoformat() / "press"
    run.examined = replace(found, path=folder / found.path.name)
    run.findings += run.examined.findings
    run.seconds["preflight"] = found.seconds


def _books(
    edition: Edition,
    issue: MadeUpIssue,
    formats: tuple[str, ...],
    made: Path,
    run: _Run,
    request: Request,
    pictures: dict[int, bytes],
) -> dict[str, str]:
    """Make the EPUBs in a folder; return the path of each. They show the same pictures, which are made ready once."""
    if not {"epub", "facsimile"} & {*formats}:
        return {}
    from publisher.outputs import epub  # noqa: PLC0415
    from publisher.outputs.epub import facsimile  # noqa: PLC0415

    prepared = epub.Prepared(edition, pictures, issue.pages, gray=request.gray)
    books: dict[str, str] = {}
    if "epub" in formats:
        with run.step("epub"):
            for profile in (epub.PROFILES[name] for name in request.profiles):
                name = f"{edition.stem}{profile.ending}"
                epub.write(edition, made / name, pictures, issue.pages, profile=profile, prepared=prepared)
                books["epub" if profile is epub.GENERIC else f"epub-{profile.name}"] = name
    if "facsimile" in formats:
        with run.step("facsimile"):
            name = f"{edition.stem}.facsimile.epub"
            facsimile.write(edition, made / name, pictures, issue.pages, prepared=prepared)
            books["facsimile"] = name
    return books


def _pictures(issue: MadeUpIssue, pages: Path) -> dict[int, bytes]:
    return {page.number: (pages / f"{page.number:02d}.png").read_bytes() for page in issue.pages}
