"""How an article is cited 引用: by the standard for references, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.outputs.web.words import words as controls
from publisher.text.dates import calendar_date
from publisher.text.languages import variety

if TYPE_CHECKING:
    from publisher.labels import Labels
    from publisher.model import Edition
    from publisher.outputs.web.plan import ArticlePlan

#: GB/T 7714-2015, 8.1.2: of more authors the first three are named.
_MOST_NAMES = 3
#: GB/T 15834-2011, 4.15.3.4: titles within a title bear single marks.
_WITHIN = str.maketrans("《》", "〈〉")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """An article as it is cited.

    Attributes:
        standard: GB/T 7714-2015, form [N]: ``程龙, 潘俊强. 题名[N]. 报纸名, 2023-01-05(02).``
        words: for a sentence: 程龙、潘俊强：《题名》，《报纸名》2023年1月5日第02版。
        source: newspaper, date and page alone, as they stand below a copy of the text.
    """

    standard: str
    words: str
    source: str


def cited(edition: Edition, entry: ArticlePlan, labels: Labels) -> Cited:
    """Return how an article is cited; an article without authors is cited by its title."""
    paper, language = edition.publication.name, edition.publication.language
    han, forms = variety(language).han, controls(language)
    names = tuple(dict.fromkeys(credit.name for credit in entry.article.byline))
    title = " ".join("".join(parts) for _, parts in entry.lines)
    first = ", ".join((*names[:_MOST_NAMES], *(("等" if han else "et al",) * (len(names) > _MOST_NAMES))))
    folios = ", ".join(map(labels.folio, entry.stands))
    author = f"{first}. " if first else ""
    pages = labels.names(tuple(map(labels.page, entry.stands)))
    facts = {
        "paper": paper,
        "date": calendar_date(edition.date, language),
        "pages": pages if han else pages.lower(),
    }
    source = forms["cite_source_form"].format(**facts)
    return Cited(
        standard=f"{author}{title}[N]. {paper}, {edition.date.isoformat()}({folios}).",
        words=forms["cite_words_form"].format(
            author=forms["cite_author_form"].format(labels.names(names)) if names else "",
            title=title.translate(_WITHIN) if han else title,
            source=source,
        ),
        source=source,
    )
