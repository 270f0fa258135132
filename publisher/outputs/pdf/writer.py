"""From made-up pages to files: HTML by Jinja, painted by WeasyPrint in a child process with a time limit."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jinja2 import BytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from publisher.labels import labels
from publisher.makeup.layout import (
    DrawingBox,
    MadeUpPage,
    PictureBox,
    RuleBox,
    TableBox,
    TextBox,
    texts,
)
from publisher.makeup.page import part_id
from publisher.manifest.folders import EDITION_FILE, PUBLICATION_FILE
from publisher.outputs.pdf import markup
from publisher.outputs.pdf.archive import Archive, Source
from publisher.outputs.pdf.child import paint_in_child
from publisher.outputs.pdf.embedding import embed
from publisher.outputs.pdf.glyphs import Shaper
from publisher.outputs.pdf.lines import TextRun, Typist, gather
from publisher.outputs.pdf.marks import pt
from publisher.outputs.pdf.painter import PaintJob
from publisher.outputs.pdf.pictures import Quality, address, numbered, paintable
from publisher.resources import styles_dir, templates_dir
from publisher.rules import finding
from publisher.text.dates import long_date

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from jinja2.bccache import Bucket

    from publisher.errors import Finding
    from publisher.makeup.issue import MadeUpIssue
    from publisher.makeup.layout import Element
    from publisher.model import Article, Edition
    from publisher.outputs.pdf.kept import Kept
    from publisher.outputs.pdf.settext import Texts


class _Compiled(BytecodeCache):
    """Keeps templates as they were compiled: each writing has filters of its own, and so an environment."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        known = self._known.get((bucket.key, bucket.checksum))
        if known:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


@dataclass(frozen=True, slots=True)
class Painted:
    """What the painter says: its warnings, and how many pages it made."""

    findings: tuple[Finding, ...]
    pages: int


class Painting(Protocol):
    """Paints a job, as :func:`publisher.outputs.pdf.child.paint_in_child` does."""

    def __call__(self, job: PaintJob, /, *, timeout: float, progress: Callable[[str], None]) -> list[str]:
        """Paint; return the painter's complaints."""


def write(
    edition: Edition,
    issue: MadeUpIssue,
    target: Path | None,
    pages: Path | None,
    *,
    quality: Quality = Quality.SCREEN,
    timeout: float = 300.0,
    progress: Callable[[str], None] = lambda _: None,
    only: Collection[int] | None = None,
    painting: Painting = paint_in_child,
    rough: bool = False,
    kept: Kept | None = None,
) -> Painted:
    """Write the edition PDF, and each page's PDF and picture where there is a folder for them.

    Args:
        edition: what is written.
        issue: its pages as they were made up.
        target: the edition PDF, or None where only pages are wanted.
        pages: a folder for ``NN.pdf`` and ``NN.png``, or None where they are not wanted.
        quality: how good its pictures are.
        timeout: seconds after which the child process is stopped.
        progress: is told of each step.
        only: the numbers of the pages that are painted, all unless told. What they look like is as if all were; their PDFs
            bear another identifier.
        painting: paints the job.
        rough: pages' pictures are written as they are drawn, ``NN.ppm`` for ``NN.png``.
        kept: what an earlier writing left, and where this one leaves what need not be made twice.

    Raises:
        PublishError: O-002 on time-out, O-004 if the child dies, O-001 if a file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="epaper-publish-") as name:
        work = Path(name)
        fonts = work / "fonts"
        fonts.mkdir()
        typist = Typist(Shaper(issue.faces, edition.publication.language), _note_addresses(edition))
        wanted = tuple(page for page in issue.pages if only is None or page.number in only)
        part = replace(issue, pages=wanted)
        pictures = paintable(issue, work, quality, part, kept)
        html = render(edition, part, embed(part, fonts), pictures, typist, first_parts(issue.pages))
        texts = typist.finish()
        images = [box.image for page in wanted for box in page.pictures()]
        # What is made for the press goes on being worked at, in samples and not in numbers of colours.
        indexed = quality is not Quality.PRESS
        job = PaintJob(
            html=html,
            texts=texts,
            pictures={address(image, pictures[image.digest]): pictures[image.digest] for image in images},
            numbered=numbered(images, pictures, kept) if indexed else {},
            drawings=kept.drawings if kept else None,
            work=work,
            allowed=(work, edition.folder, edition.publication.folder, styles_dir()),
            target=target,
            pages=pages,
            folios=tuple(f"{page.number:02d}" for page in wanted),
            identifier=_identifier(html, texts, work, edition),
            archive=_archive(edition, part),
            indexed=indexed,
            rough=rough,
        )
        told = painting(job, timeout=timeout, progress=progress)
    findings = tuple(_finding(message, work) for message in told)
    return Painted(findings, len(wanted))


def _archive(edition: Edition, issue: MadeUpIssue) -> Archive:
    """Return what the file says of itself."""
    words = labels(edition.publication.language)
    publication = edition.publication
    return Archive(
        paper=dict(publication.imprint).get("publisher") or publication.name,
        name=edition.stem,
        issue="" if edition.serial is None else words.serial(edition.serial),
        labels=tuple(words.page(page.number) for page in issue.pages),
        words=publication.name,
        sources=tuple(_sources(edition)),
    )


def _sources(edition: Edition) -> Iterator[Source]:
    """Yield the manifest's files: the newspaper's, the issue's, and those of its articles."""
    root = edition.publication.folder.resolve()
    named = [root / PUBLICATION_FILE, edition.folder / EDITION_FILE]
    named += [Path(article.where.file) for article in edition.articles]
    for path in dict.fromkeys(path.resolve() for path in named):
        if path.is_relative_to(root) and path.is_file():
            media_type = "application/yaml" if path.suffix in {".yaml", ".yml"} else "text/markdown"
            yield Source(
                name=path.relative_to(root).as_posix(), media_type=media_type, content=path.read_bytes()
            )


