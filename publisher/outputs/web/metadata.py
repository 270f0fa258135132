"""What the pages say of themselves to machines 元数据: schema.org in JSON-LD, which no browser runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup

from publisher.text.languages import full_tag
from publisher.text.markup import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from publisher.labels import Labels
    from publisher.model import Edition
    from publisher.outputs.web.plan import ArticlePlan

#: ``<`` and ``>`` could end the element, U+2028 and U+2029 a line of JavaScript.
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def news_article(edition: Edition, entry: ArticlePlan, words: Labels) -> dict[str, object]:
    """Return an article as schema.org ``NewsArticle``; facts that are not known are left out."""
    article = entry.article
    page = next(page for page in edition.pages if page.number == entry.page)
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": entry.name,
        "alternativeHeadline": " ".join(article.deck),
        "abstract": " ".join(article.summary),
        "author": [
            {"@type": "Person", "name": credit.name, **({"jobTitle": credit.role} if credit.role else {})}
            for credit in article.byline
        ],
        "dateline": article.dateline,
        "datePublished": edition.date.isoformat(),
        "inLanguage": full_tag(edition.publication.language),
        "articleSection": article.column or page.name,
        "printPage": words.folio(page.number),
        "printSection": page.name,
        "wordCount": words.count(article),
        "publisher": {"@type": "NewsMediaOrganization", "name": edition.publication.name},
        "isPartOf": _issue(edition),
    }
    return {key: value for key, value in facts.items() if value}


def issue(edition: Edition) -> dict[str, object]:
    """Return the issue as schema.org ``PublicationIssue``."""
    return {"@context": "https://schema.org", **_issue(edition)}


def _issue(edition: Edition) -> dict[str, object]:
    issn = dict(edition.publication.imprint).get("issn", "")
    paper = {"@type": "Newspaper", "name": edition.publication.name, **({"issn": issn} if issn else {})}
    number = {"issueNumber": str(edition.serial)} if edition.serial is not None else {}
    return {
        "@type": "PublicationIssue",
        "datePublished": edition.date.isoformat(),
        **number,
        "isPartOf": paper,
    }


def written(facts: Mapping[str, object]) -> Markup:
    """Return facts as JSON-LD that an HTML ``script`` element can hold."""
    text = clean(json.dumps(facts, ensure_ascii=False)).translate(_ESCAPES)
    return Markup(text)  # noqa: S704 - JSON in which nothing is left that HTML could read
