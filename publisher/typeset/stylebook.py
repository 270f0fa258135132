"""The stylebook 版式: faces and sizes of everything that is set, as the shipped style has them. Sizes in pt.

What is measured stands here; what is only painted (colours, rules, tints) stands in ``styles/newspaper.css``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.model import Kind

if TYPE_CHECKING:
    from publisher.model import Article, PageFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """How one element is set: its face, its size, and its line height as a multiple of the size.

    ``fixed``: letters and spaces of the West are half an em wide each, for text in which columns matter.
    """

    face: str
    size: float
    line: float = 1.3
    tracking: float = 0.0
    fixed: bool = False


#: Headline sizes by priority, from the largest wished for to the smallest allowed.
HEADLINE_SIZES = {
    1: (60.0, 54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 24.0),
    2: (34.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0),
    3: (26.0, 24.0, 22.0, 20.0, 18.0, 16.0),
    4: (20.0, 18.0, 16.0, 15.0, 14.0),
    5: (17.0, 16.0, 15.0, 14.0, 13.0),
}
_HEADLINE_FACES = {
    1: ("song-black",),
    2: ("song-bold", "hei-bold"),
    3: ("hei-bold", "song-bold"),
    4: ("hei-medium", "song-bold"),
    5: ("hei-medium",),
}
#: The other face of headlines that have but one.
_TURNED = {"song-black": "hei-bold", "hei-medium": "song-bold"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stylebook:
    """All voices of a publication, made from its body size and leading."""

    body: Voice
    leading: float

    @property
    def em(self) -> float:
        """The body's size, the measure of the whole page."""
        return self.body.size

    def headline(self, article: Article, order: int, *, turned: bool = False) -> tuple[Voice, ...]:
        """Return the voices an article's headline may take, the wished-for first.

        Args:
            article: its priority and kind decide.
            order: its place on the page; neighbours take turns between faces, so that no two heads look alike (碰题).
            turned: it stands beside one of its own face, so it takes another.
        """
        faces: tuple[str, ...]
        if article.kind in {Kind.NOTICE, Kind.BRIEF}:
            faces, sizes = ("hei-medium",), HEADLINE_SIZES[5]
        elif article.kind == Kind.POEM:
            faces, sizes = ("song-bold", "kai"), HEADLINE_SIZES[4]
            order = 0
        else:
            priority = min(max(article.priority, 1), 5)
            faces, sizes = _HEADLINE_FACES[priority], HEADLINE_SIZES[priority]
        face = faces[(order + turned) % len(faces)]
        if turned and len(faces) == 1:
            face = _TURNED[face]
        return tuple(self._head(face, size) for size in sizes)

    def _head(self, face: str, size: float) -> Voice:
        scale = self.em / 9.0
        return Voice(face=face, size=size * scale, line=1.16 if size >= 28 else 1.22)

    def kicker(self, headline: float) -> Voice:
        """引题: 0.4 to 0.5 of the headline."""
        return Voice(face="kai", size=min(max(headline * 0.42, self.em * 1.1), self.em * 2.2), line=1.35)

    def deck(self, headline: float) -> Voice:
        """副题, in the 仿宋: 12 to 16 pt for a 9 pt body."""
        return Voice(face="fang", size=min(max(headline * 0.36, self.em * 1.22), self.em * 1.78), line=1.35)

    @property
    def byline(self) -> Voice:
        """署名."""
        return Voice(face="kai", size=self.em, line=self.leading / self.em)

    @property
    def source(self) -> Voice:
        """来源, at the foot of an article."""
        return Voice(face="kai", size=self.em * 0.84, line=self.leading / (self.em * 0.84))

    @property
    def summary(self) -> Voice:
        """提要: set between rules in two rows of grid for each three half-rows, so plain body leading and a half."""
        return Voice(face="hei", size=self.em * 1.1, line=self.leading / (self.em * 1.1) * 1.12)

    @property
    def column(self) -> Voice:
        """专栏 label."""
        return Voice(face="hei-medium", size=self.em, line=1.5)

    @property
    def crosshead(self) -> Voice:
        """小标题: 10.5 pt in exactly two lines of the grid."""
        return Voice(face="hei-medium", size=self.em * 7 / 6, line=self.leading / (self.em * 7 / 6))

    @property
    def callout(self) -> Voice:
        """要点."""
        return Voice(face="hei", size=self.em * 0.94, line=self.leading / (self.em * 0.94))

    @property
    def literal(self) -> Voice:
        """原样文字: lines of code and the like."""
        return Voice(face="hei", size=self.em * 0.94, line=self.leading / (self.em * 0.94), fixed=True)

    @property
    def caption(self) -> Voice:
        """图片说明: 8 pt."""
        return Voice(face="kai", size=self.em * 0.89, line=self.leading / (self.em * 0.89) * 0.86)

    @property
    def table(self) -> Voice:
        """表格: 8 pt."""
        return Voice(face="hei", size=self.em * 0.89, line=self.leading / (self.em * 0.89))

    @property
    def note(self) -> Voice:
        """脚注."""
        return Voice(face="song", size=self.em * 0.84, line=self.leading / (self.em * 0.84))

    @property
    def poem(self) -> tuple[Voice, ...]:
        """诗, from the size wished for to the smallest."""
        return tuple(
            Voice(face="kai", size=self.em * share, line=self.leading / (self.em * share))
            for share in (1.17, 1.08, 1.0)
        )


def stylebook_for(form: PageFormat) -> Stylebook:
    """Return the shipped stylebook, scaled to a publication's body size."""
    return Stylebook(
        body=Voice(face="song", size=form.body, line=form.leading / form.body), leading=form.leading
    )
