"""Shapers that are remembered shape copies as new ones would, whatever has changed about the issue meanwhile."""

from dataclasses import replace

from test_memo import alike, retitled

from publisher.makeup.issue import found_faces, jobs, make_up_issue
from publisher.makeup.page import Anew, make_up
from publisher.makeup.shapers import Shapers
from publisher.typeset.words import Relay, Words


def plain(edition):
    """Make an issue up with nothing remembered from page to page."""
    return make_up_issue(edition, making=Anew())


def second(issue):
    return list(jobs(issue, found_faces(issue)))[1]


def test_an_issue_comes_out_as_if_nothing_were_remembered(issue):
    assert alike(make_up_issue(issue), plain(issue))


def test_it_does_so_after_every_edit(issue):
    shapers = Shapers()
    making = Anew(shapers)
    make_up_issue(issue, making=making)
    for page, title in (
        (1, "步道"),
        (2, "河边新步道上读书的人多了起来"),
        (0, "改了题目的长篇通讯，转到后面的版上去"),
        (1, "河边新步道通到桥头"),
    ):
        issue = retitled(issue, page, title)
        found, made = shapers.found, shapers.made
        assert alike(make_up_issue(issue, making=making), plain(issue)), title
        assert shapers.found - found > shapers.made - made, "most copies are those of before"


def test_only_what_was_edited_is_shaped_again(issue):
    shapers = Shapers()
    job = second(issue)
    make_up(job, shapers)
    assert shapers.made == 2
    make_up(job, shapers)
    assert (shapers.made, shapers.found) == (2, 2)
    headed = replace(job.copies[1].article, title=("梅花谢了",))
    make_up(replace(job, copies=(job.copies[0], replace(job.copies[1], article=headed))), shapers)
    assert (shapers.made, shapers.found) == (3, 3)


def test_a_text_that_breaks_a_headline_otherwise_makes_strangers(issue):
    """Two characters that the issue hardly ever shows apart are taken for one word."""
    shapers = Shapers()
    job = second(issue)
    make_up(job, shapers)
    make_up(replace(job, lexicon=job.lexicon + "\n冬天很冷"), shapers)
    assert shapers.made == 2
    make_up(replace(job, lexicon=job.lexicon + "\n花开" * 9), shapers)
    assert shapers.made == 3, "of one copy the headline says so"


def test_the_oldest_are_forgotten(issue):
    shapers = Shapers(most=1)
    job = second(issue)
    make_up(job, shapers)
    make_up(job, shapers)
    assert (shapers.made, shapers.found) == (4, 0)


def test_a_relay_turns_only_to_words_that_would_have_said_the_same():
    words = [Words(text) for text in ("甲乙 丙丁", "甲乙 丙丁 戊己", "边新 边新 边新")]
    relay = Relay(words[0])
    costs = relay.breaks("河边新步道通到桥头")
    assert costs == words[0].breaks("河边新步道通到桥头") != words[2].breaks("河边新步道通到桥头")
    assert relay.turns_to(words[1])
    assert not relay.turns_to(words[2])
    assert relay.breaks("新步道") == words[1].breaks("新步道")
