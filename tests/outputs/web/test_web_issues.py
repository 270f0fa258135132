"""The site of all issues: what comes and goes with one, and what stays as it is."""

import hashlib
import json
import shutil
from datetime import date, timedelta

import pytest
from site_edition import article, edition, made_up, module, page, page_pictures, para, parse

from publisher.errors import PublishError
from publisher.outputs.web import site, write
from publisher.outputs.web.record import read

MARCH = [date(2024, 3, day) for day in (1, 8, 15, 22)]


class Sites:
    def __init__(self, folder):
        self.out = folder / "dist"
        self.paper = folder / "paper"
        self.paper.mkdir()

    def add(self, day, paper="sample-times", name="样张时报", title="标题"):
        made = edition(
            self.paper, page(1, article("01-01", title, (para("正文。"),))), paper={"id": paper, "name": name}
        )
        made = type(made)(**{field: getattr(made, field) for field in made.__slots__} | {"date": day})
        issue = made_up((1, "要闻", (module("01-01", (60, 60, 300, 400)),)))
        web = self.out / paper / day.isoformat() / "web"
        web.mkdir(parents=True, exist_ok=True)
        write(made, issue, web, {1: page_pictures()[1]})
        site.update(self.out, paper, day, self.paper)

    def files(self):
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in self.out.rglob("*")
            if path.is_file()
        }

    def page(self, name):
        return parse((self.out / name).read_bytes())

    def links(self, name):
        return [node.attrs["href"] for node in self.page(name).every("a") if "href" in node.attrs]


@pytest.fixture
def sites(tmp_path):
    return Sites(tmp_path)


def test_an_issue_that_comes_changes_its_neighbours_links_and_what_lists_it(sites):
    for day in (MARCH[0], MARCH[1], MARCH[3]):
        sites.add(day)
    before = sites.files()
    sites.add(MARCH[2])
    after = sites.files()
    changed = {name for name in before if after[name] != before[name]}
    listing = {
        "sample-times/2024.html",
        "sample-times/index.html",
        "sample-times/offline.json",
        "index.html",
        "offline.json",
    }
    assert changed <= {f"sample-times/{day}/web/index.html" for day in MARCH} | listing | {
        name for name in before if name.startswith("search/")
    }
    assert f"sample-times/{MARCH[0]}/web/index.html" not in changed
    assert "../../2024-03-08/web/index.html" in sites.links("sample-times/2024-03-15/web/index.html")
    assert "../../2024-03-22/web/index.html" in sites.links("sample-times/2024-03-15/web/index.html")
    assert "../../2024-03-15/web/index.html" in sites.links("sample-times/2024-03-22/web/index.html")


def test_an_issue_that_goes_leaves_the_site_as_if_it_had_never_been(sites):
    for day in (MARCH[0], MARCH[1], MARCH[3]):
        sites.add(day)
    before = sites.files()
    sites.add(MARCH[2])
    left = site.remove(sites.out, "sample-times", MARCH[2], sites.paper)
    assert left.papers == {"sample-times": (MARCH[0], MARCH[1], MARCH[3])}
    assert sites.files() == before


def test_the_order_in_which_issues_come_does_not_matter(sites, tmp_path):
    (tmp_path / "other").mkdir()
    other = Sites(tmp_path / "other")
    for day in MARCH:
        sites.add(day)
    for day in reversed(MARCH):
        other.add(day)
    assert sites.files() == other.files()
    site.rebuild(other.out, {"sample-times": other.paper})
    assert sites.files() == other.files()


def test_what_is_kept_without_a_network_can_be_searched(sites):
    for day in (date(2024, 1, 5), *MARCH[:2], date(2024, 4, 5)):
        sites.add(day)
        kept = json.loads((sites.out / "sample-times" / "offline.json").read_bytes())["files"]
        for name, known in kept.items():
            assert hashlib.sha256((sites.out / name).read_bytes()).hexdigest().startswith(known), name
    there = {name for name in sites.files() if name.startswith("search/")}
    assert {name for name in there if "/2024-01/" not in name} == {name for name in kept if name in there}, (
        "the months of the last issues, and no others"
    )
    own = json.loads((sites.out / "offline.json").read_bytes())["files"]
    assert {"search.html", "assets/search.js"} <= own.keys()


