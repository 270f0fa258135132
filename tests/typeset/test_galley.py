"""Galleys: every block on the grid, its words whole, and nothing parted from what it announces."""

import pytest
from making import article, picture, prose

from publisher.model import (
    Align,
    Article,
    Callout,
    Chart,
    ChartType,
    Crosshead,
    Datum,
    ListBlock,
    Note,
    Paragraph,
    Run,
    Table,
)
from publisher.text.reading import block_text, count_characters, visible
from publisher.typeset.galley import Galley
from publisher.typeset.slugs import SlugRole, count_set, words


def text(words_: str) -> Paragraph:
    return Paragraph(runs=(Run(text=words_),))


BLOCKS = {
    "paragraph": text(prose(150)),
    "crosshead": Crosshead(runs=(Run(text="抓防控战疫情，人民生命健康全力守护"),)),
    "callout": Callout(items=((Run(text="区级财政收入完成143.5亿元"),), (Run(text="同比增长0.3%"),))),
    "list": ListBlock(
        items=((text(prose(40)),), (text("短"), ListBlock(items=((text("里层"),),), ordered=True))),
        ordered=True,
        start=3,
    ),
    "table": Table(
        header=((Run(text="项目"),), (Run(text="数量"),)),
        rows=(
            ((Run(text="建成“美丽街区”"),), (Run(text="5条"),)),
            ((Run(text="很长的项目名称" * 5),), (Run(text="13条"),)),
        ),
        align=(Align.LEFT, Align.RIGHT),
    ),
    "chart": Chart(
        type=ChartType.BARS, title="图", unit="个", data=(Datum(label="5G基站", value="364", amount=364.0),)
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("ems", [9, 13, 35])
def test_a_block_is_set_whole(setter, name, ems):
    slugs = Galley(setter, ems * 9.0, 60).set_block(BLOCKS[name])
    wanted = visible("".join(block_text(BLOCKS[name])))
    added = sum(slug.added for slug in slugs)
    found = visible("".join(words(slug) for slug in slugs))
    assert len(found) == len(wanted) + added
    assert [char for char in found if char not in "123456789.•"] == [
        char for char in wanted if char not in "123456789.•"
    ]


@pytest.mark.parametrize("name", ["paragraph", "callout", "list", "table"])
def test_no_line_leaves_its_measure(setter, name):
    for slug in Galley(setter, 99.0, 60).set_block(BLOCKS[name]):
        for line in slug.lines:
            assert line.offset >= -0.1
            assert line.offset + line.width <= 99.1


def test_a_crosshead_takes_two_rows_and_announces(setter):
    slug = Galley(setter, 200.0, 60).set_block(Crosshead(runs=(Run(text="小标题"),)))[0]
    assert (slug.rows, slug.keep, slug.role) == (2, True, SlugRole.CROSSHEAD)


def test_an_article_counts_all_that_it_sets(setter):
    whole = Article(
        id="a", title=("题",), where=article("x", 5).where, dateline="本报讯",
        body=(text(prose(80)), BLOCKS["callout"], Paragraph(runs=(Run(text="注"), Run(text="1", note="n")))),
        notes=(Note(id="n", label="1", blocks=(text("脚注的文字。"),)),), source="新华社", editor_note=(text("编者的话。"),),
    )  # fmt: skip
    slugs = Galley(setter, 150.0, 60).set_article(whole)
    assert count_set(slugs) == count_characters(whole) - len("题")


def test_pictures_stand_between_paragraphs_not_behind_a_crosshead(setter, tmp_path):
    body = (text(prose(60)), Crosshead(runs=(Run(text="小标题"),)), text(prose(60)))
    made = article("a", body=body, images=(picture(tmp_path),))
    slugs = Galley(setter, 99.0, 60).set_article(made, made.images)
    at = next(index for index, slug in enumerate(slugs) if slug.picture)
    assert slugs[at - 1].role != SlugRole.CROSSHEAD


def test_what_stands_again_over_a_table_leads_nowhere_and_is_not_counted(setter):
    header = ((Run(text="馆名", href="https://example.org/"), Run(text="1", note="n")), (Run(text="藏书"),))
    rows = tuple(((Run(text=f"第{number}馆"),), (Run(text="1"),)) for number in range(30))
    head, *body = (
        slug
        for slug in Galley(setter, 150.0, 60).set_block(
            Table(header=header, rows=rows, align=(Align.LEFT, Align.LEFT))
        )
        if slug.role == SlugRole.TABLE
    )
    (again,) = {slug.over for slug in body}
    assert words(again) == words(head) == "馆名1藏书"
    assert (again.rows, again.opens, again.keep) == (head.rows, False, False)
    assert (count_set((head,)), count_set((again,))) == (5, 0)
    styles = [span.style for cell in again.cells for line in cell.lines for span in line.spans]
    assert {(style.href, style.note) for style in styles} == {("", "")}
    assert head.keep
