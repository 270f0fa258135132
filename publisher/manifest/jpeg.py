"""JPEG 文件 as libjpeg sees it: whether its data are what a camera or program wrote, or were damaged on the way.

Pillow hears of errors alone. Of zeros or noise in the middle of a file libjpeg only *warns*, and goes on with grey or
smeared blocks (ITU-T T.81, F.2 tells no decoder what else to do). qpdf takes such warnings for errors.
"""

from __future__ import annotations

import threading
import warnings
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pikepdf
from PIL import ImageFile

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Some cameras fill a file up behind its last block, with zeros, ones or a few odd bytes: the picture is whole.
_ODD = 16
_END = b"\xff\xd9"

_strictness = threading.Lock()


@contextmanager
def strict() -> Iterator[None]:
    """Let Pillow refuse truncated pictures, whatever other libraries told it."""
    # WeasyPrint sets this switch of Pillow's to True for the whole process when it is imported.
    with _strictness, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before


def corrupt(content: bytes) -> bool:
    """Tell whether a JPEG that can be decoded has damaged data between its start and its end."""
    if not _warned(content):
        return False
    end = content.rfind(_END)
    data = content[: end if end > 0 else len(content)]
    padded = len(data.rstrip(b"\0\xff"))
    # A rest of zeros as long as a tenth of the file is no filling, but what a broken transfer leaves.
    if 0.9 * len(data) < padded < len(data) and not all(
        _warned(data[: padded + more] + _END) for more in range(3)
    ):
        return False
    return all(_warned(data[:-odd] + _END) for odd in range(1, _ODD + 1))


def _warned(content: bytes) -> bool:
    with pikepdf.new() as pdf:
        stream = pikepdf.Stream(pdf, content, Filter=pikepdf.Name.DCTDecode)
        try:
            stream.get_stream_buffer(pikepdf.StreamDecodeLevel.all)
        except pikepdf.DataDecodingError:
            return True
        except (pikepdf.PdfError, RuntimeError):
            # Not damaged, but of a kind that qpdf does not decode; or without its end, which others tell.
            return False
    return False
