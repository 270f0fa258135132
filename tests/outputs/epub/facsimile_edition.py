"""The rich edition as if it had been made up: two pages of the manifest, and a third that takes what jumps and what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich_edition import page_picture, para, rich

from publisher.makeup.issue import MadeUpIssue
from publisher.makeup.layout import MadeUpPage, Module, PictureBox, Rect, TableBox, TableRow, TextBox
from publisher.text.reading import count_characters
from publisher.typeset.atoms import TextStyle
from publisher.typeset.lines import HYPHEN, Line, Span
from publisher.typeset.slugs import Cell

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.model import Edition

WIDTH, HEIGHT = 765.0, 1105.0
STYLE = TextStyle("song", 9.0)


def line(text: str, *, hyphen: bool = False) -> Line:
    spans = (Span(text, STYLE), *((Span("", STYLE, feature=HYPHEN),) if hyphen else ()))
    return Line(spans, 0.0, 100.0)


def words(role: str, *lines: Line, tag: str = "p", x: float = 50.0, y: float = 110.0) -> TextBox:
    return TextBox(x, y, 200.0, 12.15, lines, tag, role)


def module(id_, rect, elements=(), characters=0, came=0, goes=0) -> Module:
    return Module(id_, "", Rect(*rect), tuple(elements), characters, 0.0, came, goes)


def made_up_page(number: int, name: str, *modules: Module, furniture=()) -> MadeUpPage:
    return MadeUpPage(number, name, "", WIDTH, HEIGHT, furniture, modules, 474, 0)


def made_up(edition: Edition) -> MadeUpIssue:
    """Return the issue: 01-01 goes on from page 1 to page 5, 01-02 waits for page 4, of page 2 a poem stands first."""
    lead, brief = edition.pages[0].articles
    upper, lower, poem = edition.pages[1].articles
    (photos,) = edition.pages[2].articles
    shown = lead.images[0]
    cells = tuple(Cell((line(text),), 0.0, 90.0, "left", False) for text in ("收入", "143.5"))
    table = TableBox(60.0, 300.0, 200.0, 12.15, (TableRow(cells, 14.0),))
    lead_elements = (
        words("headline", line("加快打造"), line("人民城市"), tag="h2"),
        words("body", line("hyphen", hyphen=True), line("ated word"), line("ends")),
        words("pull-quote", line("引语不重复")),
        words("jump", line("下转第05版")),
        PictureBox(50.0, 400.0, 200.0, 90.0, shown, words("caption", line("图为江景"))),
        table,
    )  # fmt: skip
    front = made_up_page(
        1, "要闻",
        module("01-01", (40.5, 100.0, 600.0, 800.0), lead_elements, 60, goes=5),
        furniture=(words("nameplate", line("样张时报"), tag="h1"), words("refers", line("导读"))._replace(href="#p")),
    )  # fmt: skip
    second = made_up_page(
        2, "",
        module(poem.id, (40.0, 40.0, 300.0, 300.0), (), count_characters(poem)),
        module(upper.id, (40.0, 350.0, 300.0, 100.0)),
        module(lower.id, (400.0, 350.25, 83.125, 100.0), (), 1),
    )  # fmt: skip
    fourth = made_up_page(
        4, "影像 & <画>",
        module(photos.id, (40.0, 40.0, 685.0, 500.0)),
        module(brief.id, (40.0, 550.0, 685.0, 500.0)),
    )  # fmt: skip
    rest = made_up_page(5, "续版", module("01-01", (40.0, 40.0, 685.0, 1000.0), (), 400, came=1))
    return MadeUpIssue(pages=(front, second, fourth, rest), faces=(), findings=())


def printed(folder: Path) -> tuple[Edition, MadeUpIssue]:
    edition = rich(folder)
    return edition, made_up(edition)


def sheets() -> dict[int, bytes]:
    return {number: page_picture(number) for number in (1, 2, 4, 5)}


def long_text(sentences: int) -> tuple:
    return (para("报纸排到最后一版，灯还亮着；校对的人又看了一遍（第二遍），才说“可以付印了”。" * sentences),)
