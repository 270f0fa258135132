"""Marks on text: dots under characters, lines under names and titles; the text itself stays as it is."""

import re
import subprocess

import pypdfium2 as pdfium
import pytest
from making import article, edition, paragraphs

from publisher.makeup.issue import make_up_issue
from publisher.model import Paragraph, Run
from publisher.outputs import pdf
from publisher.outputs.pdf.markup import lines_html
from publisher.text.reading import visible
from publisher.typeset.stylebook import Voice

DPI = 300
BODY = Voice(face="song", size=9.0)
DOTTED = "着重的字，也有标点；ABC和123都在内"
NAMES = (
    Run(text="那年"),
    Run(text="茅盾", proper_name=True),
    Run(text="巴金", proper_name=True),
    Run(text="读"),
    Run(text="子夜", book_title=True),
    Run(text="家", book_title=True),
    Run(text="，"),
    Run(text="司马", proper_name=True),
    Run(text="迁", proper_name=True, strong=True),
    Run(text="写"),
    Run(text="很长很长要跨过行尾的一个书名", book_title=True),
    Run(text="。"),
)


def drawn(setter, runs, measure=200.0):
    return str(lines_html(setter.lines(runs, BODY, measure)))


def test_each_name_and_title_has_a_line_of_its_own(setter):
    html = drawn(setter, NAMES[:7])
    assert re.findall(r'class="(proper|title)"', html) == ["proper", "proper", "title", "title"]
    assert re.sub(r"<[^>]*>", "", html) == "那年茅盾巴金读子夜家，"


def test_one_name_in_two_styles_has_one_line(setter):
    assert drawn(setter, NAMES[7:10]).count('class="proper"') == 1


def test_a_title_goes_on_in_the_next_line(setter):
    html = drawn(setter, NAMES[9:], measure=99.0)
    assert html.count('class="title"') == 2


def test_a_line_below_moves_nothing(setter):
    """What its box is narrower at each side, the text within hangs out."""
    for outer, inner in re.findall(
        r'style="margin:([^"]*)"><span style="margin:([^"]*)"', drawn(setter, NAMES)
    ):
        pairs = zip(outer.split(), inner.split(), strict=True)
        assert all(float(a.rstrip("pt")) == -float(b.rstrip("pt")) for a, b in pairs)


def test_dots_stand_at_the_characters_own_pace(setter):
    line = setter.lines((Run(text="着重的字都在这一行里面", emphasis=True),) * 3, BODY, 101.0)[0]
    (span,) = line.spans
    assert span.spacing > 0
    assert f"/{9 + span.spacing:.3f}".rstrip("0") in str(lines_html((line,)))


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marks")
    (folder / "pages").mkdir()
    dotted = (Run(text="前文" * 9), Run(text=DOTTED, emphasis=True), Run(text="。后文"))
    issue = edition((article("a", body=(Paragraph(runs=dotted), Paragraph(runs=NAMES), *paragraphs(80))),))
    pdf.write(issue, make_up_issue(issue), folder / "marks.pdf", folder / "pages")
    return folder / "marks.pdf"


def test_dots_stand_under_characters_and_under_no_mark(printed):
    page = pdfium.PdfDocument(printed)[0]
    text = page.get_textpage()
    words = text.get_text_range()
    image = page.render(scale=DPI / 72, grayscale=True).to_pil()
    scale, height = DPI / 72, page.get_height()
    seen = ""
    start = words.index(DOTTED[0])
    for index in range(start, start + 40):
        char = words[index : index + 1]
        if char not in DOTTED:
            continue
        left, bottom, right, _ = text.get_charbox(index, loose=True)
        middle, low = (left + right) / 2, bottom
        # The dot's centre lies a third of an em below the baseline; the loose box ends at the font's descent.
        below = [
            image.getpixel((round(middle * scale), round((height - y) * scale)))
            for y in (low - 0.6, low - 0.3, low, low + 0.3)
        ]
        beside = image.getpixel((round((middle + 2.2) * scale), round((height - low + 0.2) * scale)))
        seen += char if min(below) < 80 < beside else ""
    assert seen == "着重的字也有标点和都在内"


def test_the_text_that_a_reader_takes_out_is_unchanged(printed):
    done = subprocess.run(["pdftotext", "-raw", printed, "-"], capture_output=True, text=True, check=True)
    text = visible(done.stdout)
    assert visible("".join(run.text for run in NAMES)) in text
    assert visible(DOTTED) in text
