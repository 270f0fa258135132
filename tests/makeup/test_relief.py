"""Relief: what gives way where there is too much copy, and in which order."""

import pytest
from making import article, edition
from stories import made_up, page_of, stories
from test_page import assert_sound, assert_whole

from publisher.makeup.copy import Copy
from publisher.makeup.relief import Attempt, relieve
from publisher.model import Kind

LENGTHS = (500, 900, 300, 700)
CAPACITY = 10_000.0


def copies(lengths=LENGTHS, continued=0, **keys):
    return [
        Copy(article=article(f"a{number}", length, **keys), order=number, continued_from=continued)
        for number, length in enumerate(lengths)
    ]


def tried(waiting, fits, unfinished=frozenset(), capacity=CAPACITY, cost=lambda tree: 0.0):
    """Return what was found, and all attempts in their order."""
    seen = []

    def arrange(attempt):
        seen.append(attempt)
        return attempt if fits(attempt) else None

    return relieve(waiting, unfinished, capacity, arrange, cost), seen


def test_what_fits_stays_whole():
    found, seen = tried(copies(), lambda attempt: True)
    assert found[0] == Attempt(4, frozenset())
    assert len(seen) == 1


def test_the_longest_jumps_or_the_next_one_then_both_then_the_last_waits():
    _, seen = tried(copies(), lambda attempt: False)
    assert seen[:5] == [
        Attempt(4, frozenset()), Attempt(4, frozenset({1})), Attempt(4, frozenset({3})), Attempt(4, frozenset({1, 3})),
        Attempt(3, frozenset()),
    ]  # fmt: skip
    assert seen[-1].placed == 1


def test_what_is_short_or_shaped_waits_whole_rather_than_being_parted():
    waiting = [*copies((500,)), *copies((900, 500), kind=Kind.POEM), *copies((200,))]
    _, seen = tried(waiting, lambda attempt: False)
    assert {attempt.elastic for attempt in seen if attempt.placed > 1} == {frozenset(), frozenset({0})}
    alone, _ = tried(copies((900,), kind=Kind.POEM), lambda attempt: bool(attempt.elastic))
    assert alone[0] == Attempt(1, frozenset({0}))


def test_what_is_beyond_the_page_is_not_even_tried():
    _, seen = tried(copies((5000, 5000, 5000)), lambda attempt: False, capacity=6000.0)
    assert [attempt for attempt in seen if attempt.placed - len(attempt.elastic) > 1] == []


def test_what_is_unfinished_jumps_in_any_case():
    found, seen = tried(copies(), lambda attempt: True, unfinished=frozenset({2}))
    assert found[0] == Attempt(4, frozenset({2}))
    assert len(seen) == 1


def test_continued_copy_is_finished_one_after_the_other():
    found, _ = tried(copies(continued=2), lambda attempt: attempt.placed < 3)
    assert found[0] == Attempt(2, frozenset())
    parted, _ = tried(
        copies(continued=2), lambda attempt: attempt.placed < 3 or attempt == Attempt(3, frozenset({2}))
    )
    assert parted[0] == Attempt(3, frozenset({2}))
    nothing, _ = tried(copies(continued=2), lambda attempt: False)
    assert nothing is None


@pytest.mark.parametrize(
    ("ugly", "relaxed", "wanted"), [(900.0, 100.0, {1}), (900.0, 880.0, set()), (50.0, 0.0, set())]
)
def test_a_page_that_would_embarrass_lets_its_longest_jump_where_that_helps(ugly, relaxed, wanted):
    found, _ = tried(copies(), lambda attempt: True, cost=lambda tree: relaxed if tree.elastic else ugly)
    assert found[0] == Attempt(4, frozenset(wanted))


def test_where_one_that_jumps_leaves_an_ugly_page_another_is_tried():
    def jumps(attempt):
        return bool(attempt.elastic)

    def cost(attempt):
        return 200.0 if attempt.elastic == {3} else 900.0

    found, _ = tried(copies(), jumps, cost=cost)
    assert found[0] == Attempt(4, frozenset({3}))
    decent, seen = tried(copies(), jumps, cost=lambda tree: 100.0)
    assert decent[0] == seen[-1] == Attempt(4, frozenset({1}))


def test_a_page_that_is_the_last_keeps_what_fits():
    found = relieve(
        copies(),
        frozenset(),
        CAPACITY,
        lambda attempt: attempt,
        lambda tree: 900.0 - 800.0 * bool(tree.elastic),
        may_jump=False,
    )
    assert found[0] == Attempt(4, frozenset())


def test_a_thin_page_does_not_let_its_lead_jump_into_nothing():
    """What does not run out leaves the rows empty that it was given."""
    first, second = page_of(stories(4)), page_of((article("b", 200),), number=3)
    issue = edition(made=(first, second))
    made = made_up(first, second)
    assert_sound(made)
    assert_whole(issue, made)
    alone = made_up(page_of(stories(4)))
    assert made.pages[0].blank_lines <= alone.pages[0].blank_lines
