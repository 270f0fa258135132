"""What several tests share."""

import re
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "editions" / "yangpu-times" / "2023-01-05"
_CAPTURE = Path(__file__).parent / "importers" / "yangpu-times-2023-01-05-page-02.txt"


def _report() -> list[str]:
    """Return the report's paragraphs with their full-width marks, as a typesetter gets them."""
    text = _CAPTURE.read_text(encoding="utf-8")
    text = re.sub(r"(?<!\d),|,(?!\d)", "，", text).replace("(", "（").replace(")", "）")
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if len(line) > 60]


#: The 18 paragraphs of a real newspaper page.
REPORT = _report()
