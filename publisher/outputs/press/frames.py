"""Frames 框 on a page: what stands clipped to a rectangle, which is how the painter places pictures and drawings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from pikepdf import Dictionary, Name, Object, Stream

from publisher.outputs.press.geometry import IDENTITY, Matrix, matrix, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publisher.outputs.press.inks import Colour
    from publisher.outputs.press.streams import Operator

Box: TypeAlias = tuple[float, float, float, float]

#: A frame that is so much of the page is the page's own.
_PAGE = 0.98
#: Forms within forms that are looked into.
_DEEPEST = 8
_RECTANGLE = re.compile(rb"((?:[-+.\d]+\s+){4})re\s+W\*?\s+n\s*$")
_COLOURS = re.compile(rb"(?<!\S)((?:[-+.\d]+\s+){3})(?:rg|RG)(?!\S)")
_TEXT = re.compile(rb"(?<!\S)BT(?!\S)")
_NAMED = re.compile(rb"(/[^\s/<>\[\]()]+)\s+(gs|Do)(?!\S)")


@dataclass(slots=True)
class Frame:
    """What stands between ``q`` and ``Q`` with a rectangle to clip it.

    Attributes:
        begin: the operator that it begins at; ``body``: the first behind the clip; ``end``: behind its last one.
        box: the clip on the page, in pt: left, foot, right, head.
        placed: the matrix that holds at the body.
        translucent: something in it lets through what is below.
        texts: it bears text.
        colours: the flat screen colours in it.
        holds_frames: others stand within it.
    """

    begin: int
    body: int
    box: Box
    placed: Matrix
    end: int = -1
    translucent: bool = False
    texts: bool = False
    colours: set[Colour] = field(default_factory=set)
    holds_frames: bool = False


def frames(written: Sequence[Operator], resources: Object, media: Box) -> list[Frame]:
    """Return the frames on a page that are smaller than it, in the order in which they end."""
    reader = _Reader(resources, media)
    for at, operator in enumerate(written):
        reader.read(at, operator)
    return [item for item in reader.found if item.box[0] < item.box[2] and item.box[1] < item.box[3]]


class _Reader:
    """One way through a page's operators."""

    def __init__(self, resources: Object, media: Box) -> None:
        self._resources = resources
        self._media = media
        self._most = _PAGE * (media[2] - media[0]) * (media[3] - media[1])
        self._placed = IDENTITY
        self._saved: list[tuple[int, Matrix]] = []
        self._open: list[Frame] = []
        self._known: dict[str, Frame] = {}
        self.found: list[Frame] = []

    def read(self, at: int, operator: Operator) -> None:
        """Take an operator into account."""
        name = operator.name
        if name == b"q":
            self._saved.append((at, self._placed))
        elif name == b"Q":
            began, self._placed = self._saved.pop()
            while self._open and self._open[-1].begin == began:
                ended = self._open.pop()
                ended.end = at + 1
                self.found.append(ended)
        elif name == b"cm":
            self._placed = within(matrix(part.decode() for part in operator.operands), self._placed)
        elif name == b"":
            if self._saved and operator.operands[-1][-1:] == b"n":
                self._clipped(at, operator)
        elif self._open:
            self._note(operator)

    def _clipped(self, at: int, operator: Operator) -> None:
        """Begin a frame where a rectangle clips what follows, if it is smaller than the page."""
        clip = _RECTANGLE.search(operator.operands[-1][-120:])
        if not clip:
            return
        left, foot, right, head = _box(clip[1], self._placed)
        if (right - left) * (head - foot) >= self._most:
            return
        edges = self._media
        box = max(left, edges[0]), max(foot, edges[1]), min(right, edges[2]), min(head, edges[3])
        for outer in self._open:
            outer.holds_frames = True
        self._open.append(Frame(self._saved[-1][0], at + 1, box, self._placed))

    def _note(self, operator: Operator) -> None:
        name = operator.name
        if name == b"BT":
            for frame in self._open:
                frame.texts = True
        elif name in {b"rg", b"RG"}:
            red, green, blue = (float(part) for part in operator.operands)
            for frame in self._open:
                frame.colours.add((red, green, blue))
        elif name in {b"gs", b"Do"}:
            used = self._used(operator.operands[0].decode(), "/ExtGState" if name == b"gs" else "/XObject")
            for frame in self._open:
                frame.translucent |= used.translucent
                frame.texts |= used.texts
                frame.colours |= used.colours

    def _used(self, key: str, kind: str) -> Frame:
        """Return what a graphics state or a form contributes."""
        if key not in self._known:
            found = self._resources[kind][key]
            made = Frame(0, 0, self._media, IDENTITY, translucent=_lets_through(found))
            if found.get("/Subtype") == Name.Form:
                data = found.read_bytes()
                made.texts = _TEXT.search(data) is not None
                for colour in _COLOURS.finditer(data):
                    red, green, blue = map(float, colour[1].split())
                    made.colours.add((red, green, blue))
            self._known[key] = made
        return self._known[key]


def _lets_through(found: Object, depth: int = 0) -> bool:
    """Tell whether a graphics state, or what a form uses, shows what is below; pictures lose that by themselves."""
    if depth > _DEEPEST or found.get("/Subtype") == Name.Image:
        return False
    if not isinstance(found, Stream):
        masked = "/SMask" in found and found.SMask != Name.None_
        mixed = found.get("/BM", Name.Normal) != Name.Normal
        return masked or mixed or min(float(found.get(key, 1)) for key in ("/ca", "/CA")) < 1
    resources = found.get("/Resources", Dictionary())
    for name, operator in _NAMED.findall(found.read_bytes()):
        named = resources.get("/ExtGState" if operator == b"gs" else "/XObject", Dictionary())
        if name.decode() in named and _lets_through(named[name.decode()], depth + 1):
            return True
    return False


def _box(operands: bytes, placed: Matrix) -> Box:
    """Return the box on the page around a rectangle."""
    x, y, width, height = map(float, operands.split())
    corners = [
        within((1.0, 0.0, 0.0, 1.0, x + across, y + up), placed)[4:]
        for across in (0.0, width)
        for up in (0.0, height)
    ]
    across, up = zip(*corners, strict=True)
    return min(across), min(up), max(across), max(up)
