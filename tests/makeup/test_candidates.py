"""Candidates: the best pages that look different, of which a person chooses one by its number."""

from itertools import combinations

import pytest
from making import edition
from stories import made_up, page_of, places, rules, stories
from test_page import assert_sound

from publisher.makeup.issue import page_candidates
from publisher.makeup.layout import MadeUpPage
from publisher.model import Layout


@pytest.fixture(scope="module")
def offered() -> list[MadeUpPage]:
    return page_candidates(edition(made=(page_of(stories()),)), 2, 5)


def test_candidates_hold_every_story_and_look_different(offered):
    assert len(offered) == 5
    for page in offered:
        assert [module.article_id for module in page.modules] == ["a0", "a1", "a2", "a3", "a4"]
        assert page.overset == 0
    assert all(places(one) != places(other) for one, other in combinations(offered, 2))


@pytest.mark.parametrize("number", [1, 2, 4])
def test_the_number_chooses(offered, number):
    made = made_up(page_of(stories(), candidate=number))
    assert_sound(made)
    assert made.pages[0].modules == offered[number - 1].modules
    assert "P-006" not in rules(made)


def test_of_too_large_a_number_the_last_is_used():
    two = stories(2)
    made = made_up(page_of(two, candidate=99))
    told = [item.message for item in made.findings if item.rule == "P-006"]
    last = page_candidates(edition(made=(page_of(two),)), 2, 99)
    assert len(told) == 1
    assert str(len(last)) in told[0]
    assert made.pages[0].modules == last[-1].modules


def test_candidates_are_of_the_page_as_it_was_asked_for():
    asked = stories(a1={"layout": Layout(columns=3, position="top-right")})
    for page in page_candidates(edition(made=(page_of(asked),)), 2, 4):
        assert places(page)["a1"][:3] == (3, 0, 3)


def test_fewer_are_asked_for(offered):
    few = page_candidates(edition(made=(page_of(stories()),)), 2, 2)
    assert [page.modules for page in few] == [page.modules for page in offered[:2]]
