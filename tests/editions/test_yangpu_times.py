"""The edition that comes with the project: it loads without a finding, and invents nothing."""

import re
from datetime import date
from pathlib import Path

import pytest

from publisher.importers import import_file, render
from publisher.manifest import load
from publisher.model import Chart, Crosshead, Kind, Paragraph, Table, plain

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "editions" / "yangpu-times" / "2023-01-05"
CAPTURE = ROOT / "tests" / "importers" / "yangpu-times-2023-01-05-page-02.txt"


@pytest.fixture(scope="module")
def loaded():
    return load(FOLDER)


@pytest.fixture(scope="module")
def report():
    imported = import_file(CAPTURE)
    return "\n".join((*imported.title, *imported.deck, *(passage.text for passage in imported.passages)))


def test_four_pages_without_a_finding(loaded):
    assert loaded.findings == ()
    assert loaded.edition.date == date(2023, 1, 5)
    assert [(page.number, page.name) for page in loaded.edition.pages] == [
        (1, "要闻"),
        (2, "特刊两会"),
        (3, "数说"),
        (4, "副刊"),
    ]
    assert not loaded.edition.publication.imprint
    assert loaded.edition.serial is None


def test_page_two_is_the_importers_own_file():
    assert (FOLDER / "articles" / "02-work-report.md").read_text(encoding="utf-8") == render(
        import_file(CAPTURE)
    )


def test_front_page_is_the_reports_own_paragraphs(loaded, report):
    for article in loaded.edition.pages[0].articles:
        assert all(
            plain(block.runs) in report for block in article.body if isinstance(block, Paragraph | Crosshead)
        )
        assert all(isinstance(block, Paragraph | Crosshead) for block in article.body)
        for line in (*article.title, *article.deck):
            assert all(word in report for word in re.split(r"的?“|”", line) if word), line
        assert not article.byline


def figures(text):
    return re.findall(r"\d+(?:\.\d+)?", text)


def test_every_figure_of_page_three_stands_in_the_report(loaded, report):
    known = set(figures(report))
    seen = set()
    for block in (block for article in loaded.edition.pages[2].articles for block in article.body):
        if isinstance(block, Chart):
            words = [
                block.note,
                *(part for datum in block.data for part in (datum.value, datum.note, datum.label)),
            ]
        elif isinstance(block, Table):
            words = [plain(cell) for row in block.rows for cell in row]
        else:
            words = [plain(block.runs)]
            assert all(sentence in report for sentence in re.split("[。；]", words[0]) if sentence)
        seen.update(figure for word in words for figure in figures(word))
    assert seen <= known
    assert len(seen) > 40


def test_page_four_names_author_and_source(loaded):
    for article in loaded.edition.pages[3].articles:
        if article.kind is Kind.NOTICE:
            assert "演示" in plain(article.body[0].runs)
        else:
            assert article.byline
            assert article.source
