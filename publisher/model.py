"""The edition as the whole program knows it 版面与稿件: frozen, picklable, free of files and markup.

Loaders and importers make it; everything after them only reads it. Text is held exactly as it must be read: no output may
lose, double or alter a character of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from publisher.pressroom import Press

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from publisher.errors import Position
    from publisher.recording import Recording


class Kind(StrEnum):
    """What an article is 体裁; it steers type and make-up."""

    NEWS = "news"
    COMMENT = "comment"
    FEATURE = "feature"
    DOCUMENT = "document"
    PHOTO = "photo"
    BRIEF = "brief"
    POEM = "poem"
    TABLE = "table"
    NOTICE = "notice"


class HeadPlace(StrEnum):
    """Where a headline stands 标题位置: over its text 盖文题, beside it 旁题, amid it 文包题, or upright in a strip 竖题."""

    ABOVE = "above"
    BESIDE = "beside"
    WITHIN = "within"
    VERTICAL = "vertical"


class Box(StrEnum):
    """What sets a module off from its neighbours: a frame 围框, a tint 衬底, or nothing."""

    NONE = "none"
    FRAME = "frame"
    TINT = "tint"


class Width(StrEnum):
    """A share of the page's standard columns."""

    ALL = "all"
    TWO_THIRDS = "two-thirds"
    HALF = "half"
    THIRD = "third"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a person wants an article to stand 版式指定; None and empty where nothing is asked for.

    Attributes:
        columns: standard columns; ``measures``: text columns; ``rows``: its height in lines of the grid.
        position: ``top-left`` … ``bottom-right``; ``spot``: the column and row of its upper left corner, counted from 1.
    """

    columns: int | Width | None = None
    position: str = ""
    spot: tuple[int, int] | None = None
    rows: int | None = None
    measures: int | None = None
    headline: HeadPlace | None = None
    headline_lines: int | None = None
    box: Box | None = None
    picture_columns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    r"""A stretch of text in one style. ``text`` may be ``"\\n"``: a line break that the author set.

    Attributes:
        strong: bold; at the start of a paragraph, a run-in 段首提示句.
        emphasis: set with emphasis dots 着重号 in Chinese, italic elsewhere.
        proper_name: a person's or a place's name, with the mark 专名号 below; ``book_title``: a title, with the wavy 书名号甲式.
        code: a literal, set in a plain face and never broken up.
        raised: a superscript; ``lowered``: a subscript.
        href: the address that the text links to.
        ruby: the reading 注音 that stands over the text.
        note: the id of the footnote that is called here; ``text`` is then its label.
        label: the label of a footnote, which stands before its text.
        apart: set an em apart, as a name of two characters is that takes the room of three 双字姓名.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    proper_name: bool = False
    book_title: bool = False
    code: bool = False
    raised: bool = False
    lowered: bool = False
    href: str | None = None
    ruby: str | None = None
    note: str | None = None
    label: bool = False
    apart: bool = False


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture 图片 that was found sound when it was loaded.

    Attributes:
        src: its path as the manifest names it; ``path``: where it lies; ``digest``: SHA-256 of its bytes.
        width, height: in pixels (in CSS px for SVG).
        focal: the point to keep when cropping, as fractions of width and height from the top left.
        crop: whether a sliver may be cut off so that the picture ends on a line.
    """

    src: str
    path: Path
    digest: str
    media_type: str
    width: int
    height: int
    caption: Runs = ()
    credit: str = ""
    alt: str = ""
    focal: tuple[float, float] = (0.5, 0.5)
    crop: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    r"""A paragraph 段落. In a poem its lines are parted by ``"\\n"`` runs."""

    runs: Runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosshead:
    """A heading inside an article 小标题; ``level`` 2 for ``##``, 3 for ``###``."""

    runs: Runs
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """Key facts or a pull quote 要点: each of ``items`` is one paragraph."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListBlock:
    """A list 列表; an item is a tuple of blocks."""

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1


class Align(StrEnum):
    """How a table's column is set."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table 表格. All rows have as many cells as ``align``; ``header`` may be empty.

    Attributes:
        row_heads: a row's first cell is a head.
        rest: what is left of a table that began on another page; its header was read there, and is shown again.
    """

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    align: tuple[Align, ...]
    row_heads: bool = False
    rest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture that stands at a place of the text."""

    image: Image


class ChartType(StrEnum):
    """How a chart draws its data 图表: lying bars, standing columns, a ring of shares, or large figures."""

    BARS = "bars"
    COLUMNS = "columns"
    SHARE = "share"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """One figure of a chart: ``value`` as written (``95.77%``, ``4.1万``), ``amount`` for drawing, ``note`` beside it."""

    label: str
    value: str
    amount: float
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart 图表, drawn from its data by each output."""

    type: ChartType
    data: tuple[Datum, ...]
    title: str = ""
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A change of scene: a blank line or an ornament."""


