"""The fonts that the painter sets drawings in, cut down to the characters that they show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publisher.makeup.layout import DrawingBox, PictureBox
from publisher.typeset.fonts import subset

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.makeup.issue import MadeUpIssue
    from publisher.makeup.layout import Element

_TAGS = re.compile(r"<[^>]*>")
#: Faces that a drawing names, and the one in which an edition's own SVG pictures find their letters.
_DRAWN = ("hei", "hei-medium")


def embed(issue: MadeUpIssue, folder: Path) -> str:
    """Write the subsets into a folder and return the CSS that declares them."""
    # The painter does not start without a font, and takes the height of an empty line from the glyph of a space.
    used = {" ", *_characters(issue)}
    rules = []
    for face in issue.faces:
        if face.key in _DRAWN:
            path = folder / f"{face.key}.otf"
            path.write_bytes(subset(face, used))
            rules.append(f"@font-face{{font-family:{face.key};src:url({path.as_uri()})}}")
    return "\n".join(rules)


def _characters(issue: MadeUpIssue) -> str:
    """Return the characters of drawings and of SVG pictures, whose text the painter sets itself."""
    found: set[str] = set()
    for page in issue.pages:
        for element in (
            *page.furniture,
            *(element for module in page.modules for element in module.elements),
        ):
            found.update(_drawn(element))
    return "".join(sorted(found))


def _drawn(element: Element) -> str:
    if isinstance(element, DrawingBox):
        return _TAGS.sub("", element.svg) + "&<>\"'"
    if isinstance(element, PictureBox) and element.image.media_type == "image/svg+xml":
        return _TAGS.sub("", element.image.path.read_text(encoding="utf-8", errors="replace"))
    return ""
