"""The search 检索 as a reader uses it, from a server and from a folder."""

import json
import random
import re
import unicodedata
from urllib.parse import quote

import pytest
from machines import until
from many_issues import EDITIONS

from publisher.manifest import load
from publisher.outputs.web.terms import terms
from publisher.text.reading import pieces

ISSUES = ("sample-daily/2024-03-20", "yangpu-times/2023-01-05")
_ANSWERED = "document.querySelector('[data-status]')?.textContent"
#: Asks one question after the other, each in a document of its own, and reads on to the end of every answer.
_ASK = """async (addresses) => {
  const frame = document.body.appendChild(document.createElement("iframe"));
  const part = (name) => frame.contentDocument.querySelector(name);
  const answer = async (address) => {
    await new Promise((done) => Object.assign(frame, { onload: done, src: address }));
    for (;;) {
      while (!part("[data-status]").textContent) {
        await new Promise((done) => setTimeout(done, 2));
      }
      if (part("[data-older]").hidden) {
        const links = frame.contentDocument.querySelectorAll(".results h3 a");
        return [[...links].map((one) => one.getAttribute("href")), part("[data-status]").textContent];
      }
      part("[data-status]").textContent = "";
      part("[data-older]").click();
    }
  };
  const answers = [];
  for (const address of addresses) {
    answers.push(await answer(address));
  }
  return answers;
}"""


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


def _path(question, **options):
    return f"search.html?q={quote(question)}" + "".join(f"&{key}={value}" for key, value in options.items())


@pytest.fixture
def ask(open_page):
    """Return a function that asks the search, reads on to the end, and gives the articles found and what the page says."""
    page = None

    def ask_(question, base):
        nonlocal page
        if page is None:
            page = open_page(_path(question), base=base)
        else:
            page.goto(f"{base}/{_path(question)}")
        said = until(page, _ANSWERED)
        older = page.locator("[data-older]")
        while older.is_visible():
            page.evaluate("document.querySelector('[data-status]').textContent = ''")
            older.click()
            said = until(page, _ANSWERED)
        links = page.locator(".results h3 a").evaluate_all(
            "(all) => all.map((one) => one.getAttribute('href'))"
        )
        return named(links), said

    return ask_


@pytest.fixture
def ask_all(open_page):
    """Return a function that asks the served site many questions, and gives what ``ask`` gives for each of them."""
    # The policy of the site has no frames.
    page = open_page("search.html", bypass_csp=True, service_workers="block")

    def ask_(questions, **options):
        answers = page.evaluate(_ASK, [_path(question, **options) for question in questions])
        return [(named(links), said) for links, said in answers]

    return ask_


def named(links):
    """Return the articles to which results lead; none is there twice."""
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


def test_every_phrase_of_the_articles_is_found_where_it_stands_and_nowhere_else(ask_all, articles):
    asked = [*phrases(articles, 40, seed="http")]
    for phrase, (answer, _) in zip(asked, ask_all(asked), strict=True):
        assert answer == having(articles, phrase), phrase


def test_a_folder_is_searched_like_a_served_site(ask, site, articles):
    for phrase in phrases(articles, 6, seed="file"):
        assert ask(phrase, site.as_uri())[0] == having(articles, phrase), phrase
    for phrase in absent(articles, 2, seed=4):
        assert ask(phrase, site.as_uri())[0] == set(), phrase


def absent(articles, count, seed):
    """Phrases of two pairs that an article has, and often the one between, which stand nowhere as a phrase."""
    dice = random.Random(seed)
    long = [texts for texts in articles.values() if sum(map(len, texts)) > 300]
    while count:
        pairs = re.findall(r"(?=([\u4e00-\u9fa5]{2}))", "\n".join(dice.choice(long)))
        first = dice.choice(pairs)
        phrase = first + dice.choice([pair for pair in pairs if pair != first])
        if not having(articles, phrase):
            count -= 1
            yield phrase


def test_nothing_is_found_that_is_not_there(ask_all, articles):
    asked = [*absent(articles, 15, seed=3)]
    for phrase, (answer, said) in zip(asked, ask_all(asked), strict=True):
        assert answer == set(), phrase
        assert said.startswith("没有找到")


def test_several_words_must_all_be_there(ask_all, articles):
    pairs = [*zip(phrases(articles, 8, 1), phrases(articles, 8, 2), strict=True)]
    for (first, second), (answer, _) in zip(pairs, ask_all(map("　".join, pairs)), strict=True):
        assert answer == having(articles, first, second)