Block: TypeAlias = Paragraph | Crosshead | Callout | ListBlock | Table | Figure | Chart | Break


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote 脚注."""

    id: str
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A name in a byline 署名, with its role 本报记者 if it has one. Names are never padded here."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article 稿件; the fields bear the names of the manifest's keys. ``related``: the ids of articles that belong with it."""

    id: str
    title: tuple[str, ...]
    where: Position
    kicker: str = ""
    deck: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    byline: tuple[Credit, ...] = ()
    dateline: str = ""
    column: str = ""
    kind: Kind = Kind.NEWS
    priority: int = 3
    images: tuple[Image, ...] = ()
    editor_note: tuple[Block, ...] = ()
    source: str = ""
    body: tuple[Block, ...] = ()
    notes: tuple[Note, ...] = ()
    related: tuple[str, ...] = ()
    layout: Layout = Layout()
    audio: Recording | None = None

    @property
    def headline(self) -> str:
        """The title in one line: between lines a space, where the language parts words by spaces."""
        return join_lines(self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ad:
    """An advertisement 广告; ``size`` is a name of the publication's sizes, such as ``banner``."""

    image: Image
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page 版面: ``number`` 版次, ``name`` 版名, ``credits`` such as 责任编辑; ``candidate``: which of the best pages is used."""

    number: int
    name: str
    articles: tuple[Article, ...]
    credits: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ads: tuple[Ad, ...] = ()
    candidate: int = 1

    @property
    def folio(self) -> str:
        """The number in two digits, as files and the program's messages name it: 02; print bears ``Labels.folio``."""
        return f"{self.number:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFormat:
    """Paper and grid 开本与基本栏. Sizes in mm and pt; ``characters`` of ``body`` pt to a column, gutter one character."""

    width: float
    height: float
    columns: int
    characters: int
    body: float
    leading: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The nameplate 报头: a drawn one, or the name set in type; and the line beside it."""

    slogan: str = ""
    nameplate: Image | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """A typeface 字体 that a newspaper chose: a family that the program knows by name, or a font file.

    Attributes:
        role: ``song`` 宋, ``hei`` 黑, ``kai`` 楷 or ``fang`` 仿宋.
        weight: ``light`` to ``black``; empty where it is for all weights.
        family: its name; empty where ``path`` is the file.
    """

    role: str
    where: Position
    weight: str = ""
    family: str = ""
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A newspaper 报纸.

    Attributes:
        imprint: (key, value) for the facts that are known, in the order of printing; ``press``: how it is printed 付印.
        fillers: what may fill a page that has too little copy 补白: pictures without a title, and short texts.
    """

    id: str
    name: str
    language: str
    page: PageFormat
    folder: Path
    imprint: tuple[tuple[str, str], ...] = ()
    masthead: Masthead = Masthead()
    fonts: tuple[Typeface, ...] = ()
    outputs: tuple[str, ...] = ("pdf", "epub", "web")
    fillers: tuple[Article, ...] = ()
    press: Press = Press()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One issue 一期报纸: its pages in the order of their numbers."""

    publication: Publication
    date: date
    folder: Path
    pages: tuple[Page, ...]
    serial: int | None = None
    corrected: datetime | None = None

    @property
    def modified(self) -> datetime:
        """When it became what it is, in UTC: when it was corrected 更正, else the beginning of its day.

        A correction of the same morning may lie before that day began in UTC. It is then a second later than the issue, for a
        shelf keeps the later of two books.
        """
        began = datetime.combine(self.date, time(), UTC)
        return max(self.corrected.astimezone(UTC), began + timedelta(seconds=1)) if self.corrected else began

    @property
    def stem(self) -> str:
        """The name that its outputs share: ``yangpu-times-2023-01-05``."""
        return f"{self.publication.id}-{self.date.isoformat()}"

    @property
    def articles(self) -> tuple[Article, ...]:
        """All articles in the order of the pages."""
        return tuple(article for page in self.pages for article in page.articles)


def join_lines(lines: tuple[str, ...]) -> str:
    """Join a headline's lines into one: an em of white between Han lines, a space between Latin ones."""
    joined = ""
    for line in lines:
        latin = joined[-1:].isascii() and line[:1].isascii()
        joined += (" " if latin else "\u3000") * bool(joined) + line
    return joined


def plain(runs: Runs) -> str:
    """Return the words of some runs, without styles and readings; a set line break becomes a space."""
    return "".join(run.text for run in runs).replace("\n", " ")
