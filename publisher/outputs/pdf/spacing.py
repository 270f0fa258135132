"""Spaces between glyphs 字距 as they were measured, to a hundred-thousandth of an em."""

from __future__ import annotations


def write_exact_spaces() -> None:
    """Let the painter write the spaces between glyphs exactly, in this process.

    WeasyPrint cuts each of them down to a whole thousandth of an em with ``int``; in a line of twenty characters that adds
    up to a fifth of a point by which its edge is missed. PDF takes real numbers there (ISO 32000-1, 9.4.3).
    """
    # Imported here, for it takes half a second.
    from weasyprint.draw import text  # noqa: PLC0415

    # The module has no such name of its own; a later WeasyPrint that does not cut is none the worse for it.
    text.int = _hundredths


def _hundredths(value: float) -> float:
    """Return a number with two decimals, a whole one without any."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
