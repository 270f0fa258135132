"""The profile of the printing condition: given, named, or found; and refused where it describes no press."""

import shutil
from pathlib import Path

import pytest
from PIL import ImageCms
from press_files import ICC
from tests_support import SAMPLE

from publisher import pipeline
from publisher.errors import ExitCode, Position, PublishError
from publisher.outputs.press import find_profile
from publisher.outputs.press import profile as profiles
from publisher.pressroom import Press

WHERE = Position("publication.yaml", 9, 12)


@pytest.fixture(autouse=True)
def no_system(monkeypatch, tmp_path):
    folder = tmp_path / "icc"
    folder.mkdir()
    monkeypatch.setattr(profiles, "folders", lambda: (folder,))
    return folder


def refused(*given):
    with pytest.raises(PublishError) as caught:
        find_profile(*given)
    (item,) = caught.value.findings
    return item, caught.value.code


def test_without_a_profile_it_is_told_how_to_get_one():
    item, code = refused(Press())
    assert (item.rule, code) == ("S-002", ExitCode.MISSING)
    assert "icc-profiles" in item.hint or "ECI" in item.hint


def test_nothing_is_made_up_without_a_profile(tmp_path):
    steps = []
    request = pipeline.Request(folder=SAMPLE, out=tmp_path, formats=("press",))
    with pytest.raises(PublishError) as caught:
        pipeline.build(request, lambda step, _: steps.append(step))
    assert caught.value.code is ExitCode.MISSING
    assert steps == ["load"]


def test_a_profile_given_goes_first():
    assert find_profile(Press(profile="nowhere"), ICC).data == ICC.read_bytes()
    assert find_profile(Press(path=ICC)).name == "Artifex CMYK SWOP Profile"


def test_a_name_is_that_of_the_file_or_of_the_profile(no_system):
    shutil.copy(ICC, no_system / "Our_Press.icc")
    assert find_profile(Press(profile="our press")).data == ICC.read_bytes()
    assert find_profile(Press(profile="Artifex CMYK SWOP Profile")).data == ICC.read_bytes()
    item, code = refused(Press(profile="another", where=WHERE))
    assert (item.rule, item.where, code) == ("S-003", WHERE, ExitCode.MISSING)
    assert "Our_Press" in item.message


def test_newsprint_is_found_by_itself_and_no_other(no_system):
    shutil.copy(ICC, no_system / "SomeCoatedPaper.icc")
    assert refused(Press())[0].rule == "S-002"
    shutil.copy(ICC, no_system / "ISOnewspaper26v4.icc")
    assert find_profile(Press()).data == ICC.read_bytes()


def test_what_describes_no_press_is_refused_with_its_place(tmp_path):
    screen = tmp_path / "screen.icc"
    screen.write_bytes(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    junk = tmp_path / "junk.icc"
    junk.write_bytes(b"nothing" * 40)
    for path in (screen, junk, tmp_path / "missing.icc", Path("/")):
        item, code = refused(Press(path=path, where=WHERE))
        assert (item.rule, item.where, code) == ("O-020", WHERE, ExitCode.SOURCE)
