"""Every rule of the manifest, of article text and of images has a planted fault here, with its place."""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Pillow
from sounds import even, m4a, mp3, opus, vtt

from publisher import locale, rules
from publisher.errors import ExitCode, PublishError, Severity
from publisher.text.languages import Variety

from .building import ARTICLE, EDITION, PUBLICATION, Case, bomb, make_case, picture

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = EDITION + "  - number: 2\n    name: 副刊\n    articles:\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make_case(tmp_path)


def _edition(text: str) -> Callable[[Case], object]:
    return lambda case: case.write("edition.yaml", text)


def _article(text: str | bytes) -> Callable[[Case], object]:
    return lambda case: case.write("articles/a.md", text)


def _body(text: str) -> Callable[[Case], object]:
    return _article(f"---\ntitle: 标题\n---\n{text}")


def _publication(text: str) -> Callable[[Case], object]:
    return lambda case: case.write("../publication.yaml", text)


def _zeroed(content: bytes) -> bytes:
    """Return a file as a transfer leaves it that stopped half-way after its room had been set aside."""
    return content[: len(content) // 2] + bytes(len(content) - len(content) // 2)


def _holed(content: bytes) -> bytes:
    """Return a JPEG as a broken disk leaves it: zeros in the middle, its end in place."""
    middle = len(content) // 2
    return content[: middle - 2000] + bytes(4000) + content[middle + 2000 :]


def _noise() -> bytes:
    out = io.BytesIO()
    Pillow.effect_noise((200, 200), 80).save(out, "JPEG")
    return out.getvalue()


def _embedding(raster: bytes) -> bytes:
    plain = base64.b64encode(raster).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><image href="data:image/jpeg;base64,{plain}"/></svg>'
    ).encode()


def _image(content: bytes, name: str = "images/x.png") -> Callable[[Case], object]:
    def plant(case: Case) -> None:
        case.write(name, content)
        _article(f"---\ntitle: 标题\nimages:\n  - src: {name}\n    alt: 图\n---\n正文\n")(case)

    return plant


def _sound(content: bytes, name: str = "a.mp3") -> Callable[[Case], object]:
    def plant(case: Case) -> None:
        case.write(name, content)
        _article(f"---\ntitle: 标题\naudio: {name}\n---\n正文。\n")(case)

    return plant


def _cues(text: str | bytes, milliseconds: int = 2000) -> Callable[[Case], object]:
    def plant(case: Case) -> None:
        case.write("a.mp3", mp3(milliseconds))
        case.write("a.vtt", text)
        _article("---\ntitle: 标题\naudio: {src: a.mp3, cues: a.vtt}\n---\n正文。\n")(case)

    return plant


def _sparse(case: Case) -> None:
    path = case.write("a.mp3", mp3(100))
    with path.open("r+b") as file:
        file.truncate(200_000_001)
    _article("---\ntitle: 标题\naudio: a.mp3\n---\n正文。\n")(case)


def _linked_outside(case: Case) -> None:
    (case.root / "secret.md").write_text(ARTICLE)
    (case.folder / "articles/link.md").symlink_to(case.root / "secret.md")
    _edition(EDITION + "      - articles/link.md\n")(case)


def _svg(inside: str, attributes: str = "") -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" {attributes}>{inside}</svg>'.encode()


