"""A table that goes on in other columns and on another page: printed with its head each time, read as one."""

import json
import re
import subprocess
import zipfile
from contextlib import ExitStack
from itertools import groupby

import pikepdf
import pytest
from making import article, edition, paragraphs
from readers.verapdf import failed_rules
from tagged import Element, words_of

from publisher import pipeline
from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import TableBox
from publisher.model import Align, Note, Paragraph, Run, Table
from publisher.outputs import pdf

ROWS = 400
HEADER = (
    (Run(text="館", ruby="guǎn"), Run(text="名", href="https://example.org/")),
    (Run(text="藏书"), Run(text="1", note="n1")),
)
TABLE = Table(
    header=HEADER,
    rows=tuple(((Run(text=f"第{number}馆"),), (Run(text=f"{number * 7919}"),)) for number in range(ROWS)),
    align=(Align.LEFT, Align.RIGHT),
    row_heads=True,
)
PLAIN = Table(header=((), ()), rows=TABLE.rows[:120], align=TABLE.align)


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("parts")
    (folder / "pages").mkdir()
    note = Note(id="n1", label="1", blocks=(Paragraph(runs=(Run(text="年底的数字。"),)),))
    body = (*paragraphs(200), TABLE, *paragraphs(300), PLAIN, *paragraphs(200))
    issue = edition((article("a", body=body, notes=(note,), title="各馆一览"),), folder=folder)
    made = make_up_issue(issue)
    assert pdf.write(issue, made, folder / "whole.pdf", folder / "pages").findings == ()
    return folder, made


@pytest.fixture
def tree():
    """Reads the tags of a file, which stays open."""
    with ExitStack() as opened:

        def read(path):
            file = opened.enter_context(pikepdf.open(path))
            return Element(file.Root.StructTreeRoot.K[0], words_of(file))

        yield read


def boxes(page):
    return [box for module in page.modules for box in module.elements if isinstance(box, TableBox)]


def named(cell):
    return [str(name) for name in cell.item.A.get("/Headers", [])]


