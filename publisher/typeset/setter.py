"""The setter 排字工: sets runs of text in the voices of a stylebook."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from publisher.model import Run, Runs
from publisher.text.languages import Variety, variety
from publisher.typeset.atoms import HALF, Atom, AtomKind, TextStyle, Typefaces, atomise, kern
from publisher.typeset.matter import Matter, matters
from publisher.typeset.parting import part_wide
from publisher.typeset.setting import Setting

if TYPE_CHECKING:
    from publisher.typeset.fonts import Face
    from publisher.typeset.lines import Line
    from publisher.typeset.stylebook import Stylebook, Voice
    from publisher.typeset.words import Relay, Words

_STRONG = {
    "song": "hei-medium",
    "kai": "hei-medium",
    "hei": "hei-bold",
    "hei-light": "hei-medium",
    "hei-medium": "hei-bold",
}
#: Paragraphs that are kept in memory with all that was measured of them.
_KEPT = 4096
#: A number in groups of three digits: 1 200, 3 000 000 (GB/T 15835-2011, section 5.1.1).
_GROUPS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_CODE = {ord(" "): "\u00a0"}
_FIXED = {**_CODE, ord("\u3000"): "\u00a0" * 2, ord("\t"): "\u00a0" * 4}
_INDENT = {Variety.HANS: 2.0, Variety.HANT: 2.0, Variety.JA: 1.0, Variety.EN: 1.2}


class Setter:
    """Sets text in one language with one set of faces.

    Attributes:
        words: which characters of the issue's text hang together.
        indent: of a paragraph's first line, in em (CLREQ: two characters).
    """

    def __init__(self, faces: Typefaces, stylebook: Stylebook, words: Words | Relay) -> None:
        self.faces = faces
        self.words = words
        self.book = stylebook
        self.language = faces.language
        self.indent = _INDENT[variety(faces.language)]
        # Make-up sets every paragraph in many measures.
        self._cut = lru_cache(maxsize=_KEPT)(self._atoms)
        self._measured = lru_cache(maxsize=_KEPT)(self._measure)

    def atoms(self, runs: Runs, voice: Voice) -> tuple[Atom, ...]:
        """Return the atoms of some runs."""
        return self._cut(runs, voice)

    def _measure(
        self, runs: Runs, voice: Voice, hyphenate: bool
    ) -> tuple[tuple[Atom, ...], tuple[Matter, ...]]:
        atoms = self._atoms(runs, voice, hyphenate=hyphenate)
        return atoms, matters(atoms)

    def _atoms(self, runs: Runs, voice: Voice, *, hyphenate: bool = False) -> tuple[Atom, ...]:
        marks = _marks_below(runs)
        pieces = [
            (_words(run, voice), self._style(run, voice)._replace(under=under))
            for run, under in zip(runs, marks, strict=True)
            if run.text
        ]
        return tuple(atomise(pieces, self.faces, hyphenate=hyphenate))

    def lines(
        self,
        runs: Runs | str,
        voice: Voice,
        measure: float,
        *,
        indent: float = 0.0,
        justify: bool = True,
        align: str = "left",
    ) -> tuple[Line, ...]:
        """Set runs in lines of a measure (pt); ``indent`` is in em of the voice."""
        return self.setting(runs, voice, measure, indent=indent, justify=justify, align=align).lines()

    def setting(
        self,
        runs: Runs | str,
        voice: Voice,
        measure: float,
        *,
        indent: float = 0.0,
        inset: float = 0.0,
        justify: bool = True,
        align: str = "left",
    ) -> Setting:
        """Return the setting of runs in a measure (pt) right of an ``inset`` (pt); ``indent`` is in em of the voice."""
        if isinstance(runs, str):
            runs = (Run(text=runs),)
        indent *= voice.size
        atoms, parts = self._measured(runs, voice, justify)
        # The first line of an indented paragraph is the narrowest, that of a hanging one the widest.
        narrowest = measure - max(indent, 0.0)
        if any(part.widest > narrowest for part in parts):
            parts = matters(part_wide(atoms, narrowest, measure, self.faces))
        return Setting(parts, measure, indent, inset, justify, align)

    def width(self, text: str, voice: Voice) -> float:
        """Return the width of some text on one line, in pt."""
        return self.runs_width((Run(text=text),), voice)

    def widest_word(self, text: str, voice: Voice) -> float:
        """Return the width in pt of the widest piece of some text that no line break parts."""
        widest = width = 0.0
        for atom in self.atoms((Run(text=text),), voice):
            width += atom.width if atom.kind != AtomKind.SPACE else 0.0
            widest = max(widest, width)
            if atom.penalty is not None:
                width = 0.0
        return widest

    def runs_width(self, runs: Runs, voice: Voice) -> float:
        """Return the width of some runs on one line, in pt."""
        atoms = self.atoms(runs, voice)
        return sum(atom.width for atom in atoms if atom.kind != AtomKind.NEWLINE) + sum(
            kern(this, after) for this, after in itertools.pairwise(atoms)
        )

    def _style(self, run: Run, voice: Voice) -> TextStyle:
        if self.faces.western and voice.face == "kai":
            voice = replace(voice, face="song")
        face = _STRONG.get(voice.face, voice.face) if run.strong else voice.face
        if run.code:
            face = "hei"
        size, shift = voice.size, 0.0
        if run.raised or run.note:
            size, shift = voice.size * 0.62, voice.size * 0.36
        elif run.lowered:
            size, shift = voice.size * 0.62, -voice.size * 0.14
        if self.faces.western and run.emphasis:
            face = "song-bold"
        dotted = run.emphasis and not self.faces.western
        if voice.fixed and not self.faces.metrics[face].has_form("a0", HALF):
            face = "spare"
        kind = "code" if run.code else "label" if run.label else ""
        return TextStyle(
            face,
            size,
            dotted,
            run.href or "",
            run.note or "",
            run.ruby or "",
            shift,
            fixed=voice.fixed,
            kind=kind,
            apart=run.apart,
        )


def _marks_below(runs: Runs) -> list[str]:
    """Return the mark 专名号, 书名号甲式 of each run: runs of one name share it, neighbouring names do not."""
    marks: list[str] = []
    for number, run in enumerate(runs):
        kind = "proper" if run.proper_name else "title" if run.book_title else ""
        before = runs[number - 1] if number else None
        # Two names that follow each other are two runs of one style; the runs of one name differ in style.
        goes_on = (
            before is not None
            and (before.proper_name, before.book_title) == (run.proper_name, run.book_title)
            and replace(before, text="") != replace(run, text="")
        )
        marks.append(marks[-1] if goes_on else f"{kind}-{number}" if kind else "")
    return marks


def _words(run: Run, voice: Voice) -> str:
    """Return the words of a run with the spaces that are fixed: those inside a number, and all of a literal.

    On a fixed pitch a wide space is two, a tab four.
    """
    if not run.code:
        return _GROUPS.sub(lambda number: number[0].translate(_CODE), run.text)
    return run.text.translate(_FIXED if voice.fixed else _CODE)


@lru_cache(maxsize=8)
def cached_typefaces(faces: tuple[Face, ...], language: str) -> Typefaces:
    """Return the typefaces for some faces; a process opens each font once, and remembers what it has measured."""
    return Typefaces({face.key: face for face in faces}, language)
