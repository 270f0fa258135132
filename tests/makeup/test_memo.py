"""A memo of pages gives what would be made anew, and makes anew what may have become otherwise."""

from dataclasses import replace

import pytest
from making import article, edition

from publisher.errors import PublishError
from publisher.makeup.issue import found_faces, jobs, make_up_issue
from publisher.makeup.memo import Memo
from publisher.makeup.page import make_up
from publisher.typeset.words import lexicon_of


def alike(one, other):
    pages, others = ([page._replace(seconds=0.0) for page in issue.pages] for issue in (one, other))
    return pages == others and one.findings == other.findings


def retitled(issue, page, title):
    pages = list(issue.pages)
    first, *rest = pages[page].articles
    pages[page] = replace(pages[page], articles=(replace(first, title=(title,)), *rest))
    return replace(issue, pages=tuple(pages))


def test_what_is_known_is_not_made_again(issue):
    memo = Memo()
    first = make_up_issue(issue, making=memo)
    made = memo.made
    assert made >= 4, "three pages, and one that took the rest of another in"
    assert alike(make_up_issue(replace(issue), making=memo), first)
    assert memo.made == made


def test_it_gives_what_is_made_anew(issue):
    memo = Memo()
    make_up_issue(issue, making=memo)
    for page, title in (
        (0, "改了题目的长篇通讯，转到后面的版上去"),
        (1, "步道"),
        (2, "河边读书"),
        (2, "读书的人多了"),
    ):
        issue = retitled(issue, page, title)
        assert alike(make_up_issue(issue, making=memo), make_up_issue(issue)), title


def test_a_page_is_known_by_what_it_heard_of_the_words(issue):
    """The whole text goes with every page, and only the headlines' own characters matter to it."""
    (job,) = (job for job in jobs(issue, found_faces(issue)) if job.number == 3)
    memo = Memo()
    first = memo.make_up(job)
    assert memo.make_up(replace(job, lexicon=job.lexicon + "\n山海楼台")) is first
    assert memo.made == 1
    # 的人 is two words to the dictionary; a text that hardly ever shows them apart says otherwise.
    other = replace(job, lexicon="的人\n" * 40)
    assert memo.make_up(other).page._replace(seconds=0.0) == make_up(other).page._replace(seconds=0.0)
    assert memo.made == 2


def test_everything_else_of_a_job_counts(issue):
    (job,) = (job for job in jobs(issue, found_faces(issue)) if job.number == 3)
    memo = Memo()
    memo.make_up(job)
    for other in (
        replace(job, candidate=2),
        replace(job, next_page=9),
        replace(job, foot="版权所有"),
        replace(job, copies=(replace(job.copies[0], order=1),)),
    ):
        made = memo.made
        memo.make_up(other)
        assert memo.made == made + 1


def test_it_forgets_when_told_and_when_it_is_full(issue):
    work = list(jobs(issue, found_faces(issue)))[1:]
    memo = Memo(most=1)
    for job in (*work, work[0]):
        memo.make_up(job)
    assert memo.made == 3
    memo.forget()
    memo.make_up(work[0])
    assert memo.made == 4


def test_what_cannot_be_made_up_is_not_remembered():
    impossible = edition((article("a", 60, title="标题" * 4000),))
    memo = Memo()
    for _ in range(2):
        with pytest.raises(PublishError):
            make_up_issue(impossible, making=memo)
    assert memo.found == 0


def test_the_lexicon_is_what_an_edit_changes(issue):
    assert lexicon_of(issue) != lexicon_of(retitled(issue, 2, "山海楼台"))
