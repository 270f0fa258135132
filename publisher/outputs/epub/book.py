"""The book 书: EbookLib's ``EpubBook`` filled with the documents, pictures and metadata of an edition."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING

from ebooklib import epub

from publisher.model import Figure, ListBlock
from publisher.outputs.epub.navigation import ncx
from publisher.outputs.epub.overlays import ACTIVE_CLASS, clock, hearing, sound_file
from publisher.outputs.epub.writer import FOLDER, RawItem
from publisher.resources import styles_dir
from publisher.text.bidi import balanced
from publisher.text.dates import calendar_date
from publisher.text.languages import direction, spoken
from publisher.text.spoken import passages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from publisher.model import Article, Block, Edition, Image, Publication
    from publisher.outputs.epub.document import Book, Document
    from publisher.outputs.epub.overlays import Overlay

_XHTML = "application/xhtml+xml"
_ISSN = re.compile(r"\b[0-9]{4}-[0-9]{3}[0-9Xx]\b")
_IBOOKS = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"


def identifier(edition: Edition, *, fixed: bool = False) -> str:
    """Return the issue's identifier, the same whenever it is made: UUID version 5 of paper and date.

    The facsimile is another publication than the reflowable book, and bears an identifier of its own.
    """
    name = f"epaper-publish:{edition.publication.id}:{edition.date.isoformat()}"
    if fixed:
        name += ":facsimile"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def make_book(book: Book, documents: Iterable[Document], cover: bytes) -> epub.EpubBook:
    """Fill an ``EpubBook``. Everything in it is finished: EbookLib holds it, and parses nothing."""
    made = epub.EpubBook()
    made.metadata.clear()
    made.FOLDER_NAME = FOLDER
    made.set_direction(direction(book.language))
    _describe(made, book)
    _add_styles(made, book)
    made.add_item(
        RawItem(
            uid="cover-image",
            file_name="images/cover.jpg",
            media_type="image/jpeg",
            content=cover,
            properties=("cover-image",),
        )
    )
    for number, picture in enumerate((*book.pictures.values(), *book.page_pictures.values()), 1):
        made.add_item(
            RawItem(
                uid=f"image-{number}",
                file_name=f"images/{picture.name}",
                media_type=picture.media_type,
                content=picture.content,
            )
        )
    overlays: list[Overlay] = []
    for number, document in enumerate(documents):
        uid = "nav" if "nav" in document.properties else f"text-{number}"
        played = f"overlay-{number}" if document.overlay else ""
        made.add_item(
            RawItem(
                uid=uid,
                file_name=document.name,
                media_type=_XHTML,
                content=document.content,
                properties=document.properties,
                placing=document.placing,
                media_overlay=played,
            )
        )
        if document.overlay:
            overlays.append(document.overlay)
            _add_overlay(made, document.overlay, played)
        if document.linear:
            made.spine.append(uid)
    _add_sound(made, overlays)
    contents = ncx(book, made.uid)
    made.add_item(
        RawItem(uid="ncx", file_name="toc.ncx", media_type="application/x-dtbncx+xml", content=contents)
    )
    return made


def _add_styles(made: epub.EpubBook, book: Book) -> None:
    """Add the style sheets, and the typeface that the book's own one names."""
    face = book.typeface
    for uid, name in (("style", "epub.css"), ("fixed-style", "epub-facsimile.css"))[: 1 + book.fixed]:
        style = (styles_dir() / name).read_bytes()
        if face and uid == "style":
            style += face.style
        if made.direction == "rtl" and uid == "style":
            style += (styles_dir() / "epub-rtl.css").read_bytes()
        if book.heard and uid == "style":
            style += (styles_dir() / "epub-overlays.css").read_bytes()
        made.add_item(RawItem(uid=uid, file_name=f"styles/{name}", media_type="text/css", content=style))
    if face:
        made.add_item(
            RawItem(
                uid="headline-face", file_name=face.name, media_type=face.media_type, content=face.content
            )
        )


