"""Words 词: where a line of a headline may end, and what each such place costs in looks.

Chinese and Japanese write no spaces, so words come from dictionaries: jieba's for Chinese (traditional characters are looked
up as simplified ones), BudouX's phrases 文節 for Japanese. What no dictionary knows, such as names and terms of the day, the
issue's own text tells: two characters of one word follow each other nearly whenever the rarer of them appears at all.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from publisher.text.languages import Variety, variety
from publisher.text.reading import reading_text
from publisher.typeset.characters import MIDDLE_DOTS, OPENING, UNITS, is_wide
from publisher.typeset.grammar import FAULT, INSIDE, Word, between

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from publisher.model import Edition

#: Costs of breaks behind marks, below nothing: a headline is glad of them.
_PAUSES = {
    **dict.fromkeys("：；。！？—…:;!?", -1.0),
    **dict.fromkeys("，,", -0.8),
    "、": -0.3,
}
#: White that an author sets between two clauses.
_CLAUSE = -1.2
_PAIRS = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", "（": "）", "〈": "〉"}
#: A quotation or a book's title of so many characters, marks included, is not parted; a longer one the less, the longer it is.
_QUOTED = 9
#: Cost of a break behind a word of English, behind one that leans on the next, behind an article, and behind a figure.
_SPACE, _LEANING, _ARTICLE, _FIGURE = 0.2, 1.0, 1.5, 3.0
_LITTLE_WORDS = (
    "a after an and as at be but by for from has have in into is its mr mrs ms dr no not of on or over than that the their"
    " this to under until was were will with"
)
_ENGLISH = frozenset(_LITTLE_WORDS.split())
#: Signs that join two figures; before 比 no line ends either.
_SCORE = "比"
_JOINING = frozenset(_SCORE + "—–-~～至到：:")
#: Added inside the frame of a preposition, up to its locality 上中里 among so many words, or else behind its first word.
_FRAME, _FRAMED = 0.8, 6
#: Classes that hang on the characters themselves: figures, times, Latin.
_TRUSTED = frozenset("mte")
#: Costs inside a Japanese phrase: where the script changes, behind a suffix such as 的, and between pairs of a row of kanji.
_SCRIPTS, _SUFFIX, _KANJI = 3.0, 3.5, 4.0
#: Inside a run of katakana, and behind the dot ・ between two of so many characters or more.
_KATAKANA, _DOTTED, _LONG_KATAKANA = INSIDE + 3.0, 2.5, 4
_DOTTED_KATAKANA = re.compile(rf"[ァ-ヺー]{{{_LONG_KATAKANA},}}・(?=[ァ-ヺー]{{{_LONG_KATAKANA}}})")
_NUMERALS = frozenset("一二三四五六七八九十百千万億兆数")
_SUFFIXES = frozenset("的性化率")
_PLURALS = ("たち", "ら", "さん", "くん", "ちゃん", "さま")


#: Cost of a break between the two halves of a word of so many characters or more, and between the parts of a shorter one:
#: 人民代表大会｜常务委员会, 常务｜委员会.
_HALVES, _LONG, _PARTS = 3.0, 8, 5.2


#: Takes down what is asked of the words, where somebody listens.
_HEARD: ContextVar[dict[str, tuple[float, ...]] | None] = ContextVar("heard", default=None)


@contextmanager
def overheard() -> Iterator[dict[str, tuple[float, ...]]]:
    """Yield what is asked of any words meanwhile: each headline, and the costs that were the answer.

    Of the issue's text, which every page bears with it, a page hears no more than this.
    """
    heard: dict[str, tuple[float, ...]] = {}
    token = _HEARD.set(heard)
    try:
        yield heard
    finally:
        _HEARD.reset(token)


class Words:
    """How ill a headline takes a break at each of its characters.

    Args:
        text: the issue's own; it tells which characters hang together that no dictionary joins.
        language: a BCP 47 tag; it chooses the dictionary.
    """

    def __init__(self, text: str, language: str = "zh-Hans-CN") -> None:
        self._single = Counter(text)
        self._pairs = Counter(pairwise(text))
        self._read = _READERS[variety(language)]
        self._known: dict[str, tuple[float, ...]] = {}

    def cohesion(self, before: str, after: str) -> float:
        """Return 0 for strangers to 1 for two characters that the issue hardly ever shows apart."""
        together = self._pairs[before, after]
        rarer = min(self._single[before], self._single[after])
        return max(together - 0.5, 0.0) / rarer if rarer > 0 else 0.0

    def breaks(self, text: str) -> tuple[float, ...]:
        """Return the cost of a break behind each character of a headline; remembered by its text.

        Below 0 a break is welcome (behind a mark), up to ``FAULT`` it is bearable (between words, the less so the closer
        they belong together), from there on it is a fault that a reader sees.
        """
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = tuple(self._costs(text))
        heard = _HEARD.get()
        if heard is not None:
            heard[text] = known
        return known

    def _costs(self, text: str) -> list[float]:
        costs = self._read(text)
        for index, (before, after) in enumerate(pairwise(text)):
            if 0.0 <= costs[index] < FAULT and is_wide(before) and is_wide(after):
                costs[index] = min(costs[index] + 1.5 * self.cohesion(before, after), FAULT - 0.1)
        for start, end in _quotations(text):
            firmness = INSIDE if end - start < _QUOTED else INSIDE * _QUOTED / (end - start) - 2.0
            for index in range(start, end):
                if costs[index] >= 0.0:
                    costs[index] += max(firmness, 0.0)
        return costs


class Relay:
    """Asks words on behalf of somebody who is to stay when the issue's text changes, if it says the same of all he has asked.

    Args:
        words: that are asked.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._heard: dict[str, tuple[float, ...]] = {}

    def breaks(self, text: str) -> tuple[float, ...]:
        """Return the cost of a break behind each character of a headline, as :meth:`Words.breaks` does."""
        known = self._heard[text] = self._words.breaks(text)
        return known

    def turns_to(self, words: Words) -> bool:
        """Ask other words from now on, unless they would have answered otherwise; tell which."""
        if all(words.breaks(text) == costs for text, costs in self._heard.items()):
            self._words = words
            return True
        return False


