"""Where headlines break: between words, behind marks, never before a particle or behind a preposition."""

from itertools import pairwise

import pytest
from headlines import ENGLISH, JAPANESE, SIMPLIFIED, TRADITIONAL
from making import TABLOID

from publisher.model import Run
from publisher.typeset.balance import Ruler, balance
from publisher.typeset.fonts import faces
from publisher.typeset.grammar import FAULT, Word, between
from publisher.typeset.setter import Setter, cached_typefaces
from publisher.typeset.stylebook import Voice, stylebook_for
from publisher.typeset.words import Words

VOICE = Voice(face="song-bold", size=20.0, line=1.2)


def setter_for(language, lexicon=""):
    typefaces = cached_typefaces(tuple(faces(language).values()), language)
    return Setter(typefaces, stylebook_for(TABLOID), Words(lexicon, language))


def broken(setter, text, count, room=3.2):
    """Return a headline in some lines on a measure that leaves little choice, and whether it is sound."""
    ruler = Ruler(setter.atoms((Run(text=text),), VOICE), setter.words)
    found = balance(ruler, ruler.width(0, ruler.count) / count + VOICE.size * room, count)
    assert found, text
    lines = (ruler.atoms[start:end] for start, end in pairwise(found.cuts))
    return ["".join(atom.text for atom in line) for line in lines], found.sound


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize(
    ("language", "marked"),
    [
        (language, marked)
        for language, text in (
            ("zh-Hans-CN", SIMPLIFIED),
            ("zh-Hant-TW", TRADITIONAL),
            ("ja", JAPANESE),
            ("en-GB", ENGLISH),
        )
        for marked in text.strip().splitlines()
    ],
)
def test_headlines_break_between_words(language, marked, count):
    pieces = marked.split("/")
    if len("".join(pieces)) < 6 * count or len(pieces) < count + 1:
        count = 2
    lines, sound = broken(setter_for(language), "".join(pieces), count)
    places, at = set(), 0
    for piece in pieces:
        at += len(piece)
        places.add(at)
    at = 0
    for line in lines:
        at += len(line)
        assert at in places, lines
    assert sound
    assert at == len("".join(pieces))


@pytest.mark.parametrize(
    "lines",
    [
        ("杨浦区政府工作报告提出", "加快打造人民城市建设标杆"),
        ("上海今年将建成20个口袋公园，", "居民开门见绿"),
        ("“夜经济”点亮滨江：", "3公里步道客流突破100万人次"),
        ("国务院常务会议部署", "进一步稳就业稳物价举措"),
        ("王建国与李小明", "在全国青年技能大赛上", "分获冠亚军"),
        ("从“有没有”到“好不好”——", "社区食堂的升级之路"),
        ("梅西梅开二度，", "阿根廷3比0战胜", "克罗地亚挺进决赛"),
        ("老旧小区", "加装电梯，", "难在哪里？", "怎么办？"),
    ],
)
def test_clauses_and_balance_choose_the_break(lines):
    assert broken(setter_for("zh-Hans-CN"), "".join(lines), len(lines), 4.5) == (list(lines), True)


def test_a_scrap_of_a_clause_is_not_left_at_a_line_s_end():
    lines, _ = broken(setter_for("zh-Hans-CN"), "海关总署：我国外贸总值突破40万亿元", 3)
    assert lines[0] == "海关总署："


@pytest.mark.parametrize("text", ["的", "们", "了", "上"])
def test_what_leans_back_begins_no_line(text):
    tags = {"的": "uj", "们": "k", "了": "ul", "上": "f"}
    assert between(Word("学生", "n"), Word(text, tags[text])) >= FAULT


@pytest.mark.parametrize(("text", "tag"), [("和", "c"), ("与", "p"), ("在", "p"), ("对", "p"), ("将", "d")])
def test_what_leans_on_ends_no_line(text, tag):
    assert between(Word(text, tag), Word("学生", "n")) >= FAULT
    assert between(Word(text, tag), Word("学生", "n"), touching=False) >= FAULT


def test_costs_are_one_for_each_character():
    words = Words("", "zh-Hans-CN")
    for text in ("", "报", "第 3 版：“夜” 😀𠮷——…… Apple Vision Pro发布", " 前后有空格 "):
        assert len(words.breaks(text)) == len(text)


def test_a_short_quotation_is_whole_and_a_long_title_is_not():
    words = Words("")
    short = words.breaks("推进“一网统管”建设")
    assert all(cost >= FAULT for cost in short[2:7])
    title = "《上海市浦东新区促进无驾驶人智能网联汽车创新应用规定》"
    assert min(words.breaks(title)[:-1]) < FAULT


@pytest.mark.parametrize("sign", ["—", "比", "～", "至"])
def test_what_joins_two_figures_is_whole(sign):
    at = len("加息3%")
    costs = Words("").breaks(f"加息3%{sign}4%左右")
    assert costs[at] >= FAULT
    assert Words("").breaks("好——4年后")[2] < 0


def test_the_issue_teaches_what_no_dictionary_knows():
    text = "悦骑行开放。悦骑行真好。去悦骑行吧。"
    at = "城区悦骑行".index("悦")
    assert Words(text).breaks("城区悦骑行")[at] > Words("").breaks("城区悦骑行")[at] - 1e-9
    assert Words(text).cohesion("悦", "骑") > 0.8 > Words(text).cohesion("真", "骑")


def inner(language, text, piece):
    """Return the costs of the breaks inside a piece of a headline."""
    start = text.index(piece)
    return Words("", language).breaks(text)[start : start + len(piece) - 1]


@pytest.mark.parametrize(
    ("language", "text", "piece"),
    [
        ("zh-Hans-CN", "非遗工坊走进二十所学校", "二十所"),
        ("zh-Hans-CN", "我区新增三百余个停车泊位", "三百余个"),
        ("zh-Hant-TW", "工藝走進二十所學校", "二十所"),
        ("ja", "プロバイダー大手三社が経営統合を発表", "三社"),
        ("ja", "インターネット・プロバイダー大手", "プロバイダー"),
        ("ja", "ザ・ビートルズの名曲", "ザ・ビートルズ"),
    ],
)
def test_figures_with_what_they_count_and_katakana_are_whole(language, text, piece):
    assert min(inner(language, text, piece)) >= FAULT


def test_katakana_may_be_parted_behind_its_dot_where_both_parts_are_long():
    costs = inner("ja", "インターネット・プロバイダー大手", "インターネット・プロバイダー")
    assert [index for index, cost in enumerate(costs) if cost < FAULT] == [len("インターネット・") - 1]


@pytest.mark.parametrize(
    ("count", "lines"),
    [
        (4, ["第十六届", "人民代表大会", "常务委员会", "公告"]),
        (3, ["第十六届", "人民代表大会", "常务委员会公告"]),
    ],
)
def test_a_long_word_is_parted_between_the_words_that_make_it_up(count, lines):
    assert broken(setter_for("zh-Hans-CN"), "第十六届人民代表大会常务委员会公告", count) == (lines, True)
