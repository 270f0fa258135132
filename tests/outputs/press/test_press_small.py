"""What the press could not print as it stands on screen: thin lines, small type in several inks, shapes without an inside."""

import re

import pytest
from pikepdf import Array, Dictionary, Name, Stream
from press_files import PROFILE, finished, page_file

from publisher.outputs.press.inks import BLACK, Separation

RED = b"0.6157 0.1098 0.1255 rg "


@pytest.fixture(scope="module")
def separation():
    return Separation(PROFILE, 220)


def shown(content, **resources):
    """Return the inks in which each piece of text is filled, in order."""
    fonts = Dictionary(f=Dictionary(Type=Name.Font, Subtype=Name.Type0))
    _, made = finished(content, Font=fonts, limit=220.0, **resources)
    found, inks = [], None
    for written in re.finditer(rb"((?:[\d.]+ ){4})k|<\d+> Tj", made):
        if written[1]:
            inks = tuple(map(float, written[1].split()))
        else:
            found.append(inks)
    return found


def test_small_type_is_set_in_one_ink_and_large_type_in_its_own():
    large, small, again = shown(RED + b"BT /f 12 Tf <01> Tj ET BT /f 9 Tf <01> Tj ET BT /f 10 Tf <01> Tj ET")
    assert sum(map(bool, large)) > 1
    assert small == (0, 0, 0, 1)
    assert again == large


def test_the_size_is_that_on_the_page():
    two = b"BT /f 1 Tf 12 0 0 12 0 0 Tm <01> Tj 9 0 0 9 0 0 Tm <01> Tj ET"
    assert [sum(map(bool, inks)) for inks in shown(RED + two)] == [4, 1]
    assert [sum(map(bool, inks)) for inks in shown(b"0.5 0 0 0.5 0 0 cm " + RED + two)] == [1, 1]
    # In a form it is told from where the form stands.
    pdf = page_file(b"0.5 0 0 0.5 0 0 cm /a Do")
    form = Stream(pdf, RED + b"BT /f 12 Tf <01> Tj ET")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 99, 99])
    form.Resources = Dictionary(Font=Dictionary(f=Dictionary(Type=Name.Font, Subtype=Name.Type0)))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(a=pdf.make_indirect(form)))
    made, _ = finished(b"", pdf=pdf)
    assert b"0 0 0 1 k" in made.pages[0].obj.Resources.XObject.a.read_bytes()


def test_small_black_type_overprints_whatever_colour_it_had():
    fonts = Dictionary(f=Dictionary(Type=Name.Font, Subtype=Name.Type0))
    _, made = finished(RED + b"BT /f 9 Tf <01> Tj ET 0 0 9 9 re f", Font=fonts)
    before, after = made.split(b"<01> Tj")
    assert before.rstrip().endswith((b"/Over11 gs", b"0 0 0 1 k"))
    assert b"/Over10 gs" in after


def test_light_small_type_keeps_its_strongest_ink(separation):
    assert separation.small((0.62, 0.11, 0.13)) == BLACK
    gold = separation.small((0.98, 0.86, 0.3))
    assert (gold.yellow > 0.5, gold.cyan, gold.magenta, gold.black) == (True, 0, 0, 0)
    assert separation.small((1.0, 1.0, 1.0)) == (0, 0, 0, 0)


def test_lines_are_no_thinner_than_the_press_prints():
    _, made = finished(
        b"0.1 w 0 0 m 9 9 l S q 0.1 0 0 0.1 0 0 cm 0 0 m 9 9 l S 1 w 0 0 m 9 9 l S 5 w Q 2 w 0 0 m 9 9 l S"
    )
    assert re.findall(rb"([\d.]+) w", made) == [b"0.25", b"2.5", b"2.5", b"5", b"2"]
    # A line of the usual width that a matrix makes thin.
    _, made = finished(b"0.01 0 0 0.01 0 0 cm 0 0 m 9 9 l S")
    assert re.findall(rb"([\d.]+) w", made) == [b"25"]


def test_what_encloses_nothing_is_not_filled():
    _, made = finished(b"0 0 m 9 9 l B 0 0 m 9 9 l f 0 0 m 9 0 l 4 0 l h f 0 0 m 9 0 l 0 9 l f")
    assert b"0 0 m 9 9 l S" in made
    assert b"0 0 m 9 9 l n" in made
    assert b"0 0 m 9 0 l 0 9 l f" in made
