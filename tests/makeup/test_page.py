"""Pages: filled on the grid, nothing overlaps or leaves the type area, every character is placed once."""

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import BROADSHEET, TABLOID, article, edition, picture, prose

from publisher.checks.completeness import check_make_up
from publisher.errors import ExitCode, PublishError
from publisher.makeup.grid import MM, grid_for
from publisher.makeup.issue import jobs, make_up_issue
from publisher.makeup.layout import PictureBox, TableBox, TextBox
from publisher.makeup.page import make_up
from publisher.model import (
    Ad,
    Align,
    Callout,
    Chart,
    ChartType,
    Datum,
    Kind,
    ListBlock,
    Note,
    Page,
    Paragraph,
    Run,
    Table,
)
from publisher.text.reading import count_characters
from publisher.typeset.fonts import faces

SMALL = grid_for(TABLOID)


def assert_sound(made, form=TABLOID):
    """Hold what must be true of every issue made up."""
    grid = grid_for(form)
    for page in made.pages:
        for module in page.modules:
            box = module.rect
            assert box.x >= grid.left - 0.01
            assert box.x + box.width <= grid.left + grid.text_width + 0.01
            assert box.y >= grid.top - 0.01
            assert box.y + box.height <= grid.y(grid.rows) + 0.01
            rows = (box.y - grid.top) / grid.leading
            assert rows == pytest.approx(round(rows), abs=1e-6)
            for element in module.elements:
                if isinstance(element, TextBox | PictureBox | TableBox):
                    assert element.x >= box.x - 0.01
                    assert element.x + element.width <= box.x + box.width + 0.01
                    assert element.y >= box.y - 0.01
        for number, one in enumerate(page.modules):
            for other in page.modules[number + 1 :]:
                assert not overlap(one.rect, other.rect), (one.headline, other.headline)
        assert page.overset == 0
        assert 0 <= page.blank_lines <= page.lines


def overlap(a, b):
    across = min(a.x + a.width, b.x + b.width) - max(a.x, b.x)
    down = min(a.y + a.height, b.y + b.height) - max(a.y, b.y)
    return across > 0.01 and down > 0.01


def assert_whole(issue, made):
    assert check_make_up(issue, made) == ()
    placed = made.placed
    assert {item.id: count_characters(item) for item in issue.articles} == placed


def test_the_sample_edition(sample):
    made = make_up_issue(sample)
    assert_sound(made, sample.publication.page)
    assert_whole(sample, made)
    assert [page.number for page in made.pages] == [1, 2, 3, 4]
    assert all(page.fill > 0.95 for page in made.pages)


def test_a_lead_takes_most_of_its_page():
    issue = edition(
        (article("a", 300, 300, priority=1), article("b", 200, priority=3), article("c", 150, priority=3))
    )
    page = make_up_issue(issue).pages[0]
    lead = page.modules[0]
    assert lead.rect.width >= SMALL.span(3)
    sizes = [
        max(
            line.spans[0].style.size
            for box in module.elements
            if isinstance(box, TextBox)
            for line in box.lines
        )
        for module in page.modules
    ]
    assert sizes[0] == max(sizes)


@pytest.mark.parametrize("lengths", [(9,), (20, 20), (40,), (80, 30), (9, 9, 9)])
def test_little_copy_makes_a_page_too(lengths):
    issue = edition(tuple(article(f"a{n}", length, priority=n + 1) for n, length in enumerate(lengths)))
    made = make_up_issue(issue)
    assert_sound(made)
    assert_whole(issue, made)


