"""Fonts: found by name, told apart by region, cut down to what is set."""

from io import BytesIO

import pytest
import uharfbuzz as hb
from fontTools.ttLib import TTFont

from publisher.errors import ExitCode, PublishError
from publisher.typeset import fonts


def test_every_face_of_the_style_is_found():
    found = fonts.faces("zh-Hans-CN")
    assert set(found) == {role.key for role in fonts.ROLES}
    assert len({(face.path, face.index) for face in found.values()}) == len(found)


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("zh-Hans-CN", "SC"),
        ("zh-Hant-TW", "TC"),
        ("zh-TW", "TC"),
        ("zh-Hant-HK", "HK"),
        ("ja", "JP"),
        ("ko-KR", "KR"),
        ("en", "SC"),
    ],
)
def test_the_region_follows_the_language(language, wanted):
    assert fonts.region(language) == wanted


def test_all_missing_faces_are_named_at_once(monkeypatch, tmp_path):
    monkeypatch.setattr(fonts, "folders", lambda: (tmp_path,))
    with pytest.raises(PublishError) as caught:
        fonts.faces("zh-Hans-CN")
    assert caught.value.code == ExitCode.MISSING
    assert [item.rule for item in caught.value.findings] == ["T-002"] * len(fonts.ROLES)


def test_a_single_region_s_file_serves(monkeypatch, tmp_path):
    for role in fonts.ROLES:
        (
            tmp_path
            / (
                f"{role.family}sc-{role.cut}.otf"
                if role.family.endswith("CJK")
                else f"{role.family}-{role.cut}.ttf"
            )
        ).touch()
    monkeypatch.setattr(fonts, "folders", lambda: (tmp_path,))
    found = fonts.faces("zh-Hans-CN")
    assert found["song"].path.endswith("NotoSerifCJKsc-Regular.otf")
    assert found["song"].index == 0


def test_a_subset_holds_its_characters_and_is_always_the_same():
    face = fonts.faces("zh-Hans-CN")["song"]
    first, second = fonts.subset(face, "报纸——，。"), fonts.subset(face, "。，——纸报")
    assert first == second
    assert len(first) < 20_000
    font = hb.Font(hb.Face(hb.Blob(first)))
    assert font.get_nominal_glyph(ord("报"))
    assert not font.get_nominal_glyph(ord("刊"))


def test_a_subset_numbers_its_glyphs_as_readers_look_them_up():
    """In a CID-keyed CFF a reader looks a glyph up by its CID; the painter writes glyph numbers there."""
    for key in ("song", "song-black", "hei"):
        data = fonts.subset(fonts.faces("zh-Hans-CN")[key], "城市报——，。Aa1")
        charset = TTFont(BytesIO(data))["CFF "].cff.topDictIndex[0].charset
        assert charset[1:] == [f"cid{number:05d}" for number in range(1, len(charset))]


def test_a_subset_keeps_what_shapes_its_characters():
    """The two-em dash is one joined stroke, in the subset as in the whole face."""
    face = fonts.faces("zh-Hans-CN")["song"]
    font = hb.Font(hb.Face(hb.Blob(fonts.subset(face, "走——了"))))
    buffer = hb.Buffer()
    buffer.add_str("——")
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"fwid": True})
    assert [position.x_advance for position in buffer.glyph_positions] == [2000]
