"""An edition with something of everything that an article can hold, built from the model alone."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PIL import Image as Pillow
from PIL import ImageDraw

from publisher.errors import Position
from publisher.model import (
    Ad,
    Align,
    Article,
    Break,
    Callout,
    Chart,
    ChartType,
    Credit,
    Crosshead,
    Datum,
    Edition,
    Figure,
    Image,
    Kind,
    ListBlock,
    Masthead,
    Note,
    Page,
    PageFormat,
    Paragraph,
    Publication,
    Run,
    Table,
)

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = PageFormat(width=270, height=390, columns=6, characters=11, body=9, leading=12.15)
HERE = Position("edition.yaml", 1, 1)
SVG = b"""<?xml version="1.0"?><!DOCTYPE svg>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
 viewBox="0 0 40 20" width="40" height="20" sodipodi:docname="x.svg"><sodipodi:namedview id="base"/>
<!-- drawn --><g id="1a" data-name="k"><rect id="r" width="40" height="20" fill="#ccc"/>
<circle id="r" cx="20" cy="10" r="8"/></g></svg>"""


def runs(text: str) -> tuple[Run, ...]:
    return (Run(text=text),)


def para(text: str) -> Paragraph:
    return Paragraph(runs=runs(text))


def picture(folder: Path, name: str, kind: str, size: tuple[int, int] = (60, 40), **words) -> Image:
    """Make a picture file and its record."""
    path = folder / name
    media = "image/svg+xml" if kind == "SVG" else f"image/{kind.lower()}"
    if kind == "SVG":
        path.write_bytes(SVG)
    else:
        drawn = Pillow.new("RGB", size, (200, 30, 40))
        ImageDraw.Draw(drawn).ellipse((5, 5, size[0] - 5, size[1] - 5), fill=(250, 240, 10))
        drawn.save(path, kind)
    return Image(
        src=name,
        path=path,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        media_type=media,
        width=size[0],
        height=size[1],
        **words,
    )


def article(id_: str, title: str | tuple[str, ...] = "标题", body=(), **fields) -> Article:
    lines = title if isinstance(title, tuple) else (title,)
    return Article(id=id_, title=lines, where=HERE, body=tuple(body), **fields)


def publication(folder: Path, **fields) -> Publication:
    values = {
        "id": "sample-times",
        "name": "样张时报",
        "language": "zh-Hans-CN",
        "page": FORMAT,
        "folder": folder,
    }
    return Publication(**{**values, **fields})


def edition(folder: Path, *pages: Page, **fields) -> Edition:
    values = {"publication": publication(folder), "date": date(2023, 1, 5), "folder": folder, "pages": pages}
    return Edition(**{**values, **fields})


def page(number: int, *articles: Article, name: str = "要闻", **fields) -> Page:
    return Page(number=number, name=name, articles=articles, **fields)


def page_picture(number: int) -> bytes:
    """Return the picture of a printed page."""
    drawn = Pillow.new("L", (810, 1170), 250)
    ImageDraw.Draw(drawn).rectangle((40, 40 * number, 770, 60 * number + 100), fill=20)
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def _datum(label: str, value: str, amount: float, note: str = "") -> Datum:
    return Datum(label=label, value=value, amount=amount, note=note)


CHARTS = tuple(
    Chart(
        type=kind,
        title=f"图表{kind}",
        unit="亿元",
        note="截至12月30日",
        data=(_datum("甲 <区>", "12.5%", 12.5, "增&幅"), _datum("乙", "40%", 40), _datum("丙", "7%", 7)),
    )
    for kind in ChartType
)


def _lead(folder: Path) -> Article:
    photo = picture(
        folder,
        "photo.jpg",
        "JPEG",
        caption=(Run(text="图为"), Run(text="江景", strong=True)),
        credit="本报资料",
        alt="江景",
    )
    body = (
        Paragraph(
            runs=(
                Run(text="依法行政。", strong=True),
                Run(text="2022年a < b & c]]>，"),
                Run(text="重点", emphasis=True),
                Run(text="鲁迅", proper_name=True),
                Run(text="呐喊", book_title=True),
                Run(text="漢", ruby="hàn"),
                Run(text="H"),
                Run(text="2", lowered=True),
                Run(text="O与m"),
                Run(text="2", raised=True),
                Run(text="，见"),
                Run(text="官网", href="https://example.org/路径?q=a b&c=[1]"),
                Run(text="或"),
                Run(text="坏链", href="https://exa mple/"),
                Run(text="x = y", code=True),
                Run(text="1", note="fn/1"),
                Run(text="。第二行前"),
                Run(text="\n"),
                Run(text="第二行后"),
                Run(text="1", note="fn/1"),
                Run(text="無", note="没有"),
            )
        ),
        Crosshead(runs=runs("三级小标题"), level=3),
        Callout(items=(runs("要点一"), runs("要点二"))),
        ListBlock(
            items=(
                (para("甲项"),),
                (para("乙项"), ListBlock(items=((para("子项"),),), ordered=True, start=3)),
            )
        ),
        Table(
            header=(runs("指标"), runs("数值")),
            rows=((runs("收入"), runs("143.5")), (runs("增幅"), (Run(text="0.3%", strong=True),))),
            align=(Align.LEFT, Align.RIGHT),
        ),
        Figure(image=photo),
        Break(),
        *CHARTS,
        para("عربي RTL \u200fe\u0301 组合 𠀀😀\ufdd0"),
    )
    note = Note(id="fn/1", label="1", blocks=(para("注文一"), para("注文二")))
    return article(
        "01-01",
        ("加快打造", "人民城市"),
        body,
        kicker="引题在此",
        deck=("副题一", "——副题二"),
        summary=("提要一", "提要二"),
        byline=(
            Credit(name="程龙", role="本报记者"),
            Credit(name="潘俊强", role="本报记者"),
            Credit(name="王某"),
        ),
        dateline="本报上海1月5日电",
        column="专栏名",
        images=(photo, picture(folder, "line.svg", "SVG", credit="制图")),
        editor_note=(para("编者说明"),),
        source="政府工作报告",
        notes=(note, Note(id="2", label="2", blocks=())),
    )


def rich(folder: Path) -> Edition:
    """Return the edition; its pictures are written into ``folder``."""
    verse = Paragraph(runs=(Run(text="千山鸟飞绝，"), Run(text="\n"), Run(text="万径人踪灭。")))
    poem = article("江雪", "江雪", (verse,), kind=Kind.POEM, byline=(Credit(name="柳宗元"),), dateline="永州")
    photos = article(
        "page-02", "", (), kind=Kind.PHOTO, images=(picture(folder, "web.webp", "WEBP", alt="画面"),)
    )
    brief = article("01-02", "坏\x00字\ud800符\ufffe", (para("前\x0b后"),), dateline="电头")
    ad = Ad(image=picture(folder, "ad.gif", "GIF", alt="公益广告"), size="banner")
    made = edition(
        folder,
        page(1, _lead(folder), brief, credits=(("责任编辑", ("甲", "乙")), ("版式", ()))),
        page(2, article("Story", "大写"), article("story", "小写", (para("文"),)), poem, name="", ads=(ad,)),
        page(4, photos, name="影像 & <画>"),
        serial=1024,
    )
    paper = publication(
        folder,
        imprint=(("cn", "31-0000"), ("sponsor", "某社"), ("自定", "值")),
        masthead=Masthead(slogan="真实 & 客观"),
    )
    return replace(made, publication=paper)


def page_pictures() -> dict[int, bytes]:
    """Return pictures for two of the three pages, and for one that the edition does not have."""
    return {1: page_picture(1), 4: page_picture(4), 9: page_picture(9)}
