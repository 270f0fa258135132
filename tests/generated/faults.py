"""What is wrong with a made-up page, found from its elements alone, whatever way it was made up."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from publisher.labels import labels
from publisher.makeup.grid import Grid, grid_for
from publisher.makeup.layout import (
    ADDED,
    DrawingBox,
    MadeUpPage,
    Module,
    PictureBox,
    Rect,
    RuleBox,
    TableBox,
    TextBox,
    VerticalBox,
)
from publisher.model import Chart, Kind
from publisher.text.reading import reading_text, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publisher.labels import Labels
    from publisher.makeup.issue import MadeUpIssue
    from publisher.makeup.layout import Element
    from publisher.model import Article, Edition, PageFormat
    from publisher.typeset.atoms import TextStyle

#: Headlines collide whose sizes differ by less than this factor, side by side and no further apart in height than so many rows.
_ALIKE, _LEVEL = 1.2, 2.0
#: Kinds whose headlines follow the priority; the others' are small by nature.
_RANKED = frozenset({Kind.NEWS, Kind.COMMENT, Kind.FEATURE, Kind.DOCUMENT})
_GRACE = 0.02


class Faults(NamedTuple):
    """The faults of one page; every list names them for a person who looks for them."""

    overlaps: tuple[str, ...]
    outside: tuple[str, ...]
    off_grid: tuple[str, ...]
    across: tuple[float, ...]
    down: tuple[float, ...]
    collisions: tuple[str, ...]
    lead: bool
    inversions: tuple[str, ...]


class Title(NamedTuple):
    """A headline as it stands: its box, its size in pt, its face, and whether it runs down or stands in a frame."""

    article: str
    rect: Rect
    size: float
    face: str
    upright: bool
    framed: bool


def faults(page: MadeUpPage, articles: Iterable[Article], form: PageFormat) -> Faults:
    """Examine a page.

    Args:
        page: what make-up handed over.
        articles: the edition's, for their priorities.
        form: the publication's grid.
    """
    grid = grid_for(form)
    known = {article.id: article for article in articles}
    titles = [title for module in page.modules if module.article_id in known and (title := _title(module))]
    return Faults(
        overlaps=tuple(_overlaps(page)),
        outside=tuple(_outside(page, grid)),
        off_grid=tuple(_off_grid(page, grid)),
        across=tuple(
            y
            for y in _cuts([(m.rect.y, m.rect.y + m.rect.height) for m in page.modules])
            if not _barred(page, y)
        ),
        down=tuple(_cuts([(m.rect.x, m.rect.x + m.rect.width) for m in page.modules])),
        collisions=tuple(_collisions(page, titles, grid)),
        lead=_lead(titles, known),
        inversions=tuple(_inversions(titles, known)),
    )


def lost_and_doubled(edition: Edition, issue: MadeUpIssue) -> tuple[dict[str, str], dict[str, str]]:
    """Count the characters of each article on the pages and in the copy; return what is missing and what is too much.

    What make-up adds is no text: the lines of jumps, columns' names, heads of tables that go on, marks before the items of
    lists, and printed words such as 来源.
    """
    printed = labels(edition.publication.language)
    found: dict[str, Counter[str]] = {article.id: Counter() for article in edition.articles}
    known = {article.id: article for article in (*edition.articles, *edition.publication.fillers)}
    for number, module in ((page.number, module) for page in issue.pages for module in page.modules):
        name = module.article_id
        if name not in found:
            # A filler stands whole wherever it stands, on as many pages as want it.
            known[f"{name} {number}"] = known[name]
            name = f"{name} {number}"
        found.setdefault(name, Counter()).update(_letters(module))
    lost, doubled = {}, {}
    for name, count in found.items():
        wanted = Counter("".join(visible(text) for text in reading_text(known[name])))
        missing, surplus = wanted - count, count - wanted - _added(known[name], printed)
        if missing:
            lost[name] = "".join(missing.elements())
        letters = "".join(char for char in surplus.elements() if char.isalpha())
        if letters:
            doubled[name] = letters
    return lost, doubled


def _letters(module: Module) -> Iterator[str]:
    for element in module.elements:
        if getattr(element, "role", "") != "column":
            for text in words(element):
                yield from visible(text)


def _added(article: Article, printed: Labels) -> Counter[str]:
    """Count the letters of the words that stand before a source and before a chart's unit, on each page that has it."""
    charts = sum(isinstance(block, Chart) for block in article.body)
    return Counter(printed.source * bool(article.source) + printed.unit * charts)


