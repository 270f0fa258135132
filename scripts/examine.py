"""Says what this machine still lacks, after installing; exit status 8 when something is missing.

Usage: ``examine.py run`` for publishing and ``examine.py serve`` for looking at it, ``examine.py test`` for the tests too,
``examine.py proof`` for the long runs too, ``examine.py bench`` for the benchmark.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from publisher import doctor
from publisher.errors import ExitCode
from publisher.locale import say

#: What a level needs that publishing and the tests do not.
_MORE = {
    "bench": frozenset({"chromium", "pdftotext"}),
    "test": frozenset({"chromium"}),
    "proof": frozenset({"chromium", "calibre"}),
}


def main(level: str) -> int:
    """Write a line for each thing that is missing, and return the exit status."""
    checks = doctor.examine()
    lacking = list(doctor.missing(checks, tests=level in {"test", "proof"}))
    more = _MORE.get(level, frozenset())
    lacking += [check for check in checks if check.id in more and check.state is not doctor.State.OK]
    for check in lacking:
        line = say(f"缺少 {check.name}：{check.remedy}", f"missing: {check.name}: {check.remedy}")
        sys.stdout.write(f"{line}\n")
    return ExitCode.MISSING if lacking else ExitCode.DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
