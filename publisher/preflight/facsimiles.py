"""Pictures of the pages for the proof sheet, drawn in a process of its own, which a hostile file may bring down alone."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import tempfile
from pathlib import Path

#: Pixels of the longer side; and pages that are drawn at all.
_PIXELS, MOST_PAGES = 1500, 64
_PROGRAM = "import sys; from publisher.preflight import facsimiles; facsimiles.work(sys.argv[1], sys.argv[2])"


def draw(path: Path, pages: int) -> dict[int, bytes]:
    """Return pictures of the pages as JPEG, by their order from 0; those that cannot be drawn are missing.

    Args:
        path: the PDF.
        pages: how many it has, by which the time is limited.
    """
    with tempfile.TemporaryDirectory(prefix="epaper-proof-") as folder:
        command = [sys.executable, "-c", _PROGRAM, str(path.absolute()), folder]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(  # noqa: S603 - our own program
                command, check=False, capture_output=True, stdin=subprocess.DEVNULL, timeout=20 + 5 * min(pages, MOST_PAGES)
            )  # fmt: skip
        found = sorted(Path(folder).glob("*.jpg"))
        return {int(item.stem): item.read_bytes() for item in found if item.stat().st_size}


def work(path: str, folder: str) -> None:
    """Draw the pages of a PDF into a folder; runs in the child."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(path)
    for number in range(min(len(document), MOST_PAGES)):
        try:
            page = document[number]
            page.set_rotation(0)
            scale = _PIXELS / max(*page.get_size(), 1.0)
            picture = page.render(scale=scale).to_pil().convert("RGB")
            # Renamed when whole, so that the parent never reads half a picture.
            whole = Path(folder) / f"{number:04d}.part"
            picture.save(whole, "JPEG", quality=82)
            whole.rename(whole.with_suffix(".jpg"))
        except (pypdfium2.PdfiumError, ValueError, OSError, MemoryError):
            continue
