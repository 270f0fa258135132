"""Vertical headlines: a cell for each character, marks in their vertical forms, Latin on its side."""

import pytest
from making import TABLOID

from publisher.typeset.fonts import faces
from publisher.typeset.setter import Setter, cached_typefaces
from publisher.typeset.stylebook import Voice, stylebook_for
from publisher.typeset.vertical import set_vertical
from publisher.typeset.words import Words

VOICES = tuple(Voice(face="song-bold", size=size, line=1.2) for size in (40.0, 30.0, 20.0))


def cells(setter, text, height=400.0, size=20.0):
    found = set_vertical((text,), (Voice(face="song-bold", size=size),), height, setter, columns=1)
    return found.columns[0].cells


def test_every_character_has_a_full_em(setter):
    found = cells(setter, "江河，日夜")
    assert [cell.text for cell in found] == list("江河，日夜")
    assert [cell.y for cell in found] == [0.0, 20.0, 40.0, 60.0, 80.0]
    assert {cell.height for cell in found} == {20.0}
    assert not any(cell.rotated for cell in found)


def test_the_largest_size_that_fits_the_height(setter):
    found = set_vertical(("江河日夜东流去",), VOICES, 220.0, setter, columns=1)
    assert (found.size, found.rank, found.height, found.width) == (30.0, 1, 210.0, 30.0)
    assert set_vertical(("江河日夜东流去",), VOICES, 100.0, setter, columns=1) is None


def test_columns_run_from_right_to_left_and_break_between_words(setter):
    found = set_vertical(("社区图书馆夜间开放",), (VOICES[2],), 120.0, setter, columns=2)
    assert [column.text for column in found.columns] == ["社区图书馆", "夜间开放"]
    assert [column.x for column in found.columns] == [24.0, 0.0]
    assert found.width == 44.0


def test_lines_of_the_author_are_columns(setter):
    found = set_vertical(("落花时节", "又逢君"), VOICES, 200.0, setter, columns=2)
    assert [column.text for column in found.columns] == ["落花时节", "又逢君"]
    assert set_vertical(("落花时节", "又逢君"), VOICES, 200.0, setter, columns=1) is None


@pytest.mark.parametrize("mark", ["，", "。", "：", "《", "》", "“", "”", "（", "～", "·", "「"])
def test_marks_take_their_vertical_form(setter, mark):
    cell = cells(setter, f"甲{mark}乙")[1]
    assert (cell.text, "vert" in cell.feature or mark == "·", cell.rotated) == (mark, True, False)


def test_the_dash_is_one_sign_and_the_ellipsis_two(setter):
    dash, after = cells(setter, "江——河")[1:]
    assert (dash.text, dash.height, dash.feature) == ("——", 40.0, "fwid vert")
    assert after.y == 60.0
    assert [(cell.text, cell.height) for cell in cells(setter, "江……河")[1:3]] == [("…", 20.0), ("…", 20.0)]


def test_two_figures_stand_side_by_side_and_more_lie(setter):
    found = {cell.text: cell for cell in cells(setter, "第3版12月2023年GDP增5.2%")}
    assert not found["3"].rotated
    assert (found["12"].rotated, found["12"].height, found["12"].feature) == (False, 20.0, "hwid")
    assert found["12"].width == pytest.approx(20.0)
    assert all(found[text].rotated for text in ("2023", "GDP", "5.2%"))
    assert found["GDP"].height == found["GDP"].width > 20.0


def test_a_space_between_latin_words_stays_with_the_first(setter):
    found = cells(setter, "与John Smith谈")
    assert [cell.text for cell in found] == ["与", "John ", "Smith", "谈"]
    assert found[2].y > found[1].y + found[1].height


def test_an_opening_mark_at_the_head_of_a_column_has_no_white_above_it(setter):
    found = cells(setter, "“夜经济”")
    assert found[0].y == -10.0
    assert found[1].y == 10.0


def test_no_character_is_lost_or_replaced(setter):
    text = "“夜经济”、《书》：（GDP）增5.2%——12个……100%！"
    found = set_vertical((text,), VOICES, 260.0, setter, columns=3)
    assert "".join(column.text for column in found.columns) == text


def test_a_mark_without_a_vertical_form_lies(setter, monkeypatch):
    metrics = type(setter.faces.metrics["song-bold"])
    monkeypatch.setattr(metrics, "has_form", lambda self, text, features: False)
    found = cells(setter, "甲（乙。")
    assert [cell.rotated for cell in found] == [False, True, False, False]


@pytest.mark.parametrize("language", ["zh-Hant-TW", "ja"])
def test_other_languages_stand_too(language):
    typefaces = cached_typefaces(tuple(faces(language).values()), language)
    setter = Setter(typefaces, stylebook_for(TABLOID), Words("", language))
    found = cells(setter, "「ラーメン」、一番。" if language == "ja" else "「梅花」、颱風。")
    # Taiwan's stops stand in the middle of their square either way.
    formed = "「」" if language == "zh-Hant-TW" else "「」、。ー"
    assert {cell.text for cell in found if "vert" in cell.feature} >= set(formed)
