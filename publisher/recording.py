"""An article read aloud 朗读: its recording, and when each of its sentences is heard. Times in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """When a sentence is heard: from ``start`` to ``end``, in ms from the beginning of the recording."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A recording that was found sound when it was loaded.

    Attributes:
        src: its path as the manifest names it; ``path``: where it lies; ``digest``: SHA-256 of its bytes.
        media_type: a core media type of EPUB 3.3 (section 3.2).
        duration: in ms.
        cues: of the sentences in the order of :func:`publisher.text.spoken.spoken_sentences`, one to each; none where only the
            whole article is known to be read.
        narrator: who reads, if it is said.
    """

    src: str
    path: Path
    digest: str
    media_type: str
    duration: int
    cues: tuple[Cue, ...] = ()
    narrator: str = ""
