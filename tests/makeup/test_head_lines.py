"""How many lines a headline takes: no more than four, unless four do not hold it without parting a word."""

import pytest
from making import article

from publisher.makeup.head import heads

LONG = "行政院通过《国民教育法》修正案 明年起实施十二年国教"
LONGEST = "市政府常务会议审议通过关于进一步优化营商环境促进民营经济高质量发展若干措施和新一轮国土空间总体规划并部署防汛抗旱"


@pytest.mark.parametrize(("columns", "priority"), [(2, 2), (2, 3), (3, 1), (3, 2), (4, 1), (6, 1)])
def test_a_headline_stands_in_four_lines_at_most(grid, setter, columns, priority):
    made = heads(article("a", 400, title=LONG, priority=priority), grid.span(columns), 0, setter)
    assert made
    assert all(head.lines <= 4 for head in made)


def test_a_headline_that_four_lines_do_not_hold_has_more(grid, setter):
    made = heads(article("a", 400, title=LONGEST, priority=1), grid.span(3), 0, setter)
    assert {head.lines for head in made} <= {5, 6}
    assert all(head.rank < 90 for head in made)


def test_a_headline_too_long_for_every_size_still_breaks_between_words(grid, setter):
    title = "第十六届人民代表大会常务委员会公告"
    for head in heads(article("a", 400, title=title, priority=1), grid.span(1), 0, setter):
        lines = [line.text for element in head.elements for line in element.lines]
        assert "".join(lines) == title
        assert "第十六届" in lines[0]
        assert not any(line.startswith(("民代", "务委")) for line in lines)
