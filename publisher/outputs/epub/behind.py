"""The text behind a printed page's picture 图后文字: line by line where make-up set it, in sentences with ids.

A search marks the right spot by it, and a screen reader hears the page in its order of reading. What make-up says twice
(pull quotes, heads and lines of a jump, heads of tables that go on) is left out. Boxes are in px of the page's picture.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from itertools import accumulate, chain, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from publisher.makeup.layout import ADDED, DrawingBox, PictureBox, TableBox, TextBox, VerticalBox
from publisher.outputs.epub.inline import sentence
from publisher.text.characters import is_wide
from publisher.text.markup import escape
from publisher.text.sentences import sentences
from publisher.typeset.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from publisher.makeup.layout import Element
    from publisher.typeset.lines import Line

#: Headings of articles; that of the page itself is its folio and name, and the nameplate none.
_HEADINGS = {"h2", "h3"}
#: Marks that stand close to a word of Latin text, and those behind which a word breaks without a space.
_QUOTES, _HYPHENS = "“”‘’…", "-‐/"
#: Dashes with a space on their other side have one on this side too.
_SPACED_BEFORE, _SPACED_AFTER = (" —", " –"), ("— ", "– ")
#: Type size and leading in px of what tells neither.
_SIZE, _LEADING = 16.0, 20.0
_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the picture, in px of it."""

    left: float
    top: float
    width: float
    height: float

    @property
    def style(self) -> str:
        """The place in CSS."""
        return f"left:{self.left:g}px;top:{self.top:g}px;width:{self.width:g}px;height:{self.height:g}px"


@dataclass(frozen=True, slots=True)
class Text:
    """Lines behind the picture: their sentences as elements with ids, lines parted by ``br``.

    Attributes:
        tag: what they are to a reader.
        size, leading: in px; ``indent``, how far its first line is set in from the others.
        alt: stands for a picture, which has no words.
    """

    tag: str
    box: Box
    words: Markup = _NOTHING
    size: float = _SIZE
    leading: float = _LEADING
    indent: float = 0.0
    alt: str = ""


class Scale(NamedTuple):
    """Where pt of the page stand on its picture: the origin in pt, and px to a pt across and down."""

    x: float
    y: float
    across: float
    down: float

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        """Return the place of a rectangle given in pt of the page."""
        return Box(
            round((x - self.x) * self.across, 2),
            round((y - self.y) * self.down, 2),
            round(width * self.across, 2),
            round(height * self.down, 2),
        )


class _Words(NamedTuple):
    """The words of a line, and where footnotes are called in them."""

    text: str
    calls: tuple[tuple[int, int], ...] = ()


class _Set(NamedTuple):
    """What is set in one box: its passages, each with its lines.

    ``chain`` names what a passage may go on in: the rest of a paragraph stands in a box of the same role.
    """

    text: Text
    passages: tuple[tuple[_Words, ...], ...] = ()
    lines: Sequence[Line] = ()
    chain: str = ""
    rest: bool = False


def texts(elements: Iterable[Element], scale: Scale, prefix: str) -> tuple[Text, ...]:
    """Return the text of some elements in their order.

    Args:
        elements: of an article's module, or of the page's furniture.
        scale: where they stand on the picture.
        prefix: begins the id of every sentence: no other part of the page has it.
    """
    found = _joined([one for element in elements for one in _set(element, scale)])
    words: list[list[Markup]] = [[] for _ in found]
    number = 0
    for group in _groups(found):
        # Only a box of lines goes on in another, and it has one passage.
        for passage in zip(*(found[at].passages for at in group), strict=True):
            number += 1
            for at, made in zip(group, _sentences(passage, f"{prefix}-s{number}"), strict=True):
                words[at].append(made)
    return tuple(
        replace(one.text, words=Markup(" ").join(made)) for one, made in zip(found, words, strict=True)
    )


def _groups(found: Sequence[_Set]) -> list[list[int]]:
    """Return the boxes of each passage that is set in one or more."""
    groups: list[list[int]] = []
    last: dict[str, int] = {}
    for at, one in enumerate(found):
        if one.rest and one.chain in last:
            groups[last[one.chain]].append(at)
            continue
        groups.append([at])
        if one.chain:
            last[one.chain] = len(groups) - 1
    return groups


def _sentences(boxes: Sequence[tuple[_Words, ...]], name: str) -> Iterator[Markup]:
    """Set the sentences of a passage in each of its boxes.

    A sentence that goes on in another box has an element there too, its id that of the sentence with the number of the piece.
    """
    ends = _ends(list(chain.from_iterable(boxes)))
    number, piece, offset = 1, 1, 0
    for box in boxes:
        made: list[str] = []
        lines = [line.text for line in box]
        text, breaks = "".join(lines), set(islice(accumulate(map(len, lines)), max(len(lines) - 1, 0)))
        start, foot = 0, len(text)
        while start < foot:
            end = min(ends[number - 1] - offset, foot)
            content = "".join(
                escape(text[a:b]) + ("<br/>" if b in breaks else "")
                for a, b in pairwise(sorted({start, end, *(at for at in breaks if start < at < end)}))
            )
            made.append(sentence(content, f"{name}-{number}" if piece == 1 else f"{name}-{number}-{piece}"))
            number, piece = (number + 1, 1) if end == ends[number - 1] - offset else (number, piece + 1)
            start = end
        offset += foot
        yield Markup("".join(made))  # noqa: S704 - every word of it is escaped


