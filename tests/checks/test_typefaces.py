"""A font file in another region's glyph shapes does not stand in silently."""

import io
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont
from making import article, edition

from publisher.checks.typefaces import check_typefaces
from publisher.errors import Position
from publisher.model import Typeface
from publisher.typeset.fonts import faces, subset

GBK, BIG5, JIS = 1 << 18, 1 << 20, 1 << 17


def found(folder, pages, language="zh-Hans-CN"):
    """Return the findings on a font that says it is made for some code pages."""
    font = TTFont(io.BytesIO(subset(faces("zh-Hans-CN")["song"], "骨直角")))
    font["OS/2"].ulCodePageRange1 = pages
    path = folder / "Mincho.otf"
    font.save(path)
    issue = edition((article("a", 60),), language=language)
    where = Position("publication.yaml", 3, 1)
    chosen = (Typeface(role="song", where=where, path=path),)
    return list(check_typefaces(replace(issue, publication=replace(issue.publication, fonts=chosen))))


def test_a_japanese_face_in_a_chinese_paper_is_named(tmp_path):
    (fault,) = found(tmp_path, JIS)
    assert (fault.rule, fault.where) == ("T-007", Position("publication.yaml", 3, 1))
    assert "Mincho.otf" in fault.message
    assert "日本" in fault.message


@pytest.mark.parametrize(
    ("pages", "language"),
    [(GBK, "zh-Hans-CN"), (GBK | JIS, "zh-Hans-CN"), (0, "zh-Hans-CN"), (JIS, "ja"), (JIS, "en")],
)
def test_a_face_for_the_papers_own_region_or_for_all_is_sound(tmp_path, pages, language):
    assert found(tmp_path, pages, language) == []


def test_the_shipped_typefaces_have_the_shapes_of_the_language():
    """The same character, the same file: simplified Chinese and Japanese draw it differently, and the language decides."""
    from publisher.outputs.pdf.glyphs import Shaper  # noqa: PLC0415

    shapes = {
        language: Shaper([faces("zh-Hans-CN")["song"]], language).shape("骨", "song", "").glyphs
        for language in ("zh-Hans-CN", "ja")
    }
    assert shapes["zh-Hans-CN"] != shapes["ja"]


def test_the_shipped_faces_are_in_the_papers_region():
    assert faces("zh-Hans-CN")["song"].index != faces("ja")["song"].index
