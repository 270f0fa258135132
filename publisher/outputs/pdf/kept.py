"""What a writing leaves for those that come after it, while an edition is written again and again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(slots=True)
class Kept:
    """What need not be made twice.

    Attributes:
        redrawn: pictures as they were redrawn for screens, by digest: for which length of a pixel in pt, what a file holds and
            what its name ends in; nothing where the picture's own file is painted.
        numbered: pictures with a palette, by the digest of the file that they were made of; nothing where there is none to be had.
        drawings: a folder in which painters leave what they made of SVG drawings; None if nobody comes after them.
    """

    redrawn: dict[str, tuple[float, tuple[bytes, str] | None]] = field(default_factory=dict)
    numbered: dict[bytes, bytes | None] = field(default_factory=dict)
    drawings: Path | None = None
