"""What a rule is, and how grave it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from publisher.errors import Severity

if TYPE_CHECKING:
    from publisher.errors import ExitCode

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: ``chinese`` and ``english`` are (message, remedy), with ``{names}`` that the finding fills."""

    id: str
    severity: Severity
    code: ExitCode
    chinese: tuple[str, str]
    english: tuple[str, str]
