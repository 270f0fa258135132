"""The web edition 电子报阅读机: the issue as a static site, read from a folder, a stick or any web host.

Every page is plain HTML that needs neither scripts nor a server, and asks nothing of any other host.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from publisher.labels import labels
from publisher.locale import say
from publisher.outputs.web.documents import Site, documents
from publisher.outputs.web.pictures import (
    PagePictures,
    Picture,
    page_pictures,
    prepare,
    sharp_picture,
    used_images,
)
from publisher.outputs.web.plan import folder_of, plan
from publisher.outputs.web.search import files as search_files
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from publisher.makeup.issue import MadeUpIssue
    from publisher.model import Edition

__all__ = [
    "PagePictures",
    "Picture",
    "explained",
    "files",
    "folder_of",
    "images_of",
    "page_pictures",
    "sharp_picture",
    "shown_of",
    "write",
]


def write(
    edition: Edition,
    issue: MadeUpIssue,
    target: Path,
    pictures: Mapping[int, bytes],
    pages: Path | None = None,
) -> None:
    """Write an edition as a web site. The same edition, issue and pictures give the same bytes.

    The site links to ``../pages/NN.pdf`` for every page of which there is a picture.

    Args:
        edition: what is written.
        issue: the edition made up; its modules become the hot areas 热区 of the page pictures.
        target: the site's folder ``web``, which is made if need be.
        pictures: of printed pages 版面图 by their number, PNG or JPEG; pages may lack one.
        pages: the folder with ``NN.pdf`` of every page that has a picture, from which sharper ones are drawn for readers
            who zoom; None where they are to do without.

    Raises:
        PublishError: O-001, a picture or template cannot be read, or a file cannot be written.
    """
    with explained(target):
        images = images_of(edition)
        for name, content in files(edition, issue, shown_of(pictures, pages), images):
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


def images_of(edition: Edition, known: Mapping[str, Picture] = MappingProxyType({})) -> dict[str, Picture]:
    """Return the images of an edition as the site shows them, by their digests.

    Args:
        edition: its images.
        known: images that were made ready before.

    Raises:
        OSError: one is no longer there, or no longer a picture.
    """
    used = {image.digest: image for image in used_images(edition)}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda image: known.get(image.digest) or prepare(image), used.values())
        return dict(zip(used, made, strict=True))


def shown_of(pictures: Mapping[int, bytes], pages: Path | None = None) -> dict[int, PagePictures]:
    """Return the pictures of printed pages as the site shows them, by the pages' numbers.

    Args:
        pictures: of printed pages.
        pages: the folder of the PDF of each page, from which the enlarged pictures are drawn.

    Raises:
        OSError: one is no picture, or a PDF cannot be read.
    """

    def made(item: tuple[int, bytes]) -> PagePictures:
        folder = folder_of(item[0])
        return page_pictures(item[1], folder, pages / f"{folder}.pdf" if pages else None)

    # Scaling and encoding leave Python's lock, so that several pages are done at once.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(pictures, pool.map(made, pictures.items()), strict=True))


def files(
    edition: Edition,
    issue: MadeUpIssue,
    shown: Mapping[int, PagePictures],
    images: Mapping[str, Picture],
) -> Iterator[tuple[str, bytes]]:
    """Yield every file of an edition's web site, pictures first: its name below ``web``, and what it holds.

    Args:
        edition: what is written.
        issue: the edition made up.
        shown: the pictures of its pages.
        images: its images, by their digests.

    Raises:
        OSError: a template cannot be read.
        TemplateError: a template of the publication's own is wrong.
    """
    words = labels(edition.publication.language)
    planned = plan(edition, issue, words)
    numbers = {page.number for page in planned.pages}
    here = {number: found for number, found in shown.items() if number in numbers}
    site = Site(edition=edition, plan=planned, words=words, images=images, page_pictures=here)
    for picture in (*images.values(), *(one for found in here.values() for one in found if one)):
        yield from ((one.name, one.content) for one in (picture, *picture.lighter))
    for document in documents(site):
        yield document.name, document.content
    yield from search_files(edition, planned)
