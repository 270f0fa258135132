"""The search 检索 as a reader uses it, from a server and from a folder."""

import random
import re
import shutil
import unicodedata
from urllib.parse import quote

import pytest
from machines import VIEWS, until
from many_issues import EDITIONS, Newsroom, day_of, grow

from publisher.manifest import load
from publisher.outputs.web import site as sites
from publisher.outputs.web.terms import terms
from publisher.text.reading import pieces

ISSUES = ("sample-daily/2024-03-20", "yangpu-times/2023-01-05")
_ANSWERED = "document.querySelector('[data-status]').textContent !== ''"


@pytest.fixture(scope="session")
def articles():
    """Every article of the site: its address, and its strings as the manifest has them, without white space."""
    found = {}
    for issue in ISSUES:
        for article in load(EDITIONS / issue).edition.articles:
            texts = [*(piece.text for piece in pieces(article)), "".join(article.title)]
            found[f"{issue}/{article.id}"] = [re.sub(r"\s", "", text) for text in texts]
    assert len(found) > 60
    return found


@pytest.fixture(params=["http", "file"])
def base(request, address, site):
    return address if request.param == "http" else site.as_uri()


@pytest.fixture
def ask(open_page):
    """Return a function that asks the search, reads on to the end, and gives the articles found and what the page says."""
    page = None

    def ask_(question, base, **options):
        nonlocal page
        path = f"search.html?q={quote(question)}" + "".join(
            f"&{key}={value}" for key, value in options.items()
        )
        if page is None:
            page = open_page(path, base=base)
        else:
            page.goto(f"{base}/{path}")
        until(page, _ANSWERED)
        older = page.locator("[data-older]")
        while older.is_visible():
            page.evaluate("document.querySelector('[data-status]').textContent = ''")
            older.click()
            until(page, _ANSWERED)
        return found(page), page.locator("[data-status]").inner_text()

    return ask_


def found(page):
    links = page.evaluate(
        "[...document.querySelectorAll('.results h3 a')].map((one) => one.getAttribute('href'))"
    )
    assert len(links) == len(set(links))
    return {re.sub(r"/web/\d+/(.*)\.html$", r"/\1", link) for link in links}


def having(articles, *phrases):
    return {
        address
        for address, texts in articles.items()
        if all(any(phrase in text for text in texts) for phrase in phrases)
    }


def phrases(articles, count, seed):
    """Phrases of ideographs as they stand in the articles, of one to nine characters, most of them four."""
    dice = random.Random(seed)
    runs = [
        run for texts in articles.values() for text in texts for run in re.findall(r"[\u4e00-\u9fa5]+", text)
    ]
    for _ in range(count):
        size = dice.choice((1, 2, 2, 3, 4, 4, 4, 5, 6, 9))
        run = dice.choice([run for run in runs if len(run) >= size])
        at = dice.randrange(len(run) - size + 1)
        yield run[at : at + size]


def test_every_phrase_of_the_articles_is_found_where_it_stands_and_nowhere_else(ask, base, articles):
    for phrase in phrases(articles, 40 if base.startswith("http") else 15, seed=base[:4]):
        assert ask(phrase, base)[0] == having(articles, phrase), phrase


def test_nothing_is_found_that_is_not_there(ask, base, articles):
    dice = random.Random(3)
    asked = 0
    while asked < 15:
        texts = dice.choice([texts for texts in articles.values() if sum(map(len, texts)) > 300])
        pairs = re.findall(r"(?=([\u4e00-\u9fa5]{2}))", "\n".join(texts))
        first = dice.choice(pairs)
        phrase = first + dice.choice([pair for pair in pairs if pair != first])
        if having(articles, phrase):
            continue
        # Both pairs, and often the one between, stand in the article; the phrase does not.
        answer, said = ask(phrase, base)
        assert answer == set(), phrase
        assert said.startswith("没有找到")
        asked += 1


def test_several_words_must_all_be_there(ask, address, articles):
    for first, second in zip(phrases(articles, 8, 1), phrases(articles, 8, 2), strict=True):
        assert ask(f"{first}　{second}", address)[0] == having(articles, first, second)


