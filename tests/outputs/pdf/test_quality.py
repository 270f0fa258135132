"""How good the pictures of a PDF are: fine enough for screens, as they came for print, in their own inks for the press."""

import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from making import article, edition
from PIL import Image as Pillow
from PIL import ImageCms
from readers.verapdf import failed_rules

from bench import manifest
from bench.corpus import sentences
from bench.edition import Size, draw
from bench.manifest import DATE, PAPER
from bench.photographs import photograph
from publisher.makeup.issue import make_up_issue
from publisher.manifest import load
from publisher.model import Image
from publisher.outputs import pdf
from publisher.outputs.pdf.kept import Kept
from publisher.outputs.pdf.pictures import SCREEN_PPI, Quality, paintable

EDITIONS = Path(__file__).parents[3] / "editions"


def image(path, **keys):
    with Pillow.open(path) as picture:
        width, height = picture.size
        if picture.getexif().get(0x0112) in {6, 8}:
            width, height = height, width
        kind = "jpeg" if picture.format == "JPEG" else "png"
    facts = {"src": path.name, "path": path, "digest": path.name, "media_type": f"image/{kind}"}
    return Image(**facts, width=width, height=height, alt="图", **keys)


def pictured(*images):
    articles = tuple(article(f"a{at}", 500, images=(one,)) for at, one in enumerate(images))
    return edition(articles, folder=images[0].path.parent)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def photo(folder):
    photograph(1, folder / "photo.jpg", (3000, 2000))
    return folder / "photo.jpg"


@pytest.fixture(scope="module")
def drawing(folder):
    """A picture of three colours, as an advertisement is drawn."""
    values = np.full((800, 1200, 3), 255, np.uint8)
    values[100:700, 100:1100] = (157, 28, 32)
    values[::7, ::5] = (17, 17, 17)
    Pillow.fromarray(values).save(folder / "drawing.png")
    return folder / "drawing.png"


def boxes(made):
    return [box for page in made.pages for box in page.pictures()]


def write(issue, target, quality, pages=None):
    painted = pdf.write(issue, make_up_issue(issue), target, pages, quality=quality)
    assert painted.findings == ()
    return target


