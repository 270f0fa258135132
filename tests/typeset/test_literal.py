"""Literals: every space at its width, no indent but their own, and what is too long hung below its line."""

import pytest

from publisher.model import Paragraph, Run
from publisher.text.reading import visible
from publisher.typeset.galley import Galley
from publisher.typeset.slugs import SlugRole, words

CODE = "def f(x):\n    return x + 1   # 一行很长很长的代码，一行很长很长的代码\n\n  y =  f(2)"


def literal(text):
    runs = []
    for line in text.split("\n"):
        runs += [Run(text="\n")] if runs else []
        runs += [Run(text=line, code=True)] if line else []
    return Paragraph(runs=tuple(runs))


def test_every_letter_and_space_takes_half_an_em(setter):
    size = setter.book.literal.size
    lines = [slug.lines[0] for slug in Galley(setter, 500.0, 60).set_block(literal(CODE)) if slug.lines]
    assert [line.text.replace("\u00a0", " ") for line in lines] == [line for line in CODE.split("\n") if line]
    for line in lines:
        half = sum(1 if char.isascii() or char == "\u00a0" else 2 for char in line.text)
        assert line.offset == 0.0
        assert line.width == pytest.approx(half * size / 2)


def test_an_empty_line_is_a_row_of_white(setter):
    roles = [slug.role for slug in Galley(setter, 500.0, 60).set_block(literal(CODE))]
    assert roles == [SlugRole.BODY, SlugRole.BODY, SlugRole.SPACE, SlugRole.BODY]


def test_tabs_and_wide_spaces_have_their_width(setter):
    size = setter.book.literal.size
    slug = Galley(setter, 500.0, 60).set_block(literal("\tx\u3000y"))[0]
    assert slug.lines[0].width == pytest.approx(8 * size / 2)


@pytest.mark.parametrize("ems", [9, 13, 20])
def test_a_long_line_is_wrapped_further_in_than_it_begins(setter, ems):
    text = CODE + "\n" + "x" * 200
    slugs = Galley(setter, ems * 9.0, 60).set_block(literal(text))
    lines = [line for slug in slugs for line in slug.lines]
    assert visible("".join(words(slug) for slug in slugs)) == visible(text)
    assert all(line.offset + line.width <= ems * 9.0 + 0.1 for line in lines)
    begun = [line.text.replace("\u00a0", " ") for line in lines if not line.offset]
    assert len(begun) == 4
    assert begun[1].startswith("    return")


def test_a_paragraph_that_begins_with_code_is_a_paragraph(setter):
    runs = (Run(text="print", code=True), Run(text="印出一行字"))
    slug = Galley(setter, 200.0, 60).set_block(Paragraph(runs=runs))[0]
    assert slug.lines[0].offset == pytest.approx(2 * setter.book.em)
