"""What the search is made of: terms, an issue's postings and texts, and the files of a month in the site."""

import json
import random
import re
import shutil
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from site_edition import HOSTILE, article, edition, made_up, page, para, parse

from publisher.labels import labels
from publisher.outputs.web import search, site, write
from publisher.outputs.web.plan import plan
from publisher.outputs.web.site.search import BUCKETS, bucket
from publisher.outputs.web.terms import HAN, LETTERS, LONGEST, normalised, terms

PAPER = "sample-times"
_ENTRY = re.compile(r"([^A-Z!#$%()*,\-./\[\]{|}:;=?+]*)([A-Z!#$%()*,\-./\[\]{|}:;=?+]+)")
_POSTING = re.compile(r"([!#$%()*,\-./\[\]{|}]*)([A-Z])(\+?)([:;=?]?)")


def unpacked(entries):
    """The postings of every term: article, in its headline, count as 1, 2, 4, 8 or 16."""
    found = {}
    for first, rests in entries.items():
        assert "".join(map("".join, _ENTRY.findall(rests))) == rests
        for rest, postings in _ENTRY.findall(rests):
            at, places = -1, []
            for high, low, headline, often in _POSTING.findall(postings):
                distance = 0
                for digit in high:
                    distance = distance * 16 + "!#$%()*,-./[]{|}".index(digit)
                at += 1 + distance * 26 + ord(low) - ord("A")
                places.append((at, bool(headline), 2 ** (" :;=?".index(often or " "))))
            assert first + rest not in found
            found[first + rest] = places
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("人民城市", {"人民", "民城", "城市", "市"}),
        ("人", {"人"}),
        ("GDP增长5.5%", {"gdp", "增长", "长", "5"}),
        ("２０２４年ＡＢＣ", {"2024", "年", "abc"}),
        ("在 2024 年 3 月", {"在", "2024", "年", "3", "月"}),
        ("加快打造\u3000人民", {"加快", "快打", "打造", "造人", "人民", "民"}),
        ("加快，打造", {"加快", "快", "打造", "造"}),
        ("漢字國家", {"汉字", "字国", "国家", "家"}),
        ("ΟΔΟΣ οδος", {"οδοσ"}),
        ("软\u00ad连\u200b字", {"软连", "连字", "字"}),
        ("𠀀字", {"𠀀字", "字"}),
        ("ﾊﾟﾘ", {"パリ", "リ"}),
        ("__proto__ constructor", {"proto", "constructor"}),
        ("Café CAFÉ cafe\u0301 naïve Łódź Việt", {"cafe", "naive", "lodz", "viet"}),
        ("x\u0301y q\u0308", {"xy", "q"}),
        ("が カ\u3099 นี้ हिन्दी й", {"がガ", "ガ", "นี้", "हिन्दी", "й"}),
        ("1,234人 12,345,678.9 １,２３４", {"1234", "人", "12345678", "9"}),
        ("100，200，300 1,23 2,2024 3,4", {"100", "200", "300", "1", "23", "2", "2024", "3", "4"}),
        ("don't A/B", {"don", "t", "a", "b"}),
        ("x" * 99, {"x" * LONGEST}),
        ("。！？ …—", set()),
    ],
)
def test_a_text_is_found_by_its_terms(text, found):
    assert set(terms(text)) == found


def test_every_ideograph_begins_one_term_where_it_stands():
    text = "人人为我，我为人人；人"
    assert sum(count for term, count in terms(text).items() if term[0] == "人") == text.count("人")


def test_no_term_holds_what_postings_are_written_with():
    written = re.compile(r"[A-Z!#$%()*,\-./\[\]{|}:;=?+]")
    letters = re.compile(f"[{HAN}{LETTERS}]")
    assert not [chr(code) for code in range(128) if letters.match(chr(code)) and written.match(chr(code))]


def test_normalising_twice_changes_nothing_more():
    for text in ("Ａ Ｂ", "臺灣 資訊", "ﬁn", "Straße ẞ", "İstanbul", "Ǻ 1,234"):
        assert normalised(normalised(text)) == normalised(text)


def _many(folder, count):
    """Articles by dice: their terms, counts and headlines are known from the text alone."""
    dice = random.Random(7)
    chars = "人民城市建设杨浦滨江ab1 ，"
    made = [
        article(
            f"01-{at:03}",
            "".join(dice.choices(chars, k=6)) if at % 5 else "",
            (para("".join(dice.choices(chars, k=dice.randrange(1, 80)))),),
        )
        for at in range(count)
    ]
    made[-1] = article("last", "榴莲", (para("罕"),))
    return edition(folder, page(1, *made))


def test_postings_tell_where_every_term_stands_and_how_often(tmp_path):
    made = _many(tmp_path, 1000)
    planned = plan(made, made_up((1, "", ())), labels(made.publication.language))
    facts = json.loads(dict(search.files(made, planned))["search.json"])
    assert facts["pages"] == [["01", 1000]]
    wanted = {}
    for at, one in enumerate(made.articles):
        (head,) = one.title
        count = terms(head) + Counter(terms(one.body[0].runs[0].text))
        for term, number in count.items():
            often = next(size for size in (1, 2, 4, 8, 16) if number <= size or size == 16)
            wanted.setdefault(term, []).append((at, term in terms(head), often))
    assert unpacked(facts["entries"]) == wanted
    assert wanted["罕"] == [(999, False, 1)]


