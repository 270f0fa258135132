"""Checking pictures 图片检查: found, whole, of a format that every output can show, and not too large.

WeasyPrint embeds truncated and damaged pictures in silence, so they are decoded here, strictly, before any
output sees them.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from PIL import Image as Pillow

from publisher.locale import say
from publisher.manifest import paths
from publisher.manifest.jpeg import corrupt, strict
from publisher.manifest.source import describe, megabytes
from publisher.manifest.svg import SvgError, inspect_svg

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.errors import Position
    from publisher.manifest.report import Report

#: The largest picture: bytes of its file, and pixels (10,000 × 8,000 is a broadsheet page at 470 dpi).
MAX_BYTES = 100_000_000
MAX_PIXELS = 80_000_000

_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "GIF": "image/gif",
}

# MPO is what cameras make of several JPEGs; Pillow reads it as JPEG and then calls it by its own name.
_READ = ("JPEG", "PNG", "WEBP", "GIF")

# The first bytes of formats that editors send and that not every output can show.
_OTHER_FORMATS = (
    (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"BM", "BMP"), (b"%PDF", "PDF"), (b"%!PS", "EPS"), (b"8BPS", "PSD"),
    (b"PK\x03\x04", "ZIP"), (b"\0\0\x01\0", "ICO"), (b"\x1f\x8b", "SVGZ/GZIP"), (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cjP", "JPEG 2000"), (b"\0\0\0\x0cJXL", "JPEG XL"),
)  # fmt: skip
_OWN_FORMATS = ((b"\xff\xd8", "JPEG"), (b"\x89PNG", "PNG"), (b"GIF8", "GIF"))
# EXIF orientations (tag 0x0112) that turn a picture by 90°; every output shows it turned.
_TURNED = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112


#: The kind and size of sound pictures, by the digest of what they hold and the ending of their names.
Seen: TypeAlias = MutableMapping[tuple[str, str], tuple[str, int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of a sound picture; the size as it is seen, in pixels."""

    path: Path
    digest: str
    media_type: str
    width: int
    height: int


