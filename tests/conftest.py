"""Fixtures of all tests. Those that need an edition on disk take the sample edition, which is read once."""

from pathlib import Path

import pytest

from publisher.makeup.grid import grid_for
from publisher.manifest import load
from publisher.model import PageFormat
from publisher.typeset.fonts import faces
from publisher.typeset.setter import Setter, cached_typefaces
from publisher.typeset.stylebook import stylebook_for
from publisher.typeset.words import Words

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "editions" / "yangpu-times" / "2023-01-05"
TABLOID = PageFormat(width=270, height=390, columns=6, characters=11, body=9.0, leading=12.15)


@pytest.fixture(scope="session")
def all_faces():
    return tuple(faces("zh-Hans-CN").values())


@pytest.fixture(scope="session")
def setter(all_faces):
    return Setter(cached_typefaces(all_faces, "zh-Hans-CN"), stylebook_for(TABLOID), Words(""))


@pytest.fixture(scope="session")
def grid():
    return grid_for(TABLOID)


@pytest.fixture(scope="session")
def sample():
    return load(SAMPLE).edition
