"""Generated articles of every kind: heads, bodies, pictures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from publisher.errors import Position
from publisher.model import (
    Align,
    Article,
    Break,
    Callout,
    Chart,
    ChartType,
    Credit,
    Crosshead,
    Datum,
    Figure,
    Image,
    Kind,
    ListBlock,
    Note,
    Paragraph,
    Run,
    Table,
)

from . import words
from .prose import Writer

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from publisher.model import Block, Runs

_SCREENS = (0.6, 0.67, 0.75, 0.8, 1.0, 1.25, 1.33, 1.33, 1.5, 1.5, 1.5, 1.5, 1.6, 1.78, 1.9)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What an article shall be like.

    Attributes:
        length: characters of its body; ``headline``: of its headline.
        pictures: their number.
        figure: a picture stands at a place of its text.
        plain: without any of the ornaments that cost rows: kicker, deck, summary, callouts.
    """

    name: str
    kind: Kind
    length: int
    headline: int
    priority: int
    pictures: int = 0
    figure: bool = False
    plain: bool = False


def write(wish: Wish, dice: random.Random, folder: Path) -> Article:
    """Write an article."""
    writer = Writer(dice)
    body, notes = _body(wish, writer, folder)
    made = Article(
        id=wish.name,
        title=_title(writer.headline(wish.headline), dice),
        where=Position(f"{wish.name}.md", 2, 1),
        kind=wish.kind,
        priority=wish.priority,
        body=body,
        notes=notes,
        images=tuple(image(f"{wish.name}-{n + 1}", writer, folder) for n in range(wish.pictures)),
    )
    return made if wish.kind in _BARE else _dressed(made, wish, writer)


_BARE = frozenset({Kind.BRIEF, Kind.NOTICE})


def _title(headline: str, dice: random.Random) -> tuple[str, ...]:
    """Part a headline at its white, or keep it in one line."""
    halves = [half for half in headline.split("　") if half]
    if len(halves) == 2 and dice.random() < 0.7:
        return tuple(halves)
    return (headline,)


def _dressed(made: Article, wish: Wish, writer: Writer) -> Article:
    """Add what stands above the text of a larger article."""
    dice, long = writer.dice, wish.length > 500
    lead = wish.priority == 1
    chance = 0.3 if wish.plain else 1.0

    def often(share: float) -> bool:
        return dice.random() < share * chance

    byline: tuple[Credit, ...] = ()
    if dice.random() < (0.9 if long else 0.5):
        count = dice.choice((1, 1, 1, 2))
        byline = tuple(Credit(role=dice.choice(words.ROLES[:2]), name=name) for name in writer.names[:count])
    if wish.kind in {Kind.COMMENT, Kind.POEM}:
        byline = (Credit(name=writer.names[0]),)
    dateline = ""
    if wish.kind == Kind.NEWS and dice.random() < 0.35:
        place = dice.choice(("上海", "北京", "杭州", "成都", "乌鲁木齐"))
        dateline = f"{dice.choice(('本报', '新华社'))}{place}1月{dice.randint(2, 5)}日电"
    return replace(
        made,
        kicker=writer.label(dice.randint(7, 16)) if often(0.4 if lead else 0.13) else "",
        deck=tuple(writer.headline(dice.randint(10, 24)) for _ in range(dice.choice((1, 1, 1, 2))))
        if often(0.55 if lead else 0.16)
        else (),
        summary=tuple(writer.paragraph(50) for _ in range(dice.choice((1, 1, 2, 3))))
        if often(0.35 if lead and long else 0.05)
        else (),
        byline=byline,
        dateline=dateline,
        column=dice.choice(words.COLUMNS) if often(0.8 if wish.kind == Kind.COMMENT else 0.12) else "",
        editor_note=(Paragraph(runs=_runs(f"编者按：{writer.paragraph(90)}")),) if often(0.05 * long) else (),
        source=f"据《{dice.choice(words.PLACES)}日报》" if often(0.06) else "",
    )


def image(name: str, writer: Writer, folder: Path, ratio: float = 0.0) -> Image:
    """Declare a picture; its file is only painted where somebody looks at it."""
    dice = writer.dice
    ratio = ratio or dice.choice(_SCREENS)
    longer = dice.randint(800, 2_000)
    width, height = (longer, round(longer / ratio)) if ratio >= 1 else (round(longer * ratio), longer)
    kind = dice.choice(("jpeg", "jpeg", "jpeg", "png"))
    path = folder / f"{name}.{kind}"
    return Image(
        src=path.name,
        path=path,
        digest=hashlib.sha256(f"{name} {width} {height}".encode()).hexdigest(),
        media_type=f"image/{kind}",
        width=width,
        height=height,
        caption=_runs(writer.paragraph(dice.choice((12, 20, 30, 45, 70)))) if dice.random() < 0.9 else (),
        credit=f"{dice.choice(words.NAMES)} 摄" if dice.random() < 0.75 else "",
        alt="画面",
        focal=(round(dice.uniform(0.3, 0.7), 2), round(dice.uniform(0.25, 0.6), 2)),
    )


def _runs(text: str) -> Runs:
    return (Run(text=text),)


