"""Imports what a reading machine 电子报阅读机 shows: one article with the machine's own words around it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from publisher.errors import Finding, Position
from publisher.importers import chrome, headline, markdown, passages
from publisher.importers.imported import Imported, Part, Passage
from publisher.importers.source import read_text
from publisher.locale import say
from publisher.rules import finding
from publisher.text.characters import SPACES
from publisher.text.punctuation import restore
from publisher.text.spacing import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_IN_NAME = re.compile(r"(?<!\d)(20\d\d|19\d\d)[-_.年]?([01]?\d)[-_.月]?([0-3]?\d)(?!\d)")
_DOCUMENT = re.compile(r"《[^》]*(?:报告|公报|决定|决议|意见|方案|条例|规定|办法|规划|纲要|通知|公告)》")


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A line of the source with its number."""

    number: int
    text: str


class ReadingMachine:
    """The importer for captures of a reading machine."""

    name = "reading-machine"

    def label(self) -> str:
        """Say what it imports."""
        return say("电子报阅读机的网页文字", "text copied from a newspaper reading machine")

    def recognises(self, path: Path, text: str) -> bool:
        """Tell whether a text has the machine's marks: its name or the paper's field, or two lesser ones."""
        del path
        fields = chrome.Fields()
        for line in text.splitlines()[:2000]:
            if line.strip(SPACES):
                chrome.read_line(line, fields)
        signs = fields.signs - {"today"}
        return bool(signs & {"paper", "platform"}) or len(signs) > 1 or {"app", "today"} <= fields.signs

    def read(self, path: Path, *, year: int | None = None) -> Imported:
        """Read a capture.

        Args:
            path: the captured text.
            year: the issue's year, where the machine gives only month and day.

        Raises:
            PublishError: the file cannot be read (M-011, M-017).
        """
        return parse(read_text(path), path=path, year=year)


