"""What one writing leaves for the next looks the same there, to the pixel and mostly to the byte."""

import base64
from dataclasses import replace

import numpy as np
import pikepdf
import pypdfium2
import pytest
from making import article, edition
from PIL import Image as Pillow

from publisher.makeup.issue import make_up_issue
from publisher.model import Image
from publisher.outputs import pdf
from publisher.outputs.pdf.kept import Kept
from publisher.outputs.pdf.palettes import numbered

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" width="300" height="200">'
SHADE = (
    '<linearGradient id="g"><stop stop-color="#fff"/><stop offset="1" stop-color="#111"/></linearGradient>'
)
#: Drawings, and whether what is made of them means the same in another file.
DRAWINGS = {
    "paths": ('<path d="M10,10 L90,10 90,90z" fill="#9d1c20"/><circle cx="200" cy="90" r="60" stroke="#111"/>', True),
    "seen through": ('<rect width="200" height="90" fill="#9d1c20" fill-opacity=".4" stroke="#000" stroke-opacity="0.25"/>', True),
    "nothing": ("", True),
    "letters": ('<text x="20" y="60" font-size="40">图</text><path d="M10,10 L90,10 90,90z"/>', False),
    "a shade": (f'<defs>{SHADE}</defs><rect width="300" height="200" fill="url(#g)"/>', False),
    "a group": ('<g opacity=".5"><rect width="90" height="90"/><rect x="50" width="90" height="90"/></g>', False),
}  # fmt: skip


def drawn(shapes, folder):
    path = folder / "drawing.svg"
    path.write_text(f"{HEAD}{shapes}</svg>", "utf-8")
    facts = {"src": path.name, "path": path, "digest": path.name, "media_type": "image/svg+xml", "alt": "图"}
    return edition((article("a", 500, images=(Image(**facts, width=300, height=200),)),), folder=folder)


def written(issue, made, folder, kept=None):
    folder.mkdir()
    assert pdf.write(issue, made, None, folder, kept=kept).findings == ()
    return (folder / "01.pdf").read_bytes()


def pixels(data):
    with pypdfium2.PdfDocument(data) as document:
        return np.asarray(document[0].render(scale=1).to_pil().convert("RGB"))


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_the_same_when_it_is_painted_again(name, tmp_path):
    issue = drawn(DRAWINGS[name][0], tmp_path)
    made = make_up_issue(issue)
    shelf = tmp_path / "kept"
    shelf.mkdir()
    kept = Kept(drawings=shelf)
    first, again = (written(issue, made, tmp_path / run, kept) for run in ("first", "again"))
    assert first == again
    assert np.array_equal(pixels(first), pixels(written(issue, made, tmp_path / "alone")))
    assert [bool(list(shelf.iterdir()))] == [DRAWINGS[name][1]]


def test_a_drawing_that_the_painter_complains_of_is_not_kept(tmp_path):
    """It is complained of each time, and a half is never taken for the whole."""
    issue = drawn('<path d="M10,10 L90,10 90,90z"/><rect width="9" height="9" opacity="x"/>', tmp_path)
    made = make_up_issue(issue)
    shelf = tmp_path / "kept"
    shelf.mkdir()
    for _ in range(2):
        painted = pdf.write(issue, made, tmp_path / "whole.pdf", None, kept=Kept(drawings=shelf))
        assert [finding.rule for finding in painted.findings] == ["O-003"]
    assert not list(shelf.iterdir())


def test_what_is_kept_is_what_is_painted(tmp_path):
    issue = drawn(DRAWINGS["paths"][0], tmp_path)
    made = make_up_issue(issue)
    shelf = tmp_path / "kept"
    shelf.mkdir()
    kept = Kept(drawings=shelf)
    first = written(issue, made, tmp_path / "first", kept)
    (known,) = shelf.iterdir()
    known.write_bytes(b"q\n0 0 50 50 re\nf\nQ")
    assert not np.array_equal(pixels(written(issue, made, tmp_path / "again", kept)), pixels(first))


