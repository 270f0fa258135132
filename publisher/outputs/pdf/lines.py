"""Finished lines as operators of the page: what make-up has measured is painted as it is, and nobody sets it again.

The painter's own layout of a line costs a hundred times what writing it costs. So it gets a picture in place of the text,
and these operators are what the picture draws.
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from publisher.makeup.layout import TextBox, VerticalBox, spans
from publisher.outputs.pdf.glyphs import Steps, steps
from publisher.outputs.pdf.lining import LineWriter, behind, label_of
from publisher.outputs.pdf.operators import Writer
from publisher.outputs.pdf.settext import SCHEME, SetText, Texts
from publisher.outputs.pdf.upright import write_upright
from publisher.text.languages import spoken
from publisher.typeset.atoms import MISSING
from publisher.typeset.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from publisher.makeup.layout import Element
    from publisher.outputs.pdf.glyphs import Shaper
    from publisher.outputs.pdf.settext import Glyph, Link
    from publisher.typeset.lines import Line, Span

#: What is painted directly.
Set: TypeAlias = TextBox | VerticalBox

#: The role whose boxes, one to a column, are painted together: the style sheet gives them no ground or frame of their own.
_RUNNING = "body"
#: Roles of an article's text, whose paragraphs may go on in another column or on another page.
_FLOWING = frozenset(["body", "callout", "editor-note", "list", "note", "poem"])
#: The role of a table's cell, and that of a cell of the head that stands again over the rest of its table.
CELL, AGAIN = "cell", "cell again"
#: Roles of furniture that recurs on every page.
_RECURRING = frozenset(["folio-number", "folio-facts"])
#: What the paragraphs of a role are (PDF 32000-1, 14.8.4), where HTML has no name that the painter knows.
_KINDS = {"list": "LI", "note": "Note", "refer": "LI", "refer-number": "LI"}
#: Roles whose words are the program's own, which has none in some languages.
_OWN = frozenset(["jump", "nameplate-facts", "refers-title"])
#: A refer 导读 is an item whose label is the page's number; the elements within it that its two boxes stand in.
_REFERS = {"refer-number": "Lbl", "refer": "LBody"}


class TextRun(NamedTuple):
    """Boxes of text that follow each other in one role, as one element.

    ``x``, ``y`` and ``width`` are their hull; ``size`` is that of most of the first, by which the style sheet measures.
    """

    x: float
    y: float
    width: float
    tag: str
    role: str
    height: float
    size: float
    boxes: tuple[Set, ...]


class Base(NamedTuple):
    """What most of a box is set in: it says where the box's lines stand."""

    face: str
    size: float


def gather(elements: Iterable[Element]) -> Iterator[Element | TextRun]:
    """Yield a page's elements, text boxes as runs."""
    for key, group in groupby(elements, _run_key):
        if key is None:
            yield from group
            continue
        boxes = tuple(box for box in group if isinstance(box, Set))
        runs = [boxes] if boxes[0].role == _RUNNING else [(box,) for box in boxes]
        yield from map(_run, runs)


def base_of(lines: tuple[Line, ...]) -> Base:
    """Return the face and size in which most of some lines is set."""
    count: Counter[Base] = Counter()
    for line in lines:
        for span in line.spans:
            count[Base(span.style.face, span.style.size)] += len(span.text)
    return count.most_common(1)[0][0] if count else Base("song", 9.0)


class _Taken(NamedTuple):
    """Boxes that were taken in, and what :class:`SetText` says of them."""

    boxes: tuple[Set, ...]
    kind: str
    level: int
    language: str
    story: str
    rest: bool
    recurs: bool
    table: str
    notes: Mapping[str, str]


