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
        self._findings: dict[Finding, None] = {}

    def add(self, rule: str, where: Position | None, **names: object) -> None:
        """Note a finding of ``rule``; the same one at the same place is noted once."""
        self._findings[rules.finding(rule, where, **names)] = None

    def extend(self, findings: Iterable[Finding]) -> None:
        """Note findings that were made elsewhere."""
        self._findings.update(dict.fromkeys(findings))

    @property
    def failed(self) -> bool:
        """Whether an error is among them."""
        return any(finding.severity is Severity.ERROR for finding in self._findings)

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
