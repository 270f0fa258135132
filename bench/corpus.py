"""The text of the benchmark: sentences of the repository's own editions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publisher import manifest
from publisher.model import Kind, Paragraph
from publisher.text.reading import run_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SENTENCE = re.compile(r"[^。！？]+[。！？]+[”’）》]*")
_PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("《", "》"))
#: Only what every engine sets as it is written: Han, full-width marks, digits and Latin letters.
_PLAIN = re.compile(r"[\u4e00-\u9fff，。、；：？！“”‘’（）《》—…·0-9A-Za-z.%]+")


def sentences(editions: Path) -> tuple[str, ...]:
    """Return the sentences of all editions below a folder, each once, in the order of reading.

    Verse, tables and sentences that open a mark without closing it are left out.

    Raises:
        PublishError: if an edition cannot be read.
        ValueError: if there are no sentences.
    """
    found = tuple(dict.fromkeys(_sentences(editions)))
    if not found:
        raise ValueError(f"no sentences in {editions}")
    return found


def clauses(text: tuple[str, ...], shortest: int, longest: int) -> tuple[str, ...]:
    """Return the clauses of some sentences that are of a headline's length, each once."""
    parts = (part for sentence in text for part in re.split(r"[^\u4e00-\u9fff]+", sentence))
    return tuple(dict.fromkeys(part for part in parts if shortest <= len(part) <= longest))


def _sentences(editions: Path) -> Iterator[str]:
    for folder in manifest.find_editions(editions):
        for article in manifest.load(folder.folder).edition.articles:
            if article.kind == Kind.POEM:
                continue
            for block in article.body:
                if isinstance(block, Paragraph):
                    yield from filter(_sound, _SENTENCE.findall(run_text(block.runs)))


def _sound(sentence: str) -> bool:
    whole = all(
        sentence.count(left) == sentence.count(right) and sentence.find(left) <= sentence.find(right)
        for left, right in _PAIRS
    )
    return whole and _PLAIN.fullmatch(sentence) is not None
