"""Missing glyphs are named with their place; glyphs that another typeface lends are named too."""

from dataclasses import replace

from making import article, edition, paragraphs

from publisher.checks.glyphs import check_directions, check_faces, check_glyphs
from publisher.errors import Position
from publisher.makeup.issue import make_up_issue
from publisher.model import Paragraph, Run, Typeface
from publisher.typeset.fonts import faces, subset

#: A character of CJK Extension H, in no installed typeface.
RARE = "\U000323af"


def test_a_missing_character_is_named_with_its_code_point_and_the_words_around_it(all_faces):
    body = (Paragraph(runs=(Run(text=f"老街上的小店卖一碗{RARE}面，{RARE}面很好吃。"),)),)
    issue = edition((article("a", 60), article("b", body=body)))
    (fault,) = check_glyphs(issue, all_faces)
    assert (fault.rule, fault.where) == ("T-001", Position("b.md", 2, 1))
    assert f"{RARE} U+323AF" in fault.message
    assert f"的小店卖一碗{RARE}面，{RARE}面很好"[:8] in fault.message


def test_the_words_of_the_paper_are_looked_at(all_faces):
    issue = edition((article("a", 60),))
    issue = replace(issue, publication=replace(issue.publication, name=f"{RARE}报"))
    (fault,) = check_glyphs(issue, all_faces)
    assert fault.where is None
    assert RARE in fault.message


def test_characters_that_another_typeface_lends_are_named(tmp_path):
    path = tmp_path / "MyFang.otf"
    path.write_bytes(subset(faces("zh-Hans-CN")["kai"], "社区图书馆开放到晚上"))
    chosen = (Typeface(role="fang", where=Position("publication.yaml", 3, 1), path=path),)
    issue = edition((article("a", body=paragraphs(200), deck=("社区图书馆开放到晚上十点",)),))
    issue = replace(issue, publication=replace(issue.publication, fonts=chosen))
    (fault,) = check_faces(issue, make_up_issue(issue))
    assert fault.rule == "T-005"
    assert "十 U+5341 点 U+70B9" in fault.message
    assert "MyFang" in fault.message
    assert "NotoSerifCJK-Regular" in fault.message


def test_nothing_is_lent_where_every_typeface_has_its_glyphs():
    issue = edition((article("a", body=paragraphs(200), deck=("社区图书馆开放到晚上十点",)),))
    assert list(check_faces(issue, make_up_issue(issue))) == []


def test_text_from_right_to_left_is_named_once_for_each_article():
    hebrew, arabic = "他说שלום עולם。", "مدينة"
    body = (Paragraph(runs=(Run(text=hebrew),)), Paragraph(runs=(Run(text=hebrew),)))
    issue = edition((article("a", body=body), article("b", title=arabic), article("c", 60)))
    found = list(check_directions(issue))
    assert [item.rule for item in found] == ["T-008", "T-008"]
    assert "שלום עולם" in found[0].message
    assert arabic in found[1].message
    assert list(check_directions(edition((article("c", 60),)))) == []