def test_the_text_of_a_page_lies_beside_it(site):
    for folder in ("01", "04"):
        label, articles = search.unwrapped(site.files[f"{folder}/text.js"], f"{PAPER}/2023-01-05/{folder}")
        assert label == {"01": "第01版：要闻", "04": "第04版"}[folder]
        assert all(address in site.pages for address, *_ in articles)
    assert "05/text.js" not in site.files
    _, articles = search.unwrapped(site.files["01/text.js"], f"{PAPER}/2023-01-05/01")
    address, name, titled, text = articles[0]
    assert (address, name, titled) == ("01/01-01.html", "加快打造人民城市", True)
    for part in ("引题在此", "副题一", "程龙", "提要二", "143.5", "注文二", "图为江景", "制图"):
        assert part in text
    assert "加快打造" not in text


def test_an_article_without_headline_is_not_found_by_what_stands_for_it(build, tmp_path):
    files = build(edition(tmp_path, page(1, article("01-01", "", (para("正文"),))))).files
    _, [[_, name, titled, text]] = search.unwrapped(files["01/text.js"], f"{PAPER}/2023-01-05/01")
    assert name
    assert (titled, text) == (False, "正文")
    assert set(unpacked(json.loads(files["search.json"])["entries"])) == {"正文", "文"}


def test_an_article_is_found_by_its_column(build, tmp_path):
    story = article("01-01", "路灯", (para("正文"),), column="人民时评")
    files = build(edition(tmp_path, page(1, story))).files
    _, [[_, _, _, text]] = search.unwrapped(files["01/text.js"], f"{PAPER}/2023-01-05/01")
    assert text == "人民时评\n正文"
    assert {"人民", "时评"} <= set(unpacked(json.loads(files["search.json"])["entries"]))


def test_hostile_text_ends_neither_script_nor_line(build, tmp_path):
    words = f"{HOSTILE}\u2028\u2029__proto__\ud800\x00"
    files = build(edition(tmp_path, page(1, article("__proto__", words, (para(words),))))).files
    content = files["01/text.js"].decode()
    assert not re.search("[<>&\u2028\u2029\x00]", content)
    assert content.count("\n") == 1
    _, [[_, _, _, text]] = search.unwrapped(files["01/text.js"], f"{PAPER}/2023-01-05/01")
    assert text.startswith(HOSTILE)
    assert "proto" in unpacked(json.loads(files["search.json"])["entries"])


class Shop:
    """A site to which issues come, each with a word of its own."""

    def __init__(self, out):
        self.out = out
        out.mkdir()

    def put(self, day, *words, paper=PAPER, tell=True):
        stories = [article(f"01-0{at}", word, (para(f"{word}的事"),)) for at, word in enumerate(words, 1)]
        made = edition(self.out, page(1, *stories), paper={"id": paper})
        made = replace(made, date=date.fromisoformat(day))
        write(made, made_up(), self.out / paper / day / "web", {})
        if tell:
            site.update(self.out, paper, made.date)

    def remove(self, day, paper=PAPER):
        site.remove(self.out, paper, date.fromisoformat(day))

    @property
    def index(self):
        folder = self.out / "search"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.js")}

    def days(self, term, paper=PAPER):
        """The issues in which the index has a term."""
        found = []
        for name, content in self.index.items():
            if name.startswith(f"{paper}/") and name.endswith(f"/{bucket(term[0])}.js"):
                for day, entries in search.unwrapped(content, name.removesuffix(".js")).items():
                    if term in unpacked({term[0]: entries.get(term[0], "")}):
                        found.append(day)
        return sorted(found)


@pytest.fixture
def shop(tmp_path):
    return Shop(tmp_path / "site")


def test_an_issue_comes_into_the_index_and_goes_out_of_it(shop):
    shop.put("2024-03-20", "滨江")
    shop.put("2024-03-21", "滨江", "渔港")
    shop.put("2024-04-01", "滨江")
    shop.put("2024-03-21", "米粉", paper="other")
    assert shop.days("滨江") == ["2024-03-20", "2024-03-21", "2024-04-01"]
    assert shop.days("渔港") == ["2024-03-21"]
    assert shop.days("米粉", "other") == ["2024-03-21"]
    shop.remove("2024-03-21")
    assert shop.days("滨江") == ["2024-03-20", "2024-04-01"]
    assert shop.days("渔港") == []
    assert shop.days("米粉", "other") == ["2024-03-21"]


def test_a_corrected_issue_is_found_by_what_it_says_now(shop):
    shop.put("2024-03-20", "滨江")
    shop.put("2024-03-20", "渔港")
    assert (shop.days("滨江"), shop.days("渔港")) == ([], ["2024-03-20"])


