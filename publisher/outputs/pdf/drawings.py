"""Drawings 图画, SVG files, that are painted again and again: what the painter made of one is kept, and painted as it is.

WeasyPrint reads the numbers of a path one by one, and needs most of a second for a rich drawing.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import re
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

#: Sets how much is seen through what is filled (``a``) or stroked (``A``): the painter names such a state after what it says.
_STATE = re.compile(rb"/([aA])([0-9.]+) gs")


def keep(pictures: Mapping[str, Any], folder: Path | None) -> None:
    """Let the drawings among a document's pictures be painted as they were before, and kept where they were not.

    Args:
        pictures: the painter's pictures by their addresses, which name what they hold.
        folder: where drawings are kept; several painters may use it at once. None keeps nothing.
    """
    for address, picture in pictures.items():
        if folder and type(picture).__name__ == "SVGImage":
            picture.draw = partial(_draw, picture.draw, address, folder)


def _draw(
    anew: Callable[..., None],
    address: str,
    folder: Path,
    stream: Any,  # noqa: ANN401 - the painter's
    width: float,
    height: float,
    style: Any,  # noqa: ANN401
) -> None:
    known = folder / hashlib.sha256(f"{address} {width!r} {height!r}".encode()).hexdigest()
    _begin(stream)
    try:
        kept = known.read_bytes()
    except OSError:
        before = len(stream.stream)
        with _complaints() as said:
            anew(stream, width, height, style)
        made = stream.stream[before:]
        # What the painter complains of it must say again, and what it gave up half-way is no drawing.
        if not said and _means_the_same_elsewhere(made):
            _write(known, b"\n".join(made))
        return
    _declare_states(stream, kept)
    stream.stream += kept.split(b"\n")


@contextlib.contextmanager
def _complaints() -> Iterator[list[logging.LogRecord]]:
    """Yield what the painter complains of meanwhile."""
    said: list[logging.LogRecord] = []

    def heard(record: logging.LogRecord) -> bool:
        said.append(record)
        return True

    log = logging.getLogger("weasyprint")
    log.addFilter(heard)
    try:
        yield said
    finally:
        log.removeFilter(heard)


def _begin(stream: Any) -> None:  # noqa: ANN401
    """Let the painter forget which colour it set last: what is drawn now sets all that it needs."""
    stream.push_state()
    stream.pop_state()


def _means_the_same_elsewhere(operators: list[Any]) -> bool:
    """Tell whether operators call for nothing by name but states that say what they are: no font, shade, picture or pattern."""
    return all(
        isinstance(operator, bytes)
        and b"\n" not in operator
        and (b"/" not in operator or _STATE.fullmatch(operator))
        for operator in operators
    )


def _declare_states(stream: Any, operators: bytes) -> None:  # noqa: ANN401
    before = len(stream.stream)
    for kind, value in dict.fromkeys(_STATE.findall(operators)):
        stream.set_alpha(float(value) if b"." in value else int(value), stroke=kind == b"A")
    del stream.stream[before:]
    _begin(stream)


def _write(target: Path, content: bytes) -> None:
    # The folder goes when the session ends, and what is not kept is only drawn anew.
    with contextlib.suppress(OSError):
        beside = target.with_suffix(f".{os.getpid()}")
        beside.write_bytes(content)
        beside.replace(target)
