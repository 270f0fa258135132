"""Pull quotes: whole sentences of the article that fill their room, what somebody said first; they add no text to it."""

from dataclasses import replace

import pytest
from making import article, paragraphs, picture
from test_module import assert_sound, shaper_of

from publisher.makeup.layout import RuleBox, TextBox
from publisher.makeup.module import realise
from publisher.makeup.quote import LEAST, MOST, pull_quote
from publisher.model import Kind, Paragraph, Run
from publisher.text.reading import visible

SAID = "以前下雨天出门要绕一大圈，现在抬脚就到"
TOLD = "梅花比往年早开了半个月。"


#: With it an article is long enough to be quoted, and has no sentence more.
LONG = "很" * 320
OPENING = "开头一段话也够长了。"


def bare(*texts, **keys):
    return article("a", body=tuple(Paragraph(runs=(Run(text=text),)) for text in texts), **keys)


def story(*texts, **keys):
    return bare(OPENING, *texts, LONG, **keys)


def pulled(story, setter, grid, heights=range(LEAST, MOST + 1)):
    """Return what is pulled where there are so many rows, or in the first of any heights in which something is."""
    made = (pull_quote(story, grid.span(2), rows, setter) for rows in heights)
    found = next(filter(None, made), None)
    return "".join(line.text for line in found[1].lines) if found else ""


@pytest.mark.parametrize("rows", range(LEAST, MOST + 1))
def test_it_fills_its_room_and_does_not_leave_it(setter, grid, rows):
    found = pull_quote(story(TOLD, f"他说：“{SAID}。”"), grid.span(2), rows, setter)
    for frame, box in [found] if found else []:
        assert isinstance(frame, RuleBox)
        assert isinstance(box, TextBox)
        height = len(box.lines) * box.line_height
        assert 0 < frame.y < box.y < box.y + height < frame.y + frame.height < rows * grid.leading
        assert box.x + box.width <= grid.span(2)
        assert height > 0.3 * rows * grid.leading
    assert found or rows > 12 or rows == LEAST


def test_what_somebody_said_goes_before_what_is_told(setter, grid):
    assert visible(pulled(story(TOLD, f"他说：“{SAID}。”"), setter, grid, [9])) == SAID
    assert visible(pulled(story(TOLD), setter, grid, [9])) == TOLD


@pytest.mark.parametrize("rows", [0, LEAST - 1, MOST + 1])
def test_there_is_none_in_too_little_and_in_too_much_room(setter, grid, rows):
    assert pulled(story(TOLD), setter, grid, [rows]) == ""


@pytest.mark.parametrize("kind", [Kind.POEM, Kind.NOTICE, Kind.BRIEF, Kind.DOCUMENT])
def test_nothing_is_pulled_from_what_is_one_piece(setter, grid, kind):
    assert pulled(story(TOLD, kind=kind), setter, grid) == ""


@pytest.mark.parametrize("text", ["短。", "很" * 60 + "长。", "没有句号的一段文字不成句子"])
def test_only_sentences_of_some_length_are_worth_it(setter, grid, text):
    assert pulled(story(text), setter, grid) == ""


def test_no_mark_stands_without_its_fellow(setter, grid):
    text = "他说：“我们不图别的。图快。”说完他就走进了图书馆里。河边的步道（今年春天开放。其余在秋天）修到了桥头。"
    assert pulled(story(text), setter, grid) == ""


def test_calls_of_notes_and_superscripts_are_not_taken_for_words(setter, grid):
    call = Run(text="1", raised=True, note="n")
    runs = (Run(text=TOLD[:-1]), call, Run(text="。"))
    noted = Paragraph(runs=runs)
    assert pulled(article("a", body=(noted, noted, *bare(LONG).body)), setter, grid) == ""
    assert visible(pulled(article("a", body=(noted, noted, *bare(TOLD, LONG).body)), setter, grid)) == TOLD


def test_neither_how_it_begins_nor_a_short_story_is_quoted(setter, grid):
    assert pulled(bare(TOLD, LONG), setter, grid) == ""
    assert visible(pulled(bare(OPENING, TOLD, LONG), setter, grid)) == TOLD
    assert pulled(bare(OPENING, TOLD, LONG[:150]), setter, grid) == ""


def test_a_module_with_one_has_the_same_text(setter, grid):
    made = story(TOLD, *("河边的步道修到了桥头，" * 9 + "。" for _ in range(4)))
    shaper = shaper_of(replace(made, body=(*made.body, *paragraphs(200))), grid, setter)
    quotes = 0
    for shape in shaper.shapes(3):
        module, _, _ = realise(shaper, shape, 0, 0, shape.rows + 12)
        assert_sound(shaper.article, module)
        quotes += any(getattr(box, "role", "") == "pull-quote" for box in module.elements)
    assert quotes


def test_one_stands_in_the_column_that_is_open_most(setter, grid, tmp_path):
    """A picture in the text finds no room at the foot of the first column, and text does not run past it."""
    images = (picture(tmp_path, 300, 200), picture(tmp_path, 300, 330))
    made = replace(story(TOLD, *("河边的步道修到了桥头，" * 9 + "。" for _ in range(5))), images=images)
    shaper = shaper_of(made, grid, setter)
    found = set()
    for shape in (shape for shape in shaper.shapes(2, whole=False) if shape.measures == 2):
        for rows in range(shape.rows, min(shape.full, 40)):
            module, _, complete = realise(shaper, shape, 0, 0, rows, jump="下转第02版")
            boxes = [box for box in module.elements if isinstance(box, TextBox)]
            quotes = [box for box in boxes if box.role == "pull-quote"]
            assert len(quotes) <= 1
            lines = {round(box.y) for box in boxes if box.role == "jump"}
            for quote in quotes:
                assert not complete
                others = [box for box in boxes if box is not quote and abs(box.x - quote.x) < grid.em * 3]
                foot = quote.y + quote.line_height * len(quote.lines)
                assert all(
                    box.y + box.line_height * len(box.lines) <= quote.y or box.y >= foot for box in others
                )
                found.add(quote.x < module.rect.x + module.rect.width / 2 and bool(lines))
    assert True in found
