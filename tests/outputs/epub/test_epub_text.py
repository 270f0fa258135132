"""Nothing lost, nothing doubled: the documents' text is the manifest's, and each stands once in the spine."""

import re
import xml.etree.ElementTree as ET

from readers.wanted import ADDED, article_text
from rich_edition import article, edition, page, para, runs

from publisher.model import Align, Callout, Crosshead, Kind, Note, Paragraph, Run, Table
from publisher.text.reading import visible

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"


def text_of(element) -> str:
    """Return the text of an article's document without what the book adds to it."""
    if set(ADDED).intersection((element.get("class") or "").split()):
        return element.tail or ""
    inner = "".join(text_of(child) for child in element)
    return (element.text or "") + inner + (element.tail or "")


def spine(built) -> list[str]:
    package = built.tree("package.opf")
    items = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    return [items[ref.get("idref")] for ref in package.iter(f"{OPF}itemref")]


def article_files(built) -> list[str]:
    known = r"nav\.xhtml|text/(cover|title|page-\d+(-picture)?)\.xhtml"
    return [name for name in spine(built) if not re.fullmatch(known, name)]


def body_text(built, name) -> str:
    body = built.tree(name).find(f"{XHTML}body")
    return visible(text_of(body).replace("单位：", ""))


def test_every_article_stands_in_the_spine_once_with_all_its_text(built):
    files = article_files(built)
    assert len(files) == len(set(files)) == len(built.edition.articles)
    for name, made in zip(files, built.edition.articles, strict=True):
        assert body_text(built, name) == article_text(made)


def test_spine_holds_every_document_in_order(built):
    documents = [name.removeprefix("EPUB/") for name in built.names if name.endswith(".xhtml")]
    assert spine(built) == documents
    assert documents[:3] == ["text/cover.xhtml", "text/title.xhtml", "nav.xhtml"]


def test_no_space_comes_between_runs(built):
    text = "".join(built.tree("text/01-01.xhtml").itertext())
    assert "依法行政。2022年a < b & c]]>，重点鲁迅呐喊漢hànH2O与m2，见官网或坏链x = y1。第二行前" in text


def test_characters_that_xml_cannot_hold_are_left_out(built):
    assert "坏字符" in "".join(built.tree("text/01-02.xhtml").itertext())
    assert "前后" in "".join(built.tree("text/01-02.xhtml").itertext())


def test_styles_of_runs(built):
    tree = built.tree("text/01-01.xhtml")
    found = {
        tag: [e.text for e in tree.iter(f"{XHTML}{tag}")] for tag in ("em", "u", "cite", "sub", "code", "rt")
    }
    assert found == {
        "em": ["重点"],
        "u": ["鲁迅"],
        "cite": ["呐喊"],
        "sub": ["2"],
        "code": ["x = y"],
        "rt": ["hàn"],
    }
    links = [a.get("href") for a in tree.iter(f"{XHTML}a") if "example" in a.get("href")]
    assert links == ["https://example.org/%E8%B7%AF%E5%BE%84?q=a%20b&c=%5B1%5D"]


def test_footnotes_lead_there_and_back(built):
    tree = built.tree("text/01-01.xhtml")
    calls = [a for a in tree.iter(f"{XHTML}a") if a.get("role") == "doc-noteref"]
    backs = [a for a in tree.iter(f"{XHTML}a") if a.get("role") == "doc-backlink"]
    notes = {e.get("id"): "".join(e.itertext()) for e in tree.iter(f"{XHTML}aside")}
    assert [call.get("href") for call in calls] == ["#note-1", "#note-1"]
    assert len({call.get("id") for call in calls}) == 2
    assert [back.get("href") for back in backs] == [f"#{call.get('id')}" for call in calls]
    assert all(back.get("aria-label") for back in backs)
    assert "注文二" in notes["note-1"]


def called(label, name):
    return Paragraph(runs=(Run(text="文。"), Run(text=label, note=name)))


def test_a_note_leads_back_to_a_call_in_a_later_note(build, tmp_path):
    notes = (
        Note(id="a", label="1", blocks=(para("注一"),)),
        Note(id="b", label="2", blocks=(called("1", "a"),)),
    )
    body = (called("1", "a"), called("2", "b"))
    tree = build(edition(tmp_path, page(1, article("a", "题", body, notes=notes)))).tree("text/a.xhtml")
    backs = [a.get("href") for a in tree.iter(f"{XHTML}a") if a.get("role") == "doc-backlink"]
    assert backs == ["#call-1-1", "#call-1-2", "#call-2-1"]
    calls = [a.get("id") for a in tree.iter(f"{XHTML}a") if a.get("role") == "doc-noteref"]
    assert sorted(calls) == sorted(back.removeprefix("#") for back in backs)


def test_nothing_leads_to_an_empty_note(build, tmp_path):
    notes = (Note(id="a", label="1", blocks=()),)
    made = article("a", "题", (called("1", "a"),), notes=notes)
    built = build(edition(tmp_path, page(1, made)))
    tree = built.tree("text/a.xhtml")
    assert not [a for a in tree.iter(f"{XHTML}a") if a.get("role")]
    assert list(tree.iter(f"{XHTML}aside")) == []
    assert body_text(built, "text/a.xhtml") == article_text(made)


