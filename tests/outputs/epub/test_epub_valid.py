import pytest
from readers.validators import ace, epubcheck
from rich_edition import CHARTS, article, edition, page, para, publication

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


@pytest.mark.proof
def test_rich_edition_is_accessible(built, tmp_path):
    (tmp_path / "rich.epub").write_bytes(built.content)
    assert ace(tmp_path / "rich.epub", tmp_path / "report") == []
