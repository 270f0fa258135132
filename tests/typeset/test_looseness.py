"""Looseness: a paragraph in a line more or less, whole, and still decent."""

from itertools import pairwise

import pytest
from making import article
from tests_support import REPORT

from publisher.model import ListBlock, Paragraph, Run
from publisher.typeset.galley import Galley
from publisher.typeset.looseness import Choice, choices, reset
from publisher.typeset.slugs import words
from publisher.typeset.stylebook import Voice

VOICE = Voice(face="song", size=9.0)


def galley(setter, ems, texts=REPORT):
    body = tuple(Paragraph(runs=(Run(text=text),)) for text in texts)
    return Galley(setter, ems * 9.0, 60).set_article(article("a", body=body))


@pytest.mark.parametrize(("ems", "loosest"), [(9, 0.25), (11, 0.25), (13, 0.16), (20, 0.16)])
def test_a_paragraph_is_set_in_as_many_lines_as_it_can_be(setter, ems, loosest):
    more = 0
    for text in REPORT:
        setting = setter.setting(text, VOICE, ems * 9.0, indent=2.0)
        best = len(setting.lines())
        found = setting.alternatives()
        assert found[best] == pytest.approx(0.0)
        assert list(found) == sorted(found)
        for count, cost in found.items():
            lines = setting.lines(count)
            assert len(lines) == count
            assert cost >= -1e-9
            assert "".join(line.text for line in lines) == text
            assert sum(map(str.isalnum, lines[-1].text)) > 1
            if count != best:
                more += 1
                assert all(
                    line.offset + line.width == pytest.approx(ems * 9.0, abs=0.1) for line in lines[:-1]
                )
                assert max(_spacing(line) for line in lines[:-1]) <= loosest * 9.0 + 0.01
    assert more >= 9


def _spacing(line):
    return max((span.spacing for span in line.spans[:-1] if len(span.text) > 1), default=0.0)


def test_a_count_that_cannot_be_is_refused(setter):
    setting = setter.setting(REPORT[0], VOICE, 117.0)
    with pytest.raises(KeyError):
        setting.lines(99)


def test_lines_that_their_author_ended_are_counted_together(setter):
    setting = setter.setting("城市建设持续推进\n\n社区服务不断完善", VOICE, 117.0)
    assert setting.alternatives() == {2: 0.0}
    assert [line.text for line in setting.lines(2)] == ["城市建设持续推进", "", "社区服务不断完善"]


def test_a_galley_is_reset_at_one_paragraph(setter):
    slugs = galley(setter, 13)
    found = choices(slugs)
    assert {choice.change for choice in found} >= {1, -1}
    assert all(first.cost <= second.cost for first, second in pairwise(found))
    for choice in found:
        after = reset(slugs, choice)
        assert len(after) == len(slugs) + choice.change
        assert "".join(map(words, after)) == "".join(map(words, slugs))
        assert [slug.opens for slug in after].count(True) == [slug.opens for slug in slugs].count(True)
        assert [slug.closes for slug in after].count(True) == [slug.closes for slug in slugs].count(True)
        assert [slug.origin for slug in after] == sorted(slug.origin for slug in after)
        back = Choice(choice.at, -choice.change, 0.0)
        assert [words(slug) for slug in reset(after, back)] == [words(slug) for slug in slugs]


def test_only_the_paragraphs_asked_for_are_looked_at(setter):
    slugs = galley(setter, 13)
    second = next(index for index, slug in enumerate(slugs) if slug.opens and index)
    assert {choice.at for choice in choices(slugs, first=second)} == {
        choice.at for choice in choices(slugs)
    } - {0}
    assert choices(slugs, behind=0) == ()


def test_the_first_line_of_a_list_s_item_keeps_its_mark(setter):
    items = ListBlock(items=((Paragraph(runs=(Run(text=REPORT[0]),)),),))
    slugs = Galley(setter, 117.0, 60).set_article(article("a", body=(items,)))
    assert choices(slugs) == ()
    with pytest.raises(ValueError, match="no paragraph"):
        reset(slugs, Choice(0, 1, 0.0))