class BrokenImageError(Exception):
    """A picture that cannot be used.

    Args:
        rule: I-002, I-003, I-004 or I-006.
        names: what the rule's message names, besides the path.
    """

    def __init__(self, rule: str, **names: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.names = names


class Inspector:
    """Finds and checks the pictures of an edition, each file once.

    Args:
        folders: where pictures are looked for, in this order.
        report: takes M-009, I-001 to I-004 and I-006.
        seen: what is known of pictures, by what they hold; takes what is learnt of others.
    """

    def __init__(self, folders: tuple[Path, ...], report: Report, seen: Seen | None = None) -> None:
        self._folders = folders
        self._report = report
        self._seen = seen if seen is not None else {}
        self._known: dict[Path, Facts | BrokenImageError] = {}

    def find(self, name: str, where: Position) -> Facts | None:
        """Return the facts of a picture, or None after reporting why it cannot be used."""
        found = paths.find(name, self._folders)
        if found.path is None:
            if found.outside:
                self._report.add("M-009", where, path=name, root=self._folders[0].name)
            else:
                self._report.add("I-001", where, path=name, similar=found.alike)
            return None
        facts = self._facts(found.path)
        if isinstance(facts, BrokenImageError):
            self._report.add(facts.rule, where, path=name, **facts.names)
            return None
        return facts

    def _facts(self, path: Path) -> Facts | BrokenImageError:
        if path not in self._known:
            try:
                self._known[path] = inspect(path, self._seen)
            except BrokenImageError as error:
                self._known[path] = error
        return self._known[path]


def inspect(path: Path, seen: Seen | None = None) -> Facts:
    """Decode a picture whole, unless it was seen before.

    Args:
        path: its file.
        seen: sound pictures that were, by their digests and endings; takes this one.

    Raises:
        BrokenImageError: it cannot be used.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise BrokenImageError("I-004", size=megabytes(size), limit=megabytes(MAX_BYTES))
        content = path.read_bytes()
    except OSError as error:
        raise BrokenImageError("I-002", problem=describe(error)) from error
    digest = hashlib.sha256(content).hexdigest()
    known = seen.get((digest, path.suffix)) if seen is not None else None
    media_type, width, height = known or _decoded(content, path.suffix)
    if seen is not None:
        seen[digest, path.suffix] = media_type, width, height
    return Facts(path=path, digest=digest, media_type=media_type, width=width, height=height)


def _decoded(content: bytes, suffix: str) -> tuple[str, int, int]:
    return ("image/svg+xml", *_svg(content)) if is_svg(content) else _raster(content, suffix)


def is_svg(content: bytes) -> bool:
    """Tell whether a file is meant to be SVG: XML whose first element is, or seems to be, ``svg``."""
    start = content[:4096]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.replace(b"\0", b"")
    return start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and bool(
        re.search(rb"<(\w+:)?svg[\s>/]", start)
    )


def _svg(content: bytes) -> tuple[int, int]:
    """Check a drawing, and the pictures embedded in it as if they were files of their own."""
    try:
        width, height, rasters = inspect_svg(content)
    except SvgError as error:
        raise BrokenImageError(error.rule, problem=str(error)) from error
    for raster in rasters:
        try:
            _raster(raster, "")
        except BrokenImageError as error:
            if error.rule != "I-002":
                raise
            within = say("内嵌的图片：", "a picture within: ") + error.names["problem"]
            raise BrokenImageError("I-002", problem=within) from error
    return width, height


def _raster(content: bytes, suffix: str) -> tuple[str, int, int]:
    _refuse_formats(content, suffix)
    Pillow.init()  # without it Pillow does not know all of the formats named below
    # Damaged bytes make Pillow's decoders raise almost anything: OSError, SyntaxError, ValueError,
    # struct.error …
    try:
        with strict(), Pillow.open(io.BytesIO(content), formats=_READ) as image:
            _refuse_size(image.size)
            image.verify()
        with strict(), Pillow.open(io.BytesIO(content), formats=_READ) as image:
            media_type = _MEDIA_TYPES[str(image.format)]
            width, height = image.size
            # A JPEG is read to its end at an eighth of its size too, in half the time.
            image.draft(None, (width // 8, height // 8))
            image.load()
            turned = image.getexif().get(_ORIENTATION) in _TURNED
            if media_type == "image/jpeg":
                _refuse_endless(content)
                _refuse_corrupt(content)
    except (BrokenImageError, MemoryError):
        raise
    except Pillow.DecompressionBombError as error:
        raise BrokenImageError(
            "I-004", size=say("像素过多", "too many pixels"), limit=_pixels(MAX_PIXELS)
        ) from error
    except Exception as error:
        raise BrokenImageError("I-002", problem=_problem(error)) from error
    return (media_type, height, width) if turned else (media_type, width, height)


def _refuse_endless(content: bytes) -> None:
    """Refuse a JPEG without an end behind its last scan: of a file filled up with zeros the decoder says nothing."""
    if content.rfind(b"\xff\xd9") < content.rfind(b"\xff\xda"):
        raise BrokenImageError("I-002", problem=say("文件不完整", "the file is truncated"))


def _refuse_corrupt(content: bytes) -> None:
    """Refuse a JPEG with zeros or noise in the middle of its data, which decoders smear over in silence."""
    if corrupt(content):
        raise BrokenImageError("I-002", problem=say("中间的数据坏了", "its data are damaged in the middle"))


def _refuse_size(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        raise BrokenImageError("I-004", size=f"{width} × {height}", limit=_pixels(MAX_PIXELS))


def _pixels(count: int) -> str:
    return say(f"{count // 10_000} 万像素", f"{count // 1_000_000} megapixels")


def _refuse_formats(content: bytes, suffix: str) -> None:
    if not content:
        raise BrokenImageError("I-002", problem=say("文件是空的", "the file is empty"))
    if content[4:8] == b"ftyp":
        raise BrokenImageError("I-003", format=content[8:12].decode("ascii", "replace").strip().upper())
    for start, name in _OTHER_FORMATS:
        if content.startswith(start):
            raise BrokenImageError("I-003", format=name)
    known = any(content.startswith(start) for start, _ in _OWN_FORMATS) or content[8:12] == b"WEBP"
    if not known and suffix.lower() not in {".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg"}:
        raise BrokenImageError("I-003", format=suffix.lstrip(".").upper() or say("不明", "unknown"))


def _problem(error: Exception) -> str:
    words = str(error)
    if "truncated" in words.lower() or isinstance(error, EOFError):
        return say("文件不完整", "the file is truncated")
    if "cannot identify" in words:
        return say("不是图片", "it is not a picture")
    if "checksum" in words or "crc" in words.lower():
        return say("校验和不符", "its checksum is wrong")
    return say("解码失败", "it cannot be decoded") + (
        f" ({words})" if words.isascii() and 0 < len(words) < 80 else ""
    )
