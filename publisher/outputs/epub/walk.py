"""Through an article 遍历: its styled text in the order in which the templates set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.model import Callout, Crosshead, Figure, ListBlock, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publisher.model import Article, Block, Run, Runs


def article_runs(article: Article) -> Iterator[Run]:
    """Yield the runs of an article: editor's note, captions of its pictures, body, notes."""
    for passage in _passages(article):
        yield from passage


def _passages(article: Article) -> Iterator[Runs]:
    yield from _blocks(article.editor_note)
    yield from (image.caption for image in article.images)
    yield from _blocks(article.body)
    for note in article.notes:
        yield from _blocks(note.blocks)


def _blocks(blocks: Iterable[Block]) -> Iterator[Runs]:
    for block in blocks:
        match block:
            case Paragraph(runs=runs) | Crosshead(runs=runs):
                yield runs
            case Callout(items=items):
                yield from items
            case ListBlock(items=entries):
                for entry in entries:
                    yield from _blocks(entry)
            case Table(header=header, rows=rows):
                yield from header
                for row in rows:
                    yield from row
            case Figure(image=image):
                yield image.caption
            case _:
                pass
