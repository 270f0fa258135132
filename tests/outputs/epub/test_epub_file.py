import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from readers.validators import epubcheck
from rich_edition import article, edition, page, page_pictures, para, picture, publication, rich

from publisher.errors import ExitCode, PublishError
from publisher.outputs.epub import write

BUILD = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
os.umask(int(sys.argv[4]))
time.time = lambda: float(sys.argv[5])
from pathlib import Path
from rich_edition import page_pictures, rich
from publisher.outputs.epub import write
write(rich(Path(sys.argv[2])), Path(sys.argv[3]), page_pictures())
"""


def test_same_bytes_in_another_process_on_another_day(built, tmp_path):
    made = []
    for seed, zone, mask, now in (
        ("1", "Asia/Shanghai", "0", "1e9"),
        ("77", "America/New_York", "63", "4e9"),
    ):
        target = tmp_path / f"{seed}.epub"
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "EPAPER_LANG": "en"}
        arguments = [str(Path(__file__).parent), str(tmp_path), str(target), mask, now]
        subprocess.run([sys.executable, "-c", BUILD, *arguments], check=True, env=environment)
        made.append(target.read_bytes())
    assert made[0] == made[1] == built.content


def test_container(built):
    first = built.archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert built.archive.read("mimetype") == b"application/epub+zip"
    assert {entry.date_time for entry in built.archive.infolist()} == {(2023, 1, 5, 0, 0, 0)}
    assert len(built.names) == len({name.lower() for name in built.names})


def test_every_file_is_in_the_manifest_and_none_is_empty(built):
    listed = set(re.findall(r'<item [^>]*href="([^"]+)"', built.read("package.opf").decode()))
    held = {name.removeprefix("EPUB/") for name in built.names if name.startswith("EPUB/")} - {"package.opf"}
    assert listed == held
    assert all(entry.file_size for entry in built.archive.infolist())


def test_ids_that_differ_in_case_or_are_names_of_ours(build, tmp_path):
    ids = ("a", "A", "a-2", "Page-01", "cover", "nav", "电", "x/../y", "CON", "lpt1.2", "console")
    made = build(edition(tmp_path, page(1, *(article(name, name, (para(name),)) for name in ids))))
    names = [name.removeprefix("EPUB/text/") for name in made.names if name.startswith("EPUB/text/")]
    assert names == [
        "cover.xhtml", "title.xhtml", "page-01.xhtml", "a.xhtml", "A-2.xhtml", "a-2-2.xhtml",
        "article-Page-01.xhtml", "article-cover.xhtml", "article-nav.xhtml", "article.xhtml", "x-..-y.xhtml",
        "article-CON.xhtml", "article-lpt1.2.xhtml", "console.xhtml",
    ]  # fmt: skip


def test_metadata(built):
    package = built.read("package.opf").decode()
    for stated in (
        "<dc:title>样张时报 2023年1月5日 总第1024期</dc:title>",
        "<dc:language>zh-Hans-CN</dc:language>",
        '<meta property="dcterms:modified">2023-01-05T00:00:00Z</meta>',
        '<meta name="calibre:series" content="样张时报"/>',
        '<meta name="calibre:series_index" content="1024"/>',
        '<meta property="schema:accessibilityFeature">pageNavigation</meta>',
        '<meta property="schema:accessibilityHazard">unknown</meta>',
        '<item id="cover-image" href="images/cover.jpg" media-type="image/jpeg" properties="cover-image"/>',
        'properties="svg"',
        "<dc:publisher>某社</dc:publisher>",
        "<dc:source>样张时报 2023年1月5日 总第1024期（印刷版） CN 31-0000</dc:source>",
        '<meta property="pageBreakSource">样张时报 2023年1月5日 总第1024期（印刷版） CN 31-0000</meta>',
        '<meta refines="#series" property="group-position">1024</meta>',
    ):
        assert stated in package
    assert "alternativeText" not in package


def test_metadata_says_only_what_is_true(build, tmp_path):
    plain = build(edition(tmp_path, page(1, article("a", "甲", (para("文"),))))).read("package.opf").decode()
    assert ">visual<" not in plain
    assert '<meta property="schema:accessModeSufficient">textual</meta>' in plain
    assert '<meta property="schema:accessibilityHazard">none</meta>' in plain
    assert "rubyAnnotations" not in plain
    assert 'content="20230105"' in plain
    shown = article("a", "甲", (para("文"),), images=(picture(tmp_path, "x.png", "PNG", alt="图"),))
    described = build(edition(tmp_path, page(1, shown))).read("package.opf").decode()
    assert ">alternativeText<" in described
    assert ">visual<" in described


def test_the_print_source_is_told_in_the_language_of_the_edition(build, tmp_path):
    imprint = (("issn", "1234-567x"), ("cn", "CN 11-0001"))
    story = page(1, article("a", "One", (para("Text."),)))

    def package(**fields):
        made = edition(tmp_path, story, publication=publication(tmp_path, **fields))
        return build(made).read("package.opf").decode()

    english = package(language="en-GB", name="The Sample", imprint=imprint)
    source = "The Sample 5 January 2023 (print edition) ISSN 1234-567x CN 11-0001"
    assert f'<meta property="pageBreakSource">{source}</meta>' in english
    assert '<meta refines="#series" property="dcterms:identifier">urn:ISSN:1234-567X</meta>' in english
    assert '<meta property="schema:accessibilitySummary">Reflowable' in english
    assert epubcheck(tmp_path / "made.epub") == []
    french = package(language="fr")
    assert '<meta property="pageBreakSource">样张时报 5 January 2023 (print edition)</meta>' in french
    assert "urn:ISSN" not in french
    assert '<meta property="schema:accessibilitySummary" xml:lang="en" dir="ltr">Reflowable' in french
    assert epubcheck(tmp_path / "made.epub") == []


def test_identifier_belongs_to_paper_and_date(build, tmp_path):
    def identifier(made):
        return re.search(r"urn:uuid:[0-9a-f-]{36}", made.read("package.opf").decode())[0]

    one = edition(tmp_path, page(1, article("a", "甲")))
    changed = edition(tmp_path, page(1, article("a", "改")))
    other_day = replace(one, date=date(2023, 1, 6))
    assert identifier(build(one)) == identifier(build(changed)) != identifier(build(other_day))


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1946, 5, 15), date(9999, 12, 31)])
def test_days_that_no_zip_can_name(build, tmp_path, day):
    made = build(replace(edition(tmp_path, page(1, article("a", "甲", (para("文"),)))), date=day))
    assert 1980 <= made.archive.infolist()[0].date_time[0] <= 2107
    assert f">{day.isoformat()}T00:00:00Z<".encode() in made.read("package.opf")


def test_failures_are_named_and_leave_nothing(tmp_path):
    made = rich(tmp_path)
    with pytest.raises(PublishError) as missing:
        write(made, tmp_path / "no such folder" / "x.epub", {})
    with pytest.raises(PublishError) as broken:
        write(made, tmp_path / "x.epub", {1: b"no picture"})
    with pytest.raises(PublishError) as torn:
        write(made, tmp_path / "x.epub", {1: page_pictures()[1][:700] + b"0" * 5000})
    (tmp_path / "photo.jpg").unlink()
    with pytest.raises(PublishError) as lost:
        write(made, tmp_path / "x.epub", page_pictures())
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PublishError) as below_a_file:
        write(edition(tmp_path, page(1, article("a"))), tmp_path / "file" / "x.epub", {})
    for caught in (missing, broken, torn, lost, below_a_file):
        assert [item.rule for item in caught.value.findings] == ["O-001"]
        assert caught.value.code is ExitCode.OUTPUT
    assert not (tmp_path / "x.epub").exists()
