"""Reading streams of a PDF without trusting their size: a few bytes may inflate to gigabytes."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Bytes that the contents of a page, a form or a profile may have when inflated.
LIMIT = 64 << 20
#: Bytes of other compressions than Flate that are read at all; what they make of these is bounded by their kind.
_RAW = 2 << 20


class TooMuchError(Exception):
    """A file asks for more than is reasonable."""


def filters(stream: Any) -> list[str]:  # noqa: ANN401 - pikepdf's objects are what they are
    """Return the names of a stream's filters."""
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(found)] if isinstance(found, pikepdf.Name) else [str(item) for item in found]


def read(stream: Any, limit: int = LIMIT) -> bytes:  # noqa: ANN401
    """Return the decoded bytes of a stream.

    Raises:
        TooMuchError: there are more than ``limit``.
        pikepdf.PdfError: it cannot be decoded.
    """
    names = filters(stream)
    if not names:
        data = stream.read_raw_bytes()
    elif names == ["/FlateDecode"] and "/DecodeParms" not in stream:
        data = _inflate(stream.read_raw_bytes(), limit)
    elif len(names) <= 2 and len(stream.read_raw_bytes()) <= _RAW:
        data = stream.read_bytes()
    else:
        raise TooMuchError("/".join(names))
    if len(data) > limit:
        raise TooMuchError(f"{len(data) >> 20} MB")
    return bytes(data)


def _inflate(raw: bytes, limit: int) -> bytes:
    work = zlib.decompressobj()
    try:
        data = work.decompress(raw, limit + 1)
    except zlib.error as error:
        # As viewers do, take what can be read of a stream that is damaged at its end.
        data = _salvage(raw, limit)
        if not data:
            raise pikepdf.PdfError(str(error)) from error
    if len(data) > limit:
        raise TooMuchError(f"{limit >> 20} MB")
    return data


def _salvage(raw: bytes, limit: int) -> bytes:
    work, parts = zlib.decompressobj(), []
    try:
        for start in range(0, len(raw), 256):
            parts.append(work.decompress(raw[start : start + 256], limit))
            if sum(map(len, parts)) > limit:
                break
    except zlib.error:
        pass
    return b"".join(parts)


def contents(page: Any) -> bytes:  # noqa: ANN401
    """Return the content of a page, its parts joined (ISO 32000-2, 7.8.2).

    Raises:
        TooMuchError: there is too much of it.
        pikepdf.PdfError: a part cannot be decoded.
    """
    found = page.get("/Contents")
    if found is None:
        return b""
    data, left = [], LIMIT
    for part in _parts(found):
        data.append(read(part, left))
        left -= len(data[-1])
    return b"\n".join(data)


def _parts(found: Any) -> Iterator[Any]:  # noqa: ANN401
    if isinstance(found, pikepdf.Stream):
        yield found
    elif isinstance(found, pikepdf.Array):
        yield from (item for item in found if isinstance(item, pikepdf.Stream))
