"""Slugs 排字条: the pieces of a galley that make-up pours into columns, each some rows of the baseline grid high."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from publisher.text.reading import visible

if TYPE_CHECKING:
    from publisher.model import Image
    from publisher.typeset.lines import Line
    from publisher.typeset.setting import Setting


class SlugRole(StrEnum):
    """What a slug is; also the class that the style sheet paints it by."""

    BODY = "body"
    CROSSHEAD = "crosshead"
    CALLOUT = "callout"
    LIST = "list"
    POEM = "poem"
    TABLE = "table"
    FIGURE = "figure"
    CHART = "chart"
    EDITOR_NOTE = "editor-note"
    NOTE = "note"
    NOTE_RULE = "note-rule"
    SOURCE = "source"
    SPACE = "space"


class Cell(NamedTuple):
    """A table's cell: its lines, set for ``width`` pt from ``x``; ``head``: what it heads, ``col`` or ``row``, if anything."""

    lines: tuple[Line, ...]
    x: float
    width: float
    align: str
    head: str


class Picture(NamedTuple):
    """A picture with its caption's lines; sizes in pt. ``lead`` is the caption's line height."""

    image: Image
    width: float
    height: float
    caption: tuple[Line, ...]
    lead: float


class Drawn(NamedTuple):
    """A chart as SVG, ``width`` by ``height`` pt, set at a ``scale``; ``words`` is what is written in its ``data``."""

    svg: str
    width: float
    height: float
    scale: float
    words: str
    data: int


class Slug(NamedTuple):
    """A piece that is never parted.

    Attributes:
        block: the number of the block that it belongs to; neighbours of one block are painted as one element.
        keep: it may not be the last in a column: what it announces follows it.
        opens, closes: it is the first, the last of its block.
        level: of a crosshead, its own; of an item, how many lists it stands in besides its own; of a table's row, 1 where it
            goes on.
        origin: which part of the article it sets, counted through the editor's note, the body, the notes and the source;
            -1 for the article's own pictures.
        setting: of the paragraph that it opens, if that may be set in a line more or less.
        added: how many of its characters are not the article's own, such as a list's marks.
        over: of a table's row, the head of the table as it stands again over a column that begins with this row.
    """

    rows: int
    role: SlugRole
    block: int
    lines: tuple[Line, ...] = ()
    keep: bool = False
    opens: bool = False
    closes: bool = False
    level: int = 0
    origin: int = -1
    added: int = 0
    picture: Picture | None = None
    drawn: Drawn | None = None
    cells: tuple[Cell, ...] = ()
    setting: Setting | None = None
    over: Slug | None = None


def heads_columns(slug: Slug) -> bool:
    """Tell whether a slug is the head of a table, or part of it."""
    return any(cell.head == "col" for cell in slug.cells)


def count_set(slugs: tuple[Slug, ...]) -> int:
    """Return how many characters, white space aside, some slugs set."""
    return sum(len(visible(words(slug))) - slug.added for slug in slugs)


def words(slug: Slug) -> str:
    """Return all that is written in a slug."""
    parts = [line.text for line in slug.lines]
    parts += [line.text for cell in slug.cells for line in cell.lines]
    if slug.picture:
        parts += [line.text for line in slug.picture.caption]
    if slug.drawn:
        parts.append(slug.drawn.words)
    return "".join(parts)