def test_words_of_letters_are_found_by_their_beginning_and_in_quotation_marks_whole(ask, address, articles):
    for word in ("RCEP", "GeoJSON", "Young", "Trevor", "yunjin"):
        pattern = re.compile(rf"(?<![a-z0-9]){word}", re.IGNORECASE)
        wanted = {at for at, texts in articles.items() if any(map(pattern.search, texts))}
        assert wanted
        assert ask(word.upper(), address)[0] == wanted
        assert wanted <= ask(word[:-1], address)[0]
        assert not wanted & ask(f"“{word[:-1]}”", address)[0]
        assert not wanted & ask(word[1:], address)[0]


def test_figures_are_found_in_whatever_width_they_are_written(ask, address, articles):
    wanted = {
        at for at, texts in articles.items() if any(re.search(r"(?<![\da-z])2023年", text) for text in texts)
    }
    assert wanted
    for question in ("2023年", "２０２３年", "2023 年", " 2023\u3000年"):
        assert ask(question, address)[0] == wanted, question


def test_traditional_characters_find_simplified_ones(ask, address, articles):
    assert ask("建設標桿", address)[0] == having(articles, "建设标杆") != set()


def test_a_headline_set_in_lines_is_found_as_one(ask, address):
    assert (
        "yangpu-times/2023-01-05/02-01"
        in ask("加快打造人民城市建设标杆", address)[0] | ask("人民城市", address)[0]
    )


@pytest.mark.parametrize(
    "question",
    [
        "(.*)+", "[城市", "\\", "^$", "人.城", "__proto__", "constructor", "toString", "%E4%BA", "&q=人",
        "</script><img src=x onerror=alert(1)>", "\u2028\u2029。", "𠀀", "😀城", '"', "“人民", "「」", "' OR 1=1 --",
    ],
)  # fmt: skip
def test_whatever_is_asked_is_only_looked_for(ask, address, articles, question):
    answer, said = ask(question, address)
    assert answer == set() or question == "“人民"
    assert re.match("没有找到|请输入|共找到", said)


def test_a_question_without_end_is_cut_and_says_so(ask, site, articles):
    text = max((max(texts, key=len) for texts in articles.values()), key=len)[:120]
    base = site.as_uri()
    answer, said = ask(text.ljust(10_000, "长"), base)
    assert "只用了前100个字" in said
    assert answer == having(articles, text[:100])
    assert "只用了前" not in ask("人民", base)[1]


def test_results_can_be_kept_to_a_newspaper_and_a_year(ask, address, articles):
    everywhere = ask("城市", address)[0]
    assert everywhere == having(articles, "城市")
    sample = {at for at in everywhere if at.startswith("sample-daily/")}
    assert set() < sample < everywhere
    assert ask("城市", address, paper="sample-daily")[0] == sample
    assert ask("城市", address, year="2023")[0] == everywhere - sample
    assert ask("城市", address, paper="sample-daily", year="2023")[0] == set()
    assert ask("城市", address, paper="nobody", year="__proto__")[0] == everywhere


def test_a_result_says_where_it_stands_and_shows_its_words(open_page, address, articles):
    page = open_page(f"search.html?q={quote('人民城市 建设')}")
    until(page, _ANSWERED)
    for result in page.locator(".results li").all():
        assert re.fullmatch(
            r"(示例日报|杨浦时报)\s+20\d\d年\d+月\d+日\s+第\d\d版.*", result.locator(".where").inner_text()
        )
        marks = set(result.locator("mark").all_inner_texts())
        assert marks == {"人民城市", "建设"}
        assert len(result.locator(".snippet").inner_text()) < 250
    page.locator(".results h3 a").first.click()
    assert "/web/" in page.url
    assert page.locator("h1").count() == 1


def test_marks_stand_where_the_words_are_written(open_page, address):
    page = open_page("search.html")
    text = "全角ＡＢＣ１２３与 在 2024 年，漢字e\u0301té Café 1,234.5 ６７,８９０ 100，200"
    for question, marked in {
        "abc123": "ＡＢＣ１２３", "在2024年": "在 2024 年", "汉字": "漢字", "été": "e\u0301té", "ete": "e\u0301té",
        "cafe": "Café", "1234": "1,234", "1,234.5": "1,234.5", "67890": "６７,８９０", "100，200": "100，200",
    }.items():  # fmt: skip
        where = page.evaluate(
            """([text, question]) => {
              const compared = searchTerms.compared(text);
              const [word] = searchTerms.question(question).words;
              return searchTerms.places(compared.text, word).map(
                (at) => text.slice(compared.from[at], compared.to[at + word.text.length - 1]));
            }""",
            [text, question],
        )
        assert where == [marked]


