import base64
import hashlib
import io
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from PIL import Image as Pillow
from rich_edition import SVG, article, edition, page, picture

from publisher.outputs.epub.cover import HEIGHT, WIDTH, draw_cover
from publisher.outputs.epub.links import safe_href
from publisher.outputs.epub.page_pictures import page_picture
from publisher.outputs.epub.pictures import MOST_BYTES, MOST_PIXELS, MOST_SIDE, prepare
from publisher.outputs.epub.prepared import Prepared


def opened(made):
    return Pillow.open(io.BytesIO(made.content))


def saved(folder, name, drawn, **options):
    """Save a picture of our own drawing and return its record."""
    drawn.save(folder / name, **options)
    kind = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}[name.rsplit(".")[-1]]
    made = picture(folder, f"any-{name}", kind)
    return replace(made, path=folder / name, digest=hashlib.sha256((folder / name).read_bytes()).hexdigest())


@pytest.mark.parametrize(("name", "kind"), [("a.jpg", "JPEG"), ("a.png", "PNG")])
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
    noise = Pillow.merge("RGB", [Pillow.effect_noise((4000, 2000), 90 + band) for band in range(3)])
    made = prepare(saved(tmp_path, "a.png", noise))
    size = opened(made).size
    assert size[0] * size[1] <= MOST_PIXELS
    assert size[0] / size[1] == pytest.approx(2, abs=0.01)
    assert (made.media_type, made.name[-4:]) == ("image/jpeg", ".jpg")


def test_no_side_is_longer_than_old_devices_hold(tmp_path):
    made = opened(prepare(saved(tmp_path, "a.png", Pillow.new("L", (9000, 90), 99))))
    assert made.size == (MOST_SIDE, 40)
    kept = saved(tmp_path, "b.png", Pillow.new("L", (MOST_SIDE, 90), 99))
    assert prepare(kept).content == kept.path.read_bytes()


