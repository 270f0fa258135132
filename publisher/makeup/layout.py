"""Made-up pages 组好的版面: what make-up hands to the outputs. Frozen and picklable; lengths in pt from the trimmed top left."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from publisher.text.reading import visible
from publisher.typeset.lines import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.model import Image
    from publisher.typeset.lines import Line
    from publisher.typeset.slugs import Cell
    from publisher.typeset.vertical import VerticalColumn

#: Roles of what make-up itself adds to an article: where it jumps 转版, and sentences of it that are shown twice 引语.
ADDED = frozenset({"jump", "headline continued", "pull-quote"})


class TextBox(NamedTuple):
    """Finished lines below each other.

    Attributes:
        tag, role: what it is to a reader, and how the style sheet paints it.
        rest: it goes on with a paragraph that begins in the box of this role before, in another column.
    """

    x: float
    y: float
    width: float
    line_height: float
    lines: tuple[Line, ...]
    tag: str
    role: str
    href: str = ""
    height: float = 0.0
    rest: bool = False


class PictureBox(NamedTuple):
    """A picture; cropped about its focal point where the box has another shape."""

    x: float
    y: float
    width: float
    height: float
    image: Image
    caption: TextBox | None = None
    role: str = "picture"

    @property
    def pixel(self) -> float:
        """How long a pixel of it is printed, in pt; an advertisement is shown whole, all else fills its box."""
        sides = (self.width / self.image.width, self.height / self.image.height)
        return min(sides) if self.role == "ad" else max(sides)


class DrawingBox(NamedTuple):
    """A drawing in SVG, set at a scale of its own size."""

    x: float
    y: float
    width: float
    height: float
    svg: str
    scale: float = 1.0


class TableRow(NamedTuple):
    """A table's row, ``height`` pt high; ``again``: it is the head that stood before, over the rest of its table 表头重排."""

    cells: tuple[Cell, ...]
    height: float
    again: bool = False


class TableBox(NamedTuple):
    """The rows of a table, or of the part of it that stands in one column.

    ``rest``: it goes on with the table of its article before, in another column or on another page.
    """

    x: float
    y: float
    width: float
    line_height: float
    rows: tuple[TableRow, ...]
    rest: bool = False


class VerticalBox(NamedTuple):
    """A headline in columns 竖题, the first at the right. ``tag`` is what it is to a reader, ``role`` how it is painted."""

    x: float
    y: float
    width: float
    height: float
    columns: tuple[VerticalColumn, ...]
    tag: str
    role: str


class RuleBox(NamedTuple):
    """A rule, a tint or a frame: painted, never read."""

    x: float
    y: float
    width: float
    height: float
    role: str


Element: TypeAlias = TextBox | PictureBox | DrawingBox | TableBox | VerticalBox | RuleBox


class Rect(NamedTuple):
    """A rectangle in pt."""

    x: float
    y: float
    width: float
    height: float


class Module(NamedTuple):
    """An article's place on a page 文块, or that of one of its parts when it jumps.

    Attributes:
        elements: in reading order.
        continued_from, continued_to: page numbers of a jump 转版, 0 for none.
        characters: how many of the article's characters are set here.
        blank: lines of standard columns that nothing takes.
    """

    article_id: str
    headline: str
    rect: Rect
    elements: tuple[Element, ...]
    characters: int
    blank: float
    continued_from: int = 0
    continued_to: int = 0


class MadeUpPage(NamedTuple):
    """A page made up, with the figures that its report needs.

    Attributes:
        lines: standard columns × rows of the type area, less the page furniture.
        blank_lines: those of them that nothing takes.
    """

    number: int
    name: str
    label: str
    width: float
    height: float
    furniture: tuple[Element, ...]
    modules: tuple[Module, ...]
    lines: int
    blank_lines: int
    seconds: float = 0.0

    def pictures(self) -> Iterator[PictureBox]:
        """Yield its pictures, those of advertisements and of the nameplate among them."""
        modules = (element for module in self.modules for element in module.elements)
        for element in (*self.furniture, *modules):
            if isinstance(element, PictureBox):
                yield element

    @property
    def overset(self) -> int:
        """How many characters stand below the foot of their module; anything but 0 is a fault of make-up."""
        return sum(
            _below(element, module.rect.y + module.rect.height)
            for module in self.modules
            for element in module.elements
        )

    @property
    def fill(self) -> float:
        """The share of the lines that is filled 满版率."""
        return 1.0 - self.blank_lines / self.lines if self.lines else 1.0


def spans(element: Element) -> Iterator[Span]:
    """Yield every stretch of text that is set in an element in the edition's own faces; drawings set theirs themselves."""
    if isinstance(element, TextBox):
        yield from (span for line in element.lines for span in line.spans)
    elif isinstance(element, PictureBox) and element.caption:
        yield from spans(element.caption)
    elif isinstance(element, TableBox):
        for row in element.rows:
            for cell in row.cells:
                yield from (span for line in cell.lines for span in line.spans)
    elif isinstance(element, VerticalBox):
        for column in element.columns:
            yield from (Span(cell.text, cell.style, feature=cell.feature) for cell in column.cells)


def texts(element: Element) -> Iterator[str]:
    """Yield what is set in an element, line by line; drawings set their words themselves."""
    if isinstance(element, TextBox):
        yield from (line.text for line in element.lines)
    elif isinstance(element, PictureBox) and element.caption:
        yield from texts(element.caption)
    elif isinstance(element, TableBox):
        yield from (line.text for row in element.rows for cell in row.cells for line in cell.lines)
    elif isinstance(element, VerticalBox):
        yield from (column.text for column in element.columns)


def _below(element: Element, foot: float) -> int:
    """Return how many visible characters of an element stand below a height, half a row of grace for descenders."""
    if isinstance(element, PictureBox):
        return _below(element.caption, foot) if element.caption else 0
    if isinstance(element, TableBox):
        count, y = 0, element.y
        for row in element.rows:
            y += row.height
            if y > foot + element.line_height / 2:
                count += sum(len(visible(line.text)) for cell in row.cells for line in cell.lines)
        return count
    if isinstance(element, TextBox):
        ends = (element.y + (number + 1) * element.line_height for number in range(len(element.lines)))
        return sum(
            len(visible(line.text))
            for line, end in zip(element.lines, ends, strict=True)
            if end > foot + element.line_height / 2
        )
    if isinstance(element, VerticalBox):
        return sum(
            len(visible(cell.text))
            for column in element.columns
            for cell in column.cells
            if element.y + cell.y + cell.height > foot + cell.style.size / 2
        )
    return 0
