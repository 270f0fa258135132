"""A file with one page holds the glyphs of that page, and shows and says what it did."""

import io

import pikepdf
import pypdfium2
import pytest
from making import article, edition
from PIL import ImageChops
from press_files import PROFILE

from publisher.makeup.issue import make_up_issue
from publisher.outputs import pdf as screen
from publisher.outputs.press import write
from publisher.outputs.press.glyphs import reduce_fonts


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    folder = tmp_path_factory.mktemp("glyphs")
    made = edition(*((article(f"a{at}", 300, 300),) for at in range(3)), folder=folder)
    issue = make_up_issue(made)
    screen.write(made, issue, folder / "whole.pdf", None)
    (folder / "press").mkdir()
    write(made, issue, folder / "whole.pdf", folder / "press", PROFILE)
    return folder / "press", made.stem


def drawn(data, number):
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[number]
        # Within the trim: the slug line of each file is the same, but is no matter here.
        picture = page.render(scale=1).to_pil().convert("L").crop((45, 45, 800, 1140))
        return picture, page.get_textpage().get_text_range()
    finally:
        document.close()


def test_each_page_alone_shows_and_says_what_it_does_among_the_others(press):
    folder, stem = press
    whole = folder / f"{stem}-press.pdf"
    for number in range(3):
        alone = folder / f"{number + 1:02d}.pdf"
        (picture, words), (wanted, text) = drawn(alone, 0), drawn(whole, number)
        assert words == text
        assert ImageChops.difference(picture, wanted).getextrema()[1] <= 8
        assert alone.stat().st_size < whole.stat().st_size


def programs(pdf):
    return {
        str(item.FontName).partition("+")[2]: len((item.get("/FontFile2") or item.FontFile3).read_bytes())
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    }


def test_fonts_hold_no_other_glyphs_and_bear_a_name_of_their_own(press):
    folder, stem = press
    with pikepdf.open(folder / f"{stem}-press.pdf") as pdf, pikepdf.open(folder / "01.pdf") as page:
        whole, alone = programs(pdf), programs(page)
        assert alone.keys() <= whole.keys()
        assert sum(alone.values()) < sum(whole[name] for name in alone)
        for font in (
            item for item in page.objects if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item
        ):
            name = font.BaseFont
            assert font.DescendantFonts[0].BaseFont == name == font.DescendantFonts[0].FontDescriptor.FontName
        assert not page.check_pdf_syntax()


def test_where_codes_cannot_be_told_fonts_stay_whole(press):
    folder, stem = press
    with pikepdf.open(folder / f"{stem}-press.pdf") as pdf:
        before = programs(pdf)
        form = pdf.pages[0].obj.Resources.XObject["/Page0"]
        form.write(form.read_bytes() + b"\nBT (a) Tj ET")
        reduce_fonts(pdf)
        pdf.save(io.BytesIO())
        assert programs(pdf) == before
