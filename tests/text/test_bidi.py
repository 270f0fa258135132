import pytest

from publisher.text.bidi import balanced, isolated


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("报纸", "报纸"),
        ("a\u202eb", "a\u202eb\u202c"),
        ("a\u2067b\u202ec", "a\u2067b\u202ec\u202c\u2069"),
        ("a\u2067b\u202ec\u2069d", "a\u2067b\u202ec\u202c\u2069d"),
        ("a\u2069b\u202cc", "abc"),
        ("a\u202bb\u202cc", "a\u202bb\u202cc"),
        ("a\u202bb\u2069c", "a\u202bbc\u202c"),
    ],
)
def test_marks_of_direction_are_closed(text, closed):
    assert balanced(text) == closed
    assert balanced(closed) == closed


def test_what_is_isolated_is_closed_within():
    assert isolated("a\u202e") == "\u2068a\u202e\u202c\u2069"
