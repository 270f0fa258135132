from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .building import PUBLICATION, Case, make_case

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make_case(tmp_path)


def test_names_files_and_weights_reach_the_model(case: Case) -> None:
    case.write("../assets/fonts/My-Black.otf", b"font")
    case.write(
        "../publication.yaml",
        PUBLICATION + "fonts:\n  kai: 霞鹜文楷\n  song: {regular: Noto Serif CJK, black: My-Black.otf}\n"
        "  hei: assets/fonts/My-Black.otf\n",
    )
    fonts = case.load().edition.publication.fonts
    assert [(item.role, item.weight, item.family, item.path and item.path.name) for item in fonts] == [
        ("song", "regular", "Noto Serif CJK", None),
        ("song", "black", "", "My-Black.otf"),
        ("hei", "", "", "My-Black.otf"),
        ("kai", "", "霞鹜文楷", None),
    ]
    assert [item.where.line for item in fonts] == [5, 5, 6, 4]


def test_a_font_file_that_is_not_there_is_named_with_those_like_it(case: Case) -> None:
    case.write("../assets/fonts/Zhuque-Regular.ttf", b"font")
    case.write("../publication.yaml", PUBLICATION + "fonts:\n  fang: assets/fonts/Zhuqe-Regular.ttf\n")
    (fault,) = case.findings()
    assert (fault.rule, fault.where.line, fault.where.column) == ("T-006", 4, 9)
    assert "assets/fonts/Zhuque-Regular.ttf" in fault.hint


def test_a_font_file_elsewhere_is_refused(case: Case) -> None:
    case.write("../publication.yaml", PUBLICATION + "fonts:\n  fang: ../other.ttf\n  hei: /usr/share/x.otf\n")
    assert [item.rule for item in case.findings()] == ["M-009", "M-009"]


def test_an_unknown_role_suggests_the_right_one(case: Case) -> None:
    case.write("../publication.yaml", PUBLICATION + "fonts:\n  宋体: Noto Serif CJK\n  kai: {heavy: x.otf}\n")
    faults = case.findings()
    assert [item.rule for item in faults] == ["M-002", "M-002"]
    assert "song" in faults[0].hint
