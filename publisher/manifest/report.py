"""Where the loader notes what it finds, so that one run tells everything 检查结果汇集."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publisher import rules
from publisher.errors import Finding, Position, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable


class Report:
    """Findings in the order of their discovery; :meth:`sorted` gives them in the order of the files."""

    def __init__(self) -> None:
        #: How many errors are among them.
        self.errors = 0
        self._findings: dict[Finding, None] = {}

    def add(self, rule: str, where: Position | None, **names: object) -> None:
        """Note a finding of ``rule``; the same one at the same place is noted once."""
        self.extend([rules.finding(rule, where, **names)])

    def extend(self, findings: Iterable[Finding]) -> None:
        """Note findings that were made elsewhere."""
        for finding in findings:
            if finding not in self._findings:
                self._findings[finding] = None
                self.errors += finding.severity is Severity.ERROR

    def sorted(self, files: Iterable[str] = ()) -> tuple[Finding, ...]:
        """Return all findings by file, line and column.

        Args:
            files: the order of the files; those not named come after them, by name.
        """
        rank = {name: index for index, name in enumerate(files)}
        nowhere = Position("")

        def key(finding: Finding) -> tuple[int, Position, str]:
            where = finding.where or nowhere
            return rank.get(where.file, len(rank)), where, finding.rule

        return tuple(sorted(self._findings, key=key))
