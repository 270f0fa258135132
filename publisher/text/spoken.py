"""What is read aloud of an article 朗读的句子: the sentences that bear an id in the EPUB, in the order of its file.

The templates set the parts of an article in this order, and a test compares the two. Bylines, datelines, labels of notes
and the words of charts bear no id: a voice may say them, within the time of a sentence beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher.model import Callout, Crosshead, Figure, ListBlock, Paragraph, Run, Table, plain
from publisher.text.sentences import sentence_runs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publisher.model import Article, Block, Image, Runs


def spoken_sentences(article: Article) -> list[str]:
    """Return the sentences: column, kicker, headline, deck, summary, editor's note, pictures, body, notes, source.

    Lines of a headline and of a deck, items, cells, captions and the names below pictures each begin a sentence.
    """
    return [plain(part) for passage in passages(article) for part in sentence_runs(passage)]


def passages(article: Article) -> Iterator[Runs]:
    """Yield what is read of an article in its order: each passage begins a sentence."""
    yield from _lines(article.column, article.kicker)
    if article.headline.strip():
        yield from _lines(*article.title)
    yield from _lines(*article.deck, *article.summary)
    yield from _blocks(article.editor_note)
    for image in article.images:
        yield from _image(image)
    yield from _blocks(article.body)
    for note in article.notes:
        yield from _blocks(note.blocks)
    yield from _lines(article.source)


def _lines(*lines: str) -> Iterator[Runs]:
    return ((Run(text=line),) for line in lines if line)


def _image(image: Image) -> Iterator[Runs]:
    yield image.caption
    yield from _lines(image.credit)


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
            case Table(header=header, rows=rows) if block.align:
                yield from (cell for cell in header if plain(cell).strip())
                yield from (cell for row in rows for cell in row)
            case Figure(image=image):
                yield from _image(image)
            case _:
                pass
