"""Profiles 设备: what makes a book better on one maker's readers than the book for all of them is.

Whatever is good everywhere is in every book; a profile holds only what would be wrong, or of no use, elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What sets a maker's books apart.

    Attributes:
        name: as it is asked for.
        ending: of the file's name, behind that of the issue.
        cover_page: whether the cover is a page of the book as well; a Kindle shows the cover picture by itself, and would show
            the page as a second one (Kindle Publishing Guidelines, 4.2).
        kobo: whether every sentence is an element that Kobo's own reader keeps places and highlights by (kepub).
        overlays: whether recordings of articles are in the book. Kindles and Kobo's readers play none, and would only carry them.
        ibooks: whether Apple Books is told the issue's version, and that the book's own faces are to be used.
    """

    name: str
    ending: str
    cover_page: bool = True
    kobo: bool = False
    overlays: bool = True
    ibooks: bool = False


GENERIC = Profile(name="generic", ending=".epub")
#: In the order in which they are made.
PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        GENERIC,
        Profile(name="kindle", ending="-kindle.epub", cover_page=False, overlays=False),
        Profile(name="kobo", ending=".kepub.epub", kobo=True, overlays=False),
        Profile(name="apple", ending="-apple.epub", ibooks=True),
    )
}
