"""Editions drawn by chance, as newsrooms might have them; the same seed draws the same edition."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from making import BROADSHEET, TABLOID, article, edition, picture, prose

from publisher.model import (
    Ad,
    Align,
    Callout,
    Credit,
    Crosshead,
    Kind,
    ListBlock,
    Page,
    Paragraph,
    Run,
    Table,
)

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.model import Article, Block, Edition

_WORDS = [
    *["社区", "图书馆", "开放", "公园", "步道", "修通", "老街", "改造", "学校", "竣工"],
    *["梅花", "节气", "市集", "夜校", "医院", "码头", "桥头", "展览", "球场", "电梯", "食堂"],
]
_UNITS = ["万元", "个", "户", "公里", "平方米", "项"]


def drawn(seed: int, folder: Path) -> Edition:
    """Return an edition of one to four pages."""
    dice = random.Random(seed)
    form = BROADSHEET if dice.random() < 0.3 else TABLOID
    most = 13 if form is BROADSHEET else 8
    numbers = range(1, dice.randint(1, 4) + 1)
    pages = tuple(_page(dice, number, dice.randint(1, most), folder) for number in numbers)
    return edition(
        made=pages, form=form, folder=folder, language=dice.choice(["zh-Hans-CN"] * 4 + ["zh-Hant-TW"])
    )


def _page(dice: random.Random, number: int, count: int, folder: Path) -> Page:
    articles = tuple(_article(dice, f"{number:02d}-{order + 1:02d}", order, folder) for order in range(count))
    ads = (Ad(image=picture(folder, 800, 120), size="banner"),) if dice.random() < 0.25 else ()
    return Page(number=number, name=dice.choice(["要闻", "民生", "副刊", ""]), articles=articles, ads=ads)


def _article(dice: random.Random, name: str, order: int, folder: Path) -> Article:
    length = int(min(max(dice.lognormvariate(6.0, 0.7), 30), 5000))
    kind = dice.choice([Kind.NEWS] * 6 + [Kind.COMMENT, Kind.NOTICE, Kind.BRIEF])
    title = "".join(dice.choices(_WORDS, k=dice.randint(2, 7)))
    images = ()
    if dice.random() < 0.3:
        size = (dice.choice([400, 600, 900]), dice.choice([300, 400, 700]))
        images = (
            picture(folder, *size, caption=(Run(text=prose(dice.randint(6, 40), order)),), credit="本报"),
        )
    made = article(
        name, body=_body(dice, length), title=title, kind=kind, images=images, priority=min(order + 1, 5)
    )
    return replace(
        made,
        kicker="".join(dice.choices(_WORDS, k=3)) if dice.random() < 0.3 else "",
        deck=("".join(dice.choices(_WORDS, k=6)),) if dice.random() < 0.4 else (),
        byline=(Credit(role="本报记者", name=dice.choice(["程龙", "欧阳明"])),)
        if dice.random() < 0.6
        else (),
        summary=(prose(40, order),) if dice.random() < 0.15 else (),
        source="本报" if dice.random() < 0.2 else "",
    )


def _body(dice: random.Random, length: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    left = length
    while left > 0:
        size = min(left, dice.randint(30, 320))
        left -= size
        figure = f"{dice.randint(1, 9999):,}.{dice.randint(0, 9)}{dice.choice(_UNITS)}"
        words = prose(size, dice.randint(0, 60)) + f"共{figure}。"
        lead = (
            (Run(text="".join(dice.choices(_WORDS, k=2)) + "。", strong=True),) if dice.random() < 0.2 else ()
        )
        blocks.append(Paragraph(runs=(*lead, Run(text=words))))
        if dice.random() < 0.12:
            blocks.append(_other(dice))
    return tuple(blocks)


def _other(dice: random.Random) -> Block:
    words = "".join(dice.choices(_WORDS, k=4))
    kind = dice.randint(0, 3)
    if kind == 0:
        return Crosshead(runs=(Run(text=words),))
    if kind == 1:
        return Callout(items=((Run(text=words),), (Run(text=prose(30)),)))
    if kind == 2:
        return ListBlock(
            items=tuple((Paragraph(runs=(Run(text=prose(25, n)),)),) for n in range(3)),
            ordered=dice.random() < 0.5,
        )
    rows = tuple(
        ((Run(text=word),), (Run(text=f"{dice.randint(1, 999)}"),)) for word in dice.choices(_WORDS, k=5)
    )
    return Table(
        header=((Run(text="项目"),), (Run(text="数量"),)), rows=rows, align=(Align.LEFT, Align.RIGHT)
    )
