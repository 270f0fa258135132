"""Letters are painted whole: what of them stands out of their box is part of the page as well."""

import math
from dataclasses import replace

import pypdfium2 as pdfium
from making import article, edition
from PIL import ImageChops

from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import TextBox
from publisher.outputs import pdf
from publisher.typeset.lines import Line

#: More than any letter stands out of its box, in pt.
ROOM = 60.0
#: Accents over the first line, tails below the last, letters that hang out at the sides.
TITLES = ("Ấy là Źródło: gpqyj", "《报》jumpy：gpqyj，")


def roomy(element):
    """Return an element whose box is larger on all sides, while its letters stand where they stood."""
    if not isinstance(element, TextBox):
        return element
    count = math.ceil(ROOM / element.line_height)
    empty = (Line((), 0.0, 0.0),) * count
    lines = tuple(line._replace(offset=line.offset + ROOM) for line in element.lines)
    return element._replace(
        x=element.x - ROOM,
        y=element.y - count * element.line_height,
        width=element.width + 2 * ROOM,
        lines=(*empty, *lines, *empty),
    )


def with_room(page):
    modules = (module._replace(elements=tuple(map(roomy, module.elements))) for module in page.modules)
    return page._replace(furniture=tuple(map(roomy, page.furniture)), modules=tuple(modules))


def test_no_letter_of_a_page_is_cut_off_at_its_box(tmp_path):
    issue = edition([article(f"a{number}", 200, title=title) for number, title in enumerate(TITLES)])
    issue = replace(issue, publication=replace(issue.publication, name="Ấy Typography日报"))
    made = make_up_issue(issue)
    pictures = []
    for name, pages in (("set", made.pages), ("eased", tuple(map(with_room, made.pages)))):
        file = tmp_path / f"{name}.pdf"
        assert pdf.write(issue, replace(made, pages=pages), file, None).findings == ()
        pictures.append(pdfium.PdfDocument(file)[0].render(scale=2, grayscale=True).to_pil())
    _, most = ImageChops.difference(*pictures).getextrema()
    # Places are rounded to a thousandth of a point.
    assert most < 16
