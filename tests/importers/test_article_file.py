"""The article file of an import.

Right YAML, Markdown that reads back as the same text, and files written whole.
"""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from publisher.errors import ExitCode, PublishError
from publisher.importers import Imported, Part, Passage, Signature, place, render
from publisher.importers.article_file import scalar
from publisher.importers.markdown import body, escape
from publisher.manifest import load
from publisher.model import Callout, ListBlock, plain

AWKWARD = [
    "null",
    "~",
    "yes",
    "No",
    "2023-01-05",
    "007",
    "- 甲",
    "甲: 乙",
    "甲 #乙",
    "#甲",
    "“引”",
    "《书》",
    "a: b",
    "[甲]",
    "{甲}",
    "&甲",
    "*甲",
    "!甲",
    "|",
    ">",
    "%甲",
    "@甲",
    "`甲`",
    "'甲'",
    '"甲"',
    "甲\\乙",
    "甲\n乙",
    "",
    " 甲 ",
    "甲,乙",
    "甲：乙",
    "甲?",
    "---",
    "=",
    "😀",
    "甲\u2028乙",
    "\u0085",
    "\ufeff甲",
    "甲\t乙",
    "0x1F",
    "1e3",
    ".inf",
    "<<",
]


def read(text):
    return YAML(typ="safe", pure=True).load(text)


@pytest.mark.parametrize("text", AWKWARD)
def test_scalar_reads_back(text):
    assert read(f"title: {scalar(text)}\n") == {"title": text}
    assert read(f"- {{name: {scalar(text)}}}\n") == [{"name": text}]


@given(st.text(max_size=30))
def test_any_scalar_reads_back(text):
    text = text.encode("utf-16", "ignore").decode("utf-16")
    assert read(f"title: {scalar(text)}\n") == {"title": text}


def test_plain_titles_stay_readable():
    assert scalar("加快打造人民城市建设标杆") == "加快打造人民城市建设标杆"
    assert scalar("《政府工作报告》摘要") == "《政府工作报告》摘要"


def imported(*passages, **fields):
    fields = {"title": ("题",), **fields}
    return Imported(source="x.txt", passages=passages, body=body(passages), **fields)


def test_render_front_matter():
    text = render(
        imported(
            Passage(part=Part.PARAGRAPH, text="文。"),
            title=("上行", "下行: 二"),
            kicker="引",
            deck=("副",),
            kind="document",
            byline=(Signature(role="本报记者", name="程龙"), Signature(name="潘俊强")),
            paper="某报",
            month_day=(1, 5),
            page_number=2,
        )
    )
    assert text == (
        '---\n# 导入自 x.txt（某报 01-05 第02版）\nkicker: 引\ntitle:\n  - 上行\n  - "下行: 二"\ndeck: 副\n'
        "byline:\n"
        "  - {role: 本报记者, name: 程龙}\n  - 潘俊强\nkind: document\n---\n\n文。\n"
    )


def test_body_markdown():
    text = body(
        (
            Passage(part=Part.PARAGRAPH, text="甲*乙。"),
            Passage(part=Part.CROSSHEAD, text="一"),
            Passage(part=Part.FACT, text="要"),
            Passage(part=Part.FACT, text="点"),
            Passage(part=Part.PARAGRAPH, text="短句。长句。", run_in=3),
            Passage(part=Part.CROSSHEAD, text="细", level=3),
            Passage(part=Part.ITEM, text="甲"),
            Passage(part=Part.ITEM, text="乙"),
        )
    )
    assert text == "甲\\*乙。\n\n## 一\n\n> 要\n>\n> 点\n\n**短句。**长句。\n\n### 细\n\n- 甲\n- 乙\n"


def load_body(folder: Path, article: str):
    """Load an article through the whole manifest, as an edition's only one."""
    edition = folder / "paper" / "2023-01-05"
    edition.mkdir(parents=True, exist_ok=True)
    (edition.parent / "publication.yaml").write_text(
        "id: paper\nname: 报\nlanguage: zh-Hans-CN\n", encoding="utf-8"
    )
    (edition / "edition.yaml").write_text(
        "date: 2023-01-05\npages:\n  - {number: 1, name: 版, articles: [a.md]}\n", encoding="utf-8"
    )
    (edition / "a.md").write_text(article, encoding="utf-8")
    return load(edition)


def texts(article):
    found = []
    for block in article.body:
        if isinstance(block, Callout):
            found += [plain(runs) for runs in block.items]
        elif isinstance(block, ListBlock):
            found += ["".join(plain(part.runs) for part in item) for item in block.items]
        else:
            found.append(plain(block.runs))
    return found


TEXT = st.text(
    alphabet=st.sampled_from("甲乙“”（）。，、 aZ12.-+*_#>[](){}<>&;|`\\~^=!:/@$'\"·…—"),
    min_size=1,
    max_size=24,
).map(lambda text: " ".join(text.split()))


@given(st.lists(st.tuples(st.sampled_from(list(Part)), TEXT.filter(bool)), min_size=1, max_size=4))
@example([(Part.PARAGRAPH, "1. 甲"), (Part.ITEM, "- 乙"), (Part.FACT, "# 丙 #"), (Part.CROSSHEAD, "丁 #")])
@example([(Part.PARAGRAPH, "&amp; <b>甲</b> [乙](丙) {丁|dīng} **戊** [^1] https://a.cn/_x_")])
@example([(Part.PARAGRAPH, "---"), (Part.PARAGRAPH, "==="), (Part.PARAGRAPH, "+"), (Part.CROSSHEAD, "---")])
def test_the_loader_reads_back_the_same_text(tmp_path_factory, made):
    passages = tuple(Passage(part=part, text=text) for part, text in made)
    loaded = load_body(tmp_path_factory.mktemp("e"), render(imported(*passages)))
    assert texts(loaded.edition.articles[0]) == [passage.text for passage in passages]
    assert {finding.rule for finding in loaded.findings} <= {
        "A-004"
    }  # words that look like a footnote's call are named


def test_a_run_in_before_han_reads_back_strong(tmp_path):
    passage = Passage(part=Part.PARAGRAPH, text="依法行政深入推进。行政复议1*2。", run_in=9)
    (block,) = load_body(tmp_path, render(imported(passage))).edition.articles[0].body
    assert [(run.text, run.strong) for run in block.runs] == [
        ("依法行政深入推进。", True),
        ("行政复议1*2。", False),
    ]


def test_escape_leaves_ordinary_text_alone():
    text = "2022年（截至12月30日），增长14.6%；“V型”反转——PM2.5、RCEP：3-5岁，A&B。"
    assert escape(text) == text


def test_place_writes_whole_and_refuses_to_overwrite(tmp_path):
    target = tmp_path / "new" / "a.md"
    assert place("甲\n", target) == target
    with pytest.raises(PublishError) as caught:
        place("乙\n", target)
    assert caught.value.findings[0].rule == "U-004"
    assert caught.value.code is ExitCode.USAGE
    assert target.read_bytes() == "甲\n".encode()
    place("乙\n", target, force=True)
    assert target.read_bytes() == "乙\n".encode()
    assert [path.name for path in target.parent.iterdir()] == ["a.md"]
    assert target.stat().st_mode & 0o444 == 0o444


def test_place_says_what_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(PublishError) as caught:
        place("甲\n", tmp_path / "file" / "a.md")
    assert caught.value.findings[0].rule in {"O-001", "U-004"}
    assert (tmp_path / "file").read_text() == "x"
