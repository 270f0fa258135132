"""Checking SVG pictures SVG 检查: nothing in them may run, reach outside, or grow without bound."""

from __future__ import annotations

import base64
import binascii
import io
import re
from contextlib import suppress
from typing import Any
from xml.parsers import expat

from PIL import Image as Pillow

from publisher.locale import say

_SVG = "http://www.w3.org/2000/svg"
#: The largest SVG file in bytes; drawings are far smaller, and every output must read them as XML.
MAX_BYTES = 20_000_000
_MAX_DEPTH = 200
_MAX_ELEMENTS = 200_000
#: How many elements may be drawn once all ``use`` elements have been followed.
_MAX_DRAWN = 1_000_000

_REFUSED = frozenset(
    {
        "script",
        "foreignobject",
        "handler",
        "listener",
        "iframe",
        "embed",
        "object",
        "audio",
        "video",
        "canvas",
        "link",
    }
)
_ANIMATIONS = frozenset({"animate", "set", "animatetransform", "animatemotion", "animatecolor"})
_EMBEDDED = re.compile(r"data:image/(png|jpeg|gif|webp);base64,", re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)\s*([a-z]*)\s*")
# CSS px in a unit (CSS Values 4, section 6.2).
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "in": 96.0,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
    "q": 96 / 101.6,
    "em": 16.0,
}


class SvgError(Exception):
    """An SVG picture that is refused; ``rule`` is I-002 (broken) or I-006 (not allowed)."""

    def __init__(self, rule: str, problem: str) -> None:
        super().__init__(problem)
        self.rule = rule


def inspect_svg(content: bytes) -> tuple[int, int, list[bytes]]:
    """Check an SVG picture; return its size in CSS px, from its width and height or its viewBox, and the pictures within.

    Raises:
        SvgError: it is not well-formed SVG, or has scripts, event handlers, outside references, foreign
            objects or entities.
    """
    if len(content) > MAX_BYTES:
        raise SvgError("I-006", say("文件过大", "the file is too large"))
    inspection = _Inspection()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = inspection.start
    parser.EndElementHandler = inspection.end
    parser.CharacterDataHandler = inspection.text
    parser.StartDoctypeDeclHandler = inspection.doctype
    parser.EntityDeclHandler = inspection.entity
    parser.ProcessingInstructionHandler = inspection.instruction
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        where = say(f"第 {error.lineno} 行", f"line {error.lineno}")
        raise SvgError("I-002", say(f"XML 有误，{where}", f"not well-formed XML, {where}")) from error
    except (ValueError, LookupError) as error:
        raise SvgError("I-002", say("编码不支持", "its encoding is not supported")) from error
    inspection.finish()
    return (*inspection.size, inspection.rasters)


def raster_width(content: bytes) -> int:
    """Return how many pixels wide a drawing would be, were it all as coarse as the coarsest picture within; 0 if there is none.

    Pictures that a ``transform`` may scale are passed over: how large they are shown is not known here.
    """
    inspection = _Inspection()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = inspection.start
    parser.EndElementHandler = inspection.end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, SvgError, ValueError, LookupError):
        return 0
    return round(min(inspection.widths, default=0))


def _forbid(chinese: str, english: str) -> SvgError:
    return SvgError("I-006", say(chinese, english))


