"""The edition as HTML and CSS columns, as one would write it for WeasyPrint or a browser alone."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bench.edition import Sheet, Story

_STYLE = """
@page { size: 270mm 390mm; margin: 0 }
html { color: #111; font: 9pt/12.15pt 'Noto Serif CJK SC' }
body { margin: 0 }
.page { box-sizing: border-box; width: 270mm; height: 390mm; padding: 12mm 15mm; overflow: hidden; break-after: page }
.page:last-child { break-after: auto }
h1, h2, p, figure { margin: 0 }
h1 { font: 500 11pt/18pt 'Noto Sans CJK SC'; border-bottom: 0.5pt solid #111; margin-bottom: 8pt }
.columns { columns: 5; column-gap: 9pt; column-fill: balance; text-align: justify }
.columns p { text-indent: 2em; orphans: 2; widows: 2 }
.columns p.byline { font-family: 'LXGW WenKai'; text-indent: 0; text-align: center }
.columns h2 { font: 700 15pt/18pt 'Noto Serif CJK SC'; margin: 6pt 0; break-after: avoid }
header { column-span: all; text-align: left; margin-top: 10pt }
.columns header p { font: 14pt/20pt 'LXGW WenKai'; text-indent: 0 }
.columns header.lead h2 { font: 900 44pt/51pt 'Noto Serif CJK SC'; margin: 0 0 6pt }
.columns header.second h2 { font: 700 30pt/36pt 'Noto Sans CJK SC'; margin: 0 0 6pt }
hr { column-span: all; border: 0; border-top: 0.35pt solid #111; margin: 10pt 0 }
figure { break-inside: avoid }
img { display: block; width: 100% }
figcaption { font: 8pt/11pt 'LXGW WenKai' }
"""


def write(sheets: Iterable[Sheet], photographs: Path, target: Path) -> None:
    """Write the edition as one HTML file.

    Args:
        sheets: the pages: a folio, the lead and the second article under heads of the page's width, the others in columns.
        photographs: the folder in which the photographs lie.
        target: the file.
    """
    pages = "".join(_page(sheet, photographs) for sheet in sheets)
    head = f"<meta charset='utf-8'><title>基准时报</title><style>{_STYLE}</style>"
    target.write_text(
        f"<!DOCTYPE html><html lang='zh-Hans-CN'><head>{head}</head><body>{pages}</body></html>",
        encoding="utf-8",
    )


def _page(sheet: Sheet, photographs: Path) -> str:
    heads = {0: "lead", 1: "second"}
    parts = [f"<div class='page'><h1>第{sheet.number:02d}版 {sheet.name}</h1><div class='columns'>"]
    for order, story in enumerate(sheet.stories):
        title = f"<h2>{escape(story.title)}</h2>"
        if order in heads:
            title = f"<header class='{heads[order]}'><p>{escape(story.kicker)}</p>{title}</header>"
        elif order == len(heads):
            title = f"<hr>{title}"
        parts.append(title + _text(story, photographs))
    return "".join(parts) + "</div></div>"


def _text(story: Story, photographs: Path) -> str:
    picture = ""
    if story.photograph:
        address = (photographs / story.photograph.file).absolute().as_uri()
        caption = escape(story.photograph.caption)
        picture = f"<figure><img src='{address}' alt='{caption}'><figcaption>{caption}</figcaption></figure>"
    paragraphs = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    return f"{picture}<p class='byline'>{story.byline}</p>{paragraphs}"
