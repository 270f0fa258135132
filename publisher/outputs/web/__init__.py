"""The web edition 电子报阅读机: the issue as a static site, read from a folder, a stick or any web host.

Every page is plain HTML that needs neither scripts nor a server, and asks nothing of any other host.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from publisher.labels import labels
from publisher.locale import say
from publisher.outputs.web.documents import Site, documents
from publisher.outputs.web.pictures import page_pictures, prepare, used_images
from publisher.outputs.web.plan import plan
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from publisher.makeup.issue import MadeUpIssue
    from publisher.model import Edition
    from publisher.outputs.web.pictures import Picture
    from publisher.outputs.web.plan import PagePlan

__all__ = ["Ready", "explained", "files", "write"]


def write(edition: Edition, issue: MadeUpIssue, target: Path, pictures: Mapping[int, bytes]) -> None:
    """Write an edition as a web site. The same edition, issue and pictures give the same bytes.

    The site links to ``../pages/NN.pdf`` for every page of which there is a picture.

    Args:
        edition: what is written.
        issue: the edition made up; its modules become the hot areas 热区 of the page pictures.
        target: the site's folder ``web``, which is made if need be.
        pictures: of printed pages 版面图 by their number, PNG or JPEG; pages may lack one.

    Raises:
        PublishError: O-001, a picture or template cannot be read, or a file cannot be written.
    """
    with explained(target):
        for name, content in files(edition, issue, pictures):
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@contextmanager
def explained(target: Path) -> Iterator[None]:
    """Say of what target it is that something can be neither read nor written.

    Raises:
        PublishError: O-001.
    """
    try:
        yield
    except OSError as error:
        problem = error.strerror or str(error) or say("读写失败", "reading or writing failed")
        raise failure(finding("O-001", output=target.name, problem=problem)) from error
    except TemplateError as error:
        # Only a publication's own templates can be wrong here.
        problem = f"{type(error).__name__}: {error}"
        raise failure(finding("O-001", output=target.name, problem=problem)) from error


class Ready:
    """Pictures that are made ready for the site, by what they are made from.

    Who makes an edition again and again keeps one of these; it remembers what the edition before showed, and no more.
    """

    def __init__(self) -> None:
        self._images: dict[str, Picture] = {}
        self._pages: dict[tuple[str, bytes], tuple[Picture, Picture]] = {}

    def images(self, edition: Edition) -> dict[str, Picture]:
        """Return the images of an edition by their digests.

        Raises:
            OSError: one is no longer there, or no longer a picture.
        """
        known, self._images = self._images, {}
        for image in used_images(edition):
            if image.digest not in self._images:
                self._images[image.digest] = known.get(image.digest) or prepare(image)
        return self._images

    def pages(
        self, planned: Iterable[PagePlan], pictures: Mapping[int, bytes]
    ) -> dict[int, tuple[Picture, Picture]]:
        """Return the pictures of printed pages and their thumbnails by the pages' numbers.

        Raises:
            OSError: one is no picture.
        """
        shown = {page.number: page.folder for page in planned if page.number in pictures}
        keys = {
            number: (folder, hashlib.sha256(pictures[number]).digest()) for number, folder in shown.items()
        }
        new = [number for number, key in keys.items() if key not in self._pages]
        with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
            pairs = pool.map(lambda number: page_pictures(pictures[number], shown[number]), new)
            made = dict(zip(new, pairs, strict=True))
        self._pages = {key: made.get(number) or self._pages[key] for number, key in keys.items()}
        return {number: self._pages[key] for number, key in keys.items()}


def files(
    edition: Edition, issue: MadeUpIssue, pictures: Mapping[int, bytes], ready: Ready | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of an edition's web site, pictures first: its name below ``web``, and what it holds.

    Args:
        edition: what is written.
        issue: the edition made up.
        pictures: of printed pages by their number.
        ready: pictures that were made ready before.

    Raises:
        OSError: a picture or template cannot be read.
        TemplateError: a template of the publication's own is wrong.
    """
    ready = ready or Ready()
    words = labels(edition.publication.language)
    planned = plan(edition, issue, words)
    site = Site(
        edition=edition,
        plan=planned,
        words=words,
        images=ready.images(edition),
        page_pictures=ready.pages(planned.pages, pictures),
    )
    for picture in (*site.images.values(), *(one for pair in site.page_pictures.values() for one in pair)):
        yield picture.name, picture.content
    for document in documents(site):
        yield document.name, document.content
