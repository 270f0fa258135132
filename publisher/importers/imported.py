"""What an importer hands over 导入结果: the fields of one article and what was noticed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from publisher.errors import Finding


class Part(StrEnum):
    """What a paragraph of a captured article is."""

    CROSSHEAD = "crosshead"
    FACT = "fact"
    ITEM = "item"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph of a captured article 段落, typed. Its text is what is to be read: no marks, no indent.

    Attributes:
        level: of a crosshead 小标题: 2 or 3.
        run_in: how many characters at the start are the run-in sentence 段首提示句.
        line: where it stands in the source, from 1.
    """

    part: Part
    text: str
    level: int = 2
    run_in: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A name with its role 署名: 本报记者 程龙. Names are not padded."""

    name: str
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One article, as an importer found it in a file 导入的稿件.

    Attributes:
        source: the name of the file it came from, without its folder.
        paper: the newspaper's name 报名, empty if the source does not say.
        day: the issue's date 期号日期; None if no year is known.
        month_day: month and day as the source gives them, when it gives no year.
        page_number: 版次; ``page_name``: 版名.
        kind: the value for ``kind:``, empty for the default.
        passages: the body, typed; ``body``: the same as Markdown.
        findings: what was changed, recognised, dropped or guessed.
    """

    source: str
    title: tuple[str, ...]
    passages: tuple[Passage, ...]
    body: str
    paper: str = ""
    day: date | None = None
    month_day: tuple[int, int] | None = None
    page_number: int | None = None
    page_name: str = ""
    kicker: str = ""
    deck: tuple[str, ...] = ()
    byline: tuple[Signature, ...] = ()
    kind: str = ""
    findings: tuple[Finding, ...] = ()
