"""Loading an edition 读入一期, with everything that is wrong in its files at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from publisher import rules
from publisher.errors import Finding, Position, PublishError, Severity
from publisher.locale import say
from publisher.manifest.articles import Draft, inline_draft, make_article, read_article
from publisher.manifest.folders import ASSETS, EDITION_FILE, PUBLICATION_FILE, day_of
from publisher.manifest.images import Inspector
from publisher.manifest.pictures import Pictures
from publisher.manifest.publication import Paper, page_format, read_document, read_publication
from publisher.manifest.recordings import Recordings
from publisher.manifest.report import Report
from publisher.manifest.schema import AdKeys, EditionKeys, InlineArticleKeys, PageKeys
from publisher.manifest.validate import attempt, salvage, validate
from publisher.model import Ad, Article, Edition, Layout, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publisher.manifest.document import Document, KeyPath
    from publisher.manifest.images import Seen
    from publisher.manifest.layout_keys import LayoutKeys


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """An edition that can be made, and the warnings that came with it."""

    edition: Edition
    findings: tuple[Finding, ...]


def load(folder: Path, seen: Seen | None = None) -> Loaded:
    """Load the edition that lies in a folder, with its paper's publication.yaml from the folder above.

    Args:
        folder: the edition's folder, such as ``editions/yangpu-times/2023-01-05``.
        seen: what is known of pictures; who loads an edition again and again keeps it, for to decode them takes long.

    Raises:
        PublishError: with every error of publication.yaml, edition.yaml and the articles, in the order of
            files and places;
            its warnings are among the findings.
    """
    folder = Path(folder).absolute()
    report = Report()
    paper = read_publication(folder.parent, report, seen)
    edition = _Loader(folder, report, seen).edition(paper)
    files = (str(folder.parent / PUBLICATION_FILE), str(folder / EDITION_FILE))
    findings = report.sorted(files)
    if edition is None or report.errors:
        raise _failure(findings)
    return Loaded(edition=edition, findings=findings)


def _failure(findings: tuple[Finding, ...]) -> PublishError:
    # The exit code is that of the errors alone; the warnings are told with them.
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    return PublishError(findings, rules.failure(*errors).code)


@dataclass(slots=True, kw_only=True)
class _Entry:
    """A page as it stands in the manifest: what could be read of it even if something is wrong."""

    path: KeyPath
    data: dict[str, Any]
    number: int | None
    drafts: list[tuple[int, Draft]] = field(default_factory=list)


class _Loader:
    def __init__(self, folder: Path, report: Report, seen: Seen | None) -> None:
        self.folder = folder
        self.report = report
        folders = (folder, folder.parent / ASSETS, folder.parent)
        self.pictures = Pictures(Inspector(folders, report, seen), report)
        self.recordings = Recordings(folders, report)
        self.listed: dict[Path, Position] = {}

    def edition(self, paper: Paper | None) -> Edition | None:
        document = read_document(self.folder / EDITION_FILE, self.report)
        if document is None:
            return None
        keys = validate(EditionKeys, document, self.report)
        self._check_date(document)
        # As the clock of those who corrected it tells, be it before midnight in Greenwich.
        if (
            keys
            and keys.corrected
            and keys.corrected.replace(tzinfo=None) <= datetime.combine(keys.date, time())
        ):
            self.report.add("M-023", document.at(("corrected",)), date=keys.date.isoformat())
        entries = list(self._entries(document))
        self._check_numbers(document, entries)
        identifiers = self._identifiers(entries)
        articles = {id(entry): self._articles(entry, identifiers) for entry in entries}
        self._check_related(entries, set(identifiers.values()))
        ads = {id(entry): self._ads(entry, document) for entry in entries}
        layouts = {id(entry): self._layouts(entry, document, paper) for entry in entries}
        own = keys.page if keys else None
        form = page_format(own, document.at(("page",)), self.report) if own else None
        if paper:
            self._check_layouts(entries, layouts, document, (form or paper.publication.page).columns)
        if keys is None or paper is None or self.report.errors:
            return None
        pages = [
            _page(page, _laid_out(articles[id(entry)], layouts[id(entry)]), ads[id(entry)])
            for page, entry in zip(keys.pages, entries, strict=True)
        ]
        pages.sort(key=lambda page: page.number)
        publication = paper.publication
        return Edition(
            publication=replace(publication, page=form) if form else publication,
            date=keys.date,
            folder=self.folder,
            pages=tuple(pages),
            serial=keys.serial,
            corrected=keys.corrected,
        )

    def _check_date(self, document: Document) -> None:
        written = str(document.get(("date",)) or "")
        if day_of(written) is not None and written != self.folder.name:
            self.report.add("M-006", document.at(("date",)), date=written, folder=self.folder.name)

    def _entries(self, document: Document) -> Iterator[_Entry]:
        pages = document.get(("pages",))
        for index, data in enumerate(pages if isinstance(pages, list) else ()):
            if not isinstance(data, dict):
                continue
            number = attempt(PageKeys, {"number": data.get("number"), "name": "-"})
            entry = _Entry(path=("pages", index), data=data, number=number.number if number else None)
            self._read_articles(entry, document)
            if not data.get("articles") and not data.get("ads"):
                self.report.add("M-014", document.at(entry.path))
            yield entry

    def _read_articles(self, entry: _Entry, document: Document) -> None:
        articles = entry.data.get("articles")
        for index, data in enumerate(articles if isinstance(articles, list) else ()):
            path = (*entry.path, "articles", index)
            draft = None
            if isinstance(data, str) and data.strip():
                draft = self._once(data.strip(), document.at(path))
            elif isinstance(data, dict):
                keys = salvage(InlineArticleKeys, data, title="-", body="")
                faulty = attempt(InlineArticleKeys, data) is None
                draft = inline_draft(keys, document, path, salvaged=faulty) if keys else None
            if draft is not None:
                entry.drafts.append((index + 1, draft))

    def _once(self, name: str, where: Position) -> Draft | None:
        """Read an article's file; report M-024 where another entry of the manifest names the same file."""
        file = (self.folder / name).resolve()
        if file in self.listed:
            self.report.add("M-024", where, path=name, first=_short(self.listed[file]))
            return None
        self.listed[file] = where
        return read_article(name, self.folder, where, self.report)

    def _check_numbers(self, document: Document, entries: list[_Entry]) -> None:
        first: dict[int, Position] = {}
        for entry in entries:
            if entry.number is None:
                continue
            where = document.at((*entry.path, "number"))
            if entry.number in first:
                self.report.add("M-007", where, number=entry.number, first=_short(first[entry.number]))
            first.setdefault(entry.number, where)

    def _identifiers(self, entries: list[_Entry]) -> dict[int, str]:
        """Give every draft its id; those that differ in case only are the same, as file names often are."""
        taken: dict[str, Position] = {}
        for entry in entries:
            for _, draft in entry.drafts:
                if draft.keys.id is None:
                    continue
                if draft.keys.id.casefold() in taken:
                    first = _short(taken[draft.keys.id.casefold()])
                    self.report.add("M-008", draft.id_place, id=draft.keys.id, first=first)
                taken.setdefault(draft.keys.id.casefold(), draft.id_place)
        given = set(taken)
        identifiers: dict[int, str] = {}
        for entry in entries:
            for order, draft in entry.drafts:
                name = draft.keys.id or _free(f"{entry.number or 0:02d}-{order:02d}", given)
                given.add(name.casefold())
                identifiers[id(draft)] = name
        return identifiers

    def _articles(self, entry: _Entry, identifiers: dict[int, str]) -> tuple[Article, ...]:
        made = [self._article(draft, identifiers[id(draft)], order) for order, draft in entry.drafts]
        return tuple(article for article in made if article is not None)

    def _article(self, draft: Draft, identifier: str, order: int) -> Article | None:
        errors = self.report.errors
        article = make_article(draft, identifier, order, self.pictures, self.report)
        whole = article is not None and not draft.salvaged and self.report.errors == errors
        # Where a part of the text was lost to an error, its sentences would be counted wrongly.
        recording = self.recordings.of(draft, article if whole else None)
        return replace(article, audio=recording) if article and recording else article

    def _check_related(self, entries: list[_Entry], known: set[str]) -> None:
        for draft in (draft for entry in entries for _, draft in entry.drafts):
            for name in draft.keys.related:
                if name not in known:
                    self.report.add("M-021", draft.document.at((*draft.path, "related")), id=name)

    def _layouts(self, entry: _Entry, document: Document, paper: Paper | None) -> tuple[LayoutKeys, ...]:
        """Return the template that a page names; report M-020 where there is none of that name."""
        name = entry.data.get("layout")
        if not isinstance(name, str) or paper is None:
            return ()
        if name not in paper.layouts:
            known = say("、", ", ").join(paper.layouts)
            self.report.add("M-020", document.at((*entry.path, "layout")), name=name, known=known)
        return tuple(paper.layouts.get(name, ()))

    def _check_layouts(
        self,
        entries: list[_Entry],
        templates: Mapping[int, tuple[LayoutKeys, ...]],
        document: Document,
        columns: int,
    ) -> None:
        """Report M-022 for what is laid out past the right edge of its page, by an article or by its page's template."""
        for entry in entries:
            for _, draft in entry.drafts:
                key = draft.keys.layout.beyond(columns) if draft.keys.layout else ""
                if key:
                    where = draft.document.at((*draft.path, "layout", key))
                    self.report.add("M-022", where, key=key, columns=columns)
            for layout in templates[id(entry)][: len(entry.drafts)]:
                key = layout.beyond(columns)
                if key:
                    self.report.add("M-022", document.at((*entry.path, "layout")), key=key, columns=columns)

    def _ads(self, entry: _Entry, document: Document) -> tuple[Ad, ...]:
        ads = entry.data.get("ads")
        made = []
        for index, data in enumerate(ads if isinstance(ads, list) else ()):
            keys = salvage(AdKeys, data, size="banner")
            where = document.at((*entry.path, "ads", index))
            image = self.pictures.make(keys.image, where, alt=keys.alt) if keys else None
            if keys and image:
                made.append(Ad(image=image, size=keys.size))
        return tuple(made)


def _free(name: str, taken: set[str]) -> str:
    """Return a default id that no article was given by hand: 02-01, else 02-01-2, 02-01-3."""
    candidate, number = name, 2
    while candidate.casefold() in taken:
        candidate, number = f"{name}-{number}", number + 1
    return candidate


def _short(where: Position) -> str:
    return f"{Path(where.file).name}:{where.line}"


def _laid_out(articles: tuple[Article, ...], template: tuple[LayoutKeys, ...]) -> tuple[Article, ...]:
    """Give the articles of a page the layouts of its template; an article's own goes before it."""
    layouts = [keys.layout() for keys in template[: len(articles)]]
    return tuple(
        replace(article, layout=layouts[order])
        if order < len(layouts) and article.layout == Layout()
        else article
        for order, article in enumerate(articles)
    )


def _page(keys: PageKeys, articles: tuple[Article, ...], ads: tuple[Ad, ...]) -> Page:
    named = tuple((post, names) for post, names in keys.credits.items() if names)
    return Page(
        number=keys.number,
        name=keys.name,
        articles=articles,
        credits=named,
        ads=ads,
        candidate=keys.candidate,
    )
