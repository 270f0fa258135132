"""The words of the manifest come out of the PDF as they went in, whoever takes them out."""

import re
from pathlib import Path

import pytest
from extraction import analysed, extractions, foreign, lacking, respaced
from making import article, edition, prose
from test_upright import stood, with_head

from publisher.makeup.issue import make_up_issue
from publisher.manifest import find_editions, load
from publisher.model import Credit, Crosshead, Paragraph, Run
from publisher.outputs import pdf
from publisher.text.reading import visible

EDITIONS = Path(__file__).parents[3] / "editions"
#: Narrow columns set it loose; digits, Latin words and marks that are squeezed stand among the characters.
MIXED = (
    "他说：“春天（2024年）的GDP增长5.2%，比上年高0.3个百分点。”会后，OpenAI与华为Mate60的展台前排起长队；"
    "“排了40分钟”，《云津晚报》记者在现场看到。全长143.5公里的步道由31家单位腾退岸线，最宽处有120米……"
)
#: Spaces that are the article's own, among words and among characters.
SPACED = (
    "他说：“Beware of bugs in the above code; I have only proved it correct, not tried it.” 高德纳 Donald Knuth 生于1938年，"
    "写了 TeX 和 METAFONT，版本号3.141592653逼近π。"
)
#: Characters that fonts like to show by the glyph of another: radicals, compatibility forms, old shapes.
TWINS = "⼀一里裏裡理立行见見车車贝貝长長门門青靑角⻆黑鼠龙龍户戶面麵食⻝高髙"
HAN_TWINS = "".join(char for char in TWINS if "\u4e00" <= char <= "\u9fff")
BYLINE = (
    Credit(role="本报记者", name="程龙"),
    Credit(role="本报记者", name="茹志鹃"),
    Credit(role="摄影", name="王琦"),
)


def small():
    """An edition with all that is set otherwise: dots, readings, names, lists, tables, Latin words, squeezed marks."""
    body = (
        Paragraph(runs=(Run(text=MIXED),)),
        Crosshead(runs=(Run(text="三个“第一”：2024年看什么"),)),
        Paragraph(
            runs=(
                Run(text="着重的字"),
                Run(text="下面有点", emphasis=True),
                Run(text="，后面没有。" + prose(60)),
            )
        ),
        Paragraph(runs=(Run(text="人名"), Run(text="茹志鹃", proper_name=True), Run(text="下面有线。"))),
        Paragraph(
            runs=(Run(text="一只"), Run(text="鳾", ruby="shī"), Run(text="倒着走下树干。" + prose(50)))
        ),
        Paragraph(runs=(Run(text=HAN_TWINS + "。" + MIXED),)),
        *(Paragraph(runs=(Run(text=text),)) for text in (SPACED, MIXED[4:] + SPACED, SPACED[9:] + MIXED)),
    )
    return edition(
        (
            article("a", title="他说：“春天12日到”——GDP增5.2%，雨水……", body=body, byline=BYLINE),
            *(article(f"n{at}", 500, title=f"第{at}篇：写了{at}00个字") for at in range(3)),
        )
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory, setter):
    folder = tmp_path_factory.mktemp("extraction")
    issue = small()
    made = make_up_issue(issue)
    assert pdf.write(issue, made, folder / "whole.pdf", None).findings == ()
    head = edition((article("v", 90, title="他说：“春天12日到”——GDP增5.2%，雨水……"),))
    upright = with_head(make_up_issue(head), stood(setter))
    pdf.write(head, upright, folder / "upright.pdf", None)
    return issue, folder / "whole.pdf", head, folder / "upright.pdf"


@pytest.mark.parametrize("name", ["poppler", "mupdf", "pdfminer"])
def test_the_words_come_out_as_they_went_in(printed, name):
    issue, path, _, _ = printed
    text = extractions(path)[name]
    assert lacking(text, issue) == []
    assert foreign(text, issue) == set()


@pytest.mark.parametrize("name", ["poppler", "mupdf", "pdfminer"])
def test_no_white_space_comes_in_and_none_is_lost(printed, name):
    issue, path, _, _ = printed
    text = {**extractions(path), "pdfminer": analysed(path)["pdfminer"]}[name]
    different, held = respaced(text, issue)
    assert different == []
    assert held == 9


@pytest.mark.parametrize("name", ["poppler", "mupdf", "pdfminer"])
def test_a_name_of_two_characters_is_whole_though_it_takes_the_room_of_three(printed, name):
    _, path, _, _ = printed
    text = {**extractions(path), "pdfminer": analysed(path)["pdfminer"]}[name]
    assert re.search("本报记者 程龙 茹志鹃[ \u3000]摄影 王琦", text)


@pytest.mark.parametrize("name", ["poppler", "mupdf", "pdfminer"])
def test_a_vertical_headline_comes_out_in_order(printed, name):
    _, _, issue, path = printed
    text = extractions(path)[name]
    assert lacking(text, issue) == []
    assert foreign(text, issue) == set()


@pytest.mark.parametrize("name", ["poppler", "pdfminer"])
def test_who_looks_for_the_order_finds_the_same_characters(printed, name):
    issue, path, _, _ = printed
    found = analysed(path)[name]
    assert foreign(found, issue) == set()
    assert sorted(visible(found)) == sorted(visible(extractions(path)[name]))


@pytest.mark.proof
@pytest.mark.parametrize("name", ["poppler", "mupdf", "pdfminer"])
@pytest.mark.parametrize(
    "folder", [item.folder for item in find_editions(EDITIONS)], ids=lambda item: item.name
)
def test_the_words_of_the_samples_come_out(folder, name, tmp_path):
    issue = load(folder).edition
    made = make_up_issue(issue)
    pdf.write(issue, made, tmp_path / "whole.pdf", None)
    assert foreign(extractions(tmp_path / "whole.pdf")[name], issue) == set()
    text = {**extractions(tmp_path / "whole.pdf"), "pdfminer": analysed(tmp_path / "whole.pdf")["pdfminer"]}
    assert respaced(text[name], issue)[0] == []
