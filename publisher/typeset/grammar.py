"""Grammar 词法 of Chinese headlines: what a break between two words costs, from the classes that jieba gives them.

The classes are those of the People's Daily corpus 人民日报语料: ``n`` noun, ``v`` verb, ``d`` adverb, ``p`` preposition, ``c``
conjunction, ``u`` particle, ``m`` numeral, ``q`` measure word, ``f`` locality, ``t`` time, ``r`` pronoun and so on.
"""

from __future__ import annotations

from typing import NamedTuple

#: Cost from which on a break is a fault, and that of a break inside a word.
FAULT, INSIDE = 5.0, 6.0

#: Classes that lean on the word before them: particles, suffixes, localities, measure words, interjections.
_BACK_KINDS = frozenset("ukfqy")
_AFTER_OTHERS = (
    "的 了 着 过 们 等 地 得 之 者 吗 呢 吧 啊 版 式 型 化 性 率 内外 起来 出来 下来 上来 过来 回来 进来 出去 下去 上去 过去"
    " 回去 进去"
)
_BACK = frozenset(_AFTER_OTHERS.split())
#: Words that lean on the one behind them, beside single prepositions, conjunctions and adverbs.
_ON = frozenset("和与及或在对为把被从向将以让使给由于不没未最更各第每新再就又都也还之大小老副总")
#: Cost of a break between two classes.
_BETWEEN = {
    "nv": 0.2, "nd": 0.1, "nt": 0.4, "nm": 0.5, "nr": 0.4, "na": 0.6, "nn": 1.1, "nl": 0.3,
    "vv": 0.5, "vn": 0.7, "vm": 0.6, "va": 0.7, "vr": 0.6, "vt": 0.5, "vl": 0.6,
    "an": 1.4, "av": 1.2, "tn": 0.6, "tv": 0.4, "tt": 2.0, "tm": 0.8, "td": 0.3,
    "qn": 1.0, "qv": 0.3, "mn": 2.5, "mm": INSIDE, "mt": INSIDE, "mv": 1.0, "rn": 1.6, "rv": 0.6,
    "fn": 0.6, "fv": 0.2, "un": 0.7, "uv": 0.5, "dv": 1.2, "da": 1.2,
}  # fmt: skip
_OTHER = 0.8
#: Complements of a verb, such as the second half of 调整为 and 写在.
_COMPLEMENTS = {**dict.fromkeys("为成到至出入向于给", 4.0), "在": 0.8}


class Word(NamedTuple):
    """A word and its class; ``guessed``: it stands in no dictionary, its characters suggest it."""

    text: str
    tag: str
    guessed: bool = False

    @property
    def kind(self) -> str:
        """The class in one letter: a verb used as a noun is a noun, names and abbreviations are nouns."""
        if self.tag in {"eng", "vn", "an", "j", "s", "b"} or not self.tag:
            return "n"
        return {"ad": "d", "vd": "d", "i": "l", "z": "a"}.get(self.tag, self.tag[0])

    @property
    def leans_back(self) -> bool:
        """Whether it may not begin a line."""
        return self.text in _BACK or self.kind in _BACK_KINDS

    @property
    def leans_on(self) -> bool:
        """Whether it may not end a line."""
        return self.text in _ON or self.kind == "c" or (self.kind in "pdh" and len(self.text) == 1)


def between(left: Word, right: Word, *, touching: bool = True) -> float:
    """Return the cost of a line that ends with one word before one that begins with the next.

    Args:
        left: the last word of the line.
        right: the first word of the next.
        touching: no mark stands between them.
    """
    if right.leans_back or left.leans_on:
        return INSIDE if touching else FAULT
    kinds = left.kind + right.kind
    cost = 0.1 if right.kind in "pcd" else _BETWEEN.get(kinds, 3.0 if left.kind == "p" else _OTHER)
    cost += 0.3 * (left.guessed or right.guessed)
    if not touching:
        return max(cost - 0.3, 0.0)
    # A guess that leaves a rest is often a bad one: 变身文｜创园.
    cost += 0.9 * (left.guessed and (right.guessed or len(right.text) == 1))
    # A single character seldom stands by itself: it belongs to one of its neighbours.
    if len(left.text) == 1 and left.kind not in "ufqm":
        cost += 1.5
    if len(right.text) == 1 and right.kind not in "pcd":
        cost += 0.5 if right.kind == "v" else 1.2
    if left.tag.startswith("v"):
        cost += _COMPLEMENTS.get(right.text, 0.0) * (2 if right.text == "在" and len(left.text) == 1 else 1)
    return cost