def _ends(lines: Sequence[_Words]) -> list[int]:
    """Return the places behind the sentences of a passage."""
    starts = accumulate((len(line.text) for line in lines), initial=0)
    calls = [
        (start + first, start + last)
        for start, line in zip(starts, lines, strict=False)
        for first, last in line.calls
    ]
    return list(accumulate(map(len, sentences("".join(line.text for line in lines), calls))))


def _set(element: Element, scale: Scale) -> Iterator[_Set]:
    """Yield what is set in an element: a box, or the rows of a table."""
    match element:
        case TextBox(lines=lines) if element.role not in ADDED and lines:
            height = element.height or element.line_height * len(lines)
            inset = min(line.offset for line in lines)
            text = Text(
                _tag(element),
                scale.box(element.x + inset, element.y, element.width - inset, height),
                size=round(max((span.style.size for span in lines[0].spans), default=9.0) * scale.down, 2),
                leading=round(element.line_height * scale.down, 2),
                indent=round((lines[0].offset - inset) * scale.across, 2),
            )
            yield _Set(text, lines=lines, chain=element.role.split()[0], rest=element.rest)
        case PictureBox(image=image):
            if image.alt.strip():
                yield _Set(Text("div", _place(element, scale), alt=image.alt))
            if element.caption:
                yield from _set(element.caption, scale)
        case DrawingBox(svg=svg):
            yield _Set(Text("p", _place(element, scale)), tuple((_Words(text),) for text in _drawn(svg)))
        case TableBox(rows=rows):
            y = element.y
            for row in rows:
                if not row.again:
                    text = Text("p", scale.box(element.x, y, element.width, row.height))
                    yield _Set(text, tuple(_spaced(cell.lines) for cell in row.cells if cell.lines))
                y += row.height
        case VerticalBox(columns=columns) if element.role not in ADDED:
            column_texts = tuple(_Words(column.text) for column in columns)
            yield _Set(Text(_tag(element), _place(element, scale)), (column_texts,))
        case _:
            return


def _place(element: PictureBox | DrawingBox | VerticalBox, scale: Scale) -> Box:
    return scale.box(element.x, element.y, element.width, element.height)


def _tag(element: TextBox | VerticalBox) -> str:
    return element.tag if element.tag in _HEADINGS else "p"


def _joined(found: list[_Set]) -> list[_Set]:
    """Give every box of lines its words, with the spaces that breaking dropped, be it between two boxes."""
    made = list(found)
    for group in _groups(found):
        lines = [line for at in group for line in found[at].lines]
        spaced = iter(_spaced(lines))
        for at in group:
            if count := len(found[at].lines):
                made[at] = found[at]._replace(passages=(tuple(islice(spaced, count)),))
    return made


def _spaced(lines: Sequence[Line]) -> tuple[_Words, ...]:
    """Return the words of lines, with the space between two that setting drops where words are spaced."""
    found = [line.text for line in lines]
    for at, line in enumerate(lines[:-1]):
        hyphened = bool(line.spans) and line.spans[-1].feature == HYPHEN
        if not hyphened and _apart(found[at], found[at + 1]):
            found[at] += " "
    return tuple(_Words(text, tuple(_calls(line))) for text, line in zip(found, lines, strict=True))


def _calls(line: Line) -> Iterator[tuple[int, int]]:
    """Yield the places before and behind the calls of footnotes in a line."""
    at = 0
    for span in line.spans:
        if span.style.note and span.text:
            yield at, at + len(span.text)
        at += len(span.text)


def _apart(before: str, after: str) -> bool:
    """Tell whether the end of a line stands for a space: neither side is of the Han grid, nor a hyphen, nor spaced already."""
    if before.endswith(_SPACED_BEFORE) or after.startswith(_SPACED_AFTER):
        return True
    last, first = before.rstrip(_QUOTES)[-1:], after.lstrip(_QUOTES)[:1]
    if not last or not first or last in _HYPHENS or before[-1:].isspace() or after[:1].isspace():
        return False
    # A number is torn where a cell is too narrow for it; two numbers in a row are rarer.
    torn = last.isdigit() and first.isdigit()
    return not (torn or is_wide(last) or is_wide(first))


def _drawn(svg: str) -> Iterator[str]:
    root = ET.fromstring(svg)  # noqa: S314 - drawn by ourselves
    return (text.strip() for text in root.itertext() if text.strip())