def lexicon_of(edition: Edition) -> str:
    """Return the issue's clauses, each once: a headline that is repeated must not teach that all of it is one word."""
    text = "\n".join(text for article in edition.articles for text in reading_text(article))
    return "\n".join(dict.fromkeys(re.split(r"[\W\d]+", text)))


@lru_cache(maxsize=4)
def words_of(text: str, language: str) -> Words:
    """Return the words of an issue's text; remembered, since every page of the issue asks."""
    return Words(text, language)


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of each quotation, bracket and book's title, its marks included."""
    opened: list[tuple[str, int]] = []
    for index, char in enumerate(text):
        if char in _PAIRS:
            opened.append((_PAIRS[char], index))
        elif opened and char == opened[-1][0]:
            yield opened.pop()[1], index


def _simplified(text: str) -> list[float]:
    return _by_words(text, _tagger()(text))


def _traditional(text: str) -> list[float]:
    simplified = _converter()(text)
    return _by_words(text, _tagger()(simplified if len(simplified) == len(text) else text))


class _Place(NamedTuple):
    """A word where it stands in the text."""

    word: Word
    start: int
    end: int


def _by_words(text: str, words: Sequence[Word]) -> list[float]:
    """Return the cost of a break behind each character, from the words of a text with their classes."""
    costs = [INSIDE] * len(text)
    solid = _solid(words)
    for word, start, _ in solid:
        for place, cost in _parts(word.text) if word.kind not in "mt" else ():
            costs[start + place - 1] = cost
    framed = set(_frames(solid))
    for number, (left, right) in enumerate(pairwise(solid)):
        cost = between(left.word, right.word, touching=left.end == right.start)
        cost += _FRAME * (number in framed)
        for index in range(left.end - 1, right.start):
            costs[index] = cost
    for index, char in enumerate(text):
        before, after = text[index - 1 : index], text[index + 1 : index + 2]
        if char in OPENING or char in MIDDLE_DOTS or (char in _JOINING and _figures(before, after)):
            costs[index] = INSIDE
            if char in _SCORE:
                costs[index - 1] = INSIDE
        elif char in _PAUSES:
            costs[index] = _PAUSES[char]
        elif char.isspace():
            costs[index] = 1.0 if before.isascii() and after.isascii() else _CLAUSE
    return costs


def _solid(words: Sequence[Word]) -> list[_Place]:
    """Return the words that are more than marks, each at its place."""
    solid: list[_Place] = []
    end = 0
    for word in words:
        start, end = end, end + len(word.text)
        if any(char.isalnum() for char in word.text):
            counts = solid and solid[-1].end == start and solid[-1].word.kind == "m" and word.text in UNITS
            # jieba takes 所 for a conjunction; behind a numeral it counts.
            solid.append(_Place(word._replace(tag="q") if counts else word, start, end))
    return solid


