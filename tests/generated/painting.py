"""Generated pages to look at, with files for the pictures that they declare: soft landscapes, no two alike."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from PIL import Image as Pillow
from PIL import ImageDraw

from publisher.makeup.issue import make_up_issue
from publisher.model import Figure
from publisher.outputs import pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from publisher.model import Edition, Image

    from .pages import Drawn


def render(drawn: Drawn, folder: Path) -> list[Path]:
    """Paint a page, and what it continues on, to PNG."""
    paint_files(drawn.edition)
    made = make_up_issue(drawn.edition)
    work = folder / f"{drawn.grid}-{drawn.seed}"
    work.mkdir(parents=True, exist_ok=True)
    pdf.write(drawn.edition, made, work / "page.pdf", work)
    paths = []
    for number, page in enumerate(made.pages):
        target = folder / f"{drawn.grid}-{drawn.seed}{'' if number == 0 else f'-{number + 1}'}.png"
        (work / f"{page.number:02d}.png").replace(target)
        paths.append(target)
    return paths


def paint_files(edition: Edition) -> None:
    """Write the files of an edition's pictures that are not there yet."""
    for image in _images(edition):
        if not image.path.exists():
            image.path.parent.mkdir(parents=True, exist_ok=True)
            _landscape(image).save(image.path, quality=60)


def _images(edition: Edition) -> Iterator[Image]:
    yield from (ad.image for page in edition.pages for ad in page.ads)
    for article in (*edition.articles, *edition.publication.fillers):
        yield from article.images
        yield from (block.image for block in article.body if isinstance(block, Figure))


def _landscape(image: Image) -> Pillow.Image:
    """Draw hills below a sun, in the picture's declared size."""
    dice = random.Random(image.digest)
    small = Pillow.new("RGB", (image.width // 4, image.height // 4))
    pen, (width, height) = ImageDraw.Draw(small), small.size
    sky = [dice.randint(120, 220) for _ in range(3)]
    pen.rectangle((0, 0, width, height), fill=tuple(sky))
    x, y, r = dice.randint(0, width), dice.randint(0, height // 2), min(width, height) // 8
    pen.ellipse((x - r, y - r, x + r, y + r), fill=(245, 235, 210))
    for layer in range(4):
        base, shade = height * (0.45 + 0.14 * layer), [max(value - 35 * (layer + 1), 15) for value in sky]
        peaks = [(n * width // 6, base - dice.randint(0, height // 6)) for n in range(7)]
        pen.polygon([(0, height), *peaks, (width, height)], fill=tuple(shade))
    return small.resize((image.width, image.height), Pillow.Resampling.BICUBIC)
