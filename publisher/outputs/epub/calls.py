"""Footnotes 脚注 and their calls: numbered, and linked both ways."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from publisher.text.spoken import passages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publisher.model import Article, Block, Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A footnote's call in the text: its own ``id``, and the address of the note."""

    id: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEntry:
    """A footnote as the template sets it; ``back`` are the addresses of its calls, in their order.

    Attributes:
        id: empty where the note is: nothing leads to it, and it leads nowhere.
    """

    id: str
    label: str
    blocks: tuple[Block, ...]
    back: tuple[str, ...]


@dataclass(slots=True)
class Calls:
    """Numbers the calls of an article's footnotes as they are set, so that each note can lead back.

    A note may be called in a later one, which is set when the note itself has been. So ``expect`` goes through the text before.

    Attributes:
        notes: all footnotes of the article.
        file: the file that is being set; ``homes``: the file of each note by its id, where it is another.
    """

    notes: tuple[Note, ...]
    file: str = ""
    homes: Mapping[str, str] = field(default_factory=dict)
    _set: Counter[str] = field(default_factory=Counter)
    _files: dict[str, list[str]] = field(default_factory=dict)

    def expect(self, file: str, part: Article) -> None:
        """Take note of all calls of an article, or of the part of it that stands in a file; files come in their order."""
        for run in chain.from_iterable(passages(part)):
            if run.note:
                self._files.setdefault(run.note, []).append(file)

    def call(self, note: str) -> Call | None:
        """Return the anchors for the next call of a note, or None if there is no such note, or nothing in it."""
        number = self._number(note)
        if number is None or not self.notes[number - 1].blocks:
            return None
        self._set[note] += 1
        home = self.homes.get(note, self.file)
        return Call(id=_call_id(number, self._set[note]), href=f"{self._other(home)}#{_note_id(number)}")

    def entry(self, note: Note) -> NoteEntry:
        """Return a note of the article as the template sets it."""
        number = self._number(note.id)
        if number is None or not note.blocks:
            return NoteEntry(id="", label=note.label, blocks=note.blocks, back=())
        files = enumerate(self._files.get(note.id, ()), 1)
        back = tuple(f"{self._other(file)}#{_call_id(number, count)}" for count, file in files)
        return NoteEntry(id=_note_id(number), label=note.label, blocks=note.blocks, back=back)

    def _other(self, file: str) -> str:
        return "" if file == self.file else file

    def _number(self, note: str) -> int | None:
        return next((at for at, known in enumerate(self.notes, 1) if known.id == note), None)


def _note_id(number: int) -> str:
    return f"note-{number}"


def _call_id(number: int, count: int) -> str:
    return f"call-{number}-{count}"
