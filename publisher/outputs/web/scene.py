"""What a template asks about the article that it sets: note calls, heading levels, charts, safe links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from publisher.drawing.charts import draw_for_screen
from publisher.model import Crosshead, Kind
from publisher.text.callouts import aside, story

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from publisher.labels import Labels
    from publisher.model import Article, Callout, Chart, Image
    from publisher.outputs.web.pictures import Picture
    from publisher.text.callouts import Aside

_LINK = re.compile(r"(https?://|mailto:)[^\s\x00-\x1f\x7f\\]+", re.IGNORECASE)


def safe_href(href: str) -> str | None:
    """Return an address if a reader may be led there (``http``, ``https``, ``mailto``), else None."""
    address = href.strip()
    return address if _LINK.fullmatch(address) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A footnote's call in the text: its own ``id`` and that of the note, its ``target``."""

    id: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The surroundings of an article's blocks.

    Attributes:
        article: the article that is set.
        pictures: every image of the site by the digest of its source.
        words: the edition's own words.
        verse: whether paragraphs are stanzas 诗节.
    """

    article: Article
    pictures: Mapping[str, Picture]
    words: Labels
    verse: bool = False
    _calls: dict[str, int] = field(default_factory=dict)
    _charts: list[str] = field(default_factory=list)
    _images: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article, pictures: Mapping[str, Picture], words: Labels) -> Scene:
        """Return the surroundings of a whole article."""
        return cls(article=article, pictures=pictures, words=words, verse=article.kind is Kind.POEM)

    @property
    def prose(self) -> Scene:
        """The same surroundings for what is no verse: notes of the editor, footnotes."""
        return replace(self, verse=False)

    def callout(self, block: Callout) -> Aside:
        """Tell what a callout is: key facts 要点, words quoted out of the article 抽言, or somebody's words 引语."""
        return aside(block, story(self.article))

    def level(self, crosshead: Crosshead) -> int:
        """Return the heading level of a crosshead: 2 for the highest of the article; none is left out."""
        highest = min((block.level for block in self.article.body if isinstance(block, Crosshead)), default=2)
        return min(max(2 + crosshead.level - highest, 2), 6)

    def follows(self, image: Image) -> bool:
        """Tell whether an image may wait until a reader comes near it: the article's first one is seen at once."""
        self._images.append(image.digest)
        return len(self._images) > 1

    def call(self, note: str) -> Call | None:
        """Return the anchors for the next call of a note, or None if there is no such note."""
        number = next((at for at, known in enumerate(self.article.notes, 1) if known.id == note), None)
        if number is None:
            return None
        count = self._calls[note] = self._calls.get(note, 0) + 1
        return Call(id=f"call-{number}-{count}", target=f"note-{number}")

    def notes(self) -> Iterator[dict[str, object]]:
        """Yield the footnotes; each leads back to its first call, if the text set so far has one."""
        for number, note in enumerate(self.article.notes, 1):
            back = f"call-{number}-1" if note.id in self._calls else None
            yield {"id": f"note-{number}", "label": note.label, "blocks": note.blocks, "back": back}

    def chart(self, chart: Chart) -> Markup:
        """Draw a chart in the page's own inks, so that it follows the dark mode."""
        self._charts.append(chart.title)
        svg = draw_for_screen(
            chart, self.words, f"chart-{len(self._charts)}", muted="var(--muted)", accent="var(--accent)"
        )
        return Markup(svg)  # noqa: S704 - drawn by ourselves, all words escaped by the pen
