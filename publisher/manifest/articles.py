"""From an article file, or the same keys inline, to the model's article 稿件."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.errors import Position
from publisher.locale import say
from publisher.manifest import paths
from publisher.manifest.document import Document, TextLines, parse
from publisher.manifest.markdown import Body, read_body
from publisher.manifest.schema import ArticleKeys, CreditKeys, InlineArticleKeys
from publisher.manifest.source import ARTICLE_LIMIT, SourceText, read_text
from publisher.manifest.validate import salvage, validate
from publisher.model import Article, Block, Credit, Image, Layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publisher.manifest.document import KeyPath
    from publisher.manifest.pictures import Pictures
    from publisher.manifest.report import Report

#: The most characters of one article.
MAX_CHARACTERS = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article whose keys are right, before it has its number on the page.

    Attributes:
        keys: what the manifest says.
        text: the body's Markdown; ``lines``: where its lines stand.
        document: where the keys stand, from ``path`` down.
        salvaged: some keys had faults and are left out; it is only read to find further faults.
    """

    keys: ArticleKeys
    text: str
    lines: TextLines
    document: Document
    path: KeyPath = ()
    salvaged: bool = False

    @property
    def where(self) -> Position:
        """The place of the article: its first key."""
        return self.document.at(self.path)

    @property
    def id_place(self) -> Position:
        """The place of its ``id:``, if it has one."""
        return self.document.at((*self.path, "id"))


def read_article(name: str, folder: Path, where: Position, report: Report) -> Draft | None:
    """Read an article file.

    Args:
        name: its name from the edition's folder.
        folder: the edition's folder.
        where: the place that names it.
        report: takes M-009, M-010, what :func:`~publisher.manifest.source.read_text` reports, M-013, and the
            schema's findings.
    """
    found = paths.find(name, (folder,))
    if found.path is None:
        if found.outside:
            report.add("M-009", where, path=name, root=folder.name)
        else:
            report.add("M-010", where, path=name, similar=found.alike)
        return None
    # The name as written, not the path that links lead to: findings should name what the editor knows.
    source = read_text(folder / name, ARTICLE_LIMIT, report)
    return None if source is None else _article_file(source, report)


def _article_file(source: SourceText, report: Report) -> Draft | None:
    lines = source.text.split("\n")
    opening = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[opening].rstrip() != "---":
        report.add("M-013", Position(source.file, opening + 1, 1))
        return None
    closing = next(
        (
            number
            for number, line in enumerate(lines[opening + 1 :], opening + 1)
            if line.rstrip() in {"---", "..."}
        ),
        None,
    )
    if closing is None:
        report.add("M-013", Position(source.file, opening + 1, 1))
        return None
    header = SourceText(file=source.file, text="\n".join(lines[opening + 1 : closing]))
    document = parse(header, report, first_line=opening + 2)
    if document is None:
        return None
    sound = validate(ArticleKeys, document, report)
    keys = sound or salvage(ArticleKeys, document.data, title="-")
    if keys is None:
        return None
    text = "\n".join(lines[closing + 1 :])
    return Draft(
        keys=keys,
        text=text,
        lines=TextLines(start=Position(source.file, closing + 2, 1)),
        document=document,
        salvaged=sound is None,
    )


def inline_draft(keys: InlineArticleKeys, document: Document, path: KeyPath, *, salvaged: bool) -> Draft:
    """Make the draft of an article that is written in edition.yaml."""
    return Draft(
        keys=keys,
        text=keys.body,
        lines=document.lines((*path, "body")),
        document=document,
        path=path,
        salvaged=salvaged,
    )


def make_article(
    draft: Draft, identifier: str, order: int, pictures: Pictures, report: Report
) -> Article | None:
    """Make the model's article.

    Args:
        draft: its keys and text.
        identifier: its id.
        order: its place on the page, from 1; the default of its weight comes from it.
        pictures: makes its images.
        report: takes A-001 to A-008, I-001 to I-006 and M-017.
    """
    keys = draft.keys
    if len(draft.text) + len(keys.editor_note) > MAX_CHARACTERS:
        size = len(draft.text) + len(keys.editor_note)
        report.add("M-017", draft.where, size=_characters(size), limit=_characters(MAX_CHARACTERS))
        return None
    errors = report.errors
    body = read_body(draft.text, draft.lines, keys.kind, pictures, report)
    note = _editor_note(draft, pictures, report)
    images = tuple(_images(draft, pictures))
    # A body that came to nothing because of an error was not left out.
    if not body.blocks and not keys.images and report.errors == errors and not draft.salvaged:
        report.add("A-006", draft.where)
    return Article(
        id=identifier, title=keys.title, where=draft.where, kicker=keys.kicker, deck=keys.deck, summary=keys.summary,
        byline=tuple(_credit(entry) for entry in keys.byline), dateline=keys.dateline, column=keys.column, kind=keys.kind,
        priority=keys.priority or min(order, 3), images=images, editor_note=note, source=keys.source, body=body.blocks,
        notes=body.notes, related=keys.related, layout=keys.layout.layout() if keys.layout else Layout(),
    )  # fmt: skip


def _characters(count: int) -> str:
    return say(f"{count} 字", f"{count} characters")


def _images(draft: Draft, pictures: Pictures) -> Iterator[Image]:
    for index, keys in enumerate(draft.keys.images):
        image = pictures.from_keys(keys, draft.document.at((*draft.path, "images", index)))
        if image is not None:
            yield image


def _editor_note(draft: Draft, pictures: Pictures, report: Report) -> tuple[Block, ...]:
    if not draft.keys.editor_note.strip():
        return ()
    lines = draft.document.lines((*draft.path, "editor_note"))
    note: Body = read_body(draft.keys.editor_note, lines, draft.keys.kind, pictures, report)
    return note.blocks


def _credit(entry: str | CreditKeys) -> Credit:
    return Credit(name=entry) if isinstance(entry, str) else Credit(name=entry.name, role=entry.role)
