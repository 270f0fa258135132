"""Pictures too coarse for their printed size, and drawings whose letters would change, are named."""

import base64
import io
from dataclasses import replace

import pytest
from making import article, edition, picture
from PIL import Image as Pillow

from publisher.checks.pictures import SCREEN_LEAST, check_drawings, check_resolution
from publisher.errors import Position
from publisher.makeup.issue import make_up_issue
from publisher.model import Image


def found(issue, *, press=False):
    return list(check_resolution(issue, make_up_issue(issue), press=press))


def test_a_picture_too_coarse_for_a_screen_is_named_with_its_resolution(tmp_path):
    issue = edition((article("a", 500, images=(picture(tmp_path, 90, 60),)), article("b", 400)))
    (fault,) = found(issue)
    assert (fault.rule, fault.where) == ("I-007", Position("a.md", 2, 1))
    box = next(box for page in make_up_issue(issue).pages for box in page.pictures())
    assert f"{round(72 / box.pixel)} ppi" in fault.message
    assert f"{SCREEN_LEAST:.0f} ppi" in fault.message


def test_the_press_asks_for_more(tmp_path):
    issue = edition((article("a", 500, images=(picture(tmp_path, 1000, 667),)), article("b", 400)))
    assert found(issue) == []
    (fault,) = found(issue, press=True)
    assert "200 ppi" in fault.message


def test_what_the_press_asks_for_is_what_its_newspaper_says(tmp_path):
    issue = edition((article("a", 500, images=(picture(tmp_path, 1000, 667),)), article("b", 400)))
    press = issue.publication.press
    lenient = replace(press, limits=replace(press.limits, fair_resolution=80.0))
    assert found(replace(issue, publication=replace(issue.publication, press=lenient)), press=True) == []


def test_a_fine_picture_is_fine(tmp_path):
    issue = edition((article("a", 500, images=(picture(tmp_path, 3000, 2000),)), article("b", 400)))
    assert found(issue, press=True) == []


@pytest.mark.parametrize(
    ("side", "extra", "rules"),
    [(30, "", ["I-007"]), (2000, "", []), (1, "", []), (30, 'transform="scale(.01)"', [])],
)
def test_a_coarse_picture_within_a_drawing_is_named(tmp_path, side, extra, rules):
    out = io.BytesIO()
    Pillow.effect_noise((side, side), 50).save(out, "PNG")
    plain = base64.b64encode(out.getvalue()).decode()
    path = tmp_path / "map.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<g {extra}><image width="100" height="100" href="data:image/png;base64,{plain}"/></g></svg>'
    )
    image = Image(
        src="map.svg",
        path=path,
        digest=f"{side}",
        media_type="image/svg+xml",
        width=100,
        height=100,
        alt="图",
    )
    assert [
        fault.rule for fault in found(edition((article("a", 500, images=(image,)), article("b", 400))))
    ] == rules


def drawn(folder, inner):
    path = folder / "map.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200">{inner}</svg>')
    image = Image(
        src=path.name, path=path, digest=inner, media_type="image/svg+xml", width=300, height=200, alt="图"
    )
    return list(check_drawings(edition((article("a", 500, images=(image,)),))))


@pytest.mark.parametrize(
    "inner",
    [
        '<text font-family="FZXiaoBiaoSong">字</text>',
        "<style>text { font-family: 'FZXiaoBiaoSong'; }</style><text>字</text>",
        '<text style="font-family:FZXiaoBiaoSong,Arial;fill:red">字</text>',
    ],
)
def test_a_drawing_in_a_typeface_that_is_not_at_hand_is_named(tmp_path, inner):
    (fault,) = drawn(tmp_path, inner)
    assert (fault.rule, fault.where) == ("I-008", Position("a.md", 2, 1))
    assert "FZXiaoBiaoSong" in fault.message


@pytest.mark.parametrize(
    "inner",
    [
        '<text font-family="hei">字</text>',
        '<text font-family="Arial, sans-serif">字</text>',
        "<text>字</text>",
        '<path font-family="FZXiaoBiaoSong" d="M0 0h9v9z"/>',
    ],
)
def test_a_drawing_that_prints_as_it_was_drawn_is_not(tmp_path, inner):
    assert drawn(tmp_path, inner) == []
