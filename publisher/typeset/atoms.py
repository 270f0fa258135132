"""Atoms 排字单元: the smallest pieces that a line is made of, with their widths and the places where lines may break."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from enum import IntEnum
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from publisher.text.languages import variety
from publisher.typeset.characters import (
    CLOSING,
    LONG_MARKS,
    MIDDLE_DOTS,
    OPENING,
    STOPS,
    extends,
    is_mark,
    is_wide,
    joins_latin,
    may_part,
)
from publisher.typeset.fonts import FALLBACKS, Face, Metrics
from publisher.typeset.opportunities import Joint, held_together, joints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: Space between Han and Latin 中西间距, in em (CLREQ: a quarter at most; newspapers set less).
AUTOSPACE = 0.125
#: The size of a reading 注音, in em of the text below it. Half an em (JLREQ, 3.3.3) does not find room at a daily's leading.
READING = 0.42
#: Marks an atom that no installed face can show; it is not an OpenType feature.
MISSING = "missing"
#: The OpenType feature of letters half an em wide.
HALF = "hwid"
#: Punctuation that is set full width between Han characters, and narrow in a language of the West.
_WESTERN = frozenset("“”‘’—–…·•")
#: The width of a hyphen that is drawn, with the white before it, in em.
_HYPHEN = 0.34

_TOKENS = re.compile(
    r"\n|[ \t\u2000-\u200a\u202f\u205f]+|\u00a0+|[—⸺─]+|[…‥]+|[^ \t\n\u00a0\u2000-\u200a\u202f\u205f]"
)


class TextStyle(NamedTuple):
    """How a stretch of text is set: the face's key, the size in pt, and what is drawn with it.

    ``under`` is a mark below the whole of a name or a title: its kind and its number in the paragraph, ``proper-3``.
    ``fixed``: letters and spaces of the West are half an em wide, and nothing is squeezed or spaced.
    ``kind``: what it is besides text: ``code``, or the ``label`` of a note.
    ``apart``: its characters stand an em apart, and on one line.
    """

    face: str
    size: float
    emphasis: bool = False
    href: str = ""
    note: str = ""
    ruby: str = ""
    shift: float = 0.0
    under: str = ""
    fixed: bool = False
    kind: str = ""
    apart: bool = False


class AtomKind(IntEnum):
    """What an atom is; it decides where space may be added."""

    WIDE = 0
    LATIN = 1
    SPACE = 2
    NEWLINE = 3


_WIDE, _LATIN, _SPACE, _NEWLINE = AtomKind


class Atom(NamedTuple):
    """A piece of text that is never parted.

    Attributes:
        width: in pt, with all its white; ``left`` and ``right``: the parts of it that are removable white.
        penalty: the cost of a break after it, or None where there may be none.
        feature: the OpenType feature it is set with.
        hyphen: the width in pt of the hyphen that is drawn where a line ends behind it, 0 where none is.
        lead: how much wider it is at a line's start than behind the letter that it is kerned to, in pt.
        inset: the white left and right of a text that is narrower than its reading, in pt; it is not removable.
    """

    text: str
    style: TextStyle
    kind: AtomKind
    width: float
    left: float = 0.0
    right: float = 0.0
    penalty: float | None = None
    feature: str = ""
    hyphen: float = 0.0
    lead: float = 0.0
    inset: float = 0.0


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
        #: Pieces of text that have been cut in a style: their atom, None for a part of a Latin word.
        self.known: defaultdict[TextStyle, dict[str, Atom | None]] = defaultdict(dict)

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


def atomise(
    pieces: Iterable[tuple[str, TextStyle]], faces: Typefaces, *, hyphenate: bool = False
) -> list[Atom]:
    """Cut styled text into atoms and decide where lines may break.

    Args:
        pieces: text with its style, in order.
        faces: measures the text.
        hyphenate: Latin words may be parted with a hyphen that is drawn, and not part of the text.
    """
    atoms = [atom for text, style in pieces for atom in _cut(text, style, faces, hyphenate=hyphenate)]
    costs = [_penalty(this, after) for this, after in pairwise(atoms)]
    held = held_together("".join([atom.text for atom in atoms]))
    if held:
        ends = {end: index for index, end in enumerate(accumulate(len(atom.text) for atom in atoms))}
        for place, cost in held.items():
            index = ends.get(place, len(costs))
            if index < len(costs) and costs[index] is not None:
                costs[index] = cost
    for index, cost in enumerate(costs):
        if cost != atoms[index].penalty:
            atoms[index] = atoms[index]._replace(penalty=cost)
    return atoms


def graphemes(text: str) -> Iterator[int]:
    """Yield where characters begin that are not joined to the one before."""
    return (index for index, char in enumerate(text) if index and not unicodedata.combining(char))


def _cut(text: str, style: TextStyle, faces: Typefaces, *, hyphenate: bool) -> Iterator[Atom]:
    if style.ruby:
        yield _ruby(text, style, faces)
        return
    known = faces.known[style]
    pieces = _clusters(text)
    for piece in set(pieces) - known.keys():
        known[piece] = None if _narrow(piece, style, faces) else single_atom(piece, style, faces)
    word = ""
    for piece, atom in zip(pieces, map(known.__getitem__, pieces), strict=True):
        if atom is None:
            word += piece
            continue
        if word:
            yield from _latin(word, style, faces, hyphenate=hyphenate)
            word = ""
        yield atom
    if word:
        yield from _latin(word, style, faces, hyphenate=hyphenate)


def _clusters(text: str) -> list[str]:
    """Return tokens with the combining marks, variation selectors and joiners that belong to them."""
    pieces: list[str] = _TOKENS.findall(text)
    plain = "\u200d" not in text and not any(map(extends, set(text)))
    return pieces if plain else list(_joined(pieces))


def _joined(pieces: list[str]) -> Iterator[str]:
    held = ""
    for piece in pieces:
        if held and (extends(piece[0]) or held[-1] == "\u200d") and not held.isspace():
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


def single_atom(piece: str, style: TextStyle, faces: Typefaces) -> Atom:
    """Make one atom of a character, of a space or of a row of marks that is one sign."""
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
        return Atom(" ", style, AtomKind.SPACE, metrics.width(" ") * style.size, penalty=0.0)
    # By default Noto sets the dash and the middle dot to Latin widths; "fwid" gives the Chinese ones.
    full = (
        "fwid" if piece[0] in "—⸺─" or (piece in MIDDLE_DOTS and metrics.width(piece, "fwid") > 0.9) else ""
    )
    left, right = faces.white(piece, face) if len(piece) == 1 else (0.0, 0.0)
    width = metrics.width(piece, full) * style.size
    return Atom(piece, style, AtomKind.WIDE, width, left * style.size, right * style.size, 0.0, full)


def _latin(word: str, style: TextStyle, faces: Typefaces, *, hyphenate: bool) -> Iterator[Atom]:
    face = faces.face_for(word[0], style.face)
    style = style._replace(face=face)
    anywhere = dict.fromkeys(graphemes(word), Joint(0.0)) if style.fixed else None
    places = anywhere or joints(word, faces.language, hyphenate=hyphenate)
    begin = 0
    for run, run_face in _by_face(word, style, faces):
        inner = {place - begin: joint for place, joint in places.items() if begin < place < begin + len(run)}
        *most, last = latin_pieces(run, inner, style._replace(face=run_face), faces)
        yield from most
        begin += len(run)
        following = places.get(begin)
        yield last._replace(penalty=following.cost) if following else last


def latin_pieces(run: str, places: Mapping[int, Joint], style: TextStyle, faces: Typefaces) -> Iterator[Atom]:
    """Part a run of one face; the pieces are as wide together as the whole, letters kerned across their joints."""
    metrics = faces.metrics[style.face]
    feature = HALF if style.fixed else "pwid" if faces.western else ""
    start, before = 0, 0.0
    for end in (*sorted(places), len(run)):
        reached = metrics.width(run[:end], feature)
        width = reached - before
        lead = metrics.width(run[start:end], feature) - width if start else 0.0
        joint = places.get(end)
        yield Atom(
            run[start:end],
            style,
            AtomKind.LATIN,
            width * style.size,
            penalty=joint.cost if joint else None,
            feature=feature,
            hyphen=_HYPHEN * style.size if joint and joint.hyphen else 0.0,
            lead=lead * style.size,
        )
        start, before = end, reached


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
    width = metrics.width(text) * style.size
    inset = max(metrics.width(style.ruby) * style.size * READING - width, 0.0) / 2
    return Atom(text, style._replace(face=face), AtomKind.WIDE, width + 2 * inset, penalty=0.0, inset=inset)


def _penalty(this: Atom, after: Atom) -> float | None:
    """Return the cost of a break between two atoms, or None where it is forbidden."""
    kind, following = this.kind, after.kind
    if kind == following == _LATIN:
        return None if after.style.note else this.penalty
    if _NEWLINE in (kind, following) or following == _SPACE or after.style.note:
        return None
    if kind == _SPACE:
        # A dash between two spaces ends a line; it does not begin one.
        return None if after.text[0] in LONG_MARKS else 0.0
    if this.style.apart and after.style.apart:
        return None
    return 0.0 if may_part(this.text[-1], after.text[0]) else None


def kern(this: Atom, after: Atom) -> float:
    """Return the space that belongs between two neighbours on a line, in pt; negative where marks are squeezed together.

    CLREQ, "Punctuation width adjustment": of two marks that meet, the white between them is halved; between Han and Latin
    stands ⅛ em.
    """
    if this.style.fixed:
        return 0.0
    if this.style.apart and after.style.apart:
        return this.style.size
    if this.kind == after.kind == _WIDE:
        both_marks = (this.left or this.right) and (after.left or after.right)
        inner = this.right + after.left if both_marks else 0.0
        return -inner / 2 if this.right and after.left else -inner
    if this.kind + after.kind == _WIDE + _LATIN and not after.style.note and not this.style.note:
        wide, latin = (this, after) if this.kind == _WIDE else (after, this)
        touching = latin.text[0] if latin is after else latin.text[-1]
        if joins_latin(wide.text[-1 if wide is this else 0]) and touching.isalnum():
            return AUTOSPACE * wide.style.size
    return 0.0