def test_the_last_issue_of_a_newspaper_takes_its_front_along(sites):
    sites.add(MARCH[0])
    sites.add(MARCH[1], paper="other-times", name="别报")
    assert "other-times/index.html" in sites.links("index.html")
    site.remove(sites.out, "other-times", MARCH[1])
    assert not [name for name in sites.files() if name.startswith("other-times/") and name.endswith(".html")]
    assert "other-times/index.html" not in sites.links("index.html")
    assert sites.page("index.html").one("h1").text() == "样张时报"
    site.remove(sites.out, "sample-times", MARCH[0])
    assert not [name for name in sites.files() if name.endswith(".html") and name != "search.html"]
    assert not (sites.out / "search").exists(), "nor is there an empty folder"


def test_every_link_of_the_site_leads_to_a_file(sites):
    for day in (*MARCH, date(2022, 12, 31), date(2025, 1, 1)):
        sites.add(day)
    sites.add(MARCH[0], paper="other-times", name="别报")
    count = 0
    for name in (name for name in sites.files() if name.endswith(".html")):
        for link in sites.links(name):
            path = link.partition("#")[0]
            if path and "pages/" not in path:
                assert ((sites.out / name).parent / path).resolve().is_file(), (name, link)
                count += 1
    assert count > 100


def test_years_lead_to_each_other(sites):
    for day in (date(2022, 12, 31), MARCH[0], date(2025, 1, 1)):
        sites.add(day)
    assert {"2022.html", "2025.html"} < set(sites.links("sample-times/2024.html"))
    site.remove(sites.out, "sample-times", MARCH[0])
    assert not (sites.out / "sample-times" / "2024.html").exists()
    assert "2025.html" in sites.links("sample-times/2022.html")


def test_a_calendar_has_the_days_of_its_months(sites):
    for day in MARCH:
        sites.add(day)
    (table,) = sites.page("sample-times/2024.html").every("table")
    cells = [node.text() for node in table.every("td")]
    # The first of March 2024 was a Friday.
    assert cells[:5] == ["", "", "", "", "1"]
    assert [cell for cell in cells if cell] == [str(day) for day in range(1, 32)]
    assert [node.text() for node in table.every("a")] == ["1", "8", "15", "22"]
    assert table.every("a")[0].attrs["aria-label"] == "2024年3月1日的报纸"


def test_what_is_no_issue_is_passed_over(sites):
    sites.add(MARCH[0])
    before = sites.files()
    for name in (
        "notes",
        "sample-times/20240302/web",
        "sample-times/2024-03-02/pages",
        "sample-times/2024-13-40/web",
    ):
        (sites.out / name).mkdir(parents=True)
    (sites.out / "sample-times" / "20240302" / "web" / "issue.json").write_text("{}")
    site.rebuild(sites.out, {"sample-times": sites.paper})
    assert {name: content for name, content in sites.files().items() if "20240302" not in name} == before


def test_nothing_leads_to_an_issue_that_cannot_be_read_and_it_is_told_of(sites):
    for day in MARCH[:3]:
        sites.add(day)
    broken = sites.out / "sample-times" / MARCH[2].isoformat() / "web"
    (broken / "issue.json").write_text("null")
    alone = sites.out / "torn-times" / "2024-03-01" / "web"
    alone.mkdir(parents=True)
    (alone / "issue.json").write_text("{bad")
    shelf, found = site.rebuild(sites.out, {"sample-times": sites.paper})
    assert shelf.papers == {"sample-times": tuple(MARCH[:2])}
    assert [(item.rule, str(broken) in item.message) for item in found] == [("O-026", True)]
    assert found[0].hint
    for front in ("index.html", f"sample-times/{MARCH[1].isoformat()}/web/index.html"):
        assert not [link for link in sites.links(front) if MARCH[2].isoformat() in link]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": 2}', '{"schema": 1, "pages": 3}', "\x00"])
def test_an_issue_whose_record_is_broken_does_not_stop_the_others(sites, content):
    for day in MARCH[:3]:
        sites.add(day)
    (sites.out / "sample-times" / MARCH[1].isoformat() / "web" / "issue.json").write_text(content)
    sites.add(MARCH[3])
    assert sites.page("index.html").one("h1").text() == "样张时报"
    assert read(sites.out / "sample-times" / MARCH[1].isoformat() / "web") is None


