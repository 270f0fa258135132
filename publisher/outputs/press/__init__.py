"""The newspaper for the printer 付印: the edition PDF finished into files prepared to PDF/X-4 (ISO 15930-7).

One layout and one painting: what the edition PDF shows is what the press gets, with its colours made into inks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publisher.outputs.press.profile import Profile, find_profile

if TYPE_CHECKING:
    from publisher.outputs.press.writer import write

__all__ = ["Profile", "find_profile", "write"]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    """Import the writer when it is asked for: whether there is a profile is known before anything is made up."""
    if name != "write":
        raise AttributeError(name)
    from publisher.outputs.press import writer  # noqa: PLC0415

    return writer.write