class Typist:
    """Takes text in, and writes its operators once all is known: the numbers of glyphs depend on what else is set."""

    def __init__(self, shaper: Shaper, notes: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """Set up a typist.

        Args:
            shaper: shapes the text.
            notes: the address of each note of each story, by its id.
        """
        self._shaper = shaper
        self._notes = notes or {}
        self._own = "" if spoken(shaper.language) else "en"
        self._taken: list[_Taken] = []
        #: The stories of which some text was taken in, so that a rest belongs to what was taken last.
        self._begun: set[str] = set()

    def take(
        self, boxes: tuple[Set, ...], story: str = "", *, titles: bool = False
    ) -> tuple[str, tuple[Link, ...]]:
        """Take boxes in; return the address of their text, and the links in it.

        Args:
            boxes: the boxes.
            story: the article that they are part of; empty for furniture.
            titles: they are the page's title 版名, whatever they are elsewhere.
        """
        first = boxes[0]
        role, _, kind = first.role.partition(" ")
        told = story if role in _FLOWING else "refers" if first.role in _REFERS else ""
        table = story if role == CELL else ""
        rest = (told in self._begun or bool(table)) and (
            first.role == "refer" or (isinstance(first, TextBox) and first.rest)
        )
        self._begun |= {told} - {""}
        for box in boxes:
            if isinstance(box, VerticalBox):
                for span in spans(box):
                    self._shape(span, Steps())
                continue
            for line in box.lines:
                for span, white in zip(line.spans, behind(line.spans), strict=True):
                    self._shape(span, steps(span.style.size, span.spacing, white))
                if line.behind and line.spans:
                    self._shaper.shape(" ", line.spans[-1].style.face, "")
        recurs = first.role in _RECURRING and not titles
        notes = self._notes.get(story, {})
        own = self._own if first.role in _OWN else ""
        nested = int(kind.removeprefix("nested-")) if kind.startswith("nested-") else 0
        taken = _Taken(boxes, _KINDS.get(role, ""), nested, own, told, rest, recurs, table, notes)
        self._taken.append(taken)
        # Where a link stands does not depend on the numbers of its glyphs.
        links = self._piece(taken, None).links if any(_leads(box, notes) for box in boxes) else ()
        return f"{SCHEME}:{len(self._taken)}", links

    def _shape(self, span: Span, wider: Steps) -> None:
        """Shape all that is written of a span, so that the fonts hold it."""
        face = span.style.face
        if span.feature == MISSING:
            self._shaper.shape(" ", face, "")
        elif span.feature != HYPHEN:
            self._shaper.shape(span.text, face, span.feature, wider)
        for other, text in self._shaper.by_face(span.style.ruby, face):
            self._shaper.shape(text if self._shaper.has(text, other) else " ", other, "")

    def finish(self) -> Texts:
        """Return all that was taken in."""
        fonts = self._shaper.fonts()
        numbers = {font.key: font.numbers for font in fonts}
        pieces = {
            f"{SCHEME}:{place}": self._piece(taken, numbers)
            for place, taken in enumerate(self._taken, start=1)
        }
        return Texts(pieces, fonts)

    def _piece(self, taken: _Taken, numbers: Mapping[str, Mapping[Glyph, int]] | None) -> SetText:
        boxes = taken.boxes
        writer = Writer(self._shaper, numbers)
        lines = LineWriter(writer, self._shaper, taken.notes)
        left, top, right, foot = _hull(boxes)
        for number, box in enumerate(boxes):
            rest = isinstance(box, TextBox) and box.rest
            if number and not rest:
                lines.end_paragraph()
            if isinstance(box, VerticalBox):
                write_upright(box, box.x - left, box.y - top, writer, self._shaper)
                continue
            base = base_of(box.lines)
            # Rounded once: rounded line by line, the leading would vary.
            first = round(self._shaper.baseline(base.face, base.size, box.line_height), 3)
            lines.write(
                box,
                box.x - left,
                box.y - top,
                first,
                outer=_REFERS.get(box.role, ""),
                item=box.role.partition(" ")[0] == "list",
            )
        return SetText(
            # The painter leaves out a picture without an extent.
            width=max(right - left, 1.0),
            height=max(foot - top, 1.0),
            paragraphs=lines.paragraphs(),
            glyphs={key: frozenset(used) for key, used in writer.used.items()},
            links=lines.found(),
            kind=taken.kind,
            level=taken.level,
            label=_label(boxes[0]),
            language=taken.language,
            story=taken.story,
            rest=taken.rest,
            recurs=taken.recurs,
            table=taken.table,
            again=taken.boxes[0].role == AGAIN,
        )


def _label(box: Set) -> str:
    """Return what is set before an item; refers 导读 are of one kind."""
    if box.role.partition(" ")[0] != "list":
        return box.role
    return label_of(box.lines[0]) if isinstance(box, TextBox) and not box.rest and box.lines else ""


def _run_key(element: Element) -> tuple[str, str, str] | None:
    if isinstance(element, TextBox):
        return (element.tag, element.role, element.href)
    return (element.tag, element.role, "") if isinstance(element, VerticalBox) else None


def _leads(box: Set, notes: Mapping[str, str]) -> bool:
    """Tell whether something in a box leads somewhere."""
    if not isinstance(box, TextBox):
        return False
    return bool(box.href) or any(span.style.href or span.style.note in notes for span in spans(box))


def _run(boxes: tuple[Set, ...]) -> TextRun:
    left, top, right, _ = _hull(boxes)
    first = boxes[0]
    if isinstance(first, VerticalBox):
        role, size = f"vertical {first.role}", first.columns[0].cells[0].style.size
    else:
        role, size = first.role, base_of(first.lines).size
    return TextRun(left, top, right - left, first.tag, role, first.height, size, boxes)


def _hull(boxes: tuple[Set, ...]) -> tuple[float, float, float, float]:
    """Return left, top, right and foot of some boxes."""
    return (
        min(box.x for box in boxes),
        min(box.y for box in boxes),
        max(box.x + box.width for box in boxes),
        max(box.y + _height(box) for box in boxes),
    )


def _height(box: Set) -> float:
    return box.height if isinstance(box, VerticalBox) else len(box.lines) * box.line_height
