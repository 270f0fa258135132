"""Marks on text: dots under characters, lines under names and titles; the text itself stays as it is."""

import re
import subprocess
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from making import article, edition, paragraphs

from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import TextBox
from publisher.model import Paragraph, Run
from publisher.outputs import pdf
from publisher.outputs.pdf.glyphs import Shaper
from publisher.outputs.pdf.lines import Typist
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


def drawn(setter, all_faces, runs, measure=200.0):
    """Return the operators of some text, and how many waves, lines and dots they draw."""
    lines = setter.lines(runs, BODY, measure)
    typist = Typist(Shaper(all_faces, "zh-Hans-CN"))
    address, _ = typist.take((TextBox(0.0, 0.0, measure, 12.0, lines, "p", "body"),))
    text = typist.finish().pieces[address].operators.decode()
    return text, [len(re.findall(sign, text)) for sign in (r" S Q", r"re f", r"c f")]


def test_each_name_and_title_has_a_line_of_its_own(setter, all_faces):
    assert drawn(setter, all_faces, NAMES[:7])[1] == [2, 2, 0]


def test_one_name_in_two_styles_has_one_line(setter, all_faces):
    assert drawn(setter, all_faces, NAMES[7:10])[1] == [0, 1, 0]


def test_a_title_goes_on_in_the_next_line(setter, all_faces):
    assert drawn(setter, all_faces, NAMES[9:], measure=99.0)[1] == [2, 0, 0]


def test_a_line_below_moves_nothing(setter, all_faces):
    """The letters are written as they are without it."""
    plain = tuple(replace(run, proper_name=False, book_title=False, strong=False) for run in NAMES)
    named = tuple(replace(run, strong=False) for run in NAMES)
    shown = [
        [line for line in drawn(setter, all_faces, runs)[0].splitlines() if line.endswith(("Td", "Tj", "TJ"))]
        for runs in (plain, named)
    ]
    letters = ["".join(re.findall(r"<([0-9a-f]+)>", " ".join(lines))) for lines in shown]
    assert letters[0] == letters[1]


def test_neighbouring_lines_do_not_touch(setter, all_faces):
    text, _ = drawn(setter, all_faces, NAMES[1:3])
    edges = [tuple(map(float, found)) for found in re.findall(r"(\S+) \S+ (\S+) \S+ re f", text)]
    (left, width), (other, _) = edges
    assert other - (left + width) == pytest.approx(2 * 0.07 * 9.0, abs=0.01)


def test_dots_stand_at_the_characters_own_pace(setter, all_faces):
    runs = (Run(text="着重的字都在这一行里面", emphasis=True),) * 3
    (span,) = setter.lines(runs, BODY, 101.0)[0].spans
    assert span.spacing > 0
    text, (_, _, count) = drawn(setter, all_faces, runs, measure=101.0)
    assert count == 33
    starts = [float(x) for x in re.findall(r"(\S+) \S+ m ", text)]
    assert starts[1] - starts[0] == pytest.approx(9.0 + span.spacing, abs=0.002)


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
