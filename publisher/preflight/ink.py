"""Total ink 总墨量 (ISO 12647-3: at most 220 % on newsprint): Ghostscript makes the separations, and they are added up."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image

from publisher.locale import say
from publisher.preflight.colours import PROCESS
from publisher.preflight.geometry import MM
from publisher.preflight.result import Ink, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from publisher.preflight.boxes import Sheet
    from publisher.pressroom import Limits

#: Dots to the inch; a page larger than so many dots is looked at more coarsely.
_DPI, _DOTS = 100.0, 24e6
#: Seconds that separating may take: to begin with, and for a page.
_SECONDS, _PER_PAGE = 30.0, 15.0
#: Pages that are separated at all.
MOST_PAGES = 200
#: The side of a cell, in dots, by which places above the limit are told.
_CELL = 32
#: Heat map: dots to the inch are halved, which is fine enough for eyes.
_SHRINK = 2


class InkError(Exception):
    """Ghostscript could not separate the file."""


class Measured(NamedTuple):
    """The ink of a page, and where it lies above the limit, the worst place first."""

    ink: Ink
    places: list[Place]


def ghostscript() -> str | None:
    """Return the path of Ghostscript, or None where it is not installed."""
    return next(filter(None, map(shutil.which, ("gs", "gswin64c", "gswin32c"))), None)


def measure(
    path: Path, sheets: Sequence[Sheet], limits: Limits, *, spots: bool, program: str, timeout: float | None
) -> list[Measured]:
    """Measure the ink of the pages of a PDF.

    Args:
        path: the PDF.
        sheets: its pages.
        limits: those of the press.
        spots: it has spot colours, and each gets a separation of its own; else a picture in CMYK does, which is faster.
        program: Ghostscript.
        timeout: seconds that it may take; ``None`` depends on the pages.

    Raises:
        InkError: it failed, or took too long.
    """
    area = max(sheet.trim.width * sheet.trim.height for sheet in sheets) * max(s.unit for s in sheets) ** 2
    dpi = min(_DPI, 72 * (_DOTS / max(area, 1.0)) ** 0.5)
    count = min(len(sheets), MOST_PAGES)
    seconds = timeout or _SECONDS + _PER_PAGE * count
    with tempfile.TemporaryDirectory(prefix="epaper-ink-") as folder:
        work = Path(folder)
        _separate(path, work, program, dpi=dpi, spots=spots, pages=count, seconds=seconds, box=_box(sheets))
        return [
            _measured(sheet, _plates(work, number, spots=spots), limits, dpi)
            for number, sheet in enumerate(sheets[:count], 1)
        ]


def _box(sheets: Sequence[Sheet]) -> str:
    return "-dUseTrimBox" if all(sheet.trimmed for sheet in sheets) else "-dUseCropBox"


def _separate(
    path: Path, work: Path, program: str, *, dpi: float, spots: bool, pages: int, seconds: float, box: str
) -> None:
    device = "tiffsep" if spots else "tiff32nc"
    command = [
        program, "-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dNOPROMPT", f"-sDEVICE={device}", f"-r{dpi:.4g}", box,
        "-sCompression=none", "-dLastPage=" + str(pages), "-dShowAnnots=false", "-sOverprint=enable",
        "-dMaxBitmap=200000000", f"-sOutputFile={work / 'p%04d.tif'}", "-f", str(path.absolute()),
    ]  # fmt: skip
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours, the program that of the user's PATH
            command, capture_output=True, check=False, stdin=subprocess.DEVNULL, timeout=seconds, cwd=work
        )
    except subprocess.TimeoutExpired as error:
        raise InkError(say(f"超过 {seconds:.0f} 秒", f"it took longer than {seconds:.0f} s")) from error
    except OSError as error:
        raise InkError(str(error.strerror or error)) from error
    if done.returncode or not list(work.glob("p*.tif")):
        said = (done.stderr + done.stdout).decode("utf-8", "replace").split("\n")
        lines = [line.strip() for line in said if "rror" in line]
        raise InkError((lines or [f"Ghostscript {done.returncode}"])[0][:120])


def _plates(work: Path, number: int, *, spots: bool) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Yield the name of each ink, and how much of it lies where: 0 to 255."""
    base = work / f"p{number:04d}.tif"
    if not base.exists():
        raise InkError(say(f"没有第 {number} 页", f"page {number} is missing"))
    Image.MAX_IMAGE_PIXELS = None
    if not spots:
        with Image.open(base) as picture:
            plates = np.asarray(picture)
        yield from ((name, plates[:, :, at]) for at, name in enumerate(PROCESS))
        return
    for plate in sorted(work.glob(f"p{number:04d}*(*).tif")):
        with Image.open(plate) as picture:
            # A separation is white where there is no ink.
            yield plate.stem.split("(", 1)[1][:-1], 255 - np.asarray(picture.convert("L"))