FAULTS: list[tuple[str, Callable[[Case], object], list[str]]] = [
    ("colon", _edition("date: 2023-01-05\npages:\n  - number: 1\n    name: 甲: 乙\n"), ["M-001 edition.yaml:4:12"]),
    ("tab", _edition("date: 2023-01-05\npages:\n\t- number: 1\n"), ["M-001 edition.yaml:3:1"]),
    ("empty", _edition("# 空\n"), ["M-001 edition.yaml:1:1"]),
    ("list", _edition("- a\n"), ["M-001 edition.yaml:1:1"]),
    ("two documents", _edition(EDITION + "---\na: b\n"), ["M-001 edition.yaml:7:1"]),
    ("front matter", _article("---\ntitle: 好\ndeck: 甲: 乙\n---\n"), ["M-001 articles/a.md:3:8"]),
    ("tag", _edition(EDITION.replace("要闻", "!!python/name:os.system x")), ["M-001 edition.yaml:4:11"]),
    ("unknown", _edition(EDITION.replace("    name:", "    nmae: x\n    name:")), ["M-002 edition.yaml:4:5"]),
    ("unknown inline", _edition(PAGE + "      - titel: 甲\n        title: 乙\n        body: 丙\n"), ["M-002 edition.yaml:10:9"]),
    ("unknown in file", _article("---\ntitle: 好\n\n作者: 甲\n---\n正文\n"), ["M-002 articles/a.md:4:1"]),
    ("unknown imprint", _publication(PUBLICATION + "imprint:\n  刊号: CN\n  版权所: 甲\n"), ["M-002 ../publication.yaml:5:3"]),
    ("missing", _article("---\nkicker: 引\n---\n正文\n"), ["M-003 articles/a.md:2:1"]),
    ("missing name", _edition(EDITION.replace("    name: 要闻\n", "")), ["M-003 edition.yaml:3:5"]),
    ("number", _edition(EDITION.replace("number: 1", "number: 一")), ["M-004 edition.yaml:3:13"]),
    ("number 1000", _edition(EDITION.replace("number: 1", "number: 1000")), ["M-004 edition.yaml:3:13"]),
    ("kind", _article("---\ntitle: 好\nkind: 新闻\n---\n正文\n"), ["M-004 articles/a.md:3:7"]),
    ("focal", _article("---\ntitle: 好\nimages: [{src: a, focal: [0.5, 2]}]\n---\n文\n"), ["M-004 articles/a.md:3:32"]),
    ("size", _publication(PUBLICATION + "page:\n  body: 9\n"), ["M-004 ../publication.yaml:4:9"]),
    ("no pages", _edition("date: 2023-01-05\npages: []\n"), ["M-004 edition.yaml:2:8"]),
    ("empty title", _article("---\ntitle: ''\n---\n正文\n"), ["M-004 articles/a.md:2:8"]),
    ("date", _edition(EDITION.replace("2023-01-05", "20230105")), ["M-004 edition.yaml:1:7"]),
    ("twice", _edition("date: 2023-01-05\n" + EDITION.replace("    name", "    number: 2\n    name")), [
        "M-005 edition.yaml:2:1", "M-005 edition.yaml:5:5"]),
    ("alias twice", _publication(PUBLICATION + "imprint:\n  cn: CN 1\n  刊号: CN 2\n"), ["M-005 ../publication.yaml:5:3"]),
    ("other date", _edition(EDITION.replace("01-05", "01-06")), ["M-006 edition.yaml:1:7"]),
    ("page twice",
     _edition(PAGE.replace("number: 2", "number: 01") + "      - title: 甲\n        body: 乙\n"), ["M-007 edition.yaml:7:13"]),
    ("id twice",
     _edition(PAGE + "      - {id: A, title: 甲, body: 乙}\n      - {title: 甲, body: 乙, id: a}\n"), ["M-008 edition.yaml:11:33"]),
    ("absolute", _edition(EDITION + "      - /etc/passwd\n"), ["M-009 edition.yaml:7:9"]),
    ("parent", _edition(EDITION + "      - ../publication.yaml\n"), ["M-009 edition.yaml:7:9"]),
    ("url", _edition(EDITION + "      - file:///etc/passwd\n"), ["M-009 edition.yaml:7:9"]),
    ("backslash", _edition(EDITION + "      - articles\\a.md\n"), ["M-009 edition.yaml:7:9"]),
    ("drive", _edition(EDITION + "      - C:/a.md\n"), ["M-009 edition.yaml:7:9"]),
    ("link", _linked_outside, ["M-009 edition.yaml:7:9"]),
    ("image outside", _body("![图](../../x.png)\n"), ["M-009 articles/a.md:4:1"]),
    ("image url", _body("甲\n\n![图](http://example.org/x.png)\n"), ["M-009 articles/a.md:6:1"]),
    ("missing file", _edition(EDITION + "      - articles/b.md\n"), ["M-010 edition.yaml:7:9"]),
    ("folder", _edition(EDITION + "      - articles\n"), ["M-010 edition.yaml:7:9"]),
    ("gbk", _article("---\ntitle: 标题\n---\n正文\n".encode("gb18030")), ["M-011 articles/a.md:2:8"]),
    ("paper id", _publication(PUBLICATION.replace("id: paper", "id: other")), ["M-012 ../publication.yaml:1:5"]),
    ("no front matter", _article("\n正文\n"), ["M-013 articles/a.md:2:1"]),
    ("open front matter", _article("---\ntitle: 甲\n正文\n"), ["M-013 articles/a.md:1:1"]),
    ("no articles", _edition(PAGE), ["M-014 edition.yaml:7:5"]),
    ("no edition", lambda case: (case.folder / "edition.yaml").unlink(), ["M-015 edition.yaml"]),
    ("no publication", lambda case: (case.folder / "../publication.yaml").unlink(), ["M-015 ../publication.yaml"]),
    ("long article", _article("---\ntitle: 甲\n---\n" + "a" * 2_000_001), ["M-017 articles/a.md:2:1"]),
    ("large file", _article(b"---\ntitle: a\n---\n" + b"a" * 8_000_001), ["M-017 articles/a.md"]),
    ("columns", _publication(PUBLICATION + "page: {columns: 12, characters: 11}\n"), ["M-018 ../publication.yaml:3:7"]),
    ("leading", _publication(PUBLICATION + "page: {leading: 8pt}\n"), ["M-018 ../publication.yaml:3:7"]),
    ("small", _publication(PUBLICATION + "page: {body: 4pt}\n"), ["M-018 ../publication.yaml:3:7"]),
    ("template", _edition(EDITION + "    layout: 周末\n"), ["M-020 edition.yaml:7:13"]),
    ("related", _article("---\ntitle: 甲\nrelated: [01-01, 01-09]\n---\n正文\n"), ["M-021 articles/a.md:3:10"]),
    ("layout", _article("---\ntitle: 甲\nlayout:\n  columns: 7\n---\n正文\n"), ["M-022 articles/a.md:4:12"]),
    ("corrected that day", _edition(EDITION.replace("pages:", "corrected: 2023-01-05\npages:")), ["M-023 edition.yaml:2:12"]),
    ("corrected", _edition(EDITION.replace("pages:", "corrected: 2023-01-04 23:59\npages:")), ["M-023 edition.yaml:2:12"]),
    ("west", _edition(EDITION.replace("pages:", "corrected: 2023-01-04 23:30-05:00\npages:")), ["M-023 edition.yaml:2:12"]),
    ("listed twice", _edition(EDITION + "      - ./articles/a.md\n"), ["M-024 edition.yaml:7:9"]),
    ("nothing to be seen", _article('---\ntitle: "\\u200b\\u3164"\n---\n正文\n'), ["M-004 articles/a.md:2:8"]),
    ("french", _publication(PUBLICATION + "language: fr-CA\n"), ["M-031 ../publication.yaml:3:11"]),
    ("korean", _publication(PUBLICATION + "language: ko\n"), ["M-031 ../publication.yaml:3:11"]),
    ("html", _body("甲\n\n乙<iframe src=x>丙</iframe>\n"), ["A-001 articles/a.md:6:1"]),
    ("control", _article("---\ntitle: 标\x07题\n---\n正\x00文\n"), ["A-002 articles/a.md:2:9", "A-002 articles/a.md:4:2"]),
    ("escaped control", _article('---\ntitle: "标\\u0007题\\ud800"\n---\n正文\n'), ["A-002 articles/a.md:2:8"]),
    ("script link", _body("甲\n[乙](javascript:alert(1))\n"), ["A-003 articles/a.md:5:1"]),
    ("note", _body("甲\n\n乙[^3]\n"), ["A-004 articles/a.md:6:1"]),
    ("chart", _body("甲\n\n```chart\ntype: bars\ndata:\n  - [甲, 无]\n```\n"), ["A-005 articles/a.md:9:9"]),
    ("chart yaml", _body("```chart\ntype: bars\ndata: [\n```\n"), ["A-005 articles/a.md:7:1"]),
    ("chart key", _body("```chart\ntype: bars\n数据: 1\ndata: {甲: 1}\n```\n"), ["A-005 articles/a.md:6:1"]),
    ("no body", _article("---\ntitle: 甲\n---\n\n　　\n"), ["A-006 articles/a.md:2:1"]),
    ("cells", _body("| a |\n|---|\n| b | c |\n"), ["A-007 articles/a.md:6:1"]),
    ("note not called", _body("甲\n\n[^1]: 乙\n"), ["A-008 articles/a.md:6:1"]),
    ("note twice", _body("甲[^1]\n\n[^1]: 乙\n\n[^1]: 丙\n"), ["A-008 articles/a.md:8:1"]),
    ("merged cells", _body("<table><tr><td colspan=2>甲</td></tr></table>\n"), ["A-009 articles/a.md:4:1"]),
    ("no image", _body("![图](images/x.png)\n"), ["I-001 articles/a.md:4:1"]),
    ("truncated", _image(picture("PNG", (300, 300))[:-500]), ["I-002 articles/a.md:4:5"]),
    ("truncated jpeg", _image(picture("JPEG", (300, 300))[:-3000]), ["I-002 articles/a.md:4:5"]),
    ("jpeg filled up with zeros", _image(_zeroed(picture("JPEG", (300, 300)))), ["I-002 articles/a.md:4:5"]),
    ("jpeg with a hole", _image(_holed(_noise())), ["I-002 articles/a.md:4:5"]),
    ("svg with a truncated jpeg", _image(_embedding(_noise()[:-3000]), "x.svg"), ["I-002 articles/a.md:4:5"]),
    ("svg with broken base64", _image(_embedding(_noise()).replace(b"base64,", b"base64,!"), "x.svg"), ["I-002 articles/a.md:4:5"]),
    ("empty image", _image(b""), ["I-002 articles/a.md:4:5"]),
    ("no image at all", _image(b"hello"), ["I-002 articles/a.md:4:5"]),
    ("bad svg", _image(b'<svg xmlns="http://www.w3.org/2000/svg"><g></svg>', "x.svg"), ["I-002 articles/a.md:4:5"]),
    ("tiff", _image(picture("TIFF")), ["I-003 articles/a.md:4:5"]),
    ("pdf", _image(b"%PDF-1.7", "x.pdf"), ["I-003 articles/a.md:4:5"]),
    ("bomb", _image(bomb(12_000, 12_000)), ["I-004 articles/a.md:4:5"]),
    ("enormous bomb", _image(bomb(60_000, 60_000)), ["I-004 articles/a.md:4:5"]),
    ("no alt", lambda case: (case.write("x.png", picture()), _body("甲\n\n![](x.png)\n")(case)), ["I-005 articles/a.md:6:1"]),
    ("script", _image(_svg("<script>1</script>"), "x.svg"), ["I-006 articles/a.md:4:5"]),
    ("entity", _image(b'<!DOCTYPE svg [<!ENTITY a "b">]>' + _svg("&a;"), "x.svg"), ["I-006 articles/a.md:4:5"]),
    ("no recording", _article("---\ntitle: 甲\naudio: a.mp3\n---\n正文\n"), ["V-001 articles/a.md:3:8"]),
    ("no cues", lambda case: (_cues(vtt())(case), (case.folder / "a.vtt").unlink()), ["V-001 articles/a.md:3:27"]),
    ("recording outside", _article("---\ntitle: 甲\naudio: ../../a.mp3\n---\n正文\n"), ["M-009 articles/a.md:3:8"]),
    ("cues url", _article("---\ntitle: 甲\naudio: {src: a.mp3, cues: 'http://x/a.vtt'}\n---\n正文\n"), [
        "V-001 articles/a.md:3:14", "M-009 articles/a.md:3:27"]),
    ("audio list", _article("---\ntitle: 甲\naudio: [a.mp3]\n---\n正文\n"), ["M-004 articles/a.md:3:8"]),
    ("audio key", _article("---\ntitle: 甲\naudio: {src: a.mp3, cue: b}\n---\n正文\n"), ["M-002 articles/a.md:3:21"]),
    ("empty recording", _sound(b""), ["V-002 articles/a.md:3:8"]),
    ("no recording at all", _sound(b"hello"), ["V-002 articles/a.md:3:8"]),
    ("broken mp3", _sound(b"\xff\xfb" + bytes(5000)), ["V-002 articles/a.md:3:8"]),
    ("broken m4a", _sound(m4a(2000)[:60]), ["V-002 articles/a.md:3:8"]),
    ("broken opus", _sound(opus(2000)[:40]), ["V-002 articles/a.md:3:8"]),
    ("silent opus", _sound(opus(0)), ["V-002 articles/a.md:3:8"]),
    ("wav", _sound(b"RIFF\0\0\0\0WAVEfmt "), ["V-003 articles/a.md:3:8"]),
    ("text", _sound(b"hello", "a.txt"), ["V-003 articles/a.md:3:8"]),
    ("bare aac", _sound(b"\xff\xf1" + bytes(500)), ["V-003 articles/a.md:3:8"]),
    ("he-aac", _sound(m4a(2000, object_type=5)), ["V-003 articles/a.md:3:8"]),
    ("vorbis", _sound(opus(2000, codec=b"\x01vorbis\0")), ["V-003 articles/a.md:3:8"]),
    ("large recording", _sparse, ["V-004 articles/a.md:3:8"]),
    ("no header", _cues("00:00.000 --> 00:01.000\n"), ["V-005 a.vtt:1:1"]),
    ("srt times", _cues("WEBVTT\n\n1\n00:00:00,000 --> 00:00:01,000\n标题\n"), ["V-005 a.vtt:4:1"]),
    ("no times", _cues(vtt((0, 500)) + "\n正文。\n"), ["V-005 a.vtt:6:1"]),
    ("backwards", _cues(vtt((0, 500), (900, 600))), ["V-005 a.vtt:6:1"]),
    ("run together", _cues("WEBVTT\n\n00:00.000 --> 00:01.000\n甲\n00:01.000 --> 00:02.000\n"), ["V-005 a.vtt:3:1"]),
    ("cues in gbk", _cues("WEBVTT\n\n标题".encode("gb18030")), ["M-011 a.vtt:3:1"]),
    ("too few cues", _cues(vtt((0, 500))), ["V-006 a.vtt:3:1"]),
    ("too many cues", _cues(vtt(*even(3))), ["V-006 a.vtt:9:1"]),
    ("another sentence", _cues(vtt(*even(3), words=("标题", "又一句。", "正文。"))), ["V-006 a.vtt:6:1"]),
    ("no cue", _cues("WEBVTT"), ["V-006 a.vtt:1:1"]),
    ("overlap", _cues(vtt((0, 900), (500, 1500))), ["V-007 a.vtt:6:1"]),
    ("wrong order", _cues(vtt((1000, 1500), (0, 500))), ["V-007 a.vtt:6:1"]),
    ("beyond the end", _cues(vtt((0, 900), (1000, 9000))), ["V-007 a.vtt:6:1"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("plant", "expected"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_fault_has_its_place(case: Case, plant: Callable[[Case], object], expected: list[str]) -> None:
    plant(case)
    assert case.faults() == expected


def test_every_fault_is_told_in_english(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "LANGUAGE", "en")
    for number, (_, plant, expected) in enumerate(FAULTS):
        other = make_case(case.root / str(number))
        plant(other)
        assert other.faults() == expected
        for finding in other.findings():
            assert re.search("[a-z]", finding.message), finding
            assert not re.search("[\u4e00-\u9fff]{5}", finding.message + finding.hint), finding


def test_sound_edition_has_no_faults(case: Case) -> None:
    assert case.faults() == []


@pytest.mark.parametrize("language", ["zh-TW", "yue", "cjy-Hans", "ja", "en-GB"])
def test_nothing_is_said_of_languages_that_the_program_speaks(case: Case, language: str) -> None:
    _publication(f"{PUBLICATION}language: {language}\n")(case)
    assert case.faults() == []


def test_the_languages_that_the_program_speaks_are_named() -> None:
    rule = rules.RULES["M-031"]
    assert all(item.value in rule.chinese[1] and item.value in rule.english[1] for item in Variety)
    assert rule.severity is Severity.INFO


def test_every_rule_is_planted() -> None:
    planted = {word.split()[0] for _, _, expected in FAULTS for word in expected}
    # Tested where they belong: finding editions (test_folders), not overwriting (test_scaffold), pictures as printed (checks).
    elsewhere = {"M-016", "M-019", "I-007", "I-008"}
    assert planted | elsewhere == {name for name in rules.RULES if name[0] in "MAIV"}
    text = "".join(
        path.read_text() for path in Path(__file__).parent.parent.rglob("test_*.py") if path != Path(__file__)
    )
    assert all(name in text for name in elsewhere)


def test_all_faults_of_all_files_at_once_in_order(case: Case) -> None:
    _publication(PUBLICATION.replace("name:", "nmae:"))(case)
    _edition(
        EDITION.replace("number: 1", "number: x").replace("date: 2023-01-05", "date: 2023-01-06")
        + "      - b.md\n"
    )(case)
    _article("---\ntitel: 甲\nkind: x\n---\n![](y.png)\n")(case)
    with pytest.raises(PublishError) as caught:
        case.load()
    assert caught.value.code is ExitCode.INVALID
    assert case.faults() == [
        "M-003 ../publication.yaml:1:1",
        "M-002 ../publication.yaml:2:1",
        "M-006 edition.yaml:1:7",
        "M-004 edition.yaml:3:13",
        "M-010 edition.yaml:7:9",
        "M-002 articles/a.md:2:1",
        "M-003 articles/a.md:2:1",
        "M-004 articles/a.md:3:7",
        "I-001 articles/a.md:5:1",
    ]


def test_body_faults_are_told_beside_schema_faults_of_other_articles(case: Case) -> None:
    _edition(EDITION + "      - {titel: 甲}\n")(case)
    _body("![图](x.png)\n")(case)
    assert case.faults() == ["M-003 edition.yaml:7:9", "M-002 edition.yaml:7:10", "I-001 articles/a.md:4:1"]


def test_missing_source_alone_has_its_own_exit_code(case: Case) -> None:
    _edition(EDITION + "      - b.md\n")(case)
    with pytest.raises(PublishError) as caught:
        case.load()
    assert caught.value.code is ExitCode.SOURCE


@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (_article("---\ntitle: 甲\n副标题: 乙\n---\n文\n"), "deck"),
        (_article("---\ntitle: 甲\nbylin: 乙\n---\n文\n"), "byline"),
        (_edition(EDITION.replace("a.md", "A.MD")), "articles/a.md"),
        (_article("---\ntitle: 甲\nzzzz: 乙\n---\n文\n"), "kicker"),
        (_article("---\ntitle: 甲\nkind: x\n---\n文\n"), "poem"),
    ],
)
def test_remedies_name_what_was_meant(case: Case, plant: Callable[[Case], object], words: str) -> None:
    plant(case)
    assert any(words in finding.hint for finding in case.findings())


def test_no_message_in_chinese_is_raw_english(case: Case) -> None:
    _edition(
        EDITION.replace("number: 1", "number: [1]").replace(
            "name: 要闻", "name: {a: b}\n    ads: x\n    credits: [a]"
        )
    )(case)
    _article("---\ntitle: {a: b}\npriority: 9\nimages: a\nid: 甲\nbyline: [[a]]\nsummary: {a: b}\n---\n文\n")(
        case
    )
    findings = case.findings()
    assert len(findings) == 10
    for finding in findings:
        for words in (finding.message, finding.hint):
            assert re.search("[\u4e00-\u9fff]", words), words
            assert not re.search(r"(input|valid|should|value|error)\b", words, re.IGNORECASE), words
