"""Drawings that let through what is below them, made into pictures in inks 拼合透明 before the page is converted.

What a half-transparent colour looks like depends on what lies below it, and two of them in ink add up to more than the press
takes. So a drawing with any of it is drawn once as it looks on screen, on its own ground, and each of its colours becomes the
inks that it has as a flat one. A drawing that bears text stays as it is, for text is no picture: PDF/X-4 (ISO 15930-7) allows
it to be transparent.

Of opaque drawings only one thing is told: whether black may overprint in them (see :data:`~.recolour.KNOCKS_OUT`).
"""

from __future__ import annotations

import io
import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from pikepdf import Array, Dictionary, Name, Page, Stream

from publisher.outputs.press.frames import Box, Frame, frames
from publisher.outputs.press.geometry import inverse, within
from publisher.outputs.press.recolour import KNOCKS_OUT
from publisher.outputs.press.streams import Operator, operators
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pikepdf import Object, Pdf
    from PIL import Image as Pillow

    from publisher.outputs.press.inks import Separation

#: Dots to the inch, for the edges of a drawing are sharper than those of a photograph; and the most dots of one picture.
_PPI, _DOTS = 450.0, 24e6


class Flattened(NamedTuple):
    """The contents of the pages without half-transparent drawings, and the numbers of the pictures that stand in for them."""

    contents: list[bytes]
    ready: frozenset[int]


class _Sheet(NamedTuple):
    """A page and its drawings: those that become pictures, and those in whose strong colours black knocks out."""

    page: Object
    written: list[Operator]
    flat: list[Frame]
    strong: list[Frame]


@contextmanager
def unprintable(folio: str) -> Iterator[None]:
    """Turn what a page's content raises into the finding that it cannot be printed.

    Raises:
        PublishError: O-022.
    """
    try:
        yield
    except (ValueError, KeyError, IndexError) as error:
        raise failure(finding("O-022", page=folio, problem=error)) from error


def flatten(pdf: Pdf, separation: Separation, folios: Sequence[str]) -> Flattened:
    """Return the contents of a file's pages with the half-transparent drawings made into pictures in inks.

    Args:
        pdf: the edition PDF, as it was painted; it gets the pictures.
        separation: makes the inks.
        folios: what the pages are called, for messages.

    Raises:
        PublishError: O-022, a page holds what cannot be read or drawn.
    """
    sheets = []
    for page, folio in zip(pdf.pages, folios, strict=True):
        with unprintable(folio):
            sheets.append(_sheet(page.obj, separation))
    drawn = iter(_drawn(pdf, sheets))
    ready: set[int] = set()
    contents = []
    for sheet in sheets:
        pictures = [_picture(pdf, next(drawn), separation) for _ in sheet.flat]
        ready.update(picture.objgen[0] for picture in pictures)
        contents.append(_content(sheet, pictures))
    return Flattened(contents, frozenset(ready))


def _sheet(page: Object, separation: Separation) -> _Sheet:
    contents = page.Contents
    parts = [contents] if isinstance(contents, Stream) else list(contents)
    written = list(operators(b"\n".join(part.read_bytes() for part in parts)))
    left, foot, right, head = (float(edge) for edge in page.MediaBox)
    found = frames(written, page.get("/Resources", Dictionary()), (left, foot, right, head))
    flat: list[Frame] = []
    for frame in sorted(found, key=lambda frame: frame.begin):
        outer = flat[-1].end if flat else -1
        if frame.translucent and not frame.texts and frame.begin >= outer:
            flat.append(frame)
    strong = [
        frame
        for frame in found
        if not frame.holds_frames
        and not any(item.begin <= frame.begin < item.end for item in flat)
        # Full black on one of its colours would be more ink than the press takes.
        and any(sum(separation.inks_of(colour)[:3]) + 1 > separation.limit for colour in frame.colours)
    ]
    return _Sheet(page, written, flat, strong)


def _content(sheet: _Sheet, pictures: list[Object]) -> bytes:
    """Write the content of a page anew, with pictures in place of the drawings."""
    out: list[bytes] = []
    at = 0
    changed = [*zip(sheet.flat, pictures, strict=True), *((frame, None) for frame in sheet.strong)]
    for frame, picture in sorted(changed, key=lambda item: item[0].body):
        out += map(_text, sheet.written[at : frame.body])
        at = frame.body
        if picture is None:
            out.append(KNOCKS_OUT + b" gs")
            continue
        name = f"/Flat{picture.objgen[0]}"
        resources = sheet.page.Resources
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        resources.XObject[name] = picture
        left, foot, right, head = frame.box
        placed = within((right - left, 0.0, 0.0, head - foot, left, foot), inverse(frame.placed))
        out.append(b"%s cm %s Do" % (" ".join(f"{value:.6f}" for value in placed).encode(), name.encode()))
        at = frame.end - 1
    return b"\n".join([*out, *map(_text, sheet.written[at:])])


def _text(operator: Operator) -> bytes:
    return b" ".join([*operator.operands, *([operator.name] if operator.name else [])])


def _drawn(pdf: Pdf, sheets: list[_Sheet]) -> list[Pillow.Image]:
    """Return the drawings as they look on screen, in the order of the pages.

    Each is drawn with all that the page shows below it: as a page of its own, of the size of its frame.
    """
    if not any(sheet.flat for sheet in sheets):
        return []
    count = len(pdf.pages)
    boxes = []
    for sheet in sheets:
        for frame in sheet.flat:
            # It ends amid open states, which a viewer closes at the end of the page.
            content = b"\n".join(map(_text, sheet.written[: frame.end]))
            boxes.append(frame.box)
            page = Dictionary(
                Type=Name.Page, MediaBox=Array([round(edge, 4) for edge in frame.box]),
                Contents=pdf.make_indirect(Stream(pdf, content)), Resources=sheet.page.Resources,
            )  # fmt: skip
            pdf.pages.append(Page(pdf.make_indirect(page)))
    out = io.BytesIO()
    pdf.save(out, compress_streams=False)
    del pdf.pages[count:]
    return _rendered(out.getvalue(), count, boxes)


def _rendered(data: bytes, first: int, boxes: list[Box]) -> list[Pillow.Image]:
    import pypdfium2  # noqa: PLC0415 - few editions have such drawings

    document = pypdfium2.PdfDocument(data)
    try:
        return [
            document[first + at].render(scale=_scale(box)).to_pil().convert("RGB")
            for at, box in enumerate(boxes)
        ]
    finally:
        document.close()


def _scale(box: Box) -> float:
    left, foot, right, head = box
    return min(_PPI, math.sqrt(_DOTS / ((right - left) * (head - foot))) * 72) / 72


def _picture(pdf: Pdf, drawing: Pillow.Image, separation: Separation) -> Object:
    """Return a drawing as a picture in inks."""
    made = Stream(pdf, separation.drawing(drawing).tobytes())
    made.Type, made.Subtype = Name.XObject, Name.Image
    made.Width, made.Height = drawing.size
    made.ColorSpace, made.BitsPerComponent = Name.DeviceCMYK, 8
    return pdf.make_indirect(made)
