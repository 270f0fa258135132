"""Medians, ratios and goals; and what is found in a PDF."""

import pikepdf
import pytest
from making import article, edition, paragraphs
from rich.console import Console

from bench import report
from bench.edition import Sheet, Size, Story
from bench.facts import facts, recovered
from bench.figures import goals, middle, ratio
from bench.processes import Cost
from publisher.makeup.issue import make_up_issue
from publisher.outputs import pdf


def rounds(*cpu):
    return [Cost(value, value * 2, 100.0) for value in cpu]


def test_the_median_of_each_figure():
    costs = [Cost(1.0, 9.0, 5.0), Cost(2.0, 7.0, 6.0), Cost(3.0, 8.0, 4.0)]
    assert middle(costs) == Cost(2.0, 8.0, 5.0)


def test_ratios_are_taken_within_a_round():
    # The machine was twice as slow in the second round, and the ratio does not tell.
    assert ratio(rounds(1.0, 2.0, 1.0), rounds(4.0, 8.0, 4.0)) == 0.25
    with pytest.raises(ValueError, match="zip"):
        ratio(rounds(1.0), rounds(1.0, 2.0))


def test_goals_are_judged_by_what_was_run():
    eight = {"epaper-pdf": rounds(2.0), "weasyprint": rounds(6.0), "chromium": rounds(1.5)}
    judged = {
        goal.words: (round(goal.value, 2), goal.met)
        for goal in goals({8: eight, 64: {"epaper-pdf": rounds(16.0)}})
    }
    assert judged == {
        "8 pages, CPU / WeasyPrint": (0.33, True),
        "8 pages, CPU / Chromium": (1.33, False),
        "64 pages, CPU / 8 pages": (8.0, True),
    }
    assert goals({1: eight}) == ()


STORY = Story(title="标题", kicker="", byline="程龙", paragraphs=("甲乙。", "丙丁。"))


def test_text_counts_as_often_as_it_is_set():
    sheets = [Sheet(1, "要闻", (STORY, STORY))]
    assert recovered("标题甲乙。丙丁。标 题\n甲乙。丙\n丁。", sheets) == 1.0
    assert recovered("标题甲乙。丙丁。标题甲乙。", sheets) == 5 / 6


def test_what_our_own_pdf_holds(tmp_path):
    issue = edition((article("a", body=paragraphs(300), title="社区图书馆开放"),))
    pdf.write(issue, make_up_issue(issue), tmp_path / "a.pdf", None)
    body = tuple(run.text for block in issue.articles[0].body for run in block.runs)
    found = facts(tmp_path / "a.pdf", [Sheet(1, "要闻", (Story("社区图书馆开放", "", "", body),))])
    assert (found.pages, found.type3, found.whole, found.outline) == (1, 0, 0, 2)
    assert found.fonts >= 2
    assert found.tagged
    assert found.text == 1.0
    assert found.bytes == (tmp_path / "a.pdf").stat().st_size


def test_fonts_without_a_program_are_told_from_subsets(tmp_path):
    with pikepdf.new() as file:
        file.add_blank_page()
        for name, kind in (("/T3", "/Type3"), ("/Helvetica", "/Type1")):
            font = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name(kind)))
            font.BaseFont = pikepdf.Name(name)
            file.pages[0].Resources = file.pages[0].get("/Resources", pikepdf.Dictionary())
            file.pages[0].Resources[name] = font
        file.save(tmp_path / "b.pdf")
    found = facts(tmp_path / "b.pdf", [Sheet(1, "要闻", (STORY,))])
    assert (found.fonts, found.type3, found.whole) == (0, 1, 1)
    assert (found.outline, found.tagged, found.text) == (0, False, 0.0)


def test_the_table_compares_with_weasyprint(tmp_path):
    issue = edition((article("a", 60),))
    pdf.write(issue, make_up_issue(issue), tmp_path / "a.pdf", None)
    found = facts(tmp_path / "a.pdf", [Sheet(1, "要闻", (STORY,))])
    costs = {"epaper-pdf": rounds(1.0), "weasyprint": rounds(4.0)}
    names = {"epaper-pdf": "ours", "weasyprint": "WeasyPrint"}
    console = Console(width=150, record=True)
    console.print(report.table(Size.of(8), names, costs, dict.fromkeys(costs, found)))
    (row,) = (line.split() for line in console.export_text().splitlines() if "ours" in line)
    assert row[:4] == ["ours", "1.00", "0.25", "2.00"]
    kept = report.record({8: Size.of(8)}, (), {8: costs}, {8: dict.fromkeys(costs, found)})
    assert kept["editions"][0]["engines"]["weasyprint"]["rounds"][0]["cpu"] == 4.0
    assert kept["goals"][0]["met"]
