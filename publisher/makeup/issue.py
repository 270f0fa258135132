"""The make-up of an issue: its pages one by one, and further ones for the copy that finds no room."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publisher.labels import labels
from publisher.makeup.copy import Copy
from publisher.makeup.furniture import FolioWords, NameplateWords, Refer
from publisher.makeup.page import Anew, PageJob, PageResult, candidates
from publisher.makeup.relief import length
from publisher.makeup.shapers import Shapers
from publisher.model import Kind
from publisher.rules import finding
from publisher.text.dates import calendar_date, long_date, lunar_words, solar_term, weekday
from publisher.text.reading import count_characters
from publisher.typeset.fonts import Face, faces
from publisher.typeset.words import lexicon_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from publisher.errors import Finding
    from publisher.labels import Labels
    from publisher.makeup.layout import MadeUpPage
    from publisher.makeup.page import Making
    from publisher.model import Article, Edition, Page


#: So many refers 导读 find room in the ear.
_REFERS = 7
#: Lines that text takes beyond its characters, for paragraphs end within a line; lines of the head over a continuation.
_LOOSE, _HEAD_LINES = 1.12, 6
#: A page that would look worse by so much does not take in what another has left over.
_SPOILT = 400.0
#: A page of which less is filled is spoken of, be it one that was added.
_FULL = 0.97
#: Of a headline so many characters name an article in a finding.
_LONGEST_NAME = 80
#: What it costs that the rest of a story stands a page further on.
_FAR = 3.0
_SHOWS = frozenset({Kind.PHOTO, Kind.DOCUMENT, Kind.FEATURE, Kind.POEM})


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpIssue:
    """An issue made up: its pages, the faces they are set in, and what is to be said of them."""

    pages: tuple[MadeUpPage, ...]
    faces: tuple[Face, ...]
    findings: tuple[Finding, ...]

    @property
    def placed(self) -> dict[str, int]:
        """How many characters of each article are set, on all pages."""
        count: Counter[str] = Counter()
        for page in self.pages:
            for module in page.modules:
                count[module.article_id] += module.characters
        return dict(count)


def jobs(edition: Edition, found: tuple[Face, ...]) -> Iterator[PageJob]:
    """Yield the work of each page of the manifest; the pages do not depend on each other."""
    words = labels(edition.publication.language)
    lexicon = lexicon_of(edition)
    overflow = edition.pages[-1].number + 1
    for page in edition.pages:
        front = page.number == 1
        yield PageJob(
            number=page.number, name=page.name, label=words.page_named(page.number, page.name),
            language=edition.publication.language, form=edition.publication.page, faces=found, lexicon=lexicon,
            copies=tuple(
                Copy(article=article, order=order) for order, article in enumerate(_adjoined(page.articles))
            ),
            next_page=overflow, may_jump=page is not edition.pages[-1], ads=page.ads,
            fillers=_fillers(edition, page.number), candidate=page.candidate,
            nameplate=_nameplate(edition, page, words, len(edition.pages)) if front else None,
            folio=None if front else _folio(edition, page.number, page.name, _credits(page, words), words),
            foot=_foot(edition, page, words),
        )  # fmt: skip


def _adjoined(articles: tuple[Article, ...]) -> list[Article]:
    """Put articles that belong together behind each other, each behind the first of them."""
    placed: list[Article] = []
    for article in articles:
        if article in placed:
            continue
        placed.append(article)
        group = {article.id, *article.related}
        placed += (
            other
            for other in articles
            if other not in placed and (other.id in group or article.id in other.related)
        )
    return placed


def _fillers(edition: Edition, number: int) -> tuple[Article, ...]:
    """Return the paper's fillers; each page begins with another, so that no reader meets one twice before the next."""
    fillers = edition.publication.fillers
    start = number % len(fillers) if fillers else 0
    return (*fillers[start:], *fillers[:start])


def make_up_issue(
    edition: Edition,
    told: Callable[[MadeUpPage, float], None] = lambda page, share: None,
    making: Making | None = None,
) -> MadeUpIssue:
    """Make up all pages of an issue, and as many more as the copy needs.

    Copy that finds no room on its page goes to the next page that has room for all that is left of it, and only if there is
    none to a further page.

    Args:
        edition: what is made up.
        told: hears of each page that is made up, also where that is only tried, and what share of the issue's characters
            stands by then, from 0 to 1.
        making: makes the pages; anew, unless somebody remembers them.

    Raises:
        PublishError: T-002 to T-004 where typefaces are missing or unusable, P-003 where a page cannot be made up.
    """
    found = found_faces(edition)
    work = list(jobs(edition, found))
    results: list[PageResult] = []
    account = _Account(edition, told)
    making = making or Anew(Shapers())
    for job in work:
        results.append(making.make_up(job))
        account.stands(results[-1].page)
    waiting = [copy for result in results for copy in result.left]
    waiting = [
        copy
        for copy in waiting
        if not (_taken_in(copy, work, results, account, making) or _kept(copy, work, results, making))
    ]
    while waiting:
        work.append(_continuation(edition, found, results[-1].page.number + 1, tuple(waiting)))
        results.append(making.make_up(work[-1]))
        waiting = list(results[-1].left)
        account.stands(results[-1].page)
    pages = _settled(edition, work, results, making)
    findings = (item for result in results for item in result.findings)
    return MadeUpIssue(pages=tuple(pages), faces=found, findings=(*findings, *_findings(edition, pages)))


