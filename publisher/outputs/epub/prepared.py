"""What several books of one edition show alike: their pictures and their cover, each made fit for e-readers once."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from publisher.outputs.epub.cover import draw_cover
from publisher.outputs.epub.page_pictures import is_drawn, page_picture
from publisher.outputs.epub.pictures import Picture, prepare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from publisher.makeup.layout import MadeUpPage
    from publisher.model import Edition, Image

#: Pages that are in work at a time; a large one takes 30 MB of memory while it is.
_AT_A_TIME = 4


class Prepared:
    """The pictures of an edition's books, prepared when the first book asks for them.

    Args:
        edition: whose books they are.
        pictures: of the printed pages 版面图 by their number, PNG or JPEG; pages may lack one.
        printed: the pages as they were printed; a page that is not among them is taken to show photographs.
        gray: all pictures are grey, as e-ink shows them.
    """

    def __init__(
        self,
        edition: Edition,
        pictures: Mapping[int, bytes],
        printed: Sequence[MadeUpPage] = (),
        *,
        gray: bool = False,
    ) -> None:
        self._edition, self._sources, self._gray = edition, pictures, gray
        self._drawn = {made.number for made in printed if is_drawn(made)}
        self._pages: dict[int, Picture] = {}
        self._images: dict[str, Picture] = {}
        self._covers: dict[int, bytes] = {}

    def pages(self, numbers: Iterable[int]) -> dict[int, Picture]:
        """Return the pictures of printed pages by number, of those that have one.

        Raises:
            OSError: one is no picture.
        """
        wanted = [number for number in numbers if number in self._sources]
        missing = [number for number in wanted if number not in self._pages]
        # Pillow lets other threads work while it decodes, scales and packs.
        with ThreadPoolExecutor(min(os.cpu_count() or 1, _AT_A_TIME)) as pool:
            self._pages.update(zip(missing, pool.map(self._page, missing), strict=True))
        return {number: self._pages[number] for number in wanted}

    def _page(self, number: int) -> Picture:
        return page_picture(self._sources[number], number, drawn=number in self._drawn, gray=self._gray)

    def images(self, wanted: Iterable[Image]) -> dict[str, Picture]:
        """Return the edition's own pictures by the digest of their source, each once however often it is shown.

        Raises:
            OSError: one is no longer there, or no longer a picture.
        """
        found: dict[str, Picture] = {}
        for image in wanted:
            if image.digest not in self._images:
                self._images[image.digest] = prepare(image, gray=self._gray)
            found[image.digest] = self._images[image.digest]
        return found

    def cover(self, front: int) -> bytes:
        """Return the cover, which shows the page of a number where there is a picture of it.

        Raises:
            OSError: it is no picture.
        """
        if front not in self._covers:
            self._covers[front] = draw_cover(self._edition, self._sources.get(front), gray=self._gray)
        return self._covers[front]
