"""Articles parted into pages of text: nothing lost or doubled, cut where a reader may pause, and within the page."""

from dataclasses import replace

import pytest
from facsimile_edition import long_text
from rich_edition import article, para, picture, rich, runs

from publisher.model import Align, Callout, Crosshead, Figure, Kind, ListBlock, Note, Paragraph, Run, Table
from publisher.outputs.epub.measure import em, rows, table_rows
from publisher.outputs.epub.paging import text_pages
from publisher.text.reading import reading_text, visible

HEIGHT = 1733


def words(made):
    return visible("".join(reading_text(made)))


def parted(made, height=HEIGHT):
    pages = text_pages(made, height)
    assert "".join(words(replace(page.part, images=())) for page in pages) == words(replace(made, images=()))
    assert tuple(image for page in pages for image in page.part.images) == made.images
    return pages


def body(page):
    return "".join(run.text for block in page.part.body for run in block.runs)


def test_a_short_article_takes_one_page():
    (only,) = parted(article("a", "标题", (para("正文。"),), kicker="引题", source="来源"))
    assert (only.height, only.rest) == (HEIGHT, False)
    assert only.part == article("a", "标题", (para("正文。"),), kicker="引题", source="来源")


def test_a_long_paragraph_is_cut_behind_sentences():
    pages = parted(article("a", "标题", long_text(60)))
    assert len(pages) > 3
    assert {page.height for page in pages} == {HEIGHT}
    assert [page.rest for page in pages] == [False, *[True] * (len(pages) - 1)]
    assert all(body(page).endswith(("。", "。”", "；")) for page in pages)
    assert all(page.part.title == () for page in pages[1:])
    assert all(len(body(page)) > 300 for page in pages[1:-1]), "pages are filled"


@pytest.mark.parametrize(
    "text", ["字" * 3000, "word " * 900, "“" * 40 + "长" * 2000, "x" * 5000, "，。" * 1500]
)
def test_text_without_sentences(text):
    parted(article("a", "标题", (para(text),)))


def test_words_readings_and_calls_are_not_cut():
    run = (
        Run(text="漢字讀音", ruby="hànzìdúyīn"),
        Run(text="甲乙"),
        Run(text="1", note="n"),
        Run(text="code words", code=True),
    )
    made = article(
        "a", "标题", (Paragraph(runs=run * 300),), notes=(Note(id="n", label="1", blocks=(para("注"),)),)
    )
    for page in parted(made):
        for block in page.part.body:
            assert all(one in run for one in block.runs if one.ruby or one.note or one.code)
            assert block.runs[0].note is None


def test_crossheads_stand_with_their_text():
    blocks = tuple(
        block
        for at in range(12)
        for block in (Crosshead(runs=runs(f"小标题{at}")), para("正文" * (60 + 7 * at) + "。"))
    )
    for page in parted(article("a", "标题", blocks)):
        assert not isinstance(page.part.body[-1], Crosshead)


def test_tables_lists_and_callouts_are_parted_between_rows():
    table = Table(
        header=(runs("指标"), runs("数值")),
        rows=tuple((runs(f"第{at}行"), runs(str(at))) for at in range(60)),
        align=(Align.LEFT, Align.RIGHT),
    )
    listed = ListBlock(items=tuple((para(f"条目{at}" * 12),) for at in range(40)), ordered=True, start=3)
    facts = Callout(items=tuple(runs(f"要点{at}" * 20) for at in range(30)))
    pages = parted(article("a", "标题", (table, listed, facts)))
    assert {page.height for page in pages} == {HEIGHT}
    tables = [block for page in pages for block in page.part.body if isinstance(block, Table)]
    assert [bool(one.header) for one in tables] == [True, *[False] * (len(tables) - 1)]
    starts = [block.start for page in pages for block in page.part.body if isinstance(block, ListBlock)]
    counts = [len(block.items) for page in pages for block in page.part.body if isinstance(block, ListBlock)]
    assert starts == [3 + sum(counts[:at]) for at in range(len(counts))]


def test_verse_is_cut_between_lines():
    stanza = Paragraph(
        runs=tuple(Run(text=text) for at in range(80) for text in (f"第{at}行诗，", "\n"))[:-1]
    )
    pages = parted(article("a", "诗", (stanza,), kind=Kind.POEM))
    assert len(pages) > 2
    assert all(body(page).endswith("，") for page in pages)
    assert not any(page.rest for page in pages)


def test_a_page_grows_for_what_cannot_be_parted():
    note = Note(id="n", label="1", blocks=(para("很长的注文。" * 500),))
    pages = parted(article("a", "标题", (para("正文。"),), notes=(note,)))
    assert pages[-1].height > HEIGHT


def test_pictures_do_not_run_over_the_foot(tmp_path):
    tall = picture(tmp_path, "tall.png", "PNG", (40, 400), alt="高")
    pages = parted(article("a", "标题", (Figure(image=tall),) * 5, images=(tall, tall)))
    assert {page.height for page in pages} == {HEIGHT}
    assert len(pages) >= 4


def test_everything_of_the_rich_edition(tmp_path):
    for made in rich(tmp_path).articles:
        for height in (700, 1200, HEIGHT, 4000):
            parted(made, height)


def test_estimates():
    assert em("汉字A b\u0301") == pytest.approx(2 + 0.66 + 0.36 + 0.58)
    assert rows("字" * 27, 1080) == 2, "no line is counted full"
    assert rows("一\n二", 1080) == 2
    wide = Table(header=(), rows=((runs("字" * 60), runs("1")),), align=(Align.LEFT, Align.LEFT))
    assert table_rows(wide)[0] > 2 * 50
    narrow = Table(header=(), rows=((runs("字"), runs("1")),), align=(Align.LEFT, Align.LEFT))
    assert table_rows(narrow) == [76]


def test_no_accent_or_joiner_is_parted_from_its_letter():
    text = "👩\u200d🚀葛\U000e0100é\u0301" * 700
    pages = parted(article("a", "标题", (para(text),)))
    assert len(pages) > 2
    for page in pages[1:]:
        assert body(page)[0] in "👩葛é"


def test_a_page_ends_with_a_sentence_as_the_book_parts_them():
    text = "他问（你来吗？我来。）然后走了，路上《为什么？》还没读完；" * 120
    for page in parted(article("a", "标题", (para(text),)))[:-1]:
        assert body(page).endswith("；")


def test_an_article_of_fifty_thousand_characters():
    pages = parted(article("a", "标题", (para("字" * 50_000),)))
    assert {page.height for page in pages} == {HEIGHT}
    assert len(pages) < 100


def test_words_with_marks_and_accents_are_not_cut():
    text = "It’s at the café “Été” before 100年, naïve — well-known, " * 90
    words = set(text.split())
    for page in parted(article("a", "标题", (para(text),))):
        assert set(body(page).split()) <= words
