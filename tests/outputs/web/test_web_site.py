"""The site as a whole: addresses, links, safety, sameness."""

import json
import re
from posixpath import dirname, join, normpath

import pytest
from site_edition import HOSTILE, Site, article, edition, made_up, module, page, page_pictures, para, rich

from publisher.errors import ExitCode, PublishError
from publisher.outputs.web import write


def test_every_page_and_article_has_its_stable_address(site):
    assert set(site.pages) == {
        "index.html", "01/index.html", "04/index.html", "05/index.html",
        "01/01-01.html", "01/01-02.html", "01/index-2.html",
        "04/Story.html", "04/story-2.html", "04/article.html", "04/p-1.html",
    }  # fmt: skip


def test_addresses_of_ordinary_ids(build, tmp_path):
    made = build(edition(tmp_path, page(2, article("02-01"), article("02-02"))))
    assert set(made.pages) == {"index.html", "02/index.html", "02/02-01.html", "02/02-02.html"}


def test_no_file_is_called_like_a_device_of_windows(build, tmp_path):
    made = build(edition(tmp_path, page(2, article("NUL"), article("com1.a"), article("console"))))
    assert {"02/article-NUL.html", "02/article-com1.a.html", "02/console.html"} < set(made.pages)


def _targets(site):
    for name, tree in site.pages.items():
        for node in tree.every():
            for key in ("href", "src"):
                if key in node.attrs:
                    yield name, node, node.attrs[key]


def test_every_link_leads_to_a_file_and_a_place_in_it(site):
    count = 0
    for name, _, target in _targets(site):
        if target.startswith("https:"):
            continue
        path, _, fragment = target.partition("#")
        place = normpath(join(dirname(name), path)) if path else name
        if place.startswith("../"):
            assert place in {"../pages/01.pdf", "../pages/05.pdf"}
            assert name in {"01/index.html", "05/index.html"}
            continue
        assert place in site.files, f"{name}: {target}"
        if fragment:
            assert len(site.pages[place].every(id=fragment)) == 1, f"{name}: {target}"
        count += 1
    assert count > 100


def test_ids_are_unique(site):
    for name, tree in site.pages.items():
        ids = [node.attrs["id"] for node in tree.every() if "id" in node.attrs]
        assert len(ids) == len(set(ids)), name


def test_nothing_is_fetched_from_elsewhere(site):
    links = [(node.tag, target) for _, node, target in _targets(site) if re.match(r"[a-z]+:|//", target)]
    assert links == [("a", "https://example.org/?q=a&c=[1]")]
    sheets = [content for name, content in site.files.items() if name.endswith(".css")]
    assert all(b"url(" not in sheet and b"@import" not in sheet for sheet in sheets)


def test_pages_satisfy_their_own_policy(site):
    for tree in site.pages.values():
        (policy,) = (
            node.attrs["content"]
            for node in tree.every("meta")
            if node.attrs.get("http-equiv") == "Content-Security-Policy"
        )
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "*" not in policy
        for node in tree.every():
            assert node.tag != "style"
            assert not [key for key in node.attrs if key == "style" or key.startswith("on")]
            if node.tag == "script" and "src" not in node.attrs:
                assert node.attrs == {"type": "application/ld+json"}


def test_hostile_text_stays_text(site):
    tree = site.pages["01/01-02.html"]
    assert tree.one("h1").text() == HOSTILE
    assert tree.one("div", class_="text").text().strip() == HOSTILE
    assert tree.one("title").text().startswith(HOSTILE)
    assert json.loads(tree.one("script", type="application/ld+json").text())["headline"] == HOSTILE
    assert [node.attrs.get("src") for node in tree.every("script")] == [None, "../settings.js", "../web.js"]
    assert not tree.every("b", title="x")


def test_characters_that_no_page_can_hold_are_left_out(site):
    tree = site.pages["01/index-2.html"]
    assert tree.one("h1").text() == "坏字符"
    assert tree.one("div", class_="text").text().strip() == "前后"


def test_the_same_edition_gives_the_same_bytes(site, tmp_path):
    made, issue = rich(tmp_path)
    write(made, issue, tmp_path / "web", dict(reversed(page_pictures().items())))
    assert Site(made, issue, tmp_path / "web").files == site.files


