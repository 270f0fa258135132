"""Page furniture 版面附件: the nameplate 报头 with its ear 报眼, the folio 报眉, the foot 报脚, and advertisements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from publisher.makeup.layout import Element, PictureBox, RuleBox, TextBox
from publisher.typeset.stylebook import Voice

if TYPE_CHECKING:
    from publisher.makeup.grid import Grid
    from publisher.model import Image
    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter

#: Sizes of the refers in pt where the body is 9 pt, the usual one first; none is smaller than captions are.
_REFER_SIZES = (9.0, 8.5, 8.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refer:
    """A refer 导读: a headline inside the issue, with its page and its address."""

    folio: str
    headline: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FolioWords:
    """What a page says of itself: number, name, the issue's date, the paper, and who edited it."""

    folio: str
    label: str
    name: str
    paper: str
    dates: tuple[str, ...]
    credits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NameplateWords:
    """What the front page says at its head and foot."""

    name: str
    slogan: str
    drawn: Image | None
    facts: tuple[str, ...]
    refers_title: str
    refers: tuple[Refer, ...]


class _Area(NamedTuple):
    """Where the refers may stand, in pt; ``foot`` is its lower edge."""

    x: float
    y: float
    width: float
    foot: float


class Furnisher:
    """Sets the furniture of one page."""

    def __init__(self, grid: Grid, setter: Setter) -> None:
        self.grid, self.setter = grid, setter
        self.scale = grid.em / 9.0

    def line(
        self,
        text: str,
        voice: Voice,
        x: float,
        y: float,
        width: float,
        role: str,
        *,
        align: str = "left",
        tag: str = "p",
        href: str = "",
    ) -> TextBox:
        """Set one element of furniture; places and widths in pt."""
        lines: tuple[Line, ...] = self.setter.lines(text, voice, width, justify=False, align=align)
        return TextBox(
            x,
            y,
            width,
            voice.size * voice.line,
            tuple(line for line in lines if line.spans),
            tag,
            role,
            href=href,
        )

    def voice(self, face: str, size: float, line: float = 1.3) -> Voice:
        """Return a voice, scaled as the page's body is to 9 pt."""
        return Voice(face=face, size=size * self.scale, line=line)


def folio(words: FolioWords, number: int, grid: Grid, setter: Setter) -> list[Element]:
    """Set the folio 报眉 of an inside page: the number large at the outer edge, a rule below."""
    desk = Furnisher(grid, setter)
    left, width = grid.left, grid.text_width
    rule = grid.top - 9 * desk.scale
    outer_right = number % 2 == 1
    # On small paper the head margin sets the size.
    figure = desk.voice("hei-bold", min(22.0, (rule - 6) / desk.scale * 0.9), 1.1)
    plain, name = desk.voice("hei", 9), desk.voice("song-black", 13)
    base = rule - 4 * desk.scale
    gap = 9 * desk.scale
    folio_width = setter.width(words.folio, figure) + 2
    name_width = setter.width(words.name, name) + 2 if words.name else 0.0
    outer = folio_width + gap + name_width
    elements: list[Element] = []

    def add(text: str, voice: Voice, x: float, room: float, role: str, align: str = "left") -> None:
        elements.append(
            desk.line(text, voice, x, base - voice.size * (voice.line - 0.04), room, role, align=align)
        )

    add(words.folio, figure, left + width - folio_width if outer_right else left, folio_width, "folio-number")
    if words.name and outer <= width:
        name_x = left + width - outer if outer_right else left + folio_width + gap
        add(words.name, name, name_x, name_width, "folio-name")
    room = width - outer - gap
    facts = _fitting(words, room, plain, setter)
    if facts:
        add(
            facts,
            plain,
            left if outer_right else left + width - room,
            room,
            "folio-facts",
            "left" if outer_right else "right",
        )
    elements.append(RuleBox(left, rule, width, 1.0, "bar"))
    elements.append(RuleBox(left, rule + 2.2, width, 0.35, "rule"))
    return elements


def _fitting(words: FolioWords, room: float, voice: Voice, setter: Setter) -> str:
    """Return as many of the folio's facts as stand on one line: the date before the paper, and both before the rest."""
    date, *other_dates = words.dates
    for facts in (
        (words.paper, date, *other_dates, words.credits),
        (words.paper, date, words.credits),
        (words.paper, date),
        (date,),
    ):
        text = "\u3000".join(filter(None, facts))
        if setter.width(text, voice) <= room:
            return text
    return ""


