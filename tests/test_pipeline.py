"""Whole runs: what is written, what the report says, and that a run that fails touches nothing."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image as Pillow
from tests_support import SAMPLE

from publisher import pipeline
from publisher.errors import ExitCode, PublishError, Severity
from publisher.rules import finding
from publisher.text.reading import count_characters

#: A CMYK profile that Ghostscript brings along.
PROFILE = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
ARTICLE = "---\ntitle: 社区图书馆开放\n---\n\n" + "图书馆里读书的人多了起来，公园的梅花也开了。" * 8 + "\n"


@pytest.fixture
def papers(tmp_path):
    """A small paper with one issue of two pages."""
    folder = tmp_path / "editions" / "small" / "2024-03-01"
    (folder / "articles").mkdir(parents=True)
    (folder.parent / "publication.yaml").write_text("id: small\nname: 小报\n", encoding="utf-8")
    (folder / "articles" / "a.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "edition.yaml").write_text(
        "date: 2024-03-01\npages:\n"
        "  - {number: 1, name: 要闻, articles: [articles/a.md]}\n"
        "  - {number: 2, name: 副刊, articles: [{title: 梅花, body: 梅花开了。}]}\n",
        encoding="utf-8",
    )
    return folder


def request(folder, **keys):
    return pipeline.Request(folder=folder, out=folder.parents[2] / "dist", **keys)


def issues(paper):
    """Return what lies beside an issue, but for what leads to it: no staging folder may be left."""
    leads = {"assets", "index.html", "offline.json", "2024.html"}
    return sorted(path.name for path in paper.iterdir() if path.name not in leads)


def tree(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_all_outputs_of_a_paper(papers):
    result = pipeline.build(request(papers))
    assert result.outputs == {
        "pdf": "small-2024-03-01.pdf",
        "epub": "small-2024-03-01.epub",
        "web": "web/index.html",
    }
    for name in (*result.outputs.values(), "report.json", "pages/01.pdf", "pages/02.png"):
        assert (result.folder / name).stat().st_size > 0, name
    assert result.folder == papers.parents[2] / "dist" / "small" / "2024-03-01"
    assert issues(result.folder.parent) == ["2024-03-01"]


def test_the_report_is_true(papers):
    result = pipeline.build(request(papers, formats=("pdf",)))
    written = json.loads((result.folder / "report.json").read_text(encoding="utf-8"))
    assert written == result.report
    assert written["schema"] == 1
    assert [page["number"] for page in written["pages"]] == ["01", "02"]
    for page in written["pages"]:
        assert page["overset_characters"] == 0
        assert page["fill"] == pytest.approx(1 - page["blank_lines"] / page["lines"], abs=1e-4)
    for record, article in zip(written["articles"], result.edition.articles, strict=True):
        assert record["characters"] == record["characters_set"] == count_characters(article)
        (x, y, width, height) = record["placements"][0]["boxes"][0]
        assert 0 < x < x + width < 270
        assert 0 < y < y + height < 390
    assert set(written["seconds"]) == {"total", "load", "make_up", "pdf"}
    assert written["outputs"] == {"pdf": "small-2024-03-01.pdf"}
    assert {item["rule"] for item in written["findings"]} == {"P-002"}


def test_one_format_leaves_the_others_alone(papers):
    first = pipeline.build(request(papers, formats=("pdf",)))
    pdf = (first.folder / "small-2024-03-01.pdf").read_bytes()
    second = pipeline.build(request(papers, formats=("epub",)))
    assert second.outputs == {"epub": "small-2024-03-01.epub"}
    assert (second.folder / "small-2024-03-01.pdf").read_bytes() == pdf


def test_pages_are_made_where_they_are_shown(papers):
    alone = pipeline.build(request(papers, formats=("pdf",), pages=False))
    assert not (alone.folder / "pages").exists()
    shown = pipeline.build(request(papers, formats=("epub",), pages=False))
    assert (shown.folder / "pages" / "02.png").exists()


def test_the_facsimile_is_made_when_asked_for(papers):
    asked = pipeline.build(request(papers, formats=("facsimile",), pages=False))
    assert asked.outputs == asked.report["outputs"] == {"facsimile": "small-2024-03-01.facsimile.epub"}
    assert (asked.folder / "pages" / "02.png").exists()
    made = (asked.folder / "small-2024-03-01.facsimile.epub").read_bytes()
    publication = papers.parent / "publication.yaml"
    publication.write_text(
        publication.read_text(encoding="utf-8") + "outputs: [facsimile]\n", encoding="utf-8"
    )
    again = pipeline.build(request(papers))
    assert (again.folder / again.outputs["facsimile"]).read_bytes() == made
    assert set(again.report["seconds"]) == {"total", "load", "make_up", "pdf", "facsimile"}


def test_a_second_run_writes_the_same_bytes(papers):
    first = tree(pipeline.build(request(papers)).folder)
    second = tree(pipeline.build(request(papers)).folder)
    first.pop(Path("report.json"))
    second.pop(Path("report.json"))
    assert first == second


def test_the_same_edition_elsewhere_gives_the_same_bytes(papers, tmp_path):
    image = papers / "images" / "a.svg"
    image.parent.mkdir()
    image.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><circle cx="30" cy="20" r="9"/></svg>'
    )
    text = ARTICLE.replace("---\n\n", "images: [{src: images/a.svg, alt: 圆}]\n---\n\n", 1)
    (papers / "articles" / "a.md").write_text(text, encoding="utf-8")
    here = tree(pipeline.build(request(papers)).folder)
    moved = tmp_path / "another place" / "editions"
    shutil.copytree(papers.parents[1], moved)
    there = tree(pipeline.build(request(moved / "small" / "2024-03-01")).folder)
    here.pop(Path("report.json"))
    there.pop(Path("report.json"))
    assert here == there


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda folder: (folder / "articles" / "a.md").unlink(), "M-010"),
        (lambda folder: (folder / "edition.yaml").write_text("date: 2024-03-02\npages: []\n"), "M-006"),
        (lambda folder: (folder / "edition.yaml").write_text("date: [\n"), "M-001"),
    ],
)
def test_a_run_that_fails_leaves_what_was_there(papers, spoil, rule):
    before = tree(pipeline.build(request(papers)).folder)
    spoil(papers)
    with pytest.raises(PublishError) as caught:
        pipeline.build(request(papers))
    assert rule in {item.rule for item in caught.value.findings}
    assert tree(papers.parents[2] / "dist" / "small" / "2024-03-01") == before
    assert issues(papers.parents[2] / "dist" / "small") == ["2024-03-01"]


def test_strict_ends_at_a_warning_and_writes_nothing(papers):
    text = (papers / "articles" / "a.md").read_text(encoding="utf-8")
    (papers / "articles" / "a.md").write_text(text + "\n<script>alert(1)</script>\n", encoding="utf-8")
    with pytest.raises(PublishError) as caught:
        pipeline.build(request(papers, strict=True))
    assert caught.value.code == ExitCode.CHECKS
    assert "A-001" in {item.rule for item in caught.value.findings}
    assert not any((papers.parents[2] / "dist").rglob("*.*"))
    result = pipeline.build(request(papers, formats=("pdf",)))
    assert "A-001" in {item.rule for item in result.findings}


def test_the_press_files_are_made_of_an_edition_pdf_that_nobody_asked_for(papers):
    publication = papers.parent / "publication.yaml"
    publication.write_text(publication.read_text(encoding="utf-8") + "outputs: [press]\n", encoding="utf-8")
    result = pipeline.build(request(papers, icc=PROFILE, impose=True))
    stem = "small-2024-03-01"
    assert result.report["outputs"] == {
        "press": f"press/{stem}-press.pdf",
        "preflight": f"press/{stem}-preflight.html",
        "imposed": f"press/{stem}-imposed.pdf",
    }
    assert (result.folder / "press" / "01.pdf").is_file()
    assert not (result.folder / f"{stem}.pdf").exists()
    assert result.report["seconds"]["press"] > 0
    assert "O-006" not in {item.rule for item in result.findings}


def press_request(papers, press="", **keys):
    publication = papers.parent / "publication.yaml"
    publication.write_text(f"id: small\nname: 小报\noutputs: [press]\n{press}", encoding="utf-8")
    return request(papers, icc=PROFILE, pages=False, **keys)


def test_preflight_examines_every_press_build(papers):
    result = pipeline.build(press_request(papers))
    record = result.report["preflight"]
    assert (record["file"], record["passed"], record["faults"]) == ("small-2024-03-01-press.pdf", True, [])
    assert [page["number"] for page in record["pages"]] == [1, 2]
    assert all(0 < page["ink"]["most"] <= 220 for page in record["pages"])
    assert result.report["seconds"]["preflight"] > 0
    sheet = (result.folder / "press" / "small-2024-03-01-preflight.html").read_text(encoding="utf-8")
    assert sheet.count("data:image/jpeg") == sheet.count("data:image/png") == 2


def test_a_press_file_with_an_error_is_not_handed_over(papers, monkeypatch):
    before = pipeline.build(press_request(papers))
    kept = tree(before.folder)
    monkeypatch.setattr("publisher.preflight.ink.ghostscript", lambda: "/bin/false")
    with pytest.raises(PublishError) as caught:
        pipeline.build(press_request(papers))
    assert caught.value.code == ExitCode.CHECKS
    item, told = caught.value.findings
    left = before.folder / "small-2024-03-01-refused.html"
    assert (item.rule, Path(item.where.file)) == ("F-037", left)
    assert told.rule == "O-024"
    assert str(left) in told.message
    # The sheet of what was refused comes beside the sound outputs, and touches none of them.
    sheet = left.read_text(encoding="utf-8")
    assert {**kept, Path(left.name): left.read_bytes()} == tree(before.folder)
    assert "F-037" in sheet
    assert sheet.count("data:image/jpeg") == 2
    assert issues(before.folder.parent) == ["2024-03-01"]
    # Other outputs say nothing of the press; a press build that passes makes it untrue.
    pipeline.build(request(papers, formats=("pdf",), pages=False))
    assert left.exists()
    monkeypatch.undo()
    pipeline.build(press_request(papers))
    assert not left.exists()


def test_a_press_build_that_is_refused_tells_its_warnings_too(papers, monkeypatch):
    monkeypatch.setattr("publisher.preflight.ink.ghostscript", lambda: "/bin/false")
    text = (papers / "articles" / "a.md").read_text(encoding="utf-8")
    (papers / "articles" / "a.md").write_text(text + "\n\U00012000\n", encoding="utf-8")
    with pytest.raises(PublishError) as caught:
        pipeline.build(press_request(papers))
    assert caught.value.code == ExitCode.CHECKS
    assert [item.rule for item in caught.value.findings] == ["T-001", "F-037", "O-024"]


def test_the_first_press_build_leaves_nothing_but_its_proof_sheet_where_it_is_refused(papers):
    limit = "press:\n  limits: {text: 30pt}\n"
    with pytest.raises(PublishError):
        pipeline.build(press_request(papers, limit, strict=True))
    folder = papers.parents[2] / "dist" / "small"
    (left,) = tree(folder)
    assert left == Path("2024-03-01/small-2024-03-01-refused.html")
    assert 'class="verdict failed"' in (folder / left).read_text(encoding="utf-8")


def test_a_proof_sheet_that_cannot_be_left_hides_no_fault(papers, monkeypatch):
    monkeypatch.setattr("publisher.preflight.ink.ghostscript", lambda: "/bin/false")
    (papers.parents[2] / "dist" / "small" / "2024-03-01" / "small-2024-03-01-refused.html" / "x").mkdir(
        parents=True
    )
    with pytest.raises(PublishError) as caught:
        pipeline.build(press_request(papers))
    assert [item.rule for item in caught.value.findings] == ["F-037", "O-001"]


def test_a_press_build_names_the_files_of_pictures_that_are_too_coarse(papers):
    (papers / "images").mkdir()
    for name, width in (("coarse", 90), ("fair", 300)):
        Pillow.new("RGB", (width, width), "tan").save(papers / "images" / f"{name}.png")
    pictures = "images: [{src: images/coarse.png, alt: 甲}, {src: images/fair.png, alt: 乙}]"
    (papers / "articles" / "a.md").write_text(
        ARTICLE.replace("开放\n", f"开放\n{pictures}\n") + "\n公园的梅花也开了。" * 900, encoding="utf-8"
    )
    with pytest.raises(PublishError) as caught:
        pipeline.build(press_request(papers))
    coarse = [item for item in caught.value.findings if item.rule == "F-022"]
    assert coarse
    assert any("图片 images/coarse.png 印出" in item.message for item in coarse)
    assert all("images/" in item.message for item in coarse)


def test_without_ghostscript_the_press_build_says_that_ink_was_not_measured(papers, monkeypatch):
    monkeypatch.setattr("publisher.preflight.ink.ghostscript", lambda: None)
    result = pipeline.build(press_request(papers))
    assert [item.rule for item in result.findings if item.rule.startswith("F")] == ["F-036"]
    assert result.report["preflight"]["pages"][0]["ink"] is None


def test_strict_holds_a_press_build_to_its_warnings_and_waivers_excuse_them(papers):
    limit = "press:\n  limits: {text: 30pt}\n"
    with pytest.raises(PublishError) as caught:
        pipeline.build(press_request(papers, limit, strict=True))
    assert {item.rule for item in caught.value.findings} >= {"F-026"}
    waived = pipeline.build(press_request(papers, limit + "  waivers: [{rule: F-026, reason: 试印}]\n"))
    faults = waived.report["preflight"]["faults"]
    assert {(item["rule"], item["severity"], item["waived"]) for item in faults} == {
        ("F-026", "info", "试印")
    }
    assert {item.severity for item in waived.findings if item.rule == "F-026"} == {Severity.INFO}


def test_what_cannot_be_made_is_said(papers):
    result = pipeline.build(request(papers, formats=("pdf", "braille")))
    assert list(result.outputs) == ["pdf"]
    assert [item.rule for item in result.findings if item.rule.startswith("O")] == ["O-006"]


def test_a_character_without_a_glyph_is_named(papers):
    text = (papers / "articles" / "a.md").read_text(encoding="utf-8")
    (papers / "articles" / "a.md").write_text(text + "\U00012000\n", encoding="utf-8")
    found = [
        item for item in pipeline.build(request(papers, formats=("pdf",))).findings if item.rule == "T-001"
    ]
    assert len(found) == 1
    assert "U+12000" in found[0].message
    assert found[0].where.file.endswith("a.md")


def test_the_sample_edition_has_nothing_to_find(tmp_path):
    result = pipeline.build(pipeline.Request(folder=SAMPLE, out=tmp_path))
    assert [item for item in result.findings if item.rule != "P-002"] == []
    with zipfile.ZipFile(result.folder / result.outputs["epub"]) as book:
        assert book.testzip() is None
    shutil.rmtree(tmp_path)


def test_make_up_tells_how_much_of_the_copy_stands(papers):
    (papers / "articles" / "a.md").write_text(ARTICLE + "\n梅花开了。" * 4000, encoding="utf-8")
    told = []
    pipeline.build(request(papers, formats=("pdf",), pages=False), lambda *step: told.append(step))
    shares = [int(detail.split("\u3000")[-1][:-1]) for step, detail in told if step == "make_up" and detail]
    assert len(shares) > 3
    assert shares == sorted(shares)
    assert shares[-1] == 100


def test_a_picture_that_stops_the_press_is_named_by_its_file():
    names = {
        "place": "第1版",
        "what": "图片 images/a.jpg ",
        "worst": 78,
        "limit": 150,
        "pixels": "400 × 400",
        "count": 1,
    }
    coarse = finding("F-022", **names)
    named = finding(
        "I-007",
        path="images/a.jpg",
        page="01",
        ppi=78,
        limit=200,
        use="付印",
        pixels=400,
        width=130,
        wanted=1024,
    )
    other = finding("T-001", characters="字")
    with pytest.raises(PublishError) as raised:
        pipeline._stop_at([other, named, coarse], strict=False)
    assert list(raised.value.findings) == [other, named, coarse], (
        "the warnings of the same build are told too"
    )
    pipeline._stop_at([other, named], strict=False)