def words(element: Element, *, added: bool = False) -> Iterator[str]:
    """Yield what is written in an element in reading order; what make-up itself adds only if asked."""
    match element:
        case TextBox(role=role, lines=lines):
            if added or role not in ADDED:
                yield from (line.text for line in lines)
        case PictureBox(caption=caption):
            yield from (words(caption) if caption else ())
        case TableBox(rows=rows):
            told = (row for row in rows if added or not row.again)
            yield from (line.text for row in told for cell in row.cells for line in cell.lines)
        case VerticalBox(columns=columns):
            yield from (column.text for column in columns)
        case DrawingBox(svg=svg):
            yield from _drawn(svg)
        case _:
            return


def _drawn(svg: str) -> Iterator[str]:
    yield html.unescape(re.sub(r"<[^>]*>", "", svg))


def _boxes(element: Element) -> Iterator[Rect]:
    """Yield the rectangles that an element prints in: of text its lines, so that white between them counts for nothing."""
    match element:
        case RuleBox():
            return
        case TextBox(lines=lines):
            for number, line in enumerate(lines):
                if line.spans:
                    top = element.y + number * element.line_height
                    yield Rect(element.x + line.offset, top, line.width, element.line_height)
        case TableBox(rows=rows):
            yield Rect(element.x, element.y, element.width, sum(row.height for row in rows))
        case PictureBox(caption=caption):
            yield Rect(element.x, element.y, element.width, element.height)
            yield from (_boxes(caption) if caption else ())
        case _:
            yield Rect(element.x, element.y, element.width, element.height)


def _crossing(a: Rect, b: Rect, grace: float) -> bool:
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return across > grace and down > grace


def _overlaps(page: MadeUpPage) -> Iterator[str]:
    for one, other in combinations(page.modules, 2):
        if _crossing(one.rect, other.rect, _GRACE):
            yield f"modules {one.article_id} {other.article_id}"
    # Line boxes of one size may touch each other by a fraction of their leading; ink does not.
    printed = [(number, box) for number, element in enumerate(_elements(page)) for box in _boxes(element)]
    printed.sort(key=lambda item: item[1].y)
    for index, (number, box) in enumerate(printed):
        for other, below in printed[index + 1 :]:
            if below.y >= box.y + box.height:
                break
            if other != number and _crossing(box, below, 1.5):
                yield f"elements at {box.x:.0f},{box.y:.0f} and {below.x:.0f},{below.y:.0f}"


def _elements(page: MadeUpPage) -> Iterator[Element]:
    for module in page.modules:
        yield from module.elements
    # An advertisement's label stands on its picture, a nameplate's refers in their frame: of these only the pictures count.
    yield from (element for element in page.furniture if getattr(element, "role", "") == "ad")


def _outside(page: MadeUpPage, grid: Grid) -> Iterator[str]:
    area = Rect(grid.left, grid.top, grid.text_width, grid.rows * grid.leading)
    for module in page.modules:
        if not _within(module.rect, area, _GRACE):
            yield f"module {module.article_id}"
        for element in module.elements:
            yield from (
                f"{type(element).__name__} of {module.article_id} at {box.x:.0f},{box.y:.0f}"
                for box in _boxes(element)
                # A last mark's white may hang over the edge, a line's descenders below the foot.
                if not _within(box, module.rect, grid.em * 0.5)
            )


def _within(box: Rect, area: Rect, grace: float) -> bool:
    return (
        box.x >= area.x - grace
        and box.y >= area.y - grace
        and box.x + box.width <= area.x + area.width + grace
        and box.y + box.height <= area.y + area.height + grace
    )


