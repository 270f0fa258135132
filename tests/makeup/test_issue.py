"""Jumps: what finds no room goes on in a later page that has some, else in a further page; never in an earlier one."""

from dataclasses import replace

import pytest
from making import article, edition, paragraphs
from stories import made_up, page_of, places, rules, stories
from test_page import assert_sound, assert_whole

from publisher.makeup.issue import jobs
from publisher.makeup.layout import TextBox
from publisher.model import Kind

#: More than a page holds beside its other stories, by about a third of a page.
LONG = {"body": paragraphs(*[500] * 9)}


def page(number, count=2, **changes):
    """Return a page of some stories of its own, whose names begin with its number."""
    own = stories(count, **changes)
    return page_of(tuple(replace(story, id=f"p{number}{story.id}") for story in own), number=number)


def sound(*pages):
    made = made_up(*pages)
    assert_sound(made)
    assert_whole(edition(made=pages), made)
    return made


def parts(made, article):
    """Return an article's modules by the numbers of their pages."""
    return {
        one.number: module for one in made.pages for module in one.modules if module.article_id == article
    }


def jumps(module):
    boxes = (box for box in module.elements if isinstance(box, TextBox) and box.role == "jump")
    return [(box.lines[0].text, box.href) for box in boxes]


def test_the_rest_goes_to_a_later_page_with_room_and_both_ends_are_linked():
    made = sound(page(1), page(2, 4, a0=LONG), page(3))
    assert len(made.pages) == 3
    found = parts(made, "p2a0")
    assert list(found) == [2, 3]
    assert (found[2].continued_to, found[3].continued_from) == (3, 2)
    assert jumps(found[2]) == [("下转第03版", "#article-p2a0-page-3")]
    assert jumps(found[3]) == [("上接第02版", "#article-p2a0-page-2")]
    told = [item.message for item in made.findings if item.rule == "P-001"]
    assert len(told) == 1
    assert "03" in told[0]
    assert "P-004" not in rules(made)


def test_it_goes_over_a_page_that_is_full():
    made = sound(page(2, 4, a0=LONG), page(3, 5, a1={"body": paragraphs(*[300] * 8)}), page(4))
    found = parts(made, "p2a0")
    assert list(found) == [2, 4]
    assert jumps(found[2]) == [("下转第04版", "#article-p2a0-page-4")]
    assert len(made.pages) == 3


def test_nothing_goes_to_an_earlier_page():
    made = sound(page(1), page(2), page(3, 4, a0=LONG))
    assert list(parts(made, "p3a0")) == [3, 4]
    assert [module.article_id for module in made.pages[0].modules] == ["p1a0", "p1a1"]
    assert "P-004" in rules(made)


def test_without_room_anywhere_there_is_a_further_page():
    full = {"a1": {"body": paragraphs(*[300] * 8)}}
    made = sound(page(1, 4, a0=LONG), page(2, 5, **full))
    assert [one.number for one in made.pages] == [1, 2, 3]
    last = made.pages[-1]
    assert last.name == "续版"
    assert [module.continued_from for module in last.modules] == [1]
    assert jumps(parts(made, "p1a0")[1]) == [("下转第03版", "#article-p1a0-page-3")]
    assert "P-004" in rules(made)


def test_a_page_that_takes_in_a_rest_keeps_all_of_its_own():
    made = sound(page(2, 4, a0=LONG), page(3, 3))
    assert [module.article_id for module in made.pages[1].modules] == ["p3a0", "p3a1", "p3a2", "p2a0"]
    assert all(not module.continued_to for module in made.pages[1].modules)


@pytest.mark.parametrize(("kind", "taker"), [(Kind.NEWS, 3), (Kind.DOCUMENT, 4), (Kind.POEM, 4)])
def test_a_document_s_or_a_supplement_s_page_takes_in_nothing_where_another_can(kind, taker):
    made = sound(page(2, 4, a0=LONG), page(3, 4, a0={"kind": kind}), page(4, 4))
    assert list(parts(made, "p2a0")) == [2, taker]


@pytest.mark.parametrize("numbers", [(2, 5), (1, 9)])
def test_pages_need_not_be_numbered_without_a_gap(numbers):
    first, second = numbers
    made = sound(page(first, 4, a0=LONG), page(second))
    assert list(parts(made, f"p{first}a0")) == [first, second]
    assert jumps(parts(made, f"p{first}a0")[first])[0][0] == f"下转第{second:02d}版"


def test_related_stories_stand_behind_each_other():
    made = sound(page_of(stories(a0={"related": ("a3",)})))
    names = [module.article_id for module in made.pages[0].modules]
    assert names == ["a0", "a3", "a1", "a2", "a4"]


def test_a_story_that_names_an_earlier_one_follows_it():
    made = sound(page_of(stories(a4={"related": ("a1",)})))
    assert [module.article_id for module in made.pages[0].modules] == ["a0", "a1", "a4", "a2", "a3"]


def test_what_belongs_together_stands_together():
    """Related articles touch on every page on which their neighbours leave them a choice."""
    for related in ("a1", "a2", "a3"):
        fellows = {related: {"related": (f"a{int(related[1]) + 1}",)}}
        stood = places(made_up(page_of(stories(5, **fellows))).pages[0])
        one, other = stood[related], stood[f"a{int(related[1]) + 1}"]
        down = min(one.foot, other.foot) + 2 - max(one.row, other.row)
        across = min(one.right, other.right) - max(one.column, other.column)
        assert down >= 0
        assert across >= 0
        assert down + across > 0


@pytest.mark.parametrize(
    ("language", "folio", "label", "count"),
    [("zh-Hans-CN", "02", "第02版", "今日2版"), ("en-GB", "2", "Page 2", "2 pages")],
)
def test_folios_are_written_as_the_language_does(language, folio, label, count):
    front, inside = jobs(edition((article("a", 200),), (article("b", 200),), language=language), ())
    assert (inside.folio.folio, inside.folio.label) == (folio, label)
    assert [refer.folio for refer in front.nameplate.refers] == [folio]
    assert count in front.nameplate.facts
