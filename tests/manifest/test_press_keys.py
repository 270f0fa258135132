from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publisher.pressroom import Limits, Spot

from .building import PUBLICATION, Case, make_case

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make_case(tmp_path)


def test_what_the_press_asks_for_reaches_the_model(case: Case) -> None:
    case.write("../assets/news.icc", b"profile")
    case.write(
        "../publication.yaml",
        PUBLICATION + "press:\n  profile: assets/news.icc\n  bleed: 5mm\n  tac: 240\n"
        "  spots: {PANTONE 185 C: '#E60012'}\n  limits: {hairline: 0.1mm, sheet: 4}\n"
        "  waivers:\n    - {rule: F-012, page: 3, reason: 客户同意}\n",
    )
    press = case.load().edition.publication.press
    assert press.path is not None
    assert (press.profile, press.path.name, press.bleed) == ("assets/news.icc", "news.icc", 5.0)
    assert press.limits == Limits(tac=240, sheet=4, hairline=pytest.approx(0.2835, abs=1e-3))
    assert press.spots == (Spot(name="PANTONE 185 C", colour="#e60012"),)
    (waiver,) = press.waivers
    assert (waiver.rule, waiver.pages, waiver.reason) == ("F-012", (3,), "客户同意")


def test_an_installed_profile_is_only_named(case: Case) -> None:
    case.write("../publication.yaml", PUBLICATION + "press: {profile: ISOnewspaper26v4}\n")
    press = case.load().edition.publication.press
    assert (press.profile, press.path) == ("ISOnewspaper26v4", None)


def test_a_profile_that_is_not_there_is_told_with_those_like_it(case: Case) -> None:
    case.write("../assets/newspaper.icc", b"profile")
    case.write("../publication.yaml", PUBLICATION + "press: {profile: assets/newspapr.icc}\n")
    (fault,) = case.findings()
    assert fault.rule == "M-015"
    assert "assets/newspaper.icc" in fault.hint


def test_a_profile_elsewhere_is_refused(case: Case) -> None:
    case.write("../publication.yaml", PUBLICATION + "press: {profile: ../../x.icc}\n")
    assert [item.rule for item in case.findings()] == ["M-009"]


@pytest.mark.parametrize(
    "line",
    [
        "waivers: [{rule: F-012}]",
        "waivers: [{rule: M-001, reason: 不对}]",
        "waivers: [{rule: F-099, reason: 没有这一条}]",
        "waivers: [{rule: F-012, reason: '  '}]",
        "spots: {金: red}",
        "tac: 20",
        "bleed: 3",
        "limits: {text: 5}",
        "dpi: 300",
    ],
)
def test_what_is_no_use_is_refused_with_its_place(case: Case, line: str) -> None:
    case.write("../publication.yaml", PUBLICATION + f"press:\n  {line}\n")
    (fault,) = case.findings()
    assert fault.rule in {"M-002", "M-003", "M-004"}
    assert fault.where is not None
    assert fault.where.line == 4
