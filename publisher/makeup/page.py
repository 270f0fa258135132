"""The make-up of one page: an independent, picklable unit of work."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.labels import labels
from publisher.locale import say
from publisher.makeup.arrange import GAP, Arranger, Leaf, Node, Placed, height, place, width
from publisher.makeup.copy import Copy, Galleys, rest
from publisher.makeup.furniture import FolioWords, NameplateWords, folio, foot, nameplate, place_ads
from publisher.makeup.grid import Grid, grid_for
from publisher.makeup.layout import Element, MadeUpPage, Module, PictureBox, RuleBox
from publisher.makeup.module import realise
from publisher.makeup.relief import Attempt, relieve
from publisher.makeup.shapes import Shape, Shaper
from publisher.rules import failure, finding
from publisher.typeset.setter import Setter, cached_typefaces
from publisher.typeset.stylebook import stylebook_for
from publisher.typeset.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.errors import Finding
    from publisher.model import Ad, PageFormat
    from publisher.typeset.fonts import Face

#: Modules below this many rows hold no text worth having; a copy that would get less waits for the next page.
_LEAST_ROWS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PageJob:
    """All that the make-up of a page needs, and nothing that it could look up elsewhere.

    Attributes:
        copies: what is to be placed, in the order of reading.
        next_page: where copy that finds no room continues.
        targets: (article, page) for those that continue elsewhere than on ``next_page``.
        lexicon: the issue's text, from which the headlines learn its words.
        nameplate, folio: the words of the one or the other; ``foot``: those below the type area.
    """

    number: int
    name: str
    label: str
    language: str
    form: PageFormat
    faces: tuple[Face, ...]
    lexicon: str
    copies: tuple[Copy, ...]
    next_page: int
    targets: tuple[tuple[str, int], ...] = ()
    ads: tuple[Ad, ...] = ()
    nameplate: NameplateWords | None = None
    folio: FolioWords | None = None
    foot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """A page made up, and what found no room on it."""

    page: MadeUpPage
    left: tuple[Copy, ...]


def make_up(job: PageJob) -> PageResult:
    """Make up a page.

    When the copy is too long for the page, the longest article jumps; if that is not enough, more do, and at last whole
    articles wait for the next page. Nothing is ever cut off.

    Raises:
        PublishError: P-003, where not even one article finds room.
    """
    return _Desk(job).make_up()


class _Desk:
    """The desk at which one page is made up."""

    def __init__(self, job: PageJob) -> None:
        self.job = job
        self.started = time.perf_counter()
        self.grid: Grid = grid_for(job.form)
        faces = cached_typefaces(job.faces, job.language)
        self.setter = Setter(faces, stylebook_for(job.form), words_of(job.lexicon, job.language))
        self.furniture: list[Element] = []
        self.first_row = 0
        if job.nameplate:
            plate, self.first_row = nameplate(job.nameplate, self.grid, self.setter)
            self.furniture += plate
        elif job.folio:
            self.furniture += folio(job.folio, job.number, self.grid, self.setter)
        self.furniture += foot(job.foot, self.grid, self.setter)
        ads, self.free = place_ads(
            job.ads,
            self.grid,
            self.grid.rows - self.first_row,
            labels(job.language).advertisement,
            self.setter,
        )
        self.furniture += ads

    def make_up(self) -> PageResult:
        if self.free < (_LEAST_ROWS if self.job.copies else 0):
            raise failure(self._impossible())
        if not self.job.copies:
            return PageResult(page=self._page((), blank=self.free * self.grid.columns), left=())
        shapers = [self._shaper(copy) for copy in self.job.copies]
        unfinished = frozenset(index for index, shaper in enumerate(shapers) if not shaper.galleys.complete)
        capacity = self.free * self.grid.columns * self.grid.characters

        def arrange(attempt: Attempt) -> Leaf | Node | None:
            return self._arrange(shapers[: attempt.placed], attempt)

        found: tuple[Attempt, Leaf | Node] | None = relieve(self.job.copies, unfinished, capacity, arrange)
        if found is None:
            raise failure(self._impossible())
        attempt, tree = found
        result = self._result(shapers, attempt, tree)
        if not any(module.characters or _pictures(module) for module in result.page.modules):
            # A page that takes nothing would be followed by another, without end.
            raise failure(self._impossible())
        return result

    def _impossible(self) -> Finding:
        first = self.job.copies[0].article
        if self.free < _LEAST_ROWS:
            problem = say("广告和报头占满了版面", "the ads and the nameplate leave no room")
            hint = say("减少广告或另起一版", "use fewer ads, or another page")
        else:
            problem = say(f"放不下《{first.headline[:40]}》", f"“{first.headline[:40]}” finds no room")
            hint = say(
                "缩短它的标题、提要或过高的表格行",
                "shorten its headline, its summary, or a table row that is too high",
            )
        return finding("P-003", first.where, page=self.job.number, problem=problem, hint=hint)

    def _shaper(self, copy: Copy) -> Shaper:
        grid = self.grid
        budget = int(grid.columns * grid.characters * self.free * 1.15)
        galleys = Galleys(copy, self.setter, max(self.free - 6, _LEAST_ROWS), budget)
        words = labels(self.job.language)
        label = words.continued_from(copy.continued_from) if copy.continued_from else ""
        return Shaper(
            galleys, grid, self.setter, self.free, label=label,
            href=f"#{part_id(copy.article.id, copy.continued_from)}",
        )  # fmt: skip

    def _arrange(self, shapers: list[Shaper], attempt: Attempt) -> Leaf | Node | None:
        table: list[dict[int, list[Shape]]] = []
        least = 0
        for index, shaper in enumerate(shapers):
            shapes = {
                columns: found
                for columns in range(1, self.grid.columns + 1)
                if (found := self._shapes(shaper, columns, elastic=index in attempt.elastic))
            }
            areas = [shape.rows * columns for columns, found in shapes.items() for shape in found]
            least += min(areas, default=self.free * self.grid.columns + 1)
            table.append(shapes)
        if least > self.free * self.grid.columns:
            return None
        return Arranger(table, self.grid.columns, self.free, attempt.elastic).best()

    def _shapes(self, shaper: Shaper, columns: int, *, elastic: bool) -> list[Shape]:
        found = shaper.shapes(columns, whole=not elastic)
        return [shape for shape in found if shape.rows + 2 <= self.free] if elastic else found

    def _result(self, shapers: list[Shaper], attempt: Attempt, tree: Leaf | Node) -> PageResult:
        modules: list[Module] = []
        left: list[Copy] = []
        for spot in place(tree):
            shaper = shapers[spot.leaf.copy]
            module, waiting = self._module(spot, shaper, jumps=spot.leaf.copy in attempt.elastic)
            modules.append(module)
            left += [waiting] if waiting else []
        left += [shaper.galleys.copy for shaper in shapers[attempt.placed :]]
        blank = sum(module.blank for module in modules) + (self.free - height(tree)) * self.grid.columns
        self.furniture += self._rules(tree, 0, self.first_row)
        return PageResult(page=self._page(tuple(modules), blank), left=tuple(left))

    def _module(self, spot: Placed, shaper: Shaper, *, jumps: bool) -> tuple[Module, Copy | None]:
        copy = shaper.galleys.copy
        target = dict(self.job.targets).get(copy.article.id, self.job.next_page)
        jump = labels(self.job.language).continued_to(target) if jumps else ""
        href = f"#{part_id(copy.article.id, target)}"
        row = spot.row + self.first_row
        module, taken = realise(
            shaper, spot.leaf.shape, spot.column, row, spot.leaf.rows, jump=jump, jump_href=href
        )
        whole = shaper.galleys.complete and len(taken) >= len(shaper.galleys.slugs(spot.leaf.shape.measure))
        if whole:
            return module, None
        return module._replace(continued_to=target), rest(copy, taken, self.job.number)

    def _rules(self, tree: Leaf | Node, column: int, row: int) -> Iterator[Element]:
        """Yield the rules between modules: across in the middle of the gap, down in the gutter."""
        if isinstance(tree, Leaf):
            return
        grid = self.grid
        yield from self._rules(tree.first, column, row)
        if tree.stacked:
            below = row + height(tree.first)
            yield RuleBox(
                grid.x(column), grid.y(below) + GAP / 2 * grid.leading, grid.span(width(tree)), 0.35, "rule"
            )
            yield from self._rules(tree.second, column, below + GAP)
        else:
            right = column + width(tree.first)
            x = grid.x(right) - grid.em / 2
            yield RuleBox(x, grid.y(row), 0.35, height(tree) * grid.leading, "rule")
            yield from self._rules(tree.second, right, row)

    def _page(self, modules: tuple[Module, ...], blank: float) -> MadeUpPage:
        job = self.job
        lines = (self.grid.rows - self.first_row) * self.grid.columns
        return MadeUpPage(
            number=job.number, name=job.name, label=job.label, width=self.grid.width, height=self.grid.height,
            furniture=tuple(self.furniture), modules=modules, lines=lines, blank_lines=min(round(blank), lines),
            seconds=time.perf_counter() - self.started,
        )  # fmt: skip


def part_id(article: str, page: int) -> str:
    """Return the address of the part of an article that stands on a page."""
    return f"article-{article}-page-{page}"


def _pictures(module: Module) -> bool:
    return any(isinstance(element, PictureBox) for element in module.elements)