def _measured(
    sheet: Sheet, plates: Iterator[tuple[str, NDArray[np.uint8]]], limits: Limits, dpi: float
) -> Measured:
    total: NDArray[np.uint16] | None = None
    coverage = {}
    for name, plate in plates:
        coverage[name] = float(plate.mean()) / 2.55
        total = plate.astype(np.uint16) if total is None else total + plate
    if total is None:
        raise InkError(say("没有色版", "there are no plates"))
    # A step of 255 for each of four inks is rounded.
    above = total > limits.tac * 2.55 + 2
    area = float(above.sum()) * (25.4 / dpi) ** 2
    ink = Ink(
        most=float(total.max(initial=0)) / 2.55, area=area, coverage=coverage, dpi=dpi, heat=_heat(total, limits.tac)
    )  # fmt: skip
    return Measured(ink, _places(sheet, above, dpi) if area > limits.tac_area else [])


def _places(sheet: Sheet, above: NDArray[np.bool_], dpi: float) -> list[Place]:
    """Return boxes around what lies above the limit: cells that touch are one place."""
    cells = np.add.reduceat(np.add.reduceat(above, np.arange(0, above.shape[0], _CELL), axis=0),
                            np.arange(0, above.shape[1], _CELL), axis=1)  # fmt: skip
    left = {(int(y), int(x)): int(cells[y, x]) for y, x in np.argwhere(cells)}
    found = []
    while left:
        todo, group, weight = [next(iter(left))], [], 0
        while todo:
            y, x = todo.pop()
            if (y, x) in left:
                weight += left.pop((y, x))
                group.append((y, x))
                todo += ((y + v, x + u) for v in (-1, 0, 1) for u in (-1, 0, 1))
        found.append((weight, _around(sheet, above, group, dpi)))
    return [place for _, place in sorted(found, reverse=True)]


def _around(sheet: Sheet, above: NDArray[np.bool_], cells: list[tuple[int, int]], dpi: float) -> Place:
    top, left = min(y for y, _ in cells) * _CELL, min(x for _, x in cells) * _CELL
    bottom, right = max(y for y, _ in cells) * _CELL + _CELL, max(x for _, x in cells) * _CELL + _CELL
    rows, columns = np.nonzero(above[top:bottom, left:right])
    mm = 25.4 / dpi
    # Without a trim box the crop box was separated, whose top left is that of the media that is shown.
    across = (sheet.crop.left - sheet.trim.left) / MM if not sheet.trimmed else 0.0
    return Place(
        (left + int(columns.min())) * mm + across,
        (top + int(rows.min())) * mm,
        (int(np.ptp(columns)) + 1) * mm,
        (int(np.ptp(rows)) + 1) * mm,
    )


def _heat(total: NDArray[np.uint16], limit: float) -> bytes:
    """Draw the heat map: grey up to the limit, above it from yellow to red."""
    height, width = (side // _SHRINK * _SHRINK for side in total.shape)
    if not (height and width):
        return b""
    blocks = total[:height, :width].reshape(height // _SHRINK, _SHRINK, width // _SHRINK, _SHRINK)
    # The most of each block, so that no spot is lost.
    percent = blocks.max(axis=(1, 3)).astype(np.float32) / 2.55
    picture = Image.fromarray(np.clip(percent / 4 * 2.55, 0, 255).astype(np.uint8))
    picture = picture.convert("P")
    picture.putpalette(_palette(limit))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _palette(limit: float) -> list[int]:
    """Return the colours of 0 to 400 %."""
    colours: list[int] = []
    for step in range(256):
        percent = step / 2.55 * 4
        if percent <= limit + 1:
            grey = 255 - round(130 * percent / max(limit, 1))
            colours += (grey, grey, min(255, grey + 8))
        else:
            share = min(1.0, (percent - limit) / max(1.0, 400 - limit) * 1.6)
            colours += (round(250 - 60 * share), round(190 * (1 - share)), round(30 * (1 - share)))
    return colours
