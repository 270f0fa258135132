"""The edition PDF in inks: pages with nothing but what is printed, before they get their marks."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pikepdf import Dictionary, Name, Stream

from publisher.locale import say
from publisher.outputs.press.flattening import flatten, unprintable
from publisher.outputs.press.geometry import MM, within
from publisher.outputs.press.paints import InkPalette
from publisher.outputs.press.pictures import PictureError, convert_pictures
from publisher.outputs.press.recolour import Recolourer
from publisher.pressroom import Limits
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Object, Page, Pdf

    from publisher.outputs.press.content import Content
    from publisher.outputs.press.geometry import Matrix
    from publisher.outputs.press.inks import Separation
    from publisher.pressroom import Spot

#: What a page keeps of what the painter said of it.
_KEPT = frozenset({"/Type", "/Parent", "/MediaBox"})
_USUAL = Limits()
_ROOT = frozenset({"/Type", "/Pages"})


def finish(
    pdf: Pdf,
    separation: Separation,
    spots: Sequence[Spot],
    folios: Sequence[str],
    limits: Limits = _USUAL,
) -> list[Object]:
    """Finish the pages of an edition PDF in place; return the colour spaces of the spot colours.

    Args:
        pdf: the edition PDF, as it was painted.
        separation: makes the inks.
        spots: the spot colours.
        folios: what the pages are called, for messages.
        limits: the thinnest line, and the smallest type in several inks.

    Raises:
        PublishError: O-021 where a picture, O-022 where something else cannot be printed.
    """
    palette = InkPalette(pdf, separation, spots)
    recolourer = Recolourer(pdf, palette, limits)
    places: defaultdict[int, list[Matrix]] = defaultdict(list)
    printed: dict[int, str] = {}
    flattened = flatten(pdf, separation, folios)
    for page, data, folio in zip(pdf.pages, flattened.contents, folios, strict=True):
        with unprintable(folio):
            found = _finish_page(pdf, page, data, recolourer)
        for number, placed in found.pictures:
            places[number].append(placed)
            printed.setdefault(number, _place(folio, placed, float(page.obj.MediaBox[3])))
    recolourer.finish()
    try:
        pictures = {
            number: item for number, item in recolourer.pictures.items() if number not in flattened.ready
        }
        convert_pictures(pictures, places, separation)
    except PictureError as error:
        place = printed.get(error.number, "")
        raise failure(finding("O-021", place=place, problem=error)) from error
    for key in set(pdf.Root.keys()) - _ROOT:
        del pdf.Root[key]
    return list(palette.spaces.values())


def _finish_page(pdf: Pdf, page: Page, data: bytes, recolourer: Recolourer) -> Content:
    found = recolourer.page(data, page.obj.get("/Resources", Dictionary()))
    for key in set(page.obj.keys()) - _KEPT:
        del page.obj[key]
    page.obj.Contents = pdf.make_indirect(Stream(pdf, found.data))
    page.obj.Resources = pdf.make_indirect(found.dictionary())
    if found.translucent:
        page.obj.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)
    return found


def _place(folio: str, placed: Matrix, height: float) -> str:
    """Return where a picture stands, for messages: its page, and its top left in mm from the page's."""
    corners = [within((1, 0, 0, 1, x, y), placed)[4:] for x in (0, 1) for y in (0, 1)]
    across, down = min(x for x, _ in corners) / MM, (height - max(y for _, y in corners)) / MM
    return say(f"第{folio}版（{across:.1f}, {down:.1f} mm）", f"page {folio} ({across:.1f}, {down:.1f} mm)")
