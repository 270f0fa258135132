from __future__ import annotations

from pathlib import Path

import pytest

from publisher import resources
from publisher.errors import PublishError


def test_checkout() -> None:
    root = Path(__file__).parents[1]
    assert (resources.styles_dir(), resources.templates_dir()) == (root / "styles", root / "templates")


def test_wheel_and_incomplete_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "site-packages" / "publisher"
    (package / "_data" / "styles").mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    assert resources.styles_dir() == package / "_data" / "styles"
    with pytest.raises(PublishError) as caught:
        resources.templates_dir()
    assert caught.value.findings[0].rule == "S-001"
