"""The web edition 电子报阅读机: the issue as a static site, read from a folder, a stick or any web host.

Every page is plain HTML that needs neither scripts nor a server, and asks nothing of any other host.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from jinja2 import TemplateError

from publisher.labels import labels
from publisher.locale import say
from publisher.outputs.web.documents import Site, documents
from publisher.outputs.web.pictures import Picture, page_pictures, prepare, used_images
from publisher.outputs.web.plan import plan
from publisher.outputs.web.search import files
from publisher.rules import failure, finding

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from publisher.makeup.issue import MadeUpIssue
    from publisher.model import Edition

__all__ = ["write"]


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
    try:
        _write(edition, issue, target, pictures, pages)
    except OSError as error:
        problem = error.strerror or str(error) or say("读写失败", "reading or writing failed")
        raise failure(finding("O-001", output=target.name, problem=problem)) from error
    except TemplateError as error:
        # Only a publication's own templates can be wrong here.
        problem = f"{type(error).__name__}: {error}"
        raise failure(finding("O-001", output=target.name, problem=problem)) from error


def _write(
    edition: Edition, issue: MadeUpIssue, target: Path, pictures: Mapping[int, bytes], pages: Path | None
) -> None:
    words = labels(edition.publication.language)
    planned = plan(edition, issue, words)
    images: dict[str, Picture] = {}
    for image in used_images(edition):
        if image.digest not in images:
            images[image.digest] = prepare(image)
    printed = [page for page in planned.pages if page.number in pictures]
    # Scaling and encoding leave Python's lock, so that several pages are done at once.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(
            lambda page: page_pictures(
                pictures[page.number], page.folder, pages / f"{page.folder}.pdf" if pages else None
            ),
            printed,
        )
        of_pages = {page.number: found for page, found in zip(printed, made, strict=True)}
    site = Site(edition=edition, plan=planned, words=words, images=images, page_pictures=of_pages)
    for picture in (*images.values(), *(one for found in of_pages.values() for one in found if one)):
        _put(target, picture.name, picture.content)
    for document in documents(site):
        _put(target, document.name, document.content)
    for name, content in files(edition, planned):
        _put(target, name, content)


def _put(target: Path, name: str, content: bytes) -> None:
    path = target / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
