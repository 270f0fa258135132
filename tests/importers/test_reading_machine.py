"""Importing a reading machine's capture.

The issue's own input to the letter, and captures made up by hypothesis.
"""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.errors import ExitCode, PublishError
from publisher.importers import Part, import_file
from publisher.importers.headline import signatures_of
from publisher.importers.passages import MARKS
from publisher.importers.reading_machine import parse
from publisher.text.punctuation import UNDONE
from publisher.text.spacing import squeeze

SAMPLE = Path(__file__).parent / "yangpu-times-2023-01-05-page-02.txt"
CHROME = (
    "电子报阅读机",
    "2026-01-23",
    "星期五",
    "当前报纸名称:杨浦时报",
    "杨浦时报数字报刊平台-加快打造人民城市建设标杆",
    "日期:01-05",
    "字号:",
    "版面:第02版:特刊两会上一篇下一篇",
)
HEAD = (
    "电子报阅读机\n2026-01-23\n星期五\n当前报纸名称:某某日报\n\n日期:03-09\n字号:\n"
    "版面:第03版:民生\u00a0\u00a0上一篇 \u00a0下一篇\n\n"
)


def undone(text):
    """Map every mark that restoring can make back to half-width, and drop white space.

    What must equal the source.
    """
    for new, (old, *_) in UNDONE.items():
        text = text.replace(new, old)
    return squeeze(text.replace("\n", "")).replace("......", "...").replace("----", "--")


def words(imported):
    parts = [
        imported.kicker,
        *imported.title,
        *imported.deck,
        *(name.role + name.name for name in imported.byline),
    ]
    return "".join((*parts, *(passage.text for passage in imported.passages)))


def by_rule(imported, rule):
    return [finding for finding in imported.findings if finding.rule == rule]


@pytest.fixture(scope="module")
def sample():
    return import_file(SAMPLE)


def test_sample_fields(sample):
    assert (sample.paper, sample.day, sample.page_number, sample.page_name) == (
        "杨浦时报",
        date(2023, 1, 5),
        2,
        "特刊两会",
    )
    assert sample.title == ("加快打造人民城市建设标杆",)
    assert sample.deck == ("《政府工作报告》摘要",)
    assert (sample.kicker, sample.byline, sample.kind) == ("", (), "document")


def test_sample_is_typed(sample):
    parts = Counter(passage.part for passage in sample.passages)
    assert parts == {Part.CROSSHEAD: 5, Part.FACT: 21, Part.PARAGRAPH: 18}
    run_ins = [passage.text[: passage.run_in] for passage in sample.passages if passage.run_in]
    assert len(run_ins) == 17
    assert run_ins[0] == "全力以赴打赢大上海保卫战。"
    assert all(lead.endswith("。") and lead.count("。") == 1 for lead in run_ins)
    assert sample.passages[0].part is Part.PARAGRAPH
    assert not sample.passages[0].run_in


def test_nothing_of_the_sample_changes_but_its_marks(sample):
    source = squeeze(SAMPLE.read_text(encoding="utf-8").replace("\n", ""))
    chrome = "".join(CHROME)
    assert source.startswith(chrome)
    assert undone(words(sample)) == undone(source.removeprefix(chrome).replace("◆", ""))


def test_sample_marks_are_counted_exactly(sample):
    story = SAMPLE.read_text(encoding="utf-8").split("下一篇", 1)[1]
    text = words(sample)
    assert story.count(",") == text.count("，") == 144
    assert story.count("(") == text.count("（") == text.count("）") == 6
    assert not set(text) & set(",:;()!?")
    assert [text.count(mark) for mark in ".-%“”‘’、。·"] == [story.count(mark) for mark in ".-%“”‘’、。·"]
    (change,) = by_rule(sample, "U-002")
    assert "156" in change.message
    assert "，×144" in change.message
    assert "（×6" in change.message


def test_sample_needs_no_second_look(sample):
    assert not by_rule(sample, "U-003")


def test_sample_says_what_it_dropped(sample):
    (dropped,) = by_rule(sample, "U-006")
    assert all(line in dropped.message for line in CHROME[:-1])


def capture(body, head=HEAD, name="capture.txt"):
    return parse(head + body, path=Path(name))


@pytest.mark.parametrize("mark", list("◆■●▲★□"))
def test_crosshead_marks(mark):
    imported = capture(
        f"标题在此\n\n  开头一段,写明来由。\n\n  {mark}第一节\n\n  要点一条\n\n  正文一段,话说完了。\n"
    )
    assert [(passage.part, passage.text) for passage in imported.passages] == [
        (Part.PARAGRAPH, "开头一段，写明来由。"),
        (Part.CROSSHEAD, "第一节"),
        (Part.FACT, "要点一条"),
        (Part.PARAGRAPH, "正文一段，话说完了。"),
    ]


def test_second_mark_is_a_lower_level():
    imported = capture(
        "题\n\n  ■大节\n\n  甲事说完。\n\n  ●小节\n\n  乙事说完。\n\n  ■又一大节\n\n  丙事说完。\n"
    )
    assert [passage.level for passage in imported.passages if passage.part is Part.CROSSHEAD] == [2, 3, 2]


