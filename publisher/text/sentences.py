"""Sentences 断句: one segmentation of the text, for reading aloud, for positions on e-readers and for highlights.

A sentence ends behind 。！？； and what closes it, at …… that a closing mark or the end follows, at a full stop, a question or
an exclamation mark of Latin or Arabic text that white space follows, and at a line break that the author set. A full stop that
shortens a word ends nothing, nor do marks within a quotation behind which the sentence goes on: “Why?” he asked. Marks inside
titles 《》 and brackets end nothing, but brackets that begin where a sentence begins and close behind its end are one themselves,
句外括号 (GB/T 15834-2011, 4.1 to 4.6 and 4.9). The call of a footnote is passed over as if it were not there, and belongs to the
sentence behind which it stands. Joined together the sentences are the text, character by character.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publisher.model import Run, Runs

#: Marks that end a sentence wherever they stand, and those of Latin text, which white space must follow.
_ENDS, _LATIN_ENDS = frozenset("。！？；｡‼⁇⁈⁉"), frozenset(".!?؟۔")
_CLOSERS = frozenset("”’」』）》〉】〕］｝)]}\"'»›")
#: What is named or put in brackets is one thing, whatever marks it holds.
_OPENS = {"《": "》", "〈": "〉", "（": "）", "【": "】", "〔": "〕", "(": ")", "[": "]"}
_TITLES, _STRAIGHT = frozenset("《〈"), frozenset("\"'")
_ELLIPSIS = frozenset("…⋯")
#: Marks that may follow an end and still belong to it: ？！……
_RUN_ON = _ENDS | _ELLIPSIS | _LATIN_ENDS
#: Before such a mark the sentence of which the brackets are a part goes on.
_GOES_ON = frozenset("，、：；。！？｡，､,:;.!?؟،؛—–…⋯")
_OPENER = re.compile("[" + re.escape("".join(_OPENS)) + "]")
_MARK = re.compile("[" + re.escape("".join((*_OPENS, *_ENDS, *_LATIN_ENDS, *_ELLIPSIS, "\n"))) + "]")
#: English words that a full stop shortens before a name or a number, and those that may also stand last in a sentence, as may
#: the single letters of names: only a word with which sentences begin tells that one ended.
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Messrs|Dr|Prof|St|Mt|Ft|Gov|Gen|Sen|Rep|Col|Lt|Maj|Sgt|Capt|Cmdr|Adm|Rev|Hon|Pres|Supt|Mme|Mlle|No|Nos|vs"
    r"|cf|approx|e\.g|i\.e)\.$"
)
_SHORTENED = re.compile(
    r"\b(?:[^\W\d_](?:\.[^\W\d_])*|Dept|Depts|Inc|Ltd|Co|Corp|Bros|Assn|Univ|Jr|Sr|Ph\.D|etc|al|Ave|Blvd|Rd"
    r"|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec)\.$"
)
_STARTERS = (
    "A An And As At But By For From He Her His How However I If In It Its My Nobody Not Now On One Others Our She So Some Such That"
    " The Their Then There These They This Those Though To Under Until We What When Where Which While Who Why With You Your"
)
_STARTER = re.compile(rf"\s+[\"'“‘(]?(?:{'|'.join(_STARTERS.split())})(?![.\w])")
#: What goes on behind a closed quotation: words of Chinese and Japanese that lean on what stands before them.
_LEANING = re.compile(
    r"[，、的之をへ]|の(?!ち)|って|など|と(?!ころ|ても|りわけ|もかく|にかく|うとう|ある)|に(?!ほん|わか|もかか)"
)
#: So many characters at most has a shortened word, with what stands before it.
_LONGEST = 12
#: The number of an item, with which its text begins, is no sentence of its own.
_NUMBERED = re.compile(r"\s*\d{1,3}\.")


def sentences(text: str, calls: Iterable[tuple[int, int]] = ()) -> list[str]:
    """Return a text's sentences, the white space behind each with it; empty for an empty text.

    Args:
        text: a paragraph, or another passage that nothing goes on from.
        calls: where calls of footnotes stand in it, each as the places before and behind it, in their order.
    """
    ends = [0, *_ends_among(text, calls)]
    if ends[-1] < len(text):
        ends.append(len(text))
    return [text[start:end] for start, end in pairwise(ends)]


def sentence_runs(runs: Runs) -> list[Runs]:
    """Return the sentences of a paragraph's runs, each as runs of its own.

    What cannot be parted stays whole: a link, a reading with its base, a footnote's call, which belongs to what it follows.
    """
    text = "".join(run.text for run in runs)
    starts = [0, *accumulate(len(run.text) for run in runs)]
    calls = [span for run, span in zip(runs, pairwise(starts), strict=True) if run.note and run.text]
    ends = sorted({_behind(end, runs, starts) for end in _ends_among(text, calls)} | {len(text)})
    found: list[Runs] = []
    done = 0
    for end in ends:
        part = tuple(_between(runs, starts, done, end))
        if part:
            found.append(part)
        done = end
    return found


def _ends_among(text: str, calls: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Yield the places behind the sentences of a text with footnotes' calls, found as if these were not there."""
    known = list(calls)
    bounds = [0, *(place for call in known for place in call), len(text)]
    kept = [text[first:last] for first, last in zip(bounds[::2], bounds[1::2], strict=True)]
    # For each call its place in the text without calls, and how much longer the text with them is from there on.
    places = list(accumulate(map(len, kept[:-1])))
    longer = [0, *accumulate(last - first for first, last in known)]
    for end in _ends("".join(kept)):
        yield end + longer[bisect_right(places, end)]


