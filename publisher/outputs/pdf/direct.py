"""The painter's side of directly painted text: a picture to each text box, and the fonts, tags and bytes of the file.

WeasyPrint asks for pictures by address and lets them draw themselves, and calls a finisher before it writes a file; these
two are all that is used of it here. It is pinned, and the tests hold what is relied on.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pydyf
import uharfbuzz as hb

from publisher.outputs.pdf.content import Mark
from publisher.outputs.pdf.structure import arrange

if TYPE_CHECKING:
    from publisher.outputs.pdf.settext import Font, SetText, Texts

#: CSS pixels to a point.
_PIXELS = 4 / 3
#: Most entries that a section of a character map may hold (Adobe Technical Note 5014).
_SECTION = 100


class DirectText:
    """The text of a document that is painted directly, and the glyphs of it that a file has shown so far."""

    def __init__(self, texts: Texts) -> None:
        self._fonts = texts.fonts
        self._pieces = texts.pieces
        self._used: defaultdict[str, set[int]] = defaultdict(set)
        #: What the painter finds under each address.
        self.pictures: dict[str, Any] = {
            address: _Picture(address, text, self._used) for address, text in texts.pieces.items()
        }

    def finish(self, _: object, pdf: pydyf.PDF) -> None:
        """Complete a file: the fonts of its text, its tags, and each stream compressed once."""
        fonts = _fonts_of(pdf)
        for font in self._fonts:
            if font.key in self._used:
                fonts[font.key] = _embed(pdf, font, self._used[font.key])
        self._used.clear()
        arrange(pdf, self._pieces)
        _compress(pdf)


class _Picture:
    """Some text as WeasyPrint knows pictures."""

    def __init__(self, address: str, text: SetText, used: defaultdict[str, set[int]]) -> None:
        self._address = address
        self._text = text
        self._used = used

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, float]:
        text = self._text
        return text.width * _PIXELS, text.height * _PIXELS, text.width / text.height

    def draw(self, stream: Any, _width: float, _height: float, style: Any) -> None:  # noqa: ANN401
        for key, numbers in self._text.glyphs.items():
            self._used[key] |= numbers
        stream.transform(a=_PIXELS, d=-_PIXELS)
        stream.set_color(style["color"])
        stream.set_color(style["color"], stroke=True)
        first, *others = (stretch for paragraph in self._text.paragraphs for stretch in paragraph)
        stream.stream.append(first.operators)
        for stretch in others:
            # The painter has begun what it takes for one figure, and ends what is begun last.
            stream.stream += [b"EMC", Mark(self._address, stretch.actual), stretch.operators]
        if (others or [first])[-1].actual:
            # What is read in place of glyphs ends where their font is known: the painter's own end comes too late for poppler.
            stream.stream += [b"EMC", b"/Artifact BMC"]


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:  # noqa: ANN401
    return pdf.objects[int(reference.split()[0])]


def _fonts_of(pdf: pydyf.PDF) -> dict[str, bytes]:
    """Return the dictionary of fonts that all pages share."""
    page = _object(pdf, pdf.page_references[0])
    fonts: dict[str, bytes] = _object(pdf, _object(pdf, page["Resources"])["Font"])
    return fonts


def _embed(pdf: pydyf.PDF, font: Font, used: set[int]) -> bytes:
    """Add a font with the glyphs that are used of it, and return its reference (PDF 32000-1, 9.7)."""
    program = font.program if len(used) == len(font.widths) else _reduced(font, used)
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
    name = pydyf.name(f"{tag}+{font.name}")
    cff = font.outlines == "CFF"
    extra = {"Subtype": "/OpenType"} if cff else {"Length1": len(program)}
    file = _add(pdf, pydyf.Stream([program], pydyf.Dictionary(extra), compress=True))
    descriptor = pydyf.Dictionary({
        "Type": "/FontDescriptor", "FontName": name, "Flags": 4,
        "FontBBox": pydyf.Array([0, font.descent, 1000, font.ascent]), "ItalicAngle": 0,
        "Ascent": font.ascent, "Descent": font.descent, "CapHeight": font.ascent, "StemV": 80,
        ("FontFile3" if cff else "FontFile2"): file,
    })  # fmt: skip
    identity = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    descendant = pydyf.Dictionary({
        "Type": "/Font", "Subtype": "/CIDFontType0" if cff else "/CIDFontType2", "BaseFont": name,
        "CIDSystemInfo": pydyf.Dictionary(identity), "DW": 1000, "W": _widths(font, used),
        "FontDescriptor": _add(pdf, descriptor),
        **({} if cff else {"CIDToGIDMap": "/Identity"}),
    })  # fmt: skip
    return _add(pdf, pydyf.Dictionary({
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H",
        "DescendantFonts": pydyf.Array([_add(pdf, descendant)]),
        "ToUnicode": _add(pdf, pydyf.Stream(list(_character_map(font, used)), compress=True)),
    }))  # fmt: skip


def _add(pdf: pydyf.PDF, item: pydyf.Object) -> bytes:
    pdf.add_object(item)
    reference: bytes = item.reference
    return reference


def _reduced(font: Font, used: set[int]) -> bytes:
    """Return a font's program with fewer glyphs under the same numbers."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(used)
    wanted.flags = hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.RETAIN_GIDS
    return bytes(hb.subset(hb.Face(font.program), wanted).blob.data)


def _widths(font: Font, used: set[int]) -> pydyf.Array:
    """Return the widths that are not an em."""
    widths = pydyf.Array()
    for number in sorted(used):
        if font.widths[number] != 1000:
            widths += [number, pydyf.Array([font.widths[number]])]
    return widths


def _character_map(font: Font, used: set[int]) -> list[str]:
    """Return the lines of the map from glyphs to the characters that they show."""
    entries = [
        f"<{number:04x}> <{font.texts[number].encode('utf-16-be').hex()}>"
        for number in sorted(used)
        if number in font.texts
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    for start in range(0, len(entries), _SECTION):
        section = entries[start : start + _SECTION]
        lines += [f"{len(section)} beginbfchar", *section, "endbfchar"]
    return [*lines, "endcmap CMapName currentdict /CMap defineresource pop end end"]


def _compress(pdf: pydyf.PDF) -> None:
    """Compress every stream now: left to itself the library does so twice, for the identifier and for the file."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.compress:
            data = b"\n".join(_bytes(part) for part in item.stream)
            item.stream, item.compress = [zlib.compress(data)], False
            item.extra["Filter"] = "/FlateDecode"


def _bytes(part: object) -> bytes:
    if isinstance(part, bytes):
        return part
    data: bytes = part.data if isinstance(part, pydyf.Object) else str(part).encode("ascii")
    return data
