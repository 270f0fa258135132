"""Many editions that nobody wrote, through every output and validator; the figures go to ``proof/account.md``."""

import statistics
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby

import pytest
from account import record
from generated.faults import words
from generated.figures import share
from generated.pages import draw_issue
from generated.painting import paint_files
from readers.agreement import disagreements
from readers.validators import ace, epubcheck
from readers.verapdf import failed_rules

from publisher.checks.completeness import check_make_up
from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import DrawingBox
from publisher.outputs import epub, pdf, web
from publisher.outputs.epub import facsimile
from publisher.text.reading import count_characters, visible

SEEDS = range(7000, 7050)
SYSTEMS = ("foliate", "epubjs", "readium", "mupdf", "calibre")


def built(seed, folder):
    """Build one edition in all formats, check it, and return its figures."""
    issue = draw_issue(seed, folder)
    paint_files(issue)
    started = time.perf_counter()
    made = make_up_issue(issue)
    seconds = time.perf_counter() - started
    assert check_make_up(issue, made) == (), seed
    assert [made.placed[item.id] for item in issue.articles] == list(map(count_characters, issue.articles)), (
        seed
    )
    assert all(page.overset == 0 for page in made.pages)
    (folder / "pages").mkdir()
    painted = pdf.write(issue, made, folder / "whole.pdf", folder / "pages")
    assert painted.findings == (), (seed, painted.findings)
    text = subprocess.run(
        ["pdftotext", "-raw", str(folder / "whole.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    found = visible(text)
    for module in (module for page in made.pages for module in page.modules):
        # What was made up equals the manifest; here what was painted equals what was made up.
        for drawn, group in groupby(module.elements, lambda element: isinstance(element, DrawingBox)):
            written = visible("".join(text for element in group for text in words(element, added=True)))
            assert drawn or written in found, (seed, module.article_id)
    pictures = {
        page.number: (folder / "pages" / f"{page.number:02d}.png").read_bytes() for page in made.pages
    }
    epub.write(issue, folder / "book.epub", pictures)
    assert epubcheck(folder / "book.epub") == [], seed
    assert ace(folder / "book.epub", folder / "ace") == [], seed
    differing = [words for system in SYSTEMS for words in disagreements(issue, folder / "book.epub", system)]
    assert differing == [], seed
    facsimile.write(issue, folder / "facsimile.epub", pictures, made.pages, gray=seed % 2 == 0)
    assert epubcheck(folder / "facsimile.epub") == [], seed
    profile = list(epub.PROFILES.values())[seed % len(epub.PROFILES)]
    epub.write(issue, folder / "other.epub", pictures, made.pages, profile=profile, gray=seed % 2 == 1)
    assert epubcheck(folder / "other.epub") == [], (seed, profile.name)
    (folder / "web").mkdir()
    web.write(issue, made, folder / "web", pictures)
    assert (folder / "web" / "index.html").is_file()
    wanted = [page for page in made.pages if page.number <= len(issue.pages)]
    return {
        "seed": seed,
        "pages": wanted,
        "added": len(made.pages) - len(wanted),
        "articles": len(issue.articles),
        "seconds": seconds,
    }


@pytest.mark.proof
def test_fifty_generated_editions(tmp_path):
    folders = [tmp_path / str(seed) for seed in SEEDS]
    for folder in folders:
        folder.mkdir()
    with ProcessPoolExecutor(max_workers=2) as pool:
        figures = list(pool.map(built, SEEDS, folders))
    assert failed_rules(*(folder / "whole.pdf" for folder in folders)) == []
    pages = [page for item in figures for page in item["pages"]]
    # A page whose copy went on to another had enough of its own.
    full = [page.fill for page in pages if sum(module.characters for module in page.modules) > page.lines * 8]
    times = [page.seconds for page in pages]
    middle, most = statistics.median(times), max(times)
    seconds = f"median {middle:.2f}, p95 {share(times, 0.95):.2f}, max {most:.2f}"
    record(
        "全部成品 All outputs",
        [
            f"期数 editions: {len(figures)}（seeds {SEEDS.start}–{SEEDS.stop - 1}）",
            f"稿件 articles: {sum(item['articles'] for item in figures)}",
            f"版面 pages: {len(pages)}，续版 pages added by jumps: {sum(item['added'] for item in figures)}",
            "文字 text: 组版、PDF（pdftotext -raw）与字数全部相符；every character placed once and found in the PDF",
            "溢出 overset: 0",
            "veraPDF（PDF/A-3a、PDF/UA-1）: 0",
            "EPUBCheck 5.3（含 usage）: 0；Ace: 0",
            f"阅读系统 reading systems: {', '.join(SYSTEMS)}；目录、文字、版面、链接与清单相符 all agree with the manifest",
            f"稿量充足的版面 pages with copy enough: {len(full)}",
            f"满版率 fill: median {statistics.median(full):.3%}, min {min(full):.3%}",
            f"每版组版秒数 make-up seconds a page: {seconds}",
        ],
    )
    assert len(pages) > 80
    assert statistics.median(full) > 0.97
