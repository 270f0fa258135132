"""The newspaper as PDF: the whole edition, each page alone, and each page's picture 版面图."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from publisher.outputs.pdf.child import Painters
    from publisher.outputs.pdf.kept import Kept
    from publisher.outputs.pdf.painter import ROUGH, PaintJob, picture
    from publisher.outputs.pdf.pictures import Quality, printed
    from publisher.outputs.pdf.writer import Painted, first_parts, write

__all__ = [
    "ROUGH", "Kept", "PaintJob", "Painted", "Painters", "Quality", "first_parts", "picture", "printed", "write",
]  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import the writer when it is asked for: the painter's process has no use for it, nor for all that it imports."""
    if name not in __all__:
        raise AttributeError(name)
    from publisher.outputs.pdf import child, kept, painter, pictures, writer  # noqa: PLC0415

    return next(
        getattr(room, name) for room in (writer, child, kept, painter, pictures) if hasattr(room, name)
    )
