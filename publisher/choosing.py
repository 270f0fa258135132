"""Choosing 选版: the best arrangements of pages on contact sheets, for a person to choose from. Makes no output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher import manifest
from publisher.locale import say
from publisher.makeup.issue import MadeUpIssue, found_faces, page_candidates
from publisher.outputs.contact import Sample, write_sheet
from publisher.outputs.staging import move_into_place, staging
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from publisher.errors import Finding
    from publisher.makeup.layout import MadeUpPage
    from publisher.model import Edition

#: The folder of contact sheets within ``PAPER/DATE/``.
FOLDER = "candidates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """The contact sheets that were made, by page number, and what was found on the way."""

    edition: Edition
    sheets: dict[int, Path]
    findings: tuple[Finding, ...]


def choose(
    folder: Path,
    out: Path,
    count: int,
    pages: tuple[int, ...] = (),
    timeout: float = 300.0,
    progress: Callable[[str, str], None] = lambda step, detail: None,
) -> Sheets:
    """Write ``candidates/NN.png`` for pages of an edition: the best arrangements, numbered as ``candidate:`` takes them.

    Args:
        folder: the edition's folder.
        out: where ``PAPER/DATE/`` is.
        count: arrangements of each page, at most.
        pages: the numbers of the pages; none means all that have articles.
        timeout: seconds that painting one page's arrangements may take.
        progress: is told of each step and of what it has just finished.

    Raises:
        PublishError: P-009 where a page has no articles, and whatever else stands in the way.
    """
    loaded = manifest.load(folder)
    edition = loaded.edition
    target = out / edition.publication.id / edition.date.isoformat()
    known = {page.number: page for page in edition.pages if page.articles}
    for number in pages:
        if number not in known:
            folios = say("、", ", ").join(page.folio for page in known.values())
            raise failure(finding("P-009", page=f"{number:02d}", known=folios))
    wanted = [page for page in known.values() if not pages or page.number in pages]
    with staging(target) as made:
        sheets = made / FOLDER
        sheets.mkdir()
        for page in wanted:
            progress("make_up", page.folio)
            found = page_candidates(edition, page.number, count)
            write_sheet(_samples(edition, found, made, timeout), sheets / f"{page.folio}.png")
        move_into_place(made, target)
    placed = {page.number: target / FOLDER / f"{page.folio}.png" for page in wanted}
    return Sheets(edition=edition, sheets=placed, findings=loaded.findings)


def _samples(edition: Edition, found: list[MadeUpPage], made: Path, timeout: float) -> list[Sample]:
    """Paint arrangements of one page and label them."""
    from publisher.outputs import pdf  # noqa: PLC0415 - the painter is only loaded by those who paint

    numbered = tuple(page._replace(number=number) for number, page in enumerate(found, 1))
    issue = MadeUpIssue(pages=numbered, faces=found_faces(edition), findings=())
    with staging(made / "painting") as folder:
        pdf.write(edition, issue, folder / "all.pdf", folder, timeout=timeout)
        return [
            Sample(
                (folder / f"{page.number:02d}.png").read_bytes(),
                f"candidate: {page.number}    {page.fill:.1%}",
            )
            for page in numbered
        ]