@lru_cache(maxsize=8192)
def _parts(word: str) -> tuple[tuple[int, float], ...]:
    """Return where a long word may be parted if it must, and the cost of that: between the fewest words that make it up."""
    best: dict[int, tuple[int, ...]] = {0: ()}
    for end in range(2, len(word) + 1):
        ways = [
            (*best[start], end)
            for start in range(end - 1)
            if start in best and end - start < len(word) and _is_word(word[start:end])
        ]
        if ways:
            best[end] = min(ways, key=lambda way: (len(way), max(b - a for a, b in pairwise((0, *way)))))
    cuts = (0, *best.get(len(word), ()))
    cost = _HALVES if len(word) >= _LONG else _PARTS
    inner = ((start + place, _PARTS) for start, end in pairwise(cuts) for place, _ in _parts(word[start:end]))
    return (*((cut, cost) for cut in cuts[1:-1]), *inner)


def _frames(places: Sequence[_Place]) -> Iterator[int]:
    """Yield the numbers of the words behind which a break parts the frame of a preposition, as in 在…大赛上."""
    for number, place in enumerate(places):
        if place.word.kind != "p":
            continue
        following = [later.word.kind for later in places[number + 1 : number + 1 + _FRAMED]]
        reach = next((at for at, kind in enumerate(following) if kind in "vp"), len(following))
        if "f" in following[:reach]:
            yield from range(number + 1, number + 1 + following.index("f"))
        elif reach > 1:
            yield number + 1


def _figures(before: str, after: str) -> bool:
    """Tell whether a sign stands between two figures, as in 3比0 and 3.75%—4.00%."""
    return (before.isdigit() or before in {"%", "％", "℃"}) and after.isdigit()


def _japanese(text: str) -> list[float]:
    costs = _by_scripts(text)
    end = 0
    for phrase in _phrases()(text):
        if end and not phrase.startswith(_PLURALS):
            costs[end - 1] = 0.2
        end += len(phrase)
    for index, char in enumerate(text):
        if char in _PAUSES or char.isspace():
            costs[index] = _PAUSES.get(char, _CLAUSE)
    for run in _DOTTED_KATAKANA.finditer(text):
        costs[run.end() - 1] = _DOTTED
    return costs


def _by_scripts(text: str) -> list[float]:
    """Return the cost of a break behind each character inside a Japanese phrase."""
    costs = [INSIDE] * len(text)
    row = 0
    for index, (before, after) in enumerate(pairwise(text)):
        scripts = _script(before), _script(after)
        row = row + 1 if scripts[0] == "kanji" else 0
        if scripts == ("katakana", "katakana"):
            costs[index] = _KATAKANA
        elif before in _NUMERALS and scripts[1] == "kanji":
            continue
        elif scripts[0] != scripts[1] and scripts[1] != "hiragana" and not before.isdigit():
            costs[index] = _SCRIPTS
        elif scripts == ("kanji", "kanji") and (row % 2 == 0 or before in _SUFFIXES):
            costs[index] = _SUFFIX if before in _SUFFIXES else _KANJI
    return costs


def _script(char: str) -> str:
    if "\u3040" <= char <= "\u309f":
        return "hiragana"
    if "\u30a0" <= char <= "\u30ff":
        return "katakana"
    return "kanji" if is_wide(char) and char.isalpha() else "other"


def _english(text: str) -> list[float]:
    """Return costs for a language that parts its words by spaces; a break elsewhere is a fault."""
    costs = [INSIDE] * len(text)
    start = 0
    for index, char in enumerate(text):
        if char.isspace():
            word = text[start:index]
            costs[index] = _behind(word)
            start = index + 1
        elif char in "-–—/":
            costs[index] = 1.0
    return costs


def _behind(word: str) -> float:
    if word[-1:].isdigit():
        return _FIGURE
    if word.lower() in _ENGLISH:
        return _ARTICLE if word.lower() in {"a", "an", "the"} else _LEANING
    return _PAUSES.get(word[-1:], _SPACE)


_READERS: dict[Variety, Callable[[str], list[float]]] = {
    Variety.HANS: _simplified,
    Variety.HANT: _traditional,
    Variety.JA: _japanese,
    Variety.EN: _english,
}


# The dictionaries take a fifth of a second to load, so each is opened when its language asks for it.
@cache
def _tagger() -> Callable[[str], list[Word]]:
    import rjieba  # noqa: PLC0415

    def tag(text: str) -> list[Word]:
        return [
            Word(word, kind, guessed=kind[:1] not in _TRUSTED and not rjieba.has_word(word))
            for word, kind in rjieba.tag(text)
        ]

    return tag


def _is_word(text: str) -> bool:
    import rjieba  # noqa: PLC0415

    return bool(rjieba.has_word(text))


@cache
def _converter() -> Callable[[str], str]:
    import opencc  # noqa: PLC0415

    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


@cache
def _phrases() -> Callable[[str], list[str]]:
    import budoux  # noqa: PLC0415

    parse: Callable[[str], list[str]] = budoux.load_default_japanese_parser().parse
    return parse