def _body(wish: Wish, writer: Writer, folder: Path) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    match wish.kind:
        case Kind.POEM:
            return _poem(wish, writer), ()
        case Kind.TABLE:
            return (Paragraph(runs=_runs(writer.paragraph(60))), _table(writer, wish.length)), ()
        case Kind.BRIEF:
            return (Paragraph(runs=_runs(writer.paragraph(wish.length))),), ()
        case Kind.PHOTO:
            return ((Paragraph(runs=_runs(writer.paragraph(wish.length))),) if wish.length else ()), ()
        case Kind.NOTICE:
            return _notice(wish, writer), ()
        case _:
            return _story(wish, writer, folder)


def _poem(wish: Wish, writer: Writer) -> tuple[Block, ...]:
    stresses = writer.dice.choice((5, 7, 7))
    verses = max(4, round(wish.length / stresses / 4) * 4)
    blocks: list[Block] = []
    for _ in range(verses // 4):
        runs: list[Run] = []
        for number in range(4):
            runs.append(Run(text=writer.verse(stresses) + "，。，。"[number]))
            runs += [Run(text="\n")] if number < 3 else []
        blocks.append(Paragraph(runs=tuple(runs)))
    return tuple(blocks)


def _notice(wish: Wish, writer: Writer) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(runs=_runs(writer.paragraph(max(wish.length - 60, 40))))]
    if writer.dice.random() < 0.5:
        items = tuple((Paragraph(runs=_runs(writer.label(14) + "。")),) for _ in range(3))
        blocks.append(ListBlock(items=items, ordered=True))
    blocks.append(Paragraph(runs=_runs("特此公告。")))
    blocks.append(Paragraph(runs=_runs(f"{writer.dice.choice(words.ACTORS)}　2023年1月4日")))
    return tuple(blocks)


def _table(writer: Writer, length: int) -> Table:
    dice = writer.dice
    columns = dice.randint(2, 5)
    rows = max(3, min(24, length // (columns * 6)))
    header = ("项目", "数量", "比上年", "占比", "备注")[:columns]
    cells = tuple(
        (
            _runs(dice.choice(words.THINGS)),
            *(_runs(dice.choice(("—", writer.figure(), f"{dice.randint(1, 9_999):,}"))) for _ in header[1:]),
        )
        for _ in range(rows)
    )
    align = (Align.LEFT, *(Align.RIGHT for _ in header[1:]))
    return Table(header=tuple(map(_runs, header)), rows=cells, align=align)


def _story(wish: Wish, writer: Writer, folder: Path) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """Write running text, with what breaks its grey: crossheads in long ones, now and then something else."""
    dice = writer.dice
    blocks: list[Block] = []
    notes: list[Note] = []
    left, since = wish.length, 0
    usual = dice.choice((60, 90, 120, 160, 220, 320))
    crossheads = wish.length > 800 and dice.random() < 0.75
    document = wish.kind == Kind.DOCUMENT
    while left > 0:
        size = int(min(max(dice.gauss(usual, usual * 0.35), 24), max(left, 16)))
        runs = _paragraph(writer, size, run_in=document and dice.random() < 0.5)
        if len(notes) < 3 and dice.random() < 0.008:
            label = str(len(notes) + 1)
            notes.append(
                Note(id=f"n{label}", label=label, blocks=(Paragraph(runs=_runs(writer.paragraph(40))),))
            )
            runs = (*runs, Run(text=label, raised=True, note=f"n{label}"))
        blocks.append(Paragraph(runs=runs))
        size = sum(len(run.text) for run in runs)
        left, since = left - size, since + size
        if left > 150 and crossheads and since > dice.randint(300, 700):
            blocks.append(Crosshead(runs=_runs(writer.label(dice.randint(5, 12)))))
            since = 0
        elif left > 60 and dice.random() < (0.0 if wish.plain else 0.02):
            blocks.append(_other(writer, long=wish.length > 900))
            left -= 60
    if wish.figure and len(blocks) > 2:
        blocks.insert(len(blocks) // 2, Figure(image=image(f"{wish.name}-figure", writer, folder)))
    return tuple(blocks), tuple(notes)


def _paragraph(writer: Writer, size: int, *, run_in: bool) -> Runs:
    text = writer.paragraph(size)
    if run_in:
        return Run(text=writer.label(8) + "。", strong=True), Run(text=text)
    dice = writer.dice
    if dice.random() < 0.04 and len(text) > 30:
        at = dice.randint(4, len(text) - 12)
        style = dice.choice(({"emphasis": True}, {"strong": True}, {"href": "https://example.org/"}))
        return Run(text=text[:at]), Run(text=text[at : at + 6], **style), Run(text=text[at + 6 :])
    return _runs(text)


def _other(writer: Writer, *, long: bool) -> Block:
    dice = writer.dice
    match dice.randint(0, 5 if long else 3):
        case 0 | 1:
            return Callout(items=tuple(_runs(writer.paragraph(28)) for _ in range(dice.randint(1, 3))))
        case 2:
            items = tuple((Paragraph(runs=_runs(writer.paragraph(24))),) for _ in range(dice.randint(2, 4)))
            return ListBlock(items=items, ordered=dice.random() < 0.5)
        case 3:
            return Break()
        case 4:
            return _table(writer, 60)
        case _:
            data = tuple(
                Datum(label=f"{year}年", value=str(value), amount=float(value))
                for year, value in enumerate(dice.sample(range(10, 99), dice.randint(3, 6)), 2017)
            )
            kind = dice.choice((ChartType.BARS, ChartType.COLUMNS, ChartType.FIGURES))
            return Chart(type=kind, data=data, title=writer.label(8), unit="亿元")
