"""The page of the search 检索页: from any front to a result, month by month, and what it says of files that it cannot read."""

import re
import shutil
from dataclasses import replace
from urllib.parse import quote

import pytest
from machines import VIEWS, until
from many_issues import Newsroom, day_of, grow, put

from publisher.outputs.web import site as sites

_ANSWERED = "document.querySelector('[data-status]')?.textContent"


def test_a_result_says_where_it_stands_and_shows_its_words(look_at):
    page = look_at(f"search.html?q={quote('人民城市 建设')}")
    until(page, _ANSWERED)
    results = page.locator(".results li").evaluate_all("""(all) => all.map((one) => [
      one.querySelector(".where").innerText, one.querySelector(".snippet").innerText,
      [...one.querySelectorAll("mark")].map((mark) => mark.innerText),
    ])""")
    assert results
    for where, snippet, marks in results:
        assert re.fullmatch(r"(示例日报|杨浦时报)\s+20\d\d年\d+月\d+日\s+第\d\d版.*", where)
        assert {*marks} == {"人民城市", "建设"}
        assert len(snippet) < 250
    page.locator(".results h3 a").first.click()
    page.wait_for_url("**/web/*/*.html")
    assert page.locator("h1").count() == 1


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A site of issues in four months; the oldest has a word of its own."""
    out = tmp_path_factory.mktemp("many")
    grow(out, Newsroom(), (0, 25, 26, 50, 75), {0: "榴莲上市。"})
    return out


def test_the_newest_months_come_first_and_older_ones_when_asked_for(look_at, many):
    page = look_at(f"search.html?q={quote('一个')}", base=many.as_uri())
    until(page, _ANSWERED)
    months = page.locator(".results h2").all_inner_texts()
    assert months[0] == "2023年10月"
    said = page.locator("[data-status]").inner_text()
    count = page.locator(".results li").count()
    assert 20 <= count < 30
    assert re.fullmatch(rf"找到{count}篇，由近到远，已经找到2023年\d+月。", said)
    page.locator("[data-older]").focus()
    page.keyboard.press("Enter")
    until(page, f"document.querySelectorAll('.results li').length > {count}")
    until(page, "!document.querySelector('[data-search]').hasAttribute('aria-busy')")
    place = page.evaluate("[...document.querySelectorAll('.results h3 a')].indexOf(document.activeElement)")
    assert place == count
    while page.locator("[data-older]").is_visible():
        page.locator("[data-older]").click()
        until(page, "!document.querySelector('[data-search]').hasAttribute('aria-busy')")
    count = page.locator(".results li").count()
    assert page.locator("[data-status]").inner_text() == f"共找到{count}篇。"
    assert page.locator(".results h2").all_inner_texts() == [
        "2023年10月", "2023年9月", "2023年8月", "2023年7月",
    ]  # fmt: skip


def test_headlines_go_before_texts(look_at, many):
    page = look_at(f"search.html?q={quote('人民')}", base=many.as_uri())
    until(page, _ANSWERED)
    for month in page.locator(".results section").all():
        marked = [result.locator("h3 mark").count() > 0 for result in month.locator("li").all()]
        assert marked == sorted(marked, reverse=True)


def test_an_issue_that_was_removed_is_not_found_any_more(open_page, many, tmp_path):
    out = shutil.copytree(many, tmp_path / "site")
    address = f"search.html?q={quote('榴莲上市')}"
    assert until(open_page(address, base=out.as_uri()), _ANSWERED) == "共找到1篇。"
    sites.remove(out, "sample-daily", day_of(0))
    page = open_page(address, base=out.as_uri())
    assert until(page, _ANSWERED) == "没有找到。可以少用几个字，或者放宽报纸和年份。"
    assert page.locator(".results li").count() == 0


@pytest.mark.parametrize(
    "content", ["", "finder.take(", "finder.take(9,0,0);", 'finder.take(1,"{}",7);', None]
)
def test_a_file_that_cannot_be_read_is_told_of(browser, many, tmp_path, content):
    out = shutil.copytree(many, tmp_path / "site")
    for path in (out / "search" / "sample-daily" / "2023-09").glob("*.js"):
        if content is None:
            path.unlink()
        else:
            path.write_text(content.format(f"sample-daily/2023-09/{path.stem}"), encoding="utf-8")
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{out.as_uri()}/search.html?q={quote('榴莲')}")
    until(page, _ANSWERED)
    assert page.locator("[data-status]").inner_text() == "共找到1篇。 有1个文件读不出，可能有漏。"
    context.close()


def test_a_search_that_could_read_nothing_says_so_first(browser, many, tmp_path):
    out = shutil.copytree(many, tmp_path / "site")
    for path in (out / "search").rglob("*.js"):
        path.unlink()
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{out.as_uri()}/search.html?q={quote('榴莲')}")
    until(page, _ANSWERED)
    assert re.match(r"索引有\d+个文件读不出", page.locator("[data-status]").inner_text())
    context.close()


def test_a_result_speaks_its_newspapers_language(browser, tmp_path):
    """The page of a site of several newspapers has one language, and each result that of its own."""
    newsroom = Newsroom()
    day = newsroom.edition(day_of(0), extra="A sentence about kestrels.")
    put(tmp_path, day)
    for language, name in (("en-GB", "The Kestrel"), ("ar", "الصقر")):
        paper = replace(day.publication, id=language.lower(), name=name, language=language)
        put(tmp_path, replace(day, publication=paper, date=day_of(1)))
    sites.rebuild(tmp_path, {})
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{tmp_path.as_uri()}/search.html?q=kestrels")
    until(page, _ANSWERED)
    found = page.locator(".results li").evaluate_all("""(all) => all.map((one) => [
      one.lang, one.dir, one.querySelector(".where b").innerText, one.querySelector("time").innerText,
    ])""")
    arabic, english, chinese = sorted(found)
    assert arabic[:3] == ["ar", "rtl", "الصقر"]
    assert "يوليو" in arabic[3]
    assert english == ["en-GB", "ltr", "The Kestrel", "4 July 2023"]
    assert chinese == ["zh-Hans-CN", "ltr", day.publication.name, "2023年7月3日"]
    context.close()


@pytest.mark.parametrize("screen", ["phone", "kiosk"])
def test_long_words_and_long_names_stay_on_the_screen(look_at, screen):
    page = look_at(f"search.html?{'kiosk&' if screen == 'kiosk' else ''}q={quote('上海')}", VIEWS[screen])
    until(page, "document.querySelector('.results li') !== null")
    page.evaluate("""() => {
      const long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
      for (const one of document.querySelectorAll(".results h3 a, .results .where b, option")) {
        one.textContent = long;
      }
      document.querySelector(".choices").hidden = false;
    }""")
    width = VIEWS[screen]["viewport"]["width"]
    assert page.evaluate("document.documentElement.scrollWidth") == width
    beyond = page.evaluate("""() => [...document.querySelectorAll("main *")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth).length""")
    assert beyond == 0


def test_without_scripts_the_page_leads_to_the_calendars(look_at):
    page = look_at(f"search.html?q={quote('人民')}", java_script_enabled=False)
    assert page.get_by_text("检索要用到脚本").is_visible()
    assert not look_at("search.html").get_by_text("检索要用到脚本").is_visible()
    page.get_by_role("link", name="2024年").click()
    page.wait_for_url("**/sample-daily/2024.html")


FRONTS = ("index.html", "yangpu-times/index.html", "sample-daily/2024-03-20/web/index.html")


def ask_from(page, front):
    """Go to a front and ask there."""
    page.goto(front)
    page.get_by_role("searchbox", name="检索各期报纸").fill("人民城市")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    assert until(page, _ANSWERED).startswith("共找到")


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_a_reader_asks_from_any_front(look_at, address, view):
    page = look_at("search.html", view)
    for front in FRONTS:
        ask_from(page, f"{address}/{front}")
    assert page.get_by_role("searchbox", name="检索词").input_value() == "人民城市"
    assert page.get_by_role("status").filter(has_text="找到").inner_text().startswith("共找到")
    # Where something is too wide, a phone makes its window wider.
    assert page.evaluate("document.documentElement.scrollWidth") == view["viewport"]["width"]
    for control in page.locator(".find :is(input, button, select)").all():
        assert control.bounding_box()["height"] >= 44
    page.locator(".results a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/web/*/*.html")


def test_a_reader_of_a_folder_asks_from_any_front(look_at, site):
    page = look_at("search.html", base=site.as_uri())
    for front in FRONTS:
        ask_from(page, f"{site.as_uri()}/{front}")
    page.locator(".results a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/web/*/*.html")


def test_choices_of_newspaper_and_year_are_kept_in_the_address(look_at):
    page = look_at(f"search.html?q={quote('城市')}")
    page.get_by_label("报纸").select_option("杨浦时报")
    page.get_by_role("button", name="检索").click()
    page.wait_for_url("**/search.html?*paper=yangpu-times*")
    until(page, _ANSWERED)
    assert set(page.locator(".where b").all_inner_texts()) == {"杨浦时报"}
    page.go_back()
    page.wait_for_url(lambda url: "paper" not in url)
    until(page, _ANSWERED)
    assert page.get_by_label("报纸").input_value() == ""
    assert set(page.locator(".where b").all_inner_texts()) == {"杨浦时报", "示例日报"}
