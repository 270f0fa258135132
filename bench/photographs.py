"""Photographs that nobody took: soft light, forms and grain, so that a JPEG of them weighs what a press picture weighs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

#: Pixels of a photograph as newsrooms get them over the wire.
SIZE = (1500, 1000)


def photograph(seed: int, path: Path, size: tuple[int, int] = SIZE) -> None:
    """Write a JPEG, about 350 KB at the usual size; the same seed gives the same picture."""
    dice = np.random.default_rng(seed)
    light = np.zeros((size[1], size[0]), np.float32)
    for cells, weight in ((3, 0.5), (9, 0.3), (40, 0.2)):
        light += _layer(dice, size, cells) * weight
    tint = dice.uniform(0.75, 1.0, 3)
    grain = dice.normal(0.0, 6.5, (size[1], size[0], 1))
    pixels = light[:, :, None] * 255.0 * tint + grain
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(path, "JPEG", quality=86, subsampling=2)


def _layer(dice: np.random.Generator, size: tuple[int, int], cells: int) -> np.ndarray:
    """Return smooth noise between 0 and 1, so many cells wide."""
    coarse = dice.random((max(cells * size[1] // size[0], 2), cells)).astype(np.float32)
    return np.asarray(Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC))
