"""Finished lines as HTML: every span says where it stands, so that the painter decides nothing."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup, escape

from publisher.outputs.pdf.marks import below, dots, dotted, pt
from publisher.outputs.pdf.readings import crowded, reading
from publisher.typeset.atoms import MISSING
from publisher.typeset.lines import HYPHEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from publisher.makeup.layout import Element, PictureBox, TextBox
    from publisher.outputs.pdf.lines import TextRun
    from publisher.typeset.lines import Line, Span
    from publisher.typeset.slugs import Cell

_TAG = re.compile("<[^>]*>")
#: What stands for no character: the box for one that no face has, the hyphen of a word that is parted.
_DRAWN = {MISSING: "x", HYPHEN: "h"}


class Base(NamedTuple):
    """What most of a box is set in; only what differs is written on its spans."""

    face: str
    size: float


def place(element: Element | TextRun) -> Markup:
    """Return the declarations that place an element on the page."""
    return Markup("left:{};top:{};width:{}").format(pt(element.x), pt(element.y), pt(element.width))


def base_of(lines: tuple[Line, ...]) -> Base:
    """Return the face and size in which most of some lines is set."""
    count: Counter[Base] = Counter()
    for line in lines:
        for span in line.spans:
            count[Base(span.style.face, span.style.size)] += len(span.text)
    return count.most_common(1)[0][0] if count else Base("song", 9.0)


def box_style(lines: tuple[Line, ...], line_height: float) -> Markup:
    """Return the declarations for a box of lines."""
    base = base_of(lines)
    return Markup("font:{}/{} {}").format(pt(base.size), pt(line_height), base.face)


def lines_html(lines: tuple[Line, ...]) -> Markup:
    """Return lines as markup, each a block of its own."""
    return _lines(lines, base_of(lines))


def text_box(box: TextBox, address: str = "") -> Markup:
    """Return the lines of a text box, as one link if it leads somewhere.

    Args:
        box: the box.
        address: where its text is found that is painted directly; without it the lines themselves are returned.
    """
    inner = picture_of(address) if address else lines_html(box.lines)
    return Markup('<a class="b" href="{}">{}</a>').format(box.href, inner) if box.href else inner


def picture_of(address: str) -> Markup:
    """Return the picture that stands for text which is painted directly."""
    return Markup('<img class="t" src="{0}" alt="{0}">').format(address)


def cell_html(cell: Cell, base: Base) -> Markup:
    """Return the lines of a table's cell."""
    return _lines(cell.lines, base)


def crop(box: PictureBox) -> Markup:
    """Return the declarations that keep a picture's focal point when it is cropped."""
    x, y = box.image.focal
    return Markup("height:{};object-position:{:.1f}% {:.1f}%").format(pt(box.height), x * 100, y * 100)


def spoken(svg: str) -> Markup:
    """Return a drawing with its words as its title, which stands for it where it is read aloud."""
    words = " ".join(_TAG.sub(" ", svg).split())
    head, bracket, rest = svg.partition(">")
    return Markup(f"{head}{bracket}<title>{words}</title>{rest}")  # noqa: S704 - drawn by ourselves, all words escaped by the pen


def _lines(lines: Sequence[Line], base: Base) -> Markup:
    return Markup("").join(_line(line, above, base) for above, line in pairwise((None, *lines)) if line)


def _line(line: Line, above: Line | None, base: Base) -> Markup:
    spacing = _usual_spacing(line)
    style = []
    if line.offset > 0.0005:
        style.append(f"padding-left:{pt(line.offset)}")
    if spacing:
        style.append(f"letter-spacing:{pt(spacing)}")
    tight = crowded(line, above)
    inner = Markup("").join(
        _linked(href, _marked(spans, base, spacing, tight))
        for href, spans in groupby(line.spans, key=lambda span: span.style.href)
    )
    if style:
        return Markup('<span class="l" style="{}">{}</span>').format(";".join(style), inner)
    return Markup('<span class="l">{}</span>').format(inner)


def _marked(spans: Iterable[Span], base: Base, spacing: float, tight: frozenset[Span]) -> Iterator[Markup]:
    """Yield spans, those of one name or title together with the line below it."""
    for under, group in groupby(spans, key=lambda span: span.style.under):
        members = tuple(group)
        parts = [_span(span, base, spacing, tight) for span in members]
        if under:
            yield below(under.partition("-")[0], members, Markup("").join(parts))
        else:
            yield from parts


def _linked(href: str, spans: Iterable[Markup]) -> Markup:
    """Join spans, as one link if they lead somewhere."""
    inner = Markup("").join(spans)
    return Markup('<a href="{}">{}</a>').format(href, inner) if href else inner


def _usual_spacing(line: Line) -> float:
    count: Counter[float] = Counter()
    for span in line.spans:
        count[round(span.spacing, 3)] += len(span.text)
    return count.most_common(1)[0][0] if count else 0.0


def _span(span: Span, base: Base, spacing: float, tight: frozenset[Span]) -> Markup:
    style = _declarations(span, base, spacing)
    text: Markup = escape(span.text)
    kind = _DRAWN.get(span.feature) or ("r" if span.style.ruby else "em" if dotted(span) else "")
    if span.style.ruby:
        text += reading(span, crowded=span in tight)
    if dotted(span):
        style.append(dots(span))
    if style or kind:
        text = Markup("<span{}{}>{}</span>").format(
            Markup(' class="{}"').format(kind) if kind else "",
            Markup(' style="{}"').format(";".join(style)) if style else "",
            text,
        )
    return text


def _declarations(span: Span, base: Base, spacing: float) -> list[str]:
    style = []
    if span.style.face != base.face:
        style.append(f"font-family:{span.style.face}")
    if abs(span.style.size - base.size) > 0.001:
        style.append(f"font-size:{pt(span.style.size)}")
    if abs(span.spacing - spacing) > 0.0004:
        style.append(f"letter-spacing:{pt(span.spacing)}")
    if span.before:
        style.append(f"margin-left:{pt(span.before)}")
    if span.after:
        style.append(f"margin-right:{pt(span.after)}")
    if span.feature == MISSING:
        style.append(f"width:{pt(span.style.size)}")
    elif span.feature and span.feature != HYPHEN:
        style.append(f"font-feature-settings:'{span.feature}'")
    if span.style.shift:
        style.append(f"vertical-align:{pt(span.style.shift)}")
    return style
