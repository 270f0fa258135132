"""What the painter makes of pictures of every mode, and of a drawing with gradients, is fit for the press."""

import pikepdf
from making import article, edition
from pikepdf import Name
from PIL import Image as Pillow
from press_files import PROFILE, separations

from publisher.makeup.issue import make_up_issue
from publisher.model import Image
from publisher.outputs import pdf as screen
from publisher.outputs.press import write

_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400" viewBox="0 0 600 400">
<defs><linearGradient id="g"><stop offset="0" stop-color="#c00"/><stop offset="1" stop-color="#00c" stop-opacity="0.3"/>
</linearGradient></defs><rect width="600" height="400" fill="url(#g)"/>
<g opacity="0.5"><circle cx="200" cy="200" r="90" fill="#0a0"/><circle cx="300" cy="200" r="90" fill="#111"/></g></svg>"""


def pictures(folder):
    """Yield pictures of all modes."""
    made = {
        "plain.png": Pillow.new("RGB", (600, 400), (20, 120, 190)),
        "clear.png": Pillow.new("RGBA", (600, 400), (200, 20, 30, 0)),
        "grey.png": Pillow.linear_gradient("L").resize((600, 400)),
        "ink.jpg": Pillow.new("CMYK", (600, 400), (200, 0, 0, 0)),
    }
    for name, picture in made.items():
        picture.save(folder / name)
    (folder / "drawing.svg").write_text(_SVG, encoding="utf-8")
    kinds = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
    for name in [*made, "drawing.svg"]:
        yield Image(
            src=name,
            path=folder / name,
            digest=name,
            media_type=kinds[name[-3:]],
            width=600,
            height=400,
            alt="图",
        )


def test_every_kind_of_picture_is_fit_for_the_press(tmp_path):
    pages = [(article(f"a{at}", 300, images=(item,)),) for at, item in enumerate(pictures(tmp_path))]
    made = edition(*pages, folder=tmp_path)
    issue = make_up_issue(made)
    screen.write(made, issue, tmp_path / "whole.pdf", None, quality=screen.Quality.PRESS)
    (tmp_path / "press").mkdir()
    assert write(made, issue, tmp_path / "whole.pdf", tmp_path / "press", PROFILE) == ()
    target = tmp_path / "press" / f"{made.stem}-press.pdf"
    with pikepdf.open(target) as pdf:
        images = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image
        ]
        # Four pictures, and the one that the half-transparent drawing has become.
        assert len(images) == 5
        assert {str(item.ColorSpace) for item in images} == {"/DeviceCMYK", "/DeviceGray"}
        assert not any(b"/DeviceRGB" in item.unparse() for item in pdf.objects)
        states = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/ca" in item]
        assert states == []
    inks = separations(target, tmp_path, page=4)
    # The picture that came in inks keeps its cyan, and gets no other.
    assert 190 <= inks["Cyan"][60:300, 60:240].max() <= 255
    assert not inks["Magenta"][60:300, 60:240].any()
    drawn = separations(target, tmp_path, page=5)
    assert drawn["Magenta"][60:300, 60:240].max() > 100
    assert max(sum(plate[60:300, 60:240] for plate in drawn.values() if plate.shape).flat) <= 2.2 * 255 + 4
