"""Fonts: found by name, told apart by region, cut down to what is set."""

from io import BytesIO
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from publisher.errors import ExitCode, Position, PublishError
from publisher.manifest.prose import FONTS
from publisher.model import Typeface
from publisher.typeset import fonts
from publisher.typeset.families import FAMILIES, ROLES


def test_every_face_of_the_style_is_found():
    found = fonts.faces("zh-Hans-CN")
    assert set(found) == {role.key for role in ROLES} | {"spare"}
    assert found["fang"].path == found["kai"].path
    assert found["spare"].path == found["song"].path
    own = [face for key, face in found.items() if key not in {"fang", "spare"}]
    assert len({(face.path, face.index) for face in own}) == len(own)


@pytest.mark.parametrize("language", ["ja", "en-GB"])
def test_the_chinese_hands_speak_chinese_only(language):
    found = fonts.faces(language)
    assert {Path(found[key].path).name for key in ("kai", "fang")} == {Path(found["song"].path).name}
    assert found["kai"].index == found["song"].index


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
    told = [item.message for item in caught.value.findings]
    assert {item.rule for item in caught.value.findings} == {"T-002"}
    assert len(set(told)) == len(told)
    assert all(any(role.family.name in message for message in told) for role in ROLES)


def test_a_single_region_s_file_serves(monkeypatch, tmp_path):
    for role in ROLES:
        (tmp_path / role.files("SC")[2 if role.family.regional else -2]).touch()
    monkeypatch.setattr(fonts, "folders", lambda: (tmp_path,))
    found = fonts.faces("zh-Hans-CN")
    assert found["song"].path.endswith("NotoSerifCJKsc-Regular.otf")
    assert found["song"].index == 0


def chosen(role, name="", weight="", path=None):
    where = Position("publication.yaml", 7, 9)
    return Typeface(role=role, where=where, weight=weight, family=name, path=path)


def faults(*choices):
    with pytest.raises(PublishError) as caught:
        fonts.faces("zh-Hans-CN", choices)
    return caught.value.findings


def make_font(path, *, licence=0, variable=False, characters="报社"):
    """Write a font whose characters are all the same square."""
    names = [".notdef", *(f"uni{ord(char):04X}" for char in characters)]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"uni{ord(char):04X}" for char in characters})
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (800, 700), (800, 0)):
        pen.lineTo(point)
    pen.closePath()
    square = pen.glyph()
    builder.setupGlyf(dict.fromkeys(names, square))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Test Fang", "styleName": "Regular"})
    builder.setupOS2(fsType=licence)
    builder.setupPost()
    if variable:
        builder.setupFvar([("wght", 200, 400, 900, "Weight")], [])
    builder.save(path)
    return path


def test_a_publication_chooses_by_name():
    found = fonts.faces("zh-Hans-CN", (chosen("song", "霞鹜文楷"), chosen("kai", "noto sans  cjk")))
    assert {Path(found[key].path).stem for key in ("song", "song-bold", "song-black")} == {
        "LXGWWenKai-Regular"
    }
    assert Path(found["kai"].path).stem == "NotoSansCJK-Regular"
    assert Path(found["spare"].path).stem == "NotoSerifCJK-Regular"


def test_a_publication_chooses_by_file_and_weight(tmp_path):
    light, heavy = make_font(tmp_path / "light.ttf"), make_font(tmp_path / "heavy.ttf")
    found = fonts.faces(
        "zh-Hans-CN", (chosen("hei", weight="light", path=light), chosen("hei", weight="black", path=heavy))
    )
    names = {key: Path(face.path).name for key, face in found.items() if key.startswith("hei")}
    assert names == {
        "hei-light": "light.ttf",
        "hei": "light.ttf",
        "hei-medium": "heavy.ttf",
        "hei-bold": "heavy.ttf",
    }


def test_an_unknown_name_tells_what_there_is():
    (fault,) = faults(chosen("song", "No Such Song"))
    assert (fault.rule, fault.where) == ("T-003", Position("publication.yaml", 7, 9))
    assert "LXGW WenKai" in fault.hint
    assert "Zhuque Fangsong" in fault.hint


def test_a_known_family_that_is_not_installed_tells_how_to_get_it(monkeypatch):
    monkeypatch.setattr(
        fonts,
        "_installed",
        lambda names, known=fonts._installed: None if "cwkai" in names[0] else known(names),
    )
    (fault,) = faults(chosen("kai", "cwTeX Kai"))
    assert (fault.rule, fault.where.line) == ("T-002", 7)
    assert "fonts-cwtex-kai" in fault.hint


@pytest.mark.parametrize(
    ("options", "words"),
    [({"licence": 2}, ("嵌入", "embedding")), ({"variable": True}, ("可变", "variable"))],
)
def test_a_font_that_cannot_be_printed_is_refused(tmp_path, options, words):
    (fault,) = faults(chosen("fang", path=make_font(tmp_path / "f.ttf", **options)))
    assert fault.rule == "T-004"
    assert any(word in fault.message for word in words)


def test_what_is_no_font_is_refused(tmp_path):
    path = tmp_path / "f.otf"
    path.write_bytes(b"no font")
    assert [item.rule for item in faults(chosen("fang", path=path), chosen("kai", "?"))] == ["T-003", "T-004"]


@pytest.mark.parametrize("key", ["song", "kai"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.999])
def test_a_font_that_was_cut_short_is_refused(tmp_path, key, share):
    """HarfBuzz opens it, and shows nothing; cutting it down then fails in the middle of painting."""
    data = Path(fonts.faces("zh-Hans-CN")[key].path).read_bytes()
    path = tmp_path / "cut.otf"
    path.write_bytes(data[: int(len(data) * share)])
    (fault,) = faults(chosen("fang", path=path))
    assert (fault.rule, fault.where) == ("T-004", Position("publication.yaml", 7, 9))
    assert "cut.otf" in fault.message


def test_a_font_with_damaged_outlines_is_refused(tmp_path):
    data = bytearray(Path(fonts.faces("zh-Hans-CN")["song"].path).read_bytes())
    data[len(data) // 2 : len(data) // 4 * 3] = bytes(len(data) // 4)
    path = tmp_path / "holed.ttc"
    path.write_bytes(data)
    assert fonts.unusable(path)


def test_a_font_that_cannot_be_cut_down_is_no_mistake_of_ours(tmp_path):
    data = Path(fonts.faces("zh-Hans-CN")["song"].path).read_bytes()
    path = tmp_path / "cut.otf"
    path.write_bytes(data[: len(data) // 3])
    with pytest.raises(PublishError) as caught:
        fonts.subset(fonts.Face("song", str(path)), "报纸")
    assert caught.value.code == ExitCode.SOURCE
    assert [item.rule for item in caught.value.findings] == ["T-004"]


def test_a_sound_font_file_is_taken(tmp_path):
    assert fonts.unusable(make_font(tmp_path / "f.ttf")) == ""
    assert all(fonts.unusable(Path(face.path)) == "" for face in fonts.faces("zh-Hans-CN").values())


def test_the_manual_names_every_family():
    assert all(family.name in FONTS for family in FAMILIES)


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