def _identifier(html: str, texts: Texts, work: Path, edition: Edition) -> bytes:
    """Return the document's identifier, from what it says and not from where it lies."""
    folders = {
        "work:": work,
        "edition:": edition.folder.resolve(),
        "paper:": edition.publication.folder.resolve(),
    }
    for name, folder in folders.items():
        html = html.replace(folder.as_uri(), name)
    pictures = "".join(sorted({image.digest for article in edition.articles for image in article.images}))
    digest = hashlib.sha256((html + pictures).encode())
    for text in texts.pieces.values():
        digest.update(text.operators)
    return digest.digest()[:16]


def render(
    edition: Edition,
    issue: MadeUpIssue,
    font_css: str,
    pictures: Mapping[str, Path],
    typist: Typist,
    first: Collection[tuple[str, int]],
) -> str:
    """Return the whole edition as one HTML document.

    Args:
        edition: what is written.
        issue: its pages.
        font_css: declares the fonts that the painter sets in.
        pictures: the file to paint for each picture, by its digest.
        typist: takes in the text that the painter is not to set.
        first: the part of each article that comes first, and its page.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([edition.publication.folder / "templates", templates_dir()]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_COMPILED,
    )
    environment.filters |= {
        "pt": pt, "place": markup.place, "crop": markup.crop, "kind": _kind, "gather": gather,
        "text_run": lambda run, story="", titles=False: markup.picture_of(
            *typist.take(run.boxes, story, titles=titles)
        ),
        "anchor": lambda run, story: _anchor(run, story, edition), "rows": markup.rows, "size": markup.size,
        "cell": lambda placed, story="": _cell(placed, typist, story), "spoken": markup.spoken,
        "uri": lambda image: address(image, pictures[image.digest]),
    }  # fmt: skip
    paper = edition.publication
    return environment.get_template("newspaper.html.j2").render(
        edition=edition,
        paper=paper,
        words=labels(paper.language),
        pages=issue.pages,
        title=f"{paper.name} {long_date(edition.date, paper.language)}",
        author=dict(paper.imprint).get("publisher") or paper.name,
        created=f"{edition.date.isoformat()}T00:00:00Z",
        modified=f"{edition.modified:%Y-%m-%dT%H:%M:%SZ}",
        first_parts=first,
        part_id=part_id,
        font_css=font_css,
        css=_styles(edition),
        page_width=issue.pages[0].width,
        page_height=issue.pages[0].height,
    )


def _note_addresses(edition: Edition) -> dict[str, dict[str, str]]:
    """Return where the notes of each article stand, by their ids."""
    return {
        article.id: {note.id: f"#{_note_name(article, at)}" for at, note in enumerate(article.notes)}
        for article in edition.articles
    }


def _note_name(article: Article, at: int) -> str:
    return f"note-{article.id}-{at + 1}"


def _anchor(run: TextRun, story: str, edition: Edition) -> str:
    """Return the name of the note that begins in a run, or nothing."""
    box = run.boxes[0]
    if run.role != "note" or not isinstance(box, TextBox) or box.rest:
        return ""
    (article,) = (article for article in edition.articles if article.id == story)
    label = "".join(texts(box)).partition("\u00a0")[0]
    return next((_note_name(article, at) for at, note in enumerate(article.notes) if note.label == label), "")


def _cell(placed: markup.PlacedCell, typist: Typist, story: str) -> Markup:
    """Return what stands in a table's cell; its links are placed in the table."""
    box = placed.box
    return markup.picture_of(*typist.take((box,), story), box.x, box.y) if box.lines else Markup()


def _styles(edition: Edition) -> str:
    """Return the shipped style sheet, and the publication's own behind it."""
    own = edition.publication.folder / "styles" / "newspaper.css"
    sheets = [styles_dir() / "newspaper.css", *([own] if own.is_file() else [])]
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def first_parts(pages: tuple[MadeUpPage, ...]) -> set[tuple[str, int]]:
    """Return (article, page) for the part of each article that comes first; it bears the bookmark and the address."""
    first: dict[str, int] = {}
    for page in pages:
        for module in page.modules:
            if not module.continued_from:
                first.setdefault(module.article_id, page.number)
    return set(first.items())


def _kind(element: Element | TextRun) -> str:
    kinds = {
        TextRun: "run",
        PictureBox: "picture",
        DrawingBox: "drawing",
        TableBox: "table",
        RuleBox: "rule",
    }
    return kinds[type(element)]


def _finding(message: str, work: Path) -> Finding:
    text = message.replace(work.as_uri(), "").replace(str(work), "")
    refused = text.partition("refused: ")[2]
    return finding("O-005", url=refused) if refused else finding("O-003", message=text)