def test_marked_lines_in_a_row_are_items_and_a_marked_sentence_keeps_its_mark():
    imported = capture(
        "题\n\n  正文说完。\n\n  ●第一件\n\n  ●第二件\n\n  正文又说完。\n\n  ★本文为独家,请注明。\n"
    )
    assert [(passage.part, passage.text) for passage in imported.passages] == [
        (Part.PARAGRAPH, "正文说完。"),
        (Part.ITEM, "第一件"),
        (Part.ITEM, "第二件"),
        (Part.PARAGRAPH, "正文又说完。"),
        (Part.PARAGRAPH, "★本文为独家，请注明。"),
    ]
    assert len(by_rule(imported, "U-003")) == 4  # three marks, and no year


def test_run_ins_only_where_they_are_the_rule():
    rest = "后面的话说得很长很长很长很长很长很长很长很长很长很长很长很长。"
    one = capture(f"题\n\n  ◆节\n\n  一句短的。{rest}\n\n  {rest}\n\n  {rest}\n")
    assert not any(passage.run_in for passage in one.passages)
    two = capture(f"题\n\n  ◆节\n\n  一句短的。{rest}\n\n  {rest}\n")
    assert [passage.run_in for passage in two.passages] == [0, 5, 0]


def test_kicker_and_deck_around_the_known_headline():
    head = HEAD.replace("日期", "某某日报数字报刊平台-新图书馆开馆:藏书百万\n日期", 1)
    imported = capture(
        "春风里\n新图书馆开馆:藏书百万\n——市民座谈侧记\n本报记者  程  龙  潘俊强\n\n　　正文第一段。\n", head
    )
    assert (imported.kicker, imported.title, imported.deck) == (
        "春风里",
        ("新图书馆开馆：藏书百万",),
        ("——市民座谈侧记",),
    )
    assert [(name.role, name.name) for name in imported.byline] == [
        ("本报记者", "程龙"),
        ("本报记者", "潘俊强"),
    ]
    assert [passage.text for passage in imported.passages] == ["正文第一段。"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本报记者  程  龙  潘俊强", [("本报记者", "程龙"), ("本报记者", "潘俊强")]),
        ("□本报记者 张三 通讯员 李四、王五", [("本报记者", "张三"), ("通讯员", "李四"), ("通讯员", "王五")]),
        ("作者:阿依古丽·买买提", [("作者", "阿依古丽·买买提")]),
        ("文/张三", [("文", "张三")]),
        ("记者 程 龙 潘", []),
        ("记者 张三 通讯员", []),
        ("图 书馆", []),
        ("记者在现场看到,人很多。", []),
    ],
)
def test_bylines(line, names):
    assert [(name.role, name.name) for name in signatures_of(line)] == names


@pytest.mark.parametrize(
    "head",
    [
        "电子报阅读机 2026-01-23 星期五 当前报纸名称:甲报\n日期:01-05 字号: 版面:第02版:特刊 上一篇 下一篇\n",
        "【上一篇】 【下一篇】\n当前报纸名称：甲报\n日期：01-05\n版面：A02版：特刊\n",
        "当前报纸名称:甲报\n2026年1月23日 星期五\n字号: 大 中 小\n版面:02:特刊\n日期:2023年01月05日\n",
    ],
)
def test_machine_words_in_other_places(head):
    imported = capture("题目\n\n　　正文说完。\n", head)
    assert (imported.paper, imported.month_day, imported.page_number, imported.page_name) == (
        "甲报",
        (1, 5),
        2,
        "特刊",
    )
    assert imported.title == ("题目",)
    assert [passage.text for passage in imported.passages] == ["正文说完。"]


def test_headline_alone_and_body_without_indent():
    imported = capture("只有标题\n\n正文第一段,没有缩进。\n\n短句\n\n正文第二段。\n")
    assert (imported.title, imported.deck, imported.kicker) == (("只有标题",), (), "")
    assert [passage.text for passage in imported.passages] == [
        "正文第一段，没有缩进。",
        "短句",
        "正文第二段。",
    ]


def test_machine_words_at_the_foot_and_in_between():
    body = "题目\n日期:03-09 字号:大 中 小\n\n　　正文说完。\n\n　　2023年3月9日\n\n版面:第07版:副刊\n"
    body += "上一篇 下一篇\n当前报纸名称:某某日报\n"
    imported = parse(body, path=Path("x.txt"), year=2023)
    assert (imported.paper, imported.day, imported.page_number, imported.page_name) == (
        "某某日报",
        date(2023, 3, 9),
        7,
        "副刊",
    )
    assert imported.title == ("题目",)
    assert [passage.text for passage in imported.passages] == ["正文说完。", "2023年3月9日"]


def test_the_articles_own_last_lines_stay():
    body = "题目\n\n　　活动预告。\n\n　　第2版:特刊两会\n\n　　版面:宽敞\n\n　　日期:3月12日\n\n　　2023年3月9日\n"
    kept = ["活动预告。", "第2版：特刊两会", "版面：宽敞", "日期：3月12日", "2023年3月9日"]
    assert [passage.text for passage in capture(body).passages] == kept
    assert [passage.text for passage in capture(body + "\n上一篇 下一篇\n").passages] == kept
    assert capture("学校电子报-学生自己办\n\n　　正文。\n").title == ("学校电子报-学生自己办",)


