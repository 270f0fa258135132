"""Grey drawings 灰度: the colours of an SVG and of a palette, as e-ink shows them.

A colour becomes the grey of its luma (ITU-R BT.601, section 2.5.1), as it does where a photograph is made grey. A drawing
stays a drawing, sharp at any size.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
from typing import TYPE_CHECKING

from PIL import Image as Pillow
from PIL import ImageColor

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET

_SVG = "{http://www.w3.org/2000/svg}"
_LINKS = ("href", "{http://www.w3.org/1999/xlink}href")
#: Attributes and properties that hold colours (SVG 2, section 13; CSS Color 4).
_COLOURED = ("fill", "stroke", "stop-color", "flood-color", "lighting-color", "solid-color", "color")
#: Where an animation names the colours between which it goes, if what it moves is one of the above.
_ANIMATED = ("from", "to", "by", "values")
_DECLARED = re.compile(
    rf"(?<![\w-])((?:{'|'.join(_COLOURED)}|background(?:-color)?)\s*:)([^;{{}}]*)", re.IGNORECASE
)
#: A colour as numbers, by a function of red, green and blue or of hue, or by its name; an address is none.
_COLOUR = re.compile(
    r"url\([^)]*\)|#[0-9a-f]{3,8}\b|(?P<function>rgb|hsl)a?\((?P<parts>[^)]*)\)|(?<![\w#-])[a-z]+(?![\w(-])",
    re.IGNORECASE,
)
#: Functions of other colour spaces, which are left to the reading system to make grey.
_OTHER_SPACE = re.compile(
    r"\b(hwb|lab|lch|oklab|oklch|color|color-mix|icc-color|device-cmyk)\(", re.IGNORECASE
)
_RASTER = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,", re.IGNORECASE)


def gray_drawing(root: ET.Element) -> None:
    """Make the colours of a drawing grey, in place: attributes, styles, style sheets, and pictures that it holds."""
    strange = False
    for element in root.iter():
        if element.tag == f"{_SVG}style" and element.text:
            strange = strange or bool(_OTHER_SPACE.search(element.text))
            element.text = _declared(element.text)
        moved = element.get("attributeName", "")
        for key, value in element.attrib.items():
            if key in _COLOURED or (key in _ANIMATED and moved in _COLOURED):
                strange = strange or bool(_OTHER_SPACE.search(value))
                element.set(key, _gray_words(value))
            elif key == "style":
                strange = strange or bool(_OTHER_SPACE.search(value))
                element.set(key, _declared(value))
            elif key in _LINKS:
                element.set(key, _gray_raster(value))
    if strange:
        root.set("style", f"{root.get('style', '').rstrip('; ')};filter:grayscale(1)".lstrip(";"))


def gray_inks(picture: Pillow.Image) -> Pillow.Image:
    """Make a palette grey, in place; the picture keeps its depth, its packing and its clear ink."""
    levels = picture.getpalette("RGB") or []
    inks = (_luma(*levels[at : at + 3]) for at in range(0, len(levels), 3))
    picture.putpalette([level for ink in inks for level in (ink, ink, ink)])
    return picture


def _luma(red: int, green: int, blue: int) -> int:
    """Return the grey of a colour with the weights and the rounding of Pillow's own conversion."""
    return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16


def _declared(style: str) -> str:
    return _DECLARED.sub(lambda found: found[1] + _gray_words(found[2]), style)


def _gray_words(value: str) -> str:
    return _COLOUR.sub(_gray_colour, value)


def _gray_colour(found: re.Match[str]) -> str:
    written, alpha = found[0], ""
    if found["function"]:
        parts = [part for part in re.split(r"[\s,/]+", found["parts"].strip()) if part]
        alpha = f", {parts[3]}" if len(parts) > 3 else ""
        written = f"{found['function'].lower()}({', '.join(parts[:3])})"
    try:
        red, green, blue, *clear = ImageColor.getrgb(re.sub(r"(?<=\d)deg", "", written))
    except ValueError:
        # No colour: none, currentColor, url(…), inherit.
        return found[0]
    level = _luma(red, green, blue)
    if alpha or clear:
        return f"rgba({level}, {level}, {level}{alpha or f', {clear[0] / 255:.3g}'})"
    return f"#{level:02x}{level:02x}{level:02x}"


def _gray_raster(address: str) -> str:
    """Return a picture that a drawing holds within itself, grey; other addresses as they are."""
    found = _RASTER.match(address)
    if not found:
        return address
    try:
        with Pillow.open(io.BytesIO(base64.b64decode(address[found.end() :]))) as opened:
            clear = "A" in opened.getbands() or "transparency" in opened.info
            out = io.BytesIO()
            opened.convert("LA" if clear else "L").save(out, "PNG", optimize=True)
    except (OSError, SyntaxError, binascii.Error, Pillow.DecompressionBombError):
        return address
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"
