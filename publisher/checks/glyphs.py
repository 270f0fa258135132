"""Glyphs 字形: characters that no typeface can show, or that another typeface has to lend, are named."""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from publisher.locale import say
from publisher.makeup.layout import spans
from publisher.model import Chart
from publisher.rules import finding
from publisher.text.reading import reading_text, visible
from publisher.typeset.atoms import MISSING
from publisher.typeset.setter import cached_typefaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from publisher.errors import Finding
    from publisher.makeup.issue import MadeUpIssue
    from publisher.makeup.layout import Element, MadeUpPage
    from publisher.model import Article, Edition
    from publisher.typeset.atoms import Typefaces
    from publisher.typeset.fonts import Face

#: So many characters are named; an article in a script that is missing altogether would name thousands.
_NAMED = 200
#: So many characters are shown before and after a missing one, for it to be found.
_AROUND = 6
#: So many characters stand for all that a font lacks.
_EXAMPLES = 8
#: Faces that drawings are set in, as the PDF embeds them.
_DRAWN = frozenset({"hei", "hei-medium"})
#: They choose between shapes of the character before them, and show nothing themselves (UAX #37).
_SELECTORS = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
#: The face of most of an edition.
_BODY = "song"
_TAGS = re.compile(r"<[^>]*>")
_TEXT = re.compile(r"<(?:\w+:)?text\b[^>]*>(.*?)</(?:\w+:)?text>", re.DOTALL)


def check_glyphs(
    edition: Edition, faces: tuple[Face, ...], pages: Iterable[MadeUpPage] = ()
) -> Iterator[Finding]:
    """Yield T-001 for each article, and for the words of the paper and its pages, that would print empty boxes.

    Args:
        edition: the copy.
        faces: those that it is set in.
        pages: the copy made up, which tells in which face each combining mark is set; what is on none is judged by the body's.
    """
    typefaces = cached_typefaces(faces, edition.publication.language)
    marked = _marked(pages, typefaces)
    for article in edition.articles:
        lacking = _lacking(reading_text(article, readings=True), typefaces, marked.get(article.id, {}))
        lacking = {**_lacking(_drawn(article), _drawing_faces(faces, edition), {}), **lacking}
        if lacking:
            yield finding("T-001", article.where, characters=_named(lacking))
    lacking = _lacking(_furniture(edition), typefaces, marked.get("", {}))
    if lacking:
        yield finding("T-001", characters=_named(lacking))


def _marked(pages: Iterable[MadeUpPage], typefaces: Typefaces) -> dict[str, dict[str, set[str]]]:
    """Return the faces in which characters are set with their combining marks, by article; furniture is that of none."""
    found: dict[str, dict[str, set[str]]] = {}
    for page in pages:
        modules = ((module.article_id, module.elements) for module in page.modules)
        for article, elements in (("", page.furniture), *modules):
            for span in (span for element in elements for span in spans(element)):
                for text in (span.text, span.style.ruby):
                    for index, char in enumerate(text):
                        if unicodedata.combining(char):
                            base = _base(text, index)
                            face = typefaces.face_for(text[base], span.style.face)
                            faces = found.setdefault(article, {}).setdefault(text[base : index + 1], set())
                            faces.add(face)
    return found


def _drawing_faces(faces: tuple[Face, ...], edition: Edition) -> Typefaces:
    """Return the faces that drawings are set in: the painter lends them no other's glyphs."""
    drawing = tuple(face for face in faces if face.key in _DRAWN)
    return cached_typefaces(drawing or faces, edition.publication.language)


def _drawn(article: Article) -> Iterator[str]:
    """Yield the words of an article's charts, and those that stand in its SVG pictures."""
    for block in article.body:
        if isinstance(block, Chart):
            yield from (block.title, block.unit, block.note)
            for datum in block.data:
                yield from (datum.label, datum.value, datum.note)
    for image in article.images:
        if image.media_type == "image/svg+xml":
            content = image.path.read_text(encoding="utf-8", errors="replace")
            yield from (html.unescape(_TAGS.sub("", found[1])) for found in _TEXT.finditer(content))


def check_directions(edition: Edition) -> Iterator[Finding]:
    """Yield T-008 for each article with letters that run from right to left (UAX #9, classes R and AL): pages cannot set them."""
    for article in edition.articles:
        found = next((_leftward(text) for text in reading_text(article) if _leftward(text)), "")
        if found:
            yield finding("T-008", article.where, words=found)
    found = next((_leftward(text) for text in _furniture(edition) if _leftward(text)), "")
    if found:
        yield finding("T-008", words=found)


def _leftward(text: str) -> str:
    """Return the first letters of a text that run from right to left, with a few behind them."""
    start = next((at for at, char in enumerate(text) if unicodedata.bidirectional(char) in {"R", "AL"}), -1)
    return " ".join(text[start : start + 4 * _AROUND].split()) if start >= 0 else ""


