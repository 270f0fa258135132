"""From an article's Markdown to the model's blocks 正文: parsed, rendered, cleaned, and read, block by block.

Every top-level block goes its way alone, so that HTML left open in one cannot reach the next.
"""

from __future__ import annotations

import hashlib
import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from publisher.locale import say
from publisher.manifest import markup
from publisher.manifest.blocks import BlockReader
from publisher.manifest.charts import read_chart
from publisher.manifest.document import TextLines
from publisher.manifest.syntax import ArticleMarkdown
from publisher.model import Block, Chart, Image, Kind, Note, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

    from publisher.manifest.pictures import Pictures
    from publisher.manifest.report import Report

_CHART_NAMES = frozenset({"chart", "图表"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The text of an article, with its footnotes in the order in which they are called."""

    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


def read_body(text: str, lines: TextLines, kind: Kind, pictures: Pictures, report: Report) -> Body:
    """Read Markdown.

    Args:
        text: the Markdown; U+3000 and other indents at the start of its paragraphs are dropped, nothing else
            of its words is; in a poem U+3000 stays.
        lines: where its lines stand in their file.
        kind: in a poem every line of the source is a line.
        pictures: makes its images.
        report: takes A-001, A-003 to A-005, A-007 to A-009 and what images report.
    """
    return _Reader(text, lines, kind, pictures, report).body()


@dataclass(slots=True)
class _Definition:
    """The text of a footnote before it is read; several if it was written more than once."""

    line: int
    tokens: list[Token]


class _Reader:
    """Reads one article; the :class:`~publisher.manifest.blocks.Context` of its blocks."""

    def __init__(self, text: str, lines: TextLines, kind: Kind, pictures: Pictures, report: Report) -> None:
        self.verse = kind is Kind.POEM
        self._lines = lines
        self._pictures = pictures
        self._report = report
        # References from our HTML to charts and notes; the text cannot hold its own digest, so no author can
        # forge one.
        self._nonce = hashlib.sha256(text.encode()).hexdigest()[:24]
        self._environment: dict[str, Any] = {"verse": self.verse}
        self._parser = ArticleMarkdown()
        self._tokens = self._parser.parse(text, self._environment)
        self._charts: dict[str, Token] = {}
        self._definitions: dict[str, _Definition] = {}
        self._called: dict[str, int] = {}
        self._blocks = BlockReader(self)

    def body(self) -> Body:
        tokens = self._take_definitions(self._tokens)
        blocks = self._read(tokens)
        return Body(blocks=tuple(blocks), notes=tuple(self._notes()))

    # What the blocks ask for

    def image(self, element: markup.Element) -> Image | None:
        attributes = element.attributes
        src = attributes.get("src", "").strip()
        if not src:
            return None  # its address was refused and reported with the HTML
        where = self._lines.at(element.line)
        return self._pictures.make(
            src, where, alt=attributes.get("alt", "").strip(), caption=attributes.get("title", "").strip()
        )

    def chart(self, reference: str) -> tuple[bool, Chart | None]:
        token = self._charts.get(reference)
        if token is None:
            return False, None
        start = self._lines.at(_line(token) + 1)
        return True, read_chart(token.content, TextLines(start=start, exact=self._lines.exact), self._report)

    def call(self, reference: str) -> Run | None:
        nonce, _, label = reference.partition(":")
        if nonce != self._nonce or label not in self._definitions:
            return None
        number = self._called.setdefault(label, len(self._called) + 1)
        return Run(text=str(number), note=_note_id(number))

    def missing_note(self, label: str, line: int) -> None:
        self._report.add("A-004", self._lines.at(line), label=label)

    # Footnotes

    def _take_definitions(self, tokens: Sequence[Token]) -> list[Token]:
        """Take the footnotes out of the text, wherever they stand in it."""
        rest: list[Token] = []
        open_labels: list[str] = []
        for token in tokens:
            if token.type == "footnote_reference_open":
                open_labels.append(self._define(token))
            elif token.type == "footnote_reference_close":
                open_labels.pop()
            elif open_labels:
                self._definitions[open_labels[-1]].tokens.append(token)
            else:
                rest.append(token)
        return rest

    def _define(self, token: Token) -> str:
        label = str(token.meta["label"])
        line = _line(token)
        if label in self._definitions:
            self._report.add(
                "A-008",
                self._lines.at(line),
                label=label,
                problem=say("写了两次，已合在一起", "is written twice; both are kept"),
            )
        else:
            self._definitions[label] = _Definition(line, [])
        return label

    def _notes(self) -> list[Note]:
        notes: list[Note] = []
        read: set[str] = set()
        # Notes may call further notes while they are read.
        while len(read) < len(self._called):
            for label, number in list(self._called.items()):
                if label not in read:
                    read.add(label)
                    notes.append(self._note(label, number))
        for label, definition in self._definitions.items():
            if label not in read:
                problem = say(
                    "没有在正文中引用，注文印在文末", "is not called in the text; it is printed at the end"
                )
                self._report.add("A-008", self._lines.at(definition.line), label=label, problem=problem)
                notes.append(self._note(label, len(notes) + 1))
        return notes

    def _note(self, label: str, number: int) -> Note:
        definition = self._definitions[label]
        blocks = tuple(self._read(definition.tokens))
        if not blocks:
            self.missing_note(label, definition.line)
        return Note(id=_note_id(number), label=str(number), blocks=blocks)

    # From tokens to blocks

    def _read(self, tokens: list[Token]) -> list[Block]:
        blocks: list[Block] = []
        start, depth = 0, 0
        for index, token in enumerate(tokens):
            depth += token.nesting
            if depth == 0:
                blocks += self._group(tokens[start : index + 1])
                start = index + 1
        return blocks

    def _group(self, tokens: list[Token]) -> list[Block]:
        cleaned = markup.clean(self._render(tokens))
        for line, names in sorted(cleaned.dropped.items()):
            self._report.add("A-001", self._lines.at(line), tags=" ".join(names))
        for line, href in cleaned.links:
            self._report.add("A-003", self._lines.at(line), href=href)
        for line in cleaned.spans:
            self._report.add("A-009", self._lines.at(line))
        return self._blocks.blocks(cleaned.root)

    def _render(self, tokens: list[Token]) -> str:
        parts: list[str] = []
        row: list[Token] = []
        for token in tokens:
            if token.map and token.nesting >= 0:
                token.attrSet("data-line", str(token.map[0]))
            # The cells of the row that is open, so that those beyond the header's columns can follow them.
            row = [token] if token.type == "tr_open" else [*row, token] if token.type in _CELLS else row
            if token.type == "inline":
                parts += [self._inline(child) for child in token.children or ()]
            elif token.type == "tr_close":
                parts.append(self._extra_cells(row) + "</tr>\n")
            else:
                parts.append(self._block(token))
        return "".join(parts)

    def _block(self, token: Token) -> str:
        if token.type == "fence":
            return self._fence(token)
        if token.type == "html_block":
            return f'<div data-line="{_line(token)}">{_closed(token.content)}</div>\n'
        if token.hidden:
            return ""
        return _tag(token) + ("\n" if token.nesting <= 0 else "")

    def _inline(self, token: Token) -> str:
        if token.type == "image":
            token.attrSet("alt", _spoken(token.children or []))
        writer = _WRITERS.get(token.type)
        if writer is not None:
            return writer(token)
        if token.type == "footnote_ref":
            return f'<sup data-ref="{self._nonce}:{html.escape(token.meta["label"])}"></sup>'
        return _tag(token)

    def _fence(self, token: Token) -> str:
        if token.type == "fence" and token.info.strip().lower().split(" ")[0] in _CHART_NAMES:
            reference = f"{self._nonce}-{len(self._charts)}"
            self._charts[reference] = token
            return f'<pre data-ref="{reference}" data-line="{_line(token)}"></pre>\n'
        return f'<pre data-line="{_line(token)}">\n{html.escape(token.content)}</pre>\n'

    def _extra_cells(self, row: list[Token]) -> str:
        """The cells of a row for which its table's header has no column."""
        line, columns = _line(row[0]), len(row) - 1
        cells: list[str] = self._environment.get("wide", {}).get(line, [])
        if not cells:
            return ""
        self._report.add("A-007", self._lines.at(line), count=columns + len(cells), columns=columns)
        return "".join(f"<td>{self._cell(cell)}</td>" for cell in cells)

    def _cell(self, text: str) -> str:
        inline = self._parser.parseInline(text, self._environment)
        return "".join(self._inline(child) for token in inline for child in token.children or ())


def _spoken(tokens: Sequence[Token]) -> str:
    """The words of an image's alternative text, without their markup."""
    return "".join(
        " " if token.type.endswith("break") else token.content or _spoken(token.children or [])
        for token in tokens
    )


def _line(token: Token) -> int:
    """The line on which a token begins, from 0."""
    return token.map[0] if token.map else 0


def _note_id(number: int) -> str:
    return f"note-{number}"


def _tag(token: Token) -> str:
    """The HTML of a token: its tag and attributes, or nothing if it has no tag."""
    if not token.tag:
        return html.escape(token.content)
    if token.nesting < 0:
        return f"</{token.tag}>"
    attributes = dict(token.attrs)
    style = str(attributes.pop("style", ""))
    if style.startswith("text-align:"):
        attributes["align"] = style.removeprefix("text-align:")
    written = "".join(f' {name}="{html.escape(str(value))}"' for name, value in attributes.items())
    return f"<{token.tag}{written}>"


_CELLS = frozenset({"td_open", "th_open"})

# How tokens within lines are written as HTML, other than by their tag.
_WRITERS: dict[str, Callable[[Token], str]] = {
    "text": lambda token: html.escape(token.content),
    "text_special": lambda token: html.escape(token.content),
    "softbreak": lambda _: "\n",
    "html_inline": lambda token: token.content,
    "code_inline": lambda token: f"<code>{html.escape(token.content)}</code>",
    "ruby": lambda token: (
        f"<ruby>{html.escape(token.content)}<rt>{html.escape(token.meta['reading'])}</rt></ruby>"
    ),
}


def _closed(raw: str) -> str:
    """HTML whose last tag has an end: an unfinished one would be dropped, so it is text."""
    start = raw.rfind("<")
    if start > raw.rfind(">") and not raw.startswith("<!--", start):
        return f"{raw[:start]}&lt;{raw[start + 1 :]}"
    return raw
