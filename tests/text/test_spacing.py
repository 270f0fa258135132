"""White space of captured text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.text.characters import SPACES
from publisher.text.spacing import squeeze, tidy


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("\u3000\u3000加快\u00a0打造 ", "加快打造"),
        ("中 文 ABC def 文", "中文 ABC def 文"),
        ("他说 “好”", "他说“好”"),
        ("增长3%， 达到 。", "增长3%，达到。"),
        ("Paris — London", "Paris — London"),
        ("Say “no” now", "Say “no” now"),
        ("中\u200b国\ufeff", "中国"),
        ("so\u200bft", "soft"),
        ("a\u00a0\u00a0 b", "a b"),
        ("《一》 第2章", "《一》第2章"),
        ("", ""),
    ],
)
def test_tidy(given_text, wanted):
    assert tidy(given_text) == wanted


@given(st.text(alphabet=st.sampled_from([*SPACES, "中", "a", "，", "“", "1", "—"]), max_size=30))
def test_only_white_space_goes(text):
    tidied = tidy(text)
    assert squeeze(tidied) == squeeze(text)
    assert tidy(tidied) == tidied
