"""What a session tells: what it has put in place, or why it has not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publisher.errors import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What a session has put in place.

    Attributes:
        pages: the numbers of the pages that look different.
        files: the files of the site that have changed, named from its folder.
        findings: what is to be said of the issue.
        seconds: since the session began to look.
        settled: it is what a build would make; otherwise that comes next.
    """

    pages: tuple[int, ...] = ()
    files: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    settled: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """Why nothing was built."""

    findings: tuple[Finding, ...]
