"""Layouts in manifests: of an article, of a template, of an edition; what is wrong with one has its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publisher.makeup.issue import make_up_issue
from publisher.manifest.layout_keys import TEMPLATES
from publisher.model import Box, HeadPlace, Layout, Width

from .building import EDITION, PUBLICATION, Case, make_case, picture

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.model import Article


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make_case(tmp_path)


def _articles(case: Case, *layouts: str, page: str = "", publication: str = "") -> tuple[Article, ...]:
    """Load a page of articles, each with a layout or with none, and perhaps a template."""
    lines = [
        f"      - {{id: a{number}, title: 标题, body: 正文{f', layout: {layout}' if layout else ''}}}\n"
        for number, layout in enumerate(layouts)
    ]
    case.write("edition.yaml", EDITION.partition("      - articles")[0] + "".join(lines) + page)
    case.write("../publication.yaml", PUBLICATION + publication)
    return case.load().edition.articles


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        ("{columns: 4}", Layout(columns=4)),
        ("{columns: two-thirds, position: top-left}", Layout(columns=Width.TWO_THIRDS, position="top-left")),
        ("{position: [3, 21], rows: 40}", Layout(spot=(3, 21), rows=40)),
        ("{measures: 3, headline: within, headline_lines: 2}",
         Layout(measures=3, headline=HeadPlace.WITHIN, headline_lines=2)),
        ("{box: frame, picture_columns: 2}", Layout(box=Box.FRAME, picture_columns=2)),
        ("{columns: , position: centre}", Layout(position="centre")),
    ],
)  # fmt: skip
def test_an_article_s_layout(case: Case, text: str, layout: Layout) -> None:
    assert _articles(case, text)[0].layout == layout


def test_a_layout_in_an_article_file(case: Case) -> None:
    case.write(
        "articles/a.md", "---\ntitle: 标题\nlayout:\n  columns: all\n  headline: vertical\n---\n正文\n"
    )
    assert case.load().edition.articles[0].layout == Layout(columns=Width.ALL, headline=HeadPlace.VERTICAL)


@pytest.mark.parametrize(
    "text",
    [
        "{columns: ^0}", "{columns: ^25}", "{columns: ^wide}", "{columns: ^[4]}", "{position: ^middle}",
        "{position: [^0, 3]}", "{position: ^[3]}", "{rows: ^0}", "{headline: ^below}", "{box: ^yes}",
        "{headline_lines: ^2.5}",
    ],
)  # fmt: skip
def test_what_is_wrong_has_its_place(case: Case, text: str) -> None:
    line = f"      - {{id: a0, title: 标题, body: 正文, layout: {text}}}\n"
    case.write("edition.yaml", EDITION.partition("      - articles")[0] + line.replace("^", ""))
    assert case.faults() == [f"M-004 edition.yaml:6:{line.index('^') + 1}"]


def test_an_unknown_key_of_a_layout(case: Case) -> None:
    case.write("articles/a.md", "---\ntitle: 标题\nlayout: {column: 3}\n---\n正文\n")
    assert case.faults() == ["M-002 articles/a.md:3:10"]


def test_a_template_lays_out_the_articles_in_turn(case: Case) -> None:
    page = "    layout: lead-below\n"
    first, second, third = _articles(case, "", "", "", page=page)
    wanted = [keys.layout() for keys in TEMPLATES["lead-below"]]
    assert [first.layout, second.layout, third.layout] == [*wanted, Layout()]


def test_an_article_s_own_layout_goes_before_the_template(case: Case) -> None:
    page = "    layout: lead-below\n"
    first, second = _articles(case, "{columns: 3}", "", page=page)
    assert first.layout == Layout(columns=3)
    assert second.layout == TEMPLATES["lead-below"][1].layout()


def test_a_template_of_more_articles_than_there_are(case: Case) -> None:
    (only,) = _articles(case, "", page="    layout: lead-below\n")
    assert only.layout == TEMPLATES["lead-below"][0].layout()


def test_a_paper_s_own_template(case: Case) -> None:
    own = "layouts:\n  周末:\n    - {columns: half, position: bottom-right}\n    - {box: tint}\n"
    first, second = _articles(case, "", "", page="    layout: 周末\n", publication=own)
    assert first.layout == Layout(columns=Width.HALF, position="bottom-right")
    assert second.layout == Layout(box=Box.TINT)


def test_a_paper_s_own_template_goes_before_one_of_that_name(case: Case) -> None:
    own = "layouts:\n  lead-left:\n    - {columns: 5}\n"
    (only,) = _articles(case, "", page="    layout: lead-left\n", publication=own)
    assert only.layout == Layout(columns=5)


def test_an_unknown_template_names_those_that_there_are(case: Case) -> None:
    case.write("../publication.yaml", PUBLICATION + "layouts:\n  周末:\n    - {columns: half}\n")
    case.write("edition.yaml", EDITION + "    layout: lead-middle\n")
    (finding,) = case.findings()
    assert finding.rule == "M-020"
    assert "lead-middle" in finding.message
    assert all(name in finding.hint for name in (*TEMPLATES, "周末"))


def test_a_fault_in_a_template_has_its_place(case: Case) -> None:
    case.write(
        "../publication.yaml", PUBLICATION + "layouts:\n  周末:\n    - {columns: half, position: up}\n"
    )
    assert case.faults() == ["M-004 ../publication.yaml:5:33"]


@pytest.mark.parametrize(
    ("layout", "faults"),
    [
        ("{columns: 6}", []),
        ("{columns: 4, position: [3, 1]}", []),
        ("{columns: 4, position: [4, 1]}", ["M-022 edition.yaml:6:51"]),
        ("{position: [7, 1]}", ["M-022 edition.yaml:6:39"]),
        ("{columns: 7, position: [9, 1]}", ["M-022 edition.yaml:6:38"]),
    ],
)
def test_a_layout_stays_on_its_page(case: Case, layout: str, faults: list[str]) -> None:
    article = f"      - {{title: 甲, layout: {layout}, body: 乙}}\n"
    case.write("edition.yaml", EDITION.partition("      - articles")[0] + article)
    assert case.faults() == faults


def test_a_template_stays_on_the_page_of_a_narrower_issue(case: Case) -> None:
    case.write("../publication.yaml", PUBLICATION + "layouts:\n  周末:\n    - {columns: 5}\n")
    page = "    layout: 周末\n"
    case.write("edition.yaml", EDITION + page)
    assert case.faults() == []
    case.write("edition.yaml", "page: {columns: 4}\n" + EDITION + page)
    assert [fault.split()[0] for fault in case.faults()] == ["M-022"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_can_be_had(case: Case, name: str) -> None:
    text = "图书馆里读书的人多了起来，公园的梅花也开了。" * 14
    lines = [f"      - {{id: a{number}, title: 桥头步道修通, body: {text}}}\n" for number in range(4)]
    case.write(
        "edition.yaml", EDITION.partition("      - articles")[0] + "".join(lines) + f"    layout: {name}\n"
    )
    made = make_up_issue(case.load().edition)
    assert "P-005" not in {item.rule for item in made.findings}


def test_related_articles_are_of_the_edition(case: Case) -> None:
    related = "      - {id: b, title: 甲, body: 乙, related: a}\n      - {id: c, title: 甲, body: 乙, related: [b, x, B]}\n"
    case.write(
        "edition.yaml", EDITION.replace("a.md", "a.md\n      - {id: a, title: 甲, body: 乙}") + related
    )
    assert case.faults() == ["M-021 edition.yaml:9:45", "M-021 edition.yaml:9:45"]
    told = "".join(finding.message for finding in case.findings())
    assert "x" in told
    assert "B" in told


@pytest.mark.parametrize(
    ("page", "expected"),
    [("{format: broadsheet}", (390, 8, 13)), ("{columns: 5}", (270, 5, 14)), ("{body: 10pt}", (270, 6, 10))],
)
def test_an_edition_s_own_paper_goes_before_the_publication_s(
    case: Case, page: str, expected: tuple[float, ...]
) -> None:
    case.write("../publication.yaml", PUBLICATION + "page: {columns: 4}\n")
    case.write("edition.yaml", EDITION.replace("pages:", f"page: {page}\npages:"))
    made = case.load().edition.publication.page
    assert (made.width, made.columns, made.characters) == expected
    case.write("edition.yaml", EDITION)
    assert case.load().edition.publication.page.columns == 4


def test_an_edition_s_paper_that_is_too_small_has_its_place(case: Case) -> None:
    case.write("edition.yaml", EDITION.replace("pages:", "page: {columns: 12, characters: 11}\npages:"))
    assert case.faults() == ["M-018 edition.yaml:2:7"]


@pytest.mark.parametrize(("text", "crop"), [("", True), (", crop: true", True), (", crop: false", False)])
def test_a_picture_that_may_not_be_cropped(case: Case, text: str, crop: bool) -> None:
    case.write("x.png", picture())
    case.write("articles/a.md", f"---\ntitle: 甲\nimages: [{{src: x.png, alt: 图{text}}}]\n---\n")
    assert case.load().edition.articles[0].images[0].crop is crop


@pytest.mark.parametrize("number", ["0", "100", "best"])
def test_a_candidate_is_a_number_from_one(case: Case, number: str) -> None:
    case.write("edition.yaml", EDITION + f"    candidate: {number}\n")
    assert case.faults() == ["M-004 edition.yaml:7:16"]
    case.write("edition.yaml", EDITION + "    candidate: 3\n")
    assert case.load().edition.pages[0].candidate == 3


def test_fillers(case: Case) -> None:
    case.write("../assets/water.png", picture())
    case.write(
        "../publication.yaml",
        PUBLICATION + "fillers:\n  - image: {src: water.png, alt: 节水, caption: 节约用水}\n"
        "  - title: 读一本书\n    body: |\n      开卷有益。\n",
    )
    drawn, written = case.load().edition.publication.fillers
    assert (drawn.images[0].src, drawn.title) == ("water.png", ())
    assert written.headline == "读一本书"
    assert len(written.body) == 1
    assert drawn.id != written.id
    assert not drawn.images[0].crop


def test_a_filler_of_nothing_has_its_place(case: Case) -> None:
    case.write("../publication.yaml", PUBLICATION + "fillers:\n  - title: 读一本书\n")
    assert case.faults() == ["A-006 ../publication.yaml:4:5"]
