"""Every rule of preflight catches the fault that is planted for it, and leaves a sound file in peace."""

from __future__ import annotations

import re
from pathlib import Path

from pdfs import (
    PRESS,
    SOUND,
    examined,
    saved,
    sound,
)

from publisher import rules


def test_a_sound_file_has_no_fault(target):
    saved(sound(), target)
    assert examined(target, finished=True, ink=True).faults == ()
    assert examined(target, ink=True).passed(strict=True)


def test_every_rule_has_its_fault():
    here = Path(__file__).parent
    told = {
        rule for path in here.glob("test_*.py") for rule in re.findall(r"F-\d{3}", path.read_text("utf-8"))
    }
    assert {rule for rule in rules.RULES if rule.startswith("F")} <= told


def test_the_sound_content_is_what_it_says():
    assert b"Picture" in SOUND
    assert PRESS.bleed == 3
