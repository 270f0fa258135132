"""The command ``site``: what it says of the issues that are there, and of one that is not."""

import json
import shutil
from dataclasses import replace
from datetime import date

import pytest
from making import article, edition
from test_cli import run

from publisher.makeup.issue import MadeUpIssue
from publisher.outputs.web import site, write

DAYS = (date(2024, 3, 1), date(2024, 3, 2))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A site of two newspapers; both appeared on the second day."""
    out = tmp_path_factory.mktemp("site")
    for paper, day in (("daily", DAYS[0]), ("daily", DAYS[1]), ("weekly", DAYS[1])):
        issue = edition((article("a", 90),))
        issue = replace(issue, date=day, publication=replace(issue.publication, id=paper, name=paper))
        target = out / paper / day.isoformat() / "web"
        target.mkdir(parents=True)
        write(issue, MadeUpIssue(pages=(), faces=(), findings=()), target, {})
    site.rebuild(out, {})
    return out


@pytest.fixture
def out(built, tmp_path):
    return shutil.copytree(built, tmp_path / "dist")


def test_it_tells_what_is_there(out, tmp_path):
    done = run("site", "--out", out, cwd=tmp_path)
    assert done.stdout.splitlines() == [
        "daily：2 期，2024-03-01 至 2024-03-02",
        "weekly：1 期，2024-03-02",
    ]
    told = json.loads(run("site", "--out", out, "--json", cwd=tmp_path).stdout)
    assert told["papers"] == {"daily": ["2024-03-01", "2024-03-02"], "weekly": ["2024-03-02"]}


def test_an_issue_is_taken_out(out, tmp_path):
    done = run("site", "--out", out, "--remove", "2024-03-01", cwd=tmp_path)
    assert done.returncode == 0
    assert "daily：1 期" in done.stdout
    assert not (out / "daily" / "2024-03-01" / "web").exists()


def test_of_two_newspapers_one_must_be_named(out, tmp_path):
    done = run("site", "--out", out, "--remove", "2024-03-02", cwd=tmp_path)
    assert done.returncode == 2
    assert "daily、weekly" in done.stderr
    assert (
        run("site", "--out", out, "--remove", "2024-03-02", "--paper", "weekly", cwd=tmp_path).returncode == 0
    )
    assert not (out / "weekly" / "2024-03-02" / "web").exists()
    assert (out / "daily" / "2024-03-02" / "web" / "index.html").is_file()


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "站点里没有 2023-12-31 的报纸"), ("en", "no issue of 2023-12-31")]
)
def test_where_there_is_no_such_issue_it_says_which_there_are(out, tmp_path, language, words):
    done = run("site", "--out", out, "--remove", "2023-12-31", cwd=tmp_path, EPAPER_LANG=language)
    assert done.returncode == 2
    said = " ".join(done.stderr.replace("│", " ").split())
    assert words in said
    assert "daily 2024-03-01–2024-03-02; weekly 2024-03-02" in said


def test_without_a_site_it_says_so(tmp_path):
    done = run("site", "--out", tmp_path / "none", cwd=tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "站点里还没有报纸")
    assert run("site", "--out", tmp_path / "none", "--remove", "2024-03-02", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "none").exists()
