"""Glyphs 字形: what a face sets for some text, and the font that holds just these glyphs."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

from publisher.outputs.pdf.settext import Font, Glyph
from publisher.outputs.pdf.widening import widen
from publisher.typeset.atoms import AUTOSPACE
from publisher.typeset.fonts import FALLBACKS, UNJOINED, cannot_be_cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from publisher.typeset.fonts import Face

#: By so much of an em is a glyph wider with every step, so that white is mostly one step and nothing more.
STEP = AUTOSPACE
#: From this on, in em, readers take white for a space: poppler, pdfminer.six and PDF.js from a tenth.
_SEEN = 0.09
#: White between two stretches that is wider, in em, is none of a line's own, and seen on purpose.
_OWN = 0.59
#: White behind each character spreads a line or a name, and stands for nothing; but no glyph is wider by more steps than these.
_MOST_STEPS = 16
#: Tables that only those need who break lines; a PDF names glyphs by number.
_UNPRINTED = ("cmap", "BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "VORG", "vhea", "vmtx")


#: What a glyph shows that is never set but together with others, which say in its place what they show (ISO 19005-3, 6.2.11.7.2).
_UNSEEN = "\u034f"


class Steps(NamedTuple):
    """By how many steps glyphs are wider than the face has them: all but the last of some text, and the last."""

    inner: int = 0
    last: int = 0


_NATURAL = Steps()


def steps(size: float, spacing: float, behind: float) -> Steps:
    """Return how much of the white behind glyphs they take into their width, lest it be read as a space.

    Args:
        size: of the type, in pt.
        spacing: behind each glyph, in pt.
        behind: behind the last one besides, in pt.
    """
    last = spacing + behind if behind <= _OWN * size else 0.0
    return Steps(*(_steps(white / size) for white in (spacing, last)))


def _steps(white: float) -> int:
    """Return the least steps that leave so little of some white, in em, that nobody sees it."""
    least = math.ceil((white - _SEEN) / STEP)
    return min(max(least, 0), _MOST_STEPS)


class Shaped(NamedTuple):
    """Some text as glyphs of a face.

    Attributes:
        shown: the characters that each glyph shows.
        width: of all of it, in em, as the face has it.
        moves: how far each glyph is moved to the left from where it would stand, and what comes behind the last one, in
            thousandths of an em; nothing where all stand as the face has them.
        rises: how far each glyph stands above the line, in em; nothing where all stand on it.
    """

    glyphs: tuple[Glyph, ...]
    shown: tuple[str, ...]
    width: float
    moves: tuple[float, ...] = ()
    rises: tuple[float, ...] = ()


class Shaper:
    """Shapes text in the faces of an issue and remembers which glyphs were set."""

    def __init__(self, faces: Iterable[Face], language: str) -> None:
        self._paths = {face.key: face.path for face in faces}
        self._faces = {face.key: hb.Face(hb.Blob.from_file_path(face.path), face.index) for face in faces}
        self._fonts = {key: hb.Font(face) for key, face in self._faces.items()}
        #: The tag of the newspaper's language.
        self.language = language
        self._shaped: dict[tuple[str, str, str, Steps], Shaped] = {}
        self._texts: defaultdict[str, dict[Glyph, str]] = defaultdict(dict)
        self._widths: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def shape(self, text: str, face: str, feature: str, wider: Steps = _NATURAL) -> Shaped:
        """Return some text in a face, without ligatures, with an OpenType feature if one is named.

        Args:
            text: the text.
            face: the face's key.
            feature: the OpenType features it is set with, parted by spaces.
            wider: how much wider than the face has them its glyphs are.
        """
        key = (text, face, feature, wider)
        shaped = self._shaped.get(key)
        if shaped is None:
            shaped = self._shaped[key] = _widened(self._shape(text, face, feature), wider)
            texts = self._texts[face]
            alone = all(shaped.shown)
            for glyph, shown in zip(shaped.glyphs, shaped.shown, strict=True):
                # What several glyphs show together says nothing of what each of them shows alone.
                texts[glyph] = texts.get(glyph) or (shown if alone else "")
        return shaped

    def baseline(self, face: str, size: float, line_height: float) -> float:
        """Return how far below the top of a line its letters stand, in pt: the white of the line is shared above and below."""
        ascent, descent = self._extents(face)
        return (line_height + (ascent + descent) * size) / 2

    def by_face(self, text: str, wished: str) -> Iterator[tuple[str, str]]:
        """Yield the stretches of a text that one face has, each with that face; what none has, by itself in the one wished for."""
        order = (wished, *(key for key in FALLBACKS if key in self._fonts))
        for found, group in groupby(
            text, key=lambda char: next((face for face in order if self.has(char, face)), "")
        ):
            if found:
                yield found, "".join(group)
            else:
                yield from ((wished, char) for char in group)

    def has(self, text: str, face: str) -> bool:
        """Tell whether a face has a glyph for every character."""
        font = self._fonts[face]
        return all(font.get_nominal_glyph(ord(char)) for char in text)

    def shows(self, face: str, shaped: Shaped) -> bool:
        """Tell whether each glyph shows the characters that it shows wherever it is set in a face."""
        texts = self._texts[face]
        return all(shaped.shown) and tuple(map(texts.__getitem__, shaped.glyphs)) == shaped.shown

    def fonts(self) -> tuple[Font, ...]:
        """Return a font for each face in which something was shaped; same input, same bytes.

        Raises:
            PublishError: T-004, a face's file is damaged.
        """
        return tuple(self._font(key, texts) for key, texts in sorted(self._texts.items()))

    def _shape(self, text: str, face: str, feature: str) -> Shaped:
        buffer = self._buffer(text, face, feature)
        if any(info.codepoint == 0 for info in buffer.glyph_infos):
            # A mark that the face lacks leaves its letter bare: a PDF for archives has no .notdef (ISO 19005-3, 6.2.11.8).
            kept = "".join(char for char in text if self.has(char, face)) or " "
            bare = self._shape(kept, face, feature)
            return bare._replace(shown=("",) * len(bare.glyphs))
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        glyphs = tuple(Glyph(info.codepoint) for info in infos)
        shown = _shown(text, [info.cluster for info in infos])
        natural = [self._width(face, glyph.number) for glyph in glyphs]
        advances = [at.x_advance for at in positions]
        offsets = [at.x_offset for at in positions]
        upem = self._faces[face].upem
        width = sum(advances) / upem
        if natural == advances and not any(offsets) and not any(at.y_offset for at in positions):
            return Shaped(glyphs, shown, width)
        scale = 1000 / upem
        surplus = [0, *(width - advance for width, advance in zip(natural, advances, strict=True))]
        behind = [0, *offsets]
        moves = [
            (more + before - offset) * scale
            for more, before, offset in zip(surplus, behind, [*offsets, 0], strict=True)
        ]
        rises = tuple(at.y_offset / upem for at in positions)
        return Shaped(glyphs, shown, width, tuple(moves), rises if any(rises) else ())

    def _buffer(self, text: str, face: str, feature: str) -> hb.Buffer:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.language = self.language
        # Joiners and selectors that do nothing here have no glyph either: it would be one without a character.
        buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        hb.shape(self._fonts[face], buffer, {**UNJOINED, **dict.fromkeys(feature.split(), True)})
        return buffer

    def _width(self, face: str, number: int) -> int:
        widths = self._widths[face]
        if number not in widths:
            widths[number] = self._fonts[face].get_glyph_h_advance(number)
        return widths[number]

    def _extents(self, face: str) -> tuple[float, float]:
        extents = self._fonts[face].get_font_extents("ltr")
        upem = self._faces[face].upem
        return extents.ascender / upem, extents.descender / upem

    def _font(self, key: str, texts: dict[Glyph, str]) -> Font:
        face = self._faces[key]
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyph.number for glyph in texts)
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _UNPRINTED)
        # Readers look a CID up in the charset: it must be the identity.
        # Without subroutines, which a few glyphs of many share, a program is smaller once it is compressed.
        wanted.flags = (
            hb.SubsetFlags.CFF_IDENTITY_CHARSET
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.DESUBROUTINIZE
        )
        try:
            plan = hb.SubsetPlan(face, wanted)
            program = bytes(plan.execute().blob.data)
        except RuntimeError as error:
            raise cannot_be_cut(self._paths[key]) from error
        kept = dict(plan.old_to_new_glyph_mapping)
        numbers = {glyph: kept[glyph.number] for glyph in texts}
        step = round(face.upem * STEP)
        if any(glyph.steps for glyph in texts):
            wider = {(numbers[glyph], glyph.steps) for glyph in texts if glyph.steps}
            program, places = widen(program, wider, step)
            numbers = {glyph: places[number, glyph.steps] for glyph, number in numbers.items()}
        ordered = sorted(numbers.items(), key=lambda item: item[1])
        ascent, descent = self._extents(key)
        scale = 1000 / face.upem
        return Font(
            key=key,
            name=face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or key,
            program=program,
            outlines="CFF" if "CFF " in face.table_tags else "glyf",
            ascent=round(ascent * 1000),
            descent=round(descent * 1000),
            numbers=numbers,
            widths={
                new: round((self._widths[key][glyph.number] + glyph.steps * step) * scale)
                for glyph, new in ordered
            },
            texts={new: texts[glyph] or _UNSEEN for glyph, new in ordered},
        )


def _widened(shaped: Shaped, wider: Steps) -> Shaped:
    if not shaped.glyphs or not any(wider):
        return shaped
    *most, last = shaped.glyphs
    glyphs = (*(glyph._replace(steps=wider.inner) for glyph in most), last._replace(steps=wider.last))
    return shaped._replace(glyphs=glyphs)


def _shown(text: str, clusters: list[int]) -> tuple[str, ...]:
    """Return the characters that each glyph of some text shows; of several that show a character together the first bears it.

    A space that does not break is a space: one glyph shows both.
    """
    text = text.replace("\u00a0", " ")
    if clusters == list(range(len(text))):
        return tuple(text)
    if not clusters:
        return ()
    starts = sorted(set(clusters))
    # What has no glyph of its own belongs to the glyph before it, and at the beginning to the first.
    held = dict(zip(starts, pairwise([0, *starts[1:], len(text)]), strict=True))
    return tuple(
        "" if index and clusters[index - 1] == start else text[slice(*held[start])]
        for index, start in enumerate(clusters)
    )