def test_a_drawing_that_was_edited_is_another(tmp_path):
    shelf = tmp_path / "kept"
    shelf.mkdir()
    kept = Kept(drawings=shelf)
    issue = drawn(DRAWINGS["paths"][0], tmp_path)
    first = written(issue, make_up_issue(issue), tmp_path / "first", kept)
    issue = drawn(DRAWINGS["seen through"][0], tmp_path)
    (page,) = issue.pages
    (story,) = page.articles
    image = replace(story.images[0], digest="another")
    issue = replace(issue, pages=(replace(page, articles=(replace(story, images=(image,)),)),))
    again = written(issue, make_up_issue(issue), tmp_path / "again", kept)
    assert len(list(shelf.iterdir())) == 2
    assert not np.array_equal(pixels(first), pixels(again))


def few(mode="RGB", size=(90, 60)):
    values = np.full((*size[::-1], 3), 255, np.uint8)
    values[10:30, 20:70] = (157, 28, 32)
    return Pillow.fromarray(values).convert(mode)


def many():
    across, down = np.meshgrid(np.arange(20, dtype=np.uint8), np.arange(20, dtype=np.uint8))
    return Pillow.fromarray(np.stack([across, down, across], axis=2))


@pytest.mark.parametrize(
    ("name", "save", "has"),
    [
        ("few.png", lambda path: few().save(path), True),
        ("palette.png", lambda path: few("P").save(path), True),
        ("two.png", lambda path: few("1").save(path), True),
        ("few.gif", lambda path: few("P").save(path), True),
        ("few.webp", lambda path: few().save(path, lossless=True), True),
        ("photo.jpg", lambda path: few().save(path), False),
        ("grey.png", lambda path: few("L").save(path), False),
        ("clear.png", lambda path: few("RGBA").save(path), False),
        ("clear-colour.png", lambda path: few("P").save(path, transparency=0), False),
        ("many.png", lambda path: many().save(path), False),
    ],
)  # fmt: skip
def test_pictures_of_few_colours_get_a_palette(name, save, has, tmp_path):
    path = tmp_path / name
    save(path)
    made = numbered(path)
    assert (made is not None) == has
    if made:
        (tmp_path / "made.png").write_bytes(made)
        with Pillow.open(path) as before, Pillow.open(tmp_path / "made.png") as after:
            assert after.mode == "P"
            assert np.array_equal(np.asarray(before.convert("RGB")), np.asarray(after.convert("RGB")))


def test_one_that_its_camera_turned_stays_turned(tmp_path):
    exif = Pillow.Exif()
    exif[0x0112] = 6
    few().save(tmp_path / "turned.png", exif=exif)
    (tmp_path / "made.png").write_bytes(numbered(tmp_path / "turned.png"))
    with Pillow.open(tmp_path / "made.png") as made:
        assert made.size == (60, 90)


def test_palettes_are_kept(tmp_path, monkeypatch):
    path = tmp_path / "few.png"
    few(size=(900, 600)).save(path)
    facts = {"src": path.name, "path": path, "digest": path.name, "media_type": "image/png", "alt": "图"}
    issue = edition((article("a", 500, images=(Image(**facts, width=900, height=600),)),), folder=tmp_path)
    made, kept = make_up_issue(issue), Kept()
    first = written(issue, made, tmp_path / "first", kept)
    monkeypatch.setattr("publisher.outputs.pdf.palettes.numbered", None)
    assert written(issue, made, tmp_path / "again", kept) == first
    with pikepdf.open(tmp_path / "again" / "01.pdf") as file:
        (image,) = (
            one for one in file.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        )
        assert image.ColorSpace[0] == "/Indexed"


def test_pictures_within_drawings_get_palettes_too(tmp_path):
    few().save(tmp_path / "few.png")
    data = base64.b64encode((tmp_path / "few.png").read_bytes()).decode()
    picture = f'<image href="data:image/png;base64,{data}" width="90" height="60"/>'
    issue = drawn(picture, tmp_path)
    written(issue, make_up_issue(issue), tmp_path / "first")
    with pikepdf.open(tmp_path / "first" / "01.pdf") as file:
        spaces = [
            one.ColorSpace
            for one in file.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]
    assert [space[0] for space in spaces] == ["/Indexed"]
