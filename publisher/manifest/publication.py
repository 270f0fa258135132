"""Reading publication.yaml 读入报纸: who publishes, on which paper and grid, and with what for every issue."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publisher.errors import Severity
from publisher.locale import say
from publisher.manifest import measures
from publisher.manifest.document import Document, parse
from publisher.manifest.folders import ASSETS, PUBLICATION_FILE
from publisher.manifest.images import Inspector
from publisher.manifest.layout_keys import TEMPLATES, LayoutKeys
from publisher.manifest.markdown import read_body
from publisher.manifest.pictures import Pictures
from publisher.manifest.press import read_press
from publisher.manifest.publication_keys import IMPRINT_ALIASES, PublicationKeys
from publisher.manifest.report import Report
from publisher.manifest.schema import PageFormatKeys, SizeKeys
from publisher.manifest.source import YAML_LIMIT, read_text
from publisher.manifest.typefaces import typefaces
from publisher.manifest.validate import validate
from publisher.model import Article, Kind, Masthead, Publication
from publisher.rules import failure
from publisher.text.languages import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from publisher.errors import Position
    from publisher.manifest.images import Seen
    from publisher.model import PageFormat
    from publisher.pressroom import Press


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A publication, and the templates 版式模板 that its pages may name."""

    publication: Publication
    layouts: Mapping[str, tuple[LayoutKeys, ...]]


def read_publication(folder: Path, report: Report, seen: Seen | None = None) -> Paper | None:
    """Read publication.yaml; report what is wrong with it, and return None if it cannot be used."""
    document = read_document(folder / PUBLICATION_FILE, report)
    if document is None:
        return None
    _accept_aliases(document, report)
    keys = validate(PublicationKeys, document, report)
    if keys is None:
        return None
    if keys.id != folder.name:
        report.add("M-012", document.at(("id",)), id=keys.id, folder=folder.name)
    if not spoken(keys.language):
        report.add("M-031", document.at(("language",)), language=keys.language)
    pictures = Pictures(Inspector((folder, folder / ASSETS), report, seen), report)
    where = document.at(("masthead", "nameplate"))
    plate = keys.masthead.nameplate
    nameplate = pictures.make(plate, where, alt=keys.name, spoken=False) if plate else None
    imprint = keys.imprint.model_dump()
    publication = Publication(
        id=keys.id, name=keys.name, language=keys.language, folder=folder,
        page=page_format(keys.page, document.at(("page",)), report),
        imprint=tuple((key, value) for key, value in imprint.items() if value),
        masthead=Masthead(slogan=keys.masthead.slogan, nameplate=nameplate),
        fonts=typefaces(keys.fonts, document, folder, report),
        outputs=tuple(dict.fromkeys(keys.outputs)),
        fillers=tuple(_fillers(keys, document, pictures, report)),
        press=read_press(keys.press, document, folder, report),
    )  # fmt: skip
    return Paper(publication=publication, layouts={**TEMPLATES, **keys.layouts})


def press_of(root: Path, paper: str) -> Press:
    """Return how a newspaper is printed.

    Args:
        root: the folder that holds the papers' folders, usually ``editions``.
        paper: its id.

    Raises:
        PublishError: there is no such paper, or its publication.yaml is wrong.
    """
    report = Report()
    found = None
    if (root / paper / PUBLICATION_FILE).is_file():
        found = read_publication((root / paper).absolute(), report)
    else:
        known = [path.parent.name for path in sorted(root.glob(f"*/{PUBLICATION_FILE}"))]
        names = say("、", ", ").join(known) or "–"
        hint = say(f"有这些报纸：{names}", f"there are these papers: {names}")
        report.add("M-015", None, what=say(f"报纸 {paper}", f"paper {paper}"), suggestion=hint)
    findings = report.sorted((str(root / paper / PUBLICATION_FILE),))
    if found is None or report.errors:
        raise failure(*(item for item in findings if item.severity is Severity.ERROR))
    return found.publication.press


def page_format(keys: PageFormatKeys, where: Position, report: Report) -> PageFormat:
    """Return the paper and grid that ``page:`` asks for; report M-018 where the type area does not fit."""
    paper = (keys.format.width, keys.format.height) if isinstance(keys.format, SizeKeys) else keys.format
    grid = measures.Grid(
        paper=paper, columns=keys.columns, characters=keys.characters, body=keys.body, leading=keys.leading
    )
    made = measures.page_format(grid)
    problem = measures.misfit(made)
    if problem:
        report.add("M-018", where, problem=problem)
    return made


def _fillers(
    keys: PublicationKeys, document: Document, pictures: Pictures, report: Report
) -> Iterator[Article]:
    """Yield what may fill a page 补白, each as an article without an author.

    Its picture is artwork, lettered and framed to its edges like an advertisement, and is never cropped.
    """
    for number, filler in enumerate(keys.fillers):
        path = ("fillers", number)
        where = document.at(path)
        image = pictures.from_keys(filler.image, where) if filler.image else None
        kind = Kind.PHOTO if filler.image else Kind.BRIEF
        body = read_body(filler.body, document.lines((*path, "body")), kind, pictures, report)
        if not (image or body.blocks):
            report.add("A-006", where)
            continue
        yield Article(
            id=f"filler-{number + 1}", title=filler.title, where=where, kind=kind, priority=5,
            images=(replace(image, crop=False),) if image else (), body=body.blocks, notes=body.notes,
        )  # fmt: skip


def _accept_aliases(document: Document, report: Report) -> None:
    imprint = document.get(("imprint",))
    if not isinstance(imprint, dict):
        return
    for name in [name for name in imprint if name in IMPRINT_ALIASES]:
        key = IMPRINT_ALIASES[name]
        if key in imprint:
            report.add("M-005", document.key(("imprint", name)), key=f"{name} ({key})")
            imprint.pop(name)
        else:
            document.rename(("imprint", name), key)


def read_document(path: Path, report: Report) -> Document | None:
    """Read a YAML file of the manifest; report what is wrong with it."""
    source = read_text(path, YAML_LIMIT, report, missing="M-015")
    return None if source is None else parse(source, report)
