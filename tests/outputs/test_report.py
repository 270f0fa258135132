"""The report: what it says of pages and articles is what stands on them."""

import json

import pytest
from making import TABLOID, edition, paragraphs
from stories import GRID, page_of, place, stories
from tests_support import SAMPLE

from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import Rect
from publisher.manifest import load
from publisher.model import Layout
from publisher.outputs.report import report, write
from publisher.text.reading import count_characters


def told(issue):
    made = make_up_issue(issue)
    return made, report(issue, made, {"pdf": "a.pdf"}, made.findings, {"total": 1.23456})


@pytest.fixture(scope="module")
def jumping():
    """An issue whose lead goes on a page further on."""
    long = page_of(stories(4, a0={"body": paragraphs(*[500] * 9)}), number=1)
    return edition(made=(long, page_of(stories()[4:], number=2)))


@pytest.fixture(scope="module")
def its(jumping):
    return told(jumping)


def test_pages_are_told_as_they_are(its):
    made, record = its
    assert [page["number"] for page in record["pages"]] == ["01", "02"]
    for page, seen in zip(record["pages"], made.pages, strict=True):
        assert page["lines"] == seen.lines <= GRID.rows * GRID.columns
        assert page["blank_lines"] == seen.blank_lines
        assert page["fill"] == pytest.approx(1 - page["blank_lines"] / page["lines"], abs=1e-4)
        assert page["overset_characters"] == 0
        assert page["articles"] == len(seen.modules)
    assert [page["jumps"] for page in record["pages"]] == [1, 0]
    # The front page has its nameplate.
    assert record["pages"][0]["lines"] < record["pages"][1]["lines"]


def test_an_article_that_jumps_has_two_placements(its):
    _, record = its
    lead, *others = record["articles"]
    assert [part["page"] for part in lead["placements"]] == ["01", "02"]
    assert all(len(part["boxes"]) == 1 for part in lead["placements"])
    assert all(len(item["placements"]) == 1 for item in others)


def test_all_characters_are_set(its, jumping):
    _, record = its
    for item, article in zip(record["articles"], jumping.articles, strict=True):
        assert item["characters"] == item["characters_set"] == count_characters(article)


def test_blank_lines_are_those_that_nothing_takes(its):
    """Modules, the gaps between them and blank lines together are all the lines of a page."""
    made, _ = its
    for page in made.pages:
        areas = [place(module) for module in page.modules]
        gaps = page.lines - sum(area.columns * area.rows for area in areas)
        gaps -= page.blank_lines - sum(module.blank for module in page.modules)
        assert -1 <= gaps <= 2 * GRID.columns * len(areas)


@pytest.mark.parametrize(("corner", "gap"), [("", 0), ("top", 2), ("bottom", 2)])
def test_white_above_and_below_an_article_is_blank(corner, gap):
    """Above or below a pinned module two rows are the gap to what might stand there."""
    pinned = Layout(columns=6, position=corner)
    made, record = told(edition(made=(page_of(stories(1, a0={"layout": pinned})),)))
    module = made.pages[0].modules[0]
    white = GRID.rows - place(module).rows - gap
    assert white > 40
    assert record["pages"][0]["blank_lines"] == round(white * GRID.columns + module.blank)


def boxes(record):
    placements = (part for item in record["articles"] for part in item["placements"])
    return [Rect(*box) for part in placements for box in part["boxes"]]


def assert_on_paper(found, form):
    for box in found:
        assert 0 < box.x < box.x + box.width < form.width
        assert 0 < box.y < box.y + box.height < form.height


def test_boxes_are_millimetres_within_the_page(its):
    made, record = its
    found = boxes(record)
    assert len(found) == sum(len(page.modules) for page in made.pages) == 6
    assert_on_paper(found, TABLOID)
    assert sum(box.width * box.height for box in found) > TABLOID.width * TABLOID.height


def test_findings_seconds_and_outputs(its, jumping, tmp_path):
    made, record = its
    assert record["outputs"] == {"pdf": "a.pdf"}
    assert record["seconds"] == {"total": 1.235}
    assert [item["rule"] for item in record["findings"]] == [item.rule for item in made.findings]
    assert (record["paper"], record["date"]) == ("test-paper", jumping.date.isoformat())
    write(record, tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text("utf-8")) == record


def test_a_run_that_made_nothing_up_reports_no_pages(jumping):
    record = report(jumping, None, {}, (), {})
    assert (record["pages"], record["articles"]) == ([], [])


def test_the_sample_edition_is_full_and_whole():
    issue = load(SAMPLE).edition
    _, record = told(issue)
    assert all(page["overset_characters"] == 0 and page["jumps"] == 0 for page in record["pages"])
    assert all(page["fill"] > 0.95 for page in record["pages"])
    assert all(item["characters"] == item["characters_set"] > 0 for item in record["articles"])
    assert_on_paper(boxes(record), issue.publication.page)
