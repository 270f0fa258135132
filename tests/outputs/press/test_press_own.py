"""The fast check of what the long one proves on the sample editions: our own press files pass our own preflight."""

import numpy as np
import pikepdf
import pytest
from making import article, edition, paragraphs
from PIL import Image as Pillow
from press_files import PROFILE

from publisher.makeup.issue import make_up_issue
from publisher.model import Chart, ChartType, Datum, Image, Paragraph, Run
from publisher.outputs import pdf as screen
from publisher.outputs.press import write
from publisher.preflight import preflight
from publisher.pressroom import Limits, Press

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


@pytest.mark.parametrize(("side", "rules"), [(500, {"F-024"}), (5000, set())])
def test_a_picture_of_one_bit_is_judged_as_one(tmp_path, side, rules):
    """As in a file from elsewhere: black and white must be finer than greys, for nothing softens their edges."""
    path = tmp_path / "bits.png"
    dice = np.random.default_rng(3).integers(0, 2, (side, side), dtype=np.uint8) * 255
    Pillow.fromarray(dice).convert("1").save(path)
    facts = {"src": path.name, "path": path, "digest": path.name, "media_type": "image/png", "alt": "图"}
    made = edition((article("a1", 300, images=(Image(**facts, width=side, height=side),)),), folder=tmp_path)
    issue = make_up_issue(made)
    screen.write(made, issue, tmp_path / "whole.pdf", None, quality=screen.Quality.PRESS)
    (tmp_path / "press").mkdir()
    write(made, issue, tmp_path / "whole.pdf", tmp_path / "press", PROFILE)
    pressed = tmp_path / "press" / f"{made.stem}-press.pdf"
    with pikepdf.open(pressed) as file:
        found = [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        assert [(int(item.Width), int(item.BitsPerComponent)) for item in found] == [(side, 1)]
    result = preflight(pressed, Press(), ink=False, finished=True)
    assert {fault.rule for fault in result.faults if fault.rule in {"F-022", "F-023", "F-024"}} == rules
