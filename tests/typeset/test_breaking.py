"""Lines: flush at both edges, never broken where it is forbidden, and no character lost."""

import itertools
import pickle
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests_support import REPORT

from publisher.model import Run
from publisher.typeset.atoms import TextStyle, atomise, kern
from publisher.typeset.breaking import best_way, search
from publisher.typeset.characters import CLOSING, NOT_FIRST, NOT_LAST, STOPS, UNITS
from publisher.typeset.fonts import faces
from publisher.typeset.lines import HYPHEN
from publisher.typeset.matter import matters
from publisher.typeset.setter import Setter, cached_typefaces
from publisher.typeset.stylebook import Voice

BODY = TextStyle("song", 9.0)
VOICE = Voice(face="song", size=9.0)
WIDTHS = (11, 13, 14, 17, 20, 26)


def set_text(setter, text, ems, indent=2.0):
    return setter.lines(text, VOICE, ems * 9.0, indent=indent)


def loosest_gap(setting):
    """Return the widest gap of each justified line, in em, from the matter that was broken."""
    (part,) = setting.parts
    nodes, start = part.nodes, 0
    for end in best_way(part, setting.measure, setting.indent).ends[:-1]:
        room = setting.measure - (0.0 if start else setting.indent)
        slack = room - (nodes.end[end] - nodes.base[start])
        yield max(slack, 0.0) / (nodes.end_gaps[end] - nodes.base_gaps[start]) / part.size
        start = end


@pytest.mark.parametrize("ems", WIDTHS)
def test_lines_of_the_report(setter, ems):
    gaps = []
    for text in REPORT:
        lines = set_text(setter, text, ems)
        assert "".join(line.text for line in lines) == text
        for line in lines[:-1]:
            assert line.offset + line.width == pytest.approx(ems * 9.0, abs=0.1), line.text
        for before, after in itertools.pairwise(lines):
            assert after.text[0] not in NOT_FIRST, after.text
            assert before.text[-1] not in NOT_LAST, before.text
            assert not (before.text[-1].isdigit() and after.text[0] in UNITS), (before.text, after.text)
        assert sum(map(str.isalnum, lines[-1].text)) > 1
        gaps += loosest_gap(setter.setting(text, VOICE, ems * 9.0, indent=2.0))
    assert len(gaps) > 100
    if ems >= 13:
        assert sum(gap > 0.1 + 1e-6 for gap in gaps) / len(gaps) <= 0.02


def test_a_page_is_set_in_a_fifth_of_a_second(setter):
    """4,500 characters at one measure, cut, measured, broken and set, by a setter that has not seen them."""
    page = "".join(REPORT)[:4500]
    texts = [page[at : at + 220] for at in range(0, len(page), 220)]

    def seconds():
        fresh, started = Setter(setter.faces, setter.book, setter.words), time.process_time()
        for text in texts:
            assert all(line.width for line in set_text(fresh, text, 13) for _ in line.spans)
        return time.process_time() - started

    assert min(seconds() for _ in range(3)) < 0.2


@pytest.mark.parametrize("ems", [9, 11, 13, 20])
def test_no_cheaper_lines_are_overlooked(setter, ems):
    """The search leaves out what is too costly; a search that leaves out nothing finds nothing better."""
    for text in REPORT:
        (part,) = matters(atomise([(text, BODY)], setter.faces))
        best = search(part, ems * 9.0, 18.0, float("inf"))
        assert best_way(part, ems * 9.0, 18.0).cost == pytest.approx(best.cost)


def test_spans_are_made_when_looked_at_and_are_as_wide_as_the_line(setter):
    for text in REPORT[:6]:
        for line in set_text(setter, text, 13):
            spans = pickle.loads(pickle.dumps(line)).spans
            assert isinstance(spans, tuple)
            assert line.spans == spans
            width = sum(span_width(setter, span) for span in spans)
            # Behind the last character spacing is not seen.
            assert width - spans[-1].spacing == pytest.approx(line.width, abs=0.05)


