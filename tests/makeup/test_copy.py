"""What is left of an article that jumps: all that does not stand where it began."""

import pytest
from making import article, edition, paragraphs, picture

from publisher.makeup.copy import Copy, may_cut, rest
from publisher.makeup.issue import make_up_issue
from publisher.model import Figure, Paragraph, Run
from publisher.typeset.galley import Galley
from publisher.typeset.lines import HYPHEN


def test_pictures_wait_where_no_text_is_set(tmp_path):
    photos = tuple(picture(tmp_path, 600 + number, 400) for number in range(3))
    left = rest(Copy(article=article("a", 200, images=photos)), (), 1)
    assert left.continued_from == 1
    assert left.article.images == ()
    assert left.article.body == (*paragraphs(200), *(Figure(image=image) for image in photos[1:]))


@pytest.mark.parametrize("parted", [False, True])
def test_a_text_of_which_nothing_is_set_stays_as_it_was(tmp_path, parted):
    photos = tuple(picture(tmp_path, 600 + number, 400) for number in range(2))
    copy = Copy(article=article("a", 200, images=photos, dateline="本报电"), parted=parted)
    left = rest(copy, (), 3)
    assert left.parted == parted
    assert left.article.dateline == "本报电"
    assert isinstance(left.article.body[0], Paragraph)


def test_no_word_is_parted_by_a_jump(setter):
    runs = (Run(text="Internationalisation and telecommunications notwithstanding, " * 6),)
    slugs = Galley(setter, 90.0, 60).set_block(Paragraph(runs=runs))
    hyphenated = [slug.lines[-1].spans[-1].feature == HYPHEN for slug in slugs]
    assert any(hyphenated)
    cuts = [may_cut(slugs, taken) for taken in range(len(slugs) + 1)]
    assert not any(hyphenated[cut - 1] for cut in cuts if cut)
    assert cuts[-1] == len(slugs)


@pytest.mark.parametrize(("lines", "parted"), [(1, True), (None, False)])
def test_only_the_rest_of_a_paragraph_is_parted(setter, lines, parted):
    """What is left after a cut between two paragraphs begins with a whole one, which has its indent."""
    story = article("a", 200, 150)
    slugs = Galley(setter, 120.0, 60).set_article(story)
    first = [slug for slug in slugs if slug.origin == 0]
    left = rest(Copy(article=story), first[:lines], 1)
    assert left.parted == parted
    assert left.article.body[-1] == story.body[1]
    assert len(left.article.body) == 1 + parted


def test_a_long_text_is_set_in_few_of_the_measures_that_it_might_take(monkeypatch):
    """Text that may run out takes any height, so its shapes can be weighed before it is set."""
    settings = []
    set_article = Galley.set_article

    def counted(galley, *given, **options):
        settings.append(galley.measure)
        return set_article(galley, *given, **options)

    monkeypatch.setattr(Galley, "set_article", counted)
    made = make_up_issue(edition((article("a", *[300] * 100),)))
    assert len(made.pages) > 4
    assert len(settings) < 3 * len(made.pages)
