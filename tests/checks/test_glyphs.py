"""Missing glyphs are named with their place; glyphs that another typeface lends are named too."""

from dataclasses import replace

from making import article, edition, paragraphs

from publisher.checks.glyphs import check_directions, check_faces, check_glyphs
from publisher.errors import Position
from publisher.makeup.issue import make_up_issue
from publisher.model import Chart, ChartType, Datum, Image, Paragraph, Run, Typeface
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


def test_a_font_that_lacks_the_script_is_not_replaced_in_silence(tmp_path):
    path = tmp_path / "Latin.otf"
    path.write_bytes(subset(faces("zh-Hans-CN")["song"], "abcdefghijklmnopqrstuvwxyz 0123456789"))
    chosen = (Typeface(role="song", where=Position("publication.yaml", 3, 1), path=path),)
    issue = edition((article("a", body=paragraphs(200)),))
    issue = replace(issue, publication=replace(issue.publication, fonts=chosen))
    found = [fault for fault in check_faces(issue, make_up_issue(issue)) if fault.where == chosen[0].where]
    assert [fault.rule for fault in found] == ["T-005"]
    assert "Latin" in found[0].message


def _picture(tmp_path, words):
    path = tmp_path / "a.svg"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg"><style>x</style><text x="1">{words}</text></svg>', "utf-8"
    )
    return Image(
        src="a.svg", path=path, digest=words, media_type="image/svg+xml", width=30, height=20, alt="图"
    )


def test_the_words_of_drawings_are_looked_at(tmp_path, all_faces):
    issue = edition((article("a", 60, images=(_picture(tmp_path, f"字<tspan>Hi</tspan>&amp;{RARE}"),)),))
    (fault,) = check_glyphs(issue, all_faces)
    assert (fault.rule, fault.where) == ("T-001", Position("a.md", 2, 1))
    assert f"{RARE} U+323AF" in fault.message
    assert (
        list(check_glyphs(edition((article("a", 60, images=(_picture(tmp_path, "字Hi&amp;"),)),)), all_faces))
        == []
    )


def test_the_words_of_charts_are_looked_at(all_faces):
    chart = Chart(type=ChartType.BARS, data=(Datum(label=f"甲{RARE}", value="1", amount=1),))
    (fault,) = check_glyphs(edition((article("a", body=(*paragraphs(60), chart)),)), all_faces)
    assert RARE in fault.message


def test_a_combining_mark_is_named_where_it_makes_no_character_that_there_is(all_faces):
    def found(text):
        body = (Paragraph(runs=(Run(text=text),)),)
        return list(check_glyphs(edition((article("a", body=body),)), all_faces))

    assert found("cafe\u0301 汉\u200d字 葛\ufe00") == []
    (fault,) = found("x\u0338 z\u0329")
    assert "U+0338" in fault.message
    assert "U+0329" in fault.message


def test_a_combining_mark_is_judged_by_the_face_that_sets_it(tmp_path):
    # 楷 has the stroke, 宋 has not; the font chosen for 黑 has not even the macron, which 宋 has.
    struck, long = "x\u0338", "n\u0304"
    path = tmp_path / "MyHei.otf"
    path.write_bytes(subset(faces("zh-Hans-CN")["hei"], "社区图书馆开放到晚上十点n"))
    chosen = (Typeface(role="hei", where=Position("publication.yaml", 3, 1), path=path),)

    def found(**keys):
        issue = edition((article("a", **{"body": paragraphs(200), **keys}),))
        issue = replace(issue, publication=replace(issue.publication, fonts=chosen))
        made = make_up_issue(issue)
        return [item.message for item in check_glyphs(issue, made.faces, made.pages)]

    assert found(source=f"书{struck}") == []
    assert found(body=(*paragraphs(200), Paragraph(runs=(Run(text=f"书{long}"),)))) == []
    (told,) = found(body=(*paragraphs(200), Paragraph(runs=(Run(text=f"书{struck}"),))))
    assert "U+0338" in told
    (told,) = found(body=(*paragraphs(200), Paragraph(runs=(Run(text="用"), Run(text=long, code=True)))))
    assert "U+0304" in told


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
