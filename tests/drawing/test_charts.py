import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.drawing.charts import draw
from publisher.drawing.measure import em_width
from publisher.model import Chart, ChartType, Datum
from publisher.text.reading import visible

SVG = "{http://www.w3.org/2000/svg}"
INF, NAN = float("inf"), float("nan")


def datum(label, value, amount, note=""):
    return Datum(label=label, value=value, amount=amount, note=note)


def drawn(chart, width=200.0, size=8.0, **options):
    made = draw(chart, width=width, size=size, family="hei", family_bold="hei-bold", **options)
    return made, ET.fromstring(made.svg)


def words(chart):
    data = "".join(d.label + d.value + d.note for d in chart.data)
    return visible(chart.title + chart.unit + data + chart.note)


def texts(root):
    return list(root.iter(f"{SVG}text"))


def extent(element):
    """Return left, right, top and bottom of a line of text, as the estimate has it."""
    size = float(element.get("font-size"))
    width = em_width(element.text) * size
    x, y = float(element.get("x")), float(element.get("y"))
    left = {"start": x, "middle": x - width / 2, "end": x - width}[element.get("text-anchor", "start")]
    return left, left + width, y - size * 0.8, y + size * 0.1


def assert_sound(chart, made, root):
    """All words once and in order, inside the drawing, no two lines on each other."""
    assert visible("".join(root.itertext())) == words(chart)
    boxes = [(element, extent(element)) for element in texts(root)]
    for element, (left, right, top, bottom) in boxes:
        assert left >= -0.1, element.text
        assert right <= made.width + 0.1, element.text
        assert top >= 0, element.text
        assert bottom <= made.height, element.text
    for at, (one, a) in enumerate(boxes):
        for other, b in boxes[at + 1 :]:
            apart = a[1] <= b[0] + 0.1 or b[1] <= a[0] + 0.1 or a[3] <= b[2] + 0.1 or b[3] <= a[2] + 0.1
            assert apart, (one.text, other.text)
    for element in root.iter():
        for key in ("x", "y", "width", "height"):
            assert re.fullmatch(r"-?[\d.]+(pt)?", element.get(key, "0")), (element.tag, key)


FIGURES = (
    datum("区级财政收入", "143.5亿元", 143.5, "同比增长0.3%"),
    datum("扶持金额", "111亿元", 111),
    datum("惠及市场主体", "4.1万家次", 41000),
    datum("60岁以上老年人新冠病毒疫苗接种累计", "68.5万剂", 685000, "覆盖26.6万人，覆盖率增幅居中心城区第二"),
)
CASES = {
    "usual": FIGURES,
    "negative": (datum("甲", "-3.5%", -3.5, "说明"), datum("乙", "+12.1%", 12.1), datum("丙", "0%", 0)),
    "all negative": (datum("甲", "-3", -3), datum("乙", "-12", -12)),
    "none above zero": (datum("甲", "-3", -3), datum("乙", "0", 0)),
    "zero": (datum("a", "0", 0), datum("b", "无", 0)),
    "equal": (datum("a", "5", 5), datum("b", "5", 5), datum("c", "5", 5)),
    "one": (datum("达标率", "95.77%", 95.77, "居前列"),),
    "none": (),
    "thirty": tuple(datum(f"第{at}街道", f"{at * 37 % 100}", at * 37 % 100) for at in range(30)),
    "long": (
        datum("聚焦餐饮酒吧、宾旅馆、农贸市场、规模性租赁房" * 4, "同比增长百分之三十五" * 3, 3, "说明" * 40),
        datum("internationalization" * 4, "1,234,567,890,123,456,789 m²", 1),
    ),
    "empty words": (datum("", "", 1), datum("", "约三分之一", 0), datum("只有标签", "", 2)),
    "extreme": (
        datum("大", "1e308", 1e308),
        datum("小", "-1e308", -1e308),
        datum("巨", "1e299", 1e299),
        datum("深", "-1e299", -1e299),
        datum("非", "NaN", NAN),
        datum("无", "∞", INF),
    ),
    "markup": (datum("<b>&", '"]]>', 1, "a < b"), datum("控\x00制", "\ud800", 2)),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(ChartType))
@pytest.mark.parametrize("case", list(CASES))
@pytest.mark.parametrize(("width", "size"), [(150, 8), (320, 8.5), (345, 13), (90, 8)])
def test_every_word_once_inside_and_apart(kind, case, width, size):
    chart = Chart(
        type=kind, title="各项指标完成情况", unit="亿元", note="截至2022年12月30日", data=CASES[case]
    )
    assert_sound(chart, *drawn(chart, width=width, size=size))


TEXT = st.text(alphabet="区级财政收入增长，。（）“”%0123456789.abcXYZ -é́😀", max_size=40)


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(list(ChartType)),
    title=TEXT,
    note=TEXT,
    data=st.lists(
        st.builds(datum, TEXT, TEXT, st.floats(-1e9, 1e9), st.one_of(st.just(""), TEXT)), max_size=16
    ),
    width=st.floats(100, 500),
)
def test_any_words_are_kept_and_placed(kind, title, note, data, width):
    chart = Chart(type=kind, title=title, note=note, data=tuple(data))
    assert_sound(chart, *drawn(chart, width=width))


