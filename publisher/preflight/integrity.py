"""Whether the pictures and fonts within a PDF are whole (ISO 32000-2, 7.4 and 8.9.5): damaged ones print as grey bands.

Everything is decoded once, and nothing is kept: inflated data are only counted, a JPEG is decoded by libjpeg.
"""

from __future__ import annotations

import base64
import binascii
import io
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
from PIL import Image as Pillow

from publisher.locale import say
from publisher.manifest.jpeg import corrupt, strict
from publisher.preflight.programs import broken
from publisher.preflight.streams import LIMIT, TooMuchError, filters, read

if TYPE_CHECKING:
    from publisher.preflight.pictures import Picture

#: Pixels of a JPEG or JPEG 2000 that are decoded; larger ones no memory may hold.
_MOST = 120_000_000
_CHUNK = 1 << 16
#: Deflated data never grow by more (RFC 1951); and so many bytes of a picture are counted, be it a bomb or not.
_RATIO, _COUNTED = 1040, 2 << 30
_CODED = {"/DCTDecode": "JPEG", "/JPXDecode": "JPEG2000"}
_FLATE = "/FlateDecode"
#: Data that are written as characters, and not compressed at all.
_WRITTEN = (["/ASCII85Decode"], ["/ASCIIHexDecode"])


class NotExaminedError(Exception):
    """Data are compressed in a way, which the message names, that nothing here decodes so as to notice damage.

    libtiff, which Pillow decodes CCITT with, only prints what it thinks of damaged data; JBIG2 needs a program of its own.
    """


def picture_problem(image: Any, picture: Picture) -> str:  # noqa: ANN401 - an object of a PDF
    """Return what is wrong with the data of an image XObject and its masks, nothing if they are whole.

    Raises:
        NotExaminedError: nobody here can tell.
    """
    problem = _data_problem(
        bytes(image.read_raw_bytes()),
        image,
        picture.width * picture.space.count * picture.bits,
        picture.height,
    )
    for key in ("/SMask", "/Mask"):
        mask = image.get(key)
        if not problem and isinstance(mask, pikepdf.Stream):
            width, height, bits = (
                _integer(mask.get(key)) for key in ("/Width", "/Height", "/BitsPerComponent")
            )
            problem = _data_problem(bytes(mask.read_raw_bytes()), mask, width * max(bits, 1), height)
    return problem


def inline_problem(data: bytes, keys: pikepdf.Dictionary, picture: Picture) -> str:
    """Return what is wrong with the data of an inline image, nothing if they are whole.

    Args:
        data: what stands between ``ID`` and ``EI``.
        keys: those of the image, written out.
        picture: what they say.

    Raises:
        NotExaminedError: nobody here can tell.
    """
    # No compressed data begin with white space, of which some programs write more than one behind ID.
    raw = data.lstrip() if "/Filter" in keys else data
    return _data_problem(raw, keys, picture.width * picture.space.count * picture.bits, picture.height)


