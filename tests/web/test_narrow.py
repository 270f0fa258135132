"""Whatever an article holds, a phone shows it without moving sideways, at any size of type."""

import pytest
from machines import PHONE

from publisher.makeup.issue import make_up_issue
from publisher.manifest import load
from publisher.outputs.web import site, write

#: What finds no place to break, or is too long for a line: a name of an office, a word, an address.
OFFICE = "上海市杨浦区人民政府办公室综合信息科、区融媒体中心联合供稿"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ADDRESS = (
    "https://www.example-very-long-domain-name.example/path/to/page/and/more/index.html?asked=1234567890"
)
LONG = (OFFICE, WORD, ADDRESS)
BODY = """
{0}。{1} {2}

## {0}{1}

- {1}
  - {2}

> {2}

| {0} | {1} | 数 |
|---|---|---|
| {2} | 甲 | 1234567890123456789012345678901234567890 |

    {2}{1}

正文[^1]和 `{1}`，**{2}**。

[^1]: {1} {2}
"""


@pytest.fixture(scope="module")
def long(serve_folder, tmp_path_factory):
    """A site of an issue with all that is long: a page of Chinese, of a word and of an address each."""
    folder = tmp_path_factory.mktemp("long")
    issue = folder / "editions" / "long" / "2024-05-04"
    issue.mkdir(parents=True)
    paper = f"id: long\nname: {OFFICE}\nmasthead: {{slogan: '{WORD}'}}\nimprint: {{website: '{ADDRESS}', publisher: {OFFICE}}}\n"
    (issue.parent / "publication.yaml").write_text(paper, "utf-8")
    pages = ""
    for number, text in enumerate(LONG, 1):
        (issue / f"{number}.md").write_text(
            f"---\ntitle: '{text}'\nkicker: '{text}'\ndeck: '{text}'\nsummary: '{text}'\ncolumn: '{text}'\n"
            f"byline: [{{role: '{text}', name: '{text}'}}, '{text}']\ndateline: '{text}'\neditor_note: '{text}'\n"
            f"source: '{text}'\n---\n" + BODY.format(*LONG),
            "utf-8",
        )
        pages += f"  - {{number: {number}, name: '{text[:20]}', credits: {{'{text[:30]}': ['{text}']}}, articles: [{number}.md]}}\n"
    (issue / "edition.yaml").write_text("date: 2024-05-04\npages:\n" + pages, "utf-8")
    edition = load(issue).edition
    out = folder / "dist"
    web = out / "long" / "2024-05-04" / "web"
    web.mkdir(parents=True)
    write(edition, make_up_issue(edition), web, {})
    site.rebuild(out, {})
    yield from serve_folder(out)


@pytest.mark.parametrize("size", [18, 40])
def test_nothing_is_wider_than_the_screen(look_at, long, size):
    issue = "long/2024-05-04/web"
    names = [
        f"{issue}/{number:02d}/{name}.html" for number in (1, 2, 3) for name in (f"{number:02d}-01", "index")
    ]
    page = look_at(names[0], PHONE, base=long)
    page.evaluate(f"localStorage.setItem('epaper-size', '{size}')")
    for name in (*names, f"{issue}/index.html", "index.html", "long/2024.html", "search.html?q=x"):
        page.goto(f"{long}/{name}")
        # Where something is too wide, a phone makes its window wider.
        wide = page.evaluate("""() => [innerWidth, document.documentElement.scrollWidth, [...document.querySelectorAll("body *")]
          .filter((one) => one.getBoundingClientRect().right > 391 && !one.closest("table, pre, .strip, [hidden]"))
          .map((one) => `${one.tagName}.${one.className}`)]""")
        assert wide[:2] == [390, 390], (name, wide)
    assert page.evaluate("document.documentElement.dataset.size") == str(size)
