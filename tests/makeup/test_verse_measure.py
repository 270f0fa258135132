"""The measure of verse: as wide as its longest verse wherever the page has room for that."""

import pytest
from making import article
from test_module import shaper_of

from publisher.model import Kind, Paragraph, Run
from publisher.typeset.verse import verse_widths

WINE = (
    "君不见黄河之水天上来，奔流到海不复回。\n人生得意须尽欢，莫使金樽空对月。\n"
    "五花马，千金裘，呼儿将出换美酒，与尔同销万古愁。"
)
TYGER = "Tyger Tyger, burning bright,\nIn the forests of the night;\nWhat immortal hand or eye"


def poem_of(text, copies=1):
    stanza = Paragraph(runs=(Run(text=text),))
    return article("p", kind=Kind.POEM, body=(stanza,) * copies, title="诗")


@pytest.mark.parametrize("copies", [1, 4])
@pytest.mark.parametrize("text", [WINE, TYGER])
def test_a_wide_module_takes_verses_whole(grid, setter, text, copies):
    poem = poem_of(text, copies)
    widest = max(verse_widths(poem, setter))
    shaper = shaper_of(poem, grid, setter)
    for columns in (3, 4, 6):
        best = min(shaper.shapes(columns), key=lambda shape: shape.cost)
        assert best.measure >= widest


def test_a_module_too_narrow_for_its_verses_is_dear(grid, setter):
    shaper = shaper_of(poem_of(WINE), grid, setter)
    one, three = (min(shape.cost for shape in shaper.shapes(columns)) for columns in (1, 3))
    assert one > three + 40
