"""Atoms 排字单元: the smallest pieces that a line is made of, with their widths and the places where lines may break."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from publisher.text.languages import variety
from publisher.typeset.characters import (
    CLOSING,
    MIDDLE_DOTS,
    OPENING,
    STOPS,
    UNITS,
    is_mark,
    is_wide,
    joins_latin,
    may_part,
)
from publisher.typeset.fonts import FALLBACKS, Face, Metrics

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Space between Han and Latin 中西间距, in em (CLREQ: a quarter at most; newspapers set less).
AUTOSPACE = 0.125
#: Marks an atom that no installed face can show; it is not an OpenType feature.
MISSING = "missing"
#: Punctuation that is set full width between Han characters, and narrow in a language of the West.
_WESTERN = frozenset("“”‘’—–…·•")
#: Cost of breaking where it is allowed but not wished: inside a unit, an address, a hyphenated word.
RELUCTANT = 12.0
#: A Latin word of this many characters may be parted at its inner punctuation.
LONG_WORD = 16

_INNER = re.compile(r"(?<=[/?&=_.@#%:~+-])(?=[^/?&=_.@#%:~+-])")
_TOKENS = re.compile(
    r"\n|[ \t\u2000-\u200a\u202f\u205f]+|\u00a0+|[—⸺─]+|…+|[^ \t\n\u00a0\u2000-\u200a\u202f\u205f]"
)


class TextStyle(NamedTuple):
    """How a stretch of text is set: the face's key, the size in pt, and what is drawn with it."""

    face: str
    size: float
    emphasis: bool = False
    href: str = ""
    note: str = ""
    ruby: str = ""
    shift: float = 0.0


class AtomKind(IntEnum):
    """What an atom is; it decides where space may be added."""

    WIDE = 0
    LATIN = 1
    SPACE = 2
    NEWLINE = 3


class Atom(NamedTuple):
    """A piece of text that is never parted.

    Attributes:
        width: in pt, with all its white; ``left`` and ``right``: the parts of it that are removable white.
        penalty: the cost of a break after it, or None where there may be none.
        feature: the OpenType feature it is set with.
    """

    text: str
    style: TextStyle
    kind: AtomKind
    width: float
    left: float = 0.0
    right: float = 0.0
    penalty: float | None = None
    feature: str = ""


class Typefaces:
    """The faces of a run of the program, with their metrics, and every character that was set in each of them."""

    def __init__(self, faces: Mapping[str, Face], language: str) -> None:
        self.faces = dict(faces)
        self.language = language
        self.metrics = {key: Metrics(face, language) for key, face in faces.items()}
        #: Quotes and dashes are narrow, in the proportional forms of the face.
        self.western = not variety(language).han
        self._found: dict[tuple[str, str], str] = {}
        self._lacking: dict[str, bool] = {}

    def face_for(self, char: str, wished: str) -> str:
        """Return the face that has a character: the one wished for, else a fallback, else the one wished for."""
        key = (char, wished)
        face = self._found.get(key)
        if face is None:
            order = (wished, *FALLBACKS)
            face = next((name for name in order if self.metrics[name].has(char)), wished)
            self._found[key] = face
        return face

    def lacks(self, char: str) -> bool:
        """Tell whether no face at all has a glyph for a character."""
        lacking = self._lacking.get(char)
        if lacking is None:
            lacking = not char.isspace() and not any(metrics.has(char) for metrics in self.metrics.values())
            self._lacking[char] = lacking
        return lacking

    def white(self, char: str, face: str) -> tuple[float, float]:
        """Return the removable white left and right of a full-width mark, in em.

        Regional faces differ: the mainland's stops stand at the left, Taiwan's in the middle of their square.
        """
        metrics = self.metrics[face]
        if metrics.width(char) < 0.99:
            return 0.0, 0.0
        if char in OPENING:
            return 0.5, 0.0
        if char in CLOSING:
            return 0.0, 0.5
        if char in STOPS:
            centred = self.language.lower().startswith(("zh-hant", "zh-tw", "zh-hk"))
            return (0.25, 0.25) if centred else (0.0, 0.5)
        return 0.0, 0.0


