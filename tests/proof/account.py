"""The account of the long runs, ``proof/account.md``: a part for each of them, written anew by each."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "proof"
ACCOUNT = FOLDER / "account.md"
_TITLE = "# 验证记录 Proof\n"


def record(heading: str, facts: list[str]) -> None:
    """Put a part into the account, in place of an earlier one of that heading."""
    FOLDER.mkdir(exist_ok=True)
    text = ACCOUNT.read_text(encoding="utf-8") if ACCOUNT.exists() else _TITLE
    parts = {part.partition("\n")[0]: part for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}
    parts[heading] = f"{heading}\n\n" + "".join(f"- {fact}\n" for fact in facts)
    whole = [f"\n## {part.strip()}\n" for _, part in sorted(parts.items())]
    ACCOUNT.write_text(_TITLE + "".join(whole), encoding="utf-8")
