"""Fonts that an edition embeds: what is set in them, and what the painter needs to set it."""

import itertools
import re
import subprocess
from pathlib import Path

import pytest
import uharfbuzz as hb
from making import article, edition

from publisher.makeup.issue import make_up_issue
from publisher.model import Paragraph, Run
from publisher.outputs import pdf
from publisher.outputs.pdf.embedding import embed


def edition_without_spaces(language):
    text = "圖書館裡讀書的人多了，館長說：「這麼安靜，又這麼多人，還是頭一回。」" * 20
    return edition(
        (article("a", title="圖書館", body=(Paragraph(runs=(Run(text=text),)),)),), language=language
    )


def test_every_face_holds_a_space_though_none_is_set(tmp_path):
    # Text is painted directly: the painter needs a font for nothing but drawings.
    css = embed(make_up_issue(edition_without_spaces("zh-Hant-TW")), tmp_path)
    files = re.findall(r"url\(file://([^)]*)\)", css)
    assert [Path(file).stem for file in files] == ["hei", "hei-medium"]
    for file in files:
        assert hb.Font(hb.Face(hb.Blob.from_file_path(file))).get_nominal_glyph(ord(" ")), file


@pytest.mark.parametrize("language", ["zh-Hant-TW", "ja"])
def test_lines_stand_as_far_apart_as_they_were_set(tmp_path, language):
    (tmp_path / "pages").mkdir()
    issue = edition_without_spaces(language)
    made = make_up_issue(issue)
    pdf.write(issue, made, tmp_path / "x.pdf", tmp_path / "pages")
    box = next(item for item in made.pages[0].modules[0].elements if getattr(item, "role", "") == "body")
    done = subprocess.run(
        ["pdftotext", "-bbox", tmp_path / "x.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    words = [tuple(map(float, found)) for found in re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"', done)]
    tops = sorted(y for x, y in words if box.x - 1 < x < box.x + 1 and y > box.y - 12)
    gaps = [after - before for before, after in itertools.pairwise(tops) if after - before < 30]
    assert len(gaps) > 3
    assert gaps == pytest.approx([12.15] * len(gaps), abs=0.02)
