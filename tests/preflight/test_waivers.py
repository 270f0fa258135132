"""Waivers 豁免: what is excepted becomes a note with its reason, and what was excepted for nothing is told."""

import pytest
from pdfs import PRESS, content, examined

from publisher.errors import Severity
from publisher.pressroom import Press, Waiver

RED = "1 0 0 rg 9 9 9 9 re f"


@pytest.fixture
def red(tmp_path):
    return content(tmp_path / "a.pdf", RED, pages=2)


def test_a_waiver_turns_errors_into_notes_with_its_reason(red):
    result = examined(red, waivers=[Waiver(rule="F-016", reason="客户要求")])
    assert result.passed(strict=True)
    assert {(item.severity, item.waived) for item in result.faults} == {(Severity.INFO, "客户要求")}
    assert all("客户要求" in item.hint for item in result.findings)


def test_a_waiver_of_pages_holds_there_alone(red):
    result = examined(red, waivers=[Waiver(rule="F-016", reason="x", pages=(2,))])
    assert [(item.page, item.severity) for item in result.faults] == [(1, "error"), (2, "info")]


def test_waivers_are_those_of_the_press_unless_given(red):
    press = Press(waivers=(Waiver(rule="F-016", reason="x"),))
    assert examined(red, press=press).passed()
    assert not examined(red, press=press, waivers=()).passed()


def test_a_waiver_that_matched_nothing_is_told(red):
    result = examined(red, press=PRESS, waivers=[Waiver(rule="F-012", reason="x", pages=(3,))])
    told = [item for item in result.faults if item.rule == "F-038"]
    assert [item.severity for item in told] == [Severity.INFO]
    assert "F-012" in told[0].message
    assert "3" in told[0].message