def span_width(setter, span):
    glyphs = sum(atom.width for atom in atomise([(span.text, span.style)], setter.faces))
    if any(char.isascii() for char in span.text):
        glyphs = setter.faces.metrics[span.style.face].width(span.text) * 9.0
    return span.before + glyphs + span.spacing * len(span.text) + span.after


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


ENGLISH = (
    "Municipal administration and international telecommunications recovered substantially after considerable "
    "interruption, representatives of neighbourhood organizations acknowledged yesterday."
)


@pytest.fixture(scope="session")
def english(all_faces, setter):
    return Setter(cached_typefaces(all_faces, "en-GB"), setter.book, setter.words)


def test_english_is_hyphenated_and_the_hyphen_is_no_text(english):
    lines = set_text(english, ENGLISH, 11, indent=1.2)
    parted = [line for line in lines if line.spans[-1].feature == HYPHEN]
    assert len(parted) >= 3
    assert all(line.spans[-1].text == "" for line in parted)
    assert "".join(line.text for line in lines).replace(" ", "") == ENGLISH.replace(" ", "")
    assert all(line.offset + line.width == pytest.approx(99.0, abs=0.1) for line in lines[:-1])


def test_ragged_lines_are_not_hyphenated(english):
    lines = english.lines(ENGLISH, VOICE, 99.0, justify=False)
    assert all(span.feature != HYPHEN for line in lines for span in line.spans)


def test_a_long_word_in_chinese_is_hyphenated_where_the_line_would_be_loose(setter):
    lines = set_text(setter, "复旦大学与internationalization研究院合作推进城市建设。", 11)
    assert any(line.spans[-1].feature == HYPHEN for line in lines)
    assert all(line.offset + line.width == pytest.approx(99.0, abs=0.1) for line in lines[:-1])


def test_letters_kerned_across_a_break_are_measured_apart_on_its_two_sides(setter):
    """The pieces of a word are as wide together as the word, and each alone as wide as it is alone."""
    metrics = setter.faces.metrics["song"]
    word = "https://example.org/AVATAR/Yes/To/A"
    atoms = atomise([(word, BODY)], setter.faces)
    assert len(atoms) > 4
    assert sum(atom.width for atom in atoms) == pytest.approx(metrics.width(word) * 9.0)
    for atom in atoms[1:]:
        assert atom.width + atom.lead == pytest.approx(metrics.width(atom.text) * 9.0)
    assert any(abs(atom.lead) > 0.1 for atom in atoms)


def test_japanese_keeps_its_rules(all_faces, setter):
    japanese = Setter(cached_typefaces(all_faces, "ja"), setter.book, setter.words)
    text = (
        "ちょっとコーヒーを飲みながら、データベースのキャッシュについて「ゆっくり」話しましょう。見積りは約１２３円。"
        * 3
    )
    for ems in (7, 9, 11, 13):
        lines = set_text(japanese, text, ems, indent=1.0)
        assert "".join(line.text for line in lines) == text
        assert not {line.text[0] for line in lines} & set("っょッュャー、。」")
        assert not any(
            a.text[-1].isdigit() and b.text[0] in "０１２３円" for a, b in itertools.pairwise(lines)
        )


@pytest.mark.parametrize("text", ["שלום עולם مرحبا", "e\u0301a\u0308" * 30, "\u200d\ufe0f", "👨‍👩‍👧家" * 9])
def test_foreign_scripts_and_combining_marks_are_set(setter, text):
    lines = set_text(setter, text, 9)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")


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


@example(" 1111111A", 6)
@example(" 城 AAAAAAAA", 6)
@given(
    st.text(alphabet="城市建设人民一三十亿元" + MARKS + "AB12. %—…·", min_size=1, max_size=120),
    st.sampled_from((6, *WIDTHS)),
)
def test_any_text_is_set_whole_and_within_its_measure(setter, text, ems):
    lines = set_text(setter, text, ems)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.width + line.offset <= ems * 9.0 + 0.1 for line in lines)


