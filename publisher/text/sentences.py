"""Sentences 断句: one segmentation of the text, for reading aloud, for positions on e-readers and for highlights.

A sentence ends behind 。！？； and what closes it, at …… that a closing mark or the end follows, at a full stop, a question or
an exclamation mark of Latin text that white space follows, and at a line break that the author set. Marks inside titles
《》 and brackets end nothing (GB/T 15834-2011, 4.1 to 4.6). Joined together the sentences are the text, character by character.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.model import Run, Runs

#: Marks that end a sentence wherever they stand, and those of Latin text, which white space must follow.
_ENDS, _LATIN_ENDS = frozenset("。！？；｡‼⁇⁈⁉"), frozenset(".!?")
_CLOSERS = frozenset("”’」』）》〉】〕］｝)]}\"'»›")
#: What is named or put in brackets is one thing, whatever marks it holds.
_OPENS = {"《": "》", "〈": "〉", "（": "）", "【": "】", "〔": "〕", "(": ")", "[": "]"}
_ELLIPSIS = frozenset("…⋯")
_OPENER = re.compile("[" + re.escape("".join(_OPENS)) + "]")
_MARK = re.compile("[" + re.escape("".join((*_OPENS, *_ENDS, *_LATIN_ENDS, *_ELLIPSIS, "\n"))) + "]")
#: Latin words that a full stop shortens, and single letters of names.
_SHORTENED = re.compile(r"\b(?:[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|No|vs|etc|e\.g|i\.e|U\.S)\.$")
#: The number of an item, with which its text begins, is no sentence of its own.
_NUMBERED = re.compile(r"\s*\d{1,3}\.")


def sentences(text: str) -> list[str]:
    """Return a text's sentences, the white space behind each with it; empty for an empty text."""
    ends = [0, *_ends(text)]
    if ends[-1] < len(text):
        ends.append(len(text))
    return [text[start:end] for start, end in pairwise(ends)]


def sentence_runs(runs: Runs) -> list[Runs]:
    """Return the sentences of a paragraph's runs, each as runs of its own.

    What cannot be parted stays whole: a link, a reading with its base, a footnote's call, which belongs to what it follows.
    """
    text = "".join(run.text for run in runs)
    starts = [0, *accumulate(len(run.text) for run in runs)]
    ends = sorted({_behind(end, runs, starts) for end in _ends(text)} | {len(text)})
    found: list[Runs] = []
    done = 0
    for end in ends:
        part = tuple(_between(runs, starts, done, end))
        if part:
            found.append(part)
        done = end
    return found


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
    """Yield the places behind the sentences of a text."""
    closed = _closed(text) if _OPENER.search(text) else {}
    at, size = 0, len(text)
    while found := _MARK.search(text, at):
        char, at = found[0], found.end()
        if char in _OPENS:
            # What a bracket that is closed holds is passed over.
            at = closed.get(at - 1, at)
        elif char == "\n":
            yield at
        else:
            last = at
            while last < size and (
                text[last] in _ENDS or text[last] in _ELLIPSIS or text[last] in _LATIN_ENDS
            ):
                last += 1
            end = last
            while end < size and text[end] in _CLOSERS:
                end += 1
            if _ended(text, at - 1, last, end):
                while end < size and text[end] != "\n" and text[end].isspace():
                    end += 1
                if end < size and text[end] == "\n":
                    end += 1
                yield end
            at = max(end, at)


def _ended(text: str, first: int, last: int, end: int) -> bool:
    """Tell whether the marks from ``first`` to ``last``, closed up to ``end``, end a sentence."""
    marks = text[first:last]
    if any(mark in _ENDS for mark in marks):
        return True
    if any(mark in _ELLIPSIS for mark in marks):
        return end > last or end == len(text) or text[end] == "\n"
    followed = end == len(text) or text[end].isspace()
    if marks == "." and end == last and (_NUMBERED.fullmatch(text, 0, last) or _shortened(text, last)):
        return False
    return followed


def _shortened(text: str, last: int) -> bool:
    return _SHORTENED.search(text[max(last - 8, 0) : last]) is not None


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
