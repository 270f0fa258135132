from __future__ import annotations

import pytest

from publisher.manifest.charts import amount
from publisher.model import Chart, ChartType, Datum

from .building import read


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("4.1万", 41_000), ("95.77%", 95.77), ("1,234", 1234), ("1,234.5万", 12_345_000), ("143.5亿元", 1.435e10), ("2万亿", 2e12),
        ("-3.5", -3.5), ("−3", -3), ("负2", -2), ("约４８个", 48), ("超过600家", 600), ("3千万元", 3e7),
        ("5千瓦", 5), ("5千人", 5000),
        (".5", 0.5), ("0", 0), ("无", None), ("", None), ("1" * 400, None),
    ],
)  # fmt: skip
def test_amounts(value: str, number: float | None) -> None:
    assert amount(value) == (None if number is None else pytest.approx(number))


def chart(text: str) -> tuple[object, list[str]]:
    result = read(f"```chart\n{text}\n```\n")
    return (result.blocks[0] if result.blocks else None), result.faults


def test_all_ways_to_write_data() -> None:
    made, faults = chart(
        "type: columns\ntitle: 题\nunit: 亿\nnote: 据\ndata:\n  - {label: 甲, value: 1, note: 注}\n  - [乙, 2, 注]\n  - 丙: 3"
    )
    assert faults == []
    assert made == Chart(
        type=ChartType.COLUMNS, title="题", unit="亿", note="据",
        data=(Datum(label="甲", value="1", amount=1, note="注"), Datum(label="乙", value="2", amount=2, note="注"),
              Datum(label="丙", value="3", amount=3)),
    )  # fmt: skip
    mapping, _ = chart("type: columns\ndata: {甲: 1, 乙: 2}")
    assert isinstance(mapping, Chart)
    assert [(datum.label, datum.amount) for datum in mapping.data] == [("甲", 1), ("乙", 2)]


def test_large_figures_need_no_number() -> None:
    made, faults = chart("type: figures\ndata: {称号: 全市第一}")
    assert isinstance(made, Chart)
    assert (made.data[0].value, faults) == ("全市第一", [])


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("type: pie\ndata: {甲: 1}", ["A-005 2:7"]),
        ("data: {甲: 1}", ["A-005 2:1"]),
        ("type: bars", ["A-005 2:1"]),
        ("type: bars\ndata: []", ["A-005 3:7"]),
        ("type: bars\ndata: [[甲]]", ["A-005 3:8"]),
        ("type: bars\ndata:\n  - {label: 甲, valu: 1}", ["A-005 4:5", "A-005 4:16"]),
        ("type: share\ndata: {甲: -1, 乙: 2}", ["A-005 3:7"]),
        ("type: share\ndata: {甲: 0}", ["A-005 3:7"]),
        ("type: bars\ntype: bars\ndata: {甲: 1}", ["A-005 3:1"]),
        ("type: bars\ntitle: {a: b}\ndata: {甲: 1}", ["A-005 3:8"]),
        ("", ["A-005 2:1"]),
        ("type: bars\ndata: [" + "[甲, 1]," * 201 + "]", ["A-005 3:7"]),
    ],
)
def test_faults_have_places(text: str, faults: list[str]) -> None:
    made, found = chart(text)
    assert found == faults
    assert made is None or len(faults) == 1


def test_chart_in_a_list_keeps_its_place() -> None:
    result = read("- 甲\n\n  ```chart\n  type: bars\n  data: {甲: 1}\n  ```\n")
    assert isinstance(result.blocks[0].items[0][1], Chart)
