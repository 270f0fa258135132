import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.drawing.measure import balance, em_width, wrap

TEXT = st.text(alphabet="汉字，。（）“”、%123.45abcWi -é́", max_size=60)


def test_widths_are_on_the_safe_side():
    assert em_width("汉字，") == 3
    assert 2.4 <= em_width("143.5") <= 3
    assert em_width("e\u0301") == em_width("e")


@given(TEXT, st.floats(1, 30))
def test_breaking_loses_nothing_but_spaces(text, measure):
    joined = "".join(wrap(text, measure))
    assert joined.replace(" ", "") == text.replace(" ", "")


@given(TEXT, st.floats(4, 30))
def test_lines_are_no_longer_than_the_measure(text, measure):
    for line in wrap(text, measure):
        assert em_width(line) <= measure + 1e-5


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("同比增长0.3%", 4, ("同比增长", "0.3%")),
        ("全市（含郊区）人口", 3.5, ("全市", "（含郊", "区）人", "口")),
        ("增长，稳定", 2, ("增", "长，", "稳定")),
        ("two words", 5, ("two", "words")),
        ("第一行\n第二行", 9, ("第一行", "第二行")),
        ("", 5, ()),
        ("   ", 5, ()),
    ],
)
def test_where_lines_break(text, measure, lines):
    assert wrap(text, measure) == lines


def test_balanced_lines_are_of_nearly_one_length():
    assert balance("规上工业总产值", 6) == ("规上工业", "总产值")
    assert len(balance("聚焦餐饮酒吧、宾旅馆、农贸市场", 8)) == len(wrap("聚焦餐饮酒吧、宾旅馆、农贸市场", 8))
    assert balance("短", 6) == ("短",)
