"""The fast check of what the long one proves on the sample editions: our own press files pass our own preflight."""

import pikepdf
import pytest
from making import article, edition, paragraphs
from press_files import PROFILE

from publisher.makeup.issue import make_up_issue
from publisher.model import Chart, ChartType, Datum, Image, Paragraph, Run
from publisher.outputs import pdf as screen
from publisher.outputs.press import write
from publisher.preflight import preflight
from publisher.pressroom import Limits

#: Half-transparent shapes over each other, a gradient that fades, thin lines, lines that enclose nothing, black on a strong colour.
_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400" viewBox="0 0 600 400">
<defs><linearGradient id="g"><stop offset="0" stop-color="#c00"/><stop offset="1" stop-color="#00c" stop-opacity="0.3"/>
</linearGradient></defs>{fading}<rect x="300" width="300" height="400" fill="#9d1c20"/>
<path d="M320 40h200" stroke="#000" stroke-width="0.2"/><path d="M320 90h200l-50 60z"/></svg>"""
_FADING = """<rect width="280" height="400" fill="url(#g)"/><g opacity="0.6"><circle cx="120" cy="200" r="90" fill="#0a0"/>
<circle cx="160" cy="200" r="90" fill="#a00"/></g>"""


def drawing(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    return Image(
        src=name, path=folder / name, digest=name, media_type="image/svg+xml", width=600, height=400, alt="图"
    )


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    data = tuple(Datum(label=f"第{at}项", value=str(at), amount=at) for at in (9, 4, -2))
    dotted = Paragraph(runs=(Run(text="着重的字", emphasis=True), Run(text="之后的字。")))
    pages = (
        (article("a1", 300, images=(drawing(folder, "opaque.svg", _SVG.format(fading="")),), column="专栏"),),
        (
            article(
                "a2",
                300,
                images=(drawing(folder, "fading.svg", _SVG.format(fading=_FADING)),),
                kicker="引题",
            ),
        ),
        (
            article(
                "a3", body=(dotted, *paragraphs(200), Chart(type=ChartType.BARS, data=data)), column="专栏"
            ),
        ),
        (article("a4", body=(*paragraphs(200), Chart(type=ChartType.COLUMNS, data=data))),),
    )
    made = edition(*pages, folder=folder)
    issue = make_up_issue(made)
    screen.write(made, issue, folder / "whole.pdf", None)
    (folder / "press").mkdir()
    write(made, issue, folder / "whole.pdf", folder / "press", PROFILE, impose=True)
    return folder / "press", made.stem


def test_our_own_files_have_no_fault(press):
    folder, stem = press
    for name in (f"{stem}-press.pdf", f"{stem}-imposed.pdf"):
        found = preflight(folder / name, Limits(), finished=True)
        assert [(item.rule, item.message) for item in found.faults] == []
        assert all(0 < page.ink.most <= 224 for page in found.pages)


def test_every_file_is_sound(press):
    folder, _ = press
    for path in folder.glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            # What the program qpdf says with --check.
            assert pdf.check_pdf_syntax() == [], path.name
