"""The space that the end of a line stands for is in the text of the PDF, and no other."""

import re
import subprocess

import pikepdf
import pytest
from extraction import extractions, respaced
from making import article, edition, prose
from readers.verapdf import failed_rules

from publisher.makeup.issue import make_up_issue
from publisher.model import Kind, Paragraph, Run
from publisher.outputs import pdf

ENGLISH = (
    "Passengers waited twelve minutes; fares start at 2 yuan between Siemens Road and the old harbour, and the "
    "Metropolitan Transportation Authority said in February that 120 escalators would be replaced before the "
    "summer. Photographs are published under CC BY 4.0 unless another licence is named beside them."
)
MIXED = (
    "新线由 ABC Transit Group 与 Siemens Mobility 在 2024 年建成，乘客说等了 12 years，票价从 2 yuan 起，"
    "全部照片依照 CC BY 4.0 发布，软件用 Python 3 和 Rust 写成。" + prose(60)
)
LINK = "the whole agenda of the harbour board and the minutes of its meeting of February"
CODE = "def fares(stops):\n    start = 2\n\n    return start + len(stops) // 4\n"
VERSE = "Shall I compare thee to a day\nThou art more lovely\n白日依山尽\n黄河入海流"


def literal(text):
    """A listing: its lines are code, and their ends are not."""
    return tuple(run for line in text.splitlines() for run in (Run(text=line, code=True), Run(text="\n")))[
        :-1
    ]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ends")
    body = (
        *(
            Paragraph(runs=(Run(text=text),))
            for text in (ENGLISH, MIXED, ENGLISH[11:], MIXED[4:], prose(300))
        ),
        Paragraph(runs=(Run(text="见"), Run(text=LINK, href="https://example.org/"), Run(text="。"))),
        Paragraph(runs=(Run(text="先"), Run(text=LINK, strong=True), Run(text="。"))),
        Paragraph(runs=literal(CODE)),
    )
    title = "Harbour Board Publishes Minutes of Its February Meeting and Names Siemens Mobility"
    poem = article("v", kind=Kind.POEM, title="诗", body=(Paragraph(runs=(Run(text=VERSE),)),))
    issue = edition((article("a", title=title, body=body), poem))
    path = folder / "whole.pdf"
    assert pdf.write(issue, make_up_issue(issue), path, None).findings == ()
    done = subprocess.run(
        ["pdfinfo", "-struct-text", str(path)], capture_output=True, encoding="utf-8", check=True
    )
    told = "".join(re.findall(r'^\s*"(.*)"$', done.stdout, re.MULTILINE))
    return path, issue, told


def test_words_stay_apart_where_a_line_ends_between_them(printed):
    _, issue, told = printed
    for text in (*issue.articles[0].title, ENGLISH, MIXED, LINK):
        assert text in told


def test_characters_of_the_grid_are_not_parted(printed):
    assert prose(300) in printed[2]


def test_a_link_says_its_words_apart(printed):
    with pikepdf.open(printed[0]) as file:
        found = {
            str(note.Contents)
            for page in file.pages
            for note in page.get("/Annots", ())
            if "/Contents" in note
        }
    assert LINK in found


@pytest.mark.parametrize("text", [CODE, VERSE])
def test_lines_of_code_and_of_verse_are_parted(printed, text):
    lines = [re.escape(line) for line in text.strip("\n").split("\n") if line]
    assert re.search(r"\s+".join(lines), printed[2])


@pytest.mark.parametrize("name", ["poppler", "mupdf"])
def test_no_extractor_finds_a_space_too_many(printed, name):
    path, issue, _ = printed
    different, held = respaced(extractions(path)[name], issue)
    assert different == []
    assert held >= 6


def test_the_file_stays_sound(printed):
    assert failed_rules(printed[0]) == []
