"""Editions made in tests, from the model alone."""

from datetime import date
from pathlib import Path

from PIL import Image as Pillow

from publisher.errors import Position
from publisher.model import Article, Edition, Image, Page, PageFormat, Paragraph, Publication, Run

TABLOID = PageFormat(width=270, height=390, columns=6, characters=11, body=9.0, leading=12.15)
BROADSHEET = PageFormat(width=390, height=540, columns=8, characters=13, body=9.0, leading=12.15)
_WORDS = (
    "城市建设持续推进，社区服务不断完善；图书馆里读书的人多了起来，公园的梅花也开了。"
    "河边新修的步道通到桥头，孩子们放学后在那里跑步。"
)


def prose(count: int, start: int = 0) -> str:
    """Return so many characters of running text, another for each start."""
    text = _WORDS[start % len(_WORDS) :] + _WORDS * (count // len(_WORDS) + 1)
    return text.lstrip("，；。")[:count].rstrip("，；、") + "。"


def paragraphs(*lengths: int) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(runs=(Run(text=prose(length, number * 7)),)) for number, length in enumerate(lengths)
    )


def article(name: str, *lengths: int, title: str = "社区图书馆开放", **keys) -> Article:
    body = keys.pop("body", None) or paragraphs(*lengths)
    return Article(id=name, title=(title,), where=Position(f"{name}.md", 2, 1), body=body, **keys)


def edition(
    *pages: tuple[Article, ...],
    form: PageFormat = TABLOID,
    folder: Path = Path(),
    language: str = "zh-Hans-CN",
    **keys,
) -> Edition:
    paper = Publication(id="test-paper", name="测试周报", language=language, page=form, folder=folder)
    made = tuple(
        Page(number=number + 1, name="要闻", articles=articles) for number, articles in enumerate(pages)
    )
    return Edition(
        publication=paper, date=date(2023, 1, 5), folder=folder, pages=keys.pop("made", made), **keys
    )


def picture(folder: Path, width: int = 600, height: int = 400, **keys) -> Image:
    path = folder / f"picture-{width}x{height}.png"
    if not path.exists():
        Pillow.new("RGB", (width, height), (120, 140, 150)).save(path)
    return Image(
        src=path.name,
        path=path,
        digest=path.name,
        media_type="image/png",
        width=width,
        height=height,
        alt="灰色",
        **keys,
    )
