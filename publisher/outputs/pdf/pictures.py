"""Pictures for the painter: what it would print wrong is redrawn in a mode that it knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.model import Image

#: Modes of Pillow that reach the page as they are.
_KNOWN = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})


def paintable(image: Image, work: Path) -> Path:
    """Return a file that prints as the picture looks: itself, or for more than eight bits a redrawn one in ``work``."""
    if image.media_type == "image/svg+xml":
        return image.path
    with Pillow.open(image.path) as picture:
        if picture.mode in _KNOWN:
            return image.path
        target = work / f"{image.digest}.png"
        if not target.exists():
            values = np.asarray(picture, dtype=np.float64)
            top = 65535.0 if picture.mode.startswith("I") else max(float(values.max(initial=0.0)), 1.0)
            Pillow.fromarray((np.clip(values / top, 0.0, 1.0) * 255.0).round().astype(np.uint8)).save(target)
    return target