def images(path):
    """Return the pictures of a file: (width, colour space, filter, bytes)."""
    with pikepdf.open(path) as file:
        found = [
            item
            for item in file.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        return [
            (int(item.Width), _space(item.ColorSpace), str(item.Filter), item.read_raw_bytes())
            for item in found
        ]


def _space(space):
    return str(space[0]) if isinstance(space, pikepdf.Array) else str(space)


def ppi(path):
    lines = subprocess.run(
        ["pdfimages", "-list", path], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    return [int(line.split()[12]) for line in lines]


def test_a_photograph_is_as_fine_as_screens_show(photo, tmp_path):
    issue = pictured(image(photo))
    screen = write(issue, tmp_path / "screen.pdf", Quality.SCREEN)
    assert ppi(screen) == [pytest.approx(SCREEN_PPI, abs=1)]
    assert screen.stat().st_size < write(issue, tmp_path / "print.pdf", Quality.PRINT).stat().st_size / 2


def _deep(picture):
    grey = np.asarray(picture.convert("L")).astype(np.uint16)
    return Pillow.fromarray(grey * 257)


def _clear(picture):
    made = picture.quantize(64)
    made.info["transparency"] = 3
    return made


def _faded(picture, mode):
    made = picture.convert(mode)
    made.putalpha(Pillow.linear_gradient("L").resize(picture.size))
    return made


KINDS = {
    "grey-with-alpha.png": lambda picture: _faded(picture, "L"),
    "colour-with-alpha.png": lambda picture: _faded(picture, "RGB"),
    "palette.png": lambda picture: picture.quantize(256),
    "palette-with-a-clear-colour.png": _clear,
    "a.gif": lambda picture: picture.quantize(256),
    "16-bits.png": _deep,
    "a.webp": lambda picture: picture,
    "1-bit.png": lambda picture: picture.resize((4800, 3200)).convert("1"),
    "grey.png": lambda picture: picture.convert("L"),
}


@pytest.mark.proof
def test_pictures_of_every_kind_are_as_fine_as_screens_show(photo, tmp_path):
    with Pillow.open(photo) as picture:
        small = picture.resize((2400, 1600))
    for name, made in KINDS.items():
        made(small).save(tmp_path / name, **({"transparency": 3} if "clear" in name else {}))
    issue = pictured(*(image(tmp_path / name) for name in KINDS))
    screen = write(issue, tmp_path / "screen.pdf", Quality.SCREEN)
    # Masks of pictures that are clear in parts are pictures, too.
    assert len(ppi(screen)) >= len(KINDS)
    assert max(abs(found - SCREEN_PPI) for found in ppi(screen)) <= 1
    whole = write(issue, tmp_path / "print.pdf", Quality.PRINT)
    pairs = list(zip(_stored(screen), _stored(whole), strict=True))
    assert len(pairs) >= len(KINDS)
    assert all(reduced < full for reduced, full in pairs), pairs
    looks = [_looks(path, tmp_path) for path in (screen, whole)]
    assert len(looks[0]) == len(looks[1]) > 0
    for one, other in zip(*looks, strict=True):
        assert np.abs(one - other).mean() < 3, "they are the same pictures"


def _stored(path):
    """Return how many bytes each picture takes, in the order in which pages show them."""
    lines = subprocess.run(
        ["pdfimages", "-list", path], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]
    units = {"B": 1, "K": 1024, "M": 1024**2}
    return [float(size[:-1]) * units[size[-1]] for size in (line.split()[14] for line in lines)]


def _looks(path, folder):
    """Return the pages of a file as they look, small."""
    subprocess.run(["pdftoppm", "-r", "36", "-png", path, folder / path.stem], check=True)
    return [
        np.asarray(Pillow.open(page).convert("RGB")).astype(float)
        for page in sorted(folder.glob(f"{path.stem}-*.png"))
    ]


@pytest.mark.parametrize("mode", ["1", "P", "RGB"])
def test_line_art_that_weighs_less_as_it_is_stays_sharp(tmp_path, mode):
    path = tmp_path / "lines.png"
    values = np.full((1200, 1800), 255, np.uint8)
    values[::8] = values[1::8] = 0
    Pillow.fromarray(values).convert(mode).save(path)
    made = paintable(make_up_issue(pictured(image(path))), tmp_path, Quality.SCREEN)
    assert made[path.name] == path


@pytest.mark.parametrize("quality", [Quality.SCREEN, Quality.PRINT])
def test_a_deep_picture_turned_by_its_camera_stays_turned(photo, tmp_path, quality):
    path = tmp_path / "deep.png"
    with Pillow.open(photo) as picture:
        made = _deep(picture.resize((900, 600)))
    exif = Pillow.Exif()
    exif[0x0112] = 6
    made.save(path, exif=exif)
    with Pillow.open(paintable(make_up_issue(pictured(image(path))), tmp_path, quality)[path.name]) as turned:
        assert turned.mode == "L"
        assert turned.height > turned.width


@pytest.mark.parametrize("quality", [Quality.PRINT, Quality.PRESS])
def test_for_print_and_press_a_photograph_is_the_file_that_came(photo, tmp_path, quality):
    ((_, _, _, data),) = images(write(pictured(image(photo)), tmp_path / "a.pdf", quality))
    assert data == photo.read_bytes()


def test_nothing_is_lost_to_the_eye(photo, tmp_path):
    """Drawn at the resolution of a large screen, both qualities look the same."""
    issue = pictured(image(photo))
    drawn = []
    for quality in (Quality.SCREEN, Quality.PRINT):
        path = write(issue, tmp_path / f"{quality}.pdf", quality)
        subprocess.run(["pdftoppm", "-r", "120", "-png", path, tmp_path / quality], check=True)
        drawn.append(np.asarray(Pillow.open(next(tmp_path.glob(f"{quality}*.png")))).astype(float))
    worst = np.abs(drawn[0] - drawn[1])
    # What differs is the grain of the made-up photograph.
    assert worst.mean() < 1.2
    assert np.percentile(worst, 99.9) < 24


def test_a_drawing_keeps_every_pixel_and_gets_a_palette(drawing, tmp_path):
    path = write(pictured(image(drawing)), tmp_path / "a.pdf", Quality.SCREEN)
    ((width, space, _, data),) = images(path)
    assert (width, space) == (1200, "/Indexed")
    assert len(data) < drawing.stat().st_size
    with pikepdf.open(path) as file:
        (found,) = (
            pikepdf.PdfImage(item)
            for item in file.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        )
        assert np.array_equal(
            np.asarray(found.as_pil_image().convert("RGB")), np.asarray(Pillow.open(drawing).convert("RGB"))
        )


def test_the_press_gets_samples_and_no_palette(drawing, tmp_path):
    ((_, space, _, _),) = images(write(pictured(image(drawing)), tmp_path / "a.pdf", Quality.PRESS))
    assert space == "/DeviceRGB"


def test_a_photograph_kept_without_loss_becomes_a_jpeg(photo, folder, tmp_path):
    with Pillow.open(photo) as picture:
        picture.save(folder / "photo.png")
    ((_, _, kind, _),) = images(
        write(pictured(image(folder / "photo.png")), tmp_path / "a.pdf", Quality.SCREEN)
    )
    assert kind == "/DCTDecode"


def test_inks_become_colours_in_the_files_for_screens(folder, tmp_path):
    """Without a CMYK condition a PDF/A may have no CMYK pictures (ISO 19005-3, 6.2.4.3)."""
    path = folder / "inks.jpg"
    Pillow.new("CMYK", (900, 600), (0, 200, 180, 10)).save(path)
    for quality, space in (("screen", "/DeviceRGB"), ("print", "/DeviceRGB"), ("press", "/DeviceCMYK")):
        ((_, found, _, _),) = images(
            write(pictured(image(path)), tmp_path / f"{quality}.pdf", Quality(quality))
        )
        assert found == space, quality
    assert failed_rules(tmp_path / "screen.pdf", tmp_path / "print.pdf") == []


def test_a_picture_turned_by_its_camera_stays_turned(folder, photo, tmp_path):
    path = folder / "turned.jpg"
    with Pillow.open(photo) as picture:
        exif = picture.getexif()
        exif[0x0112] = 6
        picture.save(path, exif=exif)
    issue = make_up_issue(pictured(image(path)))
    made = paintable(issue, tmp_path, Quality.SCREEN)[path.name]
    with Pillow.open(made) as picture:
        assert picture.height > picture.width
        assert not picture.getexif().get(0x0112)


def test_a_picture_follows_its_own_profile(folder, photo, tmp_path):
    path = folder / "wide.jpg"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    with Pillow.open(photo) as picture:
        picture.save(path, icc_profile=profile)
    # A profile of another kind of picture is as good as none.
    assert paintable(make_up_issue(pictured(image(path))), tmp_path, Quality.SCREEN)[path.name].exists()


def test_a_picture_printed_twice_is_as_fine_as_the_larger_needs(photo, tmp_path):
    one = image(photo)
    made = make_up_issue(pictured(one, one))
    path = paintable(made, tmp_path, Quality.SCREEN)[one.digest]
    largest = max(box.pixel for box in boxes(made))
    with Pillow.open(path) as picture:
        assert picture.width == round(3000 * SCREEN_PPI * largest / 72)


def test_a_coarse_picture_stays_as_it_is(folder, tmp_path):
    photograph(2, folder / "coarse.jpg", (300, 200))
    issue = make_up_issue(pictured(image(folder / "coarse.jpg")))
    assert paintable(issue, tmp_path, Quality.SCREEN)["coarse.jpg"] == folder / "coarse.jpg"


def test_the_same_pictures_give_the_same_bytes(photo, drawing, tmp_path):
    issue = pictured(image(photo), image(drawing))
    first, second = (write(issue, tmp_path / f"{name}.pdf", Quality.SCREEN) for name in "ab")
    assert first.read_bytes() == second.read_bytes()


def test_files_of_each_page_have_the_same_pictures(photo, tmp_path):
    (tmp_path / "pages").mkdir()
    whole = write(pictured(image(photo)), tmp_path / "whole.pdf", Quality.SCREEN, tmp_path / "pages")
    assert images(tmp_path / "pages" / "01.pdf") == images(whole)


def test_what_screens_get_is_sound_for_archives(photo, drawing, tmp_path):
    issue = pictured(image(photo), image(drawing))
    issue = replace(issue, publication=replace(issue.publication, name="图片报"))
    assert failed_rules(write(issue, tmp_path / "a.pdf", Quality.SCREEN)) == []


@pytest.mark.proof
def test_eight_pages_with_twelve_photographs_weigh_less_than_two_megabytes(tmp_path):
    """The benchmark's edition, and the sample of eight pages with ten photographs and two advertisements."""
    text = sentences(EDITIONS)
    write_manifest(draw(Size.of(8), text, 1), tmp_path)
    drawn = load(tmp_path / "editions" / PAPER / DATE).edition
    daily = load(EDITIONS / "sample-daily" / "2024-03-20").edition
    for issue in (drawn, daily):
        target = tmp_path / f"{issue.stem}.pdf"
        made = make_up_issue(issue)
        assert len({box.image.digest for box in boxes(made) if box.image.media_type != "image/svg+xml"}) >= 12
        pdf.write(issue, made, target, None)
        assert target.stat().st_size < 2_000_000, issue.stem


def write_manifest(sheets, folder):
    photographs = folder / "photographs"
    photographs.mkdir()
    for story in (story for sheet in sheets for story in sheet.stories if story.photograph):
        photograph(story.photograph.number, photographs / story.photograph.file)
    manifest.write(sheets, photographs, folder / "editions")


def test_a_picture_that_was_redrawn_is_kept_for_who_paints_it_again(photo, drawing, tmp_path, monkeypatch):
    issue = make_up_issue(pictured(image(photo), image(drawing)))
    kept = Kept()
    files = []
    for name in ("first", "again"):
        (tmp_path / name).mkdir()
        made = paintable(issue, tmp_path / name, Quality.SCREEN, kept=kept)
        files.append({digest: path.read_bytes() for digest, path in made.items()})
        # What is drawn again would be tiny.
        monkeypatch.setattr("publisher.outputs.pdf.pictures.SCREEN_PPI", 1.0)
    assert files[0] == files[1]
    coarse = Kept({digest: (pixel * 2, None) for digest, (pixel, _) in kept.redrawn.items()})
    (tmp_path / "smaller").mkdir()
    made = paintable(issue, tmp_path / "smaller", Quality.SCREEN, kept=coarse)
    assert made["photo.jpg"].read_bytes() != files[0]["photo.jpg"], "printed in another size it is drawn anew"
