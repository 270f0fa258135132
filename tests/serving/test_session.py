"""Building again and again gives what a build gives, and makes only what an edit touched."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from publisher.errors import PublishError
from publisher.pipeline import Request, build
from publisher.serving.session import InterruptedSessionError, Session

SAMPLE = Path(__file__).parents[2] / "editions" / "sample-daily"
DAY = "2024-03-20"
#: Pages that are left out, for time: a document, a supplement, photographs.
LEFT_OUT = (4, 6, 7)
#: How many are left.
PAGES = 5


def shortened(manifest: str) -> str:
    """Leave some pages out of an edition's manifest, and number the rest."""
    head, *pages = re.split(r"^  - number: \d+\n", manifest, flags=re.MULTILINE)
    kept = [page for number, page in enumerate(pages, 1) if number not in LEFT_OUT]
    return head + "".join(f"  - number: {number}\n{page}" for number, page in enumerate(kept, 1))


class Desk:
    """A copy of the sample without some of its pages, and a session that builds it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paper = folder / "editions" / "sample-daily"
        shutil.copytree(SAMPLE, self.paper, ignore=shutil.ignore_patterns("2024-06-21"))
        self.issue = self.paper / DAY
        manifest = self.issue / "edition.yaml"
        manifest.write_text(shortened(manifest.read_text("utf-8")), "utf-8")
        self.out = folder / "dist"
        self.out.mkdir()
        self.made = self.out / "sample-daily" / DAY
        self.session = Session(self.issue, self.out)

    def update(self):
        """Build; return the pages that were painted and the files that changed, of all updates together."""
        updates = list(self.session.update())
        assert [update.settled for update in updates][-1]
        pages = {number for update in updates for number in update.pages}
        return pages, {name for update in updates for name in update.files}

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.issue / name
        text = path.read_text("utf-8")
        assert re.search(old, text, re.MULTILINE), (name, old)
        path.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), "utf-8")

    def fresh(self) -> Path:
        """Build as if for the first time; return the site's folder."""
        out = self.folder / "fresh"
        shutil.rmtree(out, ignore_errors=True)
        build(Request(folder=self.issue, out=out, formats=("web",)))
        return out


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    made = Desk(tmp_path_factory.mktemp("desk"))
    made.update()
    yield made
    made.session.stop()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".site.lock"
    }


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    return text


def assert_same(out: Path, fresh: Path) -> None:
    """Every file is the same; PDFs of pages bear an identifier of the whole edition's, and say the same."""
    one, other = contents(out), contents(fresh)
    assert one.keys() == other.keys()
    reports = [name for name in one if name.endswith("report.json")]
    pdfs = [name for name in one if name.endswith(".pdf")]
    assert len(pdfs) == PAGES
    for name in one.keys() - {*reports, *pdfs}:
        assert one[name] == other[name], name
    for name in pdfs:
        assert words(one[name]) == words(other[name]), name
    for name in reports:
        mine, theirs = json.loads(one[name]), json.loads(other[name])
        for record in (mine, theirs):
            record.pop("seconds")
            for page in record["pages"]:
                page.pop("make_up_seconds")
        assert mine == theirs


def test_it_makes_what_a_build_makes_after_edits_of_many_kinds(desk):
    # The lead of the second page is told of at the front; the lead of the front goes on behind.
    desk.edit("articles/02-oldtown.md", r"^title: .*$", "title: 老城里的事先问居民 再画图纸")
    pages, files = desk.update()
    assert pages == {1, 2}
    assert f"sample-daily/{DAY}/web/02/page.webp" in files
    assert f"sample-daily/{DAY}/web/03/page.webp" not in files
    desk.edit("articles/01-reading.md", r"^title:.*$", "title: 全城的书 一张证都借得到")
    desk.edit(
        "articles/01-brief-water.md",
        r"\A(---\n(.*\n)*?---\n)",
        r"\1\n今天起全市供水改用新的水价，居民家里多了一张说明书。\n",
    )
    desk.update()
    desk.edit("edition.yaml", r"^(\s+)- articles/08-fixtures\.md\n", "")
    (desk.issue / "articles" / "08-fixtures.md").unlink()
    desk.update()
    assert_same(desk.out, desk.fresh())


