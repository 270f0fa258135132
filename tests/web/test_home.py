"""The front of the site 首页: which paper, which day, its pages and headlines, other issues and papers."""

import re

import pytest
from machines import VIEWS
from playwright.sync_api import expect

from publisher.outputs.web.record import read


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_the_front_shows_paper_today_and_the_newest_issue(look_at, site, view):
    page = look_at("index.html", view)
    assert page.locator(".current-paper").inner_text() == "当前报纸 示例日报"
    assert re.fullmatch(r"今天 \d{4}年\d+月\d+日\s?星期[一二三四五六日]", page.locator(".today").inner_text())
    record = read(site / "sample-daily" / "2024-03-20" / "web")
    links = page.locator(".pages .entries a")
    assert links.count() == sum(len(one.entries) for one in record.pages)
    links.first.click()
    page.wait_for_url("**/sample-daily/2024-03-20/web/01/01-01.html")


def test_papers_stand_side_by_side(look_at):
    page = look_at("index.html")
    page.get_by_role("link", name=re.compile("杨浦时报")).click()
    page.wait_for_url("**/yangpu-times/index.html")
    assert page.locator("h1").inner_text() == "杨浦时报"


def test_the_calendar_leads_to_issues(look_at):
    page = look_at("sample-daily/index.html")
    page.get_by_role("link", name="2024年3月20日的报纸").click()
    page.wait_for_url("**/sample-daily/2024-03-20/web/index.html")
    page.get_by_role("link", name="往期回顾").click()
    page.wait_for_url("**/sample-daily/index.html#back-issues")
    page.get_by_role("link", name="2024年", exact=True).click()
    expect(page.get_by_role("table", name="2024年3月")).to_be_visible()


def test_where_an_article_goes_on_is_said_right_behind_its_headline(look_at):
    page = look_at("sample-daily/index.html")
    gaps = page.evaluate("""() => [...document.querySelectorAll(".pages .jump")].map((jump) => {
      const name = document.createRange();
      name.selectNodeContents(jump.parentElement.querySelector(".name"));
      const [last, box] = [[...name.getClientRects()].at(-1), jump.getBoundingClientRect()];
      return box.top < last.bottom && box.bottom > last.top ? box.left - last.right : -1;
    })""")
    assert gaps
    assert all(0 <= gap < 12 for gap in gaps)


def test_figures_of_a_deck_stand_with_what_they_count(look_at):
    page = look_at("sample-daily/index.html", VIEWS["phone"])
    assert "21处" in page.locator(".deck .whole").all_inner_texts()
    rows = "[...document.querySelectorAll('.whole')].map((one) => one.getClientRects().length)"
    assert set(page.evaluate(rows)) == {1}