def test_browser_and_index_agree_on_terms(open_page, articles):
    page = open_page("search.html")
    dice = random.Random(5)
    known = [
        chr(code) for code in range(1, 0x32000) if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}
    ]
    texts = [char + "a字" for char in known]
    marks = [char for char in known if unicodedata.combining(char)] + list("\u200d\u00ad\ufe0f゛ﾞ")
    texts += ["".join(dice.choices(known, k=9)) for _ in range(2000)]
    texts += [
        "".join(dice.choices("aeÅ字かﾊΣσς ـ가각Ａ㍿ ", k=5) + dice.choices(marks, k=1)) for _ in range(2000)
    ]
    texts += ["".join(dice.choices("Ｇdp字 \t\u3000，。-𠀀国國ΑΣ İß", k=12)) for _ in range(2000)]
    texts += ["".join(dice.choices("1230,,.，\u200béx\u0301字 ", k=14)) for _ in range(2000)]
    texts += [text for strings in articles.values() for text in strings]
    different = []
    for start in range(0, len(texts), 4000):
        part = texts[start : start + 4000]
        ours = page.evaluate("(texts) => texts.map((text) => searchTerms.terms(text).sort())", part)
        different += [
            (text, sorted(terms(text).elements()), theirs)
            for text, theirs in zip(part, ours, strict=True)
            if sorted(terms(text).elements()) != theirs
        ]
    assert different == []


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """A site of issues in four months; the oldest has a word of its own."""
    out = tmp_path_factory.mktemp("many")
    grow(out, Newsroom(), (0, 25, 26, 50, 75), {0: "榴莲上市。"})
    return out


def test_the_newest_months_come_first_and_older_ones_when_asked_for(open_page, many):
    page = open_page(f"search.html?q={quote('一个')}", base=many.as_uri())
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


def test_headlines_go_before_texts(open_page, many):
    page = open_page(f"search.html?q={quote('人民')}", base=many.as_uri())
    until(page, _ANSWERED)
    for month in page.locator(".results section").all():
        marked = [result.locator("h3 mark").count() > 0 for result in month.locator("li").all()]
        assert marked == sorted(marked, reverse=True)


def test_an_issue_that_went_is_not_found_any_more(ask, many, tmp_path):
    out = shutil.copytree(many, tmp_path / "site")
    assert len(ask("榴莲上市", out.as_uri())[0]) == 1


def test_an_issue_that_was_removed_is_not_found(ask, many, tmp_path):
    out = shutil.copytree(many, tmp_path / "site")
    sites.remove(out, "sample-daily", day_of(0))
    assert ask("榴莲上市", out.as_uri()) == (set(), "没有找到。可以少用几个字，或者放宽报纸和年份。")


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


@pytest.mark.parametrize("screen", ["phone", "kiosk"])
def test_long_words_and_long_names_stay_on_the_screen(open_page, screen):
    page = open_page(f"search.html?{'kiosk&' if screen == 'kiosk' else ''}q={quote('上海')}", VIEWS[screen])
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


def test_without_scripts_the_page_leads_to_the_calendars(open_page, address):
    page = open_page(f"search.html?q={quote('人民')}", java_script_enabled=False)
    assert page.get_by_text("检索要用到脚本").is_visible()
    assert not open_page("search.html").get_by_text("检索要用到脚本").is_visible()
    page.get_by_role("link", name="2024年").click()
    assert page.url.endswith("sample-daily/2024.html")


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize(
    "front", ["index.html", "yangpu-times/index.html", "sample-daily/2024-03-20/web/index.html"]
)
def test_a_reader_asks_from_any_front(open_page, base, view, front):
    page = open_page(front, view, base=base)
    page.get_by_role("searchbox", name="检索各期报纸").fill("人民城市")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    until(page, _ANSWERED)
    assert page.get_by_role("searchbox", name="检索词").input_value() == "人民城市"
    assert page.get_by_role("status").filter(has_text="找到").inner_text().startswith("共找到")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for control in page.locator(".find :is(input, button, select)").all():
        assert control.bounding_box()["height"] >= 44
    page.locator(".results a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/web/*/*.html")


def test_choices_of_newspaper_and_year_are_kept_in_the_address(open_page, address):
    page = open_page(f"search.html?q={quote('城市')}")
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
