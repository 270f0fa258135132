"""The fonts that the painter sets in: each face cut down to the characters that it lays out itself."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from publisher.makeup.layout import DrawingBox, Element, PictureBox, TextBox, VerticalBox, spans
from publisher.outputs.pdf.lines import is_plain
from publisher.typeset.fonts import subset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publisher.makeup.issue import MadeUpIssue
    from publisher.typeset.lines import Span

_TAGS = re.compile(r"<[^>]*>")
#: Faces that a drawing names, and the one in which an edition's own SVG pictures find their letters.
_DRAWN = ("hei", "hei-medium")


def embed(issue: MadeUpIssue, folder: Path) -> str:
    """Write the subsets into a folder and return the CSS that declares them."""
    used = _characters(issue)
    if not any(used.values()):
        # The painter does not start without a font.
        used[issue.faces[0].key].add(" ")
    rules = []
    for face in issue.faces:
        if not used[face.key]:
            continue
        name = f"{face.key}.otf"
        # The painter takes the height of an empty line from the glyph of a space; without one it takes another face's.
        (folder / name).write_bytes(subset(face, used[face.key] | {" "}))
        rules.append(f"@font-face{{font-family:{face.key};src:url({(folder / name).as_uri()})}}")
    return "\n".join(rules)


def _characters(issue: MadeUpIssue) -> dict[str, set[str]]:
    used: defaultdict[str, set[str]] = defaultdict(set)
    for page in issue.pages:
        for element in (
            *page.furniture,
            *(element for module in page.modules for element in module.elements),
        ):
            for span in _laid_out(element):
                text = span.text + span.style.ruby
                # A letter and its mark are drawn as one where the face has it so.
                used[span.style.face].update(text + unicodedata.normalize("NFC", text))
            for face in _DRAWN:
                used[face].update(_drawn(element))
    return used


def _laid_out(element: Element) -> Iterator[Span]:
    """Yield the spans of an element that the painter sets itself."""
    box = element.caption if isinstance(element, PictureBox) else element
    if not (isinstance(box, TextBox | VerticalBox) and is_plain(box)):
        yield from spans(element)


def _drawn(element: Element) -> Iterator[str]:
    """Yield the characters of drawings and of SVG pictures, whose text the painter sets itself."""
    if isinstance(element, DrawingBox):
        yield from _TAGS.sub("", element.svg)
        yield from "&<>\"'"
    elif isinstance(element, PictureBox) and element.image.media_type == "image/svg+xml":
        yield from _TAGS.sub("", element.image.path.read_text(encoding="utf-8", errors="replace"))
