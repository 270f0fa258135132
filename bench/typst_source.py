"""The edition as Typst source. Typst fills columns without balancing them; a measured height makes them about even."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bench.edition import Sheet, Story

_STYLE = """
#set document(title: "基准时报")
#set page(width: 270mm, height: 390mm, margin: (x: 15mm, y: 12mm))
#set text(font: "Noto Serif CJK SC", size: 9pt, lang: "zh", region: "cn", fill: rgb("#111"), top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: 3.15pt, spacing: 3.15pt, first-line-indent: (amount: 2em, all: true))
#show heading: set text(weight: "regular")
#show heading.where(level: 1): it => block(below: 8pt, width: 100%, stroke: (bottom: 0.5pt),
  inset: (bottom: 5pt), text(font: "Noto Sans CJK SC", weight: 500, size: 11pt, it.body))
#show heading.where(level: 2): it => block(above: 6pt, below: 6pt, it.body)
#let lead(body) = heading(level: 2, text(size: 44pt, weight: 900, body))
#let second(body) = heading(level: 2, text(font: "Noto Sans CJK SC", size: 30pt, weight: 700, body))
#let brief(body) = heading(level: 2, text(size: 15pt, weight: 700, body))
#let kicker(body) = block(above: 10pt, below: 6pt, text(font: "LXGW WenKai", size: 14pt, body))
#let byline(body) = align(center, text(font: "LXGW WenKai", body))
#let photo(file, caption) = block(breakable: false)[
  #image(file, width: 100%, alt: caption)
  #set par(first-line-indent: 0pt)
  #text(font: "LXGW WenKai", size: 8pt, caption)
]
#let flow(room, body) = layout(size => {
  let column = (size.width - 36pt) / 5
  let whole = measure(block(width: column, body)).height
  block(height: calc.ceil(whole / 5 / 12.15pt + room) * 12.15pt, width: 100%, columns(5, gutter: 9pt, body))
})
"""


def write(sheets: Iterable[Sheet], photographs: Path, target: Path) -> None:
    """Write the edition as one Typst file beside a folder ``photographs``, from which it takes them.

    Args:
        sheets: the pages, laid out as in the HTML.
        photographs: a folder below that of ``target``.
        target: the file.
    """
    folder = photographs.relative_to(target.parent).as_posix()
    pages = "\n#pagebreak()\n".join(_page(sheet, folder) for sheet in sheets)
    target.write_text(_STYLE + pages + "\n", encoding="utf-8")


def _page(sheet: Sheet, folder: str) -> str:
    lead, second, rest = sheet.stories[:1], sheet.stories[1:2], sheet.stories[2:]
    lines = [f"#heading(level: 1)[第{sheet.number:02d}版 {sheet.name}]"]
    for role, stories in (("lead", lead), ("second", second)):
        for story in stories:
            lines += [f"#kicker[{_plain(story.kicker)}]", f"#{role}[{_plain(story.title)}]"]
            lines.append(f"#flow({3 if story.photograph else 1})[{_text(story, folder)}]")
    if rest:
        briefs = "\n".join(f"#brief[{_plain(story.title)}]\n{_text(story, folder)}" for story in rest)
        lines.append(f"#flow(3)[{briefs}]")
    return "\n".join(lines)


def _text(story: Story, folder: str) -> str:
    picture = ""
    if story.photograph:
        picture = f'#photo("{folder}/{story.photograph.file}", "{story.photograph.caption}")\n'
    body = "\n\n".join(_plain(paragraph) for paragraph in story.paragraphs)
    return f"{picture}#byline[{story.byline}]\n{body}\n"


def _plain(text: str) -> str:
    """Mask what Typst would read as markup; a straight mark or digit at the start of a line would be a list."""
    return "".join(f"\\u{{{ord(char):x}}}" if char in "#$*_`@<>[]\\~-+=/" else char for char in text).replace(
        ". ", "\\u{2e} "
    )