def test_a_publication_may_bring_its_own_templates_and_styles(build, tmp_path):
    own = tmp_path / "paper"
    (own / "templates" / "web").mkdir(parents=True)
    (own / "templates" / "web" / "home.html.j2").write_text("<p>{{ issue.name }}</p>", encoding="utf-8")
    (own / "styles").mkdir()
    (own / "styles" / "web.css").write_text(".own { color: red; }", encoding="utf-8")
    made = build(edition(own, page(1, article("01-01"))))
    assert made.files["index.html"].decode() == "<p>样张时报</p>"
    assert made.files["web.css"].decode().endswith(".own { color: red; }")
    assert b".facsimile" in made.files["web.css"]


@pytest.mark.parametrize("template", ["{{ missing }}", "{% if %}", "{{ ''.__class__.__mro__ }}"])
def test_a_template_that_fails_is_an_output_error(build, tmp_path, template):
    own = tmp_path / "paper" / "templates" / "web"
    own.mkdir(parents=True)
    (own / "home.html.j2").write_text(template, encoding="utf-8")
    with pytest.raises(PublishError) as caught:
        build(edition(tmp_path / "paper", page(1, article("01-01"))))
    assert [item.rule for item in caught.value.findings] == ["O-001"]


def test_a_place_that_cannot_be_written_is_an_output_error(tmp_path):
    (tmp_path / "web").write_bytes(b"")
    made = edition(tmp_path, page(1, article("01-01")))
    with pytest.raises(PublishError) as caught:
        write(made, made_up((1, "", ())), tmp_path / "web", {})
    assert caught.value.code is ExitCode.OUTPUT
    assert "web" in caught.value.findings[0].message


def test_pages_that_make_up_never_saw_are_listed_all_the_same(build, tmp_path):
    made = build(
        edition(tmp_path, page(1, article("01-01")), page(2, article("02-01"))), made_up((1, "要闻", ()))
    )
    assert {"02/index.html", "02/02-01.html"} <= set(made.pages)


def test_an_english_edition_speaks_english(build, tmp_path):
    paper = {"language": "en-GB", "name": "The Sample"}
    story = article("01-01", ("Two", "Lines"), (para("Text."),))
    made = build(
        edition(tmp_path, page(1, story, article("01-02")), paper=paper),
        made_up((1, "News", (module("01-01", (1, 1, 1, 1)),))),
    )
    tree = made.pages["01/01-01.html"]
    assert tree.one("html").attrs["lang"] == "en-GB"
    assert tree.one("p", class_="progress").text().strip() == "Article 1 of 2"
    assert tree.one("h1").text() == "Two Lines"
    assert "Thursday, 5 January 2023" in tree.text()
    assert not re.search(
        "[\u4e00-\u9fff]", made.pages["index.html"].text().replace("标题", "").replace("要闻", "")
    )


def test_lines_run_as_the_script_does(build, tmp_path):
    paper = {"language": "ar-EG", "name": "الأهرام"}
    made = build(edition(tmp_path, page(1, article("01-01")), paper=paper))
    assert {tree.one("html").attrs.get("dir") for tree in made.pages.values()} == {"rtl"}


def test_an_english_edition_counts_words_and_pages(build, tmp_path):
    paper = {"language": "en-GB", "name": "The Sample"}
    story = article("01-01", ("Two", "Lines"), (para("Text."),))
    made = build(
        edition(tmp_path, page(1, story), paper=paper),
        made_up(
            (1, "News", (module("01-01", (1, 1, 1, 1), goes=2),)),
            (2, "Continued", (module("01-01", (1, 1, 1, 1), came=1),)),
        ),
    )
    assert "1 page" in made.pages["index.html"].text()
    assert "Page 2: Continued" in made.pages["index.html"].text()
    assert "Continued on page 2" in made.pages["01/index.html"].text()
    assert "Continued from page 1" in made.pages["02/index.html"].text()
    tree = made.pages["01/01-01.html"]
    assert tree.one("bdi", class_="count").text() == "3 words"
    data = made.files["01/01-01.html"].decode()
    assert '"printPage": "1"' in data
    assert '"wordCount": 3' in data
