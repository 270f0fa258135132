"""Sentences: where they end, and that nothing is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model import Run
from publisher.text.sentences import sentence_runs, sentences


@pytest.mark.parametrize(
    "parts",
    [
        ["今天有雨。", "明天放晴！", "后天呢？"],
        ["他说：“走吧。”", "大家就走了。"],
        ["真的？！", "是的……”", "完。"],
        ["我……我不知道。"],
        ["《你好！李焕英》上映了。", "票房不错；", "口碑也好。"],
        ["办法（见附件。下同）自五月起施行。", "此前的不算。"],
        ["（未闭合的括号。", "后面还有。"],
        ["床前明月光，\n", "疑是地上霜。\n", "举头望明月，\n", "低头思故乡。"],
        ["增长3.5%，见 example.com。", "全文完"],
        ["Mr. J. Smith came at 9 a.m. on No. 5 bus. ", "He left! ", "Why?"],
        ["He said “No.” ", "She said yes."],
        ["1. First do it. ", "It ended in 2023. ", "Then rest."],
        ["共 3.14 亩。  ", "第二句"],
        ["只有一句"],
        [],
    ],
)
def test_sentences_end_where_a_reader_pauses(parts):
    assert sentences("".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["（他说好。真的。）", "“走！”"],
        ["他走了。", "（全场鼓掌。）", "他又回来。"],
        ["他说：“好。”", "（笑声。）", "“那就走。”"],
        ["他说：“好。", "（笑。）”", "她走了。"],
        ["（他说：“好！”）", "她走了。"],
        ["（注：见《你好！》一文。）　", "全文完。"],
        ["【本报讯。】", "今天有雨。"],
        ["［有这样的事？］", "有。"],
        ["（一（二。）三。）", "四。"],
        ["  （开头空两格。）", "后面。"],
        ["第一行\n", "（第二行。）\n", "第三行"],
        ["(He left.) ", "She stayed."],
        ["（掌声。）"],
        # Part of a sentence: nothing that ends stands before the bracket's end, or the sentence goes on behind it.
        ["（一）办法。"],
        ["（甲；乙；）丙。"],
        ["（！）他来了。"],
        ["（他说好。），她走了。"],
        ["（他说好。）。", "她走了。"],
        ["他（真的。）走了。"],
        ["他走了（见附件。）她来了。"],
        ["《走吧。》上映了。"],
        ["(1.) First we go."],
        ["(Mr.) Smith left."],
        ["(He left.)She stayed."],
        ["（没有闭合。", "后面。"],
    ],
)
def test_brackets_around_a_whole_sentence_end_it(parts):
    assert sentences("".join(parts)) == parts


def noted(text):
    """Return the runs of a text in which ^ stands for the call of a footnote."""
    first, *rest = text.split("^")
    made = [Run(text=first)]
    for at, part in enumerate(rest, 1):
        made += [Run(text=str(at), note=f"note-{at}"), Run(text=part)]
    return tuple(run for run in made if run.text)


@pytest.mark.parametrize(
    "parts",
    [
        ["他来了。^", "她走了。"],
        ["他来了^。", "她走了。"],
        ["他来了。^^", "她走了。"],
        ["他来了^！^", "她走了。"],
        ["他来了？^！", "她走了。"],
        ["他说：“走。^”", "她走了。"],
        ["他说：“走。”^", "她走了。"],
        ["他说：“走^。”", "她走了。"],
        ["（见附件。^）", "她走了。"],
        ["（见附件。）^", "她走了。"],
        ["《走。^》上映了。^", "她走了。"],
        ["他来了。^ ", "她走了。"],
        ["他来了。 ^", "她走了。"],
        ["是的……^”", "她走了。"],
        ["我……^我不知道。"],
        ["He came.^ ", "She left."],
        ["He came^. ", "She left."],
        ["He said “No.^” ", "She said yes."],
        ["He came.”^ ", "She left.^"],
        ["Mr.^ Smith came. ", "He left."],
        ["共 3.^14 亩。", "完。"],
        ["^他来了。", "她走了。"],
        ["床前明月光，^\n", "疑是地上霜。^\n", "举头望明月"],
        ["他来了。^"],
        ["^"],
    ],
)
def test_a_call_belongs_to_the_sentence_behind_which_it_stands(parts):
    runs = noted("".join(parts))
    found = ["".join("^" if run.note else run.text for run in part) for part in sentence_runs(runs)]
    assert found == parts


def test_calls_in_plain_text_are_named_by_their_places():
    assert sentences("他来了。12她走了。", [(4, 5), (5, 6)]) == ["他来了。12", "她走了。"]
    assert sentences("他来了1。她走了。2", [(3, 4), (9, 10)]) == ["他来了1。", "她走了。2"]


MARKS = st.text(alphabet="甲乙。！？；…”“（）《》()【】，.!? \nab1", max_size=60)


@given(MARKS)
def test_sentences_are_the_text(text):
    found = sentences(text)
    assert "".join(found) == text
    assert all(found)


@given(st.lists(MARKS, min_size=1, max_size=5))
def test_calls_part_no_sentence_and_join_none(texts):
    """Without the calls the sentences are those of the text that has none."""
    runs = noted("^".join(texts))
    found = ["".join(run.text for run in part if not run.note) for part in sentence_runs(runs)]
    assert [text for text in found if text] == sentences("".join(texts))


@given(
    st.lists(
        st.tuples(MARKS, st.booleans(), st.sampled_from([None, "https://example.org", "note"])), max_size=6
    )
)
def test_sentences_of_runs_are_the_runs(drawn):
    runs = tuple(
        Run(
            text=text,
            strong=strong,
            href=kind if kind and ":" in kind else None,
            note="1" if kind == "note" else None,
        )
        for text, strong, kind in drawn
    )
    found = sentence_runs(runs)
    flat = [run for sentence in found for run in sentence]
    assert "".join(run.text for run in flat) == "".join(run.text for run in runs)
    assert all(run.text for run in flat)
    # What cannot be parted is whole.
    whole = [run for run in runs if run.text and (run.href or run.note)]
    assert [run for run in flat if run.href or run.note] == whole


@pytest.mark.parametrize(
    "parted",
    [
        "Dr. Smith met U.S. President Biden. |The Dept. of Health said so. |He left the U.S. |The end.",
        "“Why?” he asked. |“No.” |She left. |Plan B. |The rest.",
        "J. A. Smith of Acme Inc. Chairman Bob Jr. said at 5 p.m. Monday. |OK.",
        'Sold by Acme Co. |It closed on Dec. 5. |"Go!" said Al. |Really?',
        "「行く。」と彼は言った。|「来い！」|ところが来ない。",
        "「行く。」の一言。|「来い！」|のち、来た。",
        "他说：“走！”|他走了。|“好！”，他说。|“走吧。”的声音传来。",
        "ماذا؟ |نعم. |لا؛ ربما.",
    ],
)
def test_sentences_go_on_behind_short_words_and_quotations(parted):
    assert sentences(parted.replace("|", "")) == parted.split("|")


def test_a_note_belongs_to_the_sentence_that_calls_it():
    runs = (
        Run(text="面积三亩。"),
        Run(text="1", note="a"),
        Run(text="后来"),
        Run(text="扩大了。", strong=True),
    )
    assert sentence_runs(runs) == [runs[:2], runs[2:]]


def test_a_style_goes_on_across_sentences():
    assert sentence_runs((Run(text="一。二。", strong=True),)) == [
        (Run(text="一。", strong=True),),
        (Run(text="二。", strong=True),),
    ]


def test_long_text_takes_time_in_proportion():
    """A million characters in many runs are parted in seconds, not in hours."""
    runs = tuple(Run(text=text, strong=bool(at % 2)) for at, text in enumerate(["甲乙丙。", "a.b "] * 50_000))
    assert len(sentence_runs(runs)) == 50_001
    assert len(sentences("ab. " * 100_000)) == 100_000
    assert len(sentences("（甲）" * 200_000)) == 1
    assert len(sentences("（甲。）" * 100_000)) == 100_000
    assert len(sentences("\n" + " " * 100_000 + "（甲）" * 100_000)) == 2
    called = tuple(run for _ in range(50_000) for run in (Run(text="甲。"), Run(text="1", note="a")))
    assert len(sentence_runs(called)) == 50_000
