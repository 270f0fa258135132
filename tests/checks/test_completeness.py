"""The check that nothing is lost notices when something is."""

from dataclasses import replace

import pytest
from generated.faults import lost_and_doubled
from making import article, edition, paragraphs

from publisher.checks.completeness import check_make_up, first_missing
from publisher.makeup import copy
from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import TableBox, TextBox
from publisher.model import Align, Run, Table
from publisher.text.reading import count_characters


def test_strings_are_looked_for_in_order():
    assert first_missing(["甲乙", "丙 丁"], "甲乙丙丁") == ""
    assert first_missing(["甲乙", "戊"], "甲乙丙丁") == "戊"
    assert first_missing(["甲乙甲乙"], "甲乙") == "甲乙甲乙"
    assert first_missing(["后", "前"], "前后") == ""


def drop(made, keep):
    """Lose the boxes that ``keep`` does not want."""
    pages = tuple(
        page._replace(
            modules=tuple(
                module._replace(elements=tuple(box for box in module.elements if keep(box)))
                for module in page.modules
            )
        )
        for page in made.pages
    )
    return type(made)(pages=pages, faces=made.faces, findings=made.findings)


def test_a_lost_paragraph_and_a_lost_headline_are_found():
    issue = edition((article("a", body=paragraphs(90, 120)),))
    made = make_up_issue(issue)
    assert check_make_up(issue, made) == ()
    bodies = [
        box for box in made.pages[0].modules[0].elements if isinstance(box, TextBox) and box.role == "body"
    ]
    without_text = drop(made, lambda box: box is not bodies[-1])
    without_head = drop(made, lambda box: getattr(box, "role", "") != "headline")
    for spoilt in (without_text, without_head):
        assert [item.rule for item in check_make_up(issue, spoilt)] == ["C-001"]


def test_a_swapped_line_is_found():
    issue = edition((article("a", body=paragraphs(150)),))
    made = make_up_issue(issue)

    def swap(box):
        lines = getattr(box, "lines", ())
        return box._replace(lines=(lines[1], lines[0], *lines[2:])) if len(lines) > 2 else box

    pages = tuple(
        page._replace(
            modules=tuple(
                module._replace(elements=tuple(map(swap, module.elements))) for module in page.modules
            )
        )
        for page in made.pages
    )
    spoilt = type(made)(pages=pages, faces=made.faces, findings=())
    assert [item.rule for item in check_make_up(issue, spoilt)] == ["C-001"]


def test_characters_are_counted_as_they_are_set():
    issue = edition(
        (
            article(
                "a", 90, 120, kicker="引题", deck=("副题",), column="专栏", summary=("提要",), source="本报"
            ),
        )
    )
    assert make_up_issue(issue).placed == {"a": count_characters(issue.articles[0])}


def jumped_table():
    """An edition whose table goes on in other columns and on another page, as it is made up."""
    rows = tuple(((Run(text=f"第{number}馆"),), (Run(text=f"{number * 7919}"),)) for number in range(400))
    table = Table(
        header=((Run(text="馆名"),), (Run(text="藏书"),)), rows=rows, align=(Align.LEFT, Align.RIGHT)
    )
    issue = edition((article("a", body=(*paragraphs(200), table), title="各馆一览"),))
    return issue, make_up_issue(issue)


def tables_changed(made, change):
    """Return what is made up with the rows of its tables changed; ``change`` gets a table's number and its rows."""
    number = 0
    pages = []
    for page in made.pages:
        modules = []
        for module in page.modules:
            boxes = list(module.elements)
            for at, box in enumerate(boxes):
                if isinstance(box, TableBox):
                    boxes[at] = box._replace(rows=change(number, box.rows))
                    number += 1
            modules.append(module._replace(elements=tuple(boxes)))
        pages.append(page._replace(modules=tuple(modules)))
    return type(made)(pages=tuple(pages), faces=made.faces, findings=made.findings)


def without_cell(row):
    return row._replace(cells=(row.cells[0], row.cells[1]._replace(lines=())))


@pytest.mark.parametrize(
    "change",
    [
        lambda number, rows: rows[1:] if number == 0 else rows,
        lambda number, rows: (*rows[:5], without_cell(rows[5]), *rows[6:]) if number == 2 else rows,
        lambda number, rows: (rows[0], *rows[2:]) if number == 1 else rows,
    ],
    ids=["the head where it stood first", "a cell", "the first row below a head that stands again"],
)
def test_what_a_table_that_goes_on_has_lost_is_found(change):
    issue, made = jumped_table()
    boxes = [
        box
        for page in made.pages
        for module in page.modules
        for box in module.elements
        if isinstance(box, TableBox)
    ]
    assert len(made.pages) > 1
    assert [box.rows[0].again for box in boxes] == [False] + [True] * (len(boxes) - 1)
    assert check_make_up(issue, made) == ()
    assert made.placed == {"a": count_characters(issue.articles[0])}
    assert [item.rule for item in check_make_up(issue, tables_changed(made, change))] == ["C-001"]


def test_a_cell_that_stands_twice_is_found():
    issue, made = jumped_table()
    assert lost_and_doubled(issue, made) == ({}, {})
    spoilt = tables_changed(made, lambda number, rows: (*rows, rows[-1]) if number == 1 else rows)
    lost, doubled = lost_and_doubled(issue, spoilt)
    assert not lost
    assert sorted(doubled["a"]) == sorted("第馆")


def test_a_row_that_a_jump_sets_twice_is_counted_twice(monkeypatch):
    rest_of_table = copy._rest_of_table

    def doubled(table, taken):
        return tuple(replace(left, rows=(left.rows[0], *left.rows)) for left in rest_of_table(table, taken))

    monkeypatch.setattr(copy, "_rest_of_table", doubled)
    issue, made = jumped_table()
    assert made.placed["a"] > count_characters(issue.articles[0])
