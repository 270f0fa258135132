"""Reading aloud 朗读: Media Overlays (EPUB 3.3, section 9), which play an article's recording while its sentences light up.

With the times of sentences a ``par`` is a sentence; without them one ``par`` is the whole article, for nothing more is known.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from publisher.model import Chart
from publisher.text.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publisher.model import Article, Edition
    from publisher.outputs.epub.profiles import Profile
    from publisher.recording import Recording

#: The class that a reading system gives to what is being read; ``epub-overlays.css`` says how that looks.
ACTIVE_CLASS = "-epub-media-overlay-active"
#: The id of an article's element.
_STORY = "story"
_SENTENCE = re.compile(r"s\d+-\d+")
_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPS = "http://www.idpf.org/2007/ops"
_ENDINGS = {"audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg; codecs=opus": "opus"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """The overlay of a document: ``name`` from the package's folder, ``duration`` of all that it plays in ms."""

    name: str
    content: bytes
    duration: int
    recording: Recording


def recording_of(article: Article, profile: Profile, *, fixed: bool = False) -> Recording | None:
    """Return the recording that a book has of an article; the facsimile, and readers that play none, have none."""
    return article.audio if profile.overlays and not fixed else None


def sound_file(recording: Recording) -> str:
    """Return the file of a recording from the package's folder; two articles may share one."""
    return f"audio/{recording.digest[:16]}.{_ENDINGS[recording.media_type]}"


def overlay(file: str, content: bytes, recording: Recording) -> Overlay:
    """Make the overlay of an article's document.

    Args:
        file: the document's, below ``text/``.
        content: the document, from which the order of its sentences is read.
        recording: of the article.

    Raises:
        ValueError: there is not one cue to each sentence, which loading has made sure of; a mistake of ours.
    """
    sound = f"../{sound_file(recording)}"
    if recording.cues:
        pars = "".join(_sentences(file, content, sound, recording))
        duration = sum(cue.end - cue.start for cue in recording.cues)
    else:
        pars = _par(f"{file}#{_STORY}", f'<audio src="{sound}"/>')
        duration = recording.duration
    made = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="{_OPS}" version="3.0">\n'
        f'<body epub:textref="{escape(file)}#{_STORY}">{pars}\n</body>\n</smil>\n'
    )
    return Overlay(
        name=f"text/{file.removesuffix('.xhtml')}.smil",
        content=made.encode(),
        duration=duration,
        recording=recording,
    )


def _sentences(file: str, content: bytes, sound: str, recording: Recording) -> Iterator[str]:
    """Yield the ``par`` of each sentence; those of a footnote in a ``seq`` that can be skipped (section 9, "Skippability")."""
    root = ET.fromstring(content)  # noqa: S314 - made by ourselves
    notes = {name: aside.get("id") for aside in root.iter(f"{_XHTML}aside") for name in _ids(aside)}
    for note, pairs in groupby(
        zip(_ids(root), recording.cues, strict=True), key=lambda pair: notes.get(pair[0])
    ):
        made = "".join(
            _par(
                f"{file}#{name}",
                f'<audio src="{sound}" clipBegin="{clock(cue.start)}" clipEnd="{clock(cue.end)}"/>',
            )
            for name, cue in pairs
        )
        yield (
            f'\n<seq epub:type="footnote" epub:textref="{escape(file)}#{note}">{made}\n</seq>'
            if note
            else made
        )


def _ids(element: ET.Element) -> Iterator[str]:
    names = (span.get("id", "") for span in element.iter(f"{_XHTML}span"))
    return (name for name in names if _SENTENCE.fullmatch(name))


def _par(text: str, audio: str) -> str:
    return f'\n<par><text src="{escape(text)}"/>{audio}</par>'


def clock(time: int) -> str:
    """Return a time in ms as a clock value of SMIL: 7.150s."""
    return f"{time // 1000}.{time % 1000:03d}s"


def hearing(edition: Edition, *, pictures: bool) -> str:
    """Return what is enough to take in all of a book that is read aloud, besides its text.

    Hearing alone is, where every article is read and there is nothing to be seen; with pictures or charts, hearing and seeing are;
    with an article that is not read, nothing is claimed.
    """
    if not all(article.audio for article in edition.articles):
        return ""
    blocks = (block for article in edition.articles for block in article.body)
    return "auditory,visual" if pictures or any(isinstance(block, Chart) for block in blocks) else "auditory"
