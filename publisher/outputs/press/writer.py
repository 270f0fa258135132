"""Writes the files for the press: all pages, each page alone, and the imposed sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf

from publisher.locale import say
from publisher.outputs.press.finish import finish
from publisher.outputs.press.geometry import MM
from publisher.outputs.press.glyphs import reduce_fonts
from publisher.outputs.press.inks import Separation
from publisher.outputs.press.labelling import Label, digest, save
from publisher.outputs.press.lettering import Lettering
from publisher.outputs.press.sheets import Binder, signatures
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from publisher.errors import Finding
    from publisher.makeup.issue import MadeUpIssue
    from publisher.model import Edition
    from publisher.outputs.press.profile import Profile

#: The face of the slug line.
_FACE = "hei"


def write(
    edition: Edition,
    issue: MadeUpIssue,
    painted: Path,
    folder: Path,
    profile: Profile,
    *,
    impose: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Finding, ...]:
    """Write the press files of an edition into a folder: ``STEM-press.pdf``, ``NN.pdf``, and ``STEM-imposed.pdf`` if wanted.

    Args:
        edition: what is written.
        issue: its pages as they were made up.
        painted: the edition PDF.
        folder: where the files go.
        profile: the printing condition.
        impose: the sheets are wanted too.
        progress: is told of each file.

    Raises:
        PublishError: O-001 if a file cannot be written, O-021 or O-022 for what cannot be printed.
    """
    press = edition.publication.press
    separation = Separation(profile, press.limits.tac)
    folios = [f"{page.number:02d}" for page in issue.pages]
    data = painted.read_bytes()
    label = Label(
        title=f"{edition.publication.name} {edition.date.isoformat()}",
        stem=edition.stem,
        time=edition.modified,
        profile=profile,
        content=digest(data, profile.data, repr(press).encode()),
    )
    findings: list[Finding] = []
    face = next(face for face in issue.faces if face.key == _FACE)
    try:
        with pikepdf.open(painted) as pdf:
            spots = finish(pdf, separation, press.spots, folios, press.limits)
            binder = Binder(pdf, press.bleed * MM, Lettering(face), spots)
            captions = [_caption(label, say(f"第{folio}版", f"page {folio}")) for folio in folios]
            _save(binder.single(range(len(folios)), captions), folder / f"{edition.stem}-press.pdf", label)
            progress("press")
            for number, (folio, caption) in enumerate(zip(folios, captions, strict=True)):
                alone = binder.single([number], [caption])
                reduce_fonts(alone)
                _save(alone, folder / f"{folio}.pdf", label)
                progress(folio)
            if impose:
                findings += _impose(binder, folios, folder / f"{edition.stem}-imposed.pdf", label)
                progress("imposed")
    except OSError as error:
        problem = error.strerror or str(error)
        raise failure(finding("O-001", output=error.filename or folder.name, problem=problem)) from error
    return tuple(findings)


def _impose(binder: Binder, folios: list[str], target: Path, label: Label) -> list[Finding]:
    sides = signatures(len(folios))
    names = [*folios, *[say("空白", "blank")] * 3]
    captions = [
        _caption(label, say(f"第{at // 2 + 1}张{'正反'[at % 2]}面 ", f"sheet {at // 2 + 1}{'ab'[at % 2]} ")
                 + f"{names[left - 1]} | {names[right - 1]}")
        for at, (left, right) in enumerate(sides)
    ]  # fmt: skip
    _save(binder.imposed([(left - 1, right - 1) for left, right in sides], captions), target, label)
    blank = 2 * len(sides) - len(folios)
    return [finding("O-023", pages=len(folios), blank=blank)] if blank else []


def _caption(label: Label, what: str) -> str:
    return f"{label.title}　{what}　{label.profile.name}"


def _save(pdf: pikepdf.Pdf, target: Path, label: Label) -> None:
    with pdf:
        save(pdf, target, label)
