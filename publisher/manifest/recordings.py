"""Checking recordings 录音检查: found, of a kind that every reading system plays, and of a known length.

EPUB 3.3 has three core media types of audio (section 3.2): MP3, AAC-LC in MP4, and Opus in Ogg. What is no core media type would
need a fallback, which the sound of a Media Overlay cannot have (section 9).
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from publisher.locale import say
from publisher.manifest import paths
from publisher.manifest.audio_keys import AudioKeys
from publisher.manifest.cues import fitted, read_cues
from publisher.manifest.source import ARTICLE_LIMIT, describe, megabytes, read_text
from publisher.recording import Recording
from publisher.text.spoken import spoken_sentences

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.errors import Position
    from publisher.manifest.articles import Draft
    from publisher.manifest.report import Report
    from publisher.model import Article

#: The largest recording in bytes: some two hours of speech at 192 kbit/s.
MAX_BYTES = 200_000_000
_AAC_LC = "mp4a.40.2"
# The first bytes of formats that editors send and that not every reading system plays.
_OTHER_FORMATS = (
    (b"RIFF", "WAV"), (b"fLaC", "FLAC"), (b"FORM", "AIFF"), (b"caff", "CAF"), (b"#!AMR", "AMR"), (b"MThd", "MIDI"),
    (b"\x30\x26\xb2\x75", "WMA"), (b"\x1a\x45\xdf\xa3", "WebM"), (b"ADIF", "AAC"),
)  # fmt: skip


class BrokenRecordingError(Exception):
    """A recording that cannot be used.

    Args:
        rule: V-002, V-003 or V-004.
        names: what the rule's message names, besides the path.
    """

    def __init__(self, rule: str, **names: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.names = names


class Recordings:
    """Finds and checks the recordings of an edition, each file once.

    Args:
        folders: where recordings and their cues are looked for, in this order.
        report: takes M-009, V-001 to V-007, and what :func:`~publisher.manifest.source.read_text` reports.
    """

    def __init__(self, folders: tuple[Path, ...], report: Report) -> None:
        self._folders = folders
        self._report = report
        self._known: dict[Path, Recording | BrokenRecordingError] = {}

    def of(self, draft: Draft, article: Article | None) -> Recording | None:
        """Return the recording of an article, or None where it has none or after a finding.

        Args:
            draft: what the manifest says.
            article: what was made of it; None where its sentences cannot be known, and are not counted.
        """
        keys = draft.keys.audio
        if keys is None:
            return None
        path = (*draft.path, "audio")
        if not isinstance(keys, AudioKeys):
            return self._recording(keys, draft.document.at(path))
        found = self._recording(keys.src, draft.document.at((*path, "src")))
        cues = self._find(keys.cues, draft.document.at((*path, "cues"))) if keys.cues else None
        if found is None:
            return None
        found = replace(found, narrator=keys.narrator)
        return self._timed(found, self._written(keys.cues, cues), article) if keys.cues and cues else found

    def _written(self, name: str, path: Path) -> Path:
        """Return a file as it is named, not as links lead to it: findings should name what the editor knows."""
        named = (folder / name for folder in self._folders)
        return next((item for item in named if item.resolve() == path), path)

    def _timed(self, recording: Recording, file: Path, article: Article | None) -> Recording | None:
        source = read_text(file, ARTICLE_LIMIT, self._report)
        cues = read_cues(source, self._report) if source else None
        if source is None or cues is None or article is None:
            return None
        made = fitted(cues, spoken_sentences(article), recording.duration, source.file, self._report)
        return replace(recording, cues=made) if made else None

    def _recording(self, name: str, where: Position) -> Recording | None:
        path = self._find(name, where)
        if path is None:
            return None
        if path not in self._known:
            try:
                self._known[path] = inspect(path)
            except BrokenRecordingError as error:
                self._known[path] = error
        known = self._known[path]
        if isinstance(known, BrokenRecordingError):
            self._report.add(known.rule, where, path=name, **known.names)
            return None
        return replace(known, src=name)

    def _find(self, name: str, where: Position) -> Path | None:
        found = paths.find(name, self._folders)
        if found.path is None:
            if found.outside:
                self._report.add("M-009", where, path=name, root=self._folders[0].name)
            else:
                self._report.add("V-001", where, path=name, similar=found.alike)
        return found.path


def inspect(path: Path) -> Recording:
    """Read a recording's kind and length.

    Raises:
        BrokenRecordingError: it cannot be used.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BrokenRecordingError("V-004", size=megabytes(size), limit=megabytes(MAX_BYTES))
        content = path.read_bytes()
    except OSError as error:
        raise BrokenRecordingError("V-002", problem=describe(error)) from error
    media_type, seconds = _kind(content, path.suffix)
    duration = round(seconds * 1000)
    if duration <= 0:
        raise BrokenRecordingError("V-002", problem=say("里面没有声音", "there is no sound in it"))
    digest = hashlib.sha256(content).hexdigest()
    return Recording(src=path.name, path=path, digest=digest, media_type=media_type, duration=duration)


def _kind(content: bytes, suffix: str) -> tuple[str, float]:
    """Return the core media type and the length in seconds, both of the bytes and not of the file's name."""
    if not content:
        raise BrokenRecordingError("V-002", problem=say("文件是空的", "the file is empty"))
    unknown = next((name for start, name in _OTHER_FORMATS if content.startswith(start)), "")
    # Frames of AAC without a container begin like those of MP3, but their layer is 0 (ISO/IEC 13818-7, ADTS).
    frames = len(content) > 1 and content[0] == 0xFF and content[1] & 0xE0 == 0xE0
    if frames and content[1] & 0x06 == 0:
        unknown = "AAC (ADTS)"
    # Damaged bytes make the parsers raise almost anything: struct.error, IndexError, KeyError …
    try:
        if content.startswith(b"OggS"):
            return _opus(content)
        if content[4:8] == b"ftyp":
            return _aac(content)
        if content.startswith(b"ID3") or (frames and not unknown):
            return _mp3(content)
    except (BrokenRecordingError, MemoryError):
        raise
    except Exception as error:
        problem = say("读不出声音数据", "its sound data cannot be read")
        raise BrokenRecordingError("V-002", problem=problem) from error
    name = unknown or suffix.lstrip(".").upper() or say("不明", "unknown")
    if not unknown and suffix.lower() in {".mp3", ".m4a", ".mp4", ".opus", ".ogg"}:
        raise BrokenRecordingError("V-002", problem=say("不是录音", "it is no recording"))
    raise BrokenRecordingError("V-003", format=name)


def _opus(content: bytes) -> tuple[str, float]:
    # The kind of the first stream stands in its first packet, within the first page (RFC 7845, section 3).
    if b"OpusHead" not in content[:256]:
        raise BrokenRecordingError("V-003", format="Vorbis" if b"vorbis" in content[:256] else "Ogg")
    return "audio/ogg; codecs=opus", float(OggOpus(io.BytesIO(content)).info.length)


def _aac(content: bytes) -> tuple[str, float]:
    info = MP4(io.BytesIO(content)).info
    if info.codec != _AAC_LC:
        raise BrokenRecordingError("V-003", format=info.codec_description or info.codec or "MP4")
    return "audio/mp4", float(info.length)


def _mp3(content: bytes) -> tuple[str, float]:
    info = MP3(io.BytesIO(content)).info
    if info.sketchy:
        raise BrokenRecordingError("V-002", problem=say("读不出声音数据", "its sound data cannot be read"))
    if info.layer != 3:
        raise BrokenRecordingError("V-003", format=f"MP{info.layer}")
    return "audio/mpeg", float(info.length)
