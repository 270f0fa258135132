"""What counts as an edit, and that each is told of once."""

import shutil
import time
from pathlib import Path
from threading import Event

import pytest

from publisher.serving.watch import Watcher, matters


@pytest.mark.parametrize(
    "name",
    [
        "2024-03-20/articles/.01.md.swp", "2024-03-20/articles/01.md~", "2024-03-20/4913", "2024-03-20/.#01.md",
        "2024-03-20/#01.md#", "2024-03-20/.git/index", "2024-03-20/x.tmp", "2024-03-20/.goutputstream-ABC", ".DS_Store",
        "assets/photo.jpg.crdownload", "2024-03-20/edition.yaml.bak", "2024-03-20/.~lock.a.odt#",
    ],
)  # fmt: skip
def test_passing_files_of_editors_are_no_edits(name):
    assert not matters(Path("/paper") / name, Path("/paper"))


@pytest.mark.parametrize(
    "name", ["publication.yaml", "2024-03-20/edition.yaml", "2024-03-20/articles/01.md", "styles/newspaper.css",
             "templates/web/page.html.j2", "assets/第一张.jpg", "assets/fonts/own.otf"],
)  # fmt: skip
def test_what_an_issue_is_made_from_is(name):
    assert matters(Path("/paper") / name, Path("/paper"))


class Watched:
    def __init__(self, folder):
        self.paper = folder / "paper"
        self.issue = self.paper / "2024-03-20"
        (self.issue / "articles").mkdir(parents=True)
        (self.paper / "2024-03-21").mkdir()
        (self.paper / "assets").mkdir()
        (self.paper / "publication.yaml").write_text("id: paper")
        (self.issue / "articles" / "01.md").write_text("一")
        self.count, self.heard = 0, Event()
        self.watcher = Watcher(self.issue, self.told)
        self.watcher.start()
        self.settle()

    def told(self):
        self.count += 1
        self.heard.set()

    def settle(self):
        """Wait until everything is watched, and nothing is told any more."""
        time.sleep(0.8)
        self.heard.clear()
        self.count = 0

    def hears(self, seconds=10.0):
        found = self.heard.wait(seconds)
        self.settle()
        return found


@pytest.fixture
def watched(tmp_path):
    made = Watched(tmp_path)
    yield made
    made.watcher.stop()


def test_edits_of_every_kind_are_told(watched):
    article = watched.issue / "articles" / "01.md"
    article.write_text("二")
    assert watched.hears()
    new = article.with_suffix(".new")
    new.write_text("三")
    new.replace(article)
    assert watched.hears(), "editors save by renaming"
    article.rename(article.with_name("02.md"))
    assert watched.hears()
    (watched.issue / "articles" / "02.md").unlink()
    assert watched.hears()
    (watched.paper / "publication.yaml").write_text("id: paper\nname: 报")
    assert watched.hears()
    (watched.paper / "assets" / "a.svg").write_text("<svg/>")
    assert watched.hears()


def test_folders_that_come_later_are_watched(watched):
    (watched.paper / "styles").mkdir()
    assert watched.hears()
    (watched.paper / "styles" / "newspaper.css").write_text("p {}")
    assert watched.hears()
    shutil.rmtree(watched.issue)
    assert watched.hears()
    watched.issue.mkdir()
    assert watched.hears()
    (watched.issue / "edition.yaml").write_text("date: 2024-03-20")
    assert watched.hears(), "as after git checkout"


def test_a_burst_is_told_once_or_twice(watched):
    for number in range(60):
        (watched.issue / "articles" / f"{number}.md").write_text("x")
    assert watched.heard.wait(10)
    time.sleep(0.8)
    assert watched.count <= 3


def test_other_issues_and_passing_files_are_not_told(watched):
    (watched.paper / "2024-03-21" / "edition.yaml").write_text("x")
    (watched.issue / "articles" / ".01.md.swp").write_text("x")
    (watched.issue / "articles" / "01.md~").write_text("x")
    assert not watched.hears(1.5)