def test_only_what_an_edit_touched_is_made(desk):
    desk.update()
    before = {path: path.stat().st_mtime_ns for path in desk.made.rglob("*.webp")}
    made = desk.session.memo.made
    desk.edit("articles/03-b2.md", r"^title: .*$", "title: 旧衣改造展后天开展")
    updates = list(desk.session.update())
    assert updates[0].pages == (3,)
    assert not updates[0].settled
    assert made < desk.session.memo.made
    changed = {path for path, stamp in before.items() if path.stat().st_mtime_ns != stamp}
    assert {path.parent.name for path in changed} == {"03"}
    assert all("/03/" in name or not name.endswith("page.webp") for name in updates[0].files)


def test_nothing_is_made_when_nothing_has_changed(desk):
    desk.update()
    made = desk.session.memo.made
    (desk.issue / "edition.yaml").touch()
    assert desk.update() == (set(), set())
    assert desk.session.memo.made == made


def test_an_error_leaves_the_pages_and_is_mended(desk):
    desk.update()
    before = contents(desk.out)
    text = (desk.issue / "edition.yaml").read_text("utf-8")
    (desk.issue / "edition.yaml").write_text(text.replace("pages:", "pages: ["), "utf-8")
    with pytest.raises(PublishError) as caught:
        desk.update()
    assert caught.value.findings[0].where.line
    assert contents(desk.out) == before
    (desk.issue / "edition.yaml").write_text(text, "utf-8")
    assert desk.update() == (set(), set())


def test_a_style_of_the_papers_own_is_minded(desk):
    desk.update()
    styles = desk.paper / "styles"
    styles.mkdir()
    (styles / "newspaper.css").write_text(".page { background: #fffef8 }")
    (styles / "web.css").write_text("body { color: #111 }")
    pages, files = desk.update()
    assert pages == set(range(1, PAGES + 1))
    assert f"sample-daily/{DAY}/web/web.css" in files
    assert "sample-daily/assets/web.css" in files
    shutil.rmtree(styles)
    assert desk.update()[0] == set(range(1, PAGES + 1))


def test_what_confirms_gives_way_to_the_next_edit(desk):
    desk.update()
    desk.edit("articles/02-cherry.md", r"^title: .*$", "title: 樱花开了")
    desk.session.outdated = lambda: True
    try:
        updates = desk.session.update()
        assert next(updates).pages == (2,), "what somebody waits to see is finished"
        with pytest.raises(InterruptedSessionError):
            next(updates)
    finally:
        desk.session.outdated = lambda: False
    pages, files = desk.update()
    assert pages == set()
    assert f"sample-daily/{DAY}/web/02/sharp.webp" in files, "what is shown enlarged comes when there is time"
    assert not [name for name in files if name.endswith((".html", "page.webp", ".pdf"))]


def stopping_at(session, last):
    """Stop a session when it comes to a step; return the steps to which it comes."""
    steps = []

    def progress(step, detail):
        steps.append(step)
        if step == last:
            session.stop()

    session.progress = progress
    return steps


def test_a_session_that_is_stopped_leaves_nothing_half_done(tmp_path):
    desk = Desk(tmp_path)
    steps = stopping_at(desk.session, "pdf")
    with pytest.raises((InterruptedSessionError, PublishError)):
        list(desk.session.update())
    assert steps[-1] == "pdf"
    assert contents(desk.out) == {}
    assert list(desk.out.iterdir()) == []


def test_an_issue_that_has_gone_is_told_of_and_goes_on_when_it_is_back(tmp_path):
    desk = Desk(tmp_path)
    steps = stopping_at(desk.session, "make_up")
    away = desk.issue.rename(desk.paper / "2024-03-21")
    with pytest.raises(PublishError) as error:
        list(desk.session.update())
    assert [(item.rule, str(desk.issue) in item.message) for item in error.value.findings] == [
        ("O-032", True)
    ]
    away.rename(desk.issue)
    with pytest.raises(InterruptedSessionError):
        list(desk.session.update())
    assert steps == ["load", "load", "make_up"]
