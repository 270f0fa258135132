from __future__ import annotations

import pytest

from publisher import locale


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of messages are tested in Chinese, whatever the language of the machine."""
    monkeypatch.setattr(locale, "LANGUAGE", "zh")