def test_every_part_has_the_head_in_print(printed):
    folder, made = printed
    assert len(made.pages) > 1
    for page in made.pages:
        heads = sum(box.rows[0].cells[0].head == "col" for box in boxes(page))
        text = subprocess.run(
            ["pdftotext", "-f", str(page.number), "-l", str(page.number), folder / "whole.pdf", "-"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        assert heads >= 1
        assert text.count("藏书") == heads


def test_all_parts_are_one_table_whose_head_is_read_once(printed, tree):
    folder, made = printed
    root = tree(folder / "whole.pdf")
    assert sum(len(boxes(page)) for page in made.pages) > 4
    first, second = root.all("Table")
    head, *rows = first.all("TR")
    assert [cell.text for cell in head.kids] == ["館guǎn名", "藏书1"]
    assert [[cell.text for cell in row.kids] for row in rows] == [
        [f"第{number}馆", f"{number * 7919}"] for number in range(ROWS)
    ]
    assert len(list(second.all("TR"))) == len(PLAIN.rows)
    assert not list(second.all("TH"))
    order = [item.kind for item in root.all("P", "Table") if len(item.text) > 40]
    assert [kind for kind, _ in groupby(order)] == ["P", "Table", "P", "Table", "P"]


def test_heads_stand_in_a_head_and_rows_in_bodies(printed, tree):
    folder, _ = printed
    first, second = tree(folder / "whole.pdf").all("Table")
    head, *bodies = first.kids
    assert [row.text for row in head.kids] == ["館guǎn名藏书1"]
    assert {body.kind for body in bodies} == {"TBody"}
    assert sum(len(body.kids) for body in bodies) == ROWS
    assert head.kind == "THead"
    assert not list(second.all("THead"))


def test_every_cell_names_the_heads_that_are_read(printed, tree):
    folder, _ = printed
    root = tree(folder / "whole.pdf")
    first, _ = root.all("Table")
    head, *rows = first.all("TR")
    assert {str(cell.item.A.Scope) for cell in head.kids} == {"/Column"}
    names = {str(cell.item.ID) for cell in first.all("TH")}
    assert len(names) == len(list(first.all("TH"))) == ROWS + 2
    for row in rows:
        name, figure = row.kids
        assert (name.kind, figure.kind) == ("TH", "TD")
        assert named(figure) == [str(name.item.ID), str(head.kids[1].item.ID)]


def test_the_tree_holds_together(printed, tree):
    folder, _ = printed
    for path in (folder / "whole.pdf", *sorted((folder / "pages").glob("*.pdf"))):
        root = tree(path)
        for item in root.all("Table", "THead", "TBody", "TR", "TH", "TD", "P", "Link"):
            for kid in item.kids:
                assert kid.item.P.objgen == item.item.objgen


def test_the_file_of_a_page_reads_the_head_that_stands_on_it(printed, tree):
    folder, made = printed
    for page in made.pages:
        root = tree(folder / "pages" / f"{page.number:02d}.pdf")
        table = next(root.all("Table"))
        head = next(table.all("TR"))
        assert [cell.text for cell in head.kids] == ["館guǎn名", "藏书1"]
        assert sum("藏书" in row.text for row in root.all("TR")) == 1
        assert all(named(cell)[-1] == str(head.kids[1].item.ID) for cell in table.all("TD"))


@pytest.mark.proof
def test_poppler_reads_the_head_once(printed):
    folder, _ = printed
    told = subprocess.run(
        ["pdfinfo", "-struct-text", folder / "whole.pdf"], capture_output=True, text=True, check=True
    ).stdout
    assert told.count("藏书") == 1
    assert told.count("Table (block)") == 2


def test_what_is_clicked_on_is_where_the_head_stood_first(printed):
    folder, _ = printed
    with pikepdf.open(folder / "whole.pdf") as file:
        links = [
            annotation
            for page in file.pages
            for annotation in page.get("/Annots", [])
            if str(annotation.get("/A", {}).get("/URI", "")) == "https://example.org/"
        ]
    assert len(links) == 1


def test_it_is_sound_pdf_a_and_pdf_ua(printed):
    folder, _ = printed
    assert failed_rules(folder / "whole.pdf", *sorted((folder / "pages").glob("*.pdf"))) == []


def test_a_paper_with_a_table_that_jumps(tmp_path):
    """From the manifest to all outputs: the report counts the head once, and EPUB and web have the table whole."""
    folder = tmp_path / "editions" / "small" / "2024-03-01"
    (folder / "articles").mkdir(parents=True)
    (folder.parent / "publication.yaml").write_text("id: small\nname: 小报\n", encoding="utf-8")
    rows = "".join(f"| 第{number}馆 | {number * 7919} |\n" for number in range(ROWS))
    text = (
        f"---\ntitle: 各馆一览\n---\n\n去年各馆如下。\n\n| 馆名 | 藏书 |\n|---|--:|\n{rows}\n以上是全部。\n"
    )
    (folder / "articles" / "a.md").write_text(text, encoding="utf-8")
    (folder / "edition.yaml").write_text(
        "date: 2024-03-01\npages:\n  - {number: 1, name: 要闻, articles: [articles/a.md]}\n", encoding="utf-8"
    )
    result = pipeline.build(pipeline.Request(folder=folder, out=tmp_path / "dist"))
    told = json.loads((result.folder / "report.json").read_text(encoding="utf-8"))
    (item,) = told["articles"]
    assert item["characters"] == item["characters_set"]
    assert len(list((result.folder / "pages").glob("*.pdf"))) > 1
    last = max((result.folder / "pages").glob("*.pdf"))
    words = subprocess.run(["pdftotext", last, "-"], capture_output=True, text=True, check=True).stdout
    assert "藏书" in words
    with zipfile.ZipFile(result.folder / result.outputs["epub"]) as book:
        pages = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
    (set_whole,) = [page for page in pages if f"第{ROWS - 1}馆" in page and "<table" in page]
    assert set_whole.count("<table") == 1
    assert len(re.findall(r"<th\b", set_whole)) == 2
    web = [path.read_text(encoding="utf-8") for path in (result.folder / "web").rglob("*.html")]
    assert [page.count("<table") for page in web if f"第{ROWS - 1}馆" in page] == [1]
