"""The make-up of one page: an independent, picklable unit of work."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from publisher.labels import labels
from publisher.makeup import complaints
from publisher.makeup.ads import place_ads
from publisher.makeup.arrange import HOLLOW, Composed, arrangements, emptiness, hollowness
from publisher.makeup.copy import Copy, Galleys, rest
from publisher.makeup.furniture import FolioWords, NameplateWords, folio, foot, nameplate
from publisher.makeup.grid import Grid, grid_for
from publisher.makeup.layout import Element, MadeUpPage, Module, PictureBox, RuleBox
from publisher.makeup.looks import runs_through, suffered
from publisher.makeup.module import realise
from publisher.makeup.pinwheel import MOST
from publisher.makeup.pose import pose
from publisher.makeup.precedence import in_rank
from publisher.makeup.relief import Attempt, relieve
from publisher.makeup.shaper import Shaper
from publisher.makeup.shapers import Shapers
from publisher.makeup.tables import GAP
from publisher.makeup.turns import in_turns
from publisher.makeup.wish import Wish, wish_for
from publisher.rules import failure, finding
from publisher.typeset.setter import Setter, cached_typefaces
from publisher.typeset.stylebook import stylebook_for
from publisher.typeset.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.errors import Finding
    from publisher.makeup.derive import Seam
    from publisher.makeup.looks import Placed
    from publisher.model import Ad, Article, PageFormat
    from publisher.typeset.fonts import Face
    from publisher.typeset.words import Relay, Words

#: Modules below this many rows hold no text worth having; a copy that would get less waits for the next page.
_LEAST_ROWS = 8
#: Of a page with no more than this share blank nothing is asked any more.
_ENOUGH = 0.015
#: So many arrangements are set where the best one leaves more blank than was reckoned.
_TRIED = 8
#: Of so many articles what was asked for is given up alone, before all of it is.
_SINGLY = 4
#: A filler that fills no more lines than these is not worth its ink.
_WORTH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PageJob:
    """All that the make-up of a page needs, and nothing that it could look up elsewhere.

    Attributes:
        copies: what is to be placed, in the order of reading.
        next_page: where copy that finds no room continues.
        fillers: what may fill the page if it has too little copy, in the order of choice.
        candidate: which of the best arrangements is used, from 1.
        may_jump: a later page may take in what an ugly page would be rid of.
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
    fillers: tuple[Article, ...] = ()
    candidate: int = 1
    may_jump: bool = False
    nameplate: NameplateWords | None = None
    folio: FolioWords | None = None
    foot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a page was made up: the copies that stand on it, fillers included, where, and which may run out."""

    copies: tuple[Copy, ...] = ()
    composed: Composed | None = None
    elastic: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """A page made up, what found no room on it, what is to be said of it, and how it was made.

    Attributes:
        spare: the lines of standard columns that the page could take more of, were its heads and pictures at their smallest.
        choices: the best arrangements that look different, the best first.
        ill: how ill it looks, to be compared with pages of other copy; one without articles looks well.
    """

    page: MadeUpPage
    left: tuple[Copy, ...]
    findings: tuple[Finding, ...] = ()
    plan: Plan = Plan()
    spare: float = 0.0
    choices: tuple[Composed, ...] = ()
    ill: float = 0.0


def make_up(job: PageJob, shapers: Shapers | None = None) -> PageResult:
    """Make up a page.

    When the copy is too long for the page, the longest article jumps; if that is not enough, more do, and at last whole
    articles wait for the next page. Nothing is ever cut off.

    Args:
        job: the page.
        shapers: make the shapers, if they remember some.

    Raises:
        PublishError: P-003, where not even one article finds room.
    """
    return _Desk(job, shapers).make_up()


def candidates(job: PageJob, count: int) -> list[MadeUpPage]:
    """Make up a page in the best ways that look different, the best first, at most ``count`` of them.

    Raises:
        PublishError: P-003, where not even one article finds room.
    """
    result = make_up(replace(job, candidate=1))
    chosen = (replace(result.plan, composed=composed) for composed in result.choices[:count])
    return [set_again(job, replace(result, plan=plan)) for plan in chosen] or [result.page]


def set_again(job: PageJob, result: PageResult) -> MadeUpPage:
    """Set a page that is made up once more, with other words about it; everything stands where it stood."""
    return _Desk(job).set_again(result.plan)


class Making(Protocol):
    """How the pages of an issue come to be made; who remembers pages puts himself between."""

    def make_up(self, job: PageJob) -> PageResult:
        """Make up a page, as :func:`make_up` does."""

    def set_again(self, job: PageJob, result: PageResult) -> MadeUpPage:
        """Set a page once more, as :func:`set_again` does."""


class Anew:
    """Makes every page anew.

    Args:
        shapers: make the shapers, if they remember some.
    """

    def __init__(self, shapers: Shapers | None = None) -> None:
        self._shapers = shapers

    def make_up(self, job: PageJob) -> PageResult:
        """Make up a page."""
        return make_up(job, self._shapers)

    def set_again(self, job: PageJob, result: PageResult) -> MadeUpPage:
        """Set a page once more."""
        return set_again(job, result)


class _Arranged(NamedTuple):
    """The arrangement that is used, those that it was chosen from, and the lines that the page could take more of."""

    composed: Composed
    choices: tuple[Composed, ...] = ()
    spare: float = 0.0


class _Desk:
    """The desk at which one page is made up."""

    def __init__(self, job: PageJob, shapers: Shapers | None = None) -> None:
        self.job = job
        self.started = time.perf_counter()
        self.grid: Grid = grid_for(job.form)
        self.words = words_of(job.lexicon, job.language)
        self.setter = self._setter(self.words)
        self.shapers = shapers or Shapers()
        self.furniture: list[Element] = []
        self.first_row = 0
        if job.nameplate:
            plate, self.first_row = nameplate(job.nameplate, self.grid, self.setter)
            self.furniture += plate
        elif job.folio:
            self.furniture += folio(job.folio, job.number, self.grid, self.setter)
        self.furniture += foot(job.foot, self.grid, self.setter)
        label = labels(job.language).advertisement
        ads = place_ads(job.ads, self.grid, self.grid.rows - self.first_row, label, self.setter)
        self.furniture += ads.elements
        self.free, self.fixed = ads.free, ads.fixed
        self.findings: list[Finding] = []

    @property
    def room(self) -> int:
        """The lines of standard columns that are free for articles."""
        return self.free * self.grid.columns - sum(area.rows * area.columns for area in self.fixed)

    def make_up(self) -> PageResult:
        if self.free < (_LEAST_ROWS if self.job.copies else 0):
            raise failure(self._impossible())
        if not self.job.copies:
            return PageResult(page=self._page((), blank=self.room), left=(), spare=self.room)
        shapers, found = self._found()
        if found is None:
            raise failure(self._impossible())
        attempt, arranged = found
        if attempt.placed > MOST:
            page = f"{self.job.number:02d}"
            self.findings.append(finding("P-007", page=page, count=attempt.placed, most=MOST))
        result = self._best(shapers, arranged, attempt.elastic)
        if not result.left:
            result = self._filled(shapers, result)
        if not any(module.characters or _pictures(module) for module in result.page.modules):
            # A page that takes nothing would be followed by another, without end.
            raise failure(self._impossible())
        count = len(result.choices)
        if self.job.candidate > count:
            self.findings.append(finding("P-006", page=f"{self.job.number:02d}", count=count))
        return replace(result, findings=tuple(self.findings))

    def _found(self) -> tuple[list[Shaper], tuple[Attempt, _Arranged] | None]:
        """Arrange the page as was asked for, or with as little of that given up as is needed; at last with stamps for pictures."""
        shapers = [self._shaper(copy) for copy in self.job.copies]
        found = self._relieved(shapers)
        asked = [number for number, shaper in enumerate(shapers) if shaper.wish != Wish()]
        dropped: Sequence[int] = ()
        for given_up in _given_up(asked) if found is None or found[0].placed < len(shapers) else ():
            freely = [
                self._shaper(copy, Wish()) if number in given_up else shapers[number]
                for number, copy in enumerate(self.job.copies)
            ]
            otherwise = self._relieved(freely)
            placed = otherwise[0].placed if otherwise else 0
            if placed == len(shapers) or (given_up == asked and placed > (found[0].placed if found else 0)):
                # What was asked for would drive whole articles off the page.
                shapers, found, dropped = freely, otherwise, given_up
                break
        if found is None:
            shapers, dropped = [self._shaper(copy, Wish(), tight=True) for copy in self.job.copies], asked
            found = self._relieved(shapers)
        if dropped:
            articles = [self.job.copies[number].article for number in dropped]
            self.findings.append(complaints.dropped(self.job, articles))
        return shapers, found

    def set_again(self, plan: Plan) -> MadeUpPage:
        if plan.composed is None:
            return self._page((), blank=self.room)
        shapers = [self._shaper(copy) for copy in plan.copies]
        return self._result(shapers, _Arranged(plan.composed), plan.elastic).page

    def _relieved(self, shapers: list[Shaper]) -> tuple[Attempt, _Arranged] | None:
        """Arrange as many copies as find room, with the least harm."""
        unfinished = frozenset(index for index, shaper in enumerate(shapers) if not shaper.galleys.complete)
        capacity = float(self.room * self.grid.characters)

        def arrange(attempt: Attempt) -> _Arranged | None:
            return self._arrange(shapers[: attempt.placed], attempt.elastic)

        def ill(arranged: _Arranged) -> float:
            return self._ill(arranged.composed)

        return relieve(self.job.copies, unfinished, capacity, arrange, ill, may_jump=self.job.may_jump)

    def _ill(self, composed: Composed) -> float:
        borne = hollowness(composed.blank, self.free * self.grid.columns)
        return composed.cost - borne - suffered(composed.placed, self.fixed)

    def _filled(self, shapers: list[Shaper], result: PageResult) -> PageResult:
        """Add fillers 补白 one after the other while that leaves less of the page blank."""
        for filler in self.job.fillers:
            blank = result.page.blank_lines
            if blank <= self.room * _ENOUGH:
                break
            more = [*shapers, self._shaper(Copy(article=filler, order=len(shapers)))]
            arranged = self._arrange(more, frozenset())
            tried = self._result(more, arranged, frozenset()) if arranged else None
            if tried and tried.page.blank_lines + _WORTH < blank:
                shapers, result = more, tried
        return result

    def _impossible(self) -> Finding:
        return complaints.impossible(self.job, cramped=self.free < _LEAST_ROWS, ads=bool(self.fixed))

    def _setter(self, words: Words | Relay) -> Setter:
        faces = cached_typefaces(self.job.faces, self.job.language)
        return Setter(faces, stylebook_for(self.job.form), words)

    def _shaper(self, copy: Copy, wish: Wish | None = None, *, tight: bool = False) -> Shaper:
        words = labels(self.job.language)
        label = words.continued_from(copy.continued_from) if copy.continued_from else ""
        if wish is None and not copy.continued_from:
            wish = wish_for(copy.article.layout, self.grid.columns, self.first_row)
        return self.shapers.of(
            (copy, wish, tight, self.job.form, self.job.faces, self.job.language, self.free),
            self.words,
            lambda relay: self._new_shaper(copy, relay, wish or Wish(), label=label, tight=tight),
        )

    def _new_shaper(self, copy: Copy, words: Relay, wish: Wish, *, label: str, tight: bool) -> Shaper:
        grid, setter = self.grid, self._setter(words)
        budget = int(grid.columns * grid.characters * self.free * 1.15)
        galleys = Galleys(copy, setter, max(self.free - 6, _LEAST_ROWS), budget)
        href = f"#{part_id(copy.article.id, copy.continued_from)}"
        return Shaper(galleys, grid, setter, self.free, wish, label=label, href=href, tight=tight)

    def _arrange(self, shapers: list[Shaper], elastic: frozenset[int]) -> _Arranged | None:
        problem, spare = pose(shapers, self.grid, self.free, self.fixed, elastic)
        best = arrangements(problem) if spare >= 0 else []
        if not best:
            return None
        chosen = best[min(self.job.candidate, len(best)) - 1]
        return _Arranged(chosen, tuple(best), float(spare))

    def _best(self, shapers: list[Shaper], arranged: _Arranged, elastic: frozenset[int]) -> PageResult:
        """Set the page; where it is much blank or cut through, set others too, and rank them by what they came to.

        An arrangement whose text leaves room is reckoned blank, and may come out full: white and quotes take it.
        """
        best = arranged.choices[0]
        first = self._result(shapers, arranged._replace(composed=best), elastic)
        cut = len(best.placed) > 1 and runs_through(best.placed, self.fixed)
        if first.page.blank_lines <= self.room * HOLLOW and not cut:
            return first if self.job.candidate == 1 else self._result(shapers, arranged, elastic)
        lines = self.free * self.grid.columns
        ranked: list[tuple[float, Composed]] = []
        for composed in arranged.choices[:_TRIED]:
            blank = self._result(shapers, arranged._replace(composed=composed), elastic).page.blank_lines
            true = composed.cost - emptiness(composed.blank, lines) + emptiness(blank, lines)
            ranked.append((true, composed))
        ranked.sort(key=lambda item: item[0])
        choices = (*(composed for _, composed in ranked), *arranged.choices[_TRIED:])
        chosen = choices[min(self.job.candidate, len(choices)) - 1]
        return self._result(shapers, arranged._replace(composed=chosen, choices=choices), elastic)

    def _result(self, shapers: list[Shaper], arranged: _Arranged, elastic: frozenset[int]) -> PageResult:
        modules: list[Module] = []
        fillers: list[Element] = []
        left: list[Copy] = []
        composed = in_turns(in_rank(arranged.composed, shapers), shapers)
        blank = float(self.room - composed.taken)
        for spot in composed.placed:
            module, waiting = self._module(spot, shapers[spot.copy], jumps=spot.copy in elastic)
            blank += module.blank
            left += [waiting] if waiting else []
            if spot.copy < len(self.job.copies):
                modules.append(module)
            else:
                fillers += module.elements
        copies = tuple(shaper.galleys.copy for shaper in shapers[: len(composed.placed)])
        left += self.job.copies[len(copies) :]
        rules = [self._rule(seam) for seam in composed.seams]
        return PageResult(
            page=self._page(tuple(modules), blank, (*fillers, *rules)), left=tuple(left),
            spare=arranged.spare, choices=arranged.choices, ill=self._ill(composed),
            plan=Plan(copies=copies, composed=composed, elastic=elastic),
        )  # fmt: skip

    def _module(self, spot: Placed, shaper: Shaper, *, jumps: bool) -> tuple[Module, Copy | None]:
        copy = shaper.galleys.copy
        target = dict(self.job.targets).get(copy.article.id, self.job.next_page)
        jump = labels(self.job.language).continued_to(target) if jumps else ""
        href = f"#{part_id(copy.article.id, target)}"
        row = spot.row + self.first_row
        module, taken, complete = realise(
            shaper, spot.shape, spot.column, row, spot.rows, jump=jump, jump_href=href
        )
        if complete:
            return module, None
        return module._replace(continued_to=target), rest(copy, taken, self.job.number)

    def _rule(self, seam: Seam) -> Element:
        """Return the rule between two parts of the page: across in the middle of the gap, down in the gutter."""
        grid, row = self.grid, seam.row + self.first_row
        if seam.across:
            y = grid.y(row) + GAP / 2 * grid.leading
            return RuleBox(grid.x(seam.column), y, grid.span(seam.length), 0.35, "rule")
        x = grid.x(seam.column) - grid.em / 2
        return RuleBox(x, grid.y(row), 0.35, seam.length * grid.leading, "rule")

    def _page(self, modules: tuple[Module, ...], blank: float, more: tuple[Element, ...] = ()) -> MadeUpPage:
        job = self.job
        lines = (self.grid.rows - self.first_row) * self.grid.columns
        return MadeUpPage(
            number=job.number, name=job.name, label=job.label, width=self.grid.width, height=self.grid.height,
            furniture=(*self.furniture, *more), modules=modules, lines=lines, blank_lines=min(round(blank), lines),
            seconds=time.perf_counter() - self.started,
        )  # fmt: skip


def _given_up(asked: list[int]) -> Iterator[list[int]]:
    """Yield what may be given up of what was asked for: that of one article, the less important first; at last all of it."""
    if len(asked) > 1:
        yield from ([number] for number in reversed(asked[-_SINGLY:]))
    if asked:
        yield asked


def part_id(article: str, page: int) -> str:
    """Return the address of the part of an article that stands on a page."""
    return f"article-{article}-page-{page}"


def _pictures(module: Module) -> bool:
    return any(isinstance(element, PictureBox) for element in module.elements)
