"""Vertical headlines on the page: read in order, tagged as headlines, turned where they lie."""

import subprocess

import pikepdf
import pypdfium2 as pdfium
import pytest
from making import article, edition

from publisher.checks.completeness import check_make_up
from publisher.makeup.issue import MadeUpIssue, make_up_issue
from publisher.makeup.layout import VerticalBox, spans, texts
from publisher.outputs import pdf
from publisher.text.reading import visible
from publisher.typeset.stylebook import Voice
from publisher.typeset.vertical import set_vertical

TITLE = "他说：“春天12日到”——GDP增5.2%，雨水……"


def stood(setter, x=60.0, y=560.0):
    voices = (Voice(face="song-black", size=30.0, line=1.2),)
    found = set_vertical((TITLE,), voices, 300.0, setter, columns=3)
    return VerticalBox(x, y, found.width, found.height, found.columns, "h2", "headline")


def with_head(made, box):
    """Put a vertical headline into the place of the one that a module has."""
    page = made.pages[0]
    module = page.modules[0]
    kept = [element for element in module.elements if getattr(element, "role", "") != "headline"]
    page = page._replace(modules=(module._replace(elements=(box, *kept)),))
    return MadeUpIssue(pages=(page,), faces=made.faces, findings=())


@pytest.fixture(scope="module")
def printed(setter, tmp_path_factory):
    folder = tmp_path_factory.mktemp("upright")
    (folder / "pages").mkdir()
    issue = edition((article("a", 90, title=TITLE),))
    made = with_head(make_up_issue(issue), stood(setter))
    assert check_make_up(issue, made) == ()
    painted = pdf.write(issue, made, folder / "whole.pdf", folder / "pages")
    assert painted.findings == ()
    return folder / "whole.pdf"


def test_a_lost_column_is_found(setter):
    issue = edition((article("a", 90, title=TITLE),))
    box = stood(setter)
    spoilt = with_head(make_up_issue(issue), box._replace(columns=box.columns[:-1]))
    assert [item.rule for item in check_make_up(issue, spoilt)] == ["C-001"]


def test_characters_are_read_downwards_and_from_the_right(printed):
    done = subprocess.run(["pdftotext", "-raw", printed, "-"], capture_output=True, text=True, check=True)
    assert visible(TITLE) in visible(done.stdout)


def test_it_is_tagged_as_a_headline(printed):
    def tags(element):
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield str(kid.S)
                yield from tags(kid)

    with pikepdf.open(printed) as file:
        assert "/H2" in set(tags(file.Root.StructTreeRoot))


def test_cells_stand_where_they_were_set(setter, printed):
    """The ink of each upright Han character lies within its cell, to a tenth of an em."""
    page = pdfium.PdfDocument(printed)[0]
    image = page.render(scale=4, grayscale=True).to_pil()
    box = stood(setter)
    checked = 0
    for column in box.columns:
        for cell in column.cells:
            if not "\u4e00" <= cell.text <= "\u9fff":
                continue
            size = cell.style.size
            x, y = box.x + column.x, box.y + cell.y
            ink = image.crop(tuple(round(4 * v) for v in (x, y, x + size, y + size))).point(
                lambda value: 255 * (value < 100)
            )
            left, top, right, bottom = (value / 4 for value in ink.getbbox())
            assert (left + right) / 2 == pytest.approx(size / 2, abs=size * 0.1), cell.text
            assert (top + bottom) / 2 == pytest.approx(size / 2, abs=size * 0.1), cell.text
            checked += 1
    assert checked >= 8


def test_what_is_set_is_told_to_all_who_ask(setter):
    box = stood(setter)
    assert "".join(texts(box)) == TITLE
    assert "".join(span.text for span in spans(box)) == TITLE


def test_what_hangs_below_a_module_is_overset(setter):
    made = with_head(make_up_issue(edition((article("a", 90, title=TITLE),))), stood(setter))
    assert made.pages[0].overset > 0
    page = made.pages[0]
    module = page.modules[0]
    taller = module._replace(rect=module.rect._replace(height=2000.0))
    assert page._replace(modules=(taller,)).overset == 0
