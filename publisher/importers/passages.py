"""Types the body of a captured story 识别体例: crossheads, key facts, run-ins, items, paragraphs.

A page of the printed paper gives these by their look, and a capture keeps only traces of it: a mark before a
crosshead 小标题 (◆), key facts 要点 as short paragraphs without a full stop under it, and a run-in 段首提示句
as a short first sentence of a long paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publisher.importers.imported import Part, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Marks that papers set before a crosshead.
MARKS = "◆◇■□●○▲△★☆▶►▼◎⊙※◈❖✦"
_LONGEST_CROSSHEAD = 40
_LONGEST_FACT = 100
_LONGEST_RUN_IN = 18
_SHORTEST_REST = 30
_STOPS = "。！？；…!?;"
_CLOSERS = "”’」』）)》"
_FIRST_SENTENCE = re.compile(r"[^。！？；：，,“”（）\s]{2,17}。(?=[^”’」』）])")
_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^。；，]{2,30}")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as captured.

    Its text without white space and marks restored, and the crosshead mark it began with.
    """

    text: str
    mark: str = ""
    number: int = 0


def recognise(lines: Sequence[Line]) -> tuple[tuple[Passage, ...], tuple[int, ...]]:
    """Type the paragraphs of a story.

    Returns:
        The passages, and the numbers of source lines where a mark was not taken for a crosshead's.
    """
    doubts = tuple(
        line.number for place, line in enumerate(lines) if line.mark and not _is_crosshead(lines, place)
    )
    passages = [_typed(lines, place) for place in range(len(lines))]
    return tuple(_with_run_ins(_with_facts(passages))), doubts


def closes(text: str) -> bool:
    """Tell whether a paragraph ends as a sentence does."""
    return text.rstrip(_CLOSERS).endswith(tuple(_STOPS))


def _typed(lines: Sequence[Line], place: int) -> Passage:
    line = lines[place]
    if _is_crosshead(lines, place):
        level = 3 if line.mark and line.mark != _first_mark(lines) else 2
        return Passage(part=Part.CROSSHEAD, text=line.text, level=level, line=line.number)
    if line.mark and _is_item(lines, place):
        return Passage(part=Part.ITEM, text=line.text, line=line.number)
    return Passage(part=Part.PARAGRAPH, text=line.mark + line.text, line=line.number)


def _first_mark(lines: Sequence[Line]) -> str:
    return next(
        (line.mark for place, line in enumerate(lines) if line.mark and _is_crosshead(lines, place)), ""
    )


def _is_crosshead(lines: Sequence[Line], place: int) -> bool:
    line = lines[place]
    if len(line.text) > _LONGEST_CROSSHEAD or line.text.endswith(("。", "；", "，", "：")):
        return False
    if line.mark:
        return bool(line.text) and not _is_item(lines, place)
    return bool(_NUMBERED.fullmatch(line.text)) and place + 1 < len(lines)


def _is_item(lines: Sequence[Line], place: int) -> bool:
    """A mark that the next or last line bears too makes a list: a crosshead has its text below it."""
    around = [lines[other].mark for other in (place - 1, place + 1) if 0 <= other < len(lines)]
    return lines[place].mark in around


def _with_facts(passages: list[Passage]) -> list[Passage]:
    """Make key facts of the short paragraphs right under a crosshead that do not end as sentences do."""
    under = False
    typed = []
    for passage in passages:
        under = passage.part is Part.CROSSHEAD or (under and _is_fact(passage))
        fact = under and passage.part is not Part.CROSSHEAD
        typed.append(replace(passage, part=Part.FACT) if fact else passage)
    return typed


def _is_fact(passage: Passage) -> bool:
    text = passage.text
    whole_bracket = text.startswith("（") and text.endswith("）")
    return (
        passage.part is Part.PARAGRAPH
        and len(text) <= _LONGEST_FACT
        and not closes(text)
        and not whole_bracket
    )


def _with_run_ins(passages: list[Passage]) -> list[Passage]:
    """Mark the run-ins, if at least half of the long paragraphs of the sections open with one.

    Otherwise it is chance.
    """
    section = False
    leads: dict[int, int] = {}
    long = 0
    for place, passage in enumerate(passages):
        section = section or passage.part is Part.CROSSHEAD
        if not section or passage.part is not Part.PARAGRAPH:
            continue
        match = _FIRST_SENTENCE.match(passage.text)
        if len(passage.text) >= _SHORTEST_REST + (match.end() if match else 0):
            long += 1
            if match:
                leads[place] = match.end()
    if 2 * len(leads) < long:
        return passages
    return [replace(passage, run_in=leads.get(place, 0)) for place, passage in enumerate(passages)]
