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
from publisher.preflight.streams import LIMIT, filters

if TYPE_CHECKING:
    from publisher.preflight.pictures import Picture

#: Pixels of a JPEG or JPEG 2000 that are decoded; larger ones no memory may hold.
_MOST = 120_000_000
_CHUNK = 1 << 16
#: Deflated data never grow by more (RFC 1951); and so many bytes of a picture are counted, be it a bomb or not.
_RATIO, _COUNTED = 1040, 2 << 30
_CODED = {"/DCTDecode": "JPEG", "/DCT": "JPEG", "/JPXDecode": "JPEG2000"}
_FLATE = frozenset({"/FlateDecode", "/Fl"})


def picture_problem(image: Any, picture: Picture) -> str:  # noqa: ANN401 - an object of a PDF
    """Return what is wrong with the data of an image XObject, nothing if they are whole."""
    needed = -(-picture.width * picture.space.count * picture.bits // 8) * picture.height
    raw = bytes(image.read_raw_bytes())
    problem = data_problem(raw, filters(image), _parameters(image), needed, picture.height)
    mask = image.get("/SMask")
    if problem or not isinstance(mask, pikepdf.Stream):
        return problem
    width, height, bits = (_integer(mask.get(key)) for key in ("/Width", "/Height", "/BitsPerComponent"))
    needed = -(-width * bits // 8) * height
    return data_problem(bytes(mask.read_raw_bytes()), filters(mask), _parameters(mask), needed, height)


def data_problem(raw: bytes, names: list[str], parameters: Any, needed: int, rows: int) -> str:  # noqa: ANN401
    """Return what is wrong with the data of a picture.

    Args:
        raw: the data as they stand in the file.
        names: their filters.
        parameters: those of the last filter.
        needed: bytes that its rows take when decoded.
        rows: the rows, each of which a PNG predictor marks with one byte more.
    """
    try:
        while len(names) > 1:
            raw, names = _peeled(raw, names[0]), names[1:]
    except (ValueError, binascii.Error, zlib.error):
        return say("图片解不开", "a picture cannot be decoded")
    except NotImplementedError:
        return ""
    last = names[0] if names else ""
    if last in _CODED:
        return _coded(raw, _CODED[last])
    if last in _FLATE:
        if isinstance(parameters, pikepdf.Dictionary) and _integer(parameters.get("/Predictor")) >= 10:
            needed += rows
        if len(raw) * _RATIO < needed:
            return _short(len(raw), needed)
        needed = min(needed, _COUNTED)
        return _short(_inflated(raw, needed), needed)
    if not last:
        return _short(len(raw), needed)
    return "" if raw else say("图片没有数据", "a picture has no data")


def font_problem(file: Any, name: str) -> str:  # noqa: ANN401
    """Return what is wrong with an embedded font file, nothing if it can be read."""
    raw, names = bytes(file.read_raw_bytes()), filters(file)
    whole = (
        _inflated(raw, LIMIT, ended=True) if names and names[-1] in _FLATE and len(names) == 1 else len(raw)
    )
    return "" if whole else say(f"字体 {name} 残缺", f"font {name} is incomplete")


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
    if name in {"/ASCII85Decode", "/A85"}:
        return base64.a85decode(raw.strip().removesuffix(b"~>").removeprefix(b"<~"))
    if name in {"/ASCIIHexDecode", "/AHx"}:
        plain = b"".join(raw.split(b">", 1)[0].split())
        return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode("ascii", "replace"))
    if name in _FLATE:
        return zlib.decompressobj().decompress(raw, LIMIT)
    raise NotImplementedError(name)


def _coded(raw: bytes, format_: str) -> str:
    """Return what is wrong with a JPEG or JPEG 2000 file, which tells its own size."""
    # Damaged bytes make Pillow's decoders raise almost anything: OSError, SyntaxError, ValueError, struct.error …
    try:
        with strict(), Pillow.open(io.BytesIO(raw), formats=(format_,)) as image:
            width, height = image.size
            if width * height > _MOST:
                return ""
            # A JPEG is read to its end at an eighth of its size too, in half the time.
            image.draft(None, (width // 8, height // 8))
            image.load()
    except Pillow.DecompressionBombError:
        return ""
    except MemoryError:
        raise
    except Exception:
        return say(f"{format_} 图片不完整或解不开", f"a {format_} picture is truncated or cannot be decoded")
    if format_ == "JPEG" and corrupt(raw):
        return say("JPEG 图片中间的数据坏了", "a JPEG picture has damaged data in its middle")
    return ""


def _parameters(image: Any) -> Any:  # noqa: ANN401
    found = image.get("/DecodeParms", image.get("/DP"))
    return found[len(found) - 1] if isinstance(found, pikepdf.Array) and len(found) else found


def _integer(found: Any) -> int:  # noqa: ANN401
    return min(1 << 20, max(0, found)) if isinstance(found, int) else 0
