"""Galleys 长条: an article's text set in one measure, as slugs ready to be poured into columns."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from publisher.drawing.charts import draw
from publisher.labels import labels
from publisher.model import (
    Article,
    Block,
    Break,
    Callout,
    Chart,
    ChartType,
    Crosshead,
    Figure,
    Image,
    Kind,
    ListBlock,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
)
from publisher.text.reading import visible
from publisher.typeset.headline import balanced_lines
from publisher.typeset.literal import is_literal, set_literal
from publisher.typeset.slugs import Drawn, Picture, Slug, SlugRole
from publisher.typeset.tables import set_table
from publisher.typeset.verse import Verse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.typeset.lines import Line
    from publisher.typeset.setter import Setter
    from publisher.typeset.stylebook import Voice

#: A picture in the text is at most this many times as high as wide, and this share of the column's rows high.
_TALLEST = 1.25


#: Captions narrower than so many em are ragged.
_RAGGED = 20.0
#: A table or a literal of so many rows is not parted, and a paragraph in bold of so many characters goes with the next.
_SMALL_TABLE, _ASKED = 24, 80
#: A stanza of so many lines or fewer is never parted.
_STANZA = 8


class Galley:
    """Sets the blocks of one article in one measure.

    Args:
        setter: sets the lines.
        measure: the column's width, in pt.
        rows: the height of the longest column that there can be; nothing may be higher.
    """

    def __init__(self, setter: Setter, measure: float, rows: int) -> None:
        self.setter = setter
        self.book = setter.book
        self.measure = measure
        self.rows = rows
        self.block = 0
        self.parted = False
        self.article = ""

    def set_article(
        self, article: Article, images: tuple[Image, ...] = (), *, parted: bool = False
    ) -> tuple[Slug, ...]:
        """Set an article's text: editor's note, body with the dateline before it, notes, source.

        Args:
            article: what is set.
            images: those of the article's pictures that stand in the text; they are spread over it.
            parted: the first paragraph is the rest of one, so it has no indent.
        """
        self.parted = parted
        self.article = article.id
        parts = list(self._parts(article))
        numbered = [[slug._replace(origin=number) for slug in part] for number, part in enumerate(parts)]
        notes = len(article.editor_note)
        body = numbered[notes : len(numbered) - len(article.notes) - bool(article.source)]
        ends = numbered[notes + len(body) :]
        return tuple(
            slug for part in (*numbered[:notes], *self._spread(body, images), *ends) for slug in part
        )

    def _parts(self, article: Article) -> Iterator[list[Slug]]:
        """Yield the slugs of each part that can be told apart: blocks of the editor's note and the body, notes, source."""
        for number, block in enumerate(article.editor_note):
            yield self._editor_note(block, first=number == 0)
        yield from self._body(article)
        for number, note in enumerate(article.notes):
            yield self._note(note.label, note.blocks, first=number == 0)
        if article.source:
            yield self._source(article.source)

    def _spread(self, body: list[list[Slug]], images: tuple[Image, ...]) -> list[list[Slug]]:
        """Put pictures between paragraphs, evenly, never behind a crosshead."""
        result = list(body)
        for number, image in enumerate(images):
            place = round((number + 1) * len(result) / (len(images) + 1))
            while 0 < place < len(result) and result[place - 1] and result[place - 1][-1].keep:
                place += 1
            result.insert(place, self._figure(image))
        return result

    def _body(self, article: Article) -> Iterator[list[Slug]]:
        """Yield the slugs of each block of the body."""
        verse = Verse(article, self.setter, self.measure) if article.kind == Kind.POEM else None
        for number, block in enumerate(_with_dateline(article)):
            if verse and isinstance(block, Paragraph):
                slugs = self._poem(block.runs, verse, first=number == 0)
            else:
                slugs = self.set_block(block)
            yield slugs

    def set_block(self, block: Block) -> list[Slug]:
        """Set one block."""
        match block:
            case Paragraph():
                return self._literal(block.runs) if is_literal(block) else self._paragraph(block.runs)
            case Crosshead():
                return self._crosshead(block)
            case Callout(items=items):
                return self._callout(items)
            case ListBlock():
                return list(self._list(block, 0))
            case Table():
                self.block += 1
                rows = list(set_table(block, self.setter, self.measure, self.block, self.rows))
                if sum(row.rows for row in rows) <= min(_SMALL_TABLE, self.rows):
                    rows[:-1] = [row._replace(keep=True) for row in rows[:-1]]
                return [*self._space(), *rows, *self._space()]
            case Figure(image=image):
                return self._figure(image)
            case Chart():
                return self._chart(block)
            case Break():
                return self._space()

    def _paragraph(self, runs: Runs) -> list[Slug]:
        indent, self.parted = 0.0 if self.parted else self.setter.indent, False
        # A question in bold, or a head in disguise, goes with what follows it.
        asks = all(run.strong for run in runs) and sum(len(run.text) for run in runs) <= _ASKED
        return self._text(runs, self.book.body, SlugRole.BODY, indent=indent, keep=asks)

    def _space(self) -> list[Slug]:
        self.block += 1
        return [Slug(1, SlugRole.SPACE, self.block, opens=True, closes=True)]

    def _text(
        self,
        runs: Runs,
        voice: Voice,
        role: SlugRole,
        *,
        indent: float = 0.0,
        inset: float = 0.0,
        keep: bool = False,
    ) -> list[Slug]:
        """Set a paragraph; ``inset`` is white at its left, in pt."""
        self.block += 1
        setting = self.setter.setting(runs, voice, self.measure - inset, indent=indent, inset=inset)
        slugs = self._slugs([line for line in setting.lines() if line.spans], role, keep=keep)
        return [slugs[0]._replace(setting=setting), *slugs[1:]] if slugs else []

    def _slugs(self, lines: list[Line], role: SlugRole, *, keep: bool = False, rows: int = 1) -> list[Slug]:
        last = len(lines) - 1
        return [
            Slug(rows, role, self.block, (line,), keep=keep, opens=index == 0, closes=index == last)
            for index, line in enumerate(lines)
        ]

    def _crosshead(self, block: Crosshead) -> list[Slug]:
        self.block += 1
        lines = balanced_lines(block.runs, self.book.crosshead, self.measure - self.book.em, self.setter)
        rows = len(lines) + 1
        shifted = tuple(_shift(line, self.book.em / 2) for line in lines)
        return [
            Slug(
                rows,
                SlugRole.CROSSHEAD,
                self.block,
                shifted,
                keep=True,
                opens=True,
                closes=True,
                level=block.level,
            )
        ]

    def _callout(self, items: tuple[Runs, ...]) -> list[Slug]:
        """Set key facts, one element each, on a tint that their rows fill."""
        slugs: list[Slug] = []
        inset = self.book.em
        for runs in items:
            self.block += 1
            # Ragged: so few characters to a line would be torn apart to fill it.
            lines = self.setter.lines(runs, self.book.callout, self.measure - 1.6 * inset, justify=False)
            fact = self._slugs([_shift(line, inset) for line in lines if line.spans], SlugRole.CALLOUT)
            if len(fact) > 1:
                fact[0] = fact[0]._replace(keep=True)
            slugs += fact
        return slugs

    def _list(self, block: ListBlock, depth: int) -> Iterator[Slug]:
        inset = min((depth + 1) * 1.6 * self.book.em, self.measure * 0.5)
        for number, item in enumerate(block.items):
            mark = f"{block.start + number}." if block.ordered else "•"
            marked = False
            for inner in item:
                if isinstance(inner, ListBlock):
                    yield from self._list(inner, depth + 1)
                elif isinstance(inner, Paragraph) and not is_literal(inner):
                    slugs = self._item(inner.runs, "" if marked else mark, inset)
                    yield from (slug._replace(level=depth) for slug in slugs)
                    marked = True
                else:
                    yield from self.set_block(inner)

    def _item(self, runs: Runs, mark: str, inset: float) -> list[Slug]:
        slugs = self._text(runs, self.book.body, SlugRole.LIST, inset=inset)
        if mark and slugs:
            first = self._hang(mark, slugs[0].lines[0], inset)
            slugs[0] = slugs[0]._replace(lines=(first,), added=len(mark), setting=None)
        return slugs

    def _hang(self, mark: str, line: Line, inset: float) -> Line:
        """Put a list's mark before a line, in the white at its left."""
        marks = self.setter.lines(mark, self.book.body, self.measure, justify=False)[0]
        start = max(inset - marks.width - 0.35 * self.book.em, 0.0)
        first = line.spans[0]._replace(before=line.spans[0].before + line.offset - start - marks.width)
        width = line.offset + line.width - start
        return line._replace(spans=(*marks.spans, first, *line.spans[1:]), offset=start, width=width)

    def _literal(self, runs: Runs) -> list[Slug]:
        """Set a literal 原样文字, such as code; its empty lines are rows of white."""
        self.block += 1
        self.parted = False
        slugs = self._slugs(set_literal(runs, self.setter, self.measure), SlugRole.BODY)
        slugs = [
            slug if slug.lines[0].spans else slug._replace(role=SlugRole.SPACE, lines=()) for slug in slugs
        ]
        if len(slugs) <= _SMALL_TABLE:
            slugs[:-1] = [slug._replace(keep=True) for slug in slugs[:-1]]
        return slugs

    def _poem(self, runs: Runs, verse: Verse, *, first: bool) -> list[Slug]:
        """Set a stanza 诗节; a blank row stands between two."""
        self.block += 1
        verses = verse.stanza(runs)
        lines = self._slugs([line for one in verses for line in one], SlugRole.POEM, rows=verse.rows)
        groups = [len(one) for one in verses] if len(lines) > _STANZA else [len(lines)]
        # A verse is not parted from its turned lines.
        tied = (number < size <= _STANZA for size in groups for number in range(1, size + 1))
        lines = [line._replace(keep=keep) for line, keep in zip(lines, tied, strict=True)]
        return lines if first else [*self._space(), *lines]

    def _editor_note(self, block: Block, *, first: bool) -> list[Slug]:
        """Set a block of the editor's note 编者按; its label stands before the first, unless its author wrote it."""
        if not isinstance(block, Paragraph):
            return self.set_block(block)
        words = labels(self.setter.language)
        label = f"{words.editor_note}{words.colon}" if first and not self.parted else ""
        if plain(block.runs).startswith(words.editor_note):
            label = ""
        runs = (Run(text=label, strong=True), *block.runs) if label else block.runs
        slugs = self._text(
            runs, self.book.byline, SlugRole.EDITOR_NOTE, indent=0.0 if self.parted else self.setter.indent
        )
        self.parted = False
        return [slugs[0]._replace(added=len(visible(label))), *slugs[1:]] if slugs else []

    def _note(self, label: str, blocks: tuple[Block, ...], *, first: bool) -> list[Slug]:
        slugs: list[Slug] = []
        if first:
            self.block += 1
            slugs.append(Slug(1, SlugRole.NOTE_RULE, self.block, keep=True, opens=True, closes=True))
        before = Run(text=label + "\u00a0" if label else "", label=True)
        for number, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                runs = (before, *block.runs) if number == 0 else block.runs
                slugs += self._text(runs, self.book.note, SlugRole.NOTE)
            else:
                slugs += self.set_block(block)
        return slugs

    def _source(self, source: str) -> list[Slug]:
        self.block += 1
        words = labels(self.setter.language).labelled(labels(self.setter.language).source, source)
        lines = self.setter.lines(words, self.book.source, self.measure, justify=False, align="right")
        slugs = self._slugs([line for line in lines if line.spans], SlugRole.SOURCE)
        slugs[0] = slugs[0]._replace(added=len(words.strip()) - len(source.strip()))
        return slugs

    def _figure(self, image: Image) -> list[Slug]:
        """Set a picture in the text; one that would be too high is set narrower, never cropped."""
        self.block += 1
        leading = self.book.leading
        room = (self.rows - (4 if image.caption or image.credit else 2)) * leading
        highest = max(min(self.measure * _TALLEST, room), leading)
        width = min(self.measure, highest * image.width / max(image.height, 1))
        caption = set_caption(image, self.setter, self.measure)
        lead = self.book.caption.size * self.book.caption.line
        picture = Picture(image, width, width * image.height / max(image.width, 1), caption, lead)
        rows = max(1, math.ceil((picture.height + len(caption) * lead) / leading + 0.55))
        return [Slug(rows, SlugRole.FIGURE, self.block, opens=True, closes=True, picture=picture)]

    def _chart(self, chart: Chart) -> list[Slug]:
        """Draw a chart; one that is higher than a column is divided by its data."""
        self.block += 1
        words = labels(self.setter.language)
        drawing = draw(
            chart,
            width=self.measure,
            size=self.book.em * 0.94,
            family="hei",
            family_bold="hei-medium",
            prefix=f"chart-{self.article}-{self.block}",
            unit_label=words.labelled(words.unit, ""),
            stops=words.stops,
        )
        rows = math.ceil((drawing.height + self.book.leading * 0.5) / self.book.leading)
        if rows > self.rows and len(chart.data) > 1:
            half = len(chart.data) // 2
            kind = ChartType.BARS if chart.type == ChartType.SHARE else chart.type
            first = replace(chart, type=kind, data=chart.data[:half], note="")
            second = replace(chart, type=kind, data=chart.data[half:], title="", unit="")
            return [*self._chart(first), *self._chart(second)]
        scale = min(1.0, self.rows * self.book.leading / drawing.height)
        drawn = Drawn(drawing.svg, drawing.width, drawing.height, scale, chart_words(chart), len(chart.data))
        return [Slug(min(rows, self.rows), SlugRole.CHART, self.block, opens=True, closes=True, drawn=drawn)]