def atomise(pieces: Iterable[tuple[str, TextStyle]], faces: Typefaces) -> list[Atom]:
    """Cut styled text into atoms and decide where lines may break.

    Args:
        pieces: text with its style, in order.
        faces: measures the text.
    """
    atoms = [atom for text, style in pieces for atom in _cut(text, style, faces)]
    for index in range(len(atoms) - 1):
        penalty = _penalty(atoms, index)
        if penalty != atoms[index].penalty:
            atoms[index] = atoms[index]._replace(penalty=penalty)
    return atoms


def part_wide(atoms: list[Atom], measure: float, faces: Typefaces) -> list[Atom]:
    """Part Latin words that are wider than a measure (pt) between any two characters: nothing may run out of its column."""
    if all(atom.width <= measure for atom in atoms):
        return atoms
    parted: list[Atom] = []
    for atom in atoms:
        if atom.kind != AtomKind.LATIN or atom.width <= measure:
            parted.append(atom)
            continue
        metrics = faces.metrics[atom.style.face]
        pieces = [
            atom._replace(
                text=cluster, width=metrics.width(cluster, atom.feature) * atom.style.size, penalty=RELUCTANT
            )
            for cluster in _graphemes(atom.text)
        ]
        parted += [*pieces[:-1], pieces[-1]._replace(penalty=atom.penalty)]
    return parted


def _graphemes(text: str) -> Iterator[str]:
    """Yield characters, each with the marks that join to it."""
    held = ""
    for char in text:
        if held and not unicodedata.combining(char):
            yield held
            held = ""
        held += char
    if held:
        yield held


def _cut(text: str, style: TextStyle, faces: Typefaces) -> Iterator[Atom]:
    if style.ruby:
        yield _ruby(text, style, faces)
        return
    word = ""
    for piece in _clusters(text):
        if _narrow(piece, style, faces):
            word += piece
            continue
        if word:
            yield from _latin(word, style, faces)
            word = ""
        yield _single(piece, style, faces)
    if word:
        yield from _latin(word, style, faces)


def _clusters(text: str) -> Iterator[str]:
    """Yield tokens with the combining marks, variation selectors and joiners that belong to them."""
    held = ""
    for match in _TOKENS.finditer(text):
        piece = match.group()
        extends = unicodedata.category(piece[0]) in {"Mn", "Me", "Mc"} or piece in "\u200d\ufe0e\ufe0f"
        if held and (extends or held.endswith("\u200d")) and not held.isspace():
            held += piece
            continue
        if held:
            yield held
        held = piece
    if held:
        yield held


def _narrow(piece: str, style: TextStyle, faces: Typefaces) -> bool:
    if piece.isspace():
        return piece[0] == "\u00a0"
    if faces.lacks(piece[0]):
        return False
    if faces.western and piece[0] in _WESTERN:
        return True
    return bool(style.note) or not is_wide(piece[0])


def _single(piece: str, style: TextStyle, faces: Typefaces) -> Atom:
    if piece == "\n":
        return Atom(piece, style, AtomKind.NEWLINE, 0.0)
    if faces.lacks(piece[0]):
        # Without a glyph its width is nobody's to know: an empty box one em wide stands for it.
        return Atom(piece, style, AtomKind.WIDE, style.size, penalty=0.0, feature=MISSING)
    face = faces.face_for(piece[0], style.face)
    # CLREQ, "Emphasis dots": none stands under a mark.
    style = style._replace(face=face, emphasis=style.emphasis and not is_mark(piece[0]))
    metrics = faces.metrics[face]
    if piece == "\u3000":
        return Atom(piece, style, AtomKind.SPACE, style.size, penalty=0.0)
    if piece.isspace():
        return Atom(
            " ", style, AtomKind.SPACE, max(0.22, min(0.3, metrics.width(" "))) * style.size, penalty=0.0
        )
    # By default Noto sets the dash and the middle dot to Latin widths; "fwid" gives the Chinese ones.
    full = (
        "fwid" if piece[0] in "—⸺─" or (piece in MIDDLE_DOTS and metrics.width(piece, "fwid") > 0.9) else ""
    )
    left, right = faces.white(piece, face) if len(piece) == 1 else (0.0, 0.0)
    width = metrics.width(piece, full) * style.size
    return Atom(piece, style, AtomKind.WIDE, width, left * style.size, right * style.size, 0.0, full)


