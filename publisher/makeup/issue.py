"""The make-up of an issue: its pages one by one, and further ones for the copy that finds no room."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publisher.labels import labels
from publisher.makeup.copy import Copy
from publisher.makeup.furniture import FolioWords, NameplateWords, Refer
from publisher.makeup.page import PageJob, make_up
from publisher.rules import finding
from publisher.text.dates import calendar_date, long_date, lunar_words, solar_term, weekday
from publisher.text.reading import reading_text
from publisher.typeset.fonts import Face, faces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from publisher.errors import Finding
    from publisher.labels import Labels
    from publisher.makeup.layout import MadeUpPage
    from publisher.model import Article, Edition, Page


#: So many refers 导读 find room in the ear.
_REFERS = 7


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
    lexicon = _lexicon(edition)
    overflow = edition.pages[-1].number + 1
    for page in edition.pages:
        front = page.number == 1
        yield PageJob(
            number=page.number, name=page.name, label=words.page_named(page.number, page.name),
            language=edition.publication.language, form=edition.publication.page, faces=found, lexicon=lexicon,
            copies=tuple(Copy(article=article, order=order) for order, article in enumerate(page.articles)),
            next_page=overflow, ads=page.ads,
            nameplate=_nameplate(edition, page, words, len(edition.pages)) if front else None,
            folio=None if front else _folio(edition, page.number, page.name, _credits(page, words), words),
            foot=_foot(edition, page, words),
        )  # fmt: skip


def make_up_issue(
    edition: Edition, finished: Callable[[MadeUpPage], None] = lambda page: None
) -> MadeUpIssue:
    """Make up all pages of an issue, and as many more as the copy needs.

    Args:
        edition: what is made up.
        finished: is told of each page as it is done.

    Raises:
        PublishError: T-002 to T-004 where typefaces are missing or unusable, P-003 where a page cannot be made up.
    """
    found = tuple(faces(edition.publication.language, edition.publication.fonts).values())
    work = list(jobs(edition, found))
    pages: list[MadeUpPage] = []
    waiting: list[Copy] = []
    for job in work:
        result = make_up(job)
        pages.append(result.page)
        waiting += result.left
        finished(result.page)
    while waiting:
        work.append(_continuation(edition, found, pages[-1].number + 1, tuple(waiting)))
        result = make_up(work[-1])
        pages.append(result.page)
        waiting = list(result.left)
        finished(result.page)
    if len(pages) > len(edition.pages):
        _settle(edition, work, pages)
    return MadeUpIssue(pages=tuple(pages), faces=found, findings=tuple(_findings(edition, pages)))


def _settle(edition: Edition, work: list[PageJob], pages: list[MadeUpPage]) -> None:
    """Make up again the pages that said what was not yet known: where articles continue, and how many pages there are.

    Neither changes what stands where.
    """
    for index, (job, page) in enumerate(zip(work, pages, strict=True)):
        targets = {
            module.article_id: _continued_on(module.article_id, page.number, pages)
            for module in page.modules
            if module.continued_to
        }
        wrong = any(target != job.next_page for target in targets.values())
        nameplate = job.nameplate
        if nameplate:
            words = labels(edition.publication.language)
            nameplate = _nameplate(edition, edition.pages[index], words, len(pages))
        if wrong or nameplate != job.nameplate:
            settled = make_up(replace(job, targets=tuple(targets.items()), nameplate=nameplate))
            pages[index] = settled.page._replace(seconds=page.seconds)


def _continued_on(article: str, page: int, pages: list[MadeUpPage]) -> int:
    """Return the page on which an article goes on."""
    return next(
        later.number
        for later in pages
        for module in later.modules
        if module.article_id == article and module.continued_from == page
    )


def _lexicon(edition: Edition) -> str:
    """Return the issue's clauses, each once: a headline that is repeated must not teach that all of it is one word."""
    text = "\n".join(text for article in edition.articles for text in reading_text(article))
    return "\n".join(dict.fromkeys(re.split(r"[\W\d]+", text)))


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
                names = {"title": article.headline, "page": wanted.folio, "target": f"{target:02d}"}
                yield finding("P-001", article.where, **names)
        if page.fill < 0.97:
            yield finding("P-002", page=wanted.folio, blank=page.blank_lines, fill=f"{page.fill:.1%}")


def _begins_on(article: str, pages: list[MadeUpPage]) -> int:
    """Return the page on which an article begins that found no room on its own."""
    return next(page.number for page in pages for module in page.modules if module.article_id == article)


def _folio(edition: Edition, number: int, name: str, credits_: str, words: Labels) -> FolioWords:
    paper = edition.publication
    dates = (long_date(edition.date, paper.language), lunar_words(edition.date, paper.language))
    return FolioWords(
        folio=f"{number:02d}",
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
        _refer(other, article)
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


def _refer(page: Page, article: Article) -> Refer:
    return Refer(folio=page.folio, headline=article.headline, href=f"#article-{article.id}")


def _foot(edition: Edition, page: Page, words: Labels) -> str:
    facts = [
        words.labelled(words.imprint(key), value)
        for key, value in edition.publication.imprint
        if key not in {"cn", "postal_code", "price"}
    ]
    if page.number == 1:
        return "\u3000".join(filter(None, (_credits(page, words), *facts)))
    return ""