def frames(count):
    """Return the frames of a moving picture, of 200 inks each, in each frame others."""
    made = []
    for number in range(count):
        frame = Pillow.new("P", (200, 40))
        frame.putpalette([level for ink in range(256) for level in (ink, 255 - ink, ink // 2)])
        frame.putdata([(number + at % 200) % 256 for at in range(200 * 40)])
        made.append(frame)
    return made


@pytest.mark.parametrize("count", [1, 3])
def test_gifs_stand_still_as_png_of_their_first_frame(tmp_path, count):
    first, *others = frames(count)
    image = saved(tmp_path, "a.gif", first, save_all=True, append_images=others)
    made = prepare(image)
    assert (made.media_type, made.name) == ("image/png", f"{image.digest[:16]}.png")
    assert getattr(opened(made), "n_frames", 1) == 1
    assert opened(made).convert("RGB").tobytes() == first.convert("RGB").tobytes()
    grey = opened(prepare(image, gray=True))
    assert grey.convert("RGB").tobytes() == first.convert("L").convert("RGB").tobytes()


def test_a_moving_png_stands_still(tmp_path):
    first, *others = (frame.convert("RGB") for frame in frames(3))
    image = saved(tmp_path, "a.png", first, save_all=True, append_images=others)
    with Pillow.open(image.path) as moving:
        assert moving.n_frames == 3
    made = prepare(image)
    assert (made.media_type, getattr(opened(made), "n_frames", 1)) == ("image/png", 1)
    assert opened(made).convert("RGB").tobytes() == first.tobytes()


@pytest.mark.parametrize("kind", ["P", "RGB"])
def test_line_art_in_grey_loses_no_edge_and_grows_by_little(tmp_path, kind):
    drawn = frames(1)[0].resize((400, 300), Pillow.Resampling.NEAREST).convert(kind)
    image = saved(tmp_path, "a.png", drawn, optimize=True)
    made = prepare(image, gray=True)
    assert made.media_type == "image/png"
    assert opened(made).convert("L").tobytes() == drawn.convert("L").tobytes()
    assert len(made.content) <= image.path.stat().st_size * 1.2


def test_a_palette_in_grey_keeps_its_clear_ground(tmp_path):
    image = saved(tmp_path, "a.png", frames(1)[0], transparency=0)
    made = opened(prepare(image, gray=True)).convert("RGBA")
    assert made.getpixel((0, 0))[3] == 0
    red, green, blue, clear = made.getpixel((9, 0))
    assert (red == green == blue, clear) == (True, 255)


def test_photographs_in_grey_are_packed_as_is_smaller(tmp_path):
    noise = Pillow.merge("RGB", [Pillow.effect_noise((300, 300), 60 + band) for band in range(3)])
    assert opened(prepare(saved(tmp_path, "a.png", noise), gray=True)).format == "JPEG"
    ramp = Pillow.linear_gradient("L")
    even = saved(tmp_path, "b.png", Pillow.merge("RGB", (ramp, ramp, ramp.rotate(90))))
    assert opened(prepare(even, gray=True)).format == "PNG"


def test_a_gif_keeps_its_clear_ground(tmp_path):
    (drawn,) = frames(1)
    image = saved(tmp_path, "a.gif", drawn, transparency=0)
    made = opened(prepare(image)).convert("RGBA")
    assert (made.getpixel((0, 0))[3], made.getpixel((1, 0))) == (0, (1, 254, 0, 255))


@pytest.mark.parametrize("clear", [{}, {"transparency": 0}])
@pytest.mark.parametrize("kind", ["P", "L"])
def test_large_gifs_are_scaled(tmp_path, kind, clear):
    drawn = frames(1)[0].resize((3000, 2000))
    drawn = drawn if kind == "P" else drawn.convert("L")
    made = opened(prepare(saved(tmp_path, "a.gif", drawn, **clear)))
    assert made.format == "PNG"
    assert made.width * made.height <= MOST_PIXELS
    clearest, _ = made.convert("RGBA").getextrema()[3]
    assert clear or clearest == 255


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


_COLOURS = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
<style>.red, #fee { fill: red; stroke: rgb(0% 0% 100% / .5) }</style>
<rect fill="#f00" stroke="none" style="fill:url(#red);stroke:hsl(120deg,100%,50%)"/>
<g fill="currentColor" stroke="rgba(255,0,0,0.5)"><stop stop-color="url(#a) Red"/><path fill="#ff000080"/></g>
<rect><animate attributeName="fill" values="red;blue"/></rect>STRANGE<image xlink:href="data:image/png;base64,PICTURE"/></svg>"""


def drawing(folder, strange=""):
    held = base64.b64encode(png(Pillow.new("RGB", (4, 4), (255, 0, 0)))).decode()
    image = picture(folder, "c.svg", "SVG")
    image.path.write_text(_COLOURS.replace("PICTURE", held).replace("STRANGE", strange), encoding="utf-8")
    return prepare(image, gray=True).content.decode()


def test_drawings_become_grey_and_stay_drawings(tmp_path):
    made = drawing(tmp_path)
    assert ".red, #fee { fill: #4c4c4c; stroke: rgba(29, 29, 29, .5) }" in made
    assert '<rect fill="#4c4c4c" stroke="none" style="fill:url(#red);stroke:#969696" />' in made
    assert (
        '<g fill="currentColor" stroke="rgba(76, 76, 76, 0.5)"><stop stop-color="url(#a) #4c4c4c" />' in made
    )
    assert '<path fill="rgba(76, 76, 76, 0.502)" />' in made
    assert 'values="#4c4c4c;#1d1d1d"' in made
    held = base64.b64decode(made.partition("base64,")[2].partition('"')[0])
    assert Pillow.open(io.BytesIO(held)).getpixel((0, 0)) == 76
    assert "filter" not in made


def test_colours_of_other_spaces_are_made_grey_by_the_reading_system(tmp_path):
    assert "filter:grayscale(1)" in drawing(tmp_path, '<g fill="oklch(0.6 0.2 30)"/>')


def test_a_picture_used_twice_is_held_once(build, tmp_path):
    image = picture(tmp_path, "a.jpg", "JPEG")
    again = replace(image, alt="另一说明")
    made = build(
        edition(tmp_path, page(1, article("a", images=(image,)), article("b", images=(again, image))))
    )
    assert len([name for name in made.names if "/images/" in name]) == 2  # with the cover


def png(drawn):
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


def test_page_pictures_are_scaled_to_the_limits():
    made = page_picture(png(Pillow.new("L", (3000, 4400), 255)), 2, drawn=True)
    width, height = opened(made).size
    assert width * height <= MOST_PIXELS < (width + 2) * (height + 2)
    assert (made.name, opened(made).format) == ("page-02.png", "PNG")
    long = page_picture(png(Pillow.new("L", (300, 9000), 255)), 3, drawn=False)
    assert (max(opened(long).size), long.name) == (MOST_SIDE, "page-03.jpg")


def test_drawn_pages_keep_white_paper_and_their_colour():
    drawn = Pillow.new("RGB", (600, 900), (255, 255, 255))
    drawn.paste((254, 253, 254), (0, 0, 600, 3))
    for grey in range(0, 250, 2):
        drawn.paste((grey, grey, grey), (grey, 500, grey + 2, 520))
    drawn.paste((157, 28, 32), (40, 40, 400, 200))
    made = opened(page_picture(png(drawn), 1, drawn=True)).convert("RGB")
    assert (made.getpixel((10, 300)), made.getpixel((10, 1))) == ((255, 255, 255), (255, 255, 255))
    assert made.getpixel((100, 100)) == (157, 28, 32)
    assert len(made.getcolors()) <= 64


def test_pictures_are_made_ready_once_and_alike_in_any_order(tmp_path, monkeypatch):
    asked = []

    def counted(content, number, **options):
        asked.append(number)
        return page_picture(content, number, **options)

    monkeypatch.setattr("publisher.outputs.epub.prepared.page_picture", counted)
    sources = {number: png(Pillow.effect_noise((300, 400), 20 * number)) for number in range(1, 9)}
    one, other = (Prepared(edition(tmp_path), sources) for _ in range(2))
    first = one.pages(range(1, 12))
    assert list(first) == sorted(asked) == list(range(1, 9))
    assert one.pages((3, 2)) == {3: first[3], 2: first[2]}
    assert len(asked) == 8
    assert other.pages(range(8, 0, -1)) == first


def test_cover_shows_the_front_page(tmp_path):
    out = io.BytesIO()
    Pillow.new("RGB", (540, 780), (0, 0, 255)).save(out, "PNG")
    made = edition(tmp_path, page(1, article("a")))
    cover = Pillow.open(io.BytesIO(draw_cover(made, out.getvalue())))
    assert (cover.size, cover.format) == ((WIDTH, HEIGHT), "JPEG")
    red, _, blue = cover.getpixel((WIDTH // 2, HEIGHT // 2))
    assert blue > 200 > 60 > red
    assert min(cover.getpixel((20, HEIGHT - 20))) > 220


def test_the_front_page_bears_the_name_and_the_cover_does_not_repeat_it(tmp_path):
    front = png(Pillow.new("RGB", (540, 780), (255, 255, 255)))

    def upper(number, name):
        made = edition(tmp_path, page(number, article("a")))
        made = replace(made, publication=replace(made.publication, name=name))
        return Pillow.open(io.BytesIO(draw_cover(made, front))).crop((0, 0, WIDTH, 600)).tobytes()

    assert upper(1, "晚报") == upper(1, " ")
    assert upper(2, "晚报") != upper(2, " ")


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
