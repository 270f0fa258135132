"""Precedence: a less important story's headline yields to a more important one's, where nothing shows but air."""

import pytest
from making import article
from shapes import head, shape
from stories import made_up, page_of, stories

from publisher.makeup.copy import Copy, Galleys
from publisher.makeup.layout import TextBox
from publisher.makeup.looks import Placed
from publisher.makeup.precedence import limits
from publisher.makeup.refit import smaller
from publisher.makeup.shaper import Shaper
from publisher.makeup.wish import Wish
from publisher.model import HeadPlace, Kind


def stand(*sizes, **keys):
    return [
        Placed(number, shape(3, 20, head=head(size), **keys), 0, 0, 20) for number, size in enumerate(sizes)
    ]


def test_what_is_larger_than_a_more_important_one_is_limited_by_it():
    assert limits(stand(30.0, 34.0, 20.0), {0: 1, 1: 2, 2: 3}) == {1: 30.0}
    assert limits(stand(24.0, 34.0, 26.0), {0: 1, 1: 2, 2: 3}) == {1: 24.0, 2: 24.0}
    assert limits(stand(24.0, 34.0), {0: 2, 1: 2}) == {}


def test_those_whose_size_follows_their_kind_and_upright_ones_are_left_alone():
    assert limits(stand(14.0, 34.0), {1: 2}) == {}
    assert limits(stand(24.0, 34.0), {0: 1}) == {}
    assert limits(stand(24.0, 34.0, head_place=HeadPlace.VERTICAL), {0: 1, 1: 2}) == {}


@pytest.mark.parametrize("most", [34.0, 30.0, 26.0, 21.0])
def test_a_smaller_headline_leaves_its_module_as_it_is(setter, grid, most):
    story = article("a", 400, title="城市书房向读者征求意见", priority=2)
    shaper = Shaper(Galleys(Copy(article=story), setter, 60, 9000), grid, setter, 70, Wish())
    fitted = 0
    for made in (made for made in shaper.shapes(3) if made.head_place == HeadPlace.ABOVE):
        other = smaller(shaper, made, most)
        assert (other.rows, other.top_rows, other.columns) == (made.rows, made.top_rows, made.columns)
        if other is not made:
            assert other.head.size <= most
            assert other.head.lines <= made.head.lines
            assert 0.0 <= made.head.height - other.head.height < 3 * grid.leading
            fitted += 1
    assert fitted


def test_on_a_page_the_lead_has_the_largest_headline():
    """The lead's headline is long, and the second story's short."""
    titles = {
        "a0": {"title": ("全市十二家社区图书馆从下月起在晚间开放并向读者征求意见",)},
        "a1": {"title": ("桥通了",)},
    }
    page = made_up(page_of(stories(4, **titles))).pages[0]
    sizes = {
        module.article_id: element.lines[0].spans[0].style.size
        for module in page.modules
        for element in module.elements
        if isinstance(element, TextBox) and element.role == "headline"
    }
    assert sizes["a0"] == max(sizes.values())


def test_briefs_do_not_hold_the_others_down():
    page = made_up(page_of(stories(4, a0={"kind": Kind.BRIEF, "priority": 1}))).pages[0]
    sizes = [
        element.lines[0].spans[0].style.size
        for module in page.modules
        for element in module.elements
        if isinstance(element, TextBox) and element.role == "headline"
    ]
    assert max(sizes) > 20.0
