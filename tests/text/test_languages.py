import pytest

from publisher.text.languages import Variety, full_tag, variety


@pytest.mark.parametrize(
    ("tag", "spoken", "full"),
    [
        ("zh-Hans-CN", Variety.HANS, "zh-Hans-CN"),
        ("zh", Variety.HANS, "zh-Hans-CN"),
        ("zh-SG", Variety.HANS, "zh-Hans-SG"),
        ("zh_TW", Variety.HANT, "zh-Hant-TW"),
        ("zh-hk", Variety.HANT, "zh-Hant-HK"),
        ("zh-Hans-HK", Variety.HANS, "zh-Hans-HK"),
        ("ZH-HANT", Variety.HANT, "zh-Hant"),
        ("yue", Variety.HANT, "yue"),
        ("ja-JP", Variety.JA, "ja-JP"),
        ("en-us", Variety.EN, "en-US"),
        ("de", Variety.EN, "de"),
        ("", Variety.EN, "und"),
        ("English (US)", Variety.EN, "und"),
    ],
)
def test_varieties_and_tags(tag, spoken, full):
    assert variety(tag) is spoken
    assert full_tag(tag) == full


def test_only_english_sets_spaces_between_words():
    assert [item.han for item in Variety] == [True, True, True, False]