def test_words_of_the_article_are_not_taken_for_the_machines():
    body = "题目\n\n　　请按上一篇或下一篇翻页。\n\n　　日期:3月12日\n\n"
    body += "　　版面:宽敞\n\n　　电子报阅读机投入使用。\n"
    assert [passage.text for passage in capture(body).passages] == [
        "请按上一篇或下一篇翻页。",
        "日期：3月12日",
        "版面：宽敞",
        "电子报阅读机投入使用。",
    ]


@pytest.mark.parametrize(
    ("name", "year", "day", "doubts"),
    [
        ("a-2024-03-09.txt", None, date(2024, 3, 9), 0),
        ("a-20240309.txt", None, date(2024, 3, 9), 0),
        ("a.txt", 2021, date(2021, 3, 9), 0),
        ("a.txt", None, None, 1),
        ("a-2024-03-10.txt", None, date(2024, 3, 9), 1),
    ],
)
def test_year(name, year, day, doubts):
    imported = parse(HEAD + "题\n\n  正文。\n", path=Path(name), year=year)
    assert imported.day == day
    assert imported.month_day == (3, 9)
    assert len(by_rule(imported, "U-003")) == doubts


def test_no_date_takes_the_files_never_todays():
    head = HEAD.replace("日期:03-09\n", "")
    assert capture("题\n\n  正文。\n", head).day is None
    assert capture("题\n\n  正文。\n", head, "b-2022-12-31.txt").day == date(2022, 12, 31)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path, sample, encoding, ends):
    path = tmp_path / SAMPLE.name
    path.write_bytes(SAMPLE.read_text(encoding="utf-8").replace("\n", ends).encode(encoding))
    assert import_file(path).body == sample.body


@pytest.mark.parametrize("changed", ["half", "full", "no_app", "no_fields"])
def test_variants_of_the_sample_give_the_same_article(tmp_path, sample, changed):
    text = SAMPLE.read_text(encoding="utf-8")
    text = {
        "half": text,
        "full": text.replace(":", "：").replace(",", "，").replace("(", "（").replace(")", "）"),
        "no_app": text.split("\n", 4)[4],
        "no_fields": text.replace("日期:01-05\n字号:\n", ""),
    }[changed]
    path = tmp_path / SAMPLE.name
    path.write_text(text, encoding="utf-8")
    imported = import_file(path)
    assert (imported.title, imported.deck, imported.body, imported.day) == (
        sample.title,
        sample.deck,
        sample.body,
        sample.day,
    )


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "U-001"),
        ("一篇普通的文章。\n\n没有界面文字。\n".encode(), "U-001"),
        (b"\xff\xfe\xff", "M-011"),
        (b"a\0b", "M-011"),
    ],
)
def test_what_cannot_be_imported(tmp_path, data, rule):
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    with pytest.raises(PublishError) as caught:
        import_file(path)
    assert [finding.rule for finding in caught.value.findings] == [rule]
    assert caught.value.code is ExitCode.SOURCE


def test_missing_file_folder_and_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr("publisher.importers.source.LIMIT", 10)
    large = tmp_path / "large.txt"
    large.write_bytes(b"x" * 11)
    for path, rule in ((tmp_path / "none.txt", "M-011"), (tmp_path, "M-011"), (large, "M-017")):
        with pytest.raises(PublishError) as caught:
            import_file(path)
        assert caught.value.findings[0].rule == rule


CHARS = st.text(
    alphabet=st.sampled_from("人民城市建设一二三12.5%Aab,:;()“”、-*_#[]<>&|`\\{}~+=!?·Ⅲ"),
    min_size=1,
    max_size=40,
)
SENTENCES = CHARS.map(lambda text: "文" + text + "完。")


@st.composite
def captures(draw):
    indent = draw(st.sampled_from(["  ", "\u3000\u3000", "\u00a0\u00a0"]))
    mark = draw(st.sampled_from("◆■●▲★"))
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        lines.append(mark + "节" + draw(CHARS).strip(".:;,") + "目")
        lines += [fact + "个" for fact in draw(st.lists(CHARS.map(lambda text: "计" + text), max_size=2))]
        lines += draw(st.lists(SENTENCES, min_size=1, max_size=3))
    blank = draw(st.sampled_from(["\n", "\n\n", "\n \n"]))
    return ["标题之语", *(indent + line for line in lines)], blank


@given(captures())
def test_generated_captures_lose_and_alter_nothing(made):
    lines, blank = made
    imported = parse(HEAD + blank.join(lines) + "\n\n上一篇 下一篇\n", path=Path("c.txt"))
    source = "".join(lines)
    for mark in MARKS:
        source = source.replace(mark, "")
    found = words(imported)
    for mark in MARKS:
        found = found.replace(mark, "")
    assert undone(found) == undone(source)
    assert imported.title == ("标题之语",)