def chart_words(chart: Chart) -> str:
    """Return all that is written in a chart."""
    data = "".join(datum.label + datum.value + datum.note for datum in chart.data)
    return chart.title + chart.unit + data + chart.note


def set_caption(image: Image, setter: Setter, width: float) -> tuple[Line, ...]:
    """Set a picture's caption 图片说明, the credit behind it."""
    runs = list(image.caption)
    if image.credit:
        runs.append(Run(text=("\u3000" if runs else "") + image.credit))
    if not runs:
        return ()
    voice = setter.book.caption
    # Under a narrow picture a foreign name in the credit would be torn apart to fill the line.
    justify = width > _RAGGED * voice.size
    return tuple(line for line in setter.lines(tuple(runs), voice, width, justify=justify) if line.spans)


def _with_dateline(article: Article) -> tuple[Block, ...]:
    """Return the body with the dateline 电头 run into its first paragraph."""
    if not article.dateline:
        return article.body
    lead = Run(text=article.dateline + "\u3000", strong=True)
    if article.body and isinstance(article.body[0], Paragraph):
        return (Paragraph(runs=(lead, *article.body[0].runs)), *article.body[1:])
    return (Paragraph(runs=(lead,)), *article.body)


def _shift(line: Line, inset: float) -> Line:
    return line._replace(offset=line.offset + inset)
