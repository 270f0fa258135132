from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from publisher.errors import ExitCode, PublishError
from publisher.manifest import find_editions, locate

if TYPE_CHECKING:
    from pathlib import Path


def _plant(root: Path, *names: str) -> Path:
    for name in names:
        (root / name).mkdir(parents=True)
        (root / name / "edition.yaml").touch()
    return root


def test_editions_are_found_and_junk_is_passed_over(tmp_path: Path) -> None:
    _plant(
        tmp_path,
        "b/2023-01-05",
        "a/2023-01-06",
        "a/2023-01-05",
        "a/2023-02-30",
        "a/assets",
        ".git/2023-01-05",
    )
    (tmp_path / "a/2023-01-07").mkdir()
    (tmp_path / "README.md").touch()
    assert [(found.paper, found.date.day) for found in find_editions(tmp_path)] == [
        ("a", 5),
        ("a", 6),
        ("b", 5),
    ]
    assert find_editions(tmp_path / "missing") == ()


def test_locate(tmp_path: Path) -> None:
    _plant(tmp_path, "a/2023-01-05", "b/2023-01-05", "b/2023-01-06")
    assert locate(tmp_path, date(2023, 1, 6)).paper == "b"
    assert locate(tmp_path, date(2023, 1, 5), "b").folder == tmp_path / "b/2023-01-05"
    with pytest.raises(PublishError) as caught:
        locate(tmp_path, date(2023, 1, 5))
    assert (caught.value.findings[0].rule, caught.value.code) == ("M-016", ExitCode.USAGE)
    assert "a、b" in caught.value.findings[0].message


@pytest.mark.parametrize(
    ("day", "paper", "words"),
    [
        (date(2023, 1, 4), None, "a 2023-01-05"),
        (date(2023, 1, 5), "aa", "a"),
        (date(2023, 1, 9), "a", "edition.yaml"),
    ],
)
def test_what_there_is_is_told(tmp_path: Path, day: date, paper: str | None, words: str) -> None:
    _plant(tmp_path, "a/2023-01-05", "b/2023-01-08")
    (tmp_path / "a/2023-01-09").mkdir()
    with pytest.raises(PublishError) as caught:
        locate(tmp_path, day, paper)
    assert (caught.value.findings[0].rule, caught.value.code) == ("M-015", ExitCode.SOURCE)
    assert words in caught.value.findings[0].hint


def test_missing_root_is_told(tmp_path: Path) -> None:
    with pytest.raises(PublishError) as caught:
        locate(tmp_path / "editions", date(2023, 1, 5))
    assert "--editions" in caught.value.findings[0].hint
