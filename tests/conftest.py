"""Fixtures of all tests. Those that need an edition on disk take the sample edition, which is read once."""

import pytest
from making import TABLOID
from tests_support import SAMPLE

from publisher.makeup.grid import grid_for
from publisher.manifest import load
from publisher.typeset.fonts import faces
from publisher.typeset.setter import Setter, cached_typefaces
from publisher.typeset.stylebook import stylebook_for
from publisher.typeset.words import Words


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
