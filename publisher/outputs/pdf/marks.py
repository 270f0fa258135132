"""Marks on text 标号 (CLREQ, "Indicators"): emphasis dots under characters, lines under names and titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from publisher.typeset.characters import is_wide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.typeset.lines import Span

#: White at both ends of the line below a name, in em, so that the lines of neighbours do not touch.
_GAP = 0.07


def pt(value: float) -> str:
    """Write a length in pt, to a thousandth and without trailing zeros."""
    # Adding nothing turns a negative nothing into a plain one.
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".") + "pt"


def dotted(span: Span) -> bool:
    """Tell whether a span bears emphasis dots 着重号; Latin letters have none, for they do not stand on the Han grid."""
    return span.style.emphasis and bool(span.text) and is_wide(span.text[0])


def dots(span: Span) -> str:
    """Return the declaration for emphasis dots, one under the middle of each character, at the characters' own pace.

    The dot is a drawing, for a gradient would be painted through a mask, and presses like no transparency.
    """
    return f"background:url(dot.svg) 0 100%/{pt(span.style.size + span.spacing)} .24em repeat-x"


def below(kind: str, spans: Sequence[Span], inner: Markup) -> Markup:
    """Draw a line below a name or a title, or below the part of it that stands on one line.

    The line reaches from the first character to the last, without the space around them: the box that bears it is as much
    narrower as the text within hangs out of it, so nothing moves.
    """
    gap = _GAP * spans[0].style.size
    head = spans[0].before + gap
    tail = spans[-1].after + spans[-1].spacing + gap
    return Markup(
        '<span class="{}" style="margin:0 {} 0 {}"><span style="margin:0 {} 0 {}">{}</span></span>'
    ).format(kind, pt(tail), pt(head), pt(-tail), pt(-head), inner)
