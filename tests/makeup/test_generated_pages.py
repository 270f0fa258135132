"""Pages as newsrooms have them, and pages that none would have: what must hold of each holds."""

import hashlib
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from generated.articles import Wish, image, write
from generated.faults import faults, lost_and_doubled
from generated.grids import GRIDS
from generated.pages import SORTS, draw, issue
from generated.prose import Writer
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.checks.completeness import check_make_up
from publisher.makeup.issue import make_up_issue
from publisher.model import Ad, Kind, Page, PageFormat
from publisher.text.reading import count_characters

TESTS = Path(__file__).parents[1]
NOWHERE = Path("pictures")


def assert_whole_and_sound(edition):
    """Make up an edition, and hold what must hold of every page whatever its copy."""
    made = make_up_issue(edition)
    assert check_make_up(edition, made) == ()
    assert lost_and_doubled(edition, made) == ({}, {})
    assert [made.placed[item.id] for item in edition.articles] == list(
        map(count_characters, edition.articles)
    )
    for page in made.pages:
        found = faults(page, edition.articles, edition.publication.page)
        assert found.overlaps == ()
        assert found.outside == ()
        assert found.off_grid == ()
        assert page.overset == 0
        assert 0 <= page.blank_lines <= page.lines
    return made


@pytest.mark.parametrize("grid", ["tabloid", "broadsheet"])
@pytest.mark.parametrize(
    ("sort", "seed"),
    [(sort, 2100 + number) for number, sort in enumerate(SORTS) if sort not in {"service", "supplement"}],
)
def test_a_sample_of_the_proof(grid, sort, seed):
    drawn = draw(grid, seed, sort=sort)
    made = assert_whole_and_sound(drawn.edition)
    assert made.pages[0].fill >= 0.95 or not drawn.sufficient or one_beside_an_advertisement(made.pages[0])


def one_beside_an_advertisement(page):
    """Tell whether a page has one article alone and an advertisement of half its width: nothing stands around a corner."""
    frames = [box for box in page.furniture if getattr(box, "role", "") == "ad-frame"]
    rows = Counter(round(box.y) for box in frames if box.width < 0.6 * (page.width - 100))
    return len(page.modules) == 1 and 1 in rows.values()


@pytest.mark.parametrize("grid", [grid for grid in GRIDS if grid not in {"tabloid", "broadsheet"}])
def test_other_grids(grid):
    assert_whole_and_sound(draw(grid, 2000).edition)


FORMS = st.builds(
    PageFormat,
    width=st.just(0.0),
    height=st.integers(280, 560),
    columns=st.integers(3, 9),
    characters=st.integers(10, 18),
    body=st.sampled_from([8.0, 9.0, 9.75, 11.0]),
    leading=st.just(0.0),
)
WISHES = st.builds(
    Wish,
    name=st.just(""),
    kind=st.sampled_from(Kind),
    length=st.integers(20, 2_500),
    headline=st.integers(2, 60),
    priority=st.integers(1, 5),
    pictures=st.integers(0, 2),
    figure=st.booleans(),
)
ADS = st.lists(st.tuples(st.sampled_from(["banner", "strip", "third"]), st.floats(0.3, 6.0)), max_size=1)


def arbitrary(form, leading, wishes, ads, number, seed):
    """Return an edition of one page that holds to no habits: any grid, any articles in any order."""
    wide = (form.columns * (form.characters + 1) - 1) * form.body / 72 * 25.4
    form = replace(form, width=wide + 40.0, leading=form.body * leading)
    dice = random.Random(seed)
    articles = tuple(write(replace(wish, name=f"a{n}"), dice, NOWHERE) for n, wish in enumerate(wishes))
    adverts = tuple(
        Ad(image=image(f"ad{n}", Writer(dice), NOWHERE, ratio), size=size)
        for n, (size, ratio) in enumerate(ads)
    )
    page = Page(number=number, name="任意", articles=articles, ads=adverts)
    return issue((page,), form, NOWHERE)


@settings(max_examples=15, deadline=None)
@given(
    FORMS,
    st.sampled_from([1.3, 1.35, 1.5]),
    st.lists(WISHES, min_size=1, max_size=9),
    ADS,
    st.sampled_from([1, 2]),
    st.integers(0, 99),
)
def test_any_page_at_all(form, leading, wishes, ads, number, seed):
    assert_whole_and_sound(arbitrary(form, leading, wishes, ads, number, seed))


def digest(grid, seed):
    """Return what a page was made into, in few characters."""
    made = make_up_issue(draw(grid, seed).edition)
    return hashlib.sha256(repr([page._replace(seconds=0.0) for page in made.pages]).encode()).hexdigest()


def test_the_same_copy_makes_the_same_page_in_any_process():
    program = (
        "from test_generated_pages import digest; print(digest('tabloid', 2001), digest('berliner', 2004))"
    )
    path = os.pathsep.join((str(TESTS), str(TESTS / "makeup"), *sys.path))
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": salt, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for salt in ("1", "2")
    ]
    assert told == [[digest("tabloid", 2001), digest("berliner", 2004)]] * 2
