"""The files that the printer gets: boxes, marks, intent, metadata, text, and the same bytes every time."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from making import article, edition, picture
from pikepdf import Name
from press_files import ICC, PROFILE, separations

from publisher.makeup.issue import make_up_issue
from publisher.outputs import pdf as screen
from publisher.outputs.press import write
from publisher.outputs.press.sheets import signatures
from publisher.pressroom import Press

ROOT = Path(__file__).parents[3]
MM = 72 / 25.4


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    folder = tmp_path_factory.mktemp("press")
    pages = [(article(f"a{n}", 300, 200, images=(picture(folder),) if n == 1 else ()),) for n in range(6)]
    made = edition(*pages, folder=folder)
    made = replace(made, publication=replace(made.publication, press=Press(bleed=3.0)))
    issue = make_up_issue(made)
    screen.write(made, issue, folder / "whole.pdf", None, quality=screen.Quality.PRESS)
    (folder / "press").mkdir()
    findings = write(made, issue, folder / "whole.pdf", folder / "press", PROFILE, impose=True)
    return folder, made, findings


def opened(press, name):
    return pikepdf.open(press[0] / "press" / name)


def box(page, name):
    return [float(edge) / MM for edge in page.obj[name]]


def text(path):
    document = pypdfium2.PdfDocument(path)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return ["".join(page.split()) for page in pages]


def test_all_files_are_there(press):
    names = sorted(path.name for path in (press[0] / "press").iterdir())
    stem = press[1].stem
    assert names == [*(f"{n:02d}.pdf" for n in range(1, 7)), f"{stem}-imposed.pdf", f"{stem}-press.pdf"]


def test_the_boxes_lie_within_each_other(press):
    with opened(press, f"{press[1].stem}-press.pdf") as pdf:
        assert len(pdf.pages) == 6
        for page in pdf.pages:
            assert box(page, "/MediaBox") == pytest.approx([0, 0, 300, 420], abs=0.01)
            assert box(page, "/BleedBox") == pytest.approx([12, 12, 288, 408], abs=0.01)
            assert box(page, "/TrimBox") == pytest.approx([15, 15, 285, 405], abs=0.01)


def test_the_text_is_that_of_the_edition(press):
    whole = text(press[0] / "whole.pdf")
    assert text(press[0] / "press" / f"{press[1].stem}-press.pdf") == whole
    assert text(press[0] / "press" / "03.pdf") == [whole[2]]


def test_nothing_is_left_of_the_screen(press):
    forbidden = (
        b"/DeviceRGB",
        b"/Annot",
        b"/StructTreeRoot",
        b"/MCID",
        b"/JavaScript",
        b"/EmbeddedFile",
        b"/Lab",
    )
    for path in (press[0] / "press").iterdir():
        with pikepdf.open(path) as pdf:
            assert set(pdf.Root.keys()) == {"/Type", "/Pages", "/Metadata", "/OutputIntents"}
            for item in pdf.objects:
                written = item.unparse()
                assert not any(word in written for word in forbidden), (path, written[:200])
                if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Form:
                    used = {str(one.operator) for one in pikepdf.parse_content_stream(item)}
                    assert not used & {"rg", "RG", "g", "G"}


def test_the_intent_holds_the_profile(press):
    with opened(press, "01.pdf") as pdf:
        assert pdf.pdf_version == "1.6"
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == Name.GTS_PDFX
        assert str(intent.OutputConditionIdentifier) == "Test condition"
        assert intent.DestOutputProfile.read_bytes() == ICC.read_bytes()
        assert int(intent.DestOutputProfile.N) == 4
        assert pdf.trailer.Info.Trapped == Name("/False")
        assert len(pdf.trailer.ID) == 2


def test_the_metadata_say_what_it_is_prepared_to(press):
    with opened(press, f"{press[1].stem}-press.pdf") as pdf:
        packet = pdf.Root.Metadata.read_bytes().decode()
        metadata = pdf.open_metadata()
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4<" in packet
        assert metadata["pdf:Trapped"] == "False"
        assert metadata["xmp:CreateDate"] == metadata["xmp:MetadataDate"] == "2023-01-05T00:00:00Z"
        assert metadata["xmpMM:DocumentID"].startswith("uuid:")
        assert metadata["dc:title"] == "测试周报 2023-01-05"


def test_every_mark_lies_outside_of_the_bleed(press, tmp_path):
    path = press[0] / "press" / "01.pdf"
    inks = separations(path, tmp_path, dpi=72)
    bleed, trim = round(12 * MM), round(15 * MM)
    height, width = inks["Cyan"].shape
    between = inks["Cyan"].copy()
    between[trim : height - trim, trim : width - trim] = 0
    between[:bleed], between[height - bleed :] = 0, 0
    between[:, :bleed], between[:, width - bleed :] = 0, 0
    assert not between.any()
    outside = inks["Cyan"][height - bleed :]
    assert (outside > 250).any()
    assert ((outside > 110) & (outside < 145)).any()
    # Crop and registration marks print on every plate.
    assert all(inks[ink][:bleed].any() for ink in ("Cyan", "Magenta", "Yellow", "Black"))


def test_pages_are_imposed_in_the_order_of_the_fold():
    assert signatures(8) == [(8, 1), (2, 7), (6, 3), (4, 5)]
    assert signatures(4) == [(4, 1), (2, 3)]
    assert signatures(5) == signatures(8)


def test_sheets_hold_two_pages_clipped_at_the_fold(press):
    with opened(press, f"{press[1].stem}-imposed.pdf") as pdf:
        assert len(pdf.pages) == 4
        page = pdf.pages[1]
        assert box(page, "/TrimBox") == pytest.approx([15, 15, 555, 405], abs=0.01)
        # Pages seven and eight are blank.
        assert [len(item.obj.Resources.XObject.keys()) for item in pdf.pages] == [1, 1, 2, 2]
        left, right = (pdf.pages[2].obj.Resources.XObject[f"/Page{at}"].BBox for at in (0, 1))
        assert float(left[2]) == pytest.approx(270 * MM, abs=0.01)
        assert float(right[0]) == 0
        assert float(left[0]) == pytest.approx(-3 * MM, abs=0.01)
    whole = text(press[0] / "whole.pdf")
    sheets = text(press[0] / "press" / f"{press[1].stem}-imposed.pdf")
    assert sorted(sheets[2]) == sorted(whole[5] + whole[2])
    assert [item.rule for item in press[2]] == ["O-023"]


_PROGRAM = """
import sys
from pathlib import Path
from types import SimpleNamespace
sys.path[:0] = ["tests", "tests/outputs/press"]
from making import article, edition
from press_files import PROFILE
from publisher.outputs.press import write
from publisher.typeset.fonts import faces
target = Path(sys.argv[2])
issue = SimpleNamespace(pages=[SimpleNamespace(number=n) for n in range(1, 7)], faces=tuple(faces("zh-Hans-CN").values()))
write(edition(*[()] * 6), issue, Path(sys.argv[1]), target, PROFILE, impose=True)
"""


def test_the_same_edition_gives_the_same_bytes(press, tmp_path):
    found = []
    for seed in ("1", "2"):
        target = tmp_path / seed
        target.mkdir()
        subprocess.run(
            [sys.executable, "-c", _PROGRAM, str(press[0] / "whole.pdf"), str(target)],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}, check=True,
        )  # fmt: skip
        found.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in target.iterdir()})
    assert len(found[0]) == 8
    assert found[0] == found[1]