def _add_overlay(made: epub.EpubBook, overlay: Overlay, uid: str) -> None:
    made.add_item(
        RawItem(uid=uid, file_name=overlay.name, media_type="application/smil+xml", content=overlay.content)
    )
    _meta(made, clock(overlay.duration), refines=f"#{uid}", property="media:duration")


def _add_sound(made: epub.EpubBook, overlays: Sequence[Overlay]) -> None:
    """Add the recordings, each once, and state what there is of them in all (EPUB 3.3, section 9)."""
    if not overlays:
        return
    sounds = {sound_file(overlay.recording): overlay.recording for overlay in overlays}
    for number, (name, sound) in enumerate(sounds.items(), 1):
        made.add_item(
            RawItem(uid=f"audio-{number}", file_name=name, media_type=sound.media_type, path=sound.path)
        )
    _meta(made, clock(sum(overlay.duration for overlay in overlays)), property="media:duration")
    _meta(made, ACTIVE_CLASS, property="media:active-class")
    for narrator in dict.fromkeys(sound.narrator for sound in sounds.values() if sound.narrator):
        _meta(made, narrator, property="media:narrator")


def _describe(made: epub.EpubBook, book: Book) -> None:
    """State the metadata: all of it from the manifest, nothing from the clock."""
    edition, publication = book.edition, book.edition.publication
    made.set_identifier(identifier(edition, fixed=book.fixed))
    made.set_title(book.full_title)
    made.set_language(book.language)
    made.add_author(balanced(publication.name))
    day = edition.date.isoformat()
    made.add_metadata("DC", "date", day)
    facts = dict(publication.imprint)
    publisher = facts.get("publisher") or facts.get("sponsor")
    if publisher:
        made.add_metadata("DC", "publisher", publisher)
    made.add_metadata("DC", "source", _print(book))
    _meta(
        made,
        edition.modified.isoformat(timespec="seconds").replace("+00:00", "Z"),
        property="dcterms:modified",
    )
    _meta(made, "aut", refines="#creator", property="role", scheme="marc:relators")
    _series(made, edition)
    _accessibility(made, book)
    if book.fixed:
        # Fixed layout (EPUB 3.3, section 8.2): facing pages as in the printed paper, but upright screens show one.
        _meta(made, "pre-paginated", property="rendition:layout")
        _meta(made, "auto", property="rendition:orientation")
        _meta(made, "landscape", property="rendition:spread")
    if book.profile.ibooks:
        _tell_ibooks(made, book)
    _meta(made, "", name="cover", content="cover-image")


def _tell_ibooks(made: epub.EpubBook, book: Book) -> None:
    """State what Apple Books asks for by names of its own (Apple Books Asset Guide, "Metadata")."""
    made.prefixes.append(f"ibooks: {_IBOOKS}")
    at = book.edition.modified
    version = at.year, at.month * 100 + at.day, at.hour * 100 + at.minute
    _meta(made, ".".join(map(str, version)), property="ibooks:version")
    _meta(made, "true", property="ibooks:specified-fonts")


def _series(made: epub.EpubBook, edition: Edition) -> None:
    """State the newspaper as the series that the issue belongs to; older calibre reads names of its own."""
    name = balanced(edition.publication.name)
    position = str(edition.serial) if edition.serial is not None else edition.date.strftime("%Y%m%d")
    _meta(made, name, property="belongs-to-collection", id="series")
    _meta(made, "series", refines="#series", property="collection-type")
    _meta(made, position, refines="#series", property="group-position")
    issn = _ISSN.search(dict(edition.publication.imprint).get("issn", ""))
    if issn:
        # RFC 3044: the number of the paper, which is that of the series.
        _meta(made, f"urn:ISSN:{issn[0].upper()}", refines="#series", property="dcterms:identifier")
    _meta(made, "", name="calibre:series", content=name)
    _meta(made, "", name="calibre:series_index", content=position)


