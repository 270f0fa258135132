"""What is left of an article that jumps: all that does not stand where it began."""

from dataclasses import replace

import pytest
from making import article, edition, paragraphs, picture

from publisher.makeup.copy import Copy, may_cut, rest
from publisher.makeup.issue import make_up_issue
from publisher.model import Align, Figure, ListBlock, Paragraph, Run, Table
from publisher.text.reading import block_text
from publisher.typeset.galley import Galley
from publisher.typeset.lines import HYPHEN
from publisher.typeset.slugs import SlugRole, count_set, heads_columns, words


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


def cells(*texts):
    return tuple((Run(text=text),) for text in texts)


def table(rows=30, header=("街道", "藏书")):
    body = tuple(cells(f"第{number}街", f"{number * 37}") for number in range(rows))
    return Table(header=cells(*header), rows=body, align=(Align.LEFT, Align.RIGHT))


def halves(setter, body, taken, *, rows=60, **keys):
    """Return the slugs of a story that are set, and those of what is left of it."""
    story = article("a", body=body, **keys)
    slugs = Galley(setter, 120.0, rows).set_article(story)[:taken]
    left = rest(Copy(article=story), slugs, 1).article
    return slugs, left, Galley(setter, 120.0, rows).set_article(left)


def test_the_rest_of_a_table_has_its_head_which_counts_no_second_time(setter):
    whole = table()
    here, left, there = halves(setter, (whole,), 12)
    (begun,) = left.body
    assert begun == replace(whole, rows=whole.rows[10:], rest=True)
    head = next(slug for slug in there if slug.role == SlugRole.TABLE)
    assert words(head) == "街道藏书"
    assert count_set(here) + count_set(there) == sum(map(len, block_text(whole)))


def test_a_table_parted_twice_has_its_head_each_time(setter):
    whole = table()
    here, left, _ = halves(setter, (whole,), 12)
    again, last, end = halves(setter, left.body, 8)
    assert last.body == (replace(whole, rows=whole.rows[16:], rest=True),)
    assert count_set(here) + count_set(again) + count_set(end) == sum(map(len, block_text(whole)))


def test_the_rest_of_a_table_without_a_head_has_none(setter):
    whole = table(header=("", ""))
    whole = replace(whole, header=((), ()))
    _, left, there = halves(setter, (whole,), 11)
    assert left.body == (replace(whole, rows=whole.rows[10:], rest=True),)
    assert not any(map(heads_columns, there))


def test_what_is_left_of_a_row_higher_than_a_column_stands_below_the_head(setter):
    long = "很长的一格文字" * 60
    whole = replace(table(), rows=(cells(long, "一"), cells("二", "三")))
    here, left, there = halves(setter, (whole,), 3, rows=12)
    assert here[-1].level == 1
    assert here[1].rows + here[2].rows <= 12
    assert left.body[0].header == whole.header
    assert long.endswith(left.body[0].rows[0][0][0].text)
    assert count_set(here) + count_set(there) == sum(map(len, block_text(whole)))


@pytest.mark.parametrize("taken", [5, 11, 12, 26, 33])
def test_a_table_among_the_items_of_a_list_loses_and_doubles_nothing(setter, taken):
    whole = ListBlock(items=((paragraphs(30)[0], table(20), paragraphs(40)[0]), (paragraphs(50)[0],)))
    here, _, there = halves(setter, (whole,), taken)
    assert count_set(here) + count_set(there) == sum(map(len, block_text(whole)))


@pytest.mark.parametrize("header", ["很长的表头" * 40, "很长的表头" * 90])
def test_a_head_that_would_leave_no_room_is_not_repeated(setter, header):
    whole = table(header=(header, "藏书"))
    for taken in (2, 3, 4, 20):
        here, _, there = halves(setter, (whole,), taken, rows=12)
        assert count_set(here) + count_set(there) == sum(map(len, block_text(whole)))
        assert all(slug.over is None for slug in (*here, *there))