def test_dateline_runs_into_prose_and_stands_alone_in_verse(built):
    prose = built.tree("text/01-02.xhtml").find(f".//{XHTML}div[@class='body']/{XHTML}p")
    assert "".join(prose.itertext()) == "电头 前后"
    verse = built.tree("text/article.xhtml").find(f".//{XHTML}p[@class='verse even']")
    assert "".join(verse.itertext()) == "千山鸟飞绝，万径人踪灭。"
    assert verse.find(f".//{XHTML}br") is not None


def test_lines_of_unequal_length_stand_flush(build, tmp_path):
    lines = (Run(text="假如我是一朵雪花，"), Run(text="\n"), Run(text="翩翩的在半空里潇洒，"))
    made = build(edition(tmp_path, page(1, article("a", "诗", (Paragraph(runs=lines),), kind=Kind.POEM))))
    assert [p.get("class") for p in made.tree("text/a.xhtml").iter(f"{XHTML}p")].count("verse") == 1


def test_crossheads_leave_no_level_out(build, tmp_path):
    body = (Crosshead(runs=runs("高"), level=2), Crosshead(runs=runs("低"), level=3))
    lone = (Crosshead(runs=runs("独"), level=3),)
    made = build(edition(tmp_path, page(1, article("a", "甲", body), article("b", "乙", lone))))
    levels = [
        [
            (e.tag.removeprefix(XHTML), "".join(e.itertext()))
            for e in made.tree(f"text/{name}.xhtml").iter()
            if e.tag[-2:] in {"h2", "h3"}
        ]
        for name in "ab"
    ]
    assert levels == [[("h2", "高"), ("h3", "低")], [("h2", "独")]]


def test_a_very_long_paragraph_and_many_articles(build, tmp_path):
    long = article("long", "长", (para("报纸，" * 333_334),))
    many = tuple(article(f"n{at}", f"第{at}篇", (para(f"正文{at}"),)) for at in range(500))
    made = build(edition(tmp_path, page(1, long), page(2, *many)))
    files = article_files(made)
    assert len(files) == 501
    assert body_text(made, files[0]) == article_text(long)
    assert body_text(made, files[500]) == "第499篇正文499"


def test_markup_in_every_field_stays_text(build, tmp_path):
    nasty = "<b>&amp;\"'</b>{{ 7 * 7 }}{% x %}<!-- ]]>"
    odd = article(
        "x", (nasty, nasty), (Paragraph(runs=(Run(text=nasty, ruby=nasty, strong=True, emphasis=True),)),),
        kicker=nasty, deck=(nasty,), summary=(nasty,), dateline=nasty, column=nasty, source=nasty,
        kind=Kind.COMMENT,
        editor_note=(para(nasty),), notes=(Note(id=nasty, label=nasty, blocks=(para(nasty),)),),
    )  # fmt: skip
    made = build(edition(tmp_path, page(1, odd, name=nasty, credits=((nasty, (nasty,)),))))
    assert body_text(made, "text/x.xhtml") == article_text(odd)
    for name in made.names:
        if name.endswith((".xhtml", ".ncx", ".opf")):
            ET.fromstring(made.archive.read(name))
    assert nasty in "".join(made.tree("text/page-01.xhtml").itertext())


def test_the_kind_of_an_article_is_no_class_of_its_parts(build, tmp_path):
    made = build(edition(tmp_path, page(1, article("a", "表", (para("正文。"),), kind=Kind.TABLE))))
    assert made.tree("text/a.xhtml").find(f"{XHTML}body").get("class") == "article kind-table"


def test_a_callout_is_marked_as_what_it_is(build, tmp_path):
    said = "书是一辈子的朋友，读书要趁早。"
    body = (
        para("校长说：“" + said + "”"),
        Callout(items=(runs(said),)),
        Callout(items=(runs("“别处说过的话，文中没有。”"), runs("——张三"))),
        Callout(items=(runs("增长0.3%"),)),
    )
    tree = build(edition(tmp_path, page(1, article("01-01", "题", body)))).tree("text/01-01.xhtml")
    (pulled,) = tree.iter(f"{XHTML}aside")
    assert (pulled.get("role"), pulled.get(f"{EPUB}type")) == ("doc-pullquote", "pullquote")
    (quotation,) = tree.iter(f"{XHTML}blockquote")
    assert ["".join(one.itertext()) for one in quotation] == ["“别处说过的话，文中没有。”", "——张三"]
    (facts,) = (one for one in tree.iter(f"{XHTML}div") if one.get("role") == "group")
    assert facts.get("aria-label") == "要点"


def test_kicker_and_deck_belong_to_their_headline(built):
    (group,) = built.tree("text/01-01.xhtml").iter(f"{XHTML}hgroup")
    assert [one.tag.removeprefix(XHTML) for one in group] == ["p", "h1", "p", "p"]
    assert not list(built.tree("text/01-02.xhtml").iter(f"{XHTML}hgroup"))


def test_heads_of_rows_are_told(build, tmp_path):
    table = Table(
        header=(runs(""), runs("数值")),
        rows=((runs("收入"), runs("143.5")), (runs("增幅"), ())),
        align=(Align.LEFT, Align.RIGHT),
        row_heads=True,
    )
    tree = build(edition(tmp_path, page(1, article("01-01", "题", (table,))))).tree("text/01-01.xhtml")
    heads = [one for one in tree.iter(f"{XHTML}th") if one.get("scope") == "row"]
    assert ["".join(one.itertext()) for one in heads] == ["收入", "增幅"]
