"""Articles that jump and pages that make-up added: the book has the printed issue's pages, and every article whole."""

from __future__ import annotations

from rich_edition import article, edition, page, para

from publisher.makeup.layout import MadeUpPage, Module, Rect
from publisher.outputs.epub import write

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def printed(number, *modules, name="要闻"):
    return MadeUpPage(
        number=number, name=name, label=name, width=700, height=1000, furniture=(), modules=modules,
        lines=400, blank_lines=0, seconds=0,
    )  # fmt: skip


def module(name, *, origin=0, target=0):
    return Module(
        article_id=name, headline="标题", rect=Rect(0, 0, 100, 100), elements=(), characters=1, blank=0,
        continued_from=origin, continued_to=target,
    )  # fmt: skip


def book(tmp_path):
    made = edition(
        tmp_path,
        page(1, article("a", "长文", (para("正文。"),)), article("b", "短文")),
        page(2, article("c")),
    )
    pages = (
        printed(1, module("a", target=2), module("b")),
        printed(2, module("c"), module("a", origin=1, target=3)),
        printed(3, module("a", origin=2), name="续版"),
    )
    write(made, tmp_path / "made.epub", {}, pages)
    return made


def links(built, name):
    return [(a.get("href"), "".join(a.itertext())) for a in built.tree(name).iter(f"{XHTML}a")]


def test_an_article_leads_to_the_pages_on_which_it_goes_on_in_print(tmp_path, opened):
    built = opened(book(tmp_path), tmp_path / "made.epub")
    found = links(built, "text/a.xhtml")
    assert ("page-02.xhtml", "下转第02版") in found
    assert ("page-03.xhtml", "下转第03版") in found
    assert "".join(built.tree("text/a.xhtml").itertext()).count("正文。") == 1


def test_a_long_chain_is_told_by_its_next_page_and_its_last(tmp_path, opened):
    made = edition(tmp_path, page(1, article("a", "长文", (para("正文。"),))))
    middle = (printed(number, module("a", origin=number - 1, target=number + 1)) for number in range(2, 13))
    pages = (printed(1, module("a", target=2)), *middle, printed(13, module("a", origin=12)))
    write(made, tmp_path / "made.epub", {}, pages)
    tree = opened(made, tmp_path / "made.epub").tree("text/a.xhtml")
    (folio,) = (p for p in tree.iter(f"{XHTML}p") if p.get("class") == "folio")
    assert "".join(folio.itertext()).strip() == "第01版：要闻 下转第02版 … 第13版"
    assert [a.get("href") for a in folio.iter(f"{XHTML}a")] == ["page-02.xhtml", "page-13.xhtml"]


def test_a_page_lists_what_goes_on_on_it(tmp_path, opened):
    built = opened(book(tmp_path), tmp_path / "made.epub")
    for number, origin in ((2, 1), (3, 2)):
        text = "".join(built.tree(f"text/page-0{number}.xhtml").itertext())
        assert f"上接第0{origin}版" in text
        assert ("a.xhtml", "长文") in links(built, f"text/page-0{number}.xhtml")


def test_the_page_list_is_that_of_the_printed_issue(tmp_path, opened):
    built = opened(book(tmp_path), tmp_path / "made.epub")
    lists = {nav.get(TYPE): nav for nav in built.tree("nav.xhtml").iter(f"{XHTML}nav")}
    assert ["".join(a.itertext()) for a in lists["page-list"].iter(f"{XHTML}a")] == [
        "第01版",
        "第02版",
        "第03版",
    ]
