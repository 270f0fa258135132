"""Fillers: they fill pages that have too little copy, and no others; they are no articles of the issue."""

from dataclasses import replace

import pytest
from making import article, edition, picture
from stories import page_of, stories
from test_page import assert_sound, assert_whole

from publisher.makeup import page as page_module
from publisher.makeup.issue import found_faces, jobs, make_up_issue
from publisher.makeup.layout import PictureBox, TextBox
from publisher.model import Kind, Run
from publisher.outputs.report import report


@pytest.fixture
def fillers(tmp_path):
    reading = article("filler-1", title="读一本书", kind=Kind.BRIEF, priority=5, body=article("x", 60).body)
    water = picture(tmp_path, 600, 300, caption=(Run(text="节约用水"),))
    return reading, replace(
        article("filler-2", kind=Kind.PHOTO, priority=5, images=(water,)), title=(), body=()
    )


def issue(fillers, *pages):
    made = edition(made=pages)
    return replace(made, publication=replace(made.publication, fillers=fillers))


def shown(page):
    """Return which fillers stand on a page."""
    words = "".join(line.text for box in page.furniture if isinstance(box, TextBox) for line in box.lines)
    drawn = any(isinstance(box, PictureBox) and box.role == "picture" for box in page.furniture)
    return {name for name, there in (("reading", "读一本书" in words), ("water", drawn)) if there}


THIN = page_of(stories(3))


def test_a_thin_page_is_filled(fillers):
    without, with_ = issue((), THIN), issue(fillers, THIN)
    thin, filled = make_up_issue(without), make_up_issue(with_)
    assert shown(filled.pages[0])
    assert shown(thin.pages[0]) == set()
    assert filled.pages[0].blank_lines + 2 < thin.pages[0].blank_lines
    assert_sound(filled)
    assert_whole(with_, filled)


def test_fillers_stand_where_nothing_else_does(fillers):
    page = make_up_issue(issue(fillers, THIN)).pages[0]
    frames = [module.rect for module in page.modules]
    furniture = [box for box in page.furniture if getattr(box, "role", "") in {"headline", "body", "picture"}]
    assert furniture
    for box in furniture:
        for rect in frames:
            across = min(box.x + box.width, rect.x + rect.width) - max(box.x, rect.x)
            down = min(box.y + 1, rect.y + rect.height) - max(box.y, rect.y)
            assert across <= 0.01 or down <= 0.01


def test_fillers_are_no_articles(fillers):
    edition = issue(fillers, THIN)
    made = make_up_issue(edition)
    assert {module.article_id for module in made.pages[0].modules} == {"a0", "a1", "a2"}
    told = report(edition, made, {}, (), {})
    assert told["pages"][0]["articles"] == 3
    assert [item["id"] for item in told["articles"]] == ["a0", "a1", "a2"]


def test_a_full_page_has_none(fillers):
    full = page_of((*stories(), *(article(f"b{number}", 330, priority=4) for number in range(3))))
    made = make_up_issue(issue(fillers, full))
    assert made.pages[0].fill > 0.985
    assert shown(made.pages[0]) == set()


def test_what_fills_less_than_it_is_worth_is_not_set(fillers, monkeypatch):
    monkeypatch.setattr(page_module, "_WORTH", 300)
    assert shown(make_up_issue(issue(fillers, THIN)).pages[0]) == set()


def test_each_page_begins_with_another(fillers):
    pages = [replace(page_of(stories(1)), number=number) for number in (1, 2, 3)]
    edition = issue(fillers, *pages)
    offered = [[filler.id for filler in job.fillers] for job in jobs(edition, found_faces(edition))]
    assert [names[0] for names in offered] == ["filler-2", "filler-1", "filler-2"]
    assert all(sorted(names) == ["filler-1", "filler-2"] for names in offered)
