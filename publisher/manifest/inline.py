"""From the cleaned tree to runs of text 行内文字: styles, ruby, notes, line breaks, joined lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from markdown_it.common.normalize_url import normalizeLink

from publisher.manifest.markup import LINK_SCHEMES, Element, Node, Text
from publisher.manifest.syntax import is_cjk, is_wide
from publisher.model import Run, Runs

if TYPE_CHECKING:
    from collections.abc import Callable

#: White space that is an indent or a margin, not text: also U+3000 and the no-break and em spaces that
#: indents are faked with.
_INDENT = " \t\u3000\u00a0\u2002\u2003"
_MARGIN = " \t\u3000"
#: The same in verse, where U+3000 at the start of a line is the poet's.
_VERSE_INDENT = _INDENT.replace("\u3000", "")
_NEW_PARAGRAPH = re.compile(r"[ \t]*\u3000\u3000")
_MISSING_NOTE = re.compile(r"\[\^([^\]\s]{1,60})\]")

_STYLES: Final[dict[str, Callable[[Run], Run]]] = {
    "b": lambda run: replace(run, strong=True),
    "strong": lambda run: replace(run, strong=True),
    "em": lambda run: replace(run, emphasis=True),
    "i": lambda run: replace(run, emphasis=True),
    "u": lambda run: replace(run, proper_name=True),
    "cite": lambda run: replace(run, book_title=True),
    "code": lambda run: replace(run, code=True),
    "sup": lambda run: replace(run, raised=True, lowered=False),
    "sub": lambda run: replace(run, lowered=True, raised=False),
}


@dataclass(frozen=True, slots=True)
class _Break:
    """The end of a line: one that the author set (hard), or one that only the source has."""

    hard: bool


@dataclass(frozen=True, slots=True)
class _Seam:
    """The end of a proper name or a title: what follows is another one, though it is marked alike."""


_Piece: TypeAlias = Run | _Break | _Seam


@dataclass(frozen=True, slots=True, kw_only=True)
class Inline:
    """What a stretch of inline content becomes: paragraphs of runs, and the images that stood among them."""

    paragraphs: tuple[Runs, ...]
    images: tuple[Element, ...]


class InlineReader:
    """Turns inline nodes into runs.

    Args:
        verse: whether every line of the source is a line, as in a poem.
        call: takes the reference of a footnote and returns the run that calls it, or None if it is not one of
            ours.
        missing_note: told the label and line of a call for which there is no note.
    """

    def __init__(
        self, *, verse: bool, call: Callable[[str], Run | None], missing_note: Callable[[str, int], None]
    ) -> None:
        self._verse = verse
        self._call = call
        self._missing_note = missing_note
        self._pieces: list[_Piece] = []
        self._images: list[Element] = []

    def read(self, nodes: list[Node]) -> Inline:
        """Read inline nodes.

        Indents at the start of paragraphs and lines are dropped, U+3000 among them, except in verse; of two
        lines that the source parts, Chinese ones are joined without a space and others with one. A line that
        begins with two U+3000 is a new paragraph, except in verse.
        """
        self._pieces, self._images = [], []
        self._nodes(nodes, Run(text=""))
        return Inline(paragraphs=tuple(self._paragraphs()), images=tuple(self._images))

    def _nodes(self, nodes: list[Node], style: Run) -> None:
        for node in nodes:
            if isinstance(node, Text):
                self._text(node, style)
            else:
                self._element(node, style)

    def _text(self, node: Text, style: Run) -> None:
        if not style.code:
            for match in _MISSING_NOTE.finditer(node.text):
                self._missing_note(match[1], node.line + node.text.count("\n", 0, match.start()))
        for number, line in enumerate(node.text.split("\n")):
            if number:
                self._pieces.append(_Break(hard=self._verse))
            if line:
                self._pieces.append(replace(style, text=line))

    def _element(self, element: Element, style: Run) -> None:
        if element.tag == "br":
            self._pieces.append(_Break(hard=True))
        elif element.tag == "img":
            self._images.append(element)
        elif element.tag == "ruby":
            self._ruby(element, style)
        elif element.tag == "sup" and "data-ref" in element.attributes:
            called = self._call(element.attributes["data-ref"])
            if called is not None:
                self._pieces.append(called)
        elif element.tag == "a":
            self._nodes(
                element.children,
                replace(style, href=_address(element.attributes.get("href", "")) or style.href),
            )
        else:
            self._nodes(element.children, _STYLES[element.tag](style) if element.tag in _STYLES else style)
            if element.tag in {"u", "cite"}:
                self._pieces.append(_Seam())

    def _ruby(self, element: Element, style: Run) -> None:
        base: list[str] = []
        for child in element.children:
            if isinstance(child, Element) and child.tag == "rt":
                reading = " ".join(_words(child).split())
                word = re.sub(r"\s*\n\s*", "", "".join(base)).strip(_MARGIN)
                if word:
                    self._pieces.append(replace(style, text=word, ruby=reading or None))
                elif reading:
                    self._pieces.append(replace(style, text=reading))
                base.clear()
            elif not (isinstance(child, Element) and child.tag == "rp"):
                base.append(_words(child))
        if "".join(base).strip():
            self._pieces.append(replace(style, text="".join(base).strip()))

    def _paragraphs(self) -> list[Runs]:
        paragraphs: list[Runs] = []
        joiner = self._joiner()
        for piece in self._pieces:
            if isinstance(piece, _Break):
                joiner.end_line(piece)
                continue
            if isinstance(piece, _Seam):
                joiner.seam = True
                continue
            if joiner.soft and _NEW_PARAGRAPH.match(piece.text):
                paragraphs.append(joiner.finish())
                joiner = self._joiner()
            joiner.add(piece)
        paragraphs.append(joiner.finish())
        return [runs for runs in paragraphs if runs]

    def _joiner(self) -> _Joiner:
        return _Joiner(_VERSE_INDENT if self._verse else _INDENT)


class _Joiner:
    """Puts the lines of a paragraph together; ``indent``: the white that is dropped at the start of each."""

    def __init__(self, indent: str) -> None:
        self._indent = indent
        self.soft = False
        self.seam = False
        self._hard = 0
        # Of each run its style (a run without text) and the parts of its text: joined at the end, so that
        # long text stays fast.
        self._runs: list[tuple[Run, list[str]]] = []

    def end_line(self, line_break: _Break) -> None:
        if line_break.hard:
            self._hard += 1
            self.soft = False
        elif not self._hard:
            self.soft = True

    def add(self, run: Run) -> None:
        text = run.text
        if not self._runs or self._hard or self.soft:
            text = text.lstrip(self._indent)
        if not text:
            return
        if self._runs and (self._hard or self.soft):
            self._strip_end()
        if self._runs and self._hard:
            self._runs.extend([(Run(text=""), ["\n"])] * self._hard)
        elif self._runs and self.soft and not _joins(self._last(), text[0]):
            self._push(" ", replace(self._runs[-1][0], ruby=None, note=None))
        self._hard, self.soft = 0, False
        self._push(text, run)

    def finish(self) -> Runs:
        self._strip_end()
        return tuple(replace(style, text="".join(parts)) for style, parts in self._runs)

    def _push(self, text: str, run: Run) -> None:
        style = replace(run, text="")
        plain = style.ruby is None and style.note is None and not self.seam
        self.seam = False
        if plain and self._runs and self._runs[-1][0] == style and self._runs[-1][1] != ["\n"]:
            self._runs[-1][1].append(text)
        else:
            self._runs.append((style, [text]))

    def _last(self) -> str:
        return self._runs[-1][1][-1][-1]

    def _strip_end(self) -> None:
        while self._runs:
            parts = self._runs[-1][1]
            parts[-1] = parts[-1].rstrip(_MARGIN)
            if parts[-1]:
                return
            parts.pop()
            if not parts:
                self._runs.pop()


def _joins(before: str, after: str) -> bool:
    """Tell whether two lines join without a space: CSS Text 3, section 4.1.3, and Chinese quotation marks."""
    return (is_wide(before) and is_cjk(after)) or (is_cjk(before) and is_wide(after))


def _address(href: str) -> str | None:
    address = href.strip()
    return normalizeLink(address) if address.lower().startswith(LINK_SCHEMES) else None


def _words(node: Node) -> str:
    if isinstance(node, Text):
        return node.text
    return "".join(
        _words(child) for child in node.children if not (isinstance(child, Element) and child.tag == "rp")
    )
