"""What the tests of preflight share."""

from pathlib import Path

import pytest


@pytest.fixture
def target(tmp_path) -> Path:
    """Where a file to be examined is written."""
    return tmp_path / "a.pdf"
