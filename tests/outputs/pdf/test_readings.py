"""Readings stand in the white between two lines: within their column, and clear of what hangs from the line above."""

import re

import pypdfium2 as pdfium
import pytest
from making import article, edition, prose
from PIL import ImageChops, ImageFilter

from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import TextBox
from publisher.model import Paragraph, Run
from publisher.outputs import pdf
from publisher.typeset.stylebook import Voice

BODY = Voice(face="song", size=9.0)
SCALE = 6


def printed(folder, name, *runs):
    """Write a page of one article of these runs; return the page and the file's first page."""
    issue = edition((article("a", body=(Paragraph(runs=runs),)),))
    made = make_up_issue(issue)
    assert pdf.write(issue, made, folder / f"{name}.pdf", None).findings == ()
    return made.pages[0], pdfium.PdfDocument(folder / f"{name}.pdf")[0]


def ink(page, other):
    """Return where one of two pages is darker than the other."""
    first, second = (item.render(scale=SCALE, grayscale=True).to_pil() for item in (page, other))
    return ImageChops.subtract(second, first).point(lambda value: 255 if value > 90 else 0)


def reading_edges(page, reading):
    """Yield the left and right edges of a reading wherever it stands, in pt."""
    text = page.get_textpage()
    for found in re.finditer(reading, text.get_text_range()):
        boxes = [text.get_charbox(index) for index in range(*found.span())]
        yield min(box[0] for box in boxes), max(box[2] for box in boxes)


@pytest.mark.parametrize(
    ("mark", "char", "reading"),
    [("emphasis", "灣", "ㄨㄢ"), ("emphasis", "今", "きょ"), ("proper_name", "漢", "hàn")],
    ids=str,
)
def test_a_reading_does_not_meet_a_mark_of_the_line_above(tmp_path, mark, char, reading):
    first, rest = "一" * 22, tuple(Run(text=char) for _ in range(11))
    read = tuple(Run(text=char, ruby=reading) for _ in rest)
    _, plain = printed(tmp_path, "plain", Run(text=first), *rest)
    _, marked = printed(tmp_path, "marked", Run(text=first, **{mark: True}), *rest)
    _, both = printed(tmp_path, "both", Run(text=first, **{mark: True}), *read)
    marks, readings = ink(marked, plain), ink(both, marked)
    assert marks.getbbox()
    assert readings.getbbox()
    assert not ImageChops.multiply(marks.filter(ImageFilter.MaxFilter(3)), readings).getbbox()


def test_a_reading_wider_than_its_text_stays_in_its_column(tmp_path):
    made, page = printed(tmp_path, "wide", *[Run(text="承", ruby="うけたまわる")] * 40)
    boxes = [item for item in made.modules[0].elements if isinstance(item, TextBox) and item.role == "body"]
    edges = list(reading_edges(page, "うけたまわる"))
    assert len(edges) == 40
    for left, right in edges:
        assert any(box.x <= left and right <= box.x + box.width for box in boxes)


def test_the_white_about_a_short_text_with_a_wide_reading_is_set(setter):
    line = setter.lines((Run(text="承", ruby="うけたまわる"), Run(text=prose(60))), BODY, 99.0)[0]
    # Six kana at 0.42 em over one character of an em: the white is shared left and right.
    assert line.spans[0].before == pytest.approx((6 * 0.42 - 1) / 2 * 9.0, abs=0.01)
    letters = sum(len(span.text) * (span.style.size + span.spacing) for span in line.spans)
    white = sum(span.before + span.after for span in line.spans)
    assert letters + white - line.spans[-1].spacing == pytest.approx(line.width, abs=0.05)