class _Inspection:
    def __init__(self) -> None:
        self.size = (0, 0)
        #: The pictures within, as their files would be.
        self.rasters: list[bytes] = []
        #: For each of them that is shown at a known size: pixels for the width of the whole drawing.
        self.widths: list[float] = []
        self._span = 0.0
        self._turned: list[bool] = []
        self._open: list[str] = []
        self._style: list[str] = []
        self._elements = 0
        # For each id (and "" for the whole picture): its own elements, and the ids that it uses.
        self._own: dict[str, int] = {"": 0}
        self._uses: dict[str, list[str]] = {"": []}
        self._ids: list[str] = []

    def doctype(self, _name: str, _system: str | None, _public: str | None, internal: int) -> None:
        if internal:
            raise _forbid("DTD", "a DTD")

    def entity(self, *_declaration: Any) -> None:  # noqa: ANN401 - expat passes seven values of no use here
        raise _forbid("实体声明", "an entity")

    def instruction(self, target: str, _data: str) -> None:
        raise _forbid(f"处理指令 {target}", f"processing instruction {target}")

    def start(self, qualified: str, attributes: dict[str, str]) -> None:
        space, _, name = qualified.rpartition(" ")
        name = name.lower()
        self._elements += 1
        if not self._open:
            self._root(space, name, attributes)
        self._open.append(name)
        self._turned.append(
            "transform" in attributes or (name in {"svg", "symbol", "pattern"} and len(self._open) > 1)
        )
        if len(self._open) > _MAX_DEPTH or self._elements > _MAX_ELEMENTS:
            raise _forbid("元素太多或嵌套太深", "too many elements, or nested too deeply")
        if name in _REFUSED:
            raise _forbid(f"<{name}>", f"<{name}>")
        for attribute, value in attributes.items():
            self._attribute(name, attribute.rpartition(" ")[2].lower(), value)
        self._count(name, attributes)
        if name == "image" and self._span and not any(self._turned):
            self._measure(_pixels(attributes.get("width", "")))

    def end(self, _name: str) -> None:
        self._turned.pop()
        if self._open.pop() == "style":
            _refuse_css("".join(self._style))
            self._style.clear()
        self._ids.pop()

    def text(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self._style.append(data)

    def finish(self) -> None:
        drawn: dict[str, int] = {}
        for identifier in self._own:
            self._drawn(identifier, drawn)

    def _root(self, space: str, name: str, attributes: dict[str, str]) -> None:
        if name != "svg" or space != _SVG:
            raise SvgError("I-002", say("根元素不是 SVG 的 svg", "its root is not svg of the SVG namespace"))
        width, height = (_pixels(attributes.get(side, "")) for side in ("width", "height"))
        box = _view_box(attributes.get("viewBox", ""))
        if box and not (width and height):
            width = width or (height * box[0] / box[1] if height else box[0])
            height = height or width * box[1] / box[0]
        # CSS 2.1, section 10.3.2: a replaced element without any size of its own.
        width, height = width or 300.0, height or 150.0
        self._span = box[0] if box else width
        if not (0 < width <= 100_000 and 0 < height <= 100_000):
            raise SvgError("I-002", say("尺寸不可用", "its size is not usable"))
        self.size = max(1, round(width)), max(1, round(height))

    def _attribute(self, element: str, name: str, value: str) -> None:
        if name.startswith("on"):
            raise _forbid(f"事件 {name}", f"event handler {name}")
        if name == "base":
            raise _forbid("xml:base", "xml:base")
        if name in {"href", "src"}:
            _refuse_reference(value)
            self._raster(value.strip())
        if (
            element in _ANIMATIONS
            and name == "attributename"
            and value.strip().lower().rpartition(":")[2] == "href"
        ):
            raise _forbid("更改链接的动画", "an animation of a reference")
        _refuse_css(value)

    def _measure(self, shown: float) -> None:
        if shown and self.rasters:
            with suppress(Exception), Pillow.open(io.BytesIO(self.rasters[-1])) as image:
                # A pixel or two are a plain colour or a gradient, stretched on purpose.
                if min(image.size) > 2:
                    self.widths.append(image.width * self._span / shown)

    def _raster(self, reference: str) -> None:
        """Keep a picture that is written as a ``data:`` URL (RFC 2397)."""
        written = _EMBEDDED.match(reference)
        if not written:
            return
        try:
            # Programs break the lines of base64, and percent-encode its signs.
            plain = re.sub(
                r"%([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)), reference[written.end() :]
            )
            self.rasters.append(base64.b64decode(re.sub(r"\s+", "", plain), validate=True))
        except (binascii.Error, ValueError) as error:
            raise SvgError(
                "I-002", say("内嵌图片的 base64 有误", "the base64 of a picture within is broken")
            ) from error

    def _count(self, name: str, attributes: dict[str, str]) -> None:
        identifier = attributes.get("id", "")
        if identifier:
            self._own.setdefault(identifier, 0)
            self._uses.setdefault(identifier, [])
        self._ids.append(identifier)
        reference = next(
            (value for key, value in attributes.items() if key.rpartition(" ")[2] == "href"), ""
        ).strip()
        for owner in {"", *self._ids}:
            self._own[owner] += 1
            if name in {"use", "pattern", "lineargradient", "radialgradient"} and reference.startswith("#"):
                self._uses[owner].append(reference[1:])

    def _drawn(self, identifier: str, drawn: dict[str, int], depth: int = 0) -> int:
        if identifier not in self._own:
            return 0
        if identifier not in drawn:
            if depth > _MAX_DEPTH:
                raise _forbid("use 循环或嵌套太深", "use elements in a circle, or nested too deeply")
            drawn[identifier] = _MAX_DRAWN + 1  # met again before it is known, it contains itself
            drawn[identifier] = self._own[identifier] + sum(
                self._drawn(used, drawn, depth + 1) for used in self._uses[identifier]
            )
        if drawn[identifier] > _MAX_DRAWN:
            raise _forbid("use 循环，或展开后过大", "use elements in a circle, or too many")
        return drawn[identifier]


def _refuse_reference(value: str) -> None:
    reference = value.strip()
    if reference and not reference.startswith("#") and not _EMBEDDED.match(reference):
        raise _forbid(f"外部引用 {reference[:60]}", f"outside reference {reference[:60]}")


def _refuse_css(css: str) -> None:
    # CSS escapes could hide a url(); pictures drawn by a program have none.
    if "\\" in css and re.search(r"\\[0-9a-f]", css, re.IGNORECASE):
        raise _forbid("CSS 转义", "CSS escapes")
    if re.search(r"@import|expression\s*\(|javascript:", css, re.IGNORECASE):
        raise _forbid("@import 或脚本", "@import or script")
    for match in _URL.finditer(css):
        _refuse_reference(match[1])


def _pixels(text: str) -> float:
    match = _LENGTH.fullmatch(text.lower())
    return float(match[1]) * _PIXELS.get(match[2], 0.0) if match else 0.0


def _view_box(text: str) -> tuple[float, float] | None:
    try:
        _, _, width, height = (float(part) for part in text.replace(",", " ").split())
    except ValueError:
        return None
    return (width, height) if width > 0 and height > 0 else None