@pytest.mark.parametrize("length", [6_000, 24_000])
def test_what_does_not_fit_continues(length):
    issue = edition((article("a", *[600] * (length // 600), priority=1), article("b", 200)))
    made = make_up_issue(issue)
    assert len(made.pages) > 1
    assert_sound(made)
    assert_whole(issue, made)
    first = made.pages[0]
    jumping = next(module for module in first.modules if module.continued_to)
    assert jumping.continued_to == made.pages[1].number
    following = next(module for module in made.pages[1].modules if module.article_id == jumping.article_id)
    assert following.continued_from == first.number
    jumps = [
        box
        for box in (*jumping.elements, *following.elements)
        if isinstance(box, TextBox) and box.role == "jump"
    ]
    assert [box.href for box in jumps][:2] == ["#article-a-page-2", "#article-a-page-1"]
    assert any(item.rule == "P-001" for item in made.findings)


def test_jumps_name_the_pages_where_articles_really_go_on():
    long = tuple(article(f"a{number}", *[600] * 16) for number in range(3))
    issue = edition(*((item,) for item in long))
    made = make_up_issue(issue)
    assert_whole(issue, made)
    where = {page.number: {module.article_id: module for module in page.modules} for page in made.pages}
    jumps = 0
    for page in made.pages:
        for module in page.modules:
            if module.continued_to:
                assert where[module.continued_to][module.article_id].continued_from == page.number
                line = next(
                    box
                    for box in module.elements
                    if getattr(box, "role", "") == "jump" and "下转" in box.lines[0].text
                )
                assert line.lines[0].text == f"下转第{module.continued_to:02d}版"
                jumps += 1
    assert jumps >= 6
    front = "".join(
        line.text for box in made.pages[0].furniture if isinstance(box, TextBox) for line in box.lines
    )
    assert f"今日{len(made.pages)}版" in front
    told = {item.message for item in made.findings if item.rule == "P-001"}
    assert len(told) == 3


@pytest.mark.parametrize(
    "keys",
    [
        {"notes": (Note(id="n", label="1", blocks=(Paragraph(runs=(Run(text=prose(9000)),)),)),)},
        {
            "editor_note": (
                Paragraph(runs=(Run(text=prose(8000)),)),
                Paragraph(runs=(Run(text=prose(900, 5)),)),
            )
        },
        {
            "body": (
                Table(
                    header=((Run(text="列"),),),
                    rows=(((Run(text=prose(9000)),),), ((Run(text="末"),),)),
                    align=(Align.LEFT,),
                ),
            )
        },
        {"body": (Callout(items=tuple((Run(text=prose(300, number)),) for number in range(30))),)},
        {
            "body": (
                Chart(
                    type=ChartType.FIGURES,
                    data=tuple(Datum(label=f"项{n}", value=f"{n}个", amount=n) for n in range(400)),
                ),
            )
        },
    ],
    ids=["notes", "editor's note", "cell", "key facts", "chart"],
)
def test_whatever_is_longer_than_a_page_continues(keys):
    issue = edition((article("a", 60, **keys),))
    made = make_up_issue(issue)
    assert len(made.pages) > 1
    assert_sound(made)
    assert_whole(issue, made)


def test_a_headline_without_end_is_set_whole_and_told_of_in_brief():
    issue = edition((article("b", 900), article("a", 2500, title="报" * 1500)))
    made = make_up_issue(issue)
    assert_whole(issue, made)
    named = [item for item in made.findings if "报报" in item.message]
    assert named
    assert all(len(item.message) < 140 and item.hint for item in named)


def test_a_headline_higher_than_the_page_is_an_error():
    with pytest.raises(PublishError) as caught:
        make_up_issue(edition((article("a", 60, title="标题" * 4000),)))
    assert caught.value.findings[0].rule == "P-003"
    assert "标题" in caught.value.findings[0].message


def test_a_paragraph_of_many_pages_continues():
    issue = edition((article("a", 20_000),))
    made = make_up_issue(issue)
    assert len(made.pages) >= 4
    assert_whole(issue, made)


def test_too_many_articles_wait_whole():
    issue = edition(tuple(article(f"a{number}", 700) for number in range(14)))
    made = make_up_issue(issue)
    assert_sound(made)
    assert_whole(issue, made)
    assert len(made.pages) >= 2


def test_a_long_list_is_parted_between_its_lines():
    items = tuple((Paragraph(runs=(Run(text=prose(60, number)),)),) for number in range(200))
    issue = edition((article("a", body=(ListBlock(items=items, ordered=True),)),))
    made = make_up_issue(issue)
    assert len(made.pages) > 1
    assert_sound(made)
    assert_whole(issue, made)


def test_pictures_keep_their_place(tmp_path):
    photos = tuple(
        picture(tmp_path, 600 + number, 400, caption=(Run(text=f"图{number}"),), credit="本报")
        for number in range(3)
    )
    issue = edition(
        (article("a", 400, 300, images=photos), article("p", 30, kind=Kind.PHOTO, images=photos[:1]))
    )
    made = make_up_issue(issue)
    assert_sound(made)
    assert_whole(issue, made)
    assert (
        sum(isinstance(box, PictureBox) for module in made.pages[0].modules for box in module.elements) == 4
    )


def test_pictures_without_text_make_a_page(tmp_path):
    made = make_up_issue(edition((article("p", kind=Kind.PHOTO, body=(), images=(picture(tmp_path),)),)))
    assert isinstance(made.pages[0].modules[0].elements[-1], PictureBox)


def test_advertisements_stand_at_the_foot(tmp_path):
    banner = Ad(image=picture(tmp_path, 800, 120), size="banner")
    eighth = Ad(image=picture(tmp_path, 400, 300), size="eighth")
    page = Page(number=2, name="广告", articles=(article("a", 300),), ads=(banner, eighth, eighth))
    made = make_up_issue(edition(made=(page,)))
    ads = [box for box in made.pages[0].furniture if isinstance(box, PictureBox) and box.role == "ad"]
    assert len(ads) == 3
    assert ads[1].y == ads[2].y
    assert ads[1].x < ads[2].x
    text_foot = made.pages[0].modules[0].rect
    assert all(text_foot.y + text_foot.height <= ad.y for ad in ads)
    assert max(ad.y + ad.height for ad in ads) <= SMALL.y(SMALL.rows)


def test_a_page_without_room_is_an_error(tmp_path):
    full = Ad(image=picture(tmp_path, 400, 600), size="full")
    page = Page(number=2, name="广告", articles=(article("a", 300),), ads=(full,))
    with pytest.raises(PublishError) as caught:
        make_up_issue(edition(made=(page,)))
    assert caught.value.code == ExitCode.MAKE_UP
    assert caught.value.findings[0].rule == "P-003"


def test_a_page_of_one_advertisement(tmp_path):
    page = Page(number=2, name="广告", articles=(), ads=(Ad(image=picture(tmp_path, 400, 600), size="full"),))
    assert make_up_issue(edition(made=(page,))).pages[0].modules == ()


def test_the_front_page_refers_to_every_other_page():
    issue = edition(
        (article("a", 200),),
        (article("b", 200, title="桥头步道修通"),),
        (article("c", 200, title="梅花开了"),),
    )
    front = make_up_issue(issue).pages[0]
    refers = {
        box.href: box.lines[0].text
        for box in front.furniture
        if isinstance(box, TextBox) and box.role == "refer"
    }
    assert refers == {"#article-b": "桥头步道修通", "#article-c": "梅花开了"}


@pytest.mark.parametrize("form", [TABLOID, BROADSHEET], ids=["tabloid", "broadsheet"])
def test_the_grid_is_that_of_chinese_newspapers(form):
    grid = grid_for(form)
    wanted = (79, 225.4) if form is TABLOID else (114, 352.4)
    assert grid.rows == wanted[0]
    assert grid.text_width / MM == pytest.approx(wanted[1], abs=0.1)


def test_a_page_is_a_picklable_unit_of_work():
    issue = edition((article("a", 300, 200), article("b", 150)), (article("c", 400),))
    for job in jobs(issue, tuple(faces("zh-Hans-CN").values())):
        here, there = make_up(job), make_up(pickle.loads(pickle.dumps(job)))
        assert here.page._replace(seconds=0) == there.page._replace(seconds=0)
        assert pickle.loads(pickle.dumps(here)).page.modules == here.page.modules


@pytest.mark.parametrize("language", ["zh-Hant-TW", "ja", "en"])
def test_other_languages(language):
    text = (
        "The library on the corner has been open every evening since spring. " * 12
        if language == "en"
        else prose(500)
    )
    body = (Paragraph(runs=(Run(text=text),)),)
    issue = edition((article("a", body=body),), (article("b", body=body),), language=language)
    made = make_up_issue(issue)
    assert_sound(made)
    assert_whole(issue, made)


LENGTHS = st.lists(st.integers(20, 500), min_size=1, max_size=4)


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.tuples(LENGTHS, st.integers(1, 5)), min_size=1, max_size=8),
    st.sampled_from([TABLOID, BROADSHEET]),
)
def test_any_page_holds_what_must_hold(articles, form):
    issue = edition(
        tuple(
            article(f"a{number}", *lengths, priority=priority)
            for number, (lengths, priority) in enumerate(articles)
        ),
        form=form,
    )
    made = make_up_issue(issue)
    assert_sound(made, form)
    assert_whole(issue, made)