def parse(text: str, *, path: Path, year: int | None = None) -> Imported:
    """Make an article of a captured text; ``path`` names it and may hold the date."""
    lines = [_Numbered(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip(SPACES)]
    fields = chrome.Fields()
    story, dropped = _without_chrome(lines, fields)
    head = (
        headline.find([line.text for line in story], fields.title) if story else headline.Headline(title=())
    )
    body, typed = _body(story[head.used :])
    typed_passages, mark_doubts = typed
    day, date_findings = _date(fields, path, year)
    where = Position(str(path))
    title = head.title or (say("（标题缺失）", "(no headline)"),)
    findings = (
        *_changes([*story[: head.used], *body], where),
        *_recognised(typed_passages, where),
        *_dropped(dropped, where),
        *date_findings,
        *_headline_doubts(head, where),
        *_doubts([*story[: head.used], *body], path),
        *(_look(Position(str(path), number), _line(lines, number), _mark_words()) for number in mark_doubts),
    )
    return Imported(
        source=path.name,
        paper=fields.paper,
        day=day,
        month_day=fields.month_day,
        page_number=fields.page_number,
        page_name=restore(fields.page_name).text,
        title=title,
        kicker=head.kicker,
        deck=head.deck,
        byline=head.byline,
        kind="document" if _is_document(title, head.deck, typed_passages) else "",
        passages=typed_passages,
        body=markdown.body(typed_passages),
        findings=findings,
    )


# -- the machine's words and the story


def _without_chrome(lines: list[_Numbered], fields: chrome.Fields) -> tuple[list[_Numbered], list[_Numbered]]:
    """Part the machine's lines from the story's.

    At the head, at the foot, and navigation wherever it stands alone.
    """
    start = 0
    while start < len(lines) and chrome.read_line(lines[start].text, fields):
        start += 1
    end = _foot(lines, start, fields)
    story: list[_Numbered] = []
    dropped = [*lines[:start]]
    for line in lines[start:end]:
        between = chrome.is_navigation(line.text) or (
            chrome.is_labelled(line.text) and _is_free(line.text, fields)
        )
        if between:
            chrome.read_line(line.text, fields)
        (dropped if between else story).append(line)
    return story, [*dropped, *lines[end:]]


def _foot(lines: list[_Numbered], start: int, fields: chrome.Fields) -> int:
    """Return where the machine's lines at the foot begin: at the first that can only be the machine's.

    A bare date above it is the article's own: an article may be signed with the day.
    """
    end = place = len(lines)
    while place > start and chrome.is_maybe(lines[place - 1].text):
        place -= 1
        if chrome.is_surely(lines[place].text):
            end = place
    for line in lines[end:]:
        chrome.read_line(line.text, fields)
    return end


def _is_free(line: str, fields: chrome.Fields) -> bool:
    """Tell whether a field inside the story says what the machine has not said before."""
    found = chrome.Fields()
    chrome.read_line(line, found)
    return found.page_number is None or fields.page_number is None or found.page_number == fields.page_number


# -- the body


def _body(lines: Sequence[_Numbered]) -> tuple[list[_Numbered], tuple[tuple[Passage, ...], tuple[int, ...]]]:
    """Restore and type the lines of the body."""
    prepared = []
    for line in lines:
        text = line.text.strip(SPACES)
        mark = text[0] if text[0] in passages.MARKS else ""
        prepared.append(passages.Line(tidy(restore(text[len(mark) :]).text), mark, line.number))
    return list(lines), passages.recognise(prepared)


def _is_document(title: tuple[str, ...], deck: tuple[str, ...], body: tuple[Passage, ...]) -> bool:
    """Tell whether it is a document 文件: named as one, and divided by crossheads."""
    named = any(_DOCUMENT.search(line) for line in (*title, *deck))
    return named and sum(passage.part is Part.CROSSHEAD for passage in body) > 1


# -- the date


def _date(fields: chrome.Fields, path: Path, year: int | None) -> tuple[date | None, tuple[Finding, ...]]:
    """Find the issue's date.

    The machine gives month and day, the year comes from it, the caller or the file's name.

    The machine's own date is today's, not the issue's, and is never taken.
    """
    named = _IN_NAME.search(path.name)
    in_name = _make_date(int(named[1]), int(named[2]), int(named[3])) if named else None
    where = Position(str(path))
    if fields.month_day is None:
        if in_name is None:
            return None, (
                _look(where, say("来源没有期号日期", "the source has no issue date"), _date_words()),
            )
        return in_name, (_look(where, f"{in_name.isoformat()} ({path.name})", _date_words()),)
    known = year or fields.year or (in_name.year if in_name else None)
    day = _make_date(known, *fields.month_day) if known else None
    shown = "{:02d}-{:02d}".format(*fields.month_day)
    if day is None:
        return None, (_look(where, shown, _date_words()),)
    if in_name and in_name != day:
        return day, (_look(where, f"{day.isoformat()} / {path.name}", _date_words()),)
    return day, ()


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# -- findings


def _changes(lines: Sequence[_Numbered], where: Position) -> tuple[Finding, ...]:
    """Count every kind of restoration, with the first of each as an example: ``，×144（的一年，是党的）``."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for line in lines:
        shift = 0
        restored = restore(line.text)
        for edit in restored.edits:
            place = edit.start + shift
            shift += len(edit.new) - len(edit.old)
            counts[edit.new] += 1
            examples.setdefault(edit.new, tidy(restored.text[max(0, place - 4) : place + 5]))
    if not counts:
        return ()
    shown = say("、", ", ").join(
        f"{mark}×{count}" + say("（例：{}）", " (as in {})").format(examples[mark])
        for mark, count in counts.items()
    )
    return (finding("U-002", where, count=sum(counts.values()), changes=shown),)


def _recognised(body: tuple[Passage, ...], where: Position) -> tuple[Finding, ...]:
    parts = Counter(passage.part for passage in body)
    run_ins = sum(bool(passage.run_in) for passage in body)
    words = (
        (parts[Part.CROSSHEAD], "小标题 {} 个", "crossheads: {}"),
        (parts[Part.FACT], "要点 {} 条", "key facts: {}"),
        (parts[Part.ITEM], "列项 {} 条", "list items: {}"),
        (parts[Part.PARAGRAPH], "段落 {} 段", "paragraphs: {}"),
        (run_ins, "段首提示句 {} 处", "run-ins: {}"),
    )
    shown = say("，", ", ").join(say(zh, en).format(count) for count, zh, en in words if count)
    return (finding("U-005", where, what=shown),) if shown else ()


def _dropped(lines: Sequence[_Numbered], where: Position) -> tuple[Finding, ...]:
    shown = " | ".join(tidy(line.text)[:40] for line in lines)
    return (finding("U-006", where, lines=shown),) if shown else ()


def _headline_doubts(head: headline.Headline, where: Position) -> tuple[Finding, ...]:
    if not head.doubt:
        return ()
    shown = " | ".join((*([head.kicker] if head.kicker else []), *head.title, *head.deck))
    hint = say("核对 title:、kicker:、deck: 各是哪一行", "check which line is title:, kicker: and deck:")
    return (finding("U-003", where, what=say("标题", "the headline"), text=shown or "—", hint=hint),)


def _doubts(lines: Sequence[_Numbered], path: Path) -> tuple[Finding, ...]:
    """Name each mark that was left half-width although it may not belong so."""
    found = []
    for line in lines:
        for offset in restore(line.text).doubts:
            where = Position(str(path), line.number, offset + 1)
            words = (
                say("未改的半角标点", "a half-width mark that was left"),
                say("若应为全角，在稿件中改正", "correct it in the article if it should be full-width"),
            )
            found.append(_look(where, tidy(line.text[max(0, offset - 6) : offset + 7]), words))
    return tuple(found)


def _look(where: Position, text: str, words: tuple[str, str]) -> Finding:
    what, hint = words
    return finding("U-003", where, what=what, text=text, hint=hint)


def _date_words() -> tuple[str, str]:
    return say("期号日期", "the issue's date"), say(
        "用 --year 写明年份，或核对日期", "give the year with --year, or check the date"
    )


def _mark_words() -> tuple[str, str]:
    return say("行首符号", "a mark at the start of a line"), say(
        "看它是小标题、列项还是正文", "see whether it is a crosshead, an item or text"
    )


def _line(lines: Sequence[_Numbered], number: int) -> str:
    return next(tidy(line.text)[:30] for line in lines if line.number == number)
