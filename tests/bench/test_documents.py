"""The words that a text extraction returns are counted by paragraph, exactly and without white space."""

from bench.documents import share
from bench.edition import Sheet, Story

SHEETS = (Sheet(1, "要闻", (Story("标题", "", "程龙", ("今天12日。", "明天。")),)),)


def test_a_paragraph_with_a_stray_space_is_not_exact():
    assert share("标题今天12日。明天。", SHEETS) == 1.0
    assert share("标题今天 12 日。明天。", SHEETS) == 2 / 3