def _off_grid(page: MadeUpPage, grid: Grid) -> Iterator[str]:
    for module in page.modules:
        step = (grid.characters + 1) * grid.em
        for name, value in (
            ("head", (module.rect.y - grid.top) / grid.leading),
            ("height", module.rect.height / grid.leading),
            ("left", (module.rect.x - grid.left) / step),
            ("width", (module.rect.width + grid.em) / step),
        ):
            if abs(value - round(value)) > 1e-3:
                yield f"{name} of {module.article_id}: {value:.3f}"
        for element in module.elements:
            if isinstance(element, TextBox) and element.role == "body":
                row = (element.y - grid.top) / grid.leading
                if abs(row - round(row)) > 1e-3:
                    yield f"body of {module.article_id}: row {row:.3f}"


def _cuts(spans: list[tuple[float, float]]) -> Iterator[float]:
    """Yield where everything lies wholly before or wholly behind."""
    reached: float | None = None
    for start, end in sorted(spans):
        if reached is not None and start >= reached - _GRACE:
            yield (reached + start) / 2
        reached = end if reached is None else max(reached, end)


def _barred(page: MadeUpPage, y: float) -> bool:
    """Tell whether an advertisement or a filler stands in the way of a line across the page."""
    return any(
        box.y < y < box.y + box.height
        for element in page.furniture
        if getattr(element, "role", "") != "rule"
        for box in _boxes(element)
    )


def _title(module: Module) -> Title | None:
    for element in module.elements:
        if isinstance(element, RuleBox) or not getattr(element, "role", "").startswith("headline"):
            continue
        if element.role in ADDED:
            continue
        boxes = list(_boxes(element))
        left, top = min(box.x for box in boxes), min(box.y for box in boxes)
        right, foot = max(box.x + box.width for box in boxes), max(box.y + box.height for box in boxes)
        style = _style(element)
        return Title(
            article=module.article_id,
            rect=Rect(left, top, right - left, foot - top),
            size=style.size,
            face=style.face,
            upright=isinstance(element, VerticalBox),
            framed=any(isinstance(part, RuleBox) and part.role == "frame" for part in module.elements),
        )
    return None


def _style(element: TextBox | VerticalBox) -> TextStyle:
    if isinstance(element, VerticalBox):
        return element.columns[0].cells[0].style
    return next(line.spans[0].style for line in element.lines if line.spans)


def _collisions(page: MadeUpPage, titles: list[Title], grid: Grid) -> Iterator[str]:
    """Yield heads 碰题: of modules side by side, level and of nearly the same size; a frame parts them.

    Those that are of one face, too, end with an exclamation mark.
    """
    places = {module.article_id: module.rect for module in page.modules}
    for one, other in combinations(titles, 2):
        a, b = sorted((places[one.article], places[other.article]))
        beside = -_GRACE <= b.x - (a.x + a.width) <= grid.em * 1.5
        level = abs(one.rect.y - other.rect.y) < _LEVEL * grid.leading
        alike = max(one.size, other.size) / min(one.size, other.size) < _ALIKE
        parted = one.framed or other.framed or one.upright != other.upright
        if beside and level and alike and not parted:
            same = "!" * (one.face.partition("-")[0] == other.face.partition("-")[0])
            yield f"{one.article} {one.size:.0f} pt | {other.article} {other.size:.0f} pt{same}"


def _lead(titles: list[Title], known: dict[str, Article]) -> bool:
    """Tell whether the largest headline is that of an article of the first priority on the page."""
    if not titles:
        return True
    largest = max(title.size for title in titles)
    first = min(known[title.article].priority for title in titles)
    return any(title.size > largest - 0.05 and known[title.article].priority == first for title in titles)


def _inversions(titles: list[Title], known: dict[str, Article]) -> Iterator[str]:
    """Yield pairs of stories of which the less important has the larger headline."""
    ranked = [title for title in titles if known[title.article].kind in _RANKED]
    for one, other in combinations(ranked, 2):
        above, below = sorted((one, other), key=lambda title: known[title.article].priority)
        less = known[below.article].priority > known[above.article].priority
        if less and below.size > above.size + 0.05:
            yield f"{below.article} {below.size:.0f} pt over {above.article} {above.size:.0f} pt"
