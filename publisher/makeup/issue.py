"""The make-up of an issue: its pages one by one, and further ones for the copy that finds no room."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
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


def jobs(edition: Edition, found: tuple[Face, ...], *, total: int = 0) -> Iterator[PageJob]:
    """Yield the work of each page of the manifest; the pages do not depend on each other.

    ``total`` is how many pages the issue has with those that jumps add, if that is known.
    """
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
            nameplate=_nameplate(edition, page, words, total or len(edition.pages)) if front else None,
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
        PublishError: T-002 where typefaces are missing, P-003 where a page cannot be made up.
    """
    found = tuple(faces(edition.publication.language).values())
    pages: list[MadeUpPage] = []
    waiting: list[Copy] = []
    findings: list[Finding] = []
    for job in jobs(edition, found):
        result = make_up(job)
        pages.append(result.page)
        waiting += result.left
        findings += _findings(result.page, result.left, edition)
        finished(result.page)
    while waiting:
        result = make_up(_continuation(edition, found, pages[-1].number + 1, tuple(waiting)))
        pages.append(result.page)
        waiting = list(result.left)
        finished(result.page)
    if len(pages) > len(edition.pages):
        pages[0] = _recount(edition, found, pages)
    return MadeUpIssue(pages=tuple(pages), faces=found, findings=tuple(findings))


def _recount(edition: Edition, found: tuple[Face, ...], pages: list[MadeUpPage]) -> MadeUpPage:
    """Make up the front page again, now that it is known how many pages it must announce 今日N版."""
    front = next(jobs(edition, found, total=len(pages)))
    return make_up(front).page._replace(seconds=pages[0].seconds) if front.nameplate else pages[0]


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


def _findings(page: MadeUpPage, left: tuple[Copy, ...], edition: Edition) -> Iterator[Finding]:
    by_id = {article.id: article for article in edition.articles}
    target = edition.pages[-1].number + 1
    for copy in left:
        article = by_id[copy.article.id]
        yield finding(
            "P-001", article.where, title=article.headline, page=f"{page.number:02d}", target=f"{target:02d}"
        )
    if page.fill < 0.97:
        yield finding("P-002", page=f"{page.number:02d}", blank=page.blank_lines, fill=f"{page.fill:.1%}")


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
