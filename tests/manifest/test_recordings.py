"""Recordings and the times of sentences, from the manifest to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sounds import FRAME_MS, even, m4a, mp3, opus, vtt

from publisher.errors import Position, PublishError
from publisher.manifest import load
from publisher.manifest.cues import fitted, read_cues
from publisher.manifest.recordings import BrokenRecordingError, inspect
from publisher.manifest.report import Report
from publisher.manifest.source import SourceText
from publisher.text.spoken import spoken_sentences

from .building import EDITION, Case, make_case, picture

if TYPE_CHECKING:
    from pathlib import Path

    from publisher.recording import Recording

ARTICLE = "---\ntitle: 标题\naudio: {src: a.mp3, cues: a.vtt, narrator: 程龙}\n---\n一句。两句！\n"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    made = make_case(tmp_path)
    made.write("articles/a.md", ARTICLE)
    made.write("a.mp3", mp3(3000))
    made.write("a.vtt", vtt(*even(3, 1000)))
    return made


def recording(case: Case) -> Recording:
    found = case.load().edition.articles[0].audio
    assert found
    return found


def times(case: Case) -> list[tuple[int, int]]:
    return [(cue.start, cue.end) for cue in recording(case).cues]


def test_a_recording_reaches_the_model_with_its_times(case: Case) -> None:
    found = recording(case)
    assert (found.src, found.media_type, found.narrator) == ("a.mp3", "audio/mpeg", "程龙")
    assert found.path == case.folder / "a.mp3"
    assert found.duration == -(-3000 // FRAME_MS) * FRAME_MS
    assert times(case) == [(0, 1000), (1000, 2000), (2000, 3000)]
    assert case.faults() == []


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.mp3", mp3(1500), "audio/mpeg"),
        ("b.mp3", b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + mp3(1500), "audio/mpeg"),
        ("a.m4a", m4a(1512), "audio/mp4"),
        ("a.opus", opus(1512), "audio/ogg; codecs=opus"),
        # What the file is called does not count.
        ("wrong.wav", mp3(1500), "audio/mpeg"),
    ],
)
def test_a_name_alone_is_a_recording_without_times(case: Case, name: str, content: bytes, kind: str) -> None:
    case.write(name, content)
    case.write("articles/a.md", f"---\ntitle: 标题\naudio: {name}\n---\n一句。\n")
    found = recording(case)
    assert (found.media_type, found.duration, found.cues) == (kind, 1512, ())


def test_a_recording_may_lie_with_the_paper(case: Case) -> None:
    case.write("../assets/audio/b.mp3", mp3(1500))
    case.write("edition.yaml", EDITION + "      - {title: 甲, body: 乙。, audio: audio/b.mp3}\n")
    second = case.load().edition.articles[1].audio
    assert second
    assert second.path.name == "b.mp3"


def test_cues_are_read_with_all_that_webvtt_allows(case: Case) -> None:
    text = (
        "\ufeffWEBVTT - 标题\nKind: captions\n\nNOTE 注\n两行\n\nSTYLE\n::cue { color: red }\n\n"
        "一\n00:00.000 --> 00:00.900 align:start\n<v 程龙>标题</v>\n\n\n"
        "00:00:01.000\t-->\t00:00:01.500\n一句&amp;\n第二行\n\n00:01.500 --> 00:02.000"
    )
    case.write("a.vtt", text.replace("\n", "\r\n").encode())
    assert times(case) == [(0, 900), (1000, 1500), (1500, 2000)]


def test_the_last_cue_is_cut_at_the_end_of_the_recording(case: Case) -> None:
    case.write("a.vtt", vtt((0, 1000), (1000, 2000), (2000, 3900)))
    assert times(case)[-1] == (2000, recording(case).duration)
    case.write("a.vtt", vtt((0, 1000), (1000, 2000), (2000, 4100)))
    assert case.faults() == ["V-007 a.vtt:9:1"]


def test_a_hundred_thousand_cues_are_told_in_one_finding(case: Case) -> None:
    case.write("a.vtt", vtt(*even(100_000, 20)))
    (fault,) = case.findings()
    assert (fault.rule, fault.where and fault.where.line) == ("V-006", 12)
    assert "100000" in fault.message


def test_a_hundred_thousand_faults_are_told_by_the_first_ten(case: Case) -> None:
    case.write("a.vtt", "WEBVTT\n\n" + "00:00 --> 00:01\n\n" * 100_000)
    assert case.faults() == [f"V-005 a.vtt:{line}:1" for line in range(3, 23, 2)]


def test_a_fault_of_cues_is_told_by_the_names_that_the_editor_knows(case: Case) -> None:
    case.write("a.vtt", "WEBVTT\n\n甲\n")
    (case.root / "link").symlink_to(case.root)
    assert Case(case.root).faults() == ["V-005 a.vtt:3:1"]
    with pytest.raises(PublishError) as caught:
        load(case.root / "link/paper/2023-01-05")
    assert caught.value.findings[0].where == Position(str(case.root / "link/paper/2023-01-05/a.vtt"), 3, 1)


def test_a_difference_is_found_by_the_words(case: Case) -> None:
    case.write("a.vtt", vtt(*even(2), words=("标题", "两句")))
    (fault,) = case.findings()
    assert (fault.rule, fault.where and fault.where.line) == ("V-006", 6)
    assert "第 2 条是“两句”，第 2 句是“一句。”" in fault.message


def test_sentences_are_not_counted_where_some_are_lost_to_an_error(case: Case) -> None:
    case.write("articles/a.md", ARTICLE + "\n![图](x.png)\n")
    assert case.faults() == ["I-001 articles/a.md:7:1"]
    case.write("articles/a.md", ARTICLE.replace("title: 标题", "title: ''"))
    assert case.faults() == ["M-004 articles/a.md:2:8"]


def test_sentences_are_counted_in_the_order_of_reading(case: Case) -> None:
    case.write("x.png", picture())
    image = "{src: x.png, alt: 图, caption: 说明。, credit: 作者}"
    text = (
        f"---\ntitle: [上行, 下行]\nkicker: 引题\ncolumn: 专栏\ndeck: 副题\nsummary: 提要\nsource: 来源\nbyline: 程龙\n"
        f"dateline: 电头\neditor_note: 按语。\nimages: [{image}]\n---\n一句。两[^1]句！\n\n## 小标题\n\n> 要点\n\n- 甲\n- 乙\n\n"
        "| 栏 | |\n|---|---|\n| 格 | 1 |\n\n[^1]: 注文。\n"
    )
    case.write("articles/a.md", text)
    assert spoken_sentences(case.load().edition.articles[0]) == [
        "专栏", "引题", "上行", "下行", "副题", "提要", "按语。", "说明。", "作者", "一句。", "两1句！", "小标题", "要点",
        "甲", "乙", "栏", "格", "1", "注文。", "来源",
    ]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    head=st.sampled_from(
        (b"", b"ID3", b"\xff\xfb\x18\xc4", mp3(200), opus(200), m4a(200), b"OggS", m4a(200)[:90])
    ),
    rest=st.binary(max_size=400),
)
def test_no_bytes_are_more_than_a_broken_recording(
    head: bytes, rest: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("sound") / "a.mp3"
    path.write_bytes(head + rest)
    try:
        problem, duration = "", inspect(path).duration
    except BrokenRecordingError as error:
        problem, duration = error.rule, 0
    assert duration > 0 or problem in {"V-002", "V-003"}


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789:.-> \nWEBVTNO甲", max_size=200))
def test_no_text_is_more_than_broken_cues(text: str) -> None:
    report = Report()
    found = read_cues(SourceText(file="a.vtt", text=f"WEBVTT\n\n{text}"), report)
    assert (found is None) == bool(report.errors)
    made = fitted(found or (), ["甲"] * len(found or ()), 60_000, "a.vtt", report)
    times = [time for cue in made or () for time in (cue.start, cue.end)]
    assert times == sorted(times)
    assert all(time <= 60_000 for time in times)