def test_words_of_letters_are_found_by_their_beginning_and_in_quotation_marks_whole(ask_all, articles):
    for word in ("RCEP", "GeoJSON", "Young", "Trevor", "yunjin"):
        pattern = re.compile(rf"(?<![a-z0-9]){word}", re.IGNORECASE)
        wanted = {at for at, texts in articles.items() if any(map(pattern.search, texts))}
        assert wanted
        answers = ask_all([word.upper(), word[:-1], f"“{word[:-1]}”", word[1:]])
        upper, beginning, whole, end = (answer for answer, _ in answers)
        assert upper == wanted
        assert wanted <= beginning
        assert not wanted & whole
        assert not wanted & end


def test_figures_are_found_in_whatever_width_they_are_written(ask_all, articles):
    wanted = {
        at for at, texts in articles.items() if any(re.search(r"(?<![\da-z])2023年", text) for text in texts)
    }
    assert wanted
    for answer, _ in ask_all(["2023年", "２０２３年", "2023 年", " 2023\u3000年"]):
        assert answer == wanted


def test_traditional_characters_find_simplified_ones(ask, address, articles):
    assert ask("建設標桿", address)[0] == having(articles, "建设标杆") != set()


def test_a_headline_set_in_lines_is_found_as_one(ask, address):
    assert (
        "yangpu-times/2023-01-05/02-01"
        in ask("加快打造人民城市建设标杆", address)[0] | ask("人民城市", address)[0]
    )


def test_whatever_is_asked_is_only_looked_for(ask_all, articles):
    questions = [
        "(.*)+", "[城市", "\\", "^$", "人.城", "__proto__", "constructor", "toString", "%E4%BA", "&q=人",
        "</script><img src=x onerror=alert(1)>", "\u2028\u2029。", "𠀀", "😀城", '"', "“人民", "「」", "' OR 1=1 --",
    ]  # fmt: skip
    for question, (answer, said) in zip(questions, ask_all(questions), strict=True):
        assert answer == set() or question == "“人民"
        assert re.match("没有找到|请输入|共找到", said)


def test_a_question_without_end_is_cut_and_says_so(ask, site, articles):
    text = max((max(texts, key=len) for texts in articles.values()), key=len)[:120]
    base = site.as_uri()
    answer, said = ask(text.ljust(10_000, "长"), base)
    assert "只用了前100个字" in said
    assert answer == having(articles, text[:100])
    assert "只用了前" not in ask("人民", base)[1]


def test_results_can_be_kept_to_a_newspaper_and_a_year(ask_all, articles):
    def found(**options):
        ((answer, _),) = ask_all(["城市"], **options)
        return answer

    everywhere = found()
    assert everywhere == having(articles, "城市")
    sample = {at for at in everywhere if at.startswith("sample-daily/")}
    assert set() < sample < everywhere
    assert found(paper="sample-daily") == sample
    assert found(year="2023") == everywhere - sample
    assert found(paper="sample-daily", year="2023") == set()
    assert found(paper="nobody", year="__proto__") == everywhere


def test_marks_stand_where_the_words_are_written(look_at, address):
    page = look_at("search.html")
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


def test_browser_and_index_agree_on_terms(look_at, articles):
    page = look_at("search.html")
    dice = random.Random(5)
    known = [
        chr(code) for code in range(1, 0x32000) if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}
    ]
    # Every character there is, at the beginning of a line: as many lines in a text as make it quick.
    texts = [
        "\n".join(char + "a字" for char in known[start : start + 40]) for start in range(0, len(known), 40)
    ]
    marks = [char for char in known if unicodedata.combining(char)] + list("\u200d\u00ad\ufe0f゛ﾞ")
    texts += [*marks, *(char + "字" for char in marks)]
    texts += ["".join(dice.choices(known, k=9)) for _ in range(2000)]
    texts += [
        "".join(dice.choices("aeÅ字かﾊΣσς ـ가각Ａ㍿ ", k=5) + dice.choices(marks, k=1)) for _ in range(2000)
    ]
    texts += ["".join(dice.choices("Ｇdp字 \t\u3000，。-𠀀国國ΑΣ İß", k=12)) for _ in range(2000)]
    texts += ["".join(dice.choices("1230,,.，\u200béx\u0301字 ", k=14)) for _ in range(2000)]
    texts += [text for strings in articles.values() for text in strings]
    ours = [
        [text, sorted(terms(text).elements(), key=lambda term: term.encode("utf-16-be"))] for text in texts
    ]
    different = page.evaluate(
        """(told) => JSON.parse(told)
          .map(([text, ours]) => [text, ours, searchTerms.terms(text).sort()])
          .filter(([, ours, theirs]) => ours.length !== theirs.length || ours.some((term, at) => term !== theirs[at]))""",
        json.dumps(ours),
    )
    assert different == []