def test_hostile_records_stay_text(sites):
    sites.add(MARCH[0], name="</script><b>报", title="</script><script>alert(1)</script>")
    for name in ("index.html", "sample-times/index.html", "sample-times/2024.html"):
        tree = sites.page(name)
        assert not tree.every("b", class_=None) or "报" not in "".join(
            node.text() for node in tree.every("script")
        )
        assert "</script><b>报" in tree.text()


def test_a_place_that_cannot_be_written_is_an_output_error(sites):
    sites.add(MARCH[0])
    (sites.out / "sample-times" / "2025.html").mkdir()
    with pytest.raises(PublishError) as caught:
        sites.add(date(2025, 1, 1))
    assert [item.rule for item in caught.value.findings] == ["O-001"]


@pytest.mark.proof
def test_adding_takes_no_longer_where_there_are_many(sites):
    """What is read and written for one more issue is the same beside ten others and beside three times as many."""

    def touched(day):
        before = {path: path.stat().st_mtime_ns for path in sites.out.rglob("*") if path.is_file()}
        sites.add(day)
        after = {path: path.stat().st_mtime_ns for path in sites.out.rglob("*") if path.is_file()}
        return sum(before.get(path) != time for path, time in after.items())

    first = date(2024, 1, 1)
    for at in range(10):
        sites.add(first + timedelta(days=at))
    few = touched(first + timedelta(days=10))
    # Not the first of a month, for which all files of the search are new.
    for at in range(11, 33):
        sites.add(first + timedelta(days=at))
    assert touched(first + timedelta(days=33)) <= few + 2


def test_a_newspaper_that_comes_or_goes_changes_no_other(sites):
    sites.add(MARCH[0])
    before = sites.files()
    sites.add(MARCH[1], paper="other-times", name="别报")
    both = sites.files()
    ours = [name for name in before if name.startswith("sample-times/")]
    assert {name: both[name] for name in ours} == {name: before[name] for name in ours}
    assert "../index.html" in sites.links("sample-times/index.html")
    site.remove(sites.out, "other-times", MARCH[1])
    assert sites.files() == before


@pytest.mark.parametrize("moved", ["renamed-times/2024-03-08", "sample-times/2024-04-05"])
def test_a_folder_that_was_moved_is_followed(sites, moved):
    for day in MARCH[:2]:
        sites.add(day)
    target = sites.out / moved
    target.parent.mkdir(exist_ok=True)
    (sites.out / "sample-times" / MARCH[1].isoformat()).rename(target)
    _, found = site.rebuild(sites.out, {"sample-times": sites.paper})
    # The front is made anew, and the articles are not.
    assert [(item.rule, str(target / "web") in item.message) for item in found] == [("O-027", True)]
    assert MARCH[1].isoformat() in found[0].message
    assert (sites.out / moved / "web" / "index.html").is_file()
    dead = [
        (name, link)
        for name in sites.files()
        if name.endswith(".html")
        for link in sites.links(name)
        if (path := link.partition("#")[0]) and "pages/" not in path
        if not ((sites.out / name).parent / path).resolve().is_file()
    ]
    assert dead == []
    assert f"{moved}/web/01/01-01.html" in sites.links("index.html")


def test_what_people_take_away_themselves_leaves_nothing_once_the_site_is_made_anew(sites):
    sites.add(MARCH[0])
    before = sites.files()
    sites.add(date(2025, 2, 28))
    sites.add(MARCH[1], paper="other-times", name="别报")
    shutil.rmtree(sites.out / "sample-times" / "2025-02-28")
    shutil.rmtree(sites.out / "other-times" / MARCH[1].isoformat())
    site.rebuild(sites.out, {"sample-times": sites.paper})
    assert sites.files() == before


def test_a_run_that_ended_before_the_site_is_made_good_by_the_next(sites):
    sites.add(MARCH[0])
    (sites.out / "sample-times" / "index.html").unlink()
    sites.add(MARCH[1], paper="other-times", name="别报")
    assert (sites.out / "sample-times" / "index.html").is_file()