def bars_of(root, colour):
    """Return the boxes of the data, without the accent at the head."""
    return [rect for rect in root.iter(f"{SVG}rect") if rect.get("fill") == colour][1:]


def test_bars_are_in_proportion():
    chart = Chart(type=ChartType.BARS, data=(datum("a", "10", 10), datum("b", "40", 40), datum("c", "0", 0)))
    _, root = drawn(chart, accent="#123456")
    lengths = [float(rect.get("width")) for rect in bars_of(root, "#123456")]
    assert lengths[1] == pytest.approx(4 * lengths[0], abs=0.05)
    assert lengths[1] > 100
    assert lengths[2] == 0


def test_negative_bars_lie_on_the_other_side_of_zero():
    chart = Chart(type=ChartType.BARS, data=(datum("a", "-10", -10), datum("b", "40", 40)))
    _, root = drawn(chart, accent="#123456")
    less, more = bars_of(root, "#123456")
    assert float(less.get("x")) + float(less.get("width")) == pytest.approx(float(more.get("x")), abs=0.02)
    assert float(more.get("width")) == pytest.approx(4 * float(less.get("width")), abs=0.05)


def test_columns_stand_on_zero_in_proportion():
    chart = Chart(
        type=ChartType.COLUMNS, data=(datum("a", "10", 10), datum("b", "40", 40), datum("c", "-20", -20))
    )
    _, root = drawn(chart, accent="#123456")
    small, large, below = bars_of(root, "#123456")
    heights = [float(rect.get("height")) for rect in (small, large, below)]
    assert heights[1] == pytest.approx(4 * heights[0], abs=0.05)
    assert heights[2] == pytest.approx(2 * heights[0], abs=0.05)
    foot = float(small.get("y")) + heights[0]
    assert (
        foot
        == pytest.approx(float(large.get("y")) + heights[1], abs=0.02)
        == pytest.approx(float(below.get("y")), abs=0.02)
    )


def test_columns_that_do_not_fit_become_bars():
    few = Chart(type=ChartType.COLUMNS, data=CASES["equal"])
    many = Chart(type=ChartType.COLUMNS, data=CASES["thirty"])
    as_bars = Chart(type=ChartType.BARS, data=CASES["thirty"])
    assert drawn(few)[0] != drawn(Chart(type=ChartType.BARS, data=CASES["equal"]))[0]
    assert drawn(many)[0] == drawn(as_bars)[0]


@pytest.mark.parametrize(
    "data",
    [
        (datum("a", "-1", -1), datum("b", "2", 2)),
        (datum("a", "80%", 80), datum("b", "70%", 70)),
        CASES["zero"],
        CASES["thirty"],
    ],
)
def test_what_are_no_shares_of_a_whole_become_bars(data):
    assert drawn(Chart(type=ChartType.SHARE, data=data))[0] == drawn(Chart(type=ChartType.BARS, data=data))[0]


def test_ring_shows_each_share_and_the_rest():
    def pieces(data):
        return list(drawn(Chart(type=ChartType.SHARE, data=data))[1].iter(f"{SVG}path"))

    assert len(pieces((datum("a", "3", 3), datum("b", "1", 1)))) == 2
    assert len(pieces((datum("a", "30%", 30), datum("b", "40%", 40)))) == 3
    assert len(pieces((datum("a", "100%", 100),))) == 2  # one arc cannot go round whole
    fills = {piece.get("fill") for piece in pieces((datum("a", "3", 3), datum("b", "1", 1)))}
    assert len(fills) == 2


def test_share_in_one_ink_has_different_depths():
    chart = Chart(type=ChartType.SHARE, data=tuple(datum(f"{at}", "1", 1) for at in range(6)))
    _, root = drawn(chart, ink="currentColor", muted="currentColor", accent="currentColor")
    assert len({path.get("fill-opacity") for path in root.iter(f"{SVG}path")}) == 6


def test_print_colours_are_mixed_and_never_transparent():
    for kind in ChartType:
        made, _ = drawn(Chart(type=kind, data=CASES["usual"]))
        assert "opacity" not in made.svg


def test_faces_and_label_of_the_drawing():
    chart = Chart(type=ChartType.FIGURES, title="指标 & 数", unit="亿元", data=CASES["one"])
    made, root = drawn(chart, prefix="c7", unit_label="单位：", bold_weight="bold")
    assert (root.get("id"), root.get("role")) == ("c7", "img")
    assert root.get("aria-label") == "指标 & 数. 亿元. 达标率 95.77% 居前列"
    _, told = drawn(chart, stops=("；", "。"))
    assert told.get("aria-label") == "指标 & 数。亿元。达标率 95.77% 居前列"
    assert [element.text for element in texts(root)][:2] == ["指标 & 数", "单位：亿元"]
    bold = [element.text for element in texts(root) if element.get("font-family") == "hei-bold"]
    assert bold == ["指标 & 数", "95.77%"]
    assert {element.get("font-weight") for element in texts(root)} == {None, "bold"}
    assert float(root.get("height").removesuffix("pt")) == made.height