def _between(runs: Runs, starts: list[int], first: int, end: int) -> Iterator[Run]:
    for at in range(max(bisect_right(starts, first) - 1, 0), min(bisect_left(starts, end), len(runs))):
        run, start = runs[at], starts[at]
        text = run.text[max(first - start, 0) : end - start]
        if text:
            yield run if text == run.text else replace(run, text=text)


def _behind(end: int, runs: Runs, starts: list[int]) -> int:
    """Move an end behind a run that cannot be parted, and behind the notes that are called there."""
    at = bisect_left(starts, end)
    if starts[at] > end and _whole(runs[at - 1]):
        end = starts[at]
    while at < len(runs) and starts[at] == end and (runs[at].note or not runs[at].text):
        at += 1
        end = starts[at]
    return end


def _whole(run: Run) -> bool:
    return bool(run.href or run.ruby or run.note or run.code)


def _ends(text: str) -> Iterator[int]:
    """Yield the places behind the sentences of a text without calls of footnotes."""
    closed = _closed(text) if _OPENER.search(text) else {}
    at, start = 0, _past_white(text, 0)
    while found := _MARK.search(text, at):
        first, at = found.start(), found.end()
        if text[first] in _OPENS:
            # What a bracket that is closed holds is passed over.
            at = closed.get(first, at)
            ended = first == start and _bracketed(text, first, at)
            if ended:
                at = _past(text, at, _CLOSERS - _STRAIGHT)
        elif text[first] == "\n":
            start = _past_white(text, at)
            yield at
            continue
        else:
            last = _past(text, at, _RUN_ON)
            at = _past(text, last, _CLOSERS)
            ended = _ended(text, first, last, at)
        if ended:
            at = _past_white(text, at)
            at += text[at : at + 1] == "\n"
            start = _past_white(text, at)
            yield at


def _past(text: str, at: int, characters: frozenset[str]) -> int:
    """Return the place behind all of some characters that stand in a row from a place on."""
    while at < len(text) and text[at] in characters:
        at += 1
    return at


def _past_white(text: str, at: int) -> int:
    """Return the place behind the white space that follows a place on its line."""
    while at < len(text) and text[at] != "\n" and text[at].isspace():
        at += 1
    return at


def _bracketed(text: str, first: int, end: int) -> bool:
    """Tell whether what stands from ``first`` to ``end`` is a bracket around whole sentences, and no part of one that goes on."""
    if end == first + 1 or text[first] in _TITLES or text[end : end + 1] in _GOES_ON:
        return False
    inside = text[first + 1 : end - 1].rstrip()
    last = len(inside)
    while last and inside[last - 1] in _CLOSERS:
        last -= 1
    mark = inside[last - 1 : last]
    if mark == "；" or not any(char.isalnum() for char in inside):
        return False
    if mark in _LATIN_ENDS:
        behind = text[end : end + 1]
        return _ended(inside, last - 1, last, len(inside)) and (not behind or behind.isspace())
    return mark in _ENDS


def _ended(text: str, first: int, last: int, end: int) -> bool:
    """Tell whether the marks from ``first`` to ``last``, closed up to ``end``, end a sentence."""
    marks = text[first:last]
    if end > last and _goes_on(text, end):
        return False
    if any(mark in _ENDS for mark in marks):
        return True
    if any(mark in _ELLIPSIS for mark in marks):
        return end > last or end == len(text) or text[end] == "\n"
    followed = end == len(text) or text[end].isspace()
    if marks == "." and end == last and (_NUMBERED.fullmatch(text, 0, last) or _shortened(text, last)):
        return False
    return followed


def _goes_on(text: str, end: int) -> bool:
    """Tell whether the sentence goes on behind a quotation that was closed: in a particle, or in a small letter."""
    behind = _past_white(text, end)
    return text[behind : behind + 1].islower() or _LEANING.match(text, end) is not None


def _shortened(text: str, last: int) -> bool:
    word = text[max(last - _LONGEST, 0) : last]
    if _TITLE.search(word):
        return True
    return _SHORTENED.search(word) is not None and not _STARTER.match(text, last)


def _closed(text: str) -> dict[int, int]:
    """Return for each bracket that is closed in its paragraph the place behind it, for the outermost only."""
    found: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if char == "\n":
            stack.clear()
        elif char in _OPENS:
            stack.append((_OPENS[char], at))
        elif stack and char == stack[-1][0]:
            found[stack.pop()[1]] = at + 1
    return found