@given(
    st.text(alphabet="城市建设人民一三十亿元" + MARKS + "abc 12%—", min_size=1, max_size=90),
    st.sampled_from((7, 11, 17)),
)
def test_of_any_text_no_cheaper_lines_are_overlooked(setter, text, ems):
    for part in setter.setting(text, VOICE, ems * 9.0).parts:
        best = search(part, ems * 9.0, 0.0, float("inf"))
        if len(part.nodes.end) > 1:
            assert best_way(part, ems * 9.0).cost == pytest.approx(best.cost)


def test_an_address_may_end_ragged_and_does_not_stretch_the_line_before(setter):
    text = "记者登录https://www.example.gov.cn/policy/2024/05/01/index.html?id=123456&lang=zh看到，各区都在增加。"
    lines = setter.lines(text, setter.book.body, 11 * 9.0, indent=2)
    assert lines[0].text == "记者登录https://"
    assert max(span.spacing for line in lines for span in line.spans) < 0.5 * 9.0


@pytest.mark.parametrize("number", ["1 200", "3 000 000", "12 345"])
def test_the_space_inside_a_number_is_fixed(setter, number):
    whole = setter.width(number, setter.book.body)
    for line in setter.lines(f"他修好了{number}多台机器，还要修一些。" * 6, setter.book.body, 11 * 9.0):
        inside = [span for span in line.spans if span.text.startswith(number[:2].strip())]
        assert all(span.text.replace("\u00a0", " ") == number for span in inside)
        assert all(setter.width(span.text, setter.book.body) == pytest.approx(whole) for span in inside)


@pytest.mark.parametrize("ems", [10.8, 12, 13, 16])
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("张三遗失居民身份证，号码310104198703121234，声明作废。", "310104198703121234"),
        ("李四遗失出生医学证明，编号T310000199901010100。", "T310000199901010100"),
    ],
)
def test_a_number_is_whole_where_a_line_has_room_for_it(setter, ems, text, code):
    """Its paragraph is indented: only the first line is too narrow for it."""
    lines = set_text(setter, text, ems)
    assert any(code in line.text for line in lines)
    assert all(line.offset + line.width <= ems * 9.0 + 0.05 for line in lines)


def test_a_number_wider_than_the_measure_is_parted_into_decent_pieces(setter):
    pieces = [line.text for line in set_text(setter, "编号T310000199901010100，作废。", 9)]
    digits = [sum(map(str.isdigit, piece)) for piece in pieces]
    assert sum(count > 0 for count in digits) == 2, pieces
    assert all(count == 0 or count >= 3 for count in digits), pieces


def test_the_number_of_a_citizen_is_parted_at_its_day_of_birth(setter):
    lines = [
        line.text for line in set_text(setter, "张三遗失居民身份证，号码310104198703121234，声明作废。", 9)
    ]
    assert lines[1:3] == ["份证，号码310104", "198703121234，声"]


def test_a_line_before_a_long_number_is_ragged_rather_than_torn(setter):
    lines = set_text(setter, "新证编号是：T310000199901010100，声明作废。", 11, indent=0)
    first = lines[0]
    assert first.text == "新证编号是："
    assert first.width < 7 * 9.0
    assert "T310000199901010100" in lines[1].text


def test_the_last_word_of_a_paragraph_is_dearer_to_part():
    english = cached_typefaces(tuple(faces("en-GB").values()), "en-GB")
    (part,) = matters(atomise([("reorganization of the reorganization", BODY)], english, hyphenate=True))
    nodes = part.nodes
    costs = [cost for cost, hyphen in zip(nodes.penalty, nodes.hyphen, strict=True) if hyphen]
    half = len(costs) // 2
    assert min(costs[half:]) > max(costs[:half])
