"""An edition with something of everything that an article can hold, made up on three pages, and a reader of sites."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from PIL import Image as Pillow

from publisher.errors import Position
from publisher.makeup.issue import MadeUpIssue
from publisher.makeup.layout import MadeUpPage, Module, Rect
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
WIDTH, HEIGHT = 765.0, 1105.0
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
HOSTILE = "</script><script>alert(\"1\")</script><b title='x'>&amp;"
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}


def runs(text: str) -> tuple[Run, ...]:
    return (Run(text=text),)


def para(text: str) -> Paragraph:
    return Paragraph(runs=runs(text))


def picture(folder: Path, name: str, content: bytes, media_type: str, **words) -> Image:
    path = folder / name
    path.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return Image(src=name, path=path, digest=digest, media_type=media_type, width=40, height=20, **words)


def raster(kind: str, size: tuple[int, int], **options) -> bytes:
    out = io.BytesIO()
    Pillow.new("RGB", size, (200, 30, 40)).save(out, kind, **options)
    return out.getvalue()


def article(id_: str, title: str | tuple[str, ...] = "标题", body=(), **fields) -> Article:
    lines = title if isinstance(title, tuple) else (title,)
    return Article(id=id_, title=lines, where=Position("edition.yaml", 1, 1), body=tuple(body), **fields)


def edition(folder: Path, *pages: Page, paper=None, **fields) -> Edition:
    names = {"id": "sample-times", "name": "样张时报", "language": "zh-Hans-CN", "page": FORMAT}
    publication = Publication(**{**names, "folder": folder, **(paper or {})})
    return Edition(publication=publication, date=date(2023, 1, 5), folder=folder, pages=pages, **fields)


def page(number: int, *articles: Article, name: str = "要闻", **fields) -> Page:
    return Page(number=number, name=name, articles=articles, **fields)


def module(id_: str, rect: tuple[float, float, float, float], came: int = 0, goes: int = 0) -> Module:
    return Module(id_, "", Rect(*rect), (), 0, 0.0, came, goes)


def made_up(*pages: tuple[int, str, tuple[Module, ...]]) -> MadeUpIssue:
    return MadeUpIssue(
        pages=tuple(
            MadeUpPage(number, name, "", WIDTH, HEIGHT, (), modules, 474, 0)
            for number, name, modules in pages
        ),
        faces=(),
        findings=(),
    )


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
        raster("JPEG", (60, 40)),
        "image/jpeg",
        caption=(Run(text="图为"), Run(text="江景", strong=True)),
        credit="本报资料",
        alt="江景",
    )
    body = (
        Paragraph(
            runs=(
                Run(text="依法行政。", strong=True),
                Run(text="2022年a < b & c，"),
                Run(text="重点", emphasis=True),
                Run(text="鲁迅", proper_name=True),
                Run(text="呐喊", book_title=True),
                Run(text="漢", ruby="hàn"),
                Run(text="H"),
                Run(text="2", lowered=True),
                Run(text="O与m"),
                Run(text="2", raised=True),
                Run(text="，见"),
                Run(text="官网", href="https://example.org/?q=a&c=[1]"),
                Run(text="或"),
                Run(text="坏链", href="javascript:alert(1)"),
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
        para("عربي e\u0301 组合 𠀀😀"),
    )
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
        column="",
        images=(photo, picture(folder, "line.svg", SVG, "image/svg+xml", credit="制图")),
        editor_note=(para("编者说明"),),
        source="政府工作报告",
        notes=(
            Note(id="fn/1", label="1", blocks=(para("注文一"), para("注文二"))),
            Note(id="2", label="2", blocks=()),
        ),
    )


def rich(folder: Path) -> tuple[Edition, MadeUpIssue]:
    """Return an edition of two pages, made up on three: its poem jumps."""
    verse = Paragraph(runs=(Run(text="千山鸟飞绝，"), Run(text="\n"), Run(text="万径人踪灭。")))
    poem = article("江雪", "江雪", (verse,), kind=Kind.POEM, byline=(Credit(name="柳宗元"),), dateline="永州")
    hostile = article("01-02", HOSTILE, (para(HOSTILE),), kicker=HOSTILE, deck=(HOSTILE,), priority=1)
    bad = article("index", "坏\x00字\ud800符\ufffe", (para("前\x0b后"),), kind=Kind.TABLE)
    photos = article("p-1", "", (), kind=Kind.PHOTO, images=(picture(folder, "p.svg", SVG, "image/svg+xml"),))
    ad = Ad(
        image=picture(folder, "ad.gif", raster("GIF", (30, 10)), "image/gif", alt="公益广告"), size="banner"
    )
    made = edition(
        folder,
        page(1, _lead(folder), hostile, bad, credits=(("责任编辑", ("甲", "乙")), ("版式", ()))),
        page(4, article("Story", "Two Words"), article("story", "小写"), poem, photos, name="", ads=(ad,)),
        paper={
            "imprint": (("cn", "31-0000"), ("自定", "值")),
            "masthead": Masthead(slogan="真实 & 客观"),
        },
        serial=1024,
    )
    front = (
        module("01-01", (40.5, 100, 600, 800)),
        module("01-02", (641, 100, 83.25, 400.125)),
        module("index", (641, 510, 83, 390)),
    )
    back = (module("Story", (40, 40, 300, 300)), module("江雪", (40, 350, 300, 100), goes=5))
    rest = (module("江雪", (40, 40, 685, 1000), came=4),)
    issue = made_up((1, "要闻", front), (4, "", back), (5, "续版", rest))
    return made, issue


def page_pictures() -> dict[int, bytes]:
    """Return pictures for two of the three pages, and for one that the issue does not have."""
    return {1: raster("PNG", (1595, 2304)), 5: raster("PNG", (765, 1105)), 9: raster("PNG", (10, 10))}


@dataclass
class Node:
    """An element of a page."""

    tag: str
    attrs: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    def every(self, tag: str = "", **attrs: str) -> list[Node]:
        """Return all elements below of a tag and with these attributes (``class_`` for class)."""
        wanted = {name.rstrip("_"): value for name, value in attrs.items()}
        found = []
        for child in self.children:
            if isinstance(child, Node):
                if (not tag or child.tag == tag) and wanted.items() <= child.attrs.items():
                    found.append(child)
                found += child.every(tag, **attrs)
        return found

    def one(self, tag: str = "", **attrs: str) -> Node:
        (found,) = self.every(tag, **attrs)
        return found

    def text(self, *, without: tuple[str, ...] = ()) -> str:
        """Return the words, but those of elements with one of these tags or classes."""
        parts = []
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.tag not in without and child.attrs.get("class") not in without:
                parts.append(child.text(without=without))
        return "".join(parts)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag, attrs):
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


def parse(content: bytes) -> Node:
    """Read a page; every element must be closed in its place."""
    builder = _Builder()
    builder.feed(content.decode())
    builder.close()
    assert builder.open == [builder.root]
    return builder.root


class Site:
    """A site that was written, and its files."""

    def __init__(self, edition: Edition, issue: MadeUpIssue, folder: Path) -> None:
        self.edition = edition
        self.issue = issue
        self.folder = folder
        self.files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
        self.pages = {name: parse(content) for name, content in self.files.items() if name.endswith(".html")}
