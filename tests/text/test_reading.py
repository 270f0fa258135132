from dataclasses import replace
from pathlib import Path

from publisher.errors import Position
from publisher.model import (
    Align,
    Article,
    Break,
    Callout,
    Chart,
    ChartType,
    Credit,
    Crosshead,
    Datum,
    Figure,
    Image,
    ListBlock,
    Note,
    Paragraph,
    Run,
    Table,
)
from publisher.text.reading import (
    Part,
    byline_groups,
    count_characters,
    pieces,
    reading_minutes,
    reading_text,
    run_text,
    visible,
)


def runs(text):
    return (Run(text=text),)


def para(text):
    return Paragraph(runs=runs(text))


def image(caption, credit):
    return Image(
        src="a.png", path=Path("a.png"), digest="0", media_type="image/png", width=1, height=1,
        caption=runs(caption), credit=credit, alt="不算",
    )  # fmt: skip


DATUM = Datum(label="标", value="1", amount=1, note="说")
FULL = Article(
    id="full", where=Position("a.md"), title=("题一", "题二"), kicker="引", deck=("副",), summary=("提",),
    byline=(Credit(name="程龙", role="记者"), Credit(name="潘", role="记者"), Credit(name="王")),
    dateline="电", column="栏", images=(image("自图", "自摄"),), editor_note=(para("按"),), source="源",
    body=(
        Paragraph(runs=(Run(text="甲", ruby="jiǎ"), Run(text="\n"), Run(text="乙", note="n"))),
        Crosshead(runs=runs("小标")),
        Callout(items=(runs("点"),)),
        ListBlock(items=((para("项"), ListBlock(items=((para("子"),),))),)),
        Table(header=(runs("头"),), rows=((runs("格"),),), align=(Align.LEFT,)),
        Figure(image=image("文图", "文摄")),
        Break(),
        Chart(type=ChartType.BARS, title="图", unit="元", note="注", data=(DATUM,)),
    ),
    notes=(Note(id="n", label="①", blocks=(para("脚"),)),),
)  # fmt: skip


def test_every_string_in_canonical_order():
    assert list(reading_text(FULL)) == [
        "引", "题一", "题二", "副", "记者", "程龙", "潘", "王", "提", "按", "电",
        "甲\n乙", "小标", "点", "项", "子", "头", "格",
        "文图", "文摄", "图", "元", "标", "1", "说", "注", "①", "脚", "源",
        "自图", "自摄",
    ]  # fmt: skip


def test_parts_tell_what_make_up_may_move():
    found = {piece.text: piece.part for piece in pieces(FULL)}
    assert (found["文图"], found["自图"]) == (Part.FIGURE, Part.CAPTION)
    assert (found["按"], found["电"], found["甲\n乙"]) == (Part.EDITOR_NOTE, Part.DATELINE, Part.BODY)
    assert (found["头"], found["标"], found["脚"]) == (Part.TABLE, Part.CHART, Part.NOTE)


def test_readings_follow_their_base_when_asked_for():
    assert "甲jiǎ\n乙" in list(reading_text(FULL, readings=True))
    assert run_text((Run(text="漢", ruby="hàn"),)) == "漢"


def test_count_leaves_out_spaces_and_what_leaves_no_mark():
    assert count_characters(FULL) == len(
        "引题一题二副记者程龙潘王提按电甲乙小标点项子头格文图文摄图元标1说注①脚源自图自摄"
    )
    assert visible(" 甲\u3000乙\t\n\u00a0\u200b\u200d\u00ad\x00\ud800\ufffe丙e\u0301") == "甲乙丙e\u0301"


def test_names_of_one_role_stand_together():
    line = tuple(
        Credit(name=name, role=role) for name, role in (("a", "x"), ("b", "x"), ("c", ""), ("d", "x"))
    )
    assert byline_groups(line) == (("x", ("a", "b")), ("", ("c",)), ("x", ("d",)))
    assert byline_groups(()) == ()


def test_letters_of_other_alphabets_are_read_as_fast_as_latin_ones():
    def minutes(text):
        return reading_minutes(replace(FULL, body=(para(text),)))

    assert minutes("мама " * 2500) == minutes("mama " * 2500) == 10
    assert minutes("汉字" * 2000) == 10