def check_faces(edition: Edition, issue: MadeUpIssue) -> Iterator[Finding]:
    """Yield T-005 where characters are set in another typeface than their neighbours, which has no glyph for them."""
    typefaces = cached_typefaces(issue.faces, edition.publication.language)
    lent: dict[tuple[str, str], dict[str, None]] = {}
    for page in issue.pages:
        for element in (
            *page.furniture,
            *(element for module in page.modules for element in module.elements),
        ):
            for wished, face, char in _lent(element, typefaces):
                lent.setdefault((wished, face), {})[char] = None
    yield from _replaced(edition, issue, {wished for wished, _ in lent})
    files = {face.key: Path(face.path).stem for face in issue.faces}
    for (wished, face), characters in lent.items():
        yield finding(
            "T-005", face=files[wished], other=files[face], characters=_named(dict.fromkeys(characters, ""))
        )


def _replaced(edition: Edition, issue: MadeUpIssue, told: set[str]) -> Iterator[Finding]:
    """Yield T-005 for a font file that lacks most of the edition's Han characters: another typeface sets all of them."""
    typefaces = cached_typefaces(issue.faces, edition.publication.language)
    texts = (text for article in edition.articles for text in reading_text(article))
    han = Counter(
        char for text in texts for char in text if unicodedata.name(char, "").startswith("CJK UNIFIED")
    )
    for chosen in edition.publication.fonts:
        cuts = [face for face in issue.faces if chosen.path and Path(face.path) == chosen.path]
        if not cuts or told & {face.key for face in cuts}:
            continue
        lacking = [char for char, _ in han.most_common() if not typefaces.metrics[cuts[0].key].has(char)]
        if 2 * len(lacking) <= len(han):
            continue
        other = next((face for face in issue.faces if typefaces.metrics[face.key].has(lacking[0])), None)
        if other is not None:
            examples = " ".join(lacking[:_EXAMPLES])
            few = say(f"{examples} 等 {len(lacking)} 个", f"{examples} and others, {len(lacking)} in all")
            yield finding(
                "T-005",
                chosen.where,
                face=chosen.path.stem if chosen.path else "",
                other=Path(other.path).stem,
                characters=few,
            )


def _lent(element: Element, typefaces: Typefaces) -> Iterator[tuple[str, str, str]]:
    """Yield (face wished for, face that lends, character) of an element; most of it is set in the one wished for."""
    count: Counter[str] = Counter()
    for span in spans(element):
        count[span.style.face] += len(span.text)
    if len(count) < 2:
        return
    wished = count.most_common(1)[0][0]
    for span in spans(element):
        if span.style.face != wished and span.feature != MISSING:
            for char in visible(span.text):
                if not typefaces.metrics[wished].has(char):
                    yield wished, span.style.face, char


def _furniture(edition: Edition) -> Iterator[str]:
    """Yield the words of an edition that stand in no article."""
    paper = edition.publication
    yield from (paper.name, paper.masthead.slogan, *(value for _, value in paper.imprint))
    for page in edition.pages:
        yield page.name
        for post, names in page.credits:
            yield from (post, *names)


def _lacking(texts: Iterable[str], typefaces: Typefaces, marked: Mapping[str, set[str]]) -> dict[str, str]:
    """Return the characters without a glyph, each with the words around it; ``marked``: see :func:`_marked`."""
    lacking: dict[str, str] = {}
    for text in texts:
        for index, char in enumerate(text):
            if (
                char not in lacking
                and visible(char)
                and not _SELECTORS.match(char)
                and (
                    _unmarked(text, index, typefaces, marked)
                    if unicodedata.combining(char)
                    else typefaces.lacks(char)
                )
            ):
                lacking[char] = " ".join(text[max(index - _AROUND, 0) : index + _AROUND + 1].split())
    return lacking


def _unmarked(text: str, index: int, typefaces: Typefaces, marked: Mapping[str, set[str]]) -> bool:
    """Tell whether a combining mark cannot be shown: neither alone nor as one character with its base (UAX #15)."""
    start = _base(text, index)
    composed = unicodedata.normalize("NFC", text[start : index + 1])
    whole = composed[0] if text[index] not in composed else text[index]
    if _BODY not in typefaces.metrics:
        return typefaces.lacks(whole) and typefaces.lacks(text[index])
    # A mark is set in the typeface of its base, and no other lends it.
    faces = marked.get(text[start : index + 1]) or {typefaces.face_for(text[start], _BODY)}
    metrics = [typefaces.metrics[face] for face in faces]
    return not all(face.has(whole) or face.has(text[index]) for face in metrics)


def _base(text: str, index: int) -> int:
    """Return where the character stands that the combining mark at an index belongs to."""
    while index and unicodedata.combining(text[index]):
        index -= 1
    return index


def _named(characters: dict[str, str]) -> str:
    """Name characters with their code points and, where they are known, the words around them."""
    named = [
        f"{char} U+{ord(char):04X}" + (f"（{around}）" if around else "")
        for char, around in characters.items()
    ]
    return " ".join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")
