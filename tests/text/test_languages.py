import pytest

from publisher.text.languages import Variety, direction, full_tag, spaced, spoken, variety


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
        ("zh-yue", Variety.HANT, "yue"),
        ("zh-yue-CN", Variety.HANS, "yue-CN"),
        ("zh-cmn-Hans-CN", Variety.HANS, "cmn-Hans-CN"),
        ("cjy", Variety.HANS, "cjy"),
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


@pytest.mark.parametrize(
    "tag",
    ["ar", "AR_EG", "he-IL", "fa", "ur-PK", "ug", "ug-Arab-CN", "ug-CN", "pa-PK",
     "pa-Arab", "az-Arab", "ku-IQ", "yi", "dv", "ff-Adlm"],
)  # fmt: skip
def test_scripts_from_right_to_left(tag):
    assert direction(tag) == "rtl"


@pytest.mark.parametrize(
    "tag",
    ["zh-Hans-CN", "ja", "en", "fr", "ug-Cyrl", "ug-KZ", "ar-Latn", "pa", "sd-IN",
     "kk", "ku", "de-1996", "sl-nedis", "", "und"],
)  # fmt: skip
def test_scripts_from_left_to_right(tag):
    assert direction(tag) == "ltr"


def test_languages_that_the_program_speaks():
    assert all(map(spoken, ("zh", "zh-Hant-TW", "yue", "ja-JP", "en-GB", "ENG")))
    assert not any(map(spoken, ("fr", "ko", "ug", "mn-Mong", "und", "")))


def test_languages_that_part_words_by_spaces():
    assert all(map(spaced, ("en", "fr", "ko", "ar")))
    assert not any(map(spaced, ("zh", "ja", "th-TH", "my", "bo")))
