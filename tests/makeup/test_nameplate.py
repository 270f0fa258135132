"""The nameplate and the refers in its ear: within their area, each refer whole, as many as there is room for."""

import pytest
from making import TABLOID

from publisher.makeup.furniture import NameplateWords, Refer, nameplate
from publisher.makeup.grid import grid_for
from publisher.makeup.layout import RuleBox, TextBox
from publisher.model import PageFormat

SHORT = "春耕备耕全面展开"
WRAPS = "同比增长12.5%的背后：3000万元补贴都去哪儿了"
LONG = "城市建设持续推进，社区服务不断完善；" * 3
SMALL = PageFormat(width=148, height=210, columns=3, characters=11, body=9.0, leading=12.15)


def furnished(setter, headlines, form=TABLOID):
    """Return the texts of a nameplate by role, its frame (None for none), and the rule below."""
    refers = tuple(
        Refer(folio=f"{number:02d}", headline=text, href=f"#{number}")
        for number, text in enumerate(headlines, start=2)
    )
    words = NameplateWords(
        name="示例日报", slogan="", drawn=None, facts=("今日8版",), refers_title="导读", refers=refers
    )
    elements, _ = nameplate(words, grid_for(form), setter)
    texts = [box for box in elements if isinstance(box, TextBox)]
    rules = [box for box in elements if isinstance(box, RuleBox)]
    return (
        {role: [box for box in texts if box.role == role] for role in {box.role for box in texts}},
        next((box for box in rules if box.role == "ear"), None),
        next(box for box in rules if box.role == "rule"),
    )


@pytest.mark.parametrize("form", [TABLOID, SMALL], ids=["tabloid", "small"])
@pytest.mark.parametrize(
    "headlines",
    [(SHORT,) * 8, (WRAPS, WRAPS, *(SHORT,) * 3), (WRAPS,) * 8, (LONG,) * 4],
    ids=["short", "two that wrap", "all wrap", "long"],
)
def test_the_ear_stays_clear_of_the_rule_below(setter, headlines, form):
    texts, ear, rule = furnished(setter, headlines, form)
    if ear is None:
        assert "refer" not in texts
        assert "refers-title" not in texts
        return
    assert ear.y + ear.height < rule.y - 3
    for box in texts["refer"]:
        assert box.y + len(box.lines) * box.line_height < ear.y + ear.height
        assert "".join(line.text for line in box.lines) in headlines


def test_type_gets_smaller_where_another_refer_then_finds_room(setter):
    def sizes(headlines):
        return [box.lines[0].spans[0].style.size for box in furnished(setter, headlines)[0]["refer"]]

    assert sizes((SHORT,) * 3) == [9.0] * 3
    assert sizes((WRAPS, WRAPS, *(SHORT,) * 3)) == [8.5] * 5


def test_without_room_for_a_refer_the_name_has_the_whole_width(setter):
    texts, ear, _ = furnished(setter, (LONG * 4,), SMALL)
    assert ear is None
    assert texts["nameplate"][0].width == pytest.approx(grid_for(SMALL).text_width)
