"""The headlines' typeface 标题字体: the paper's own black 宋, cut down to the characters of the issue's headlines.

Body text is left in the reader's own face, which the reader has chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.errors import PublishError
from publisher.typeset.fonts import Metrics, faces, subset

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publisher.model import Publication

_FACE = "song-black"
#: What begins a font of PostScript outlines; others are TrueType (OpenType 1.9, "Organization of an OpenType Font").
_POSTSCRIPT = b"OTTO"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """A font of the book: its ``name`` in the package, and the ``style`` that sets headlines in it."""

    name: str
    media_type: str
    content: bytes

    @property
    def style(self) -> bytes:
        """CSS that declares it. It is bold already: undeclared, a reader would embolden it once more."""
        return (
            f'\n@font-face {{ font-family: "headline"; font-weight: bold; src: url("../{self.name}"); }}\n'
            'h1, .headline { font-family: "headline", serif; }\n'
        ).encode()


def headline_typeface(paper: Publication, headlines: Iterable[str]) -> Typeface | None:
    """Return the typeface of some headlines, or None where it is not installed or has none of their characters."""
    try:
        face = faces(paper.language, paper.fonts)[_FACE]
    except PublishError:
        return None
    metrics = Metrics(face, paper.language)
    wanted = {char for text in headlines for char in text if metrics.has(char)}
    if not wanted - {" ", "\u3000"}:
        return None
    content = subset(face, wanted)
    kind = "otf" if content.startswith(_POSTSCRIPT) else "ttf"
    return Typeface(name=f"fonts/headline.{kind}", media_type=f"font/{kind}", content=content)
