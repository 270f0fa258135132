"""Findings 检查结果 and the errors that end a run, each with the exit code of its kind."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ExitCode(IntEnum):
    """What the program's exit status tells the shell."""

    DONE = 0
    INTERNAL = 1
    USAGE = 2
    INVALID = 3
    SOURCE = 4
    MAKE_UP = 5
    OUTPUT = 6
    CHECKS = 7
    MISSING = 8
    INTERRUPTED = 130


class Severity(StrEnum):
    """How grave a finding is: an error ends the run, a warning ends it under ``--strict``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a file that a user wrote; lines and columns count from 1, and 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def relative_to(self, folder: Path) -> str:
        """Return ``file:line:column`` with the file named from ``folder``."""
        name = Path(os.path.relpath(self.file, folder)).as_posix()
        return f"{name}:{self.line}:{self.column}" if self.line else name


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found wrong or worth saying: which rule, where, what, and what to do about it."""

    rule: str
    severity: Severity
    message: str
    hint: str = ""
    where: Position | None = None

    def record(self, folder: Path) -> dict[str, str]:
        """Return the finding as ``report.json`` has it, its place named from a folder."""
        where = self.where.relative_to(folder) if self.where else ""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "where": where,
            "message": self.message,
            "hint": self.hint,
        }


class PublishError(Exception):
    """A run cannot go on. Carries every finding that stands in its way.

    Args:
        findings: the reasons, all of them.
        code: the exit status that the command line ends with.
    """

    def __init__(self, findings: Iterable[Finding], code: ExitCode) -> None:
        self.findings = tuple(findings)
        self.code = code
        super().__init__("; ".join(finding.message for finding in self.findings))

    def __reduce__(self) -> tuple[type[PublishError], tuple[tuple[Finding, ...], ExitCode]]:
        """Pickle by what it was made of, so that it crosses from a child process whole."""
        return type(self), (self.findings, self.code)