def _data_problem(raw: bytes, keys: Any, bits: int, rows: int) -> str:  # noqa: ANN401
    """Return what is wrong with the data of a picture whose keys are given, and the bits that each of its rows takes."""
    return data_problem(raw, filters(keys), _parameters(keys), -(-bits // 8) * rows, rows)


def data_problem(raw: bytes, names: list[str], parameters: Any, needed: int, rows: int) -> str:  # noqa: ANN401
    """Return what is wrong with the data of a picture.

    Args:
        raw: the data as they stand in the file.
        names: their filters.
        parameters: those of the last filter.
        needed: bytes that its rows take when decoded.
        rows: the rows, each of which a PNG predictor marks with one byte more.

    Raises:
        NotExaminedError: nobody here can tell.
    """
    try:
        while len(names) > 1 or names in _WRITTEN:
            raw, names = _peeled(raw, names[0]), names[1:]
    except (ValueError, binascii.Error, zlib.error):
        return say("图片解不开", "a picture cannot be decoded")
    last = names[0] if names else ""
    if last in _CODED:
        return _coded(raw, _CODED[last])
    if last == _FLATE:
        if isinstance(parameters, pikepdf.Dictionary) and _integer(parameters.get("/Predictor")) >= 10:
            needed += rows
        if len(raw) * _RATIO < needed:
            return _short(len(raw), needed)
        needed = min(needed, _COUNTED)
        return _short(_inflated(raw, needed), needed)
    if not last:
        return _short(len(raw), needed)
    if not raw:
        return say("图片没有数据", "a picture has no data")
    raise NotExaminedError(_plain(last))


def font_problem(file: Any, name: str) -> str:  # noqa: ANN401
    """Return what is wrong with an embedded font file, nothing if it can be drawn by."""
    raw, names = bytes(file.read_raw_bytes()), filters(file)
    if names == [_FLATE] and not _inflated(raw, LIMIT, ended=True):
        return say(f"字体 {name} 残缺", f"font {name} is incomplete")
    try:
        damaged = broken(read(file))
    except TooMuchError:
        return ""
    except pikepdf.PdfError:
        damaged = True
    return (
        say(f"字体 {name} 的字形读不出来", f"the outlines of font {name} cannot be read") if damaged else ""
    )


def _short(found: int, needed: int) -> str:
    if found >= needed:
        return ""
    share = 100 * found // needed
    return say(f"图片的数据只有应有的 {share}%", f"a picture has only {share}% of its data")


def _inflated(raw: bytes, limit: int, *, ended: bool = False) -> int:
    """Return how many bytes deflated data make, counted as far as ``limit``; 0 if they must end and do not."""
    work, count = zlib.decompressobj(), 0
    try:
        while raw and count < limit and not work.eof:
            count += len(work.decompress(raw, _CHUNK))
            raw = work.unconsumed_tail
    except zlib.error:
        return 0 if ended else count
    return 0 if ended and count < limit and not work.eof else count


def _peeled(raw: bytes, name: str) -> bytes:
    """Take away a filter that stands before another one."""
    if name == "/ASCII85Decode":
        return base64.a85decode(raw.strip().removesuffix(b"~>").removeprefix(b"<~"))
    if name == "/ASCIIHexDecode":
        plain = b"".join(raw.split(b">", 1)[0].split())
        return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii", "replace"))
    if name == _FLATE:
        return zlib.decompressobj().decompress(raw, LIMIT)
    raise NotExaminedError(_plain(name))


def _plain(name: str) -> str:
    """Return the name of a filter as people write it."""
    return name.removeprefix("/").removesuffix("Decode").removesuffix("Fax")[:20]


def _coded(raw: bytes, format_: str) -> str:
    """Return what is wrong with a JPEG or JPEG 2000 file, which tells its own size."""
    # Damaged bytes make Pillow's decoders raise almost anything: OSError, SyntaxError, ValueError, struct.error …
    try:
        with strict(), Pillow.open(io.BytesIO(raw), formats=(format_,)) as image:
            width, height = image.size
            _bound(width * height, format_)
            # A JPEG is read to its end at an eighth of its size too, in half the time.
            image.draft(None, (width // 8, height // 8))
            image.load()
    except Pillow.DecompressionBombError as error:
        raise NotExaminedError(_large(format_)) from error
    except (MemoryError, NotExaminedError):
        raise
    except Exception:
        return say(f"{format_} 图片不完整或解不开", f"a {format_} picture is truncated or cannot be decoded")
    if format_ == "JPEG" and corrupt(raw):
        return say("JPEG 图片中间的数据坏了", "a JPEG picture has damaged data in its middle")
    return ""


def _bound(pixels: int, format_: str) -> None:
    if pixels > _MOST:
        raise NotExaminedError(_large(format_))


def _large(format_: str) -> str:
    return say(
        f"{format_}，超过 {_MOST // 1_000_000} 百万像素",
        f"{format_} of more than {_MOST // 1_000_000} million pixels",
    )


def _parameters(image: Any) -> Any:  # noqa: ANN401
    found = image.get("/DecodeParms")
    return found[len(found) - 1] if isinstance(found, pikepdf.Array) and len(found) else found


def _integer(found: Any) -> int:  # noqa: ANN401
    return min(1 << 20, max(0, found)) if isinstance(found, int) else 0
