import hashlib
import io
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from PIL import Image as Pillow
from rich_edition import SVG, article, edition, page, picture

from publisher.outputs.epub.cover import HEIGHT, WIDTH, draw_cover
from publisher.outputs.epub.links import safe_href
from publisher.outputs.epub.pictures import MOST_BYTES, MOST_PIXELS, PAGE_HEIGHT, page_picture, prepare


def opened(made):
    return Pillow.open(io.BytesIO(made.content))


def saved(folder, name, drawn, **options):
    """Save a picture of our own drawing and return its record."""
    drawn.save(folder / name, **options)
    kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[name.rsplit(".")[-1]]
    made = picture(folder, f"any-{name}", kind)
    return replace(made, path=folder / name, digest=hashlib.sha256((folder / name).read_bytes()).hexdigest())


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG"), ("a.gif", "GIF")])
def test_small_pictures_stay_as_they_are(tmp_path, name, kind):
    image = picture(tmp_path, name, kind)
    made = prepare(image)
    assert made.content == image.path.read_bytes()
    assert (made.media_type, made.name) == (image.media_type, f"{image.digest[:16]}{image.path.suffix}")


def test_the_bytes_and_not_the_name_tell_the_format(tmp_path):
    image = picture(tmp_path, "a.png", "JPEG")
    assert prepare(image).media_type == "image/jpeg"


def test_webp_becomes_jpeg_or_keeps_its_clear_ground_as_png(tmp_path):
    assert opened(prepare(picture(tmp_path, "a.webp", "WEBP"))).format == "JPEG"
    clear = saved(tmp_path, "b.webp", Pillow.new("RGBA", (20, 20), (1, 2, 3, 0)), lossless=True)
    made = opened(prepare(clear))
    assert (made.format, made.mode, made.getpixel((3, 3))[3]) == ("PNG", "RGBA", 0)


def test_large_pictures_are_scaled_in_proportion(tmp_path):
    made = prepare(saved(tmp_path, "a.png", Pillow.new("RGB", (4000, 2000), (9, 9, 9))))
    size = opened(made).size
    assert size[0] * size[1] <= MOST_PIXELS
    assert size[0] / size[1] == pytest.approx(2, abs=0.01)
    assert (made.media_type, made.name[-4:]) == ("image/jpeg", ".jpg")


def test_heavy_pictures_become_light(tmp_path):
    noise = Pillow.effect_noise((1900, 1900), 120)
    made = prepare(saved(tmp_path, "a.png", noise))
    assert len(made.content) <= MOST_BYTES
    assert opened(made).mode == "L"


def test_turned_and_cmyk_pictures_are_set_right(tmp_path):
    exif = Pillow.Exif()
    exif[0x0112] = 6
    turned = saved(tmp_path, "a.jpg", Pillow.new("RGB", (60, 30)), exif=exif)
    assert opened(prepare(turned)).size == (30, 60)
    assert opened(prepare(saved(tmp_path, "b.jpg", Pillow.new("CMYK", (30, 30))))).mode == "RGB"


def test_drawings_lose_what_epub_does_not_hold(tmp_path):
    made = prepare(picture(tmp_path, "a.svg", "SVG"))
    root = ET.fromstring(made.content)
    assert b"sodipodi" in SVG
    assert not any(word in made.content for word in (b"sodipodi", b"DOCTYPE", b"data-name", b'"1a"'))
    assert [e.get("id") for e in root.iter()] == [None, None, "r", None]
    assert root.get("viewBox") == "0 0 40 20"


def test_a_picture_used_twice_is_held_once(build, tmp_path):
    image = picture(tmp_path, "a.jpg", "JPEG")
    again = replace(image, alt="另一说明")
    made = build(
        edition(tmp_path, page(1, article("a", images=(image,)), article("b", images=(again, image))))
    )
    assert len([name for name in made.names if "/images/" in name]) == 2  # with the cover


def test_page_pictures_are_scaled_to_what_a_reader_shows():
    out = io.BytesIO()
    Pillow.new("L", (3000, 4400), 255).save(out, "PNG")
    made = page_picture(out.getvalue(), "02")
    assert opened(made).size == (1500, PAGE_HEIGHT)
    assert made.name == "page-02.jpg"


def test_cover_shows_the_front_page(tmp_path):
    out = io.BytesIO()
    Pillow.new("RGB", (540, 780), (0, 0, 255)).save(out, "PNG")
    made = edition(tmp_path, page(1, article("a")))
    cover = Pillow.open(io.BytesIO(draw_cover(made, out.getvalue())))
    assert (cover.size, cover.format) == ((WIDTH, HEIGHT), "JPEG")
    red, _, blue = cover.getpixel((WIDTH // 2, HEIGHT // 2))
    assert blue > 200 > 60 > red
    assert min(cover.getpixel((20, HEIGHT - 20))) > 220


def test_cover_without_a_picture_bears_the_name(tmp_path):
    made = edition(tmp_path, page(1, article("a")))
    drawn = Pillow.open(io.BytesIO(draw_cover(made, None))).convert("L")
    dark = sum(drawn.crop((0, 700, WIDTH, 1200)).histogram()[:80])
    nameless = replace(made, publication=replace(made.publication, name=" "))
    bare = Pillow.open(io.BytesIO(draw_cover(nameless, None))).convert("L")
    assert dark > 50_000
    assert sum(bare.crop((0, 700, WIDTH, 1200)).histogram()[:80]) == 0


@pytest.mark.parametrize(
    ("href", "safe"),
    [
        ("https://example.org/a?b=c&d=1#e", "https://example.org/a?b=c&d=1#e"),
        ("HTTP://Example.org", "http://example.org"),
        ("https://例子.测试/路", "https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://exa mple/", None),
        ("https://user:secret@example.org/", None),
        ("https://example.org:port/", None),
        ("https://[::1", None),
        ("//example.org/", None),
        ("mailto:nobody", None),
        ("text/01.xhtml", None),
    ],
)
def test_addresses(href, safe):
    assert safe_href(href) == safe
