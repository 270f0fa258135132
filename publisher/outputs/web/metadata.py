"""What the pages say of themselves to machines 元数据: schema.org in JSON-LD, which no browser runs."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from publisher.model import Paragraph, plain
from publisher.outputs.web.pictures import article_images
from publisher.text.languages import full_tag, variety
from publisher.text.markup import clean
from publisher.text.reading import reading_minutes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from publisher.labels import Labels
    from publisher.model import Article, Edition, Image
    from publisher.outputs.web.pictures import Picture
    from publisher.outputs.web.plan import ArticlePlan

#: ``<`` and ``>`` could end the element, U+2028 and U+2029 a line of JavaScript.
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})
_WEBSITE = re.compile(r"https?://[^\s\"'<>?#]+")


#: So much of the text tells what an article is about, in characters: where an ideograph is a character, and elsewhere.
_HAN_LENGTH, _LENGTH = 110, 200


def news_article(
    edition: Edition, entry: ArticlePlan, words: Labels, pictures: Mapping[str, Picture]
) -> dict[str, object]:
    """Return an article as schema.org ``NewsArticle``; facts that are not known are left out.

    Args:
        edition: the issue.
        entry: the article.
        words: the edition's own words.
        pictures: of the site, by the digest of their source. Their addresses are given from the article's file.
    """
    article = entry.article
    page = next(page for page in edition.pages if page.number == entry.page)
    folios = [words.folio(number) for number in entry.stands]
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
        "description": description(edition, article),
        "image": [_picture(image, pictures) for image in _once(article)],
        "datePublished": edition.date.isoformat(),
        "dateModified": edition.corrected.isoformat() if edition.corrected else "",
        "inLanguage": full_tag(edition.publication.language),
        "articleSection": article.column or page.name,
        "printPage": folios[0],
        "pageStart": folios[0],
        "pageEnd": folios[-1],
        "pagination": ", ".join(folios),
        "printSection": page.name,
        "wordCount": words.count(article),
        "timeRequired": f"PT{reading_minutes(article)}M",
        "publisher": {"@type": "NewsMediaOrganization", "name": edition.publication.name},
        "isPartOf": _issue(edition),
    }
    return {key: value for key, value in facts.items() if value}


def description(edition: Edition, article: Article) -> str:
    """Return in a sentence or two what an article is about: its summary, else how its text begins; empty without either."""
    texts = (
        plain(tuple(run for run in block.runs if not run.note))
        for block in article.body
        if isinstance(block, Paragraph)
    )
    text = " ".join((" ".join(line for line in article.summary if line) or next(texts, "")).split())
    return _shortened(text, edition.publication.language)


def contents(title: str, names: Iterable[str], language: str) -> str:
    """Return in a sentence or two what a page of headlines is about: its title and the first of them."""
    han = variety(language).han
    listed = ("；" if han else "; ").join(name for name in names if name)
    return _shortened(f"{title}{'：' if han else ': '}{listed}" if listed else title, language)


def _shortened(text: str, language: str) -> str:
    most = _HAN_LENGTH if variety(language).han else _LENGTH
    if len(text) <= most:
        return text
    cut = text[:most]
    return f"{cut[: cut.rfind(' ')] if cut.isascii() and ' ' in cut else cut}…"


def shared_picture(edition: Edition, article: Article, pictures: Mapping[str, Picture]) -> str:
    """Return the address of the picture that stands beside a shared link; empty where there is none, or no address.

    Such an address must be absolute, so it is known only where the imprint names the website; the site is taken to lie there.
    """
    website = dict(edition.publication.imprint).get("website", "")
    image = next((image for image in article_images(article) if image.media_type != "image/svg+xml"), None)
    if image is None or not _WEBSITE.fullmatch(website):
        return ""
    folder = f"{edition.publication.id}/{edition.date.isoformat()}/web"
    return f"{website.rstrip('/')}/{folder}/{pictures[image.digest].name}"


def _once(article: Article) -> tuple[Image, ...]:
    return tuple({image.digest: image for image in article_images(article)}.values())


def _picture(image: Image, pictures: Mapping[str, Picture]) -> dict[str, object]:
    shown = pictures[image.digest]
    facts = {
        "@type": "ImageObject",
        "url": f"../{shown.name}",
        "width": shown.width,
        "height": shown.height,
        "caption": plain(image.caption),
        "creditText": image.credit,
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