class _Account:
    """Tells how far the make-up of an issue has come; a long issue takes minutes."""

    def __init__(self, edition: Edition, told: Callable[[MadeUpPage, float], None]) -> None:
        self._told = told
        self._all = sum(map(count_characters, edition.articles))
        self._placed = 0

    def stands(self, page: MadeUpPage) -> None:
        """Take note of what stands on a page, and tell of it."""
        self._placed += sum(module.characters for module in page.modules)
        self.tell(page)

    def tell(self, page: MadeUpPage) -> None:
        """Tell of a page that is made up, be it only to see how it would look."""
        self._told(page, min(self._placed / self._all, 1.0) if self._all else 1.0)


def page_candidates(edition: Edition, number: int, count: int) -> list[MadeUpPage]:
    """Make up one page of the manifest in the best ways that look different, the best first, at most ``count`` of them.

    Raises:
        PublishError: T-002 to T-004 where typefaces are missing or unusable, P-003 where the page cannot be made up.
    """
    job = next(job for job in jobs(edition, found_faces(edition)) if job.number == number)
    return candidates(job, count)


def found_faces(edition: Edition) -> tuple[Face, ...]:
    """Return the typefaces that an edition is set in.

    Raises:
        PublishError: T-002 to T-004 where some are missing or unusable.
    """
    return tuple(faces(edition.publication.language, edition.publication.fonts).values())


def _taken_in(
    copy: Copy, work: list[PageJob], results: list[PageResult], account: _Account, making: Making
) -> bool:
    """Make up again, with what is left of an article, the later page that suffers least by it; tell whether there is one."""
    if not copy.continued_from:
        return False
    home = next(index for index, job in enumerate(work) if job.number == copy.continued_from)
    best: tuple[bool, float, int, PageJob, PageResult] | None = None
    for index in range(home + 1, len(work)):
        job, before = work[index], results[index]
        if before.left or before.spare < _demand(copy, job):
            continue
        more = replace(job, copies=(*job.copies, replace(copy, order=len(job.copies))))
        result = making.make_up(more)
        account.tell(result.page)
        harm = result.ill - before.ill + _FAR * (index - home)
        sound = not result.left and _held(result) == _held(before) and harm < _SPOILT
        if sound and (best is None or (_is_show(job), harm) < best[:2]):
            best = _is_show(job), harm, index, more, result
    if best is None:
        return False
    _, _, index, work[index], results[index] = best
    return True


def _held(result: PageResult) -> bool:
    """Tell whether the layouts asked for on a page could be had."""
    return all(item.rule != "P-005" for item in result.findings)


def _kept(copy: Copy, work: list[PageJob], results: list[PageResult], making: Making) -> bool:
    """Make up the page of an article that nobody takes in with all of it after all; tell whether it could."""
    home = next((index for index, job in enumerate(work) if job.number == copy.continued_from), None)
    if home is None or not work[home].may_jump:
        return False
    job = replace(work[home], may_jump=False)
    result = making.make_up(job)
    if result.left:
        return False
    work[home], results[home] = job, result
    return True


def _is_show(job: PageJob) -> bool:
    """Tell whether a page is one of pictures, a document or a supplement, where the rest of a story from elsewhere looks lost."""
    return any(copy.article.kind in _SHOWS for copy in job.copies[:1])


def _demand(copy: Copy, job: PageJob) -> float:
    """Return about how many lines of standard columns a copy takes, its small head included."""
    return length(copy) / job.form.characters * _LOOSE + _HEAD_LINES


def _settled(
    edition: Edition, work: list[PageJob], results: list[PageResult], making: Making
) -> list[MadeUpPage]:
    """Set again the pages that said what was not yet known: where articles continue, and how many pages there are.

    What stands where remains.
    """
    pages = [result.page for result in results]
    for index, (job, result) in enumerate(zip(work, results, strict=True)):
        targets = {
            module.article_id: _continued_on(module.article_id, result.page.number, pages)
            for module in result.page.modules
            if module.continued_to
        }
        wrong = any(target != job.next_page for target in targets.values())
        nameplate = job.nameplate
        if nameplate and len(pages) > len(edition.pages):
            words = labels(edition.publication.language)
            nameplate = _nameplate(edition, edition.pages[index], words, len(pages))
        if wrong or nameplate != job.nameplate:
            told = replace(job, targets=tuple(targets.items()), nameplate=nameplate)
            pages[index] = making.set_again(told, result)._replace(seconds=result.page.seconds)
    return pages


