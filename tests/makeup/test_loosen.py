"""Loosening: a galley has lines more or fewer, and the same text; what would look driven or crammed is not done."""

import pytest
from making import article, paragraphs, prose
from tests_support import REPORT

from publisher.makeup.loosen import _DEAREST, _FEWEST, _MOST, _ONE_IN, loosened
from publisher.model import Crosshead, Paragraph, Run
from publisher.text.reading import visible
from publisher.typeset.galley import Galley
from publisher.typeset.slugs import SlugRole, words

BODY = tuple(Paragraph(runs=(Run(text=text),)) for text in REPORT)
BODY = (*BODY[:4], Crosshead(runs=(Run(text="桥头的步道"),)), *BODY[4:])


@pytest.fixture(scope="module")
def galley(setter, grid):
    def make(body=BODY, columns=2):
        return Galley(setter, grid.span(columns), 60).set_article(article("a", body=body))

    return make


def text(slugs):
    return [visible("".join(words(slug) for slug in slugs if slug.block == block)) for block in blocks(slugs)]


def blocks(slugs):
    return list(dict.fromkeys(slug.block for slug in slugs))


@pytest.mark.parametrize("lines", [-2, -1, 1, 3, _MOST])
def test_so_many_lines_more_or_fewer_and_the_same_text(galley, lines):
    slugs = galley()
    other = loosened(slugs, lines)
    assert other is not None
    assert sum(slug.rows for slug in other) - sum(slug.rows for slug in slugs) == lines
    assert text(other) == text(slugs)
    assert [slug for slug in other if slug.role == SlugRole.CROSSHEAD] == [
        slug for slug in slugs if slug.role == SlugRole.CROSSHEAD
    ]


def test_paragraphs_still_open_and_close_once(galley):
    other = loosened(galley(), 4)
    for block in blocks(other):
        lines = [slug for slug in other if slug.block == block]
        assert [slug.opens for slug in lines] == [True, *[False] * (len(lines) - 1)]
        assert [slug.closes for slug in lines] == [*[False] * (len(lines) - 1), True]


def test_no_line_is_wider_than_its_column(galley, grid):
    for lines in (-2, 5):
        for slug in loosened(galley(), lines):
            for line in slug.lines:
                assert line.offset + line.width <= grid.span(2) + 0.5 * grid.em


def test_what_was_loosened_can_be_loosened_again(galley):
    once = loosened(galley(), 3)
    again = loosened(once, -2)
    assert len(again) == len(galley()) + 1
    assert text(again) == text(galley())


def test_there_are_bounds(galley):
    slugs = galley()
    most = len(slugs) // _ONE_IN
    assert most > _MOST
    assert loosened(slugs, most) is not None
    assert [loosened(slugs, lines) for lines in (0, _FEWEST - 1, most + 1)] == [None, None, None]


def test_little_text_gives_few_lines(galley):
    short = galley(paragraphs(60))
    assert loosened(short, _MOST) is None
    assert loosened(galley(paragraphs(9)), 1) is None
    assert loosened((), 1) is None


def test_what_would_look_driven_is_not_done(galley):
    """A paragraph that could be a line longer, but only with wide gaps."""
    slugs = galley(BODY[5:6], columns=1)
    more = slugs[0].setting.alternatives()[len(slugs) + 1]
    assert _DEAREST < more < 4 * _DEAREST
    assert loosened(slugs, 1) is None


def test_what_stands_in_no_paragraph_stays(galley):
    assert loosened(galley((Crosshead(runs=(Run(text=prose(40)),)),)), 1) is None


def test_the_cheapest_paragraph_gives(galley):
    slugs = galley()
    other = loosened(slugs, 1)
    changed = [block for block in blocks(slugs) if count(other, block) != count(slugs, block)]
    opening = {slug.block: slug.setting for slug in slugs if slug.setting}
    costs = {
        block: max(found[count(slugs, block) + 1], 0.0)
        for block, setting in opening.items()
        if count(slugs, block) > 1 and count(slugs, block) + 1 in (found := setting.alternatives())
    }
    assert len(costs) > 9
    assert changed == [min(costs, key=costs.get)]


def count(slugs, block):
    return sum(slug.block == block for slug in slugs)