def _latin(word: str, style: TextStyle, faces: Typefaces) -> Iterator[Atom]:
    face = faces.face_for(word[0], style.face)
    style = style._replace(face=face)
    long = len(word) > LONG_WORD or "://" in word
    parts = _INNER.split(word) if long else re.split(r"(?<=[^\W\d]-)(?=[^\W\d])", word)
    for index, part in enumerate(parts):
        for run, run_face in _by_face(part, style, faces):
            feature = "pwid" if faces.western else ""
            width = faces.metrics[run_face].width(run, feature) * style.size
            penalty = None if index == len(parts) - 1 else RELUCTANT
            here = style._replace(face=run_face)
            yield Atom(run, here, AtomKind.LATIN, width, penalty=penalty, feature=feature)


def _by_face(text: str, style: TextStyle, faces: Typefaces) -> Iterator[tuple[str, str]]:
    run, current = "", ""
    for char in text:
        # Marks that join to the letter before them stay in its face.
        face = current if current and unicodedata.combining(char) else faces.face_for(char, style.face)
        if run and face != current:
            yield run, current
            run = ""
        run, current = run + char, face
    if run:
        yield run, current


def _ruby(text: str, style: TextStyle, faces: Typefaces) -> Atom:
    """Make one atom of a base and its reading, wide enough for both."""
    face = faces.face_for(text[0], style.face) if text else style.face
    metrics = faces.metrics[face]
    width = max(metrics.width(text) * style.size, metrics.width(style.ruby) * style.size * 0.5)
    return Atom(text, style._replace(face=face), AtomKind.WIDE, width, penalty=0.0)


def _penalty(atoms: list[Atom], index: int) -> float | None:
    """Return the cost of a break after an atom, or None where it is forbidden."""
    this, after = atoms[index], atoms[index + 1]
    if AtomKind.NEWLINE in (this.kind, after.kind):
        return None
    if after.kind == AtomKind.SPACE or after.style.note:
        return None
    if this.kind == AtomKind.SPACE:
        return 0.0
    if this.kind == AtomKind.LATIN and after.kind == AtomKind.LATIN:
        return this.penalty
    if not may_part(this.text[-1], after.text[0]):
        return None
    return RELUCTANT if _inside_unit(atoms, index) else 0.0


def _inside_unit(atoms: list[Atom], index: int) -> bool:
    """Tell whether a break would part a unit of several characters behind a figure, such as 亿|元 in 143.5亿元."""
    return (
        index > 0
        and atoms[index].text in UNITS
        and atoms[index + 1].text in UNITS
        and atoms[index - 1].kind == AtomKind.LATIN
        and atoms[index - 1].text[-1].isdigit()
    )


def kern(this: Atom, after: Atom) -> float:
    """Return the space that belongs between two neighbours on a line, in pt; negative where marks are squeezed together.

    CLREQ, "Punctuation width adjustment": of two marks that meet, the white between them is halved; between Han and Latin
    stands ⅛ em.
    """
    if this.kind == AtomKind.WIDE and after.kind == AtomKind.WIDE:
        both_marks = (this.left or this.right) and (after.left or after.right)
        inner = this.right + after.left if both_marks else 0.0
        return -inner / 2 if this.right and after.left else -inner
    pair = {this.kind, after.kind}
    if pair == {AtomKind.WIDE, AtomKind.LATIN} and not after.style.note and not this.style.note:
        wide, latin = (this, after) if this.kind == AtomKind.WIDE else (after, this)
        touching = latin.text[0] if latin is after else latin.text[-1]
        if joins_latin(wide.text[-1 if wide is this else 0]) and touching.isalnum():
            return AUTOSPACE * wide.style.size
    return 0.0