def _print(book: Book) -> str:
    """Return what the page breaks are those of (EPUB Accessibility 1.1, ``pageBreakSource``): the issue in print.

    No identifier is an issue's own. Its name, date and serial number tell which one it is, ISSN and CN of which paper.
    """
    edition, publication = book.edition, book.edition.publication
    serial = "" if edition.serial is None else f" {book.words.serial(edition.serial)}"
    title = book.mixed(publication.name, " ", f"{calendar_date(edition.date, publication.language)}{serial}")
    return " ".join((book.words.print_pattern.format(title), *_numbers(publication)))


def _numbers(publication: Publication) -> Iterator[str]:
    """Yield the numbers of a paper that are known, each with its kind: ``ISSN 1234-5678``, ``CN 31-0000``."""
    facts = dict(publication.imprint)
    for key in ("issn", "cn"):
        number = facts.get(key, "").strip()
        if number:
            yield number if number.upper().startswith(key.upper()) else f"{key.upper()} {number}"


def _accessibility(made: epub.EpubBook, book: Book) -> None:
    """State what is true of this issue (EPUB Accessibility 1.1, section 2), and no more."""
    edition = book.edition
    images = tuple(all_images(edition))
    described = all(image.alt.strip() for image in images)
    seen = bool(images or book.page_pictures)
    features = [
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "pageNavigation",
        "pageBreakMarkers",
    ]
    if not book.fixed:
        features.append("displayTransformability")
    if images and described:
        features.append("alternativeText")
    if any(run.ruby for article in edition.articles for passage in passages(article) for run in passage):
        features.append("rubyAnnotations")
    moving = any(picture.media_type == "image/svg+xml" for picture in book.pictures.values())
    modes = ("textual", "visual") if seen else ("textual",)
    for mode in (*modes, "textOnVisual") if book.fixed else modes:
        _meta(made, mode, property="schema:accessMode")
    if described:
        _meta(made, "textual", property="schema:accessModeSufficient")
    if seen:
        _meta(made, "textual,visual", property="schema:accessModeSufficient")
    for feature in features:
        _meta(made, feature, property="schema:accessibilityFeature")
    for hazard in _hazards(moving=moving, heard=book.heard):
        _meta(made, hazard, property="schema:accessibilityHazard")
    summary = book.words.accessibility_fixed if book.fixed else book.words.accessibility
    if book.heard:
        summary += book.words.accessibility_heard
        _hearing(made, edition, pictures=bool(images))
    # The package speaks the edition's language; where the program does not, it has to say so.
    tongue = {} if spoken(book.language) else {"xml:lang": "en", "dir": "ltr"}
    _meta(made, summary, property="schema:accessibilitySummary", **tongue)
    _meta(made, _print(book), property="pageBreakSource")


def _hazards(*, moving: bool, heard: bool) -> tuple[str, ...]:
    """Return what the book may do to its reader (schema.org, accessibilityHazard); what no one has examined is unknown.

    Pictures stand still in the book, but a drawing may move. Sudden loud sounds harm some: nobody has listened for them.
    """
    if moving:
        return ("unknown",)
    return ("noFlashingHazard", "noMotionSimulationHazard", "unknownSoundHazard") if heard else ("none",)


def _hearing(made: epub.EpubBook, edition: Edition, *, pictures: bool) -> None:
    """State what can be heard of a book that is read aloud."""
    _meta(made, "auditory", property="schema:accessMode")
    _meta(made, "synchronizedAudioText", property="schema:accessibilityFeature")
    enough = hearing(edition, pictures=pictures)
    if enough:
        _meta(made, enough, property="schema:accessModeSufficient")


def _meta(made: epub.EpubBook, text: str, **attributes: str) -> None:
    made.add_metadata("OPF", "meta", text, attributes)


def all_images(edition: Edition) -> Iterator[Image]:
    """Yield every picture that the documents show, page by page, advertisements last."""
    for page in edition.pages:
        for article in page.articles:
            yield from _article_images(article)
        for ad in page.ads:
            yield ad.image


def _article_images(article: Article) -> Iterator[Image]:
    yield from article.images
    for blocks in (article.editor_note, article.body, *(note.blocks for note in article.notes)):
        yield from _figures(blocks)


def _figures(blocks: Iterable[Block]) -> Iterator[Image]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block.image
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from _figures(item)