def test_an_issue_touches_no_month_but_its_own(shop):
    shop.put("2024-03-20", "滨江")
    shop.put("2024-03-21", "滨江", paper="other")
    before = {path: path.stat().st_mtime_ns for path in (shop.out / "search").rglob("*.js")}
    shop.put("2024-04-01", "渔港")
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert len(shop.index) == 3 * (BUCKETS + 1)


def test_a_month_without_issues_leaves_nothing(shop):
    shop.put("2024-03-20", "滨江")
    shop.put("2024-04-01", "滨江")
    shop.remove("2024-03-20")
    assert {name.split("/")[1] for name in shop.index} == {"2024-04"}
    shop.remove("2024-04-01")
    assert shop.index == {}
    assert not (shop.out / "search.html").exists()


def test_the_index_is_the_same_in_whatever_order_issues_came(shop, tmp_path):
    other = Shop(tmp_path / "other")
    issues = {"2024-03-20": "滨江", "2024-03-21": "渔港", "2024-03-22": "米粉"}
    for day, word in issues.items():
        shop.put(day, word)
    other.put("2024-03-23", "多余")
    for day, word in reversed(issues.items()):
        other.put(day, word)
    other.remove("2024-03-23")
    assert other.index == shop.index
    site.rebuild(other.out, {})
    assert other.index == shop.index


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xfe", b"finder.take(1,", b"null", None,
        b'finder.take(9,"sample-times/2024-03/issues",{});\n',
        b'finder.take(1,"sample-times/2024-03/issues",[]);\n',
        b'finder.take(1,"sample-times/2024-03/issues",{"2024-03-20":7});\n',
        b'finder.take(1,"sample-times/2024-03/issues",{"__proto__":[]});\n',
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["issues", bucket("滨")])
def test_a_file_that_cannot_be_read_is_made_anew(shop, content, name):
    shop.put("2024-03-20", "滨江")
    shop.put("2024-03-21", "滨江")
    whole = shop.index
    path = shop.out / "search" / PAPER / "2024-03" / f"{name}.js"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content.replace(b"issues", name.encode()))
    shop.put("2024-03-21", "滨江")
    assert shop.index == whole


def test_a_lost_index_is_made_anew_whichever_issue_comes(shop):
    shop.put("2024-03-20", "滨江")
    shop.put("2024-04-20", "滨江")
    shutil.rmtree(shop.out / "search")
    shop.put("2024-05-20", "滨江")
    assert shop.days("滨江") == ["2024-03-20", "2024-04-20", "2024-05-20"]


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"version":1}', b'{"version":2,"pages":[],"entries":{}}', b'{"version":1,"pages":5,"entries":{}}',
     b'{"version":1,"pages":[],"entries":{"":"x"}}', b'{"version":1,"pages":[],"entries":[]}'],
)  # fmt: skip
def test_an_issue_whose_postings_cannot_be_read_is_not_found_and_harms_no_other(shop, content):
    shop.put("2024-03-20", "滨江")
    shop.put("2024-03-21", "滨江", tell=False)
    (shop.out / PAPER / "2024-03-21" / "web" / "search.json").write_bytes(content)
    site.update(shop.out, PAPER, date(2024, 3, 21))
    assert shop.days("滨江") == ["2024-03-20"]


def test_an_issue_that_went_or_came_unseen_is_noticed_with_the_next(shop):
    shop.put("2024-03-20", "滨江")
    shutil.rmtree(shop.out / PAPER / "2024-03-20")
    shop.put("2024-03-21", "滨江", tell=False)
    shop.put("2024-03-22", "滨江")
    assert shop.days("滨江") == ["2024-03-21", "2024-03-22"]


def test_the_page_knows_papers_months_and_calendars(shop):
    shop.put("2023-12-30", "滨江")
    shop.put("2024-03-20", "滨江")
    shop.put("2024-03-21", "滨江", paper="other")
    tree = parse((shop.out / "search.html").read_bytes())
    months = {
        option.attrs["value"]: option.attrs["data-months"]
        for option in tree.every("option")
        if "data-months" in option.attrs
    }
    assert months == {PAPER: "2024-03 2023-12", "other": "2024-03"}
    assert [option.attrs["value"] for option in tree.one("select", name="year").every("option")] == [
        "",
        "2024",
        "2023",
    ]
    links = [link.attrs["href"] for link in tree.one("div", class_="without").every("a")]
    assert f"{PAPER}/2023.html" in links
    assert all((shop.out / link).is_file() for link in links)


def test_fronts_within_a_site_have_a_field_that_leads_to_the_page(shop):
    shop.put("2024-03-20", "滨江")
    for front, target in {
        "index.html": "search.html",
        f"{PAPER}/index.html": "../search.html",
        f"{PAPER}/2024-03-20/web/index.html": "../../../search.html",
    }.items():
        form = parse((shop.out / front).read_bytes()).one("form", role="search")
        assert form.attrs["action"] == target
        assert form.one("input", name="q").attrs["type"] == "search"


def test_an_issue_that_stands_alone_has_no_field(site):
    assert not site.pages["index.html"].every("form")
