"""Reading the times of sentences 朗读时间 from WebVTT (W3C, sections 4 and 6), as strictly as editors need it.

Everything that would be passed over in silence by a browser is an error here: a cue that is lost puts every sentence behind it
in the wrong place.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from publisher.errors import Position
from publisher.locale import say
from publisher.manifest.fields import shorten
from publisher.recording import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from publisher.manifest.report import Report
    from publisher.manifest.source import SourceText

_TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
#: Blocks of a file that are no cues.
_OTHERS = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t].*)?")
_TAG = re.compile(r"<[^>]*>")
#: So many faults of one file are told; a hundred thousand help nobody.
_TOLD = 10
#: So many ms may a cue go on beyond the end of its recording, and is then cut: the lengths of recordings and the times of tools
#: are rounded, and a few frames of padding come and go with the encoder.
_SLACK = 1000


@dataclass(frozen=True, slots=True)
class Timed:
    """A cue as its file has it: the ``line`` of its times, in ms, and its words."""

    line: int
    start: int
    end: int
    words: str = ""


def read_cues(source: SourceText, report: Report) -> tuple[Timed, ...] | None:
    """Read the cues of a WebVTT file in the order in which they stand.

    Returns:
        The cues, or None after V-005.
    """
    lines = source.text.split("\n")
    if not _HEADER.fullmatch(lines[0]):
        problem = say("第一行应为 WEBVTT", "its first line must be WEBVTT")
        report.add("V-005", Position(source.file, 1, 1), problem=problem)
        return None
    found: list[Timed] = []
    faults = 0
    for first, block in _blocks(lines):
        made = _cue(first, block)
        if isinstance(made, Timed):
            found.append(made)
        elif made:
            faults += 1
            report.add("V-005", Position(source.file, made[0], 1), problem=made[1])
        if faults == _TOLD:
            break
    return None if faults else tuple(found)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the blocks below the header, each with the number of its first line."""
    block: list[str] = []
    # What stands right below the first line belongs to the header.
    body = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    for number, line in enumerate((*lines[body:], ""), body + 1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cue(first: int, block: Sequence[str]) -> Timed | tuple[int, str] | None:
    """Return a block's cue, or the line and what is wrong there; None for a block that is none."""
    at = next((at for at, line in enumerate(block[:2]) if "-->" in line), None)
    if at is None:
        if _OTHERS.fullmatch(block[0]):
            return None
        return first, say("这几行没有时间", "these lines have no times")
    times = _TIMING.fullmatch(block[at])
    if not times:
        return first + at, say(
            "时间写作 00:01.000 --> 00:02.500", "times are written 00:01.000 --> 00:02.500"
        )
    start, end = _milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:])
    if end <= start:
        return first + at, say("结束不在开始之后", "it does not end behind its start")
    if any("-->" in line for line in block[at + 1 :]):
        return first + at, say("两条之间要空一行", "an empty line must part it from the next cue")
    return Timed(first + at, start, end, html.unescape(_TAG.sub("", "".join(block[at + 1 :]))))


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def fitted(
    cues: Sequence[Timed], sentences: Sequence[str], duration: int, file: str, report: Report
) -> tuple[Cue, ...] | None:
    """Return the cues of an article's sentences, cut at the end of the recording.

    Args:
        cues: as the file has them.
        sentences: what is read.
        duration: of the recording, in ms.
        file: where the cues stand.
        report: takes V-006 where there is not one cue to each sentence, V-007 for times that cannot be.

    Returns:
        The cues, or None after a finding.
    """
    if len(cues) != len(sentences):
        line, problem = _difference(cues, sentences)
        report.add(
            "V-006", Position(file, line, 1), cues=len(cues), sentences=len(sentences), problem=problem
        )
        return None
    faults = list(_impossible(cues, duration))
    for line, problem in faults[:_TOLD]:
        report.add("V-007", Position(file, line, 1), problem=problem)
    return None if faults else tuple(Cue(start=cue.start, end=min(cue.end, duration)) for cue in cues)


def _difference(cues: Sequence[Timed], sentences: Sequence[str]) -> tuple[int, str]:
    """Return the line from which cues and sentences part, by their words if the file has them, and what stands there."""
    for number, (cue, words) in enumerate(zip_longest(cues, sentences), 1):
        if cue is None:
            line = cues[-1].line if cues else 1
            return line, say(
                f"第 {number} 句“{shorten(words)}”起没有时间",
                f"from sentence {number} on, “{shorten(words)}”, there are no cues",
            )
        if words is None:
            return cue.line, say(f"第 {number} 条起没有句子", f"from cue {number} on there are no sentences")
        if _letters(cue.words) and _letters(cue.words) != _letters(words):
            return cue.line, say(
                f"第 {number} 条是“{shorten(cue.words)}”，第 {number} 句是“{shorten(words)}”",
                f"cue {number} is “{shorten(cue.words)}”, sentence {number} “{shorten(words)}”",
            )
    return 1, ""


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _impossible(cues: Sequence[Timed], duration: int) -> Iterator[tuple[int, str]]:
    """Yield line and fault of the cues that overlap, go back, or lie beyond the end of the recording."""
    for before, cue in pairwise(cues):
        if cue.start < before.end:
            yield (
                cue.line,
                say(
                    f"{_clock(cue.start)} 开始，而上一条 {_clock(before.end)} 才结束",
                    f"it begins at {_clock(cue.start)}, before the last one ends at {_clock(before.end)}",
                ),
            )
    for cue in cues:
        if cue.start >= duration or cue.end > duration + _SLACK:
            yield (
                cue.line,
                say(
                    f"{_clock(cue.end)} 结束，而录音只到 {_clock(duration)}",
                    f"it ends at {_clock(cue.end)}, and the recording at {_clock(duration)}",
                ),
            )
            return


def _clock(time: int) -> str:
    return f"{time // 60_000:02d}:{time // 1000 % 60:02d}.{time % 1000:03d}"
