"""The head of a module 题区: column label, kicker, headline, deck, byline and summary, below each other."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publisher.makeup.layout import Element, RuleBox, TextBox
from publisher.model import Article, Credit, Kind, Run
from publisher.text.reading import byline_groups
from publisher.typeset.headline import Headline, balanced_lines, fit_headline, force_headline, set_headline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.model import Runs
    from publisher.typeset.balance import Fitting
    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter
    from publisher.typeset.stylebook import Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head laid out from (0, 0); ``height`` in pt without any air around it.

    Attributes:
        size, face: the headline's, in pt; ``rank``: how far from the wished one; ``lines``: of the headline.
        strain: how ill its lines break; ``width``: in pt, of an upright head.
    """

    elements: tuple[Element, ...]
    height: float
    size: float
    face: str
    rank: int
    lines: int
    title_height: float
    strain: float = 0.0
    width: float = 0.0


def byline_runs(byline: tuple[Credit, ...]) -> Runs:
    """Return the byline 署名 as printed: each role once, before the names that share it.

    A name of two Han characters takes the room of three; the white is no character of it.
    """
    runs: list[Run] = []
    for role, names in byline_groups(byline):
        for number, part in enumerate(filter(None, (role, *names))):
            between = " " if number else "\u3000"
            apart = part != role and re.fullmatch("[\u4e00-\u9fff]{2}", part) is not None
            runs += [Run(text=between), Run(text=part, apart=apart)]
    return tuple(runs[1:])


def byline_text(byline: tuple[Credit, ...]) -> str:
    """Return the words of the byline."""
    return "".join(run.text for run in byline_runs(byline))


#: A gap between two clauses of a headline: an em of white, or a space between Han characters.
_GAP = re.compile(r"\u3000+|(?<=[\u4e00-\u9fff”》）]) +(?=[\u4e00-\u9fff“《（])")
#: A headline has so many lines at most, and over a module in which each of these would part a word so many.
_MOST_LINES, _MOST_NARROW = 4, 6
#: Before it parts a word a headline is set in these shares of its smallest size, down to so many em of the text, and then in so
#: many lines.
_SHARES, _LEAST, _MOST_SMALL = (0.9, 0.8, 0.7, 0.6, 0.5), 1.2, 8
#: The rank of a headline that is none of those wished for.
OUT_OF_RANK = 99
#: Steps by which a headline is also tried smaller than it could be.
_SMALLER = 4


class _Stack:
    """Puts text boxes below each other."""

    def __init__(self, setter: Setter, width: float, align: str) -> None:
        self.setter, self.width, self.align = setter, width, align
        self.elements: list[Element] = []
        self.y = 0.0

    def add(self, lines: tuple[Line, ...], voice: Voice, tag: str, role: str, *, before: float = 0.0) -> None:
        lines = tuple(line for line in lines if line.spans)
        if not lines:
            return
        if self.elements:
            self.y += before
        height = voice.size * voice.line
        self.elements.append(TextBox(0.0, self.y, self.width, height, lines, tag, role))
        self.y += height * len(lines)

    def set(self, text: str, voice: Voice, tag: str, role: str, *, before: float = 0.0) -> None:
        self.set_runs((Run(text=text),) if text else (), voice, tag, role, before=before)

    def set_runs(self, runs: Runs, voice: Voice, tag: str, role: str, *, before: float = 0.0) -> None:
        lines = balanced_lines(runs, voice, self.width, self.setter, self.align) if runs else ()
        self.add(lines, voice, tag, role, before=before)


def heads(
    article: Article,
    width: float,
    order: int,
    setter: Setter,
    *,
    turned: bool = False,
    most: float = math.inf,
) -> list[Head]:
    """Return the heads that an article may have in a module of a width (pt).

    For each number of headline lines that makes the type larger there are a few sizes, for a page that is tight or thin.

    Never empty: a headline too long for every size is set in the smallest, in as many lines as it takes.

    Args:
        article: whose heads.
        width: of the module, in pt.
        order: its place on the page.
        setter: sets them.
        turned: in its other face.
        most: the size of the largest headline, in pt; of sizes that are all larger the smallest is taken.
    """
    if not article.headline:
        voice = setter.book.headline(article, order)[-1]
        return [
            Head(elements=(), height=0.0, size=voice.size, face=voice.face, rank=0, lines=0, title_height=0.0)
        ]
    wished = setter.book.headline(article, order, turned=turned)
    voices = tuple(voice for voice in wished if voice.size <= most) or wished[-1:]
    align = "center" if article.priority <= 2 or article.kind == Kind.POEM else "left"
    found: dict[Fitting, tuple[str, ...]] = {}
    fewest = len(article.title)
    clauses = _clauses(article.title)
    smallest = len(voices)
    for lines in range(fewest, max(fewest + 2, _MOST_NARROW) + 1):
        if lines > max(fewest, _MOST_LINES) and any(fitting.sound for fitting in found):
            break
        # Where there are lines enough, each clause that its author set apart has its own.
        title = clauses if lines >= len(clauses) else article.title
        largest = fit_headline(title, voices, width, setter, lines=lines)
        if largest is None:
            continue
        # Between this size and what fewer lines have, every other one; below the first, a few for a page that is tight.
        for rank in range(largest.rank, min(smallest, largest.rank + _SMALLER + 1), 2):
            fitting = (
                largest if rank == largest.rank else _fit_from(rank, title, voices, width, setter, lines)
            )
            if fitting and _adds(fitting, found):
                found[fitting] = title
        smallest = min(smallest, largest.rank)
        if largest.sound and not largest.rank:
            break
    ranks = len(voices)
    if math.isinf(most) and not any(fitting.sound for fitting in found):
        voices += _below(voices[-1], setter)
        found |= _small(article.title, voices, width, setter)
    if not found:
        headline = force_headline(article.title, voices[-1], width, setter)
        return [_head(article, headline, width, setter, align)]
    # A headline that parts a word is for a width in which no other can be had.
    sound = {fitting: title for fitting, title in found.items() if fitting.sound} or found
    headlines = (
        set_headline(title, fitting, voices[fitting.rank], width, setter, align=align)
        for fitting, title in sound.items()
    )
    # A module in which a wished size stands goes before one that has a smaller headline.
    ranked = (
        headline if headline.rank < ranks else headline._replace(rank=OUT_OF_RANK) for headline in headlines
    )
    return [_head(article, headline, width, setter, align) for headline in ranked]


