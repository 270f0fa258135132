"""Lines: flush at both edges, never broken where it is forbidden, and no character lost."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests_support import REPORT

from publisher.model import Run
from publisher.typeset.atoms import AtomKind, TextStyle, atomise, kern
from publisher.typeset.breaking import break_lines
from publisher.typeset.characters import CLOSING, NOT_FIRST, NOT_LAST, STOPS, UNITS
from publisher.typeset.stylebook import Voice

BODY = TextStyle("song", 9.0)
WIDTHS = (11, 13, 14, 17, 20, 26)


def set_text(setter, text, ems, indent=2.0):
    return break_lines(atomise([(text, BODY)], setter.faces), ems * 9.0, indent=indent * 9.0)


@pytest.mark.parametrize("ems", WIDTHS)
def test_lines_of_the_report(setter, ems):
    loose = lines_seen = 0
    for text in REPORT:
        lines = set_text(setter, text, ems)
        assert "".join(line.text for line in lines) == text
        for line in lines[:-1]:
            assert line.offset + line.width == pytest.approx(ems * 9.0, abs=0.1), line.text
            loose += (
                min((span.spacing for span in line.spans if not span.after and len(span.text) > 1), default=0)
                > 0.9
            )
            lines_seen += 1
        for before, after in itertools.pairwise(lines):
            assert after.text[0] not in NOT_FIRST, after.text
            assert before.text[-1] not in NOT_LAST, before.text
            assert not (before.text[-1].isdigit() and after.text[0] in UNITS), (before.text, after.text)
        assert len(lines[-1].text) > 1
    assert lines_seen > 100
    if ems >= 13:
        assert loose / lines_seen <= 0.02


def test_marks_that_meet_are_squeezed(setter):
    atoms = atomise([("他说：“好。”", BODY)], setter.faces)
    squeezed = [kern(a, b) for a, b in itertools.pairwise(atoms)]
    assert squeezed == [0, 0, pytest.approx(-4.5), 0, 0, pytest.approx(-4.5)]


def test_han_and_latin_stand_an_eighth_apart(setter):
    atoms = atomise([("共4.1万家，见PDF。", BODY)], setter.faces)
    gaps = {(a.text, b.text): kern(a, b) for a, b in itertools.pairwise(atoms)}
    assert gaps["共", "4.1"] == pytest.approx(9 / 8)
    assert gaps["4.1", "万"] == pytest.approx(9 / 8)
    assert gaps["PDF", "。"] == 0


def test_a_line_opens_without_the_white_of_its_bracket(setter):
    line = set_text(setter, "（甲）", 11, indent=0)[0]
    assert line.spans[0].before == pytest.approx(-4.5)


@pytest.mark.parametrize("sign", ["——", "……"])
def test_long_marks_are_whole_and_full_width(setter, sign):
    atoms = atomise([(f"走{sign}了", BODY)], setter.faces)
    assert [atom.text for atom in atoms] == ["走", sign, "了"]
    assert atoms[1].width == pytest.approx(18.0)


def test_a_long_address_is_parted_at_its_marks(setter):
    address = "https://example.org/archive/2023/01/05/index.html?page=02"
    lines = set_text(setter, f"见{address}。", 11)
    assert "".join(line.text for line in lines) == f"见{address}。"
    assert all(line.width + line.offset <= 99.1 for line in lines)


def test_a_word_wider_than_the_column_is_not_lost(setter):
    lines = setter.lines("数" + "A" * 80 + "。", Voice(face="song", size=9.0), 99.0, indent=2.0)
    assert "".join(line.text for line in lines) == "数" + "A" * 80 + "。"
    assert all(line.width + line.offset <= 99.1 for line in lines)


def test_english_is_justified_at_its_spaces(setter):
    text = "The library on the corner has been open every evening since the spring of last year and is full."
    lines = set_text(setter, text, 20, indent=0)
    assert " ".join(line.text for line in lines) == text
    assert all(abs(line.width - 180) < 0.1 for line in lines[:-1])


def test_run_ins_notes_and_readings_are_carried(setter):
    runs = (
        Run(text="依法行政。", strong=True),
        Run(text="全年", emphasis=True),
        Run(text="1", note="n1"),
        Run(text="漢", ruby="hàn"),
        Run(text="链接", href="https://example.org"),
    )
    atoms = setter.atoms(runs, Voice(face="song", size=9.0))
    assert {atom.style.face for atom in atoms[:5]} == {"hei-medium"}
    note = next(atom for atom in atoms if atom.style.note)
    assert note.style.shift > 0
    assert note.style.size < 9
    assert atoms[atoms.index(note) - 1].penalty is None
    assert next(atom for atom in atoms if atom.style.ruby).style.ruby == "hàn"
    assert [atom.text for atom in atoms if atom.style.href] == ["链", "接"]


MARKS = "".join(sorted(CLOSING | STOPS)) + "（《“"


@given(
    st.text(alphabet="城市建设人民" + MARKS + "AB12. %—…·", min_size=1, max_size=120), st.sampled_from(WIDTHS)
)
def test_any_text_is_set_whole(setter, text, ems):
    lines = set_text(setter, text, ems)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.width + line.offset <= ems * 9.0 + 0.1 for line in lines[:-1]) or _unbreakable(
        setter, text, ems
    )


def _unbreakable(setter, text, ems):
    """Tell whether some stretch without a legal break is too wide: then overfull is the lesser evil."""
    width, widest = 0.0, 0.0
    for atom in atomise([(text, BODY)], setter.faces):
        width += atom.width
        widest = max(widest, width)
        if atom.penalty is not None or atom.kind == AtomKind.SPACE:
            width = 0.0
    return widest > (ems - 2) * 9.0
