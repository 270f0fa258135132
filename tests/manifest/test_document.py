from __future__ import annotations

import time

import pytest

from publisher.manifest.document import Document, parse
from publisher.manifest.report import Report
from publisher.manifest.source import SourceText


def document(text: str, **places: int) -> tuple[Document | None, list[str]]:
    report = Report()
    made = parse(SourceText(file="f", text=text), report, **places)
    return made, [
        f"{finding.rule} {finding.where.line}:{finding.where.column}" for finding in report.sorted()
    ]


def test_places_of_keys_and_values() -> None:
    made, faults = document(
        "a: 1\nb:\n  - c: |\n      甲\n      乙\n    d: >\n      丙\n  - [x, y]\n",
        first_line=10,
        first_column=3,
    )
    assert faults == []
    assert made is not None
    assert made.data == {"a": "1", "b": [{"c": "甲\n乙\n", "d": "丙\n"}, ["x", "y"]]}
    places = {path: (made.key(path).line, made.key(path).column, made.at(path).line, made.at(path).column) for path in (
        ("a",), ("b", 0, "c"), ("b", 1), ("b", 1, 1), ("b", 9, "zz"))}  # fmt: skip
    assert places == {
        ("a",): (10, 3, 10, 6), ("b", 0, "c"): (12, 7, 12, 10), ("b", 1): (17, 7, 17, 7), ("b", 1, 1): (17, 11, 17, 11),
        ("b", 9, "zz"): (11, 3, 12, 5)}  # fmt: skip
    literal, folded = made.lines(("b", 0, "c")), made.lines(("b", 0, "d"))
    assert (literal.exact, literal.at(1).line, literal.at(1).column) == (True, 14, 9)
    assert (folded.exact, folded.at(5).line) == (False, 15)


def test_scalars_stay_words() -> None:
    made, _ = document(
        "a: 007\nb: yes\nc: 2023-01-05\nd: 1_000\ne: ~\nf:\ng: null\nh: 'null'\ni: ''\nj: !!str null\n"
    )
    assert made is not None
    assert made.data == {"a": "007", "b": "yes", "c": "2023-01-05", "d": "1_000", "e": None, "f": None, "g": None, "h": "null",
                         "i": "", "j": "null"}  # fmt: skip


def test_aliases_are_followed() -> None:
    made, faults = document("a: &x [甲]\nb: *x\n")
    assert made is not None
    assert (made.data["b"], faults) == (["甲"], [])


@pytest.mark.parametrize(
    "text",
    [
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)),
        "a: &a " + "x" * 400_000 + "\nb: [" + ", ".join(["*a"] * 200) + "]\n",
        "a: &a [*a]\n",
        "a: " + "[" * 3000,
        "a: " + "[" * 100 + "]" * 100,
        "a: *b\n",
        "? [a]\n: b\n",
        "a: !x b\n",
        "%YAML 9.9\n---\na: b\n",
    ],
    ids=[
        "laughs",
        "long laughs",
        "circle",
        "deep open",
        "deep",
        "no anchor",
        "list as key",
        "tag",
        "version",
    ],
)
def test_hostile_yaml_is_refused_in_time(text: str) -> None:
    started = time.process_time()
    made, faults = document(text)
    assert made is None
    assert [fault.split()[0] for fault in faults] == ["M-001"]
    assert time.process_time() - started < 10


def test_keys_written_twice_are_all_told() -> None:
    made, faults = document("a: 1\na: 2\nb: {c: 1, c: 2}\na: 3\n")
    assert made is not None
    assert made.data == {"a": "1", "b": {"c": "1"}}
    assert faults == ["M-005 2:1", "M-005 3:11", "M-005 4:1"]
