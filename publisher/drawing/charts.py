"""Charts 图表 for the data page 数说: drawn from their data as one SVG, the same for print and for e-readers.

Words come in the order in which the article is read (title, unit, then label, value and note of each
datum, then the chart's note), each once and exactly as written. Nothing is ever cut off: what is too
wide is broken into lines, and columns or shares that cannot be drawn honestly (too many, negative,
more than a whole) become lying bars.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.drawing.bars import bars, columns, columns_fit
from publisher.drawing.figures import figures
from publisher.drawing.measure import balance, wrap
from publisher.drawing.pen import Faces, Inks, Pen, num
from publisher.drawing.shares import shares, shares_fit
from publisher.model import Chart, ChartType, Datum
from publisher.text.markup import escape

if TYPE_CHECKING:
    from collections.abc import Callable

    from publisher.labels import Labels

#: Beyond this an amount would leave the range in which shares of it can still be told.
_LARGEST = 1e300
#: Measure and type size in pt of a chart on a screen, which scales it to its column: some 26 characters of 13 pt.
_SCREEN_WIDTH, _SCREEN_SIZE = 345.0, 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing: ``svg`` is one element in the SVG namespace, ``width`` and ``height`` are its size in pt."""

    svg: str
    width: float
    height: float


def draw(
    chart: Chart,
    *,
    width: float,
    size: float,
    family: str,
    family_bold: str,
    bold_weight: str = "normal",
    ink: str = "#1a1a1a",
    muted: str = "#5c5c5c",
    accent: str = "#9d1c20",
    prefix: str = "chart",
    unit_label: str = "",
    stops: tuple[str, str] = ("; ", ". "),
) -> Drawing:
    """Draw a chart.

    Args:
        chart: what is drawn.
        width: the measure in pt that it must fill, at least some ten characters.
        size: the type size of its labels in pt.
        family: the face of labels and notes.
        family_bold: the face of the title and of values.
        bold_weight: the ``font-weight`` asked of it, where light and bold share one family name.
        ink: the colour of text and rules (``#rrggbb`` or ``currentColor``).
        muted: of notes and units.
        accent: of the data, the only loud one.
        prefix: the id of the SVG element, unique in its document.
        unit_label: the words before the unit, such as ``单位：``.
        stops: what parts the data, and the sentences, where the chart is told in words.
    """
    faces = Faces(family=family, bold=family_bold, weight=bold_weight if bold_weight != "normal" else "")
    pen = Pen(width=width, size=size, inks=Inks(ink=ink, muted=muted, accent=accent), faces=faces)
    sound = tuple(_sound(datum) for datum in chart.data)
    top = _head(pen, chart, unit_label)
    bottom = _layout(pen, chart.type, sound)(pen, top, sound)
    bottom = _foot(pen, bottom, chart.note)
    height = math.ceil(bottom + size * 0.3)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{escape(prefix)}" width="{num(width)}pt" '
        f'height="{height}pt" viewBox="0 0 {num(width)} {height}" role="img" '
        f'aria-label="{escape(_spoken(chart, stops))}">{"".join(pen.elements)}</svg>'
    )
    return Drawing(svg=svg, width=width, height=float(height))


def draw_for_screen(
    chart: Chart, words: Labels, prefix: str, *, muted: str = "currentColor", accent: str = "currentColor"
) -> str:
    """Return a chart as SVG in the reader's own face and ink, so that it follows night mode.

    Args:
        chart: what is drawn.
        words: of the edition.
        prefix: the id of the SVG element, unique in its document.
        muted: the colour of notes and units, as CSS has it.
        accent: of the data.
    """
    drawing = draw(
        chart,
        width=_SCREEN_WIDTH,
        size=_SCREEN_SIZE,
        family="sans-serif",
        family_bold="sans-serif",
        bold_weight="bold",
        ink="currentColor",
        muted=muted,
        accent=accent,
        prefix=prefix,
        unit_label=words.labelled(words.unit, ""),
        stops=words.stops,
    )
    return drawing.svg


def _layout(
    pen: Pen, kind: ChartType, data: tuple[Datum, ...]
) -> Callable[[Pen, float, tuple[Datum, ...]], float]:
    if kind is ChartType.FIGURES:
        return figures
    if kind is ChartType.SHARE and shares_fit(data):
        return shares
    if kind is ChartType.COLUMNS and columns_fit(pen, data):
        return columns
    return bars


def _sound(datum: Datum) -> Datum:
    """Draw an amount that is infinite or no number as nothing; its words stay."""
    amount = datum.amount if abs(datum.amount) < _LARGEST else 0.0
    return Datum(label=datum.label, value=datum.value, amount=amount, note=datum.note)


def _head(pen: Pen, chart: Chart, unit_label: str) -> float:
    """Draw the rule, the accent over it, title and unit; return the y below them."""
    size = pen.size
    pen.rule(0, 0.35, pen.width, 0.35, weight=0.5)
    pen.box(0, 0, size * 2.4, size * 0.26, pen.inks.accent)
    y = size * 0.62
    title = balance(chart.title, pen.width / size / 1.22)
    y = pen.lines(0, y, title, scale=1.22, bold=True)
    if chart.unit:
        words = f"{unit_label}{chart.unit}"
        last = pen.em(title[-1], 1.22) if title else 0.0
        if title and last + size + pen.em(words, 0.86) <= pen.width:
            pen.text(pen.width, y - size * 0.5, words, scale=0.86, colour=pen.inks.muted, anchor="end")
        else:
            y = pen.lines(0, y, wrap(words, pen.width / size / 0.86), scale=0.86, colour=pen.inks.muted)
    return y + size * 0.45


def _foot(pen: Pen, top: float, note: str) -> float:
    """Set the chart's note below it."""
    lines = wrap(note, pen.width / pen.size / 0.86)
    if not lines:
        return top
    return pen.lines(0, top + pen.size * 0.35, lines, scale=0.86, colour=pen.inks.muted)


def _spoken(chart: Chart, stops: tuple[str, str]) -> str:
    """Return the chart as one sentence, for those who hear it."""
    data = stops[0].join(
        " ".join(filter(None, (datum.label, datum.value, datum.note))) for datum in chart.data
    )
    said = (part.rstrip(stops[1]) for part in (chart.title, chart.unit, data, chart.note))
    return stops[1].join(filter(None, said))
