"""Finished pages on sheets: each alone, with its marks, or two by two as they are printed and folded 拼版."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from publisher.outputs.press.marks import Marks, Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Object

    from publisher.outputs.press.lettering import Lettering
    from publisher.outputs.press.marks import Box


class Binder:
    """Puts finished pages on sheets.

    Args:
        finished: their file.
        bleed: how far colour runs over the trim, in pt.
        lettering: draws the slug lines.
        spots: the spot colours' spaces in that file.
    """

    def __init__(self, finished: Pdf, bleed: float, lettering: Lettering, spots: Sequence[Object]) -> None:
        self._finished = finished
        self._bleed = bleed
        self._lettering = lettering
        self._spots = spots

    def single(self, numbers: Sequence[int], captions: Sequence[str]) -> Pdf:
        """Return a file with one page to the sheet.

        Args:
            numbers: the pages, from 0.
            captions: the slug line of each.
        """
        made = pikepdf.new()
        marks = Marks(made, self._lettering, self._spots)
        for number, caption in zip(numbers, captions, strict=True):
            form = self._form(made, number, (self._bleed,) * 4)
            width, height = self._size(number)
            self._add(made, Sheet(width, height, self._bleed), [(form, 0.0)], marks, caption)
        return made

    def imposed(self, sides: Sequence[tuple[int, int]], captions: Sequence[str]) -> Pdf:
        """Return a file with two pages to the side of a sheet, each clipped where the sheet is folded.

        Args:
            sides: the pages to the left and to the right, from 0; one that does not exist is blank.
            captions: the slug line of each side.
        """
        made = pikepdf.new()
        marks = Marks(made, self._lettering, self._spots)
        width, height = self._size(0)
        bleed = self._bleed
        for (left, right), caption in zip(sides, captions, strict=True):
            placed = []
            for number, x, edges in (
                (left, 0.0, (bleed, bleed, 0.0, bleed)),
                (right, width, (0.0, bleed, bleed, bleed)),
            ):
                if number < len(self._finished.pages):
                    placed.append((self._form(made, number, edges), x))
            self._add(made, Sheet(2 * width, height, bleed, (width,)), placed, marks, caption)
        return made

    def _size(self, number: int) -> tuple[float, float]:
        left, foot, right, head = (float(edge) for edge in self._finished.pages[number].obj.MediaBox)
        return right - left, head - foot

    def _form(self, target: Pdf, number: int, edges: Box) -> Object:
        """Return a page as a form that shows so much beyond each of its edges: left, foot, right, head."""
        page = self._finished.pages[number].obj
        form = target.copy_foreign(page.Contents)
        width, height = self._size(number)
        left, foot, right, head = edges
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([round(edge, 3) for edge in (-left, -foot, width + right, height + head)])
        form.Resources = target.copy_foreign(page.Resources)
        if "/Group" in page:
            form.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)
        return form

    def _add(
        self, target: Pdf, sheet: Sheet, placed: Sequence[tuple[Object, float]], marks: Marks, caption: str
    ) -> None:
        margin = sheet.margin
        drawn = [
            b"q 1 0 0 1 %.3f %.3f cm /Page%d Do Q" % (margin + x, margin, at)
            for at, (_, x) in enumerate(placed)
        ]
        content = b"\n".join([*drawn, marks.draw(sheet, caption)])
        resources = Dictionary(dict(marks.resources.items()))
        resources.XObject = Dictionary({f"/Page{at}": form for at, (form, _) in enumerate(placed)})
        page = Dictionary(
            Type=Name.Page,
            MediaBox=_box(sheet.media),
            BleedBox=_box(sheet.bled),
            TrimBox=_box(sheet.trim),
            Contents=target.make_indirect(Stream(target, content)),
            Resources=resources,
        )
        if any("/Group" in form for form, _ in placed):
            page.Group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name.DeviceCMYK)
        target.pages.append(pikepdf.Page(target.make_indirect(page)))


def signatures(count: int) -> list[tuple[int, int]]:
    """Return the pages of each side of the sheets of a newspaper folded once, outermost first, numbered from 1.

    Of eight pages: (8, 1), (2, 7), (6, 3), (4, 5). Pages beyond ``count`` are blank, up to a multiple of four.
    """
    total = -(-count // 4) * 4
    return [(total - at, at + 1) if at % 2 == 0 else (at + 1, total - at) for at in range(total // 2)]


def _box(box: Box) -> Array:
    return Array([round(edge, 3) for edge in box])
