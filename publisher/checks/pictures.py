"""Pictures 图片: those too coarse for the size that make-up gives them, and drawings whose letters would change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publisher.locale import say
from publisher.manifest.svg import raster_width
from publisher.rules import finding
from publisher.typeset.families import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.errors import Finding, Position
    from publisher.makeup.issue import MadeUpIssue
    from publisher.model import Edition, Image

#: The least that a picture needs on a screen, in ppi: a pixel of its own for each of a page at its natural size.
SCREEN_LEAST = 96.0
_MM = 25.4
#: A picture so small is a plain colour or a gradient, stretched on purpose.
_PLAIN = 2
_SVG = "image/svg+xml"
_FAMILY = re.compile(r"font-family\s*[:=]\s*(\"[^\"]*\"|'[^']*'|[^;\"'}<>]+)")
_TEXT = re.compile(r"<(?:\w+:)?text[\s>]")
#: What is no name of a typeface (CSS Fonts 4, 2.1.3), and may be any.
_GENERIC = frozenset(
    ["serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit", "initial", "unset"]
)


def check_resolution(edition: Edition, issue: MadeUpIssue, *, press: bool) -> Iterator[Finding]:
    """Yield I-007 for each picture that is too coarse where it is printed largest.

    Args:
        edition: tells where its articles are written, and what the press asks for.
        issue: tells how large its pictures are printed.
        press: whether it goes to press, which needs finer ones: ``fair_resolution`` of its limits.
    """
    limit = edition.publication.press.limits.fair_resolution if press else SCREEN_LEAST
    use = say("付印", "the press") if press else say("屏幕", "a screen")
    places = _places(edition)
    worst: dict[str, tuple[float, int, Image]] = {}
    for page in issue.pages:
        for box in page.pictures():
            pixels = _pixels(box.image)
            if pixels:
                found = (72 / box.pixel * pixels / box.image.width, page.number, box.image)
                worst[box.image.digest] = min(
                    found, worst.get(box.image.digest, found), key=lambda one: one[0]
                )
    for ppi, number, image in worst.values():
        # Half a pixel more or less is what rounding does to a picture scaled to exactly the limit.
        if ppi + 0.5 < limit:
            yield finding(
                "I-007", places.get(image.digest), path=image.src, page=f"{number:02d}", ppi=round(ppi),
                limit=round(limit), use=use, pixels=_pixels(image),
                width=round(_pixels(image) / ppi * _MM), wanted=round(_pixels(image) * limit / ppi),
            )  # fmt: skip


def _pixels(image: Image) -> int:
    """Return the width of a picture in pixels, of a drawing that of the coarsest picture within; 0 for what has none."""
    if image.media_type == _SVG:
        return raster_width(image.path.read_bytes())
    return image.width if min(image.width, image.height) > _PLAIN else 0


def check_drawings(edition: Edition) -> Iterator[Finding]:
    """Yield I-008 for each SVG picture with letters in a typeface that the edition does not set in.

    The painter sees no other typefaces than the edition's, so that every machine prints the same; it would take one of
    these in silence.
    """
    known = {role.key for role in ROLES} | _GENERIC
    places = _places(edition)
    drawings = {image.digest: image for image in _images(edition) if image.media_type == _SVG}
    for image in drawings.values():
        content = image.path.read_text(encoding="utf-8", errors="replace")
        if not _TEXT.search(content):
            continue
        families = [
            [name.strip(" \t\n'\"") for name in found[1].strip("\"'").split(",")]
            for found in _FAMILY.finditer(content)
        ]
        strange = {
            names[0]: None for names in families if names[0] and not known & {*map(str.lower, names), *names}
        }
        if strange:
            comma = say("、", ", ")
            yield finding("I-008", places.get(image.digest), path=image.src, families=comma.join(strange))


def _images(edition: Edition) -> Iterator[Image]:
    for article in edition.articles:
        yield from article.images
    for page in edition.pages:
        yield from (ad.image for ad in page.ads)


def _places(edition: Edition) -> dict[str, Position]:
    """Return where the article of each picture is written."""
    return {image.digest: article.where for article in edition.articles for image in article.images}