def _small(
    title: tuple[str, ...], voices: tuple[Voice, ...], width: float, setter: Setter
) -> dict[Fitting, tuple[str, ...]]:
    """Return how a headline stands without a parted word where it may be small and of many lines."""
    found: dict[Fitting, tuple[str, ...]] = {}
    clauses = _clauses(title)
    for lines in range(len(title), max(len(title) + 2, _MOST_SMALL) + 1):
        parts = clauses if lines >= len(clauses) else title
        fitting = fit_headline(parts, voices, width, setter, lines=lines)
        if fitting and fitting.sound and _adds(fitting, found):
            found[fitting] = parts
    return found


def _below(smallest: Voice, setter: Setter) -> tuple[Voice, ...]:
    """Return the voices for a headline that parts a word in all that are wished for: smaller, yet larger than text."""
    sizes = (smallest.size * share for share in _SHARES)
    least = setter.book.em * _LEAST
    return tuple(replace(smallest, size=size) for size in sizes if size >= least)


def _fit_from(
    rank: int, title: tuple[str, ...], voices: tuple[Voice, ...], width: float, setter: Setter, lines: int
) -> Fitting | None:
    """Fit a headline in the voices from a rank on."""
    found = fit_headline(title, voices[rank:], width, setter, lines=lines)
    return found._replace(rank=found.rank + rank) if found else None


def _clauses(title: tuple[str, ...]) -> tuple[str, ...]:
    """Part the lines of a title where its author left a gap between Han characters."""
    return tuple(part for line in title for part in _GAP.split(line) if part)


def _adds(fitting: Fitting, found: Iterable[Fitting]) -> bool:
    """Tell whether a headline is larger or smaller than those found, or parts no word where they do."""
    return all(fitting.rank != known.rank or (fitting.sound and not known.sound) for known in found)


def continued_head(article: Article, width: float, setter: Setter, label: str, href: str) -> Head:
    """Return the head over the continuation of an article that jumped 上接: its headline, small, and where it comes from."""
    voice = replace(setter.book.crosshead, size=setter.book.em * 1.5, line=1.3)
    stack = _Stack(setter, width, "left")
    stack.set(article.headline, voice, "h2", "headline continued")
    jump = setter.lines(label, setter.book.byline, width, justify=False)
    stack.elements.append(TextBox(0.0, stack.y, width, setter.book.leading, jump, "p", "jump", href=href))
    return Head(
        elements=tuple(stack.elements),
        height=stack.y + setter.book.leading,
        size=voice.size,
        face=voice.face,
        rank=0,
        lines=1,
        title_height=stack.y,
    )


def _head(article: Article, headline: Headline, width: float, setter: Setter, align: str) -> Head:
    book, size = setter.book, headline.voice.size
    stack = _Stack(setter, width, align)
    if article.column:
        stack.set(article.column, book.column, "p", "column")
    stack.set(article.kicker, book.kicker(size), "p", "kicker", before=size * 0.08)
    above = stack.y
    stack.add(headline.lines, headline.voice, "h2", "headline", before=size * 0.06)
    title_height = stack.y - above
    for number, deck in enumerate(article.deck):
        stack.set(deck, book.deck(size), "p", "deck", before=size * 0.12 if number == 0 else 0.0)
    if article.byline:
        stack.set_runs(byline_runs(article.byline), book.byline, "p", "byline", before=book.em * 0.3)
    if article.summary:
        _summary(article.summary, stack)
    return Head(
        elements=tuple(stack.elements),
        height=stack.y,
        size=size,
        face=headline.voice.face,
        rank=headline.rank,
        lines=len(headline.lines),
        title_height=title_height,
        strain=headline.strain,
    )


def _summary(summary: tuple[str, ...], stack: _Stack) -> None:
    """Set the summary 提要 between two rules; its lines are no longer than 40 characters."""
    book = stack.setter.book
    voice = book.summary
    inset = book.em
    stack.y += book.em * 0.6
    top = stack.y
    stack.y += book.em * 0.5
    height = voice.size * voice.line
    for item in summary:
        lines = tuple(line for line in stack.setter.lines(item, voice, stack.width - 2 * inset) if line.spans)
        stack.elements.append(TextBox(inset, stack.y, stack.width - 2 * inset, height, lines, "p", "summary"))
        stack.y += height * len(lines)
    stack.y += book.em * 0.5
    stack.elements.append(RuleBox(0.0, top, stack.width, stack.y - top, "summary-rules"))
    stack.y += book.em * 0.2
