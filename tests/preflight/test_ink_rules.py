"""The rules for ink 总墨量: measured on separations that Ghostscript draws."""

from __future__ import annotations

import pytest
from pdfs import (
    MM,
    content,
    examined,
    found,
    saved,
    sound,
)

from publisher.preflight import ink
from publisher.pressroom import Limits


def test_too_much_ink_is_caught_where_it_lies(target):
    content(target, f"1 1 1 0.5 k {20 * MM} {70 * MM} {30 * MM} {20 * MM} re f 0 0 0 1 k 9 9 9 9 re f")
    result = examined(target, ink=True)
    (fault,) = result.faults
    assert fault.rule == "F-035"
    assert [round(value) for value in fault.places[0]] == [20, 30, 30, 20]
    figures = result.pages[0].ink
    assert round(figures.most) == 350
    assert abs(figures.area - 600) < 15
    assert abs(figures.coverage["Cyan"] - 5) < 0.2
    assert figures.heat.startswith(b"\x89PNG")


def test_a_speck_above_the_limit_is_let_pass(target):
    content(target, f"1 1 1 1 k 50 50 {3 * MM} {3 * MM} re f")
    assert examined(target, ink=True).faults == ()
    assert found(examined(target, ink=True, press=Limits(tac_area=5))) == {"F-035"}


def test_a_spot_ink_counts_as_an_ink(target):
    content(target, "/Over gs 1 1 0 0 k 10 10 90 90 re f /Red cs 1 scn 10 10 90 90 re f")
    result = examined(target, ink=True)
    assert found(result) == {"F-035"}
    assert round(result.pages[0].ink.most) == 300
    assert "PANTONE 185 C" in result.pages[0].ink.coverage


def test_without_ghostscript_it_is_said_what_to_install(target, monkeypatch):
    monkeypatch.setattr(ink, "ghostscript", lambda: None)
    (fault,) = examined(saved(sound(), target), ink=True).faults
    assert fault.rule == "F-036"
    assert "ghostscript" in fault.hint


@pytest.mark.parametrize(
    ("body", "timeout"),
    [("exit 1", 9), ("exec sleep 60", 0.3), ("exit 0", 9)],
    ids=["fails", "hangs", "idles"],
)
def test_a_ghostscript_that_does_not_do_its_work_is_an_error(target, tmp_path, monkeypatch, body, timeout):
    program = tmp_path / "gs"
    program.write_text(f"#!/bin/sh\n{body}\n")
    program.chmod(0o755)
    monkeypatch.setattr(ink, "ghostscript", lambda: str(program))
    assert found(examined(saved(sound(), target), ink=True, timeout=timeout)) == {"F-037"}
