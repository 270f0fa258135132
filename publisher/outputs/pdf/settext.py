"""Text as it is painted: what the parent hands to the painter's process, which has use for nothing else of the program."""

from __future__ import annotations

from typing import NamedTuple

#: The scheme of a text's address, as the painter calls for it.
SCHEME = "lines"
#: The scheme of a picture's address.
PICTURES = "picture"


class Glyph(NamedTuple):
    """A glyph of a face, by its number there, and by how many steps it is wider than the face has it."""

    number: int
    steps: int = 0


class Font(NamedTuple):
    """A font as a PDF embeds it, with nothing but the glyphs that are set. Widths in thousandths of an em.

    Attributes:
        key: the face's key, by which the operators of text call it.
        program: the font file; ``outlines`` tells its kind, ``CFF`` or ``glyf``.
        numbers: the number that each glyph of the face bears in this font.
        texts: the characters that each glyph of this font shows to who searches or copies.
    """

    key: str
    name: str
    program: bytes
    outlines: str
    ascent: int
    descent: int
    numbers: dict[Glyph, int]
    widths: dict[int, int]
    texts: dict[int, str]


class Tag(NamedTuple):
    """An element within a paragraph (PDF 32000-1, 14.8.4.4).

    Attributes:
        number: its own among those of its piece.
        language: the tag of its language, where that is another than the newspaper's.
    """

    kind: str
    number: int
    language: str = ""


class Stretch(NamedTuple):
    """A stretch of a paragraph.

    Attributes:
        tags: the elements that it stands in, the outermost first.
        actual: what it is read as, where its glyphs alone would say something else (PDF 32000-1, 14.9.4).
    """

    operators: bytes
    tags: tuple[Tag, ...] = ()
    actual: str = ""


class Link(NamedTuple):
    """A link's place on one line, in pt from the top left of its piece; ``number``: that of its tag, ``words``: all it says."""

    number: int
    href: str
    x: float
    y: float
    width: float
    height: float
    words: str


class SetText(NamedTuple):
    """A piece of text: its size in pt, operators with y upwards from the top left, and the glyphs set in each font.

    Attributes:
        paragraphs: each paragraph in stretches, or what stands of it here.
        links: the links in it, line by line.
        kind: what its paragraphs are, where the painter cannot know: ``LI`` or ``Note``.
        level: how many lists an item stands in besides its own.
        label: what is set before an item, its bullet or number; empty for a further paragraph of one.
        language: the tag of its language, where that is another than the newspaper's.
        story: whose text it is part of; ``rest``: it begins with the rest of the paragraph before it there.
        recurs: it stands on every page 报眉, and is no part of what is read.
        table: the article whose table it is a cell of; ``rest``: of a part that goes on with the table before it there.
        again: it is of the head that stands again over such a part.
    """

    width: float
    height: float
    paragraphs: tuple[tuple[Stretch, ...], ...]
    glyphs: dict[str, frozenset[int]]
    links: tuple[Link, ...] = ()
    kind: str = ""
    level: int = 0
    label: str = ""
    language: str = ""
    story: str = ""
    rest: bool = False
    recurs: bool = False
    table: str = ""
    again: bool = False

    @property
    def operators(self) -> bytes:
        """All that is painted."""
        return b"\n".join(stretch.operators for paragraph in self.paragraphs for stretch in paragraph)


class Texts(NamedTuple):
    """All text that is painted directly, by address, and the fonts it is set in."""

    pieces: dict[str, SetText]
    fonts: tuple[Font, ...]