def nameplate(words: NameplateWords, grid: Grid, setter: Setter) -> tuple[list[Element], int]:
    """Set the nameplate 报头 over the front page, refers in its ear; return the elements and the rows they take."""
    desk = Furnisher(grid, setter)
    rows = max(4, min(11, grid.rows // 6))
    lead = grid.leading
    name_rows = rows - 3
    height = grid.y(name_rows) - _top(grid)
    ear = min(2, grid.columns - 1) if words.refers and grid.columns >= 3 else 0
    refers = _ear(words, desk, grid.x(grid.columns - ear), grid.span(ear), height) if ear else []
    elements = _name(words, desk, grid.span(grid.columns - ear if refers else grid.columns), height)
    elements += refers
    foot = grid.y(name_rows)
    elements.append(RuleBox(grid.left, foot + 0.15 * lead, grid.text_width, 0.35, "rule"))
    facts = desk.line(
        "\u3000".join(words.facts),
        desk.voice("hei", 9, lead / 9 / desk.scale),
        grid.left,
        foot + 0.42 * lead,
        grid.text_width,
        "nameplate-facts",
        align="center",
    )
    elements.append(facts)
    elements.append(
        RuleBox(grid.left, foot + (0.65 + len(facts.lines)) * lead, grid.text_width, 2.2, "bar accent")
    )
    return elements, rows + len(facts.lines) - 1


def _name(words: NameplateWords, desk: Furnisher, width: float, height: float) -> list[Element]:
    """Set the paper's name, drawn or in type, and its slogan below it.

    They fill an area ``height`` pt high, which begins in the head margin.
    """
    grid = desk.grid
    top = _top(grid)
    elements: list[Element] = []
    if words.slogan:
        voice = desk.voice("kai", 10.5, 1.3)
        height -= voice.size * 1.7
        elements.append(desk.line(words.slogan, voice, grid.left, top + height, width, "slogan"))
    if words.drawn:
        image = words.drawn
        scale = min(width / image.width, height * 0.92 / image.height)
        return [
            PictureBox(grid.left, top, image.width * scale, image.height * scale, image, role="nameplate"),
            *elements,
        ]
    size = 92.0
    voice = desk.voice("song-black", size, 1.0)
    while size > 12 and (desk.setter.width(words.name, voice) > width * 0.94 or voice.size > height * 0.82):
        size -= 2
        voice = desk.voice("song-black", size, 1.0)
    y = top + (height - voice.size) * 0.42
    return [desk.line(words.name, voice, grid.left, y, width, "nameplate", tag="h1"), *elements]


def _top(grid: Grid) -> float:
    """Return where the nameplate begins: without a folio above it, it rises into the head margin."""
    return grid.top * 0.58


def _ear(words: NameplateWords, desk: Furnisher, x: float, width: float, height: float) -> list[Element]:
    """Set the refers 导读 in the ear 报眼, as many as find room, each whole; return nothing if none does.

    The frame stays clear of the rule below the nameplate's area, which is ``height`` pt high. Type gets a little smaller
    where that makes room for more of the refers: a page that is not referred to is worse than half a point less.
    """
    grid, lead = desk.grid, desk.grid.leading
    inset, top = grid.em, _top(grid)
    title = desk.voice("hei-bold", 10.5, lead * 1.4 / 10.5 / desk.scale)
    area = _Area(x + inset, top + 2.2 * lead, width - 2 * inset, top + height - 0.8 * lead)
    set_ = max((_refers(words, desk, area, size) for size in _REFER_SIZES), key=len)
    if not set_:
        return []
    end = max(box.y + len(box.lines) * box.line_height for box in set_)
    return [
        RuleBox(x, top + 0.2 * lead, width, end + 0.3 * lead - top, "ear"),
        desk.line(words.refers_title, title, x + inset, top + 0.5 * lead, width - 2 * inset, "refers-title"),
        *set_,
    ]


def _refers(words: NameplateWords, desk: Furnisher, area: _Area, size: float) -> list[TextBox]:
    """Set the refers that find room in an area, in a size; each is a folio and a headline."""
    lead = desk.grid.leading * size / _REFER_SIZES[0]
    voice = desk.voice("song", size, lead / size / desk.scale)
    number = desk.voice("hei-bold", size, lead / size / desk.scale)
    folios = max((desk.setter.width(refer.folio, number) for refer in words.refers), default=0.0)
    indent = folios + 0.7 * desk.grid.em
    boxes: list[TextBox] = []
    y = area.y
    for refer in words.refers:
        text = desk.line(
            refer.headline, voice, area.x + indent, y, area.width - indent, "refer", href=refer.href
        )
        height = len(text.lines) * lead
        if y + height > area.foot:
            continue
        boxes.append(desk.line(refer.folio, number, area.x, y, indent, "refer-number", href=refer.href))
        boxes.append(text)
        y += height + 0.28 * lead
    return boxes


def foot(words: str, grid: Grid, setter: Setter) -> list[Element]:
    """Set the foot 报脚 below the type area: imprint facts, or the credits of a front page's editors."""
    if not words:
        return []
    desk = Furnisher(grid, setter)
    top = grid.y(grid.rows) + 0.8 * grid.leading
    return [
        RuleBox(grid.left, top, grid.text_width, 0.35, "rule"),
        desk.line(
            words, desk.voice("hei", 7.5, 1.5), grid.left, top + 3, grid.text_width, "foot", align="center"
        ),
    ]
