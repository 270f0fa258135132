"""Places in headlines 标题断词: between words, never within a word of letters, a number, or a figure and its measure word."""

import pytest
from making import article, edition

from publisher.model import Page
from publisher.typeset.headwords import Headwords


@pytest.fixture(scope="module")
def headwords():
    return Headwords(edition(made=(Page(number=1, name="要闻", articles=(article("01-01", 80),)),)))


@pytest.mark.parametrize(
    "word", ["elektrizitätenhaupt", "Ленинград", "café2024", "2025-02-28", "21处", "Ωmega"]
)
def test_what_is_one_is_not_parted(headwords, word):
    line = f"口袋公园{word}今年建成"
    start = line.index(word)
    assert not [at for at in headwords.places(line) if start < at < start + len(word)]
    assert "".join(headwords.parts(line)) == line
    assert len(headwords.parts(line)) > 1