def _continued_on(article: str, page: int, pages: list[MadeUpPage]) -> int:
    """Return the page on which an article goes on."""
    return next(
        later.number
        for later in pages
        for module in later.modules
        if module.article_id == article and module.continued_from == page
    )


def _continuation(
    edition: Edition, found: tuple[Face, ...], number: int, waiting: tuple[Copy, ...]
) -> PageJob:
    """Return the job of a page that takes what found no room on its own page."""
    words = labels(edition.publication.language)
    lexicon = "".join(copy.article.headline for copy in waiting)
    return PageJob(
        number=number, name=words.continuation, label=words.page_named(number, words.continuation),
        language=edition.publication.language, form=edition.publication.page, faces=found, lexicon=lexicon,
        copies=waiting, next_page=number + 1, folio=_folio(edition, number, words.continuation, "", words),
    )  # fmt: skip


def _named(article: Article) -> str:
    """Return an article's headline, or as much of it as a finding can say."""
    name = article.headline
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"


def _findings(edition: Edition, pages: list[MadeUpPage]) -> Iterator[Finding]:
    """Yield what is to be said of the pages: articles that do not stand where they were wanted, and blank lines."""
    made = {page.number: page for page in pages}
    if len(pages) > len(edition.pages):
        yield finding("P-004", count=len(pages) - len(edition.pages))
    for wanted in edition.pages:
        page = made[wanted.number]
        here = {module.article_id: module.continued_to for module in page.modules}
        for article in wanted.articles:
            target = here.get(article.id) if article.id in here else _begins_on(article.id, pages)
            if target:
                names = {"title": _named(article), "page": wanted.folio, "target": f"{target:02d}"}
                yield finding("P-001" if article.id in here else "P-008", article.where, **names)
    for page in pages:
        if page.fill < _FULL:
            yield finding("P-002", page=f"{page.number:02d}", blank=page.blank_lines, fill=f"{page.fill:.1%}")


def _begins_on(article: str, pages: list[MadeUpPage]) -> int:
    """Return the page on which an article begins that found no room on its own."""
    return next(page.number for page in pages for module in page.modules if module.article_id == article)


def _folio(edition: Edition, number: int, name: str, credits_: str, words: Labels) -> FolioWords:
    paper = edition.publication
    dates = (long_date(edition.date, paper.language), lunar_words(edition.date, paper.language))
    return FolioWords(
        folio=words.folio(number),
        label=words.page(number),
        name=name,
        paper=paper.name,
        dates=dates,
        credits=credits_,
    )


def _credits(page: Page, words: Labels) -> str:
    return "\u3000".join(words.labelled(role, " ".join(names)) for role, names in page.credits if names)


def _nameplate(edition: Edition, page: Page, words: Labels, total: int) -> NameplateWords:
    paper, day = edition.publication, edition.date
    facts = (
        calendar_date(day, paper.language),
        weekday(day, paper.language),
        " ".join(filter(None, (lunar_words(day, paper.language), solar_term(day, paper.language)))),
        words.serial(edition.serial) if edition.serial else "",
        words.pages(total),
        *(
            words.labelled(words.imprint(key), value)
            for key, value in paper.imprint
            if key in {"cn", "postal_code", "price"}
        ),
    )
    refers = tuple(
        _refer(other, article, words)
        for other, article in _leads([other for other in edition.pages if other is not page])
    )
    return NameplateWords(
        name=paper.name, slogan=paper.masthead.slogan, drawn=paper.masthead.nameplate,
        facts=tuple(fact for fact in facts if fact), refers_title=words.refers, refers=refers,
    )  # fmt: skip


def _leads(pages: list[Page]) -> Iterator[tuple[Page, Article]]:
    """Yield the articles that the front page points to: of each page in turn the next in priority, in the pages' order."""
    ranked = [(page, sorted(page.articles, key=lambda article: article.priority)) for page in pages]
    turns = [
        (turn, place)
        for turn in range(_REFERS)
        for place, (_, articles) in enumerate(ranked)
        if turn < len(articles)
    ]
    chosen = sorted((place, turn) for turn, place in turns[:_REFERS])
    for place, turn in chosen:
        yield ranked[place][0], ranked[place][1][turn]


def _refer(page: Page, article: Article, words: Labels) -> Refer:
    return Refer(folio=words.folio(page.number), headline=article.headline, href=f"#article-{article.id}")


def _foot(edition: Edition, page: Page, words: Labels) -> str:
    facts = [
        words.labelled(words.imprint(key), value)
        for key, value in edition.publication.imprint
        if key not in {"cn", "postal_code", "price"}
    ]
    if page.number == 1:
        return "\u3000".join(filter(None, (_credits(page, words), *facts)))
    return ""
