from dataclasses import replace

import pytest
from readers.validators import ace, epubcheck
from rich_edition import CHARTS, article, edition, page, page_pictures, para, publication

from publisher.outputs.epub import write


def test_rich_edition_is_valid(built, tmp_path):
    (tmp_path / "rich.epub").write_bytes(built.content)
    assert epubcheck(tmp_path / "rich.epub") == []


def test_sparse_edition_in_english_is_valid(tmp_path):
    """One page without a name, one article without a headline or text, a language tag that is none."""
    paper = publication(tmp_path, language="English (US)", name="The <Daily> & Co")
    odd = article("a" * 300, ("", ""), (*CHARTS, para("")), source="]]>")
    made = edition(tmp_path, page(999, odd, article("?", (), ()), name=""), publication=paper)
    write(made, tmp_path / "sparse.epub", {})
    assert epubcheck(tmp_path / "sparse.epub") == []


@pytest.mark.parametrize(
    ("language", "turned"), [("ar-EG", "rtl"), ("ug-Arab-CN", "rtl"), ("ug-Cyrl", "ltr")]
)
def test_editions_from_right_to_left_are_valid(built, tmp_path, language, turned, opened):
    """Documents, contents and package say in which direction lines run, and pages are turned the same way."""
    paper = replace(built.edition.publication, language=language)
    made = replace(built.edition, publication=paper)
    write(made, tmp_path / "made.epub", page_pictures())
    assert epubcheck(tmp_path / "made.epub") == []
    book = opened(made, tmp_path / "made.epub")
    package = book.read("package.opf").decode()
    assert f'page-progression-direction="{turned}"' in package
    stated = "rtl" if turned == "rtl" else None
    names = [name.removeprefix("EPUB/") for name in book.names if name.endswith((".xhtml", ".ncx", ".opf"))]
    assert len(names) > 8
    assert {book.tree(name).get("dir") for name in names} == {stated}
    assert (b"padding-right: 1.8em" in book.read("styles/epub.css")) == (turned == "rtl")


@pytest.mark.proof
def test_rich_edition_is_accessible(built, tmp_path):
    (tmp_path / "rich.epub").write_bytes(built.content)
    assert ace(tmp_path / "rich.epub", tmp_path / "report") == []
