"""Fonts of a file with one page, cut down to what that page shows: the edition's fonts hold the characters of all pages."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import uharfbuzz as hb
from pikepdf import Dictionary, Name

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

_TOKEN = re.compile(
    rb"(?P<words><<.*?>>)|/(?P<font>[^\s/<>\[\]()]+)\s+[-+.\d]+\s+Tf(?!\S)|<(?P<codes>[0-9A-Fa-f\s]*)>"
    rb"|(?<!\S)(?P<state>[qQ])(?!\S)|(?P<other>\()",
    re.DOTALL,
)
_ENTRY = re.compile(rb"<([0-9a-fA-F]{4})>\s*<[0-9a-fA-F]+>\s*\n")
_SECTION = re.compile(rb"\d+ beginbfchar\s*\n(.*?)endbfchar\s*\n", re.DOTALL)
#: The most entries of a section of a character map.
_ENTRIES = 100


@dataclass(slots=True)
class _Used:
    """The fonts of a file by their object numbers, and the codes that are shown of each; ``unknown``: some could not be told."""

    fonts: dict[int, Object] = field(default_factory=dict)
    codes: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    seen: set[int] = field(default_factory=set)
    unknown: bool = False


def reduce_fonts(pdf: Pdf) -> None:
    """Take out of a file's fonts the glyphs that none of its pages shows; those that stay keep their numbers."""
    used = _Used()
    for page in pdf.pages:
        for found in page.obj.Resources.get("/XObject", Dictionary()).values():
            _look(found, used)
    if used.unknown:
        return
    composite = {
        number: font.DescendantFonts[0]
        for number, font in used.fonts.items()
        if font.get("/Encoding") == Name("/Identity-H")
    }
    # Fonts may share a program, which must then keep what any of them shows.
    shown: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for number, descendant in composite.items():
        for key in _programs(descendant):
            shown[descendant.FontDescriptor[key].objgen] |= used.codes[number]
    for number, descendant in composite.items():
        for key in _programs(descendant):
            _reduce(used.fonts[number], descendant, key, shown[descendant.FontDescriptor[key].objgen])


def _programs(descendant: Object) -> list[str]:
    """Return the keys of a font's program."""
    return [key for key in ("/FontFile2", "/FontFile3") if key in descendant.FontDescriptor]


def _look(stream: Object, used: _Used) -> None:
    """Look through a form or pattern, and what it draws, for the codes of its text."""
    if stream.get("/Subtype") == Name.Image or stream.objgen[0] in used.seen:
        return
    used.seen.add(stream.objgen[0])
    resources = stream.get("/Resources", Dictionary())
    _note(stream.read_bytes(), resources.get("/Font", Dictionary()), used)
    for kind in ("/XObject", "/Pattern"):
        for found in resources.get(kind, Dictionary()).values():
            if kind == "/XObject" or int(found.PatternType) == 1:
                _look(found, used)


def _note(content: bytes, fonts: Object, used: _Used) -> None:
    """Note the codes that content shows of each font."""
    font, saved = 0, []
    for token in _TOKEN.finditer(content):
        if token["font"]:
            found = fonts["/" + token["font"].decode()]
            font = found.objgen[0]
            used.fonts[font] = found
        elif token["codes"] is not None:
            used.unknown |= not font
            digits = b"".join(token["codes"].split())
            used.codes[font].update(int(digits[at : at + 4], 16) for at in range(0, len(digits), 4))
        elif token["state"] == b"q":
            saved.append(font)
        elif token["state"] == b"Q":
            font = saved.pop() if saved else 0
        elif token["other"]:
            used.unknown = True


def _reduce(font: Object, descendant: Object, key: str, codes: set[int]) -> None:
    """Cut down one font, and name it by what is left of it (PDF 32000-1, 9.6.4: a tag of six letters)."""
    descriptor = descendant.FontDescriptor
    wanted = hb.SubsetInput()
    wanted.glyph_set.update({0, *codes})
    wanted.flags = hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.RETAIN_GIDS
    program = bytes(hb.subset(hb.Face(descriptor[key].read_bytes()), wanted).blob.data)
    descriptor[key].write(program)
    if "/Length1" in descriptor[key]:
        descriptor[key].Length1 = len(program)
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
    name = Name(f"/{tag}+{str(font.BaseFont).rpartition('+')[2].lstrip('/')}")
    font.BaseFont = descendant.BaseFont = descriptor.FontName = name
    if "/ToUnicode" in font:
        font.ToUnicode.write(_fewer(font.ToUnicode.read_bytes(), codes))


def _fewer(characters: bytes, codes: set[int]) -> bytes:
    """Return a map from codes to characters with no others than these."""
    kept = [
        entry[0]
        for section in _SECTION.finditer(characters)
        for entry in _ENTRY.finditer(section[1])
        if int(entry[1], 16) in codes
    ]
    sections = [kept[at : at + _ENTRIES] for at in range(0, len(kept), _ENTRIES)]
    written = b"".join(b"%d beginbfchar\n%sendbfchar\n" % (len(part), b"".join(part)) for part in sections)
    first = _SECTION.search(characters)
    if not first:
        return characters
    return characters[: first.start()] + written + _SECTION.sub(b"", characters[first.start() :])
